/* Inside the search index: what an index leaves for the next one, so that it need not make every
 * file again. */
#ifndef PAMPHLET_EMIT_SEARCH_NOTE_H
#define PAMPHLET_EMIT_SEARCH_NOTE_H

#include "emit/search_pieces.h"

/* A file of facts. */
typedef struct search__block {
  uint64_t print;
  char file[SEARCH_NAME];
} search__block;
typedef VEC(search__block) search__block_list;

typedef VEC(uint64_t) search__page_prints;

/* A word of which a list is cut: how long both are before that. */
typedef struct search__cut {
  sv stem;
  uint32_t titles, texts;
} search__cut;
typedef VEC(search__cut) search__cuts;

typedef struct search__note {
  uint64_t common; /* of what every file depends on */
  uint64_t base;   /* of what pages say beside what parse found in them; 0: nobody knows */
  search__page_prints pages; /* what that is, by their number in the index */
  search__piece_list words, starts, ends;
  search__cuts cuts; /* by stem */
  search__block_list facts;
} search__note;

void search__note_write(const search__note *note, buf *out);

/* Of pieces only what is noted is filled in; it lives in `a` and refers to the bytes. Damaged ones,
 * or those of another `common`, are as none. */
void search__note_read(arena *a, sv bytes, uint64_t common, search__note *out);

#endif
