#include "build/plan.h"

#include "graph/pagination.h"
#include "sys/fs.h"

typedef struct planner {
  arena *memory;
  const layouts *layouts;
  diag_sink *sink;
  plan *plan;
  /* For which page of a kind a layout was chosen last by what it is, and that layout. */
  struct {
    const page *page;
    const layout *layout;
  } last[PAGE_SECTION + 1][ARTICLE_NEWS + 1];
} planner;

/* The first of these layouts that there is. */
static const layout *first_of(const planner *p, const sv *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const layout *found = names[i].len ? layouts_find(p->layouts, names[i]) : NULL;
    if (found) return found;
  }
  return NULL;
}

static void report_none(const planner *p, sv wanted, sv subject) {
  diag *d = diag_add_once(p->sink, DIAG_LQ005, DIAG_NOWHERE, "there is no layouts/%.*s.html",
                          SV_ARG(wanted));
  diag_hint(d, "%.*s needs it", SV_ARG(subject));
}

static const layout *named_layout(const planner *p, const page *of) {
  const layout *found = layouts_find(p->layouts, of->more->layout.text);
  if (found) return found;
  diag_span where = diag_at(of->source, of->more->layout.offset, of->more->layout.length);
  diag *d = diag_add(p->sink, DIAG_LQ005, where, "there is no layout \"%.*s\"",
                     SV_ARG(of->more->layout.text));
  sv near = layouts_nearest(p->layouts, of->more->layout.text);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "layouts are the .html files of layouts/, named here without .html");
  }
  return NULL;
}

static const layout *page_layout(planner *p, const page *of) {
  if (of->more->layout.text.len) return named_layout(p, of);
  const page *last = p->last[of->type][of->kind].page;
  if (last && sv_same_name(last->section, of->section)) return p->last[of->type][of->kind].layout;
  /* A person's kind is "person": people.html, by section, is the list of them all. */
  sv kind = of->type == PAGE_ARTICLE  ? article_kind_name(of->kind)
            : of->type == PAGE_PERSON ? SV("person")
                                      : SV("");
  sv type = of->type == PAGE_ARTICLE  ? SV("article")
            : of->type == PAGE_PERSON ? SV("person")
                                      : SV("page");
  const layout *found = first_of(p, (sv[]){kind, of->section, type, SV("page")}, 4);
  if (!found) report_none(p, type, of->source);
  p->last[of->type][of->kind].page = found ? of : NULL;
  p->last[of->type][of->kind].layout = found;
  return found;
}

static const layout *listing_layout(const planner *p, const listing *l) {
  static const sv names[] = {[LISTING_HOME] = SV_INIT("home"),
                             [LISTING_SECTION] = SV_INIT("list"),
                             [LISTING_TAXONOMY] = SV_INIT("terms"),
                             [LISTING_TERM] = SV_INIT("term"),
                             [LISTING_PEOPLE] = SV_INIT("people"),
                             [LISTING_ARCHIVE] = SV_INIT("archive"),
                             [LISTING_YEAR] = SV_INIT("archive"),
                             [LISTING_MONTH] = SV_INIT("archive"),
                             [LISTING_AZ] = SV_INIT("az"),
                             [LISTING_LETTER] = SV_INIT("list"),
                             [LISTING_GLOSSARY] = SV_INIT("glossary"),
                             [LISTING_MEANING] = SV_INIT("glossary-term"),
                             [LISTING_SEARCH] = SV_INIT("search"),
                             [LISTING_NOT_FOUND] = SV_INIT("404")};
  const page *index = l->section ? l->section->index : NULL;
  if (l->type == LISTING_SECTION && index && index->more->layout.text.len)
    return named_layout(p, index);
  const layout *found = first_of(p, (sv[]){names[l->type], SV("list"), SV("page")}, 3);
  if (!found) report_none(p, names[l->type], l->url);
  return found;
}

static void add(planner *p, planned entry) {
  vec_push(p->memory, p->plan, entry);
}

/* True where a layout's front matter says that of itself. */
static bool asks_for(const planner *p, const layout *with, sv what) {
  val said = with ? val_at(with->front_matter, what, p->memory) : val_nil();
  return said.kind == VAL_BOOL && said.as.boolean;
}

/* A person's page has parts where its layout says `paginate: true`: one that shows all at once
 * would show all on each of them. */
static void add_pages(planner *p, const page_list *pages, unsigned paginate) {
  for (size_t i = 0; i < pages->len; i++) {
    const page *one = pages->at[i];
    const layout *with = page_layout(p, one);
    size_t first = one->type == PAGE_PERSON && asks_for(p, with, SV("paginate"));
    size_t parts = first ? pagination_of_page(one, paginate) : 0;
    for (size_t part = first; part <= parts; part++) {
      sv output = pagination_output(p->memory, one->output, part);
      add(p, (planned){PLANNED_PAGE, output, with, one, NULL, part});
    }
  }
}

static sv beside(const planner *p, const listing *l, sv name) {
  return fs_join(p->memory, fs_folder_of(l->output), name);
}

static void add_listing(planner *p, const listing *l, unsigned paginate) {
  const layout *with = listing_layout(p, l);
  size_t parts = l->paginated ? pagination_parts(l->pages.len, paginate) : 1;
  for (size_t part = 1; part <= parts; part++) {
    sv output = pagination_output(p->memory, l->output, part);
    add(p, (planned){PLANNED_LISTING, output, with, NULL, l, part});
  }
  if (!l->feeds) return;
  const layout *atom = map_get(&p->layouts->by_name, SV("atom.xml"));
  if (atom) add(p, (planned){PLANNED_ATOM, beside(p, l, SV("atom.xml")), atom, NULL, l, 1});
  add(p, (planned){PLANNED_FEED_JSON, beside(p, l, SV("feed.json")), NULL, NULL, l, 1});
}

/* The index of a search page whose layout says `search_index: true`. */
static void add_search(planner *p, const listing *l) {
  const layout *with = listing_layout(p, l);
  if (!asks_for(p, with, SV("search_index"))) return;
  add(p, (planned){PLANNED_SEARCH, beside(p, l, SV("index.json")), NULL, NULL, l, 1});
}

/* A layout that is a file of the site's root, on the home listing. */
static void add_text(planner *p, const listing *home, sv name) {
  const layout *with = map_get(&p->layouts->by_name, name);
  if (with) add(p, (planned){PLANNED_TEXT, name, with, NULL, home, 1});
}

/* One site map, or several and the index of them. They take longer than any page, and come before
 * all of them, so that no thread begins with one when the others are nearly done. */
static void add_sitemaps(planner *p, const listing *home, size_t count) {
  const layout *with = map_get(&p->layouts->by_name, SV("sitemap.xml"));
  size_t parts = sitemap_parts(count);
  if (!with) return;
  if (parts == 1) {
    add_text(p, home, SV("sitemap.xml"));
    return;
  }
  for (size_t part = 1; part <= parts; part++) {
    add(p, (planned){PLANNED_TEXT, sitemap_name(p->memory, part), with, NULL, home, part});
  }
  add(p, (planned){PLANNED_SITEMAPS, SV("sitemap.xml"), NULL, NULL, home, parts});
}

void plan_make(arena *a, const site *s, const linked *all, const layouts *with, diag_sink *sink,
               plan *out) {
  const listing_list *listings = &all->listings;
  planner p = {.memory = a, .layouts = with, .sink = sink, .plan = out};
  *out = (plan){0};
  vec_reserve(a, out, all->addresses.all.len); /* few addresses are of anything else */
  for (size_t i = 0; i < listings->len; i++) {
    if (listings->at[i]->type == LISTING_SEARCH) add_search(&p, listings->at[i]);
  }
  add_sitemaps(&p, listings->at[0], all->sitemap.len);
  add_pages(&p, &s->articles, s->settings.paginate);
  add_pages(&p, &s->plain, s->settings.paginate);
  add_pages(&p, &s->people, s->settings.paginate);
  for (size_t i = 0; i < listings->len; i++) {
    add_listing(&p, listings->at[i], s->settings.paginate);
  }
  add_text(&p, listings->at[0], SV("robots.txt"));
  add_text(&p, listings->at[0], SV("site.webmanifest"));
  for (size_t i = 0; i < all->addresses.all.len; i++) {
    const address *old = &all->addresses.all.at[i];
    if (old->kind == ADDRESS_ALIAS) {
      add(&p, (planned){PLANNED_REDIRECT, old->output, NULL, old->page, NULL, 1});
    }
  }
}
