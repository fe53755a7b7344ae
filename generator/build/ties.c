#include "build/ties.h"

#include "base/pack.h"

enum { LEAST_LISTED = 4 + 8 + 4, LEAST_REASON = 4 + 4 + 4 };

static void put_list(buf *out, const page *p) {
  pack_u32(out, (uint32_t)p->related_pages.len);
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    pack_text(out, r->page->source);
    pack_bytes(out, &r->score, sizeof r->score);
    pack_u32(out, (uint32_t)r->why.len);
    for (size_t j = 0; j < r->why.len; j++) {
      const related_reason *why = &r->why.at[j];
      pack_u32(out, (uint32_t)why->kind << 16 | why->taxonomy);
      pack_bytes(out, &why->score, sizeof why->score);
      pack_text(out, why->what);
    }
  }
}

static bool take_listed(unpack *in, const site *s, arena *a, related_page *out) {
  out->page = map_get(&s->by_source, unpack_text(in));
  unpack_bytes(in, &out->score, sizeof out->score);
  uint32_t reasons = unpack_count(in, LEAST_REASON);
  vec_reserve(a, &out->why, reasons);
  for (uint32_t i = 0; i < reasons; i++) {
    uint32_t kind = unpack_u32(in);
    related_reason why = {.kind = (uint16_t)(kind >> 16), .taxonomy = (uint16_t)kind};
    unpack_bytes(in, &why.score, sizeof why.score);
    why.what = unpack_text(in);
    vec_push(a, &out->why, why);
  }
  return out->page && !in->bad;
}

bool ties_take(void *context, arena *a, page *p, uint64_t print) {
  const ties *t = context;
  const last_related *then = t->last ? map_get(&t->last->related_list, p->source) : NULL;
  if (!then || then->print != print) return false;
  unpack in = {then->list, false};
  uint32_t count = unpack_count(&in, LEAST_LISTED);
  vec_reserve(a, &p->related_pages, count);
  for (uint32_t i = 0; i < count; i++) {
    related_page one = {0};
    if (!take_listed(&in, t->site, a, &one)) {
      p->related_pages.len = 0;
      return false;
    }
    vec_push(a, &p->related_pages, one);
  }
  return true;
}

void ties_record(arena *a, const site *s, last_build *b) {
  buf list = BUF_EMPTY;
  b->related.len = 0;
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    if (p->related_print == 0) continue;
    buf_clear(&list);
    put_list(&list, p);
    vec_push(a, &b->related,
             (last_related){p->source, p->related_print, arena_dup(a, buf_sv(&list))});
  }
  buf_free(&list);
}
