/* From front matter to a page, field by field. */
#include "model/front_matter.h"
#include "model/page_fields.h"
#include "model/page_parts.h"
#include "text/slug.h"

/* What the fields are read from and into. */
typedef struct reading {
  fields own; /* for the page's file */
  const settings *settings;
  given_fields given;
  page *page;
} reading;

/* The field as its file names it, and a reader that reports into that file. */
static field field_at(const reading *in, page_field which, fields *r) {
  given_field g = in->given.by_field[which];
  *r = in->own;
  if (!g.pair) return (field){0};
  r->file = g.file;
  return (field){g.pair->key, g.pair->value};
}

static void read_text(const reading *in, page_field which, sv *out) {
  fields r;
  field f = field_at(in, which, &r);
  field_text(&r, f, out);
}

static void read_bool(const reading *in, page_field which, bool *out) {
  fields r;
  field f = field_at(in, which, &r);
  if (field_bool(&r, f, out) && in->given.by_field[which].negated) *out = !*out;
}

/* A switch that holds its page back, or keeps it from being found: who leaves it empty may well
 * have meant it. */
static void read_guard(const reading *in, page_field which, bool *out) {
  fields r;
  field f = field_at(in, which, &r);
  if (f.value && !field_given(f.value)) {
    diag *d = field_wrong(&r, f.value, "\"%.*s\" is empty", SV_ARG(f.name));
    diag_hint(d, "write %.*s: true or %.*s: false", SV_ARG(f.name), SV_ARG(f.name));
    return;
  }
  read_bool(in, which, out);
}

static void read_date(const reading *in, page_field which, page_date *out) {
  fields r;
  field f = field_at(in, which, &r);
  if (!field_given(f.value)) return;
  date at;
  if (settings_date(in->settings, r.file, f.value, f.name, r.sink, &at)) {
    *out = (page_date){true, at};
  }
}

static void read_placed(const reading *in, page_field which, placed *out) {
  fields r;
  field f = field_at(in, which, &r);
  field_placed(&r, f, out);
}

static void read_placed_list(const reading *in, page_field which, placed_list *out) {
  fields r;
  field f = field_at(in, which, &r);
  field_placed_list(&r, f, out);
}

static void read_people(const reading *in, page_field which, person_refs *out) {
  fields r;
  field f = field_at(in, which, &r);
  person_ref one = {0};
  vec_reserve(r.a, out, field_count(f));
  for (size_t i = 0; field_next(&r, f, &i, &one.as_written);) vec_push(r.a, out, one);
}

/* "facet-joint-faq" as a first guess at a title: "Facet joint faq". */
static sv title_from(arena *a, sv slug) {
  sv title = arena_dup(a, slug);
  char *at = (char *)(uintptr_t)title.at;
  for (size_t i = 0; i < title.len; i++) {
    if (at[i] == '-' || at[i] == '_') at[i] = ' ';
  }
  if (title.len && at[0] >= 'a' && at[0] <= 'z') at[0] = (char)(at[0] - 'a' + 'A');
  return title;
}

enum { FENCE = 3 }; /* bytes of "---": where a field that is missing would begin */

static void named_by(page *p, const placed *name) {
  p->name_offset = name->offset;
  p->name_length = name->length;
}

static void read_title(const reading *in) {
  page *p = in->page;
  bool person = p->type == PAGE_PERSON;
  const char *field_name = person ? "name" : "title";
  const node_pair *pair = in->given.by_field[FIELD_TITLE].pair;
  placed title = {0};
  if (pair) {
    title = (placed){SV(""), (uint32_t)pair->value->offset, (uint32_t)pair->value->length};
    named_by(p, &title);
  }
  if (pair && field_given(pair->value)) read_text(in, FIELD_TITLE, &p->title);
  if (p->title.len || p->type == PAGE_SECTION) return;
  p->title = title_from(in->own.a, p->slug);
  if (!pair || !field_given(pair->value)) {
    diag *d = diag_add(in->own.sink, DIAG_FM002,
                       diag_at(in->own.file, title.offset, pair ? title.length : FENCE),
                       pair ? "the %s is empty" : "the %s is missing", field_name);
    diag_hint(d, "give it one, as in %s: %.*s", field_name, SV_ARG(p->title));
  }
}

static void read_kind(const reading *in) {
  static const sv kinds[] = {SV_INIT("guide"), SV_INIT("question"), SV_INIT("news")};
  fields r;
  field f = field_at(in, FIELD_KIND, &r);
  size_t kind = ARTICLE_GUIDE;
  field_choice(&r, f, kinds, sizeof kinds / sizeof kinds[0], &kind);
  in->page->kind = (article_kind)kind;
}

/* The second of two dates stands before the first: one of them is a slip of the pen. */
static void check_order(const reading *in, const page_date *first, const page_date *second,
                        page_field which, const char *what) {
  if (!first->given || !second->given || second->at.seconds >= first->at.seconds) return;
  fields r;
  field f = field_at(in, which, &r);
  if (!f.value) return;
  char day[DATE_TEXT];
  date_day_text(first->at, day);
  diag *d = diag_add(r.sink, DIAG_FM010, diag_at(r.file, f.value->offset, f.value->length),
                     "this is before %s, %s", what, day);
  diag_hint(d, "one of the two dates is wrong");
}

static void read_dates(const reading *in) {
  page *p = in->page;
  read_date(in, FIELD_DATE, &p->date);
  read_date(in, FIELD_UPDATED, &p->updated);
  read_date(in, FIELD_EXPIRES, &p->more->expires);
  read_date(in, FIELD_REVIEWED, &p->reviewed);
  read_date(in, FIELD_NEXT_REVIEW, &p->next_review);
  if (p->reviewed.given && !p->next_review.given) {
    date next = date_add_months(p->reviewed.at, (int)in->settings->review_months);
    p->next_review = (page_date){true, next};
  }
  check_order(in, &p->date, &p->updated, FIELD_UPDATED, "the date of publication");
  check_order(in, &p->date, &p->more->expires, FIELD_EXPIRES, "the date of publication");
  check_order(in, &p->reviewed, &p->next_review, FIELD_NEXT_REVIEW, "the last review");
}

static void read_slug(const reading *in) {
  fields r;
  field f = field_at(in, FIELD_SLUG, &r);
  placed slug = {0};
  if (!field_placed(&r, f, &slug)) return;
  if (sv_find_byte(slug.text, '/', 0) == SV_NONE) {
    in->page->slug = slug_of_file(r.a, slug.text);
    named_by(in->page, &slug);
    return;
  }
  diag *d = field_wrong(&r, f.value, "a slug is one part of an address, without a slash");
  diag_hint(d, "for a whole address, write url: /%.*s/", SV_ARG(slug.text));
}

static void read_addresses(const reading *in) {
  page *p = in->page;
  fields r;
  field f = field_at(in, FIELD_URL, &r);
  placed url = {0};
  if (field_placed(&r, f, &url) && page__check_address(&r, f.value, url.text)) {
    p->more->url_wanted = url.text;
    named_by(p, &url);
  }
  f = field_at(in, FIELD_ALIASES, &r);
  placed_list aliases = {0};
  field_placed_list(&r, f, &aliases);
  for (size_t i = 0; i < aliases.len; i++) {
    const placed *alias = &aliases.at[i];
    const node where = {.offset = alias->offset, .length = alias->length};
    if (page__check_address(&r, &where, alias->text)) vec_push(r.a, &p->more->aliases, *alias);
  }
}

static void read_language(const reading *in) {
  const settings *s = in->settings;
  fields r;
  field f = field_at(in, FIELD_LANG, &r);
  size_t language;
  if (field_choice(&r, f, s->languages.at, s->languages.len, &language)) {
    in->page->lang = s->languages.at[language];
  }
}

static void read_terms(const reading *in, const node *root, const node *cascade, sv cascade_file) {
  const settings *s = in->settings;
  size_t most = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    sv name = s->taxonomies.at[i].name;
    most += node_get(root, name) || node_get(cascade, name);
  }
  vec_reserve(in->own.a, &in->page->terms, most);
  for (unsigned i = 0; i < s->taxonomies.len; i++) {
    sv name = s->taxonomies.at[i].name;
    fields r = in->own;
    field f = {name, node_get(root, name)};
    if (!f.value) {
      f.value = node_get(cascade, name);
      r.file = cascade_file;
    }
    page_terms terms = {.taxonomy = i};
    if (field_terms(&r, f, &terms.names)) vec_push(r.a, &in->page->terms, terms);
  }
}

static void read_lines(const reading *in, page_field which, page_lines *out) {
  fields r;
  field f = field_at(in, which, &r);
  page_line one = {0};
  vec_reserve(r.a, out, field_count(f));
  for (size_t i = 0; field_next(&r, f, &i, &one.written);) vec_push(r.a, out, one);
}

static void read_texts(const reading *in) {
  page *p = in->page;
  read_text(in, FIELD_DESCRIPTION, &p->description);
  read_text(in, FIELD_CREDENTIALS, &p->more->credentials);
  read_text(in, FIELD_ROLE, &p->more->role);
  read_text(in, FIELD_ORGANISATION, &p->more->organisation);
  read_placed(in, FIELD_LAYOUT, &p->more->layout);
  read_placed(in, FIELD_TRANSLATION_OF, &p->more->translation_of);
  read_lines(in, FIELD_KEY_POINTS, &p->key_points);
  read_lines(in, FIELD_QUESTIONS_TO_ASK, &p->questions_to_ask);
}

static void read_switches(const reading *in) {
  page *p = in->page;
  p->toc = p->glossary = true;
  p->comments_open = in->settings->comments.show;
  read_guard(in, FIELD_DRAFT, &p->draft);
  read_bool(in, FIELD_TOC, &p->toc);
  read_bool(in, FIELD_FEATURED, &p->featured);
  read_bool(in, FIELD_COMMENTS, &p->comments_open);
  read_bool(in, FIELD_SAMPLE, &p->sample);
  read_guard(in, FIELD_NOINDEX, &p->noindex);
  read_bool(in, FIELD_GLOSSARY, &p->glossary);
  enum { WEIGHT_MOST = 1000000 };
  fields r;
  field f = field_at(in, FIELD_WEIGHT, &r);
  long long weight;
  if (field_whole(&r, f, -WEIGHT_MOST, WEIGHT_MOST, &weight)) p->weight = (int)weight;
}

static void read_groups(const reading *in) {
  page *p = in->page;
  fields r;
  field f = field_at(in, FIELD_IMAGE, &r);
  page__read_image(&r, f, p->type != PAGE_PERSON, &p->more->image); /* a name goes with a face */
  f = field_at(in, FIELD_SERIES, &r);
  page__read_series(&r, f, p);
  f = field_at(in, FIELD_REFERENCES, &r);
  page__read_references(&r, f, p);
  f = field_at(in, FIELD_ALSO_READ, &r);
  page__read_also_read(&r, f, p);
  f = field_at(in, FIELD_TESTIMONIAL, &r);
  page__check_testimonial(&r, f);
  f = field_at(in, FIELD_TRANSLATION, &r);
  page__read_translation(&r, f, p);
  f = field_at(in, FIELD_CASCADE, &r);
  if (field_map(&r, f, "cascade: {author: jane-doe}")) {
    page__warn_near_misses(&r, in->settings, sv_is(p->section, "people"), f.value);
  }
}

static void read_links(const reading *in) {
  page *p = in->page;
  read_people(in, FIELD_AUTHORS, &p->authors);
  read_people(in, FIELD_ANSWERED_BY, &p->answered_by);
  read_people(in, FIELD_REVIEWED_BY, &p->reviewed_by);
  read_placed_list(in, FIELD_RELATED, &p->related);
  read_placed_list(in, FIELD_RELATED_EXCLUDE, &p->more->related_exclude);
}

/* A name that all pages share is there once. */
static void keep_all(arena *a, const settings *s, node *root) {
  for (size_t i = 0; i < root->as.map.count; i++) {
    node_pair *pair = &root->as.map.pairs[i];
    sv known = page__known_name(s, pair->key);
    pair->key = known.len ? known : arena_dup(a, pair->key);
    node_keep(a, pair->value);
  }
}

static val_member param_of(arena *a, const node_pair *pair) {
  return (val_member){val_key_of(pair->key), node_val_kept(a, pair->value)};
}

/* Everything by the name it has in the file, and what the cascade adds to it. */
static val params_of(arena *a, const node *root, const node *cascade) {
  size_t own = root->as.map.count, more = cascade ? cascade->as.map.count : 0, count = own;
  for (size_t i = 0; i < more; i++) count += !node_get(root, cascade->as.map.pairs[i].key);
  val_member *members = arena_array(a, val_member, count), *next = members;
  for (size_t i = 0; i < own; i++) *next++ = param_of(a, &root->as.map.pairs[i]);
  for (size_t i = 0; i < more; i++) {
    const node_pair *pair = &cascade->as.map.pairs[i];
    if (!node_get(root, pair->key)) *next++ = param_of(a, pair);
  }
  return val_object_keep(a, members, count);
}

page *page_read(arena *a, arena *scratch, const settings *s, const page_file *file, node *root,
                const node *cascade, diag_sink *sink) {
  page *p = arena_new(a, page);
  page_more more;
  memset(&more, 0, sizeof more);
  p->more = &more;
  page_read_name(a, s, file, sink, p);
  p->toc = p->glossary = true;
  if (!root || root->kind != NODE_MAP) {
    p->title = title_from(a, p->slug);
    p->more = page_more_kept(a, &more);
    return p;
  }
  if (p->type == PAGE_SECTION || (cascade && cascade->kind != NODE_MAP)) cascade = NULL;
  keep_all(a, s, root);
  reading in = {.own = {a, p->source, DIAG_FM003, sink, true}, .settings = s, .page = p};
  bool person = p->type == PAGE_PERSON;
  in.given = page__sort_fields(&in.own, person, root, cascade, file->cascade_file);
  page__warn_near_misses(&in.own, s, person, root);
  read_title(&in);
  read_texts(&in);
  read_dates(&in);
  read_switches(&in);
  read_kind(&in);
  read_slug(&in);
  read_addresses(&in);
  read_language(&in);
  read_links(&in);
  read_groups(&in);
  read_terms(&in, root, cascade, file->cascade_file);
  p->params = params_of(scratch, root, cascade);
  p->more = page_more_kept(a, &more);
  return p;
}
