#include "model/reviews.h"

#include "model/fields.h"
#include "value/date.h"
#include "wrap/hash.h"

static const char example[] =
    "- {article: articles/epidural.md, reviewed: 2026-03-01, by: jane-doe, text: \"8c1f…\"}";
static const sv known[] = {SV_INIT("article"), SV_INIT("reviewed"), SV_INIT("by"), SV_INIT("text")};
enum { KNOWN = sizeof known / sizeof *known };

/* The first field that the entry lacks is told; a misspelled one has been. */
static bool has_all(const fields *r, const node *entry) {
  size_t given = 0;
  const sv *missing = NULL;
  for (size_t i = KNOWN; i-- > 0;) {
    given += node_get(entry, known[i]) != NULL;
    if (!field_given(node_get(entry, known[i]))) missing = &known[i];
  }
  if (!missing) return true;
  if (given < entry->as.map.count) return false;
  diag *d = field_wrong(r, entry, "this review lacks \"%.*s\"", SV_ARG(*missing));
  diag_hint(
      d,
      "bring back the line as \"pamphlet review\" wrote it, or delete it and have the article "
      "reviewed again");
  return false;
}

static bool read_day(const fields *r, const node *entry, review_record *out) {
  placed typed;
  date day;
  if (!field_placed(r, field_of(entry, "reviewed"), &typed)) return false;
  out->reviewed_at = diag_at(r->file, typed.offset, typed.length);
  date_form form = date_parse(typed.text, &day);
  if (form != DATE_NOT && form != DATE_IMPOSSIBLE) {
    char text[DATE_TEXT];
    out->reviewed = arena_dup(r->a, sv_make(text, date_day_text(day, text)));
    return true;
  }
  diag *d =
      diag_add(r->sink, r->wrong, out->reviewed_at, "\"%.*s\" is not a date", SV_ARG(typed.text));
  diag_hint(d, "write year-month-day, as in 2026-03-01");
  return false;
}

static bool is_fingerprint(sv text) {
  size_t digits = 0;
  while (digits < text.len && strchr("0123456789abcdef", text.at[digits])) digits++;
  return digits == HASH_DIGITS && text.len == HASH_DIGITS;
}

static bool read_print(const fields *r, const node *entry, review_record *out) {
  placed typed;
  if (!field_placed(r, field_of(entry, "text"), &typed)) return false;
  out->text = typed.text;
  if (is_fingerprint(typed.text)) return true;
  diag *d = diag_add(r->sink, r->wrong, diag_at(r->file, typed.offset, typed.length),
                     "this is no fingerprint of a text");
  diag_hint(d,
            "\"pamphlet review\" writes it, nobody else can: delete the line and have the article "
            "reviewed again");
  return false;
}

static void read_entry(const fields *r, const node *entry, review_record_list *out) {
  if (entry->kind != NODE_MAP) {
    diag *d = field_wrong(r, entry, "this is no review, but %s", node_kind_name(entry));
    diag_hint(d, "\"pamphlet review\" writes each as in %s", example);
    return;
  }
  review_record made = {0};
  placed article;
  field_unknown(r, entry, known, KNOWN, r->wrong, true);
  if (!has_all(r, entry)) return;
  bool named = field_placed(r, field_of(entry, "article"), &article);
  bool signed_by = field_text(r, field_of(entry, "by"), &made.by);
  bool dated = read_day(r, entry, &made), whole = read_print(r, entry, &made);
  if (!named || !signed_by || !dated || !whole) return;
  made.article = article.text;
  made.article_at = diag_at(r->file, article.offset, article.length);
  vec_push(r->a, out, made);
}

/* A name above the list makes it part of a map. */
static void report_no_list(const fields *r, const node *root) {
  const node_pair *pair = root->kind == NODE_MAP ? &root->as.map.pairs[0] : NULL;
  if (pair && root->as.map.count == 1 && pair->value->kind == NODE_LIST) {
    diag *d = diag_add(r->sink, r->wrong, diag_at(r->file, pair->key_offset, pair->key_length),
                       "the list of reviews stands below \"%.*s\"", SV_ARG(pair->key));
    diag_hint(d, "take out \"%.*s:\", so that nothing stands above the list", SV_ARG(pair->key));
    return;
  }
  diag *d = field_wrong(r, root, "this is no list of reviews, but %s", node_kind_name(root));
  diag_hint(d, "\"pamphlet review\" writes each as in %s", example);
}

void reviews_read(arena *a, sv file, const node *root, diag_sink *sink, review_record_list *out) {
  fields r = {a, file, DIAG_HC031, sink, false};
  if (!field_given(root)) {
    diag *d = diag_add(sink, DIAG_HC031, diag_file(file), "no review is recorded in this file");
    diag_hint(d,
              "bring back the lines that \"pamphlet review\" wrote; if there were none, delete the "
              "file");
  } else if (root->kind != NODE_LIST) {
    report_no_list(&r, root);
  } else {
    for (size_t i = 0; i < root->as.list.count; i++) read_entry(&r, root->as.list.items[i], out);
  }
}
