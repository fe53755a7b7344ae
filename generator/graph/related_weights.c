/* Related articles, second step: what a word is worth.
 *
 *   rarity(w) = 1 + half octaves between all articles and those with w
 *   title(w)  = rarity(w), the title's words scaled to length 1
 *   topic(w)  = title(w)^2, less where the title has common words only (related__telling)
 *   text(w)   = (3 + half octaves of n) * rarity(w), the text's words scaled to length 1
 *   seen(w)   = n / (n + k * (1 - b + b * length / mean length))
 *
 * Title and text are TF-IDF with (1 + ln n) and ln(N / df), up to a common factor (a half octave
 * is 0.35, so that 1 is about three of them); the last is the term frequency part of Okapi BM25
 * (Robertson and others, TREC-3) with its usual k = 1.2 and b = 0.75. */
#include <math.h>
#include <stdlib.h>

#include "graph/related_index.h"

unsigned related__half_octaves(uint64_t n) {
  static const uint8_t small[] = {0, 0, 2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7};
  if (n < sizeof small) return small[n];
  unsigned octave = 0;
  while (n >> octave >> 1) octave++;
  /* n >= 2^octave * sqrt 2, by squares; past 31 bits the lower ones do not matter. */
  unsigned shift = octave > 30 ? octave - 30 : 0;
  uint64_t top = n >> shift;
  return 2 * octave + (top * top >= (uint64_t)1 << (2 * (octave - shift) + 1));
}

uint32_t related__rarity(uint32_t all, uint32_t with) {
  return 1 + related__half_octaves(all) - related__half_octaves(with);
}

static uint16_t share(uint64_t weight, double norm) {
  return norm > 0 ? (uint16_t)lround((double)weight * RELATED_ONE / norm) : 0;
}

static uint16_t seen_share(unsigned n, uint32_t length, uint32_t mean_length) {
  if (!n) return 0;
  /* Lengths as 2^(half octaves / 2), so that a few words more change nothing. */
  static const double steps[] = {1.0, 1.4142135623730951};
  int apart = (int)related__half_octaves(length + 1) - (int)related__half_octaves(mean_length + 1);
  double ratio = steps[abs(apart) % 2] * (double)((uint64_t)1 << abs(apart) / 2);
  if (apart < 0) ratio = 1 / ratio;
  return (uint16_t)(RELATED_ONE * (double)n / (n + 1.2 * (0.25 + 0.75 * ratio)));
}

uint32_t related__telling(uint32_t all) {
  return 1 + related__half_octaves(all) * 2 / 3;
}

/* The weights of a text's words: at most (3 + 32) * (1 + 48). */
enum { WEIGHTS = 2048 };

static uint32_t weight_of(unsigned times, uint32_t rarity) {
  return times ? (3 + related__half_octaves(times)) * rarity : 0;
}

/* A weight that at most `most` words exceed, and how many of just that weight are in. */
typedef struct cut {
  uint32_t weight, equals;
} cut;

static cut find_cut(const uint32_t *with_weight, uint32_t most) {
  uint32_t weight = WEIGHTS - 1, count = 0;
  while (weight > 1 && count + with_weight[weight] <= most) count += with_weight[weight--];
  return (cut){weight, most - count};
}

static bool passes(cut *c, uint32_t weight) {
  if (weight == c->weight && c->equals) {
    c->equals--;
    return true;
  }
  return weight > c->weight;
}

void related__weigh(arena *a, const related_bag *bag, const related__rarities *rarities,
                    related__article *out) {
  const uint16_t *rarity = rarities->of;
  uint32_t with_weight[WEIGHTS] = {0}, titles = 0;
  uint64_t title_square = 0, text_square = 0;
  for (uint32_t i = 0; i < bag->count; i++) {
    uint64_t rare = rarity[related__stem(bag, i)];
    uint64_t weight = weight_of(related__times(bag, i), (uint32_t)rare);
    with_weight[weight]++;
    text_square += weight * weight;
    if (!related__in_title(bag, i)) continue;
    titles++;
    title_square += rare * rare;
  }
  cut kept = find_cut(with_weight, RELATED_TEXT_WORDS);
  cut asking = find_cut(with_weight, RELATED_QUERY_WORDS);
  double title_norm = sqrt((double)title_square), text_norm = sqrt((double)text_square);
  uint64_t telling = (uint64_t)rarities->telling * rarities->telling;
  uint64_t topic_square = title_square > telling ? title_square : telling;
  out->words = arena_alloc(a, (titles + RELATED_TEXT_WORDS) * sizeof *out->words);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t stem = related__stem(bag, i);
    unsigned times = related__times(bag, i);
    bool in_title = related__in_title(bag, i);
    uint32_t weight = weight_of(times, rarity[stem]);
    bool keep = weight && passes(&kept, weight);
    if (!keep && !in_title) continue;
    related__word *word = &out->words[out->count++];
    uint64_t rare = in_title ? rarity[stem] : 0;
    *word = (related__word){.stem = stem,
                            .title = share(rare, title_norm),
                            .topic = (uint16_t)(rare * rare * RELATED_ONE / topic_square),
                            .text = share(weight, text_norm),
                            .seen = seen_share(times, bag->length, rarities->mean_length),
                            .asks = weight && passes(&asking, weight)};
    out->text_square += (uint32_t)word->text * word->text;
  }
}
