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

/* Rounded as lround does it, without the call. */
static uint16_t share(uint64_t weight, double norm) {
  if (norm <= 0) return 0;
  double exact = (double)weight * RELATED_ONE / norm;
  uint16_t whole = (uint16_t)exact;
  return (uint16_t)(whole + (exact - whole >= 0.5));
}

static uint16_t topic_share(uint64_t rare, uint64_t square) {
  return (uint16_t)(rare * rare * RELATED_ONE / square);
}

/* What a text's length adds to n below the line of seen(w). Lengths as 2^(half octaves / 2), so
 * that a few words more change nothing. */
static double length_part(uint32_t length, uint32_t mean_length) {
  static const double steps[] = {1.0, 1.4142135623730951};
  int apart = (int)related__half_octaves(length + 1) - (int)related__half_octaves(mean_length + 1);
  double ratio = steps[abs(apart) % 2] * (double)((uint64_t)1 << abs(apart) / 2);
  if (apart < 0) ratio = 1 / ratio;
  return 1.2 * (0.25 + 0.75 * ratio);
}

uint32_t related__telling(uint32_t all) {
  return 1 + related__half_octaves(all) * 2 / 3;
}

void related__measure(uint32_t articles, uint32_t mean_length, related__measures *out) {
  *out = (related__measures){.telling = related__telling(articles), .mean_length = mean_length};
  for (uint32_t n = 1; n <= RELATED_MOST_TIMES; n++) {
    out->of_times[n] = (uint8_t)(3 + related__half_octaves(n));
  }
  out->heaviest = out->of_times[RELATED_MOST_TIMES] * related__rarity(articles, 1);
}

void related__bench_open(arena *a, const related__measures *m, uint32_t most_words,
                         related__bench *out) {
  *out = (related__bench){.weights = arena_array(a, uint16_t, most_words),
                          .with_weight = arena_array(a, uint32_t, m->heaviest + 1),
                          .stems = arena_array(a, uint32_t, most_words),
                          .words = arena_array(a, related__word, most_words),
                          .titles = arena_array(a, related__title, most_words)};
}

/* A weight that at most `most` words exceed, and how many of just that weight are in. */
typedef struct cut {
  uint32_t weight, equals;
} cut;

/* From a weight on that `count` words exceed. */
static cut find_cut(const uint32_t *with_weight, uint32_t weight, uint32_t count, uint32_t most) {
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

/* The lengths of title and text as vectors; each word's weight stands on the bench. */
typedef struct lengths {
  uint64_t title_square, text_square;
  uint32_t heaviest; /* weight of a word */
} lengths;

static lengths weigh_words(const related_bag *bag, const related__measures *m,
                           related__bench *bench) {
  lengths l = {0};
  memset(bench->with_weight, 0, (m->heaviest + 1) * sizeof *bench->with_weight);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t packed = bag->counts[i], rare = bag->from->rarity[packed >> 8];
    uint32_t weight = m->of_times[packed & RELATED_MOST_TIMES] * rare;
    bench->weights[i] = (uint16_t)weight;
    bench->with_weight[weight]++;
    l.text_square += weight * weight;
    if (weight > l.heaviest) l.heaviest = weight;
    if (packed & RELATED_IN_TITLE) l.title_square += rare * rare;
  }
  return l;
}

static void keep_words(arena *a, const related__bench *bench, uint32_t count,
                       related__article *out) {
  size_t stems = count * sizeof *bench->stems, words = count * sizeof *bench->words;
  size_t titles = out->title_count * sizeof *bench->titles;
  out->count = count;
  out->stems = arena_alloc(a, stems + words + titles);
  memcpy(out->stems, bench->stems, stems);
  memcpy(related__words(out), bench->words, words);
  memcpy(related__titles(out), bench->titles, titles);
}

void related__weigh(arena *a, const related_bag *bag, const related__measures *m,
                    related__bench *bench, related__article *out) {
  lengths l = weigh_words(bag, m, bench);
  cut asking = find_cut(bench->with_weight, l.heaviest, 0, RELATED_QUERY_WORDS);
  cut kept = find_cut(bench->with_weight, asking.weight, RELATED_QUERY_WORDS - asking.equals,
                      RELATED_TEXT_WORDS);
  double title_norm = sqrt((double)l.title_square), text_norm = sqrt((double)l.text_square);
  double length = length_part(bag->length, m->mean_length);
  uint64_t telling = (uint64_t)m->telling * m->telling;
  uint64_t topic_square = l.title_square > telling ? l.title_square : telling;
  uint32_t count = 0;
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t packed = bag->counts[i], weight = bench->weights[i];
    bool in_title = packed & RELATED_IN_TITLE;
    if (weight < kept.weight && !in_title) continue; /* most words */
    bool keep = weight && passes(&kept, weight);
    if (!keep && !in_title) continue;
    uint64_t rare = in_title ? bag->from->rarity[packed >> 8] : 0;
    unsigned times = packed & RELATED_MOST_TIMES;
    related__word *word = &bench->words[count];
    bench->titles[count] = (related__title){.part = rare ? share(rare, title_norm) : 0,
                                            .topic = rare ? topic_share(rare, topic_square) : 0};
    bench->stems[count++] = bag->from->shared[packed >> 8];
    if (in_title) out->title_count = (uint16_t)count;
    *word = (related__word){.text = share(weight, text_norm),
                            .seen = (uint16_t)(RELATED_ONE * (double)times / (times + length)),
                            .asks = weight && passes(&asking, weight)};
    out->text_square += (uint32_t)word->text * word->text;
  }
  keep_words(a, bench, count, out);
}
