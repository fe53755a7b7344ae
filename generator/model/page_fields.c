#include "model/page_fields.h"

static const sv names[] = {
#define X(id, name) SV_INIT(name),
    PAGE_FIELDS(X)
#undef X
};

/* Other systems' names, read as the same. */
static const struct {
  sv name;
  page_field field;
} synonyms[] = {
    {SV_INIT("lastmod"), FIELD_UPDATED},     {SV_INIT("last_modified_at"), FIELD_UPDATED},
    {SV_INIT("modified"), FIELD_UPDATED},    {SV_INIT("redirect_from"), FIELD_ALIASES},
    {SV_INIT("permalink"), FIELD_URL},       {SV_INIT("published"), FIELD_DRAFT},
    {SV_INIT("expiryDate"), FIELD_EXPIRES},  {SV_INIT("publishDate"), FIELD_DATE},
    {SV_INIT("summary"), FIELD_DESCRIPTION}, {SV_INIT("excerpt"), FIELD_DESCRIPTION},
    {SV_INIT("author"), FIELD_AUTHORS}};
enum { SYNONYMS = sizeof synonyms / sizeof synonyms[0] };

/* By first letters first, since a name is compared with some fifty. */
static inline bool is_name(sv known, sv name) {
  return name.len && known.at[0] == name.at[0] && sv_eq(known, name);
}

page_field page__field_of(sv name) {
  for (size_t i = 0; i < FIELD_COUNT; i++) {
    if (is_name(names[i], name)) return (page_field)i;
  }
  for (size_t i = 0; i < SYNONYMS; i++) {
    if (is_name(synonyms[i].name, name)) return synonyms[i].field;
  }
  return FIELD_NONE;
}

sv page__known_name(const settings *s, sv name) {
  for (size_t i = 0; i < FIELD_COUNT; i++) {
    if (is_name(names[i], name)) return names[i];
  }
  for (size_t i = 0; i < SYNONYMS; i++) {
    if (is_name(synonyms[i].name, name)) return synonyms[i].name;
  }
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    if (sv_eq(s->taxonomies.at[i].name, name)) return s->taxonomies.at[i].name;
  }
  return SV("");
}

/* A person has two names of its own: `name` is the title, `photo` the image. */
static page_field field_in(sv name, bool person) {
  if (person && sv_is(name, "name")) return FIELD_TITLE;
  if (person && sv_is(name, "photo")) return FIELD_IMAGE;
  return page__field_of(name);
}

static bool is_taxonomy(const settings *s, sv name) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    if (sv_eq(s->taxonomies.at[i].name, name)) return true;
  }
  return false;
}

static given_field given(const node_pair *pair, sv file) {
  return (given_field){pair, file, sv_is(pair->key, "published")};
}

static bool same_texts(const node *a, const node *b) {
  return a->kind == NODE_SCALAR && b->kind == NODE_SCALAR &&
         sv_eq(sv_trim(a->as.scalar.text), sv_trim(b->as.scalar.text));
}

static bool same_list(const node *a, const node *b) {
  if (a->kind == NODE_SCALAR && b->kind == NODE_LIST) return same_list(b, a);
  if (a->kind != NODE_LIST) return same_texts(a, b);
  if (b->kind == NODE_SCALAR) {
    return a->as.list.count == 1 && same_texts(a->as.list.items[0], b);
  }
  if (b->kind != NODE_LIST || a->as.list.count != b->as.list.count) return false;
  for (size_t i = 0; i < a->as.list.count; i++) {
    if (!same_texts(a->as.list.items[i], b->as.list.items[i])) return false;
  }
  return true;
}

static bool says_the_same(given_field a, given_field b) {
  const node *x = a.pair->value, *y = b.pair->value;
  if (a.negated == b.negated) return same_list(x, y);
  bool scalars = x->kind == NODE_SCALAR && y->kind == NODE_SCALAR;
  if (!scalars) return false;
  val left = x->as.scalar.plain, right = y->as.scalar.plain;
  return left.kind == VAL_BOOL && right.kind == VAL_BOOL && left.as.boolean != right.as.boolean;
}

static void report_two_names(const fields *r, const node_pair *first, const node_pair *second) {
  diag *d = diag_add(r->sink, DIAG_FM008, diag_at(r->file, second->key_offset, second->key_length),
                     "\"%.*s\" means the same as \"%.*s\" above, and says something else",
                     SV_ARG(second->key), SV_ARG(first->key));
  diag_hint(d, "keep one of the two");
}

static sv nearest(const settings *s, bool person, sv typed) {
  sv known[FIELD_COUNT + SYNONYMS + 2];
  size_t count = 0;
  for (size_t i = 0; i < FIELD_COUNT; i++) known[count++] = names[i];
  for (size_t i = 0; i < SYNONYMS; i++) known[count++] = synonyms[i].name;
  if (person) known[count++] = SV("name");
  if (person) known[count++] = SV("photo");
  sv near = diag_nearest(typed, known, count);
  for (size_t i = 0; i < s->taxonomies.len && !near.len; i++) {
    near = diag_nearest(typed, &s->taxonomies.at[i].name, 1);
  }
  return near;
}

/* What holds a page back, or keeps it from being found. */
static const struct {
  sv name;
  bool is_date;
} guards[] = {{SV_INIT("draft"), false},     {SV_INIT("published"), false},
              {SV_INIT("noindex"), false},   {SV_INIT("expires"), true},
              {SV_INIT("expiryDate"), true}, {SV_INIT("publishDate"), true},
              {SV_INIT("date"), true}};
enum { GUARDS = sizeof guards / sizeof guards[0] };

static bool has_digit(const node *value) {
  if (value->kind != NODE_SCALAR) return false;
  sv text = value->as.scalar.text;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] >= '0' && text.at[i] <= '9') return true;
  }
  return false;
}

/* The guard that is meant; empty: none, or the name is near to one's by chance, as "publisher" is,
 * and has another kind of value. */
static sv guard_meant(const node_pair *pair, sv near) {
  for (size_t i = 0; i < GUARDS; i++) {
    if (sv_eq_nocase(pair->key, guards[i].name)) return guards[i].name;
    if (!sv_eq(near, guards[i].name)) continue;
    if (guards[i].is_date ? has_digit(pair->value) : field_is_switch(pair->value)) return near;
  }
  return SV("");
}

void page__warn_near_misses(const fields *r, const settings *s, bool person, const node *map) {
  for (size_t i = 0; i < map->as.map.count; i++) {
    const node_pair *pair = &map->as.map.pairs[i];
    if (field_in(pair->key, person) != FIELD_NONE || is_taxonomy(s, pair->key)) continue;
    sv near = nearest(s, person, pair->key), guard = guard_meant(pair, near);
    if (guard.len) near = guard;
    if (!near.len) continue;
    diag *d = diag_add_once(r->sink, guard.len ? DIAG_FM012 : DIAG_FM005,
                            diag_at(r->file, pair->key_offset, pair->key_length),
                            "\"%.*s\" is no field that Pamphlet knows", SV_ARG(pair->key));
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  }
}

given_fields page__sort_fields(const fields *r, bool person, const node *root, const node *cascade,
                               sv cascade_file) {
  given_fields out = {0};
  for (size_t i = 0; root && i < root->as.map.count; i++) {
    const node_pair *pair = &root->as.map.pairs[i];
    page_field f = field_in(pair->key, person);
    if (f == FIELD_NONE) continue;
    given_field now = given(pair, r->file), *slot = &out.by_field[f];
    if (!field_given(pair->value) && slot->pair) continue;
    if (slot->pair && field_given(slot->pair->value) && !says_the_same(*slot, now)) {
      report_two_names(r, slot->pair, pair);
    } else {
      *slot = now;
    }
  }
  for (size_t i = 0; cascade && i < cascade->as.map.count; i++) {
    const node_pair *pair = &cascade->as.map.pairs[i];
    page_field f = field_in(pair->key, person);
    if (f != FIELD_NONE && !out.by_field[f].pair) out.by_field[f] = given(pair, cascade_file);
  }
  return out;
}
