/* Related articles, second step: what a word is worth.
 *
 *   rarity(w) = 1 + half octaves between all articles and those with w
 *   title(w)  = rarity(w), the title's words scaled to length 1
 *   text(w)   = (3 + half octaves of n) * rarity(w), the text's words scaled to length 1
 *   seen(w)   = n / (n + k * (1 - b + b * length / mean length))
 *
 * The first three are TF-IDF with (1 + ln n) and ln(N / df), up to a common factor (a half octave
 * is 0.35, so that 1 is about three of them); the last is the term frequency part of Okapi BM25
 * (Robertson and others, TREC-3) with k = 1.2 and b = 0.5. */
#include <math.h>
#include <stdlib.h>

#include "graph/related_index.h"

unsigned related__half_octaves(uint64_t n) {
  unsigned octave = 0;
  while (n >> octave >> 1) octave++;
  /* n >= 2^octave * sqrt 2, by squares; past 31 bits the lower ones do not matter. */
  unsigned shift = octave > 30 ? octave - 30 : 0;
  uint64_t top = n >> shift;
  return 2 * octave + (top * top >= (uint64_t)1 << (2 * (octave - shift) + 1));
}

typedef struct raw_word {
  uint32_t stem, weight;
  uint16_t title, count;
} raw_word;

static int by_weight(const void *left, const void *right) {
  const raw_word *a = left, *b = right;
  if (!a->title != !b->title) return a->title ? -1 : 1;
  if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
  return (a->stem > b->stem) - (a->stem < b->stem);
}

static int by_stem(const void *left, const void *right) {
  const related__word *a = left, *b = right;
  return (a->stem > b->stem) - (a->stem < b->stem);
}

static uint16_t share(uint64_t weight, double norm) {
  return norm > 0 ? (uint16_t)((double)weight * RELATED_ONE / norm + 0.5) : 0;
}

static uint16_t seen_share(unsigned n, uint32_t length, uint32_t mean_length) {
  if (!n) return 0;
  /* Lengths as 2^(half octaves / 2), so that a few words more change nothing. */
  static const double steps[] = {1.0, 1.4142135623730951};
  int apart = (int)related__half_octaves(length + 1) - (int)related__half_octaves(mean_length + 1);
  double ratio = steps[abs(apart) % 2] * (double)((uint64_t)1 << abs(apart) / 2);
  if (apart < 0) ratio = 1 / ratio;
  return (uint16_t)(RELATED_ONE * (double)n / (n + 1.2 * (0.5 + 0.5 * ratio)));
}

void related__weigh(arena *a, const related__bag *bag, const uint32_t *articles_with,
                    uint32_t article_count, uint32_t mean_length, related__article *out) {
  arena scratch = {0};
  raw_word *raw = arena_array(&scratch, raw_word, bag->count);
  unsigned all = related__half_octaves(article_count);
  uint64_t title_square = 0, text_square = 0;
  for (uint32_t i = 0; i < bag->count; i++) {
    const related__count *c = &bag->counts[i];
    uint32_t rarity = 1 + all - related__half_octaves(articles_with[c->stem]);
    uint32_t weight = c->text ? (3 + related__half_octaves(c->text)) * rarity : 0;
    raw[i] = (raw_word){c->stem, weight, (uint16_t)(c->title ? rarity : 0), c->text};
    text_square += (uint64_t)weight * weight;
    title_square += (uint64_t)raw[i].title * raw[i].title;
  }
  qsort(raw, bag->count, sizeof *raw, by_weight);
  uint32_t keep = 0, texts = 0, asking = 0;
  for (; keep < bag->count && texts < RELATED_TEXT_WORDS; keep++) texts += !raw[keep].title;
  out->count = keep;
  out->words = arena_array(a, related__word, keep);
  double title_norm = sqrt((double)title_square), text_norm = sqrt((double)text_square);
  for (uint32_t i = 0; i < keep; i++) {
    out->words[i] = (related__word){raw[i].stem, share(raw[i].title, title_norm),
                                    share(raw[i].weight, text_norm),
                                    seen_share(raw[i].count, bag->length, mean_length),
                                    raw[i].count && asking++ < RELATED_QUERY_WORDS};
  }
  qsort(out->words, keep, sizeof *out->words, by_stem);
  arena_free(&scratch);
}
