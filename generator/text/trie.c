#include "text/trie.h"

enum { FIRST_SLOTS = 64 };

static uint64_t way_of(uint32_t from, uint32_t by) {
  return (uint64_t)from << 32 | by;
}

/* The slot of a way, or the free one where it belongs. Ways of one node by numbers that are close
 * together lie side by side: what is alike comes one after the other. */
static trie_slot *slot_of(const trie *t, uint64_t way) {
  enum { TOGETHER = 4 };
  uint64_t hash = way / TOGETHER * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio (Knuth) */
  size_t at = ((size_t)(hash >> 32) * TOGETHER + way % TOGETHER) & t->slot_mask;
  while (t->slots[at].to && t->slots[at].way != way) at = (at + 1) & t->slot_mask;
  return &t->slots[at];
}

uint32_t trie_step(const trie *t, uint32_t from, uint32_t by) {
  if (!from && by < t->root.len && t->root.at[by]) return t->root.at[by];
  if (from < t->firsts.len && t->firsts.at[from].by == by && t->firsts.at[from].to) {
    return t->firsts.at[from].to;
  }
  return t->in_slots ? slot_of(t, way_of(from, by))->to : 0;
}

static void make_room(arena *a, trie *t) {
  size_t count = t->slots ? t->slot_mask + 1 : 0;
  if ((t->in_slots + 1) * 2 <= count) return;
  trie old = *t;
  size_t wanted = count ? count * 2 : FIRST_SLOTS;
  t->slots = arena_array(a, trie_slot, wanted);
  t->slot_mask = wanted - 1;
  for (size_t i = 0; i < count; i++) {
    if (old.slots[i].to) *slot_of(t, old.slots[i].way) = old.slots[i];
  }
}

uint32_t trie_grow(arena *a, trie *t, uint32_t from, uint32_t by) {
  enum { APART = 1024 }; /* numbers of the root that lie no further than its nodes, and so many */
  uint32_t to = trie_step(t, from, by);
  if (to) return to;
  to = ++t->nodes;
  while (t->firsts.len <= to) vec_push(a, &t->firsts, (trie_first){0, 0});
  if (!from && by < t->nodes + APART) {
    while (t->root.len <= by) vec_push(a, &t->root, 0);
    t->root.at[by] = to;
  } else if (from && !t->firsts.at[from].to) {
    t->firsts.at[from] = (trie_first){by, to};
  } else {
    make_room(a, t);
    *slot_of(t, way_of(from, by)) = (trie_slot){way_of(from, by), to};
    t->in_slots++;
  }
  return to;
}
