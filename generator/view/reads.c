#include "view/reads.h"

#include "view/view.h"

view_things view_things_number(const site *s, const listing_list *listings) {
  uint32_t terms = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    terms += (uint32_t)s->taxonomies.at[i]->terms.len;
  }
  for (size_t i = 0; i < listings->len; i++) listings->at[i]->number = (uint32_t)i;
  view_things t = {.terms = (uint32_t)s->all.len * VIEW_PAGE_PARTS};
  t.listings = t.terms + terms * VIEW_TERM_PARTS;
  t.lists = t.listings + (uint32_t)listings->len;
  t.whole = t.lists + (uint32_t)s->settings.languages.len * VIEW_LISTS;
  t.count = t.whole + 1;
  return t;
}

void view_reads_open(view_reads *r, const view_things *things) {
  *r = (view_reads){.things = things};
  r->turn_of = arena_array(&r->memory, uint32_t, things->count);
}

void view_reads_close(view_reads *r) {
  arena_free(&r->kept.memory);
  arena_free(&r->memory);
}

void view_reads_start(view_reads *r) {
  r->turn++;
  r->read.len = 0;
}

void view_reads__add(view_reads *r, uint32_t thing) {
  if (r->kept.open) liq_reads_note(&r->kept, thing);
  if (r->turn_of[thing] == r->turn) return;
  r->turn_of[thing] = r->turn;
  vec_push(&r->memory, &r->read, thing);
}

void view_reads_page(view_reads *r, const page *p) {
  view_reads_note(r, view_page_thing(p, VIEW_SAID));
  view_reads_note(r, view_page_thing(p, VIEW_TEXT));
  view_reads_note(r, view_page_thing(p, VIEW_TIES));
}

void view_reads_said(view_reads *r, const page *p) {
  view_reads_note(r, view_page_thing(p, VIEW_SAID));
}

void view_reads_reasons(view_reads *r, const page *p) {
  view_reads_note(r, view_page_thing(p, VIEW_REASONS));
}

void view_reads_listing(view_reads *r, const listing *l) {
  if (r) view_reads_note(r, view_listing_thing(r->things, l));
}

void view_reads_whole(view_reads *r) {
  if (r) view_reads_note(r, r->things->whole);
}

void view_reads_passing(view_reads *r) {
  if (r) r->kept.passing = true;
}

/* What a field reads, in a byte a table gives its meaning to. ALL is what a field not named below
 * reads; NONE: nothing beside settings, words, data and the like, which all outputs depend on. */
enum { ALL, NONE, FIRST };

/* Gives the fields of these names (parted by blanks) a mark. */
static void mark(field_table *table, uint8_t *reads, const char *names, uint8_t as) {
  sv rest = sv_of(names), name;
  while (sv_split(&rest, ' ', &name)) {
    for (size_t i = 0; i < table->type.key_count; i++) {
      if (sv_eq(table->keys[i].name, name)) reads[i] = as;
    }
  }
}

static uint8_t *all_marks(arena *a, const field_table *table) {
  return arena_array(a, uint8_t, table->type.key_count);
}

/* ---- A page: what it says of itself, wherever it is named ---- */

enum { SAID = FIRST };

static void note_page(const val_lazy *self, uint8_t as) {
  const page_view *p = (const page_view *)(const void *)self;
  view_reads *r = p->view->options.reads;
  if (!r) return;
  if (as == SAID) {
    view_reads_said(r, p->page);
  } else {
    view_reads_page(r, p->page);
  }
}

void view__page_reads(arena *a, field_table *table) {
  uint8_t *reads = all_marks(a, table);
  mark(table, reads,
       "type title description url permalink lang summary kind slug section source date updated "
       "expires reviewed next_review overdue draft state authors author answered_by reviewed_by "
       "terms reading_time image also_read featured weight sample noindex preview name credentials "
       "role organisation params",
       SAID);
  table->reads = reads;
  table->other_reads = SAID; /* the terms of a taxonomy, and the rest of the front matter */
  table->note = note_page;
}

/* ---- A listing ---- */

typedef struct listing_head {
  val_lazy lazy;
  const view *view;
  const listing *listing;
} listing_head;

enum { TERMS = FIRST };

static void note_list(const view *v, sv lang, view_list list) {
  view_reads *r = v->options.reads;
  size_t language = (size_t)(view__lists(v, lang) - v->languages.at);
  view_reads_note(r, view_list_thing(r->things, language, list));
}

static void note_listing(const val_lazy *self, uint8_t as) {
  const listing_head *l = (const listing_head *)(const void *)self;
  if (!l->view->options.reads) return;
  view_reads_listing(l->view->options.reads, l->listing);
  if (as == TERMS) note_list(l->view, l->listing->lang, VIEW_TAXONOMIES);
}

void view__listing_reads(arena *a, field_table *table) {
  uint8_t *reads = all_marks(a, table);
  mark(table, reads, "terms_list", TERMS);
  table->reads = reads;
  table->note = note_listing;
}

/* ---- A term: its name, or the pages that have it ---- */

enum { NAME = FIRST };

typedef struct term_head {
  val_lazy lazy;
  const view *view;
  const term *term;
} term_head;

static void note_term(const val_lazy *self, uint8_t as) {
  const term_head *t = (const term_head *)(const void *)self;
  view_reads *r = t->view->options.reads;
  if (!r) return;
  view_reads_note(r, view_term_thing(r->things, t->term, VIEW_TERM_NAME));
  if (as != NAME) view_reads_note(r, view_term_thing(r->things, t->term, VIEW_TERM_PAGES));
}

void view__term_reads(arena *a, field_table *table) {
  uint8_t *reads = all_marks(a, table);
  mark(table, reads, "name title slug url codes", NAME);
  table->reads = reads;
  table->note = note_term;
}

/* ---- A section or a taxonomy: what it is called, all outputs depend on ---- */

typedef struct shelf_head {
  val_lazy lazy;
  const view *view;
  const section *section;
  const taxonomy *taxonomy;
} shelf_head;

static void note_shelf(const val_lazy *self, uint8_t as) {
  const shelf_head *s = (const shelf_head *)(const void *)self;
  if (!s->view->options.reads || as == NONE) return;
  if (s->section) {
    note_list(s->view, s->section->lang, VIEW_SECTIONS);
  } else {
    note_list(s->view, s->taxonomy->lang, VIEW_TAXONOMIES);
  }
}

void view__shelf_reads(arena *a, field_table *table) {
  uint8_t *reads = all_marks(a, table);
  mark(table, reads, "name title url", NONE);
  table->reads = reads;
  table->note = note_shelf;
}

/* ---- The site: settings and the like, or one of its lists ---- */

typedef struct site_head {
  val_lazy lazy;
  const view *view;
  const view_lists *lists;
} site_head;

static void note_site(const val_lazy *self, uint8_t as) {
  const site_head *s = (const site_head *)(const void *)self;
  view_reads *r = s->view->options.reads;
  if (!r || as == NONE) return;
  if (as == ALL) {
    view_reads_note(r, r->things->whole);
  } else {
    size_t language = (size_t)(s->lists - s->view->languages.at);
    view_reads_note(r, view_list_thing(r->things, language, (view_list)(as - FIRST)));
  }
}

static const char settings_alike[] =
    "title name description url base_url base_path language languages address phone phone_link "
    "emergency_number emergency_link hours sample data year version theme atom_url feed_json_url "
    "search_url archive_url az_url people_url glossary_url notices sections taxonomies";
static const char lists[] = "articles latest featured popular pages people";

void view__site_reads(arena *a, field_table *table) {
  uint8_t *reads = all_marks(a, table);
  mark(table, reads, settings_alike, NONE);
  mark(table, reads, "menu time", NONE);
  mark(table, reads, "articles latest", FIRST + VIEW_ARTICLES);
  mark(table, reads, "featured", FIRST + VIEW_FEATURED);
  mark(table, reads, "popular", FIRST + VIEW_POPULAR);
  mark(table, reads, "pages", FIRST + VIEW_PAGES);
  mark(table, reads, "people", FIRST + VIEW_PEOPLE);
  mark(table, reads, "sitemap", FIRST + VIEW_SITEMAP);
  table->reads = reads;
  table->other_reads = NONE; /* any other setting of site.yaml */
  table->note = note_site;
}

/* ---- What partials may keep ---- */

static bool is_among(const char *names, sv name) {
  sv rest = sv_of(names), one;
  while (sv_split(&rest, ' ', &one)) {
    if (sv_eq(one, name)) return true;
  }
  return false;
}

/* What is not in the table is a setting. */
static bool site_lasts(sv name) {
  return is_among(settings_alike, name) || is_among(lists, name) || !view__site_has(name);
}

liq_lasting view_lasting(const val_key *name, const val_key *member) {
  static const char few[] = "type kind section taxonomy state draft sample noindex preview";
  bool known = false;
  for (size_t i = 0; i < SCREEN_NAMES; i++)
    known = known || sv_eq(screen_names[i].name, name->name);
  if (!known) return LIQ_NO_GLOBAL;
  if (member && sv_is(name->name, "site") && site_lasts(member->name)) return LIQ_LASTING;
  bool of_page = member && sv_is(name->name, "page");
  if (of_page && sv_is(member->name, "lang")) return LIQ_LASTING; /* outputs are told apart by it */
  if (of_page && is_among(few, member->name)) return LIQ_FEW;
  return LIQ_PASSING;
}
