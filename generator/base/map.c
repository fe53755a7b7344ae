#include "base/map.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "base/vec.h"

unsigned map_hash(sv key) {
  return (unsigned)mix_text(key.len, key);
}

static uint32_t *slot_of(const map *m, sv key, unsigned hash) {
  size_t at = hash & m->slot_mask;
  while (m->slots[at]) {
    const map_entry *entry = &m->entries[m->slots[at] - 1];
    if (entry->hash == hash && sv_eq(entry->key, key)) break;
    at = (at + 1) & m->slot_mask;
  }
  return &m->slots[at];
}

static map_entry *find(const map *m, sv key, unsigned hash) {
  uint32_t number = *slot_of(m, key, hash);
  return number ? &m->entries[number - 1] : NULL;
}

map_entry *map_find(const map *m, sv key) {
  return m->len ? find(m, key, map_hash(key)) : NULL;
}

map_entry *map_find_like(const map *m, const map_entry *other) {
  return m->len ? find(m, other->key, other->hash) : NULL;
}

void *map_get(const map *m, sv key) {
  const map_entry *entry = map_find(m, key);
  return entry ? entry->value : NULL;
}

void map_prefetch(const map *m, unsigned hash, map_part part) {
  if (!m->len) return;
  const uint32_t *slot = &m->slots[hash & m->slot_mask];
  if (part == MAP_SLOT) {
    __builtin_prefetch(slot);
    return;
  }
  if (!*slot) return;
  const map_entry *entry = &m->entries[*slot - 1];
  if (part == MAP_ENTRY) {
    __builtin_prefetch(entry);
  } else {
    __builtin_prefetch(entry->key.at);
    __builtin_prefetch(entry->value);
  }
}

static void grow_slots(arena *a, map *m, size_t count) {
  if (a) {
    m->slots = arena_array(a, uint32_t, count);
  } else {
    m->slots = oom_realloc(m->slots, count * sizeof *m->slots);
    memset(m->slots, 0, count * sizeof *m->slots);
  }
  m->slot_mask = count - 1;
  for (size_t i = 0; i < m->len; i++) {
    size_t at = m->entries[i].hash & m->slot_mask;
    while (m->slots[at]) at = (at + 1) & m->slot_mask;
    m->slots[at] = (uint32_t)(i + 1);
  }
}

/* Half full at the most, so that a probe stays short. */
static bool is_full(const map *m) {
  return !m->slots || ((size_t)m->len + 1) * 2 > m->slot_mask + 1;
}

static size_t slots_for(const map *m, size_t len) {
  size_t count = m->slots ? m->slot_mask + 1 : 16;
  while (count < len * 2) count *= 2;
  return count;
}

void map_reserve(arena *a, map *m, size_t count) {
  size_t slots = slots_for(m, count);
  if (!m->slots || slots > m->slot_mask + 1) grow_slots(a, m, slots);
  if (count <= m->cap) return;
  m->entries = vec__move(a, m->entries, m->len, m->cap, count, sizeof *m->entries);
  m->cap = (uint32_t)count;
}

static map_entry *entry_for(arena *a, map *m, sv key, unsigned hash, bool *fresh) {
  if (is_full(m)) grow_slots(a, m, slots_for(m, (size_t)m->len + 1));
  uint32_t *slot = slot_of(m, key, hash);
  *fresh = *slot == 0;
  if (*fresh) {
    if (m->len == m->cap) {
      m->entries = vec__grow(a, m->entries, m->len, &m->cap, sizeof *m->entries);
    }
    m->entries[m->len++] = (map_entry){.key = key, .hash = hash};
    *slot = (uint32_t)m->len;
  }
  return &m->entries[*slot - 1];
}

map_entry *map_entry_for(arena *a, map *m, sv key, bool *fresh) {
  return entry_for(a, m, key, map_hash(key), fresh);
}

map_entry *map_entry_like(arena *a, map *m, const map_entry *other, bool *fresh) {
  return entry_for(a, m, other->key, other->hash, fresh);
}

void *map_put(arena *a, map *m, sv key, void *value) {
  bool fresh;
  map_entry *entry = map_entry_for(a, m, key, &fresh);
  void *before = entry->value;
  entry->value = value;
  return before;
}

void map_free(map *m) {
  free(m->entries);
  free(m->slots);
  *m = (map){0};
}
