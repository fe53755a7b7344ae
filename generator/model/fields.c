#include "model/fields.h"

#include <stdarg.h>

#include "base/buf.h"

enum { NAMES_SHOWN = 10 }; /* more names in a hint are read by nobody */

static diag_span span_of(const fields *r, const node *n) {
  return diag_at(r->file, n->offset, n->length);
}

diag *field_wrong(const fields *r, const node *value, const char *format, ...) {
  arena scratch;
  arena_init(&scratch, 1024);
  va_list args;
  va_start(args, format);
  sv message = arena_vprintf(&scratch, format, args);
  va_end(args);
  /* Once: many pages read the same defaults of a section. */
  diag *d = diag_add_once(r->sink, r->wrong, span_of(r, value), "%.*s", SV_ARG(message));
  arena_free(&scratch);
  return d;
}

field field_of(const node *map, const char *name) {
  return (field){sv_of(name), node_get(map, sv_of(name))};
}

static bool is_nothing(const node *n) {
  return n->kind == NODE_SCALAR &&
         (n->as.scalar.plain.kind == VAL_NIL || sv_trim(n->as.scalar.text).len == 0);
}

bool field_given(const node *value) {
  return value && !is_nothing(value);
}

static sv typed_text(const node *n) {
  return sv_trim(n->as.scalar.text);
}

/* Where a text that holds ": " has become a map: `- Risks: what they are`. */
static bool is_split_text(const node *n) {
  return n->kind == NODE_MAP && n->as.map.count == 1 &&
         n->as.map.pairs[0].value->kind == NODE_SCALAR;
}

static void report_not_text(const fields *r, field f) {
  diag *d = field_wrong(r, f.value, "\"%.*s\" must be text, but this is %s", SV_ARG(f.name),
                        node_kind_name(f.value));
  if (is_split_text(f.value)) {
    const node_pair *pair = &f.value->as.map.pairs[0];
    diag_hint(d, "put it in quotes: \"%.*s: %.*s\"", SV_ARG(pair->key),
              SV_ARG(typed_text(pair->value)));
  } else {
    diag_hint(d, "write one value: %.*s: …", SV_ARG(f.name));
  }
}

static bool has_text(const fields *r, field f) {
  if (!field_given(f.value)) return false;
  if (f.value->kind == NODE_SCALAR) return true;
  report_not_text(r, f);
  return false;
}

bool field_text(const fields *r, field f, sv *out) {
  if (!has_text(r, f)) return false;
  sv typed = typed_text(f.value);
  *out = r->kept && val_is_text(f.value->as.scalar.plain) ? typed : arena_dup(r->a, typed);
  return true;
}

bool field_placed(const fields *r, field f, placed *out) {
  if (!field_text(r, f, &out->text)) return false;
  out->offset = (uint32_t)f.value->offset;
  out->length = (uint32_t)f.value->length;
  return true;
}

/* What a word that YAML once read as true or false was meant to be, or NULL. */
static const char *switch_meant(sv word) {
  static const char *const words[][2] = {
      {"yes", "true"}, {"no", "false"}, {"on", "true"}, {"off", "false"}, {"y", "true"},
      {"n", "false"},  {"1", "true"},   {"0", "false"}, {"true", "true"}, {"false", "false"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (sv_eq_nocase(word, sv_of(words[i][0]))) return words[i][1];
  }
  return NULL;
}

bool field_is_switch(const node *value) {
  return field_given(value) && value->kind == NODE_SCALAR && switch_meant(typed_text(value));
}

bool field_bool(const fields *r, field f, bool *out) {
  if (!field_given(f.value)) return false;
  if (f.value->kind == NODE_SCALAR && f.value->as.scalar.plain.kind == VAL_BOOL) {
    *out = f.value->as.scalar.plain.as.boolean;
    return true;
  }
  if (f.value->kind != NODE_SCALAR) {
    field_wrong(r, f.value, "\"%.*s\" is true or false, not %s", SV_ARG(f.name),
                node_kind_name(f.value));
    return false;
  }
  sv typed = typed_text(f.value);
  diag *d = field_wrong(r, f.value, "\"%.*s\" is true or false, not \"%.*s\"", SV_ARG(f.name),
                        SV_ARG(typed));
  const char *meant = switch_meant(typed);
  const char *quotes = f.value->as.scalar.quoted ? ", without quotes" : "";
  if (meant) {
    diag_hint(d, "write %.*s: %s%s", SV_ARG(f.name), meant, quotes);
  } else {
    diag_hint(d, "write true or false%s", quotes);
  }
  return false;
}

bool field_whole(const fields *r, field f, long long least, long long most, long long *out) {
  if (!field_given(f.value)) return false;
  bool whole = f.value->kind == NODE_SCALAR && f.value->as.scalar.plain.kind == VAL_INT;
  if (whole && f.value->as.scalar.plain.as.integer >= least &&
      f.value->as.scalar.plain.as.integer <= most) {
    *out = f.value->as.scalar.plain.as.integer;
    return true;
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" must be a whole number from %lld to %lld",
                        SV_ARG(f.name), least, most);
  diag_hint(d, "write digits only, without quotes");
  return false;
}

bool field_decimal(const fields *r, field f, double least, double most, double *out) {
  if (!field_given(f.value)) return false;
  double number = least - 1;
  if (f.value->kind == NODE_SCALAR) {
    val plain = f.value->as.scalar.plain;
    if (plain.kind == VAL_INT) number = (double)plain.as.integer;
    if (plain.kind == VAL_DECIMAL) number = plain.as.decimal;
  }
  if (number >= least && number <= most) {
    *out = number;
    return true;
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" must be a number from %g to %g", SV_ARG(f.name),
                        least, most);
  diag_hint(d, "write digits, with a point before the decimals, without quotes");
  return false;
}

static void hint_names(diag *d, const char *before, const sv *names, size_t count) {
  buf list = BUF_EMPTY;
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buf_add(&list, i + 1 == count ? SV(" or ") : SV(", "));
    buf_add(&list, names[i]);
  }
  diag_hint(d, "%s%s", before, buf_cstr(&list));
  buf_free(&list);
}

bool field_choice(const fields *r, field f, const sv *names, size_t count, size_t *out) {
  if (!has_text(r, f)) return false;
  sv typed = typed_text(f.value);
  for (size_t i = 0; i < count; i++) {
    if (!sv_eq(names[i], typed)) continue;
    *out = i;
    return true;
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" cannot be \"%.*s\"", SV_ARG(f.name), SV_ARG(typed));
  sv near = diag_nearest(typed, names, count);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    hint_names(d, "write ", names, count);
  }
  return false;
}

size_t field_count(field f) {
  if (!field_given(f.value)) return 0;
  return f.value->kind == NODE_LIST ? f.value->as.list.count : 1;
}

static field item_at(field f, size_t i) {
  return f.value->kind == NODE_LIST ? (field){f.name, f.value->as.list.items[i]} : f;
}

bool field_next(const fields *r, field f, size_t *i, placed *out) {
  size_t count = field_count(f);
  while (*i < count) {
    if (field_placed(r, item_at(f, (*i)++), out)) return true;
  }
  return false;
}

bool field_placed_list(const fields *r, field f, placed_list *out) {
  placed one = {0};
  vec_reserve(r->a, out, field_count(f));
  for (size_t i = 0; field_next(r, f, &i, &one);) vec_push(r->a, out, one);
  return out->len > 0;
}

bool field_terms(const fields *r, field f, placed_list *out) {
  bool single = field_given(f.value) && f.value->kind == NODE_SCALAR;
  if (!single || f.value->as.scalar.quoted ||
      sv_find_byte(typed_text(f.value), ',', 0) == SV_NONE) {
    return field_placed_list(r, f, out);
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" is a list, but this is one text with commas",
                        SV_ARG(f.name));
  diag_hint(d, "write %.*s: [%.*s], or put it in quotes if it is one name", SV_ARG(f.name),
            SV_ARG(typed_text(f.value)));
  return false;
}

bool field_texts(const fields *r, field f, sv_list *out) {
  placed_list items = {0};
  if (!field_placed_list(r, f, &items)) return false;
  vec_reserve(r->a, out, out->len + items.len);
  for (size_t i = 0; i < items.len; i++) vec_push(r->a, out, items.at[i].text);
  return true;
}

bool field_map(const fields *r, field f, const char *example) {
  if (!field_given(f.value)) return false;
  if (f.value->kind == NODE_MAP) return true;
  diag *d = field_wrong(r, f.value, "\"%.*s\" is a group of settings, but this is %s",
                        SV_ARG(f.name), node_kind_name(f.value));
  diag_hint(d, "write %s", example);
  return false;
}

void field_maps(const fields *r, field f, const char *example, field_maps_list *out) {
  if (!field_given(f.value)) return;
  if (f.value->kind != NODE_LIST) {
    if (field_map(r, f, example)) vec_push(r->a, out, f.value);
    return;
  }
  vec_reserve(r->a, out, f.value->as.list.count);
  for (size_t i = 0; i < f.value->as.list.count; i++) {
    field item = {f.name, f.value->as.list.items[i]};
    if (field_map(r, item, example)) vec_push(r->a, out, item.value);
  }
}

static bool is_known(sv name, const sv *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sv_eq(name, names[i])) return true;
  }
  return false;
}

void field_unknown(const fields *r, const node *map, const sv *names, size_t count, diag_code code,
                   bool all) {
  if (!map || map->kind != NODE_MAP) return;
  for (size_t i = 0; i < map->as.map.count; i++) {
    const node_pair *pair = &map->as.map.pairs[i];
    if (is_known(pair->key, names, count)) continue;
    sv near = diag_nearest(pair->key, names, count);
    if (!near.len && !all) continue;
    diag *d = diag_add_once(r->sink, code, diag_at(r->file, pair->key_offset, pair->key_length),
                            "\"%.*s\" is no %s that Pamphlet knows", SV_ARG(pair->key),
                            r->wrong == DIAG_CF003 ? "setting" : "field");
    if (near.len) {
      diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
    } else if (count <= NAMES_SHOWN) {
      hint_names(d, "write ", names, count);
    } else {
      diag_hint(d, "what layouts alone read can stand under \"params\", without a warning");
    }
  }
}
