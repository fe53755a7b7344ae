/* A YAML or JSON document with the place of everything in it, so that whoever reads a setting
 * can point at it. `wrap/yaml` and `wrap/json` make it; `node_val` forgets the places. */
#ifndef PAMPHLET_VALUE_NODE_H
#define PAMPHLET_VALUE_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/sv.h"
#include "base/vec.h"
#include "value/val.h"

typedef enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP } node_kind;

typedef struct node node;

/* A key of a map and what it holds. */
typedef struct node_pair {
  sv key;
  size_t key_offset, key_length; /* in the file, quotes counted */
  node *value;
} node_pair;

struct node {
  node_kind kind;
  size_t offset, length; /* in the file, in bytes, quotes and brackets counted */
  union {
    struct {
      sv text;     /* as it reads, escapes undone; a quoted "2026" differs from 2026 by `quoted` */
      bool quoted; /* written as a string, whatever it looks like */
      val plain;   /* what it means: nil, true or false, integer, decimal, date or text */
    } scalar;
    struct {
      node **items;
      size_t count;
    } list;
    struct {
      node_pair *pairs; /* in the order of the file, keys unique */
      size_t count;
    } map;
  } as;
};

/* The value under a key of a map, or NULL (for no map, too). */
node *node_get(const node *map, sv key);
node_pair *node_pair_of(const node *map, sv key);

/* What is not known of a map since its file could not be read: nothing, some names, or all. What
 * can only be wrong because one of these is missing is not reported. */
typedef struct node_gaps {
  bool all;
  sv_list names;
} node_gaps;

/* True where that name may be in the file, though it was not read. */
bool node_is_gap(const node_gaps *gaps, sv name);

/* The document as a value. Texts are copied into the arena: the source may be let go. A map's
 * keys become member names; nothing else is changed. */
val node_val(arena *a, const node *n);

/* Moves the document's names, and the values that are text, into the arena, so that what is read of
 * it can point at them and need not copy each. The nodes stay where they are. node_val_kept is
 * node_val after that. */
void node_keep(arena *a, node *n);
val node_val_kept(arena *a, const node *n);

/* "a list", "a date", … for messages. */
const char *node_kind_name(const node *n);

#endif
