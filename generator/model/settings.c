#include "model/settings.h"

#include "model/fields.h"
#include "model/settings_parts.h"

/* Every setting, for "did you mean". What stands under `params` is the designer's own. */
static const sv names[] = {SV_INIT("title"),
                           SV_INIT("name"),
                           SV_INIT("base_url"),
                           SV_INIT("language"),
                           SV_INIT("languages"),
                           SV_INIT("time_zone"),
                           SV_INIT("description"),
                           SV_INIT("address"),
                           SV_INIT("phone"),
                           SV_INIT("hours"),
                           SV_INIT("menu"),
                           SV_INIT("emergency_number"),
                           SV_INIT("taxonomies"),
                           SV_INIT("permalinks"),
                           SV_INIT("paginate"),
                           SV_INIT("notices"),
                           SV_INIT("raw_html"),
                           SV_INIT("review"),
                           SV_INIT("review_months"),
                           SV_INIT("readability"),
                           SV_INIT("related"),
                           SV_INIT("comments"),
                           SV_INIT("sample"),
                           SV_INIT("params"),
                           SV_INIT("super_and_subscript"),
                           SV_INIT("review_overdue"),
                           SV_INIT("compress")};

enum {
  PAGINATE_MOST = 10000,
  REVIEW_MONTHS_MOST = 1200, /* a hundred years */
  RELATED_MOST = 100,
  WEIGHT_MOST = 100,
  GRADE_MOST = 100
};

const related_settings related_defaults = {
    .count = 4, .title = 3, .headings = 1, .body = 0.25, .terms = 1, .links = 0.5};

static void set_defaults(arena *a, sv file, settings *out) {
  *out = (settings){
      .file = arena_dup(a, file),
      .language = SV("en"),
      .zone = zone_open(a, SV("UTC")),
      .paginate = 20,
      .review_months = 24,
      .readability = {.method = SV("flesch-kincaid"), .warn = 6, .fail = 8},
      .related = related_defaults,
      .comments = {.show = true},
  };
}

/* Title and name, each for the other; a site that says neither is called by its host. */
static void settle_names(settings *out) {
  size_t slashes = sv_find(out->origin, SV("//"), 0);
  if (!out->title.len) out->title = out->name;
  if (!out->title.len && slashes != SV_NONE) out->title = sv_skip(out->origin, slashes + 2);
  if (!out->name.len) out->name = out->title;
}

static void read_texts(const fields *r, const node *root, settings *out) {
  field_text(r, field_of(root, "title"), &out->title);
  field_text(r, field_of(root, "name"), &out->name);
  field_text(r, field_of(root, "description"), &out->description);
  field_text(r, field_of(root, "address"), &out->address);
  field_text(r, field_of(root, "phone"), &out->phone);
  field_text(r, field_of(root, "emergency_number"), &out->emergency_number);
  field_text(r, field_of(root, "hours"), &out->hours);
  settle_names(out);
}

static void read_unsigned(const fields *r, field f, long long least, long long most,
                          unsigned *out) {
  long long number;
  if (field_whole(r, f, least, most, &number)) *out = (unsigned)number;
}

static void read_review(const fields *r, const node *root, settings *out) {
  static const sv policies[] = {SV_INIT("off"), SV_INIT("warn"), SV_INIT("required")};
  size_t policy = REVIEW_OFF;
  field_choice(r, field_of(root, "review"), policies, 3, &policy);
  out->review = (review_policy)policy;
  static const sv overdue[] = {SV_INIT("warn"), SV_INIT("error")};
  size_t fails = policy == REVIEW_REQUIRED;
  field_choice(r, field_of(root, "review_overdue"), overdue, 2, &fails);
  out->review_overdue_fails = fails;
  read_unsigned(r, field_of(root, "review_months"), 1, REVIEW_MONTHS_MOST, &out->review_months);
}

static void read_readability(const fields *r, const node *root, readability_settings *out) {
  static const sv known[] = {SV_INIT("method"), SV_INIT("warn"), SV_INIT("fail")};
  static const sv methods[] = {SV_INIT("flesch-kincaid"),
                               SV_INIT("smog"),
                               SV_INIT("gunning-fog"),
                               SV_INIT("coleman-liau"),
                               SV_INIT("ari"),
                               SV_INIT("flesch-reading-ease"),
                               SV_INIT("inflesz"),
                               SV_INIT("fernandez-huerta")};
  field f = field_of(root, "readability");
  if (!field_map(r, f, "readability: {warn: 6, fail: 8}")) return;
  field_unknown(r, f.value, known, 3, DIAG_CF004, true);
  size_t method = 0;
  if (field_choice(r, field_of(f.value, "method"), methods, 8, &method)) {
    out->method = methods[method];
  }
  field_decimal(r, field_of(f.value, "warn"), 0, GRADE_MOST, &out->warn);
  field_decimal(r, field_of(f.value, "fail"), 0, GRADE_MOST, &out->fail);
}

static void read_related(const fields *r, const node *root, related_settings *out) {
  static const sv known[] = {SV_INIT("count"), SV_INIT("title"), SV_INIT("headings"),
                             SV_INIT("body"),  SV_INIT("terms"), SV_INIT("links")};
  field f = field_of(root, "related");
  if (!field_map(r, f, "related: {count: 4}")) return;
  field_unknown(r, f.value, known, 6, DIAG_CF004, true);
  read_unsigned(r, field_of(f.value, "count"), 0, RELATED_MOST, &out->count);
  field_decimal(r, field_of(f.value, "title"), 0, WEIGHT_MOST, &out->title);
  field_decimal(r, field_of(f.value, "headings"), 0, WEIGHT_MOST, &out->headings);
  field_decimal(r, field_of(f.value, "body"), 0, WEIGHT_MOST, &out->body);
  field_decimal(r, field_of(f.value, "terms"), 0, WEIGHT_MOST, &out->terms);
  field_decimal(r, field_of(f.value, "links"), 0, WEIGHT_MOST, &out->links);
}

static void read_comments(const fields *r, const node *root, comments_settings *out) {
  static const sv known[] = {SV_INIT("show"), SV_INIT("form")};
  field f = field_of(root, "comments");
  bool plain = field_given(f.value) && f.value->kind == NODE_SCALAR;
  if (plain) {
    field_bool(r, f, &out->show);
  } else if (field_map(r, f, "comments: {show: true, form: https://…}")) {
    field_unknown(r, f.value, known, 2, DIAG_CF004, true);
    field_bool(r, field_of(f.value, "show"), &out->show);
    field_text(r, field_of(f.value, "form"), &out->form);
  }
}

/* off, one method, or a list of them. */
static void read_compress(const fields *r, const node *root, settings *out) {
  field f = field_of(root, "compress");
  if (!field_given(f.value)) return;
  bool list = f.value->kind == NODE_LIST;
  if (!list && f.value->kind == NODE_SCALAR && sv_is(f.value->as.scalar.text, "off")) return;
  for (size_t i = 0; i < (list ? f.value->as.list.count : 1); i++) {
    field one = {f.name, list ? f.value->as.list.items[i] : f.value};
    size_t method;
    if (field_choice(r, one, compress_names, COMPRESS_METHODS, &method)) {
      out->compress[method] = true;
    }
  }
}

/* A map, also where the file says nothing at all. */
static const node *map_of(const fields *r, const node *root) {
  static const node empty = {.kind = NODE_MAP};
  if (!field_given(root)) return &empty;
  if (root->kind == NODE_MAP) return root;
  diag *d = field_wrong(r, root, "the settings must be lines of \"name: value\"");
  diag_hint(d, "as in title: Your clinic");
  return NULL;
}

void settings_read(arena *a, sv file, const node *root, sv base_url, diag_sink *sink,
                   settings *out) {
  set_defaults(a, file, out);
  fields r = {a, out->file, DIAG_CF003, sink, false};
  root = map_of(&r, root);
  settings__read_base_url(&r, root, base_url, out);
  if (root) {
    read_texts(&r, root, out);
    settings__read_zone(&r, root, out);
    settings__read_menu(&r, root, out);
    settings__read_permalinks(&r, root, out);
    read_unsigned(&r, field_of(root, "paginate"), 1, PAGINATE_MOST, &out->paginate);
    settings__read_html(&r, root, out);
    field_bool(&r, field_of(root, "super_and_subscript"), &out->super_and_subscript);
    field_bool(&r, field_of(root, "sample"), &out->sample);
    read_review(&r, root, out);
    read_readability(&r, root, &out->readability);
    read_related(&r, root, &out->related);
    read_comments(&r, root, &out->comments);
    read_compress(&r, root, out);
    settings__read_notices(&r, root, out);
    out->all = node_val(a, root);
    field_unknown(&r, root, names, sizeof names / sizeof names[0], DIAG_CF004, true);
  }
  settings__read_languages(&r, root, out);
  settings__read_taxonomies(&r, root, out);
}

bool settings_unread(const settings *s, const char *name) {
  return node_is_gap(&s->gaps, sv_of(name));
}

sv settings_folder(const settings *s) {
  size_t slash = sv_find_last_byte(s->file, '/');
  return slash == SV_NONE ? SV("content") : sv_first(s->file, slash);
}

bool settings_date(const settings *s, sv file, const node *n, sv name, diag_sink *sink, date *out) {
  sv text = n->kind == NODE_SCALAR ? sv_trim(n->as.scalar.text) : SV("");
  date_form form = n->kind == NODE_SCALAR ? date_parse(text, out) : DATE_NOT;
  if (form == DATE_MOMENT) return true;
  if (form == DATE_DAY || form == DATE_LOCAL) {
    *out = zone_local(s->zone, *out);
    return true;
  }
  diag_span where = diag_at(file, n->offset, n->length);
  diag *d = n->kind == NODE_SCALAR
                ? diag_add_once(sink, DIAG_FM004, where, "\"%.*s\" is not a date", SV_ARG(text))
                : diag_add_once(sink, DIAG_FM004, where, "\"%.*s\" must be a date, but this is %s",
                                SV_ARG(name), node_kind_name(n));
  diag_hint(d, "write year-month-day, as in 2026-02-13");
  return false;
}
