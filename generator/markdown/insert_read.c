/* `{% name argument: "value" %}`, read and held against what the layouts declare. */
#include "markdown/inserts.h"

/* The text between the braces; places are offsets in the file. */
typedef struct reader {
  md__doc *doc;
  sv text; /* all of the insert */
  size_t at;
  size_t offset; /* of the text in the file */
  bool failed;
} reader;

static diag_span span_of(reader *r, size_t from, size_t to) {
  r->failed = true;
  diag_span where = diag_at(r->doc->source.file, r->offset + from, to > from ? to - from : 1);
  return md__span(r->doc, where);
}

/* A mistake in how it is written. */
#define report(r, from, to, ...) \
  diag_add((r)->doc->sink, DIAG_MD016, span_of((r), (from), (to)), __VA_ARGS__)

static bool is_name_char(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static char here(const reader *r) {
  return r->at < r->text.len ? r->text.at[r->at] : '\0';
}

static void skip_blanks(reader *r) {
  while (here(r) == ' ' || here(r) == '\t' || here(r) == '\r' || here(r) == ',') r->at++;
}

static sv take_name(reader *r) {
  size_t from = r->at;
  while (is_name_char(here(r))) r->at++;
  return sv_make(r->text.at + from, r->at - from);
}

/* ---- Which insert ---- */

static const md_insert *find(const md__doc *doc, sv name) {
  const md_inserts *known = doc->options->inserts;
  for (size_t i = 0; known && i < known->count; i++) {
    if (sv_eq(known->all[i].name, name)) return &known->all[i];
  }
  return NULL;
}

bool md__names_insert(const md__doc *doc, sv text) {
  reader r = {.text = text, .at = 2};
  if (!sv_starts(text, SV("{%"))) return false;
  skip_blanks(&r);
  return find(doc, take_name(&r)) != NULL;
}

/* "figure, video, phone" */
static sv listed(arena *a, const sv *names, size_t count) {
  sv_list pieces = {0};
  for (size_t i = 0; i < count; i++) {
    if (i) vec_push(a, &pieces, SV(", "));
    vec_push(a, &pieces, names[i]);
  }
  return arena_cat(a, pieces.at, pieces.len);
}

/* "did you mean x? Known are x, y" */
static void suggest(const reader *r, diag *d, sv typed, const char *what, const sv *names,
                    size_t count) {
  sv near = diag_nearest(typed, names, count);
  sv all = listed(r->doc->scratch, names, count);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"? %s %.*s", SV_ARG(near), what, SV_ARG(all));
  } else {
    diag_hint(d, "%s %.*s", what, SV_ARG(all));
  }
}

static void report_unknown(reader *r, sv name, size_t from) {
  const md_inserts *known = r->doc->options->inserts;
  diag *d = diag_add(r->doc->sink, DIAG_MD015, span_of(r, from, from + name.len),
                     "there is no insert \"%.*s\"", SV_ARG(name));
  if (!known->count) {
    diag_hint(d, "an insert is a file of layouts/inserts/, and this site has none");
    return;
  }
  sv *names = arena_array(r->doc->scratch, sv, known->count);
  for (size_t i = 0; i < known->count; i++) names[i] = known->all[i].name;
  suggest(r, d, name, "the inserts are", names, known->count);
}

static const md_insert *read_kind(reader *r) {
  r->at = 2;
  skip_blanks(r);
  if (here(r) == '-') {
    diag *d = report(r, r->at, r->at + 1, "an insert starts with {%% alone");
    diag_hint(d, "take the hyphen out");
    return NULL;
  }
  size_t from = r->at;
  sv name = take_name(r);
  const md_insert *kind = find(r->doc, name);
  if (!kind) report_unknown(r, name, from);
  return kind;
}

/* ---- Its arguments, as written ---- */

typedef struct written {
  sv value;
  size_t from, to; /* of the value, without its quotes */
  bool given;
} written;

static void report_unquoted(reader *r, sv name) {
  size_t from = r->at, to = from;
  while (to < r->text.len && !strchr(" \t\r%", r->text.at[to])) to++;
  diag *d =
      report(r, from, to, "the value of \"%.*s\" stands without straight quotes", SV_ARG(name));
  diag_hint(d, "write %.*s: \"…\", with the marks that a keyboard types", SV_ARG(name));
}

/* The value behind the colon, escapes undone. */
static bool take_value(reader *r, sv name, written *out) {
  char quote = here(r);
  if (quote != '"' && quote != '\'') {
    report_unquoted(r, name);
    return false;
  }
  size_t from = ++r->at;
  char *value = arena_chars(r->doc->a, r->text.len - from), *end = value;
  while (here(r) && here(r) != quote) {
    if (here(r) == '\\' && r->at + 1 < r->text.len && strchr("\"'\\|", r->text.at[r->at + 1])) {
      r->at++;
    }
    *end++ = r->text.at[r->at++];
  }
  if (!here(r)) {
    diag *d = report(r, from - 1, r->text.len, "the value of \"%.*s\" has no closing quote",
                     SV_ARG(name));
    diag_hint(d, "an insert stands on one line; a quote inside a value is written \\\"");
    return false;
  }
  *out = (written){sv_trim(sv_make(value, (size_t)(end - value))), from, r->at, true};
  r->at++;
  return true;
}

static size_t argument_named(const md_insert *kind, sv name) {
  size_t i = 0;
  while (i < kind->argument_count && !sv_eq(kind->arguments[i].name, name)) i++;
  return i;
}

static void report_argument(reader *r, const md_insert *kind, sv name, size_t from) {
  diag *d = report(r, from, from + name.len, "%.*s has no argument \"%.*s\"", SV_ARG(kind->name),
                   SV_ARG(name));
  sv *names = arena_array(r->doc->scratch, sv, kind->argument_count);
  for (size_t i = 0; i < kind->argument_count; i++) names[i] = kind->arguments[i].name;
  if (kind->argument_count) {
    suggest(r, d, name, "it takes", names, kind->argument_count);
  } else {
    diag_hint(d, "it takes none");
  }
}

/* One `name: "value"`; false: the rest cannot be read. */
static bool take_argument(reader *r, const md_insert *kind, written *all) {
  size_t from = r->at;
  sv name = take_name(r);
  skip_blanks(r);
  if (!name.len || here(r) != ':') {
    diag *d = report(r, name.len ? r->at : from, r->at + 1, "%s",
                     name.len ? "a colon is missing here" : "this is no argument of an insert");
    diag_hint(d, "write {%% %.*s name: \"value\" %%}", SV_ARG(kind->name));
    return false;
  }
  r->at++;
  skip_blanks(r);
  written value = {0};
  if (!take_value(r, name, &value)) return false;
  size_t number = argument_named(kind, name);
  if (kind->unclear) return true;
  if (number == kind->argument_count) {
    report_argument(r, kind, name, from);
  } else if (all[number].given) {
    report(r, from, from + name.len, "\"%.*s\" is given twice", SV_ARG(name));
  } else {
    all[number] = value;
  }
  return true;
}

static bool take_arguments(reader *r, const md_insert *kind, written *all) {
  r->text.len -= 2; /* the closing brace */
  for (;;) {
    skip_blanks(r);
    if (r->at >= r->text.len) return true;
    if (!take_argument(r, kind, all)) return false;
  }
}

/* ---- What the values mean ---- */

static void check_choice(reader *r, const md_argument *a, const written *w) {
  const sv_list *known = &a->one_of;
  for (size_t i = 0; i < known->len; i++) {
    if (sv_eq(known->at[i], w->value)) return;
  }
  if (!known->len || !w->given) return;
  diag *d = report(r, w->from, w->to, "\"%.*s\" is no %.*s that it knows", SV_ARG(w->value),
                   SV_ARG(a->name));
  suggest(r, d, w->value, "it is one of", known->at, known->len);
}

static bool has_digits(sv number, size_t least) {
  size_t count = 0;
  for (size_t i = 0; i < number.len; i++) count += number.at[i] >= '0' && number.at[i] <= '9';
  return count >= least;
}

/* The number to print. */
static sv phone_of(reader *r, const written *w, size_t from, size_t to) {
  const md_inserts *known = r->doc->options->inserts;
  bool clinic = sv_is(w->value, "clinic"), emergency = sv_is(w->value, "emergency");
  sv number = clinic ? known->phone : emergency ? known->emergency_number : w->value;
  if ((clinic || emergency) && !number.len) {
    diag *d = report(r, from, to, "site.yaml gives no %s", clinic ? "phone" : "emergency_number");
    diag_hint(d, "add %s: \"…\" to it", clinic ? "phone" : "emergency_number");
  } else if (!has_digits(number, 2)) {
    diag *d = report(r, from, to, "\"%.*s\" is no phone number", SV_ARG(number));
    diag_hint(d, "write a number, \"clinic\" or \"emergency\"");
  }
  return number;
}

static void check_target(reader *r, const md_argument *a, const written *w) {
  if (a->kind != MD_LINK && md__target_kind(w->value) != MD__SITE) {
    diag *d = report(r, w->from, w->to, "\"%.*s\" takes a file of the site", SV_ARG(a->name));
    diag_hint(d, "put it into content/files/, so that no other server hears of your readers");
  } else if (md__target_kind(w->value) == MD__ACTIVE) {
    diag *d = report(r, w->from, w->to, "\"%.*s\" does not take such an address", SV_ARG(a->name));
    diag_hint(d, "link to a page or file of the site, to https://…, mailto: or tel:");
  } else if (md__report_slip(r->doc,
                             diag_at(r->doc->source.file, r->offset + w->from, w->to - w->from),
                             w->value)) {
    r->failed = true;
  }
}

static body_link link_of(reader *r, const md_argument *a, const written *w, diag_span where) {
  static const body_link_kind kinds[] = {
      [MD_LINK] = BODY_LINK, [MD_FILE] = BODY_FILE, [MD_IMAGE] = BODY_IMAGE};
  where = md__span(r->doc, where);
  return (body_link){.kind = kinds[a->kind],
                     .of_insert = true,
                     .target = w->value,
                     .text = SV(""),
                     .offset = (uint32_t)where.offset,
                     .length = (uint32_t)where.length,
                     .slot = BODY_NO_SLOT};
}

static void report_missing(reader *r, const md_insert *kind, const md_argument *a, size_t name_at) {
  diag *d = report(r, name_at, name_at + kind->name.len, "%.*s is without its argument \"%.*s\"",
                   SV_ARG(kind->name), SV_ARG(a->name));
  if (a->hint.len) {
    diag_hint(d, "%.*s", SV_ARG(a->hint));
  } else {
    diag_hint(d, "write {%% %.*s %.*s: \"…\" %%}", SV_ARG(kind->name), SV_ARG(a->name));
  }
}

/* One argument's value, by default or as given, into the insert. */
static void settle(reader *r, const md_argument *a, written *w, body_argument *out,
                   md__insert *into, body_link *link) {
  size_t from = w->given ? w->from : 0, to = w->given ? w->to : r->text.len;
  if (!w->given) w->value = a->otherwise;
  *out = (body_argument){.name = a->name,
                         .text = w->value,
                         .offset = (uint32_t)(r->offset + from),
                         .length = (uint32_t)(to - from)};
  if (!w->value.len) return;
  check_choice(r, a, w);
  if (a->kind == MD_PHONE) out->text = phone_of(r, w, from, to);
  if (a->kind == MD_LINK || a->kind == MD_FILE || a->kind == MD_IMAGE) {
    check_target(r, a, w);
    *link = link_of(r, a, w, diag_at(r->doc->source.file, r->offset + from, to - from));
  }
  if (a->words == MD_WORDS && !into->words.len) into->words = arena_dup(r->doc->bulk, out->text);
  if (a->words == MD_CAPTION) into->caption = arena_dup(r->doc->bulk, out->text);
}

const md__insert *md__read_insert(md__doc *doc, diag_span where) {
  reader r = {.doc = doc,
              .text = sv_first(sv_skip(doc->source.text, where.offset), where.length),
              .offset = where.offset};
  const md_insert *kind = read_kind(&r);
  if (!kind) return NULL;
  size_t count = kind->argument_count, name_at = r.at - kind->name.len;
  written *all = arena_array(doc->scratch, written, count);
  body_argument *arguments = arena_array(doc->a, body_argument, count);
  body_link *links = arena_array(doc->scratch, body_link, count);
  md__insert *made = arena_new(doc->scratch, md__insert);
  if (!take_arguments(&r, kind, all) || kind->unclear) return NULL;
  for (size_t i = 0; i < count; i++) {
    bool empty = !all[i].value.len && !kind->arguments[i].otherwise.len;
    if (kind->arguments[i].required && empty) {
      report_missing(&r, kind, &kind->arguments[i], name_at);
    } else {
      settle(&r, &kind->arguments[i], &all[i], &arguments[i], made, &links[i]);
    }
  }
  if (r.failed) return NULL;
  made->kind = kind;
  made->links = links;
  made->made = (body_insert){.name = kind->name,
                             .offset = (uint32_t)where.offset,
                             .length = (uint32_t)where.length,
                             .arguments = arguments,
                             .argument_count = count};
  return made;
}
