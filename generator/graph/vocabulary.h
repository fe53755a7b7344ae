/* The words of a language as numbers: every distinct word of the site is folded and stemmed
 * once, however often it occurs. */
#ifndef PAMPHLET_GRAPH_VOCABULARY_H
#define PAMPHLET_GRAPH_VOCABULARY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "wrap/stem.h"

/* A word form met in a text (ASCII letters in lower case, the rest as written) by the hash of its
 * bytes alone. Forms of up to eight bytes never share one; of a million longer ones two do once in
 * some ten million sites, and would then count as one word. Looking at the bytes as well would
 * cost a third of all the time that relating articles takes. */
typedef struct vocabulary_slot {
  uint64_t hash;
  uint32_t stem;
  bool used;
} vocabulary_slot;

typedef struct vocabulary {
  arena *memory;
  sv lang;
  stemmer *stems;
  vocabulary_slot *slots;
  size_t used, slot_mask;
  map by_stem;      /* stem -> NULL; a stem's number is its place */
  sv_list shown;    /* by stem number: its shortest form, for a person to read */
  uint32_t *shared; /* link: by stem number, the number that all readers' stems share */
} vocabulary;

#define VOCABULARY_NONE UINT32_MAX
enum { VOCABULARY_MOST = 1 << 24 }; /* stems; a word beyond them is passed over */

/* The form to show of two: the shorter, then the first by bytes. So the same is shown in
 * whatever order texts are read. */
sv vocabulary_better_form(sv a, sv b);

/* The vocabulary lives in the arena; its stemmer is given back by vocabulary_close. */
void vocabulary_open(arena *a, sv lang, vocabulary *v);
void vocabulary_close(vocabulary *v);

/* Takes the next word with a meaning off *text (stop words and overlong ones are passed over)
 * and gives the number of its stem: below v->shown.len. False at the
 * end. */
bool vocabulary_next(vocabulary *v, sv *text, uint32_t *stem);

#endif
