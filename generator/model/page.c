#include "model/page.h"

#include "base/pack.h"
#include "value/val_pack.h"

/* Most pages', so it is constant: whoever forgets page_more_of is told at once. */
static const page_more nothing_more;

static page_more *no_more(void) {
  return (page_more *)(uintptr_t)&nothing_more;
}

page_more *page_more_of(arena *a, page *p) {
  if (!p->more || p->more == &nothing_more) p->more = arena_new(a, page_more);
  return p->more;
}

void page_more_begin(arena *a, page *p, bool any) {
  p->more = any ? arena_new(a, page_more) : no_more();
}

bool page_has_more(const page *p) {
  return p->more != &nothing_more;
}

/* Bytes, not fields: a gap that holds something costs a copy that says nothing, and no more. */
static bool same_bytes(const void *left, const void *right, size_t size) {
  return memcmp(left, right, size) == 0;
}

sv related_what(const related_reason *r) {
  return r->what ? *r->what : SV("");
}

/* A reason as bytes, with its text behind it. */
typedef struct packed_reason {
  float score;
  uint16_t kind, taxonomy;
  uint32_t length;
} packed_reason;

void related_why_pack(buf *out, const related_page *r) {
  buf_add(out, r->kept);
  for (size_t i = 0; i < r->why.len; i++) {
    const related_reason *why = &r->why.at[i];
    sv what = related_what(why);
    packed_reason one = {why->score, why->kind, why->taxonomy, (uint32_t)what.len};
    pack_bytes(out, &one, sizeof one);
    buf_add(out, what);
  }
}

related_reasons related_why_of(arena *a, const related_page *r) {
  related_reasons taken = r->why;
  packed_reason one;
  for (unpack in = {r->kept, false}; in.rest.len && unpack_bytes(&in, &one, sizeof one);) {
    sv *what = NULL;
    if (one.length) {
      what = arena_new(a, sv);
      *what = sv_first(in.rest, one.length);
      in.rest = sv_skip(in.rest, one.length);
    }
    related_reason why = {what, one.score, one.kind, one.taxonomy};
    vec_push(a, &taken, why);
  }
  return taken;
}

page_more *page_more_kept(arena *a, const page_more *read) {
  if (same_bytes(read, &nothing_more, sizeof *read)) return no_more();
  page_more *kept = arena_new(a, page_more);
  *kept = *read;
  return kept;
}

val page_params(arena *a, const page *p) {
  if (!p->params_len) return p->params;
  spill_place all = {
      .in = p->body.spilled.in, .at = p->params_at, .len = p->params_len, .in_file = true};
  unpack in = {spill_text(a, all), false};
  return val_unpack(&in, a);
}

bool page_is_machine(sv translator) {
  return sv_eq_nocase(translator, SV("machine"));
}

sv article_kind_name(article_kind kind) {
  static const sv names[] = {[ARTICLE_GUIDE] = SV_INIT("guide"),
                             [ARTICLE_QUESTION] = SV_INIT("question"),
                             [ARTICLE_NEWS] = SV_INIT("news")};
  return names[kind];
}

bool page_is_overdue(const page *p, date today) {
  return p->next_review.given && p->next_review.at.seconds < today.seconds;
}

page_date page_changed(const page *p) {
  return p->updated.given ? p->updated : p->date;
}

bool page_is_outdated(const page *p) {
  if (!p->more->original) return false;
  page_date own = page_changed(p), of_original = page_changed(p->more->original);
  return own.given && of_original.given && own.at.seconds < of_original.at.seconds;
}

/* A page without a date comes after all that have one. */
static int newer_first(page_date a, page_date b) {
  if (a.given != b.given) return a.given ? -1 : 1;
  if (!a.given) return 0;
  return (a.at.seconds < b.at.seconds) - (a.at.seconds > b.at.seconds);
}

int page_newest_first(const page *a, const page *b) {
  int order = newer_first(a->date, b->date);
  if (!order) order = sv_cmp(a->title, b->title);
  return order ? order : sv_cmp(a->source, b->source);
}

unsigned page_reading_minutes(const page *p) {
  enum { WORDS_A_MINUTE = 200 };
  uint32_t words = p->body.words;
  return words <= WORDS_A_MINUTE ? 1 : (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
}
