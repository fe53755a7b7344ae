#include "health/place.h"

#include "base/span.h"
#include "health/sentences.h"

enum { FARTHEST = 4096 }; /* bytes of markup between two words, addresses included */

static size_t block_end(const place_cursor *c) {
  size_t end = (size_t)c->block->offset + c->block->length;
  return end < c->source.len ? end : c->source.len;
}

/* Behind the address of a link, where one starts at `i`: "](…)". */
static size_t skip_address(sv source, size_t i, size_t end) {
  if (i + 1 >= end || source.at[i] != ']' || source.at[i + 1] != '(') return i;
  size_t close = sv_find_byte(sv_first(source, end), ')', i);
  return close == SV_NONE ? i : close;
}

/* The leading ASCII letters: curly quotes and the like are written otherwise in the source. */
static sv plain_start(sv word) {
  size_t len = 0;
  while (len < word.len && (unsigned char)word.at[len] < 0x80 && word.at[len] != '\'') len++;
  return len ? sv_first(word, len) : word;
}

/* Moves to the next place of the word, or stays. */
static void seek(place_cursor *c, sv word) {
  size_t end = block_end(c), last = c->at + FARTHEST < end ? c->at + FARTHEST : end;
  sv wanted = plain_start(word);
  for (size_t i = c->at; i + wanted.len <= last; i++) {
    if (c->source.at[i] != ']' && c->source.at[i] != wanted.at[0]) continue;
    i = skip_address(c->source, i, end);
    if (i + wanted.len <= end && memcmp(c->source.at + i, wanted.at, wanted.len) == 0) {
      c->at = i;
      return;
    }
  }
}

static bool is_letter(char c) {
  return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

/* What could be another word than the letters of it, or what `seek` would pass over: this, and
 * "www.". */
static bytes16 is_odd(bytes16 b) {
  return (bytes16)((b >= 0x80) | (b == '\'') | (b == ']') | (b == ':') | (b == '@'));
}

/* How many bytes two texts have in common at their starts. */
static size_t common(sv a, sv b) {
  size_t most = a.len < b.len ? a.len : b.len, i = 0;
  while (i + 8 <= most && span_eight(a.at + i) == span_eight(b.at + i)) i += 8;
  while (i < most && a.at[i] == b.at[i]) i++;
  return i;
}

/* Goes up to a blank `most` bytes from the start of the block at the farthest, as long as the file
 * reads there as the text does: then each word stands where `seek` would find it, and the place is
 * the end of the last. */
static void pass_alike(place_cursor *c, size_t most) {
  sv text = sv_first(c->rest, most < FARTHEST ? most : FARTHEST);
  text.len = common(text, sv_skip(sv_first(c->source, block_end(c)), c->at));
  text.len = span_until(text, 0, is_odd);
  size_t address = sv_find(sv_first(c->rest, text.len + 3), SV("www."), 0);
  size_t blank = sv_find_last_byte(sv_first(text, address), ' '), word_end = blank;
  if (blank == SV_NONE) return;
  while (word_end > 0 && !is_letter(text.at[word_end - 1])) word_end--;
  c->rest = sv_skip(c->rest, blank);
  c->at += word_end;
}

static void enter(place_cursor *c, const prose_block *block, sv text) {
  c->block = block;
  c->rest = block->text;
  c->at = block->offset < c->source.len ? block->offset : c->source.len;
  pass_alike(c, (size_t)(text.at - block->text.at));
}

/* Where the block stands in the file as it reads up to the text, as most paragraphs do. */
static bool is_as_written(const place_cursor *c, const prose_block *block, sv text) {
  size_t before = (size_t)(text.at - block->text.at);
  return block->offset + before < c->source.len &&
         memcmp(c->source.at + block->offset, block->text.at, before + 1) == 0;
}

/* Walks over the words of the block and finds each in the file. */
static void walk_to(place_cursor *c, const prose_block *block, sv text) {
  if (c->block != block || c->rest.at > text.at) enter(c, block, text);
  sv word;
  while (c->rest.at <= text.at && sentences_word(&c->rest, &word)) {
    seek(c, word);
    if (word.at + word.len > text.at) break;
    size_t behind = c->at + plain_start(word).len;
    if (behind <= block_end(c)) c->at = behind;
  }
}

diag_span place_of(place_cursor *c, const prose_block *block, sv text) {
  size_t at;
  if (is_as_written(c, block, text)) {
    at = block->offset + (size_t)(text.at - block->text.at);
  } else {
    walk_to(c, block, text);
    at = c->at;
  }
  size_t line_end = sv_find_byte(c->source, '\n', at);
  if (line_end == SV_NONE) line_end = c->source.len;
  if (line_end > at && c->source.at[line_end - 1] == '\r') line_end--;
  size_t length = text.len < line_end - at ? text.len : line_end - at;
  return diag_at(c->file, at, length ? length : 1);
}
