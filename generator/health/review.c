#include "health/review.h"

#include "base/buf.h"
#include "wrap/hash.h"

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

static void check_page(const checking_reviews *c, const page *p) {
  bool required = c->site->settings.review == REVIEW_REQUIRED && review_is_due(p);
  if (c->site->settings.review != REVIEW_OFF && review_is_due(p)) check_policy(c, p);
  review_record last;
  if (!(c->all || required) || !review_is_stale(c->site, c->records, p, &last)) return;
  report(c, DIAG_HC029, p, required,
         arena_printf(c->scratch, "it has changed since %.*s reviewed it on %.*s", SV_ARG(last.by),
                      SV_ARG(last.reviewed)),
         "have the change read, then record that");
}

/* A record whose article is gone, or has another name now. */
static void check_records(const checking_reviews *c) {
  sv root = settings_folder(&c->site->settings);
  sv file = arena_printf(c->scratch, "%.*s/data/" REVIEW_DATA ".yaml", SV_ARG(root));
  map names = {0};
  for (size_t i = 0; i < c->site->all.len; i++) {
    map_put(c->scratch, &names, review_name(c->site, c->site->all.at[i]), NULL);
  }
  for (size_t i = 0; i < c->records->len; i++) {
    sv name = c->records->entries[i].key;
    if (map_find(&names, name)) continue;
    diag *d =
        diag_add(c->sink, DIAG_HC030, diag_file(file),
                 "a review of \"%.*s\" is recorded, and there is no such article", SV_ARG(name));
    diag_hint(d, "if it has another name now, write that here; if it is gone, delete the line");
  }
}

void review_check(const site *s, bool all, diag_sink *sink) {
  arena scratch = {0};
  checking_reviews c = {s, review_records(&scratch, s), all, sink, &scratch};
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    if (p->state == PAGE_PUBLISHED) check_page(&c, p);
  }
  if (all && c.records) check_records(&c);
  arena_free(&scratch);
}
