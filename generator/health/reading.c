#include "health/reading.h"

#include "health/sentences.h"

/* The tokens are in the order of the text, so those of a sentence follow those of the last one. */
static void read_sentences(arena *a, sv text, read_block *out) {
  const token_list *all = &out->tokens;
  size_t at = 0;
  for (read_sentence next; sentences_next(&text, &next.text);) {
    const char *end = next.text.at + next.text.len;
    size_t from = at;
    next.traits = 0;
    for (; at < all->len && all->at[at].raw.at < end; at++)
      next.traits |= all->at[at].known->traits;
    next.tokens = (token_list){.at = all->at + from, .len = at - from};
    out->traits |= next.traits;
    vec_push(a, &out->sentences, next);
  }
}

const read_block *reading_of(lexicon *words, arena *a, const prose *blocks) {
  read_block *all = arena_array(a, read_block, blocks->len);
  for (size_t i = 0; i < blocks->len; i++) {
    const prose_block *block = &blocks->at[i];
    if (block->kind == PROSE_CODE) continue;
    tokens_read(words, a, block->text, &all[i].tokens);
    read_sentences(a, block->text, &all[i]);
  }
  return all;
}
