#include "view/view.h"

#include "base/limits.h"

val view__object(arena *a, size_t count, const char *const *names, const val *values) {
  val_member *members = arena_alloc(a, count * sizeof *members);
  for (size_t i = 0; i < count; i++) {
    members[i] = (val_member){val_key_of(sv_of(names[i])), values[i]};
  }
  return val_object_keep(a, members, count);
}

/* The same by keys that are hashed already, for what every page has. */
val view__keyed(arena *a, size_t count, const val_key *keys, const val *values) {
  val_member *members = arena_alloc(a, count * sizeof *members);
  for (size_t i = 0; i < count; i++) members[i] = (val_member){keys[i], values[i]};
  return val_object_keep(a, members, count);
}

static void hash_names(val_key *keys, size_t count, const char *const *names) {
  for (size_t i = 0; i < count; i++) keys[i] = val_key_of(sv_of(names[i]));
}

val view__page(const view *v, const page *p) {
  return p ? val_lazy_of(&v->pages[p->number].lazy) : val_nil();
}

void view_soon(const page *p) {
  enum { LINE = 64 };
  for (size_t i = 0; i < sizeof *p; i += LINE) __builtin_prefetch((const char *)p + i);
}

void view__fetch(const page *p) {
  if (!p) return;
  __builtin_prefetch(&p->number);
  __builtin_prefetch(&p->url);
  __builtin_prefetch(&p->title);
  __builtin_prefetch(&p->date);
  __builtin_prefetch(&p->body.words);
}

void view__fetch_texts(const view *v, const page *p) {
  enum { LINE = 64 };
  const view_reads *reads = v->options.reads;
  if (reads) __builtin_prefetch(&reads->turn_of[view_page_thing(p, VIEW_SAID)]);
  __builtin_prefetch(p->url.at);
  __builtin_prefetch(p->title.at);
  for (size_t i = 0; i < p->description.len; i += LINE) __builtin_prefetch(p->description.at + i);
}

/* Of a long list a layout shows a part, or none. */
enum { FETCHED_AT_ONCE = 64 };

val view__pages(arena *a, const view *v, const page_list *pages) {
  val *items = arena_array(a, val, pages->len);
  bool few = pages->len <= FETCHED_AT_ONCE;
  for (size_t i = 0; i < pages->len && few; i++) view__fetch(pages->at[i]);
  for (size_t i = 0; i < pages->len; i++) items[i] = view__page(v, pages->at[i]);
  for (size_t i = 0; i < pages->len && few; i++) view__fetch_texts(v, pages->at[i]);
  return val_array(items, pages->len);
}

val view__address(arena *a, const view *v, sv url) {
  sv base = v->site->settings.base_path;
  if (url.len == 0) return val_nil();
  return val_str(base.len ? arena_cat(a, (sv[]){base, url}, 2) : url);
}

val view__absolute(arena *a, const view *v, sv url) {
  if (url.len == 0) return val_nil();
  return val_str(arena_cat(a, (sv[]){v->site->settings.base_url, url}, 2));
}

val view__link(arena *a, const view *v, sv title, val url) {
  return view__keyed(a, 2, v->keys.link, (val[]){val_str(title), url});
}

val view__crumbs(arena *a, const view *v, const jsonld_crumbs *crumbs) {
  val *items = arena_array(a, val, crumbs->len);
  for (size_t i = 0; i < crumbs->len; i++) {
    items[i] = view__link(a, v, crumbs->at[i].title, view__address(a, v, crumbs->at[i].url));
  }
  return val_array(items, crumbs->len);
}

jsonld_crumb view__home_crumb(const view *v, sv lang) {
  return (jsonld_crumb){words_text(v->options.words, lang, SV("home")), view__home(v, lang)};
}

/* What is looked at of a page lies far from what is looked at of the next. */
static val articles_of(arena *a, const view *v, const page_list *from, sv lang, bool featured,
                       size_t most) {
  enum { AHEAD = 8 };
  VEC(val) shown = {0};
  for (size_t i = 0; i < from->len && shown.len < most; i++) {
    const page *p = from->at[i];
    const page *soon = from->at[i + AHEAD < from->len ? i + AHEAD : i];
    __builtin_prefetch(&soon->lang);
    __builtin_prefetch(&soon->number);
    if (!sv_same_name(p->lang, lang) || (featured && !p->featured)) continue;
    vec_push(NULL, &shown, view__page(v, p));
  }
  vec_settle(a, &shown);
  return val_array(shown.at, shown.len);
}

static void add_language(arena *a, view *v, sv lang) {
  const site *s = v->site;
  view_lists lists = {
      .lang = lang,
      .articles = articles_of(a, v, &s->articles, lang, false, SIZE_MAX),
      .featured = articles_of(a, v, &s->articles, lang, true, SIZE_MAX),
      .popular = articles_of(a, v, &s->popular, lang, false, LIMIT_POPULAR),
      .pages = articles_of(a, v, &s->plain, lang, false, SIZE_MAX),
      .people = view__pages(a, v, &s->people),
      .sections = view__sections(a, v, lang),
      .taxonomies = view__taxonomies(a, v, lang),
  };
  for (size_t i = v->options.listings->len; i > 0; i--) {
    const listing *l = v->options.listings->at[i - 1];
    if (sv_eq(l->lang, lang)) lists.listings[l->type] = l; /* the first of its type stays */
  }
  vec_push(a, &v->languages, lists);
}

const view_lists *view__lists(const view *v, sv lang) {
  for (size_t i = 0; i < v->languages.len; i++) {
    if (sv_eq(v->languages.at[i].lang, lang)) return &v->languages.at[i];
  }
  return &v->languages.at[0];
}

/* What pages give of a taxonomy is not among their params. */
static void add_taxonomies(arena *a, const site *s, map *fields) {
  const taxonomy_settings *all = &s->settings.taxonomies;
  bool *given = arena_array(a, bool, all->len);
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    for (size_t j = 0; j < p->terms.len; j++) given[p->terms.at[j].taxonomy] = true;
  }
  for (size_t i = 0; i < all->len; i++) {
    if (given[i]) map_put(a, fields, all->at[i].name, fields);
  }
}

/* A field that one page has may be missing on another without being a mistake. Pages that stand
 * side by side mostly have the same fields in the same order. */
static const map *own_fields(arena *a, const site *s) {
  map *fields = arena_new(a, map);
  const val_object *before = NULL;
  add_taxonomies(a, s, fields);
  for (size_t i = 0; i < s->all.len; i++) {
    val params = s->all.at[i]->params;
    if (params.kind != VAL_OBJECT) continue;
    const val_object *object = params.as.object;
    for (uint32_t j = 0; j < object->len; j++) {
      const val_key *key = &object->members[j].key;
      bool again = before && j < before->len && before->members[j].key.hash == key->hash &&
                   sv_eq(before->members[j].key.name, key->name);
      if (!again) map_put(a, fields, key->name, fields);
    }
    before = object;
  }
  return fields;
}

/* What points to the view itself. */
static void add_pages(arena *a, view *v) {
  v->pages = arena_alloc(a, v->site->all.len * sizeof *v->pages);
  for (size_t i = 0; i < v->site->all.len; i++) {
    v->pages[i] = (page_view){{&v->page_fields.type}, v->site->all.at[i], v};
  }
  for (size_t i = 0; i < v->site->settings.languages.len; i++) {
    add_language(a, v, v->site->settings.languages.at[i]);
  }
}

const view *view_new(arena *a, view_options options) {
  view *v = arena_new(a, view);
  v->options = options;
  v->site = options.site;
  view__page_table(a, &v->page_fields);
  view__listing_table(a, &v->listing_fields);
  view__paginator_table(a, &v->paginator_fields);
  view__site_table(a, &v->site_fields);
  view__group_tables(a, v);
  view__shelf_tables(a, v);
  view__meaning_table(a, &v->meaning_fields);
  view__article_tables(a, v);
  hash_names(v->keys.link, 2, (const char *[]){"title", "url"});
  hash_names(v->keys.heading, 5, (const char *[]){"id", "title", "html", "level", "children"});
  hash_names(v->keys.terms, 4, (const char *[]){"taxonomy", "title", "url", "terms"});
  v->jsonld = emit_jsonld_site(a, v->site);
  v->own_fields = own_fields(a, v->site);
  add_pages(a, v);
  return v;
}

const view *view_noting(arena *a, const view *of, view_reads *reads) {
  view *v = arena_new(a, view);
  *v = *of;
  v->options.reads = reads;
  v->languages = (view_languages){0};
  add_pages(a, v);
  return v;
}

const listing *view__listing_of(const view *v, listing_type type, sv lang) {
  const view_lists *lists = view__lists(v, lang);
  return sv_eq(lists->lang, lang) ? lists->listings[type] : NULL;
}

sv view__home(const view *v, sv lang) {
  const listing *home = view__listing_of(v, LISTING_HOME, lang);
  return home ? home->url : SV("/");
}
