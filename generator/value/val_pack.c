#include "value/val_pack.h"

void val_pack(buf *out, val v) {
  if (v.kind == VAL_LAZY) v = val_nil();
  pack_bytes(out, &v.kind, sizeof v.kind);
  switch ((val_kind)v.kind) {
    case VAL_BOOL: pack_bytes(out, &v.as.boolean, sizeof v.as.boolean); break;
    case VAL_INT: pack_bytes(out, &v.as.integer, sizeof v.as.integer); break;
    case VAL_DECIMAL: pack_bytes(out, &v.as.decimal, sizeof v.as.decimal); break;
    case VAL_STR:
    case VAL_SAFE: pack_text(out, val_text(v)); break;
    case VAL_DATE:
      pack_bytes(out, &v.has_time, sizeof v.has_time);
      pack_u32(out, v.len);
      pack_bytes(out, &v.as.integer, sizeof v.as.integer);
      break;
    case VAL_ARRAY:
      pack_u32(out, v.len);
      for (uint32_t i = 0; i < v.len; i++) val_pack(out, v.as.items[i]);
      break;
    case VAL_OBJECT:
      pack_u32(out, v.as.object->len);
      for (uint32_t i = 0; i < v.as.object->len; i++) {
        pack_text(out, v.as.object->members[i].key.name);
        val_pack(out, v.as.object->members[i].value);
      }
      break;
    case VAL_NIL:
    case VAL_LAZY: break;
  }
}

static val unpack_array(unpack *in, arena *a) {
  uint32_t count = unpack_count(in, 1);
  val *items = arena_array(a, val, count);
  for (uint32_t i = 0; i < count && !in->bad; i++) items[i] = val_unpack(in, a);
  return val_array(items, count);
}

static val unpack_object(unpack *in, arena *a) {
  uint32_t count = unpack_count(in, 5);
  val_member *members = arena_array(a, val_member, count);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    members[i].key = val_key_of(unpack_text(in));
    members[i].value = val_unpack(in, a);
  }
  return val_object_keep(a, members, count);
}

static bool unpack_bool(unpack *in) {
  uint8_t b;
  unpack_bytes(in, &b, sizeof b);
  return b != 0;
}

/* What is packed is nested no deeper than YAML and JSON may be. */
val val_unpack(unpack *in, arena *a) {
  val v = val_nil();
  unpack_bytes(in, &v.kind, sizeof v.kind);
  switch ((val_kind)v.kind) {
    case VAL_NIL: return v;
    case VAL_BOOL: return val_bool(unpack_bool(in));
    case VAL_INT: unpack_bytes(in, &v.as.integer, sizeof v.as.integer); return v;
    case VAL_DECIMAL: unpack_bytes(in, &v.as.decimal, sizeof v.as.decimal); return v;
    case VAL_STR: return val_str(unpack_text(in));
    case VAL_SAFE: return val_safe(unpack_text(in));
    case VAL_DATE:
      unpack_bytes(in, &v.has_time, sizeof v.has_time);
      v.len = unpack_u32(in);
      unpack_bytes(in, &v.as.integer, sizeof v.as.integer);
      return v;
    case VAL_ARRAY: return unpack_array(in, a);
    case VAL_OBJECT: return unpack_object(in, a);
    case VAL_LAZY: break;
  }
  in->bad = true;
  return val_nil();
}
