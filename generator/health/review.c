#include "health/review.h"

#include "base/buf.h"
#include "base/limits.h"
#include "wrap/hash.h"

enum {
  DAY = 24 * 60 * 60,       /* seconds */
  LONGEST_MONTHS = 10 * 12, /* what a review says is not believed for longer without a setting */
};

/* Text with each run of blanks and line ends as one blank, and without HTML comments. */
static void add_text(buf *out, sv text) {
  bool blank = false;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == '<' && sv_starts(sv_skip(text, i), SV("<!--"))) {
      size_t end = sv_find(text, SV("-->"), i + 4);
      if (end != SV_NONE) {
        i = end + 2;
        blank = true;
        continue;
      }
    }
    bool is_blank = text.at[i] == ' ' || (text.at[i] >= '\t' && text.at[i] <= '\r');
    if (!is_blank && blank && out->len && out->at[out->len - 1] != '\n') buf_byte(out, ' ');
    if (!is_blank) buf_byte(out, text.at[i]);
    blank = is_blank;
  }
  buf_byte(out, '\n');
}

static void add_lines(buf *out, const page_lines *lines) {
  for (size_t i = 0; i < lines->len; i++) add_text(out, lines->at[i].written.text);
  buf_byte(out, '\n');
}

sv review_fingerprint(arena *a, const page *p, sv below) {
  buf text = BUF_EMPTY;
  buf_reserve(&text, below.len + 512);
  add_text(&text, p->title);
  add_text(&text, p->description);
  add_lines(&text, &p->key_points);
  add_lines(&text, &p->questions_to_ask);
  for (size_t i = 0; i < p->more->references.len; i++) {
    const page_reference *r = &p->more->references.at[i];
    const sv parts[] = {r->title, r->publisher, r->url, r->doi, r->pmid, r->year};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) add_text(&text, parts[k]);
  }
  add_text(&text, p->more->image.alt);
  add_text(&text, p->more->image.caption);
  add_text(&text, below);
  sv made = hash_hex(a, hash_of(buf_sv(&text)), HASH_DIGITS);
  buf_free(&text);
  return made;
}

bool review_is_due(const page *p) {
  return p->type == PAGE_ARTICLE && p->kind != ARTICLE_NEWS;
}

sv review_name(const site *s, const page *p) {
  return sv_skip(p->source, settings_folder(&s->settings).len + 1);
}

const map *review_records(arena *a, const site *s) {
  if (!s->reviews.len) return NULL;
  map *found = arena_new(a, map);
  for (size_t i = 0; i < s->reviews.len; i++) {
    review_record *made = arena_new(a, review_record);
    *made = s->reviews.at[i];
    bool fresh;
    map_entry *known = map_entry_for(a, found, made->article, &fresh);
    int order = fresh ? 1 : sv_cmp(made->reviewed, ((review_record *)known->value)->reviewed);
    if (order == 0) made->same_day = known->value;
    if (order >= 0) known->value = made;
  }
  return found;
}

bool review_is_stale(const site *s, const map *records, const page *p, review_record *last) {
  if (!records || p->more->fingerprint.len == 0) return false;
  const review_record *found = map_get(records, review_name(s, p));
  for (const review_record *r = found; r; r = r->same_day) {
    if (sv_eq(r->text, p->more->fingerprint)) return false;
  }
  if (found) *last = *found;
  return found != NULL;
}

typedef struct checking_reviews {
  const site *site;
  const map *records;
  bool all;
  diag_sink *sink;
  arena *scratch;
} checking_reviews;

static diag_span title_of(const page *p) {
  if (!p->name_length) return diag_file(p->source);
  return diag_at(p->source, p->name_offset, p->name_length);
}

static void report(const checking_reviews *c, diag_code code, const page *p, bool fails, sv message,
                   const char *first) {
  sv by = p->reviewed_by.len ? p->reviewed_by.at[0].as_written.text : SV("PERSON");
  diag *d = diag_add(c->sink, code, title_of(p), "%.*s", SV_ARG(message));
  const char *quote = sv_find_byte(p->source, ' ', 0) == SV_NONE ? "" : "\"";
  diag_hint(d, "%s: pamphlet review %s%.*s%s --by %.*s", first, quote, SV_ARG(p->source), quote,
            SV_ARG(by));
  if (fails) diag_severity_set(d, DIAG_ERROR);
}

static void check_policy(const checking_reviews *c, const page *p) {
  const settings *set = &c->site->settings;
  bool required = set->review == REVIEW_REQUIRED;
  char day[DATE_TEXT];
  if (!p->reviewed.given || p->reviewed_by.len == 0) {
    report(c, DIAG_HC027, p, required,
           !p->reviewed.given ? SV("nobody has reviewed this article")
                              : SV("it does not say who reviewed it"),
           "once somebody has read it, record who");
  } else if (page_is_overdue(p, c->site->clock.today)) {
    size_t length = date_day_text(p->next_review.at, day);
    report(c, DIAG_HC028, p, set->review_overdue_fails,
           arena_printf(c->scratch, "its review held until %.*s", SV_ARG(sv_make(day, length))),
           "have it read again, then record that");
  }
}

static sv day_text(const checking_reviews *c, date d) {
  char text[DATE_TEXT];
  return arena_dup(c->scratch, sv_make(text, date_day_text(d, text)));
}

bool review_is_ahead(const site *s, const page *p) {
  if (!p->reviewed.given || p->reviewed.at.seconds <= s->clock.today.seconds) return false;
  date day = zone_shift(s->settings.zone, p->reviewed.at);
  int64_t local = day.seconds + day.offset, today = s->clock.today.seconds + s->clock.today.offset;
  return local >= today + DAY;
}

static void check_ahead(const checking_reviews *c, const page *p, bool required) {
  if (!review_is_ahead(c->site, p)) return;
  diag *d = diag_add(c->sink, DIAG_HC032, title_of(p),
                     "it says that it was reviewed on %.*s, and that day has not come",
                     SV_ARG(day_text(c, p->reviewed.at)));
  diag_hint(d, "put the day of the review behind reviewed:, or record it with \"pamphlet review\"");
  if (required) diag_severity_set(d, DIAG_ERROR);
}

/* As the settings have it, it may hold for long; a year mistyped in the article is a slip. */
static void check_length(const checking_reviews *c, const page *p) {
  if (!p->reviewed.given || !p->next_review.given) return;
  date most = date_add_months(p->reviewed.at, LONGEST_MONTHS);
  date usual = date_add_months(p->reviewed.at, (int)c->site->settings.review_months);
  if (p->next_review.at.seconds <= most.seconds || p->next_review.at.seconds <= usual.seconds) {
    return;
  }
  diag *d = diag_add(c->sink, DIAG_HC033, title_of(p),
                     "its review of %.*s would hold until %.*s, more than ten years",
                     SV_ARG(day_text(c, p->reviewed.at)), SV_ARG(day_text(c, p->next_review.at)));
  diag_hint(d, "look at the year behind next_review:");
}

static void check_page(const checking_reviews *c, const page *p) {
  bool required = c->site->settings.review == REVIEW_REQUIRED && review_is_due(p);
  if (c->site->settings.review != REVIEW_OFF && review_is_due(p)) check_policy(c, p);
  check_ahead(c, p, required);
  if (c->all) check_length(c, p);
  review_record last;
  if (!(c->all || required) || !review_is_stale(c->site, c->records, p, &last)) return;
  report(c, DIAG_HC029, p, required,
         arena_printf(c->scratch, "it has changed since %.*s reviewed it on %.*s", SV_ARG(last.by),
                      SV_ARG(last.reviewed)),
         "have the change read, then record that");
}

/* The article that seems to have been called otherwise when that review was recorded: one without
 * a record that says it was reviewed on that day. NULL: there is none, or several. */
static const page *renamed(const checking_reviews *c, const review_record *record) {
  const page *found = NULL;
  for (size_t i = 0; i < c->site->all.len; i++) {
    const page *p = c->site->all.at[i];
    char day[DATE_TEXT];
    if (p->type != PAGE_ARTICLE || !p->reviewed.given ||
        !sv_eq(sv_make(day, date_day_text(p->reviewed.at, day)), record->reviewed) ||
        map_find(c->records, review_name(c->site, p))) {
      continue;
    }
    if (found) return NULL;
    found = p;
  }
  return found;
}

/* The file that a path means which begins too early or too late: "epidural.md". */
static sv meant(const checking_reviews *c, sv name) {
  sv root = settings_folder(&c->site->settings);
  sv below = sv_starts(name, root) ? sv_skip(name, root.len) : name;
  if (sv_starts(below, SV("/"))) below = sv_skip(below, 1);
  sv tries[] = {below, arena_printf(c->scratch, "articles/%.*s", SV_ARG(below))};
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
    sv source = arena_printf(c->scratch, "%.*s/%.*s", SV_ARG(root), SV_ARG(tries[i]));
    if (map_find(&c->site->by_source, source)) return tries[i];
  }
  return SV("");
}

static void report_orphan(const checking_reviews *c, const review_record *record, bool guess) {
  diag *d = diag_add(c->sink, DIAG_HC030, record->article_at,
                     "a review of \"%.*s\" is recorded, and there is no such article",
                     SV_ARG(record->article));
  if (c->site->settings.review == REVIEW_REQUIRED) diag_severity_set(d, DIAG_ERROR);
  sv near = meant(c, record->article);
  const page *now = near.len || !guess ? NULL : renamed(c, record);
  if (near.len) {
    diag_hint(d, "did you mean %.*s?", SV_ARG(near));
  } else if (now) {
    diag_hint(d,
              "if it is %.*s now, write that here, or have it reviewed again and delete this line",
              SV_ARG(review_name(c->site, now)));
  } else {
    diag_hint(d, "if it has another name now, write that here; if it is gone, delete the line");
  }
}

/* A record whose article is gone, or has another name now: nobody sees then whether its text
 * changed. */
static void check_records(const checking_reviews *c) {
  sv root = settings_folder(&c->site->settings);
  buf source = BUF_EMPTY;
  for (size_t i = 0, lost = 0; i < c->records->len; i++) {
    buf_clear(&source);
    buf_printf(&source, "%.*s/%.*s", SV_ARG(root), SV_ARG(c->records->entries[i].key));
    if (map_find(&c->site->by_source, buf_sv(&source))) continue;
    report_orphan(c, c->records->entries[i].value, lost++ < LIMIT_LINK_GUESSES);
  }
  buf_free(&source);
}

/* The latest record of an article is what counts, so that one would count for ever. */
static void check_record_days(const checking_reviews *c) {
  sv today = day_text(c, c->site->clock.today);
  for (size_t i = 0; i < c->site->reviews.len; i++) {
    const review_record *record = &c->site->reviews.at[i];
    if (sv_cmp(record->reviewed, today) <= 0) continue;
    diag *d = diag_add(c->sink, DIAG_HC032, record->reviewed_at,
                       "a review is recorded of a day that has not come");
    diag_hint(d, "delete the line, and have the article reviewed again");
    if (c->site->settings.review == REVIEW_REQUIRED) diag_severity_set(d, DIAG_ERROR);
  }
}

void review_check(const site *s, bool all, diag_sink *sink) {
  arena scratch = {0};
  checking_reviews c = {s, review_records(&scratch, s), all, sink, &scratch};
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    if (p->state == PAGE_PUBLISHED && !p->unread) check_page(&c, p);
  }
  bool wanted = all || s->settings.review == REVIEW_REQUIRED;
  if (wanted && c.records) check_records(&c);
  check_record_days(&c);
  arena_free(&scratch);
}
