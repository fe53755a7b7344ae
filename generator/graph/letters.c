#include "graph/letters.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "wrap/unicode.h"

typedef struct titled_page {
  sv key;    /* the title folded, without accents and what stands before its first letter */
  sv letter; /* "A", or "#" */
  page *page;
} titled_page;

static titled_page read_title(arena *a, page *p) {
  sv key = unicode_plain(a, unicode_fold(a, p->title));
  uint32_t c = 0;
  size_t len = 0;
  while (key.len) {
    len = utf8_decode(key, &c);
    if (unicode_is_letter(c) || unicode_is_number(c)) break;
    key = sv_skip(key, len);
  }
  bool letter = key.len && unicode_is_letter(c);
  return (titled_page){key, letter ? unicode_upper(a, sv_first(key, len)) : SV("#"), p};
}

static int by_title(const void *left, const void *right) {
  const titled_page *a = left, *b = right;
  bool last_a = sv_is(a->letter, "#"), last_b = sv_is(b->letter, "#");
  if (last_a != last_b) return last_a ? 1 : -1;
  int order = sv_cmp(a->key, b->key);
  return order ? order : sv_cmp(a->page->source, b->page->source);
}

void letters_group(arena *a, const page_list *pages, listing_groups *out) {
  arena scratch = {0};
  titled_page *titled = arena_array(&scratch, titled_page, pages->len);
  for (size_t i = 0; i < pages->len; i++) titled[i] = read_title(&scratch, pages->at[i]);
  if (pages->len) qsort(titled, pages->len, sizeof *titled, by_title);
  for (size_t i = 0; i < pages->len; i++) {
    if (!out->len || !sv_eq(out->at[out->len - 1].name, titled[i].letter)) {
      vec_push(a, out, (listing_group){.name = arena_dup(a, titled[i].letter)});
    }
    vec_push(a, &out->at[out->len - 1].pages, titled[i].page);
  }
  arena_free(&scratch);
}
