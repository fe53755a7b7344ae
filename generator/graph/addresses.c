#include "graph/addresses.h"

#include "model/url.h"
#include "text/slug.h"

/* "/" of the main language, "/es/" of another. */
static sv root_of(arena *a, const site *s, sv lang) {
  if (sv_eq(lang, s->settings.language)) return SV("/");
  return arena_cat(a, (sv[]){SV("/"), lang, SV("/")}, 3);
}

void addresses__place(arena *a, sv path, sv *url, sv *output) {
  *output = url_output(a, path);
  sv shown = *output;
  sv index = SV("index.html");
  if (sv_eq(shown, index) || sv_ends(shown, SV("/index.html"))) shown.len -= index.len;
  *url = arena_cat(a, (sv[]){SV("/"), url_path(a, shown)}, 2);
}

static const permalink_setting *pattern_of(const site *s, sv name) {
  const permalink_settings *all = &s->settings.permalinks;
  for (size_t i = 0; i < all->len; i++) {
    if (sv_eq(all->at[i].section, name)) return &all->at[i];
  }
  return NULL;
}

/* The rule of a page's kind, below its language. */
static sv usual_path(arena *a, const page *p) {
  sv slash = SV("/");
  switch (p->type) {
    case PAGE_PLAIN: return arena_cat(a, (sv[]){slash, p->slug, slash}, 3);
    case PAGE_SECTION: return arena_cat(a, (sv[]){slash, slug_of_file(a, p->section), slash}, 3);
    case PAGE_ARTICLE:
    case PAGE_PERSON: break;
  }
  return arena_cat(a, (sv[]){slash, slug_of_file(a, p->section), slash, p->slug, slash}, 5);
}

static sv patterned_path(arena *a, const site *s, const page *p, diag_sink *sink) {
  const permalink_setting *setting = p->type == PAGE_SECTION ? NULL : pattern_of(s, p->section);
  if (!setting) return usual_path(a, p);
  permalink_facts facts = {.section = slug_of_file(a, p->section),
                           .slug = p->slug,
                           .title = slug_of_title(a, p->title),
                           .dated = p->date.given,
                           .at = p->date.at};
  sv path, problem;
  if (url_permalink(a, setting->pattern, &facts, &path, &problem)) return path;
  diag *d = diag_add(sink, DIAG_FM002, diag_at(p->source, p->name_offset, p->name_length),
                     "this page has no date, and its address needs one");
  diag_hint(d, "give it a `date`, or take :%.*s out of \"%.*s\" in the settings", SV_ARG(problem),
            SV_ARG(setting->pattern));
  return usual_path(a, p);
}

void addresses_page(site *s, page *p, diag_sink *sink) {
  arena *a = s->memory;
  /* The folders of pages have no listing; their _index.md is for its cascade alone. */
  if (p->type == PAGE_SECTION && sv_is(p->section, "pages")) return;
  if (p->more->url_wanted.len && url_is_site_path(p->more->url_wanted)) {
    addresses__place(a, url_decode(a, p->more->url_wanted), &p->url, &p->output);
    return;
  }
  sv root = root_of(a, s, p->lang), path = patterned_path(a, s, p, sink);
  addresses__place(a, arena_cat(a, (sv[]){root, sv_skip(path, 1)}, 2), &p->url, &p->output);
}

static void give_section(site *s, section *shelf) {
  arena *a = s->memory;
  if (shelf->index) {
    shelf->url = shelf->index->url;
    shelf->output = shelf->index->output;
    return;
  }
  sv path =
      arena_cat(a, (sv[]){root_of(a, s, shelf->lang), slug_of_file(a, shelf->name), SV("/")}, 3);
  addresses__place(a, path, &shelf->url, &shelf->output);
}

/* What comes before the first name of a pattern: "/topics/" of "/topics/:slug/". */
static sv fixed_part(sv pattern) {
  size_t name = sv_find_byte(pattern, ':', 0);
  sv fixed = sv_first(pattern, name == SV_NONE ? pattern.len : name);
  size_t slash = sv_find_last_byte(fixed, '/');
  return sv_first(fixed, slash == SV_NONE ? 0 : slash + 1);
}

/* The pages of a list of things, by the permalink of its name. */
typedef struct shelf_addresses {
  arena *a;
  sv root, name, folder;
  const permalink_setting *setting;
} shelf_addresses;

static shelf_addresses open_shelf(const site *s, sv lang, sv name) {
  arena *a = s->memory;
  shelf_addresses made = {
      .a = a, .root = root_of(a, s, lang), .name = name, .setting = pattern_of(s, name)};
  if (made.setting) made.folder = fixed_part(made.setting->pattern);
  if (made.folder.len <= 1) {
    made.folder = arena_cat(a, (sv[]){SV("/"), slug_of_file(a, name), SV("/")}, 3);
  }
  return made;
}

static void give_shelf(const shelf_addresses *shelf, sv *url, sv *output) {
  addresses__place(shelf->a, arena_cat(shelf->a, (sv[]){shelf->root, sv_skip(shelf->folder, 1)}, 2),
                   url, output);
}

static void give_item(const shelf_addresses *shelf, sv slug, sv *url, sv *output) {
  arena *a = shelf->a;
  permalink_facts facts = {.section = shelf->name, .slug = slug, .title = slug};
  sv path, problem;
  if (!shelf->setting || !url_permalink(a, shelf->setting->pattern, &facts, &path, &problem)) {
    path = arena_cat(a, (sv[]){shelf->folder, slug, SV("/")}, 3);
  }
  addresses__place(a, arena_cat(a, (sv[]){shelf->root, sv_skip(path, 1)}, 2), url, output);
}

static void give_taxonomy(site *s, taxonomy *t) {
  shelf_addresses shelf = open_shelf(s, t->lang, t->setting->name);
  give_shelf(&shelf, &t->url, &t->output);
  for (size_t i = 0; i < t->terms.len; i++) {
    term *one = t->terms.at[i];
    give_item(&shelf, one->slug, &one->url, &one->output);
  }
}

void addresses_glossary(const site *s, glossary *g) {
  shelf_addresses shelf = open_shelf(s, g->lang, SV("glossary"));
  give_shelf(&shelf, &g->url, &g->output);
  for (size_t i = 0; i < g->terms.len; i++) {
    glossary_term *one = g->terms.at[i];
    give_item(&shelf, one->slug, &one->url, &one->output);
  }
}

void addresses_give(site *s, diag_sink *sink) {
  for (size_t i = 0; i < s->all.len; i++) addresses_page(s, s->all.at[i], sink);
  for (size_t i = 0; i < s->sections.len; i++) give_section(s, s->sections.at[i]);
  for (size_t i = 0; i < s->taxonomies.len; i++) give_taxonomy(s, s->taxonomies.at[i]);
}
