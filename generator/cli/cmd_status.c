/* What is due: drafts, scheduled and expired pages, and reviews. */
#include <stdlib.h>

#include "cli/commands.h"
#include "health/review.h"
#include "wrap/json.h"

enum { SOON_DAYS = 30 }; /* a review due within them is due soon */

/* A page and the day it is listed by. */
typedef struct due_page {
  const page *page;
  page_date when;
} due_page;
typedef VEC(due_page) due_pages;

typedef struct due_list {
  const char *name, *title;
  due_pages pages;
} due_list;

enum { DRAFTS, SCHEDULED, EXPIRED, OVERDUE, DUE_SOON, UNREVIEWED, CHANGED, OUTDATED, LISTS };

typedef struct status {
  const options *options;
  arena memory;
  due_list lists[LISTS];
  size_t published;
  page_date next_publish, next_review, next_expiry;
} status;

static int by_day(const void *left, const void *right) {
  const due_page *a = left, *b = right;
  int64_t x = a->when.given ? a->when.at.seconds : 0, y = b->when.given ? b->when.at.seconds : 0;
  if (x != y) return x < y ? -1 : 1;
  return sv_cmp(a->page->source, b->page->source);
}

static void earlier(page_date *first, date at) {
  if (!first->given || at.seconds < first->at.seconds) *first = (page_date){true, at};
}

static void add(status *st, int list, const page *p, page_date when) {
  vec_push(&st->memory, &st->lists[list].pages, (due_page){p, when});
}

/* What `check` reports about a review, by the same settings. */
static void look_at_text(status *st, const site *s, const map *records, const page *p) {
  review_record last;
  bool wanted = s->settings.review != REVIEW_OFF && review_is_due(p);
  if (wanted && (!p->reviewed.given || p->reviewed_by.len == 0)) {
    add(st, UNREVIEWED, p, (page_date){0});
  } else if (p->type == PAGE_ARTICLE && review_is_ahead(s, p)) {
    add(st, UNREVIEWED, p, p->reviewed); /* nobody has, yet */
  } else if (review_is_stale(s, records, p, &last)) {
    add(st, CHANGED, p, p->reviewed);
  }
}

static void look_at_review(status *st, const site_clock *clock, const page *p) {
  if (!p->next_review.given) return;
  if (page_is_overdue(p, clock->today)) {
    add(st, OVERDUE, p, p->next_review);
    return;
  }
  earlier(&st->next_review, p->next_review.at);
  int64_t soon = clock->today.seconds + (int64_t)SOON_DAYS * 24 * 60 * 60;
  if (p->next_review.at.seconds <= soon) add(st, DUE_SOON, p, p->next_review);
}

static void look_at(status *st, const site *s, const map *records, const page *p) {
  const site_clock *clock = &s->clock;
  page_date none = {0};
  switch (p->state) {
    case PAGE_DRAFT: add(st, DRAFTS, p, none); break;
    case PAGE_SCHEDULED:
      add(st, SCHEDULED, p, p->date);
      earlier(&st->next_publish, p->date.at);
      look_at_text(st, s, records, p); /* on that day the build asks for it */
      break;
    case PAGE_EXPIRED: add(st, EXPIRED, p, p->more->expires); break;
    case PAGE_PUBLISHED:
      st->published += p->type == PAGE_ARTICLE || p->type == PAGE_PLAIN;
      if (p->more->expires.given) earlier(&st->next_expiry, p->more->expires.at);
      look_at_review(st, clock, p);
      look_at_text(st, s, records, p);
      if (page_is_outdated(p)) add(st, OUTDATED, p, page_changed(p));
      break;
  }
}

static void add_date(json_writer *w, const char *key, page_date when, arena *scratch) {
  json_key(w, sv_of(key));
  json_value(w, when.given ? val_date(when.at) : val_nil(), scratch);
}

static void add_list(json_writer *w, const due_list *list, arena *scratch) {
  json_key(w, sv_of(list->name));
  json_begin(w, '[');
  for (size_t i = 0; i < list->pages.len; i++) {
    const due_page *due = &list->pages.at[i];
    json_begin(w, '{');
    json_key(w, SV("file"));
    json_string(w, due->page->source);
    json_key(w, SV("title"));
    json_string(w, due->page->title);
    if (due->when.given) add_date(w, "date", due->when, scratch);
    json_end(w, '}');
  }
  json_end(w, ']');
}

static void print_json(status *st, date today) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  add_date(&w, "today", (page_date){true, today}, &st->memory);
  json_key(&w, SV("counts"));
  json_begin(&w, '{');
  json_key(&w, SV("published"));
  json_integer(&w, (int64_t)st->published);
  for (int i = 0; i < LISTS; i++) {
    json_key(&w, sv_of(st->lists[i].name));
    json_integer(&w, (int64_t)st->lists[i].pages.len);
  }
  json_end(&w, '}');
  for (int i = 0; i < LISTS; i++) add_list(&w, &st->lists[i], &st->memory);
  add_date(&w, "next_publish", st->next_publish, &st->memory);
  add_date(&w, "next_review", st->next_review, &st->memory);
  add_date(&w, "next_expiry", st->next_expiry, &st->memory);
  json_end(&w, '}');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static sv day_text(page_date when, char text[DATE_TEXT]) {
  if (!when.given) return SV("none");
  size_t length = when.at.has_time ? date_rfc3339(when.at, text) : date_day_text(when.at, text);
  return sv_make(text, length);
}

static void print_list(const due_list *list) {
  if (list->pages.len == 0) return;
  printf("\n%s:\n", list->title);
  for (size_t i = 0; i < list->pages.len; i++) {
    const due_page *due = &list->pages.at[i];
    char text[DATE_TEXT];
    if (due->when.given) printf("  %.*s", SV_ARG(day_text(due->when, text)));
    printf("  %.*s  %.*s\n", SV_ARG(due->page->source), SV_ARG(due->page->title));
  }
}

static void print_text(const status *st) {
  const due_list *lists = st->lists;
  size_t drafts = lists[DRAFTS].pages.len;
  printf(
      "%zu published, %zu draft%s, %u scheduled, %u expired; reviews: %u overdue, "
      "%u due within %d days",
      st->published, drafts, plural(drafts), lists[SCHEDULED].pages.len, lists[EXPIRED].pages.len,
      lists[OVERDUE].pages.len, lists[DUE_SOON].pages.len, SOON_DAYS);
  if (lists[UNREVIEWED].pages.len) printf(", %u missing", lists[UNREVIEWED].pages.len);
  if (lists[CHANGED].pages.len) printf(", %u of an older text", lists[CHANGED].pages.len);
  if (lists[OUTDATED].pages.len) printf("; translations outdated: %u", lists[OUTDATED].pages.len);
  putchar('\n');
  for (int i = 0; i < LISTS; i++) print_list(&lists[i]);
  char text[DATE_TEXT];
  printf("\nnext publish: %.*s\n", SV_ARG(day_text(st->next_publish, text)));
  printf("next review due: %.*s\n", SV_ARG(day_text(st->next_review, text)));
  printf("next expiry: %.*s\n", SV_ARG(day_text(st->next_expiry, text)));
}

static void answer(void *context, const site *s) {
  status *st = context;
  const map *records = review_records(&st->memory, s);
  for (size_t i = 0; i < s->all.len; i++) look_at(st, s, records, s->all.at[i]);
  for (int i = 0; i < LISTS; i++) {
    due_pages *pages = &st->lists[i].pages;
    if (pages->len) qsort(pages->at, pages->len, sizeof *pages->at, by_day);
  }
  if (st->options->format == DIAG_JSON) {
    print_json(st, s->clock.today);
    return;
  }
  print_text(st);
}

int cmd_status(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  status st = {.options = o,
               .lists = {[DRAFTS] = {.name = "drafts", .title = "Drafts"},
                         [SCHEDULED] = {.name = "scheduled", .title = "Scheduled"},
                         [EXPIRED] = {.name = "expired", .title = "Expired"},
                         [OVERDUE] = {.name = "overdue", .title = "Review overdue since"},
                         [DUE_SOON] = {.name = "due_soon", .title = "Review due soon"},
                         [UNREVIEWED] = {.name = "unreviewed", .title = "Not reviewed"},
                         [CHANGED] = {.name = "changed", .title = "Changed since their review"},
                         [OUTDATED] = {.name = "outdated",
                                       .title = "Older than the page that they translate"}}};
  bool good = build_site(&wanted, sink, answer, &st);
  print_problems(sink, o, false);
  arena_free(&st.memory);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
