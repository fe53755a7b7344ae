/* A tree of sequences of numbers (the bytes of a word, the words of a phrase): a walk from the
 * root, node 0, tells in a step a number whether any sequence goes on that way. What is added one
 * after the other lies side by side, so that a hundred thousand words are no hundred thousand
 * places all over the memory. */
#ifndef PAMPHLET_TEXT_TRIE_H
#define PAMPHLET_TEXT_TRIE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

typedef struct trie_slot {
  uint64_t way; /* the node it leaves, and the number that it takes */
  uint32_t to;  /* 0: the slot is free */
} trie_slot;

/* The way that a node got first, and most nodes have no other. */
typedef struct trie_first {
  uint32_t by, to; /* 0: no way leaves the node */
} trie_first;

typedef struct trie {
  VEC(uint32_t) root;     /* by number, as far as the numbers are close together: where to */
  VEC(trie_first) firsts; /* by node */
  trie_slot *slots;       /* all other ways */
  size_t slot_mask, in_slots;
  uint32_t nodes; /* besides the root */
} trie;

/* Where a step leads; 0: nowhere. */
uint32_t trie_step(const trie *t, uint32_t from, uint32_t by);

/* The same, and a new node where it led nowhere: the nodes are counted from 1. */
uint32_t trie_grow(arena *a, trie *t, uint32_t from, uint32_t by);

#endif
