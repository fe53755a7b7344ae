#include "value/val.h"

enum { WALKED_MEMBERS = 8 }; /* up to here a walk over the hashes beats an index */

static const uint32_t *index_of(arena *a, const val_member *members, size_t count,
                                uint32_t *mask_out) {
  size_t size = 16;
  while (size < count * 2) size *= 2;
  uint32_t *slots = arena_array(a, uint32_t, size);
  for (size_t i = 0; i < count; i++) {
    size_t at = members[i].key.hash & (size - 1);
    while (slots[at]) at = (at + 1) & (size - 1);
    slots[at] = (uint32_t)(i + 1);
  }
  *mask_out = (uint32_t)(size - 1);
  return slots;
}

val val_object_keep(arena *a, const val_member *members, size_t count) {
  val_object *object = arena_new(a, val_object);
  object->members = members;
  object->len = (uint32_t)count;
  if (count > WALKED_MEMBERS) object->index = index_of(a, members, count, &object->index_mask);
  return (val){.kind = VAL_OBJECT, .len = (uint32_t)count, .as.object = object};
}

val val_object_of(arena *a, const val_member *members, size_t count) {
  val_member *kept = arena_alloc(a, count * sizeof *kept);
  if (count) memcpy(kept, members, count * sizeof *kept);
  return val_object_keep(a, kept, count);
}

static val held_array(arena *a, val v) {
  val *items = arena_array(a, val, v.len);
  for (uint32_t i = 0; i < v.len; i++) items[i] = val_held(a, v.as.items[i]);
  return val_array(items, v.len);
}

static val held_object(arena *a, const val_object *from) {
  val_member *members = arena_array(a, val_member, from->len);
  for (uint32_t i = 0; i < from->len; i++) {
    members[i] = (val_member){from->members[i].key, val_held(a, from->members[i].value)};
  }
  return val_object_keep(a, members, from->len);
}

val val_held(arena *a, val v) {
  if (v.kind == VAL_ARRAY) return held_array(a, v);
  return v.kind == VAL_OBJECT ? held_object(a, v.as.object) : v;
}

static const val_member *member_of(const val_object *object, const val_key *key) {
  if (object->index) {
    for (size_t at = key->hash & object->index_mask; object->index[at];
         at = (at + 1) & object->index_mask) {
      const val_member *member = &object->members[object->index[at] - 1];
      if (member->key.hash == key->hash && sv_same_name(member->key.name, key->name)) return member;
    }
    return NULL;
  }
  for (size_t i = 0; i < object->len; i++) {
    const val_member *member = &object->members[i];
    if (member->key.hash == key->hash && sv_same_name(member->key.name, key->name)) return member;
  }
  return NULL;
}

bool val__member(const val_object *object, const val_key *key, val *out) {
  const val_member *member = member_of(object, key);
  if (member) *out = member->value;
  return member != NULL;
}

val val_at(val object, sv name, arena *scratch) {
  val_key key = val_key_of(name);
  val out;
  val_get(object, &key, scratch, &out);
  return out;
}
