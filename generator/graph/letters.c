#include "graph/letters.h"

#include <stdlib.h>

#include "base/sort.h"
#include "base/utf8.h"
#include "text/collate.h"
#include "wrap/unicode.h"

/* Something with a title, to be put in order. */
typedef struct titled {
  sv key;    /* collate_key, without what stands before its first letter */
  sv letter; /* "A", or "#" */
  sv tie;    /* decides between equal titles */
  void *item;
} titled;

static titled read_title(arena *a, sv lang, sv title, sv tie, void *item) {
  uint32_t c = 0;
  while (title.len) {
    size_t len = utf8_decode(title, &c);
    if (unicode_is_letter(c) || unicode_is_number(c)) break;
    title = sv_skip(title, len);
  }
  bool letter = title.len && unicode_is_letter(c);
  return (titled){collate_key(a, lang, title), letter ? collate_letter(a, lang, title) : SV("#"),
                  tie, item};
}

static int by_tie(const void *left, const void *right) {
  return sv_cmp(((const titled *)left)->tie, ((const titled *)right)->tie);
}

/* The group of the letter, which is the last one or a new one. */
static listing_group *group_of(arena *a, listing_groups *out, sv letter) {
  if (!out->len || !sv_eq(out->at[out->len - 1].name, letter)) {
    vec_push(a, out, (listing_group){.name = arena_dup(a, letter)});
  }
  return &out->at[out->len - 1];
}

/* Moves those without a letter behind the others, each in their order. */
static void put_letters_first(arena *scratch, titled *all, size_t count) {
  titled *others = arena_array(scratch, titled, count);
  size_t letters = 0, rest = 0;
  for (size_t i = 0; i < count; i++) {
    if (sv_is(all[i].letter, "#")) {
      others[rest++] = all[i];
    } else {
      all[letters++] = all[i];
    }
  }
  if (rest) memcpy(all + letters, others, rest * sizeof *others);
}

static void sort(arena *scratch, titled *all, size_t count) {
  sort_by_text(all, count, sizeof *all);
  for (size_t from = 0, i = 1; i <= count; i++) {
    if (i < count && sv_eq(all[i].key, all[from].key)) continue;
    if (i - from > 1) qsort(all + from, i - from, sizeof *all, by_tie);
    from = i;
  }
  put_letters_first(scratch, all, count);
}

void letters_group(arena *a, const page_list *pages, listing_groups *out) {
  arena scratch = {0};
  titled *all = arena_array(&scratch, titled, pages->len);
  for (size_t i = 0; i < pages->len; i++) {
    page *p = pages->at[i];
    all[i] = read_title(&scratch, p->lang, p->title, p->source, p);
  }
  sort(&scratch, all, pages->len);
  for (size_t i = 0; i < pages->len; i++) {
    vec_push(NULL, &group_of(a, out, all[i].letter)->pages, all[i].item);
  }
  for (size_t i = 0; i < out->len; i++) vec_settle(a, &out->at[i].pages);
  arena_free(&scratch);
}

void letters_group_terms(arena *a, const glossary *g, listing_groups *out) {
  const glossary_terms *terms = &g->terms;
  arena scratch = {0};
  titled *all = arena_array(&scratch, titled, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    glossary_term *one = terms->at[i];
    all[i] = read_title(&scratch, g->lang, one->name.text, one->slug, one);
  }
  sort(&scratch, all, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    vec_push(a, &group_of(a, out, all[i].letter)->meanings, all[i].item);
  }
  arena_free(&scratch);
}
