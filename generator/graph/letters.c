#include "graph/letters.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "wrap/unicode.h"

/* Something with a title, to be put in order. */
typedef struct titled {
  sv key;    /* the title folded, without accents and what stands before its first letter */
  sv letter; /* "A", or "#" */
  sv tie;    /* decides between equal titles */
  void *item;
} titled;

static titled read_title(arena *a, sv title, sv tie, void *item) {
  sv key = unicode_plain(a, unicode_fold(a, title));
  uint32_t c = 0;
  size_t len = 0;
  while (key.len) {
    len = utf8_decode(key, &c);
    if (unicode_is_letter(c) || unicode_is_number(c)) break;
    key = sv_skip(key, len);
  }
  bool letter = key.len && unicode_is_letter(c);
  return (titled){key, letter ? unicode_upper(a, sv_first(key, len)) : SV("#"), tie, item};
}

static int by_title(const void *left, const void *right) {
  const titled *a = left, *b = right;
  bool last_a = sv_is(a->letter, "#"), last_b = sv_is(b->letter, "#");
  if (last_a != last_b) return last_a ? 1 : -1;
  int order = sv_cmp(a->key, b->key);
  return order ? order : sv_cmp(a->tie, b->tie);
}

/* The group of the letter, which is the last one or a new one. */
static listing_group *group_of(arena *a, listing_groups *out, sv letter) {
  if (!out->len || !sv_eq(out->at[out->len - 1].name, letter)) {
    vec_push(a, out, (listing_group){.name = arena_dup(a, letter)});
  }
  return &out->at[out->len - 1];
}

static void sort(titled *all, size_t count) {
  if (count) qsort(all, count, sizeof *all, by_title);
}

void letters_group(arena *a, const page_list *pages, listing_groups *out) {
  arena scratch = {0};
  titled *all = arena_array(&scratch, titled, pages->len);
  for (size_t i = 0; i < pages->len; i++) {
    page *p = pages->at[i];
    all[i] = read_title(&scratch, p->title, p->source, p);
  }
  sort(all, pages->len);
  for (size_t i = 0; i < pages->len; i++) {
    vec_push(a, &group_of(a, out, all[i].letter)->pages, all[i].item);
  }
  arena_free(&scratch);
}

void letters_group_terms(arena *a, const glossary_terms *terms, listing_groups *out) {
  arena scratch = {0};
  titled *all = arena_array(&scratch, titled, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    glossary_term *one = terms->at[i];
    all[i] = read_title(&scratch, one->name.text, one->slug, one);
  }
  sort(all, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    vec_push(a, &group_of(a, out, all[i].letter)->meanings, all[i].item);
  }
  arena_free(&scratch);
}
