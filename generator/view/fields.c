#include "view/fields.h"

static bool get_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const field_table *table = (const field_table *)(const void *)self->type;
  for (size_t at = key->hash & table->slot_mask; table->slots[at];
       at = (at + 1) & table->slot_mask) {
    size_t number = table->slots[at] - 1u;
    if (table->keys[number].hash != key->hash || !sv_eq(table->keys[number].name, key->name)) {
      continue;
    }
    *out = table->fields[number].get(self, scratch);
    return true;
  }
  return table->other && table->other(self, key, scratch, out);
}

void fields_init(arena *a, field_table *table, const char *name, const field *fields,
                 size_t count) {
  size_t size = 16;
  while (size < count * 4) size *= 2;
  *table = (field_table){.fields = fields,
                         .keys = arena_array(a, val_key, count),
                         .slots = arena_array(a, uint16_t, size),
                         .slot_mask = (uint32_t)(size - 1)};
  for (size_t i = 0; i < count; i++) {
    table->keys[i] = val_key_of(sv_of(fields[i].name));
    size_t at = table->keys[i].hash & table->slot_mask;
    while (table->slots[at]) at = (at + 1) & table->slot_mask;
    table->slots[at] = (uint16_t)(i + 1);
  }
  table->type = (val_lazy_type){name, get_field, table->keys, count};
}
