#include "graph/addresses.h"

#include "model/url.h"
#include "text/slug.h"

/* "/" of the main language, "/es/" of another. */
static sv root_of(arena *a, const site *s, sv lang) {
  if (sv_same_name(lang, s->settings.language)) return SV("/");
  return arena_cat(a, (sv[]){SV("/"), lang, SV("/")}, 3);
}

/* Where nothing needs encoding, both are parts of one text: "/articles/epidural/index.html". */
static void give_whole(arena *a, arena *scratch, sv whole, sv *url, sv *output) {
  sv shown = whole, index = SV("index.html");
  if (sv_ends(shown, SV("/index.html"))) shown.len -= index.len;
  sv encoded = url_path(scratch, shown);
  *output = sv_skip(whole, 1);
  *url = encoded.at == shown.at ? shown : arena_dup(a, encoded);
}

void addresses__place(arena *a, arena *scratch, sv path, sv *url, sv *output) {
  sv whole = arena_cat(a, (sv[]){SV("/"), url_output(scratch, path)}, 2);
  give_whole(a, scratch, whole, url, output);
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

/* Most pages of a folder stand by that rule, which needs no more than joining there. */
static bool place_usually(site *s, page *p, sv root, arena *scratch) {
  bool in_folder = p->type == PAGE_ARTICLE || p->type == PAGE_PERSON;
  if (!in_folder || pattern_of(s, p->section)) return false;
  sv folder = slug_of_file(scratch, p->section);
  const sv pieces[] = {root, folder, SV("/"), p->slug, SV("/index.html")};
  sv whole = arena_cat(s->memory, pieces, sizeof pieces / sizeof *pieces);
  give_whole(s->memory, scratch, whole, &p->url, &p->output);
  return true;
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

static void place_page(site *s, page *p, arena *scratch, diag_sink *sink) {
  /* The folders of pages have no listing; their _index.md is for its cascade alone. */
  if (p->type == PAGE_SECTION && sv_is(p->section, "pages")) return;
  if (p->more->url_wanted.len && url_is_site_path(p->more->url_wanted)) {
    sv wanted = url_decode(scratch, p->more->url_wanted);
    addresses__place(s->memory, scratch, wanted, &p->url, &p->output);
    return;
  }
  sv root = root_of(scratch, s, p->lang);
  if (place_usually(s, p, root, scratch)) return;
  sv path = patterned_path(scratch, s, p, sink);
  addresses__place(s->memory, scratch, arena_cat(scratch, (sv[]){root, sv_skip(path, 1)}, 2),
                   &p->url, &p->output);
}

void addresses_page(site *s, page *p, diag_sink *sink) {
  arena scratch = {0};
  place_page(s, p, &scratch, sink);
  arena_free(&scratch);
}

static void give_section(site *s, section *shelf, arena *a) {
  if (shelf->index) {
    shelf->url = shelf->index->url;
    shelf->output = shelf->index->output;
    return;
  }
  sv path =
      arena_cat(a, (sv[]){root_of(a, s, shelf->lang), slug_of_file(a, shelf->name), SV("/")}, 3);
  addresses__place(s->memory, a, path, &shelf->url, &shelf->output);
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
  arena *a, *scratch;
  sv root, name, folder;
  const permalink_setting *setting;
} shelf_addresses;

static shelf_addresses open_shelf(const site *s, sv lang, sv name, arena *scratch) {
  arena *a = s->memory;
  shelf_addresses made = {.a = a,
                          .scratch = scratch,
                          .root = root_of(a, s, lang),
                          .name = name,
                          .setting = pattern_of(s, name)};
  if (made.setting) made.folder = fixed_part(made.setting->pattern);
  if (made.folder.len <= 1) {
    made.folder = arena_cat(a, (sv[]){SV("/"), slug_of_file(a, name), SV("/")}, 3);
  }
  return made;
}

static void give_shelf(const shelf_addresses *shelf, sv *url, sv *output) {
  sv path = arena_cat(shelf->scratch, (sv[]){shelf->root, sv_skip(shelf->folder, 1)}, 2);
  addresses__place(shelf->a, shelf->scratch, path, url, output);
}

static void give_item(const shelf_addresses *shelf, sv slug, sv *url, sv *output) {
  arena *a = shelf->scratch;
  permalink_facts facts = {.section = shelf->name, .slug = slug, .title = slug};
  sv path, problem;
  if (!shelf->setting || !url_permalink(a, shelf->setting->pattern, &facts, &path, &problem)) {
    path = arena_cat(a, (sv[]){shelf->folder, slug, SV("/")}, 3);
  }
  path = arena_cat(a, (sv[]){shelf->root, sv_skip(path, 1)}, 2);
  addresses__place(shelf->a, a, path, url, output);
  arena_reset(a);
}

static void give_taxonomy(site *s, taxonomy *t, arena *scratch) {
  shelf_addresses shelf = open_shelf(s, t->lang, t->setting->name, scratch);
  give_shelf(&shelf, &t->url, &t->output);
  for (size_t i = 0; i < t->terms.len; i++) {
    term *one = t->terms.at[i];
    give_item(&shelf, one->slug, &one->url, &one->output);
  }
}

void addresses_glossary(const site *s, glossary *g) {
  arena scratch = {0};
  shelf_addresses shelf = open_shelf(s, g->lang, SV("glossary"), &scratch);
  give_shelf(&shelf, &g->url, &g->output);
  for (size_t i = 0; i < g->terms.len; i++) {
    glossary_term *one = g->terms.at[i];
    give_item(&shelf, one->slug, &one->url, &one->output);
  }
  arena_free(&scratch);
}

void addresses_pages(site *s, diag_sink *sink) {
  arena scratch = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    place_page(s, s->all.at[i], &scratch, sink);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
}

void addresses_shelves(site *s) {
  arena scratch = {0};
  for (size_t i = 0; i < s->sections.len; i++) give_section(s, s->sections.at[i], &scratch);
  for (size_t i = 0; i < s->taxonomies.len; i++) give_taxonomy(s, s->taxonomies.at[i], &scratch);
  arena_free(&scratch);
}

void addresses_give(site *s, diag_sink *sink) {
  addresses_pages(s, sink);
  addresses_shelves(s);
}
