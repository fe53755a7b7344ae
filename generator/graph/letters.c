#include "graph/letters.h"

#include <stdlib.h>

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
    all[i] = read_title(&scratch, p->lang, p->title, p->source, p);
  }
  sort(all, pages->len);
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
  sort(all, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    vec_push(a, &group_of(a, out, all[i].letter)->meanings, all[i].item);
  }
  arena_free(&scratch);
}
