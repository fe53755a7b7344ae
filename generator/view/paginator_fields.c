/* The fields of a paginator: which part of a long list this page shows, and where the others are.
 */
#include "graph/pagination.h"
#include "view/view.h"

typedef struct paginator_view {
  val_lazy lazy;
  const view *view;
  sv url; /* of the first part */
  const page_list *items, *reviewed;
  size_t part, parts; /* from 1 */
} paginator_view;

static const paginator_view *seen(const val_lazy *self) {
  return (const paginator_view *)(const void *)self;
}

static unsigned per_page(const paginator_view *p) {
  return p->view->site->settings.paginate;
}

static val part_address(arena *a, const paginator_view *p, size_t part) {
  if (part < 1 || part > p->parts) return val_nil();
  return view__address(a, p->view, pagination_url(a, p->url, part));
}

static val slice(arena *a, const paginator_view *p, const page_list *all) {
  page_list here = pagination_slice(all, per_page(p), p->part);
  return view__pages(a, p->view, &here);
}

static val paginator_items(const val_lazy *self, arena *scratch) {
  return slice(scratch, seen(self), seen(self)->items);
}

static val paginator_reviewed(const val_lazy *self, arena *scratch) {
  return seen(self)->reviewed ? slice(scratch, seen(self), seen(self)->reviewed) : val_nil();
}

static val paginator_page(const val_lazy *self, arena *scratch) {
  (void)scratch;
  return val_int((int64_t)seen(self)->part);
}

static val paginator_per_page(const val_lazy *self, arena *scratch) {
  (void)scratch;
  return val_int(per_page(seen(self)));
}

static val paginator_total(const val_lazy *self, arena *scratch) {
  (void)scratch;
  return val_int((int64_t)seen(self)->items->len);
}

static val paginator_total_pages(const val_lazy *self, arena *scratch) {
  (void)scratch;
  return val_int((int64_t)seen(self)->parts);
}

static val paginator_permalink(const val_lazy *self, arena *scratch) {
  const paginator_view *p = seen(self);
  return view__absolute(scratch, p->view, pagination_url(scratch, p->url, p->part));
}

static val paginator_previous(const val_lazy *self, arena *scratch) {
  return part_address(scratch, seen(self), seen(self)->part - 1);
}

static val paginator_next(const val_lazy *self, arena *scratch) {
  return part_address(scratch, seen(self), seen(self)->part + 1);
}

static val paginator_first(const val_lazy *self, arena *scratch) {
  return part_address(scratch, seen(self), 1);
}

static val paginator_last(const val_lazy *self, arena *scratch) {
  return part_address(scratch, seen(self), seen(self)->parts);
}

/* Made for layouts that ask: with all parts on each of them, a list of a million articles would
 * take minutes. */
static val paginator_pages(const val_lazy *self, arena *scratch) {
  const paginator_view *p = seen(self);
  val *numbers = arena_array(scratch, val, p->parts);
  for (size_t i = 1; i <= p->parts; i++) {
    numbers[i - 1] = view__object(
        scratch, 3, (const char *[]){"number", "url", "current"},
        (val[]){val_int((int64_t)i), part_address(scratch, p, i), val_bool(i == p->part)});
  }
  return val_array(numbers, p->parts);
}

static const field fields[] = {
    {"items", paginator_items, "the pages of this part; on a person's page what they wrote"},
    {"reviewed", paginator_reviewed, "on a person's page: what they reviewed, of this part"},
    {"page", paginator_page, "the number of this part, from 1"},
    {"per_page", paginator_per_page, "how many a part has at the most"},
    {"total", paginator_total, "how many pages the whole list has"},
    {"total_pages", paginator_total_pages, "how many parts"},
    {"permalink", paginator_permalink, "the whole address of this part, with the host"},
    {"previous_url", paginator_previous, "the address of the part before, if there is one"},
    {"next_url", paginator_next, "of the part after"},
    {"first_url", paginator_first, "of the first"},
    {"last_url", paginator_last, "of the last"},
    {"pages", paginator_pages, "of every part its number, url, and whether it is current"},
};

static val make(arena *a, paginator_view p) {
  paginator_view *made = arena_new(a, paginator_view);
  *made = p;
  made->lazy = (val_lazy){&p.view->paginator_fields.type};
  return val_lazy_of(&made->lazy);
}

val view__paginator(arena *a, const view *v, const listing *l, size_t part) {
  if (!l->paginated) return val_nil();
  size_t parts = pagination_parts(l->pages.len, v->site->settings.paginate);
  return make(a, (paginator_view){
                     .view = v, .url = l->url, .items = &l->pages, .part = part, .parts = parts});
}

val view__page_paginator(arena *a, const view *v, const page *p, size_t part) {
  if (part == 0) return val_nil();
  return make(a, (paginator_view){.view = v,
                                  .url = p->url,
                                  .items = &p->more->authored,
                                  .reviewed = &p->more->reviewed_pages,
                                  .part = part,
                                  .parts = pagination_of_page(p, v->site->settings.paginate)});
}

void view__paginator_table(arena *a, field_table *table) {
  fields_init(a, table, "paginator", fields, sizeof fields / sizeof *fields);
}
