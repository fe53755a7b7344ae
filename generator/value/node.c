#include "value/node.h"

node_pair *node_pair_of(const node *map, sv key) {
  if (!map || map->kind != NODE_MAP) return NULL;
  for (size_t i = 0; i < map->as.map.count; i++) {
    if (sv_eq(map->as.map.pairs[i].key, key)) return &map->as.map.pairs[i];
  }
  return NULL;
}

node *node_get(const node *map, sv key) {
  node_pair *pair = node_pair_of(map, key);
  return pair ? pair->value : NULL;
}

bool node_is_gap(const node_gaps *gaps, sv name) {
  for (size_t i = 0; i < gaps->names.len; i++) {
    if (sv_eq(gaps->names.at[i], name)) return true;
  }
  return gaps->all;
}

static val val_of(arena *a, const node *n, bool kept);

static val list_val(arena *a, const node *n, bool kept) {
  val *items = arena_array(a, val, n->as.list.count);
  for (size_t i = 0; i < n->as.list.count; i++) items[i] = val_of(a, n->as.list.items[i], kept);
  return val_array(items, n->as.list.count);
}

static val map_val(arena *a, const node *n, bool kept) {
  val_member *members = arena_array(a, val_member, n->as.map.count);
  for (size_t i = 0; i < n->as.map.count; i++) {
    const node_pair *pair = &n->as.map.pairs[i];
    sv key = kept ? pair->key : arena_dup(a, pair->key);
    members[i] = (val_member){val_key_of(key), val_of(a, pair->value, kept)};
  }
  return val_object_keep(a, members, n->as.map.count);
}

static val val_of(arena *a, const node *n, bool kept) {
  if (!n) return val_nil();
  if (n->kind == NODE_LIST) return list_val(a, n, kept);
  if (n->kind == NODE_MAP) return map_val(a, n, kept);
  val plain = n->as.scalar.plain;
  if (!val_is_text(plain)) return plain;
  return val_str(kept ? val_text(plain) : arena_dup(a, val_text(plain)));
}

val node_val(arena *a, const node *n) {
  return val_of(a, n, false);
}

val node_val_kept(arena *a, const node *n) {
  return val_of(a, n, true);
}

static void keep_scalar(arena *a, node *n) {
  val *plain = &n->as.scalar.plain;
  if (!val_is_text(*plain)) return;
  n->as.scalar.text = arena_dup(a, val_text(*plain));
  *plain = val_str(n->as.scalar.text);
}

void node_keep(arena *a, node *n) {
  if (n->kind == NODE_SCALAR) keep_scalar(a, n);
  for (size_t i = 0; n->kind == NODE_LIST && i < n->as.list.count; i++) {
    node_keep(a, n->as.list.items[i]);
  }
  for (size_t i = 0; n->kind == NODE_MAP && i < n->as.map.count; i++) {
    node_pair *pair = &n->as.map.pairs[i];
    pair->key = arena_dup(a, pair->key);
    node_keep(a, pair->value);
  }
}

const char *node_kind_name(const node *n) {
  static const char *const names[] = {[VAL_NIL] = "nothing",
                                      [VAL_BOOL] = "true or false",
                                      [VAL_INT] = "a number",
                                      [VAL_DECIMAL] = "a number",
                                      [VAL_STR] = "text",
                                      [VAL_SAFE] = "text",
                                      [VAL_DATE] = "a date",
                                      [VAL_ARRAY] = "a list",
                                      [VAL_OBJECT] = "a group of settings",
                                      [VAL_LAZY] = "an object"};
  if (n->kind == NODE_LIST) return names[VAL_ARRAY];
  if (n->kind == NODE_MAP) return names[VAL_OBJECT];
  return names[n->as.scalar.plain.kind];
}
