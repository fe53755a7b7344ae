/* The richer fields of an article: related pages, series, contents list, comments, breadcrumb. */
#include "emit/jsonld.h"
#include "graph/related.h"
#include "graph/taxonomy.h"
#include "view/view.h"

static const page_view *seen(const val_lazy *self) {
  return (const page_view *)(const void *)self;
}

/* A related page is the page itself, and `why`. */
typedef struct related_view {
  val_lazy lazy;
  const view *view;
  const page *of;
  const related_page *related;
} related_view;

static val why_related(const val_lazy *self, arena *scratch) {
  const related_view *r = (const related_view *)(const void *)self;
  view_reads_reasons(r->view->options.reads, r->of);
  view_reads_passing(r->view->options.reads);
  sv_list why = {0};
  related_why(scratch, &r->view->site->settings, r->related, &why);
  val *items = arena_array(scratch, val, why.len);
  for (size_t i = 0; i < why.len; i++) items[i] = val_str(why.at[i]);
  return val_array(items, why.len);
}

static val related_score(const val_lazy *self, arena *scratch) {
  const related_view *r = (const related_view *)(const void *)self;
  view_reads_reasons(r->view->options.reads, r->of);
  view_reads_passing(r->view->options.reads);
  return val_decimal(r->related->score);
}

static const field related_fields[] = {
    {"why", why_related, "the reasons, as short texts"},
    {"score", related_score, "how near it is: more is nearer"},
};

static bool related_page_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const related_view *r = (const related_view *)(const void *)self;
  return val_get(view__page(r->view, r->related->page), key, scratch, out);
}

/* The page's: `why` and `score` say, of the page too, that they pass. */
static uint32_t related_number(const val_lazy *self) {
  return ((const related_view *)(const void *)self)->related->page->number;
}

val view__page_related(const val_lazy *self, arena *scratch) {
  const page_view *p = seen(self);
  size_t count = p->page->related_pages.len;
  related_view *views = arena_array(scratch, related_view, count);
  val *items = arena_array(scratch, val, count);
  for (size_t i = 0; i < count; i++) {
    views[i] = (related_view){
        {&p->view->related_fields.type}, p->view, p->page, &p->page->related_pages.at[i]};
    items[i] = val_lazy_of(&views[i].lazy);
    view__fetch_texts(p->view, views[i].related->page);
  }
  return val_array(items, count);
}

/* Its place among the parts that are on the site, which counts from 1 without a gap also where
 * a part has no number or is not published yet. */
static int64_t place_in_series(const page *p) {
  size_t place = 0;
  while (place < p->more->series_pages.len && p->more->series_pages.at[place] != p) place++;
  return (int64_t)place + 1;
}

val view__page_series(const val_lazy *self, arena *scratch) {
  const page_view *p = seen(self);
  if (p->page->more->series.len == 0) return val_nil();
  const page_list *parts = &p->page->more->series_pages;
  return view__object(scratch, 4, (const char *[]){"name", "part", "total", "pages"},
                      (val[]){val_str(p->page->more->series), val_int(place_in_series(p->page)),
                              val_int((int64_t)parts->len), view__pages(scratch, p->view, parts)});
}

static size_t headings_below(const body *text, size_t from) {
  size_t until = from + 1;
  while (until < text->headings.len &&
         text->headings.at[until].level > text->headings.at[from].level) {
    until++;
  }
  return until;
}

/* The headings from..until that stand at the same depth, each with those under it. A level
 * has at most six levels below it, so the recursion ends. */
static val toc_level(arena *a, const view *v, const body *text, size_t from, size_t until) {
  VEC(val) entries = {0};
  while (from < until) {
    size_t end = headings_below(text, from);
    const body_heading *h = &text->headings.at[from];
    val entry = view__keyed(a, 5, v->keys.heading,
                            (val[]){val_str(h->id), val_str(h->text), val_safe(h->html),
                                    val_int(h->level), toc_level(a, v, text, from + 1, end)});
    vec_push(a, &entries, entry);
    from = end;
  }
  return val_array(entries.at, entries.len);
}

val view__toc(arena *a, const view *v, const page *p) {
  if (!p->toc || p->body.headings.len < 2) return val_array(NULL, 0);
  return toc_level(a, v, &p->body, 0, p->body.headings.len);
}

typedef struct comment_view {
  val_lazy lazy;
  const page *page;
  const page_comment *comment;
} comment_view;

static const page_comment *comment_of(const val_lazy *self) {
  return ((const comment_view *)(const void *)self)->comment;
}

static val comment_author(const val_lazy *self, arena *scratch) {
  return val_str(comment_of(self)->author);
}

static val comment_date(const val_lazy *self, arena *scratch) {
  return val_date(comment_of(self)->at);
}

static val comment_html(const val_lazy *self, arena *scratch) {
  return val_safe(comment_of(self)->html);
}

static val comment_clinic(const val_lazy *self, arena *scratch) {
  return val_bool(comment_of(self)->clinic);
}

static val comment_id(const val_lazy *self, arena *scratch) {
  return val_str(comment_of(self)->id);
}

/* The comments that answer `id` (empty: those that answer none). */
static val answers(arena *a, const val_lazy_type *type, const page *p, sv id) {
  VEC(val) items = {0};
  for (size_t i = 0; i < p->more->comments.len; i++) {
    if (!sv_eq(p->more->comments.at[i].reply_to, id)) continue;
    comment_view *c = arena_new(a, comment_view);
    *c = (comment_view){{type}, p, &p->more->comments.at[i]};
    vec_push(a, &items, val_lazy_of(&c->lazy));
  }
  return val_array(items.at, items.len);
}

static val comment_replies(const val_lazy *self, arena *scratch) {
  const comment_view *c = (const comment_view *)(const void *)self;
  return answers(scratch, self->type, c->page, c->comment->id);
}

static const field comment_fields[] = {
    {"author", comment_author, "the name that was given"},
    {"date", comment_date, "when it was written"},
    {"html", comment_html, "the text as HTML"},
    {"clinic", comment_clinic, "true for the clinic's own answer"},
    {"id", comment_id, "for an anchor; unique on the page"},
    {"replies", comment_replies, "the comments that answer this one"},
};

val view__comments(arena *a, const view *v, const page *p) {
  return answers(a, &v->comment_fields.type, p, SV(""));
}

/* Home, the section or the list of people, and the page. */
static jsonld_crumbs crumbs_of(const page_view *p, arena *scratch) {
  const view *v = p->view;
  jsonld_crumbs crumbs = {0};
  vec_push(scratch, &crumbs, view__home_crumb(v, p->page->lang));
  const section *sec = taxonomy_section(v->site, p->page->section, p->page->lang);
  if (p->page->type == PAGE_PERSON) {
    const listing *people = view__listing_of(v, LISTING_PEOPLE, p->page->lang);
    if (people) vec_push(scratch, &crumbs, (jsonld_crumb){people->title, people->url});
  } else if (sec && sec->url.len) {
    vec_push(scratch, &crumbs, (jsonld_crumb){sec->title, sec->url});
  }
  vec_push(scratch, &crumbs, (jsonld_crumb){p->page->title, p->page->url});
  return crumbs;
}

val view__page_breadcrumb(const val_lazy *self, arena *scratch) {
  jsonld_crumbs crumbs = crumbs_of(seen(self), scratch);
  return view__crumbs(scratch, seen(self)->view, &crumbs);
}

static val feed_url(const val_lazy *self, arena *scratch, sv name) {
  const page_view *p = seen(self);
  sv home = view__home(p->view, p->page->lang);
  return view__address(scratch, p->view, arena_cat(scratch, (sv[]){home, name}, 2));
}

val view__page_atom_url(const val_lazy *self, arena *scratch) {
  return feed_url(self, scratch, SV("atom.xml"));
}

val view__page_feed_json_url(const val_lazy *self, arena *scratch) {
  return feed_url(self, scratch, SV("feed.json"));
}

val view__page_json_ld(const val_lazy *self, arena *scratch) {
  const page_view *p = seen(self);
  if (p->view->options.unseen) return val_safe(SV("{}"));
  jsonld_crumbs crumbs = crumbs_of(p, scratch);
  return val_safe(emit_jsonld_page(scratch, &p->view->jsonld, p->page, &crumbs));
}

void view__article_tables(arena *a, view *v) {
  fields_init(a, &v->related_fields, "related page", related_fields,
              sizeof related_fields / sizeof *related_fields);
  v->related_fields.other = related_page_field;
  v->related_fields.type.number = related_number;
  fields_init(a, &v->comment_fields, "comment", comment_fields,
              sizeof comment_fields / sizeof *comment_fields);
}
