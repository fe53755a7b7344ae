/* The shelves of `site`: its sections and its taxonomies. */
#include "view/view.h"

typedef struct shelf_view {
  val_lazy lazy;
  const view *view;
  const section *section; /* or NULL, and then */
  const taxonomy *taxonomy;
  val held;        /* its pages, or its terms */
  uint32_t number; /* its place among its like */
} shelf_view;

static const shelf_view *seen(const val_lazy *self) {
  return (const shelf_view *)(const void *)self;
}

static val section_name(const val_lazy *self, arena *scratch) {
  return val_str(seen(self)->section->name);
}

static val section_title(const val_lazy *self, arena *scratch) {
  return val_str(seen(self)->section->title);
}

static val section_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, seen(self)->view, seen(self)->section->url);
}

static val section_count(const val_lazy *self, arena *scratch) {
  return val_int((int64_t)seen(self)->section->pages.len);
}

static val section_pages(const val_lazy *self, arena *scratch) {
  return seen(self)->held;
}

static const field section_fields[] = {
    {"name", section_name, "its folder's name"},
    {"title", section_title, "its title, as text"},
    {"url", section_url, "its page"},
    {"count", section_count, "how many pages are in it"},
    {"pages", section_pages, "those pages, newest first"},
};

static val taxonomy_name(const val_lazy *self, arena *scratch) {
  return val_str(seen(self)->taxonomy->setting->name);
}

static val taxonomy_title(const val_lazy *self, arena *scratch) {
  return val_str(seen(self)->taxonomy->title);
}

static val taxonomy_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, seen(self)->view, seen(self)->taxonomy->url);
}

static val taxonomy_terms(const val_lazy *self, arena *scratch) {
  return seen(self)->held;
}

static const field taxonomy_fields[] = {
    {"name", taxonomy_name, "its name, as conditions"},
    {"title", taxonomy_title, "its title, as text"},
    {"url", taxonomy_url, "its page"},
    {"terms", taxonomy_terms, "its terms, of which there is one at least"},
};

/* Behind the numbers of the pages and terms. */
enum { SECTIONS_FROM = 0x70000000, TAXONOMIES_FROM = 0x78000000 };

static uint32_t shelf_number(const val_lazy *self) {
  const shelf_view *s = seen(self);
  return s->number + (s->section ? SECTIONS_FROM : TAXONOMIES_FROM);
}

static val terms_of(arena *a, const view *v, const term_list *terms) {
  val *items = arena_array(a, val, terms->len);
  for (size_t i = 0; i < terms->len; i++) items[i] = view__term(a, v, terms->at[i]);
  return val_array(items, terms->len);
}

val view__sections(arena *a, const view *v, sv lang) {
  VEC(val) kept = {0};
  for (size_t i = 0; i < v->site->sections.len; i++) {
    const section *one = v->site->sections.at[i];
    if (!sv_eq(one->lang, lang)) continue;
    shelf_view *made = arena_new(a, shelf_view);
    val pages = view__pages(a, v, &one->pages);
    *made = (shelf_view){{&v->section_fields.type}, v, one, NULL, pages, (uint32_t)i};
    vec_push(a, &kept, val_lazy_of(&made->lazy));
  }
  return val_array(kept.at, kept.len);
}

val view__taxonomies(arena *a, const view *v, sv lang) {
  VEC(val) kept = {0};
  for (size_t i = 0; i < v->site->taxonomies.len; i++) {
    const taxonomy *one = v->site->taxonomies.at[i];
    if (!sv_eq(one->lang, lang) || one->terms.len == 0) continue;
    shelf_view *made = arena_new(a, shelf_view);
    val terms = terms_of(a, v, &one->terms);
    *made = (shelf_view){{&v->taxonomy_fields.type}, v, NULL, one, terms, (uint32_t)i};
    vec_push(a, &kept, val_lazy_of(&made->lazy));
  }
  return val_array(kept.at, kept.len);
}

void view__shelf_tables(arena *a, view *v) {
  fields_init(a, &v->section_fields, "section", section_fields,
              sizeof section_fields / sizeof *section_fields);
  fields_init(a, &v->taxonomy_fields, "taxonomy", taxonomy_fields,
              sizeof taxonomy_fields / sizeof *taxonomy_fields);
  view__shelf_reads(a, &v->section_fields);
  view__shelf_reads(a, &v->taxonomy_fields);
  v->section_fields.type.number = v->taxonomy_fields.type.number = shelf_number;
}
