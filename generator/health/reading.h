/* An article's words and sentences, read once for all checks. */
#ifndef PAMPHLET_HEALTH_READING_H
#define PAMPHLET_HEALTH_READING_H

#include "health/lexicon.h"
#include "health/tokens.h"
#include "value/prose.h"

typedef struct read_sentence {
  sv text; /* a view of the block's text */
  token_list tokens;
  unsigned traits; /* of all its words: a check that looks for none of them need not look */
} read_sentence;

typedef struct read_block {
  token_list tokens;
  unsigned traits;
  struct {
    read_sentence *at;
    uint32_t len, cap;
  } sentences;
} read_block;

/* One for each block, by its number; code stays empty. They hold as long as the lexicon's words. */
const read_block *reading_of(lexicon *words, arena *a, const prose *blocks);

#endif
