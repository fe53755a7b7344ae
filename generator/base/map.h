/* A hash map from text to a pointer, in an arena. Open addressing, insertion only.
 *
 *   map by_slug = {0};
 *   map_put(a, &by_slug, page->slug, page);
 *   page *hit = map_get(&by_slug, SV("epidural"));
 *
 * Keys are not copied: they live as long as the map. Entries stand in `entries` in the order
 * in which they were put, so a walk over them is deterministic. Without an arena (NULL) a map has
 * memory of its own, as a list (base/vec.h), and map_free gives it back. */
#ifndef PAMPHLET_BASE_MAP_H
#define PAMPHLET_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct map_entry {
  sv key;
  void *value;
  unsigned hash;
} map_entry;

typedef struct map {
  map_entry *entries; /* [len], in insertion order */
  uint32_t len, cap;
  uint32_t *slots; /* entry number + 1, 0: free */
  size_t slot_mask;
} map;

void map_free(map *m);

/* Room for `count` entries in all, so that no smaller tables are left behind on the way there. */
void map_reserve(arena *a, map *m, size_t count);

/* The value under the key, or NULL. */
void *map_get(const map *m, sv key);

/* For whoever will ask for many keys: calls into the cache the slot of a key with that hash, a
 * while later the entry that it leads to, and then what that points to. Only map_get knows whether
 * it is the key's own. */
typedef enum map_part { MAP_SLOT, MAP_ENTRY, MAP_VALUE } map_part;
unsigned map_hash(sv key);
void map_prefetch(const map *m, unsigned hash, map_part part);

/* The entry under the key, or NULL: for maps in which NULL is a value. */
map_entry *map_find(const map *m, sv key);

/* Puts the value there and returns what stood there before (NULL if nothing did). */
void *map_put(arena *a, map *m, sv key, void *value);

/* The entry under the key, made with a NULL value if there is none; *fresh says which.
 * Valid until the next put. */
map_entry *map_entry_for(arena *a, map *m, sv key, bool *fresh);

/* What map_find and map_entry_for do, for the key of another map's entry, whose hash is known. */
map_entry *map_find_like(const map *m, const map_entry *other);
map_entry *map_entry_like(arena *a, map *m, const map_entry *other, bool *fresh);

#endif
