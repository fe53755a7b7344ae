#include "build/relink.h"

#if defined(__LP64__)
#  define SIZE_IS(type, size)              \
    _Static_assert(sizeof(type) == (size), \
                   "a field came or went: does link fill it, or look at it?")
SIZE_IS(page, 752);
SIZE_IS(page_more, 440);
#endif

/* ---- What link looks at ---- */

static bool same_texts(const placed_list *a, const placed_list *b) {
  if (a->len != b->len) return false;
  for (size_t i = 0; i < a->len; i++) {
    if (!sv_eq(a->at[i].text, b->at[i].text)) return false;
  }
  return true;
}

static bool same_people(const person_refs *a, const person_refs *b) {
  if (a->len != b->len) return false;
  for (size_t i = 0; i < a->len; i++) {
    if (!sv_eq(a->at[i].as_written.text, b->at[i].as_written.text)) return false;
  }
  return true;
}

static bool same_terms(const page *a, const page *b) {
  if (a->terms.len != b->terms.len) return false;
  for (size_t i = 0; i < a->terms.len; i++) {
    const page_terms *one = &a->terms.at[i], *other = &b->terms.at[i];
    if (one->taxonomy != other->taxonomy || !same_texts(&one->names, &other->names)) return false;
  }
  return true;
}

static bool same_date(const page_date *a, const page_date *b) {
  if (a->given != b->given) return false;
  return !a->given || (a->at.seconds == b->at.seconds && a->at.has_time == b->at.has_time);
}

/* What it is, where it stands, and whether it is shown. */
static bool same_place(const page *a, const page *b) {
  return a->type == b->type && a->kind == b->kind && a->bundle == b->bundle &&
         sv_eq(a->section, b->section) && sv_eq(a->slug, b->slug) && sv_eq(a->lang, b->lang) &&
         sv_eq(a->more->url_wanted, b->more->url_wanted) &&
         sv_eq(a->more->layout.text, b->more->layout.text) && a->draft == b->draft &&
         same_date(&a->date, &b->date) && same_date(&a->more->expires, &b->more->expires);
}

/* What brings it together with others, or into their order. */
static bool same_ties(const page *a, const page *b) {
  return same_people(&a->authors, &b->authors) && same_people(&a->answered_by, &b->answered_by) &&
         same_people(&a->reviewed_by, &b->reviewed_by) && same_terms(a, b) &&
         same_texts(&a->more->aliases, &b->more->aliases) && same_texts(&a->related, &b->related) &&
         same_texts(&a->more->related_exclude, &b->more->related_exclude) &&
         sv_eq(a->more->translation_of.text, b->more->translation_of.text) &&
         same_texts(&a->more->translated_by, &b->more->translated_by) &&
         same_texts(&a->more->translation_checked_by, &b->more->translation_checked_by) &&
         sv_eq(a->more->series, b->more->series) && a->more->series_part == b->more->series_part &&
         a->featured == b->featured && a->noindex == b->noindex && a->weight == b->weight;
}

/* ---- What link found out ---- */

static void take_people(person_refs *to, const person_refs *from) {
  for (size_t i = 0; i < to->len; i++) to->at[i].person = from->at[i].person;
}

static void take_more(arena *a, page *now, const page_more *was) {
  bool tied = was->series_pages.len || was->translations.len || was->original ||
              was->authored.len || was->reviewed_pages.len || was->comments.len;
  if (!tied) return;
  page_more *more = page_more_of(a, now);
  more->series_pages = was->series_pages;
  more->translations = was->translations;
  more->original = was->original;
  more->authored = was->authored;
  more->reviewed_pages = was->reviewed_pages;
  more->comments = was->comments;
}

static void take_over(arena *a, page *now, const page *was) {
  now->number = was->number;
  now->state = was->state;
  now->left_out = was->left_out;
  take_people(&now->authors, &was->authors);
  take_people(&now->answered_by, &was->answered_by);
  take_people(&now->reviewed_by, &was->reviewed_by);
  for (size_t i = 0; i < now->terms.len; i++) now->terms.at[i].terms = was->terms.at[i].terms;
  now->related_pages = was->related_pages;
  now->previous = was->previous;
  now->next = was->next;
  now->links_in = was->links_in;
  take_more(a, now, was->more);
}

bool relink(site *s, const page *was, page *now, diag_sink *sink) {
  if (!same_place(was, now) || !same_ties(was, now)) return false;
  take_over(s->memory, now, was);
  state_date(now);
  addresses_page(s, now, sink); /* a permalink may hold the title */
  return sv_eq(now->url, was->url) && sv_eq(now->output, was->output);
}
