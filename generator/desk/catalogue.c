#include "desk/catalogue.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/oom.h"
#include "health/review.h"

/* --- from a site ------------------------------------------------------------------------------ */

/* Lists of names, each kept once. */
typedef struct names {
  arena *memory;
  map known;
  sv_list *list;
} names;

static sv keep(names *n, sv name) {
  const map_entry *known = map_find(&n->known, name);
  if (known) return known->key;
  name = arena_dup(n->memory, name);
  map_put(n->memory, &n->known, name, n);
  vec_push(n->memory, n->list, name);
  return name;
}

typedef struct making {
  catalogue *to;
  const site *site;
  const map *records;
  names sections, languages, authors;
} making;

/* When its text last changed, as far as it says. */
static page_date last_change(const page *p) {
  return p->updated.given ? p->updated : p->date;
}

/* A translation is stale when its original, the article in the site's main language, has changed
 * since. */
static bool is_stale(const site *s, const page *p) {
  if (sv_eq(p->lang, s->settings.language)) return false;
  page_date own = last_change(p);
  for (size_t i = 0; i < p->more->translations.len; i++) {
    const page *other = p->more->translations.at[i];
    if (!sv_eq(other->lang, s->settings.language)) continue;
    page_date theirs = last_change(other);
    return own.given && theirs.given && theirs.at.seconds > own.at.seconds;
  }
  return false;
}

static void add_people(making *m, desk_row *row, const person_refs *people) {
  for (size_t i = 0; i < people->len; i++) {
    const person_ref *ref = &people->at[i];
    sv name = ref->person ? ref->person->title : ref->as_written.text;
    vec_push(&m->to->memory, &row->authors, keep(&m->authors, name));
  }
}

static void earlier(page_date *first, page_date when) {
  if (when.given && (!first->given || when.at.seconds < first->at.seconds)) *first = when;
}

static void add(making *m, const page *p) {
  catalogue *c = m->to;
  arena *a = &c->memory;
  review_record last;
  desk_row *row = &c->rows[c->len++];
  bool live = p->state == PAGE_PUBLISHED;
  *row = (desk_row){.source = arena_dup(a, p->source),
                    .title = arena_dup(a, p->title.len ? p->title : p->slug),
                    .section = keep(&m->sections, p->section),
                    .lang = keep(&m->languages, p->lang),
                    .url = arena_dup(a, p->url),
                    .state = p->state,
                    .overdue = live && page_is_overdue(p, m->site->clock.today),
                    .changed = live && review_is_stale(m->site, m->records, p, &last),
                    .stale = is_stale(m->site, p),
                    .shown = !p->left_out,
                    .date = p->date,
                    .reviewed = p->reviewed,
                    .next_review = p->next_review};
  add_people(m, row, &p->authors);
  add_people(m, row, &p->answered_by);
  if (p->state == PAGE_SCHEDULED) earlier(&c->next_publish, p->date);
  if (live && !row->overdue) earlier(&c->next_review, p->next_review);
}

static bool is_listed(const page *p) {
  return p->type == PAGE_ARTICLE || p->type == PAGE_PLAIN;
}

static void sort(sv_list *list) {
  if (list->len) qsort(list->at, list->len, sizeof *list->at, sv_order);
}

catalogue *catalogue_new(const site *s) {
  catalogue *c = oom_malloc(sizeof *c);
  *c = (catalogue){0};
  arena *a = &c->memory;
  arena scratch = {0};
  const settings *set = &s->settings;
  c->site = arena_dup(a, set->title);
  c->rows = arena_array(a, desk_row, s->all.len);
  making m = {.to = c,
              .site = s,
              .records = review_records(&scratch, s),
              .sections = {.memory = a, .list = &c->sections},
              .languages = {.memory = a, .list = &c->languages},
              .authors = {.memory = a, .list = &c->authors}};
  for (size_t i = 0; i < s->all.len; i++) {
    if (is_listed(s->all.at[i])) add(&m, s->all.at[i]);
  }
  sort(&c->sections);
  sort(&c->languages);
  sort(&c->authors);
  arena_free(&scratch);
  return c;
}

void catalogue_free(catalogue *c) {
  if (!c) return;
  for (size_t i = 0; i < c->len; i++) report_free(c->rows[i].checked);
  arena_free(&c->said_memory);
  arena_free(&c->memory);
  free(c);
}

/* --- from one build to the next --------------------------------------------------------------- */

void catalogue_inherit(catalogue *c, catalogue *before) {
  for (size_t i = 0, j = 0; i < c->len && j < before->len;) {
    desk_row *now = &c->rows[i], *then = &before->rows[j];
    int order = sv_cmp(now->source, then->source);
    if (order == 0) {
      now->checked = then->checked;
      now->saves = then->saves;
      now->fresh = then->fresh;
      then->checked = NULL;
    }
    i += order <= 0;
    j += order >= 0;
  }
}

static bool is_below(sv path, sv folder) {
  return sv_starts(path, folder) && path.len > folder.len && path.at[folder.len] == '/';
}

static void grow_old(desk_row *row) {
  row->saves++;
  row->fresh = false;
}

/* A file beside the articles that can change what is found in each of them. */
static bool reaches_all(const build_options *folders, sv path) {
  if (is_below(path, folders->content)) {
    sv below = sv_skip(path, folders->content.len + 1);
    return sv_starts(below, SV("data")) || sv_starts(below, SV("site.")) ||
           sv_ends(below, SV("_index.md"));
  }
  for (size_t i = 0; i < folders->layouts.len; i++) {
    sv layouts = folders->layouts.at[i];
    if (sv_eq(path, layouts)) return true;
    if (!is_below(path, layouts)) continue;
    sv below = sv_skip(path, layouts.len + 1);
    if (sv_starts(below, SV("i18n")) || sv_starts(below, SV("inserts"))) return true;
  }
  return sv_eq(path, folders->content);
}

static void saved(catalogue *c, const build_options *folders, sv path) {
  desk_row *row = catalogue_row(c, path);
  if (row) {
    grow_old(row);
    return;
  }
  bool all = reaches_all(folders, path);
  for (size_t i = 0; i < c->len; i++) {
    if (all || is_below(c->rows[i].source, path)) grow_old(&c->rows[i]);
  }
}

void catalogue_saved(catalogue *c, const build_options *folders, const sv_list *changed) {
  for (size_t i = 0; i < changed->len; i++) saved(c, folders, changed->at[i]);
}

void catalogue_said(catalogue *c, diag_sink *problems) {
  arena_free(&c->said_memory);
  c->said = (findings){0};
  findings_take(&c->said_memory, &c->said, problems, false);
  size_t at = 0;
  for (size_t i = 0; i < c->len; i++) {
    desk_row *row = &c->rows[i];
    while (at < c->said.len && sv_cmp(c->said.at[at].where.file, row->source) < 0) at++;
    row->said = c->said.at + at;
    size_t from = at;
    while (at < c->said.len && sv_eq(c->said.at[at].where.file, row->source)) at++;
    row->said_count = at - from;
  }
}

static int to_source(const void *key, const void *row) {
  return sv_cmp(*(const sv *)key, ((const desk_row *)row)->source);
}

desk_row *catalogue_row(const catalogue *c, sv source) {
  return c->len ? bsearch(&source, c->rows, c->len, sizeof *c->rows, to_source) : NULL;
}
