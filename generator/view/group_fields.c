/* Terms, and the groups of archives, the A-Z index and the glossary. */
#include "view/view.h"

typedef struct term_view {
  val_lazy lazy;
  const view *view;
  const term *term;
} term_view;

static const term_view *term_of(const val_lazy *self) {
  return (const term_view *)(const void *)self;
}

static val term_name(const val_lazy *self, arena *scratch) {
  return val_str(term_of(self)->term->name);
}

static val term_slug(const val_lazy *self, arena *scratch) {
  return val_str(term_of(self)->term->slug);
}

static val term_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, term_of(self)->view, term_of(self)->term->url);
}

static val term_count(const val_lazy *self, arena *scratch) {
  return val_int((int64_t)term_of(self)->term->pages.len);
}

static val term_pages(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, term_of(self)->view, &term_of(self)->term->pages);
}

static val term_codes(const val_lazy *self, arena *scratch) {
  const medical_codes *codes = term_of(self)->term->codes;
  size_t count = codes ? codes->len : 0;
  val *items = arena_array(scratch, val, count);
  for (size_t i = 0; i < count; i++) {
    items[i] = view__object(scratch, 2, (const char *[]){"system", "code"},
                            (val[]){val_str(codes->at[i].system), val_str(codes->at[i].code)});
  }
  return val_array(items, count);
}

static const field term_fields[] = {
    {"name", term_name, "the term as written"},
    {"title", term_name, "the same"},
    {"slug", term_slug, "the last part of its address"},
    {"url", term_url, "its page"},
    {"count", term_count, "how many articles have it"},
    {"pages", term_pages, "those articles, newest first"},
    {"codes", term_codes, "system and code, from content/data/codes.yaml"},
};

/* Behind the numbers of the pages. */
static uint32_t term_number(const val_lazy *self) {
  const term_view *t = term_of(self);
  return (uint32_t)t->view->site->all.len + t->term->number;
}

val view__term(arena *a, const view *v, const term *t) {
  term_view *seen = arena_new(a, term_view);
  *seen = (term_view){{&v->term_fields.type}, v, t};
  return val_lazy_of(&seen->lazy);
}

typedef struct group_view {
  val_lazy lazy;
  const view *view;
  const listing_group *group;
} group_view;

static const group_view *group_of(const val_lazy *self) {
  return (const group_view *)(const void *)self;
}

static val group_name(const val_lazy *self, arena *scratch) {
  return val_str(group_of(self)->group->name);
}

static val group_date(const val_lazy *self, arena *scratch) {
  return val_date(group_of(self)->group->at);
}

static val group_year(const val_lazy *self, arena *scratch) {
  return val_int(date_split(group_of(self)->group->at).year);
}

static val group_month(const val_lazy *self, arena *scratch) {
  return val_int(date_split(group_of(self)->group->at).month);
}

static val group_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, group_of(self)->view, group_of(self)->group->url);
}

static val group_count(const val_lazy *self, arena *scratch) {
  return val_int((int64_t)group_of(self)->group->pages.len);
}

static val group_pages(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, group_of(self)->view, &group_of(self)->group->pages);
}

static val group_months(const val_lazy *self, arena *scratch) {
  const group_view *g = group_of(self);
  listing_groups parts = {g->group->parts.at, g->group->parts.len, g->group->parts.cap};
  return view__groups(scratch, g->view, &parts);
}

static val group_meanings(const val_lazy *self, arena *scratch) {
  const group_view *g = group_of(self);
  return view__meanings(scratch, g->view, &g->group->meanings);
}

static const field group_fields[] = {
    {"name", group_name, "the letter, the year, or the month's number"},
    {"letter", group_name, "the same, in the A-Z index"},
    {"date", group_date, "the first day of a year or month"},
    {"year", group_year, "of a year or month"},
    {"month", group_month, "of a month: 1 to 12"},
    {"url", group_url, "its page, where it has one"},
    {"count", group_count, "how many pages are in it"},
    {"pages", group_pages, "the pages in it"},
    {"months", group_months, "the months of a year"},
    {"meanings", group_meanings, "the terms of a letter of the glossary"},
};

val view__groups(arena *a, const view *v, const listing_groups *groups) {
  group_view *views = arena_array(a, group_view, groups->len);
  val *items = arena_array(a, val, groups->len);
  for (size_t i = 0; i < groups->len; i++) {
    views[i] = (group_view){{&v->group_fields.type}, v, &groups->at[i]};
    items[i] = val_lazy_of(&views[i].lazy);
  }
  return val_array(items, groups->len);
}

void view__group_tables(arena *a, view *v) {
  fields_init(a, &v->term_fields, "term", term_fields, sizeof term_fields / sizeof *term_fields);
  view__term_reads(a, &v->term_fields);
  v->term_fields.type.number = term_number;
  fields_init(a, &v->group_fields, "group", group_fields,
              sizeof group_fields / sizeof *group_fields);
}
