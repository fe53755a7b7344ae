/* Inside the search index: what an edit moved, put into the files of the earlier one. */
#ifndef PAMPHLET_EMIT_SEARCH_PATCH_H
#define PAMPHLET_EMIT_SEARCH_PATCH_H

#include "emit/search_index.h"
#include "emit/search_lists.h"

/* ---- Lists (emit/search_patch_lists.c) ---- */

typedef VEC(uint32_t) search__list_entries; /* search__page_of and search__rank packed */

/* How many entries a list in a line has; and these. False: it is damaged. */
uint32_t search__list_count(sv text);
bool search__list_read(arena *a, sv text, search__list_entries *out);

/* A list with its cut. */
typedef struct search__cut_list {
  search__list_entries entries;
  uint32_t most; /* that are written */
  uint32_t size; /* how many there are before the cut */
} search__cut_list;

/* Takes entries from a list and adds others. False: some that were cut off would be needed, or one
 * that goes was not there. */
bool search__list_patch(arena *a, search__cut_list *list, const search__list_entries *gone,
                        const search__list_entries *came);

/* As emit/search.h has it; `a` is for the time being. */
void search__list_write(arena *a, buf *out, const search__cut_list *list);

/* ---- Words that have to be counted after all (emit/search_recount.c) ---- */

/* The lists of a word; all that is filled in at first is the stem. */
typedef struct search__recounted {
  sv stem;
  search__list_entries titles, texts;
} search__recounted;
typedef VEC(search__recounted) search__recounts;

/* Counts these words alone on all pages. False: one is no word. */
bool search__recount(search__index *index, search__recounts *all);

/* ---- Forms (emit/search_patch_forms.c) ---- */

/* What stands behind a form, and stood there; 0: nothing, it is none. */
typedef struct search__form_change {
  sv form;
  char then, now;
} search__form_change;
typedef VEC(search__form_change) search__form_changes;

/* Fills in what the files become that have such forms, by the forms or by these read backwards;
 * nothing is put. False: all have to be looked at. */
bool search__patch_forms(search__index *index, const search__form_changes *changes,
                         bool is_backwards, search__pieces *p);

#endif
