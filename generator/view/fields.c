#include "view/fields.h"

enum { NO_FIELD = UINT16_MAX };

/* The number of a field; nearly always the first look tells. Every name in a layout leads here. */
static inline __attribute__((always_inline)) size_t number_of(const field_table *table,
                                                              const val_key *key) {
  for (uint32_t at = key->hash & table->slot_mask; table->slots[at];
       at = (at + 1) & table->slot_mask) {
    size_t number = table->slots[at] - 1u;
    const val_key *name = &table->keys[number];
    if (name->hash == key->hash && sv_same_name(name->name, key->name)) return number;
  }
  return NO_FIELD;
}

bool fields_have(const field_table *table, const val_key *key) {
  return number_of(table, key) != NO_FIELD;
}

static bool get_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const field_table *table = (const field_table *)(const void *)self->type;
  size_t number = number_of(table, key);
  if (number == NO_FIELD) {
    if (table->note) table->note(self, table->other_reads);
    return table->other && table->other(self, key, scratch, out);
  }
  if (table->note) table->note(self, table->reads[number]);
  *out = table->fields[number].get(self, scratch);
  return true;
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
  table->type =
      (val_lazy_type){.name = name, .get = get_field, .keys = table->keys, .key_count = count};
}
