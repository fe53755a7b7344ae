/* The words of a language as numbers: every distinct word of the site is folded and stemmed
 * once, however often it occurs. */
#ifndef PAMPHLET_GRAPH_VOCABULARY_H
#define PAMPHLET_GRAPH_VOCABULARY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "graph/related_trace.h"
#include "wrap/stem.h"

/* A form as somebody who searches may type it: folded, without accents. */
typedef struct vocabulary_spelling {
  sv text;
  uint32_t stem;
  uint32_t folded_len;
  const char *folded; /* the same with accents */
} vocabulary_spelling;

/* A folded form that the last build met and that is no word of the site any more. */
typedef struct vocabulary_faded {
  uint32_t stem;
  sv form;
} vocabulary_faded;

/* A form, without accents, that some page says now and none did in the last build, or the other way
 * round. */
typedef struct vocabulary_moved {
  sv stem, form;
  bool now;
} vocabulary_moved;
typedef VEC(vocabulary_moved) vocabulary_moved_list;

/* A form is a word as met in a text (ASCII letters in lower case, the rest as written), known by
 * the hash of words_take alone: two that shared one would count as one word. Looking at the bytes
 * as well would cost a third of all the time that relating articles takes. */
typedef struct vocabulary {
  arena *memory;
  sv lang;
  stemmer *stems;
  VEC(uint64_t) forms;   /* the hash of each */
  VEC(uint32_t) stem_of; /* by form number, its stem: close together, for whoever counts */
  VEC(uint64_t) passed;  /* hashes of stop words and the like, which have no stem and no number */
  uint64_t *slots; /* a form's place is by its hash's lower bits; in it are the others, and its
                      number, or VOCABULARY_NONE where it has no stem */
  size_t slot_mask;
  map by_stem;                        /* stem -> NULL; a stem's number is its place */
  sv_list shown;                      /* by stem number: its shortest form, for a person to read;
                                         empty: it is no word of the site (vocabulary_put_stem) */
  VEC(vocabulary_spelling) spellings; /* by form number; one may stand there more than once */
  uint32_t *shared;     /* link: by stem number, the number that all readers' stems share */
  uint8_t *rarity;      /* link: by stem number, related__rarity */
  uint8_t *rarity_then; /* link: the same in the last build; NULL: it is of no use */
  uint8_t *marks;       /* link: by stem number, what an edit did (graph/related_edit.h) */

  /* By stem number, where one build leaves something to the next: of the last one, for words that
   * it met (else NULL), and for the next (NULL: nobody asks). */
  const related_stem_trace *traces;
  related_stem_trace *left;
  VEC(vocabulary_faded) faded;
} vocabulary;

/* Forms; a word beyond them is passed over. The number of none. */
enum { VOCABULARY_MOST = (1 << 24) - 1, VOCABULARY_NONE = VOCABULARY_MOST };

/* The form to show of two: the shorter, then the first by bytes. So the same is shown in
 * whatever order texts are read. */
sv vocabulary_better_form(sv a, sv b);

/* The texts live in the arena; the rest is given back by vocabulary_close. */
void vocabulary_open(arena *a, sv lang, vocabulary *v);
void vocabulary_close(vocabulary *v);

/* Takes words off *text and gives the numbers of their forms, each below v->forms.len and with a
 * stem; stop words and overlong ones are passed over. Returns how many, which may be none before
 * the end: */
enum { VOCABULARY_BATCH = 64 };
size_t vocabulary_take(vocabulary *v, sv *text, uint32_t forms[VOCABULARY_BATCH]);

/* Words that another run has met: each stem in turn gets the next number, and each form is of one
 * of so many stems. A stem that none has is no word. The texts live as long as `v`, which takes no
 * words of texts. One thread may put the stems while another puts the forms. */
void vocabulary_expect_stems(vocabulary *v, size_t stems); /* so many will come */
void vocabulary_put_stem(vocabulary *v, sv stem);
void vocabulary_expect_forms(vocabulary *v, size_t stems, size_t forms);
void vocabulary_put_form(vocabulary *v, sv folded, sv plain, uint32_t stem);

/* The next such word alone. False at the end. */
bool vocabulary_next(vocabulary *v, sv *text, uint32_t *stem);

#endif
