/* A set of templates: their names, variables and filters. */
#include <stdlib.h>

#include "base/oom.h"
#include "liquid/filter.h"
#include "liquid/markup.h"

static uint32_t number_of(liq_set *set, map *m, sv name, size_t next, bool *fresh) {
  map_entry *entry = map_find(m, name);
  *fresh = !entry;
  if (entry) return (uint32_t)((uintptr_t)entry->value - 1);
  map_put(&set->memory, m, arena_dup(&set->memory, name), (void *)(uintptr_t)(next + 1));
  return (uint32_t)next;
}

uint32_t liq__variable(liq_set *set, sv name) {
  bool fresh;
  uint32_t number = number_of(set, &set->variables, name, set->names.len, &fresh);
  if (fresh) {
    vec_push(&set->memory, &set->names,
             val_key_of(set->variables.entries[set->variables.len - 1].key));
  }
  return number;
}

uint32_t liq__variable_find(const liq_set *set, sv name) {
  const map_entry *entry = map_find(&set->variables, name);
  return entry ? (uint32_t)((uintptr_t)entry->value - 1) : LIQ_NO_VARIABLE;
}

uint32_t liq__loop_number(liq_set *set, sv name) {
  bool fresh;
  uint32_t number = number_of(set, &set->loops, name, set->loop_names, &fresh);
  set->loop_names += fresh;
  return number;
}

static void add_filter(liq_set *set, liq_filter filter, unsigned flags, bool builtin) {
  sv name = sv_of(filter.name);
  liq__filter *kept = arena_new(&set->memory, liq__filter);
  *kept = (liq__filter){filter, flags, builtin};
  if (!map_put(&set->memory, &set->filters, name, kept)) {
    vec_push(&set->memory, &set->filter_names, name);
  }
}

liq_set *liq_set_new(const liq_host *host) {
  static const liq__builtin *const families[] = {
      liq__filters_text, liq__filters_html,   liq__filters_url,
      liq__filters_math, liq__filters_array,  liq__filters_select,
      liq__filters_date, liq__filters_lambda, liq__filters_prose};
  liq_set *set = oom_malloc(sizeof *set);
  *set = (liq_set){.mode = host ? host->mode : LIQ_SITE, .lasting = host ? host->lasting : NULL};
  arena_init(&set->memory, 0);
  set->forloop = liq__variable(set, SV("forloop"));
  set->tablerowloop = liq__variable(set, SV("tablerowloop"));
  set->self = liq__variable(set, SV("self"));
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    for (const liq__builtin *b = families[i]; b->name; b++) {
      add_filter(set, (liq_filter){b->name, b->least, b->most, b->apply}, b->flags, true);
    }
  }
  for (size_t i = 0; host && i < host->filter_count; i++) {
    add_filter(set, host->filters[i], LIQ_FILTER_NAMED, false);
  }
  return set;
}

void liq_set_free(liq_set *set) {
  if (!set) return;
  arena_free(&set->memory);
  free(set);
}

const liq_template *liq_find(const liq_set *set, sv name) {
  const liq_template *t = map_get(&set->templates, name);
  return t && !(t->broken.len && set->mode == LIQ_SITE) ? t : NULL;
}

/* "atom.xml" gives ".xml"; a name without one gives "". */
static sv extension(sv name) {
  size_t dot = sv_find_last_byte(name, '.');
  return dot == SV_NONE ? SV("") : sv_skip(name, dot);
}

static const liq_template *named(const liq_set *set, const char *folder, sv name, sv suffix) {
  char path[256];
  size_t lead = strlen(folder);
  if (lead + name.len + suffix.len > sizeof path) return NULL;
  memcpy(path, folder, lead);
  if (name.len) memcpy(path + lead, name.at, name.len);
  if (suffix.len) memcpy(path + lead + name.len, suffix.at, suffix.len);
  return map_get(&set->templates, sv_make(path, lead + name.len + suffix.len));
}

const liq_template *liq__partial_find(const liq_template *from, sv name) {
  const liq_set *set = from->set;
  const liq_template *t = NULL;
  if (set->mode == LIQ_SITE) {
    t = named(set, "partials/", name, extension(from->name));
    if (!t) t = named(set, "partials/", name, SV(".html"));
    if (!t) t = named(set, "partials/", name, SV(""));
  }
  return t ? t : map_get(&set->templates, name);
}

uint32_t liq__partial_variable(const liq_set *set, const liq__partial *partial, sv name) {
  if (partial->alias.len) return liq__variable_find(set, partial->alias);
  size_t slash = sv_find_last_byte(name, '/');
  return liq__variable_find(set, slash == SV_NONE ? name : sv_skip(name, slash + 1));
}

/* The names of the partials that there are; at most `most`. */
static size_t partial_names(const liq_set *set, sv *names, size_t most) {
  size_t count = 0;
  for (size_t i = 0; i < set->templates.len && count < most; i++) {
    sv name = set->templates.entries[i].key;
    if (!sv_starts(name, SV("partials/"))) continue;
    name = sv_skip(name, strlen("partials/"));
    names[count++] = sv_first(name, name.len - extension(name).len);
  }
  return count;
}

static bool leaves_folder(sv name) {
  sv part;
  if (name.len && name.at[0] == '/') return true;
  while (sv_split(&name, '/', &part)) {
    if (sv_is(part, "..")) return true;
  }
  return false;
}

enum { MOST_NAMES = 256 }; /* to guess from */

static void report_missing(const liq_template *t, const liq__op *op, sv name, diag_sink *sink) {
  liq__place at = op->as.partial->name->place;
  diag_span place = diag_at(t->file, at.offset, at.length);
  if (leaves_folder(name)) {
    diag *d = diag_add(sink, DIAG_IO007, place, "\"%.*s\" leaves layouts/partials/", SV_ARG(name));
    diag_hint(
        d, "a partial is named by its file below layouts/partials/, as in {%% render 'card' %%}");
    return;
  }
  sv names[MOST_NAMES];
  sv near = diag_nearest(name, names, partial_names(t->set, names, MOST_NAMES));
  diag *d = diag_add(sink, DIAG_LQ005, place, "there is no partial \"%.*s\"", SV_ARG(name));
  if (near.len) diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
}

static bool link_template(liq_template *t, diag_sink *sink) {
  bool good = true;
  for (size_t i = 0; i < t->ops.len; i++) {
    const liq__op *op = &t->ops.at[i];
    if (op->code != LIQ_OP_RENDER && op->code != LIQ_OP_INCLUDE) continue;
    const liq__expr *name = op->as.partial->name;
    if (name->kind != LIQ_EXPR_CONSTANT || !val_is_text(name->as.constant)) continue;
    liq__partial *linked = arena_new(&t->set->memory, liq__partial);
    *linked = *op->as.partial;
    linked->template = liq__partial_find(t, val_text(name->as.constant));
    linked->variable = liq__partial_variable(t->set, linked, val_text(name->as.constant));
    t->ops.at[i].as.partial = linked;
    if (linked->template || t->set->mode != LIQ_SITE) continue;
    report_missing(t, op, val_text(name->as.constant), sink);
    good = false;
  }
  return good;
}

bool liq_link(liq_set *set, diag_sink *sink) {
  bool good = true;
  for (size_t i = 0; i < set->templates.len; i++) {
    good = link_template(set->templates.entries[i].value, sink) && good;
  }
  if (set->lasting) liq__find_keeps(set);
  return good;
}

const liq__filter *liq__filter_find(const liq_set *set, sv name) {
  return map_get(&set->filters, name);
}

static bool unknown_filter(liq__parser *p, sv name) {
  const liq_set *set = p->set;
  sv near = diag_nearest(name, set->filter_names.at, set->filter_names.len);
  sv hint = arena_printf(p->scratch, "did you mean \"%.*s\"?", SV_ARG(near));
  return liq__refuse(p, DIAG_LQ003, name, near.len ? arena_cstr(p->scratch, hint) : NULL,
                     "there is no filter \"%.*s\"", SV_ARG(name));
}

static const char *values(unsigned count) {
  return count == 1 ? "value" : "values";
}

static bool wrong_count(liq__parser *p, sv name, const liq_filter *f, size_t count) {
  if (f->least == f->most) {
    return liq__refuse(p, DIAG_LQ001, name, NULL, "the filter \"%.*s\" takes %u %s, not %zu",
                       SV_ARG(name), f->least, values(f->least), count);
  }
  return liq__refuse(p, DIAG_LQ001, name, NULL,
                     "the filter \"%.*s\" takes %u to %u values, not %zu", SV_ARG(name), f->least,
                     f->most, count);
}

static bool site_allows(liq__parser *p, sv name, const liq__use *use) {
  const liq__filter *f = use->filter;
  if (!f) return unknown_filter(p, name);
  if (use->named_count && !(f->flags & LIQ_FILTER_NAMED)) {
    return liq__refuse(p, DIAG_LQ001, use->names[0].name, NULL,
                       "the filter \"%.*s\" takes no named values", SV_ARG(name));
  }
  if (use->count < f->filter.least || use->count > f->filter.most) {
    return wrong_count(p, name, &f->filter, use->count);
  }
  return true;
}

/* A text argument, or NULL. */
static const sv *text_argument(const liq__use *use, size_t number, sv *text) {
  if (number >= use->count || use->args[number]->kind != LIQ_EXPR_CONSTANT) return NULL;
  if (!val_is_text(use->args[number]->as.constant)) return NULL;
  *text = val_text(use->args[number]->as.constant);
  return text;
}

/* where_exp: "item", "item.price > 10": both are read now. */
static bool read_lambda(liq__parser *p, sv name, liq__use *use) {
  sv variable, condition;
  if (!text_argument(use, 0, &variable) || !text_argument(use, 1, &condition)) {
    return liq__refuse(p, DIAG_LQ001, name, "write both as texts, as in: \"item\", \"item.price\"",
                       "the filter \"%.*s\" takes a name and an expression in quotes",
                       SV_ARG(name));
  }
  liq__lambda *lambda = arena_new(p->memory, liq__lambda);
  lambda->variable = liq__variable(p->set, sv_trim(variable));
  liq__markup m = liq__markup_of(p, condition);
  lambda->condition = liq__conditions(&m);
  use->lambda = lambda;
  return lambda->condition != NULL;
}

bool liq__use_of(liq__parser *p, sv name, const liq__expr *const *args, size_t count,
                 const val_key *names, const liq__expr *const *named_args, size_t named_count,
                 liq__use *out) {
  *out = (liq__use){.filter = liq__filter_find(p->set, name),
                    .args = liq__keep(p, args, count, sizeof *args),
                    .names = liq__keep(p, names, named_count, sizeof *names),
                    .named = liq__keep(p, named_args, named_count, sizeof *named_args),
                    .count = (uint32_t)count,
                    .named_count = (uint32_t)named_count,
                    .place = liq__place_of(p, name)};
  if (p->set->mode == LIQ_SITE && !site_allows(p, name, out)) return false;
  if (out->filter && out->filter->flags & LIQ_FILTER_LAMBDA) return read_lambda(p, name, out);
  return true;
}
