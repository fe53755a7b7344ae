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

static val list_val(arena *a, const node *n) {
  val *items = arena_array(a, val, n->as.list.count);
  for (size_t i = 0; i < n->as.list.count; i++) items[i] = node_val(a, n->as.list.items[i]);
  return val_array(items, n->as.list.count);
}

static val map_val(arena *a, const node *n) {
  val_member *members = arena_array(a, val_member, n->as.map.count);
  for (size_t i = 0; i < n->as.map.count; i++) {
    const node_pair *pair = &n->as.map.pairs[i];
    members[i] = (val_member){val_key_of(arena_dup(a, pair->key)), node_val(a, pair->value)};
  }
  return val_object_keep(a, members, n->as.map.count);
}

val node_val(arena *a, const node *n) {
  if (!n) return val_nil();
  if (n->kind == NODE_LIST) return list_val(a, n);
  if (n->kind == NODE_MAP) return map_val(a, n);
  val plain = n->as.scalar.plain;
  return val_is_text(plain) ? val_str(arena_dup(a, val_text(plain))) : plain;
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
