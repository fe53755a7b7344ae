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
  unsigned octave = 63 - (unsigned)__builtin_clzll(n);
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

bool related__same_length(uint32_t mean_length, uint32_t other) {
  return related__half_octaves(mean_length + 1) == related__half_octaves(other + 1);
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

/* The weights of a bag's words, on the bench; what *trace says of their lengths. Returns the weight
 * of the heaviest. */
static uint32_t weigh_words(const related_bag *bag, const uint8_t *rarity,
                            const related__measures *m, related__bench *bench,
                            related_trace *trace) {
  uint32_t heaviest = 0, title_square = 0;
  uint64_t text_square = 0;
  memset(bench->with_weight, 0, (m->heaviest + 1) * sizeof *bench->with_weight);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t packed = bag->counts[i], rare = rarity[packed >> 8];
    uint32_t weight = m->of_times[packed & RELATED_MOST_TIMES] * rare;
    bench->weights[i] = (uint16_t)weight;
    bench->with_weight[weight]++;
    text_square += weight * weight;
    if (weight > heaviest) heaviest = weight;
    if (packed & RELATED_IN_TITLE) title_square += rare * rare;
  }
  trace->title_square = title_square;
  trace->text_square = text_square;
  return heaviest;
}

related__norms related__norms_of(const related_bag *bag, const related__measures *m,
                                 const related_trace *trace) {
  uint64_t telling = (uint64_t)m->telling * m->telling;
  return (related__norms){
      .title = sqrt((double)trace->title_square),
      .text = sqrt((double)trace->text_square),
      .length = length_part(bag->length, m->mean_length),
      .topic_square = trace->title_square > telling ? trace->title_square : telling,
  };
}

static inline related__title title_of(const related__norms *n, uint32_t packed, uint64_t rare) {
  if (!(packed & RELATED_IN_TITLE) || !rare) return (related__title){0, 0};
  return (related__title){share(rare, n->title), topic_share(rare, n->topic_square)};
}

static inline related__word word_of(const related__norms *n, uint32_t packed, uint32_t weight) {
  unsigned times = packed & RELATED_MOST_TIMES;
  return (related__word){.text = share(weight, n->text),
                         .seen = (uint16_t)(RELATED_ONE * (double)times / (times + n->length))};
}

void related__keep_words(arena *a, const related__bench *bench, uint32_t count,
                         related__article *out) {
  size_t stems = count * sizeof *bench->stems, words = count * sizeof *bench->words;
  size_t titles = out->title_count * sizeof *bench->titles;
  out->count = count;
  out->stems = arena_alloc(a, stems + words + titles);
  memcpy(out->stems, bench->stems, stems);
  memcpy(related__words(out), bench->words, words);
  memcpy(related__titles(out), bench->titles, titles);
}

void related__weigh(arena *a, const related_bag *bag, const uint8_t *rarity,
                    const related__measures *m, related__bench *bench, related__article *out,
                    related_trace *trace) {
  uint32_t heaviest = weigh_words(bag, rarity, m, bench, trace);
  cut asking = find_cut(bench->with_weight, heaviest, 0, RELATED_QUERY_WORDS);
  cut kept = find_cut(bench->with_weight, asking.weight, RELATED_QUERY_WORDS - asking.equals,
                      RELATED_TEXT_WORDS);
  trace->asks = (uint16_t)asking.weight;
  trace->keeps = (uint16_t)kept.weight;
  trace->keeps_equal = (uint8_t)kept.equals;
  related__norms n = related__norms_of(bag, m, trace);
  uint32_t count = 0;
  out->title_count = 0;
  out->text_square = 0;
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t packed = bag->counts[i], weight = bench->weights[i];
    bool in_title = packed & RELATED_IN_TITLE;
    if (weight < kept.weight && !in_title) continue; /* most words */
    bool keep = weight && passes(&kept, weight);
    if (!keep && !in_title) continue;
    related__word *word = &bench->words[count];
    *word = word_of(&n, packed, weight);
    word->asks = weight && passes(&asking, weight);
    bench->titles[count] = title_of(&n, packed, rarity[packed >> 8]);
    bench->stems[count++] = bag->from->shared[packed >> 8];
    if (in_title) out->title_count = (uint16_t)count;
    out->text_square += (uint32_t)word->text * word->text;
  }
  related__keep_words(a, bench, count, out);
}

/* How many words before this one weigh the same. */
static uint32_t equals_before(const related_bag *bag, uint32_t place, const related__measures *m,
                              uint32_t weight) {
  uint32_t equals = 0;
  for (uint32_t i = 0; i < place; i++) {
    uint32_t packed = bag->counts[i];
    equals += m->of_times[packed & RELATED_MOST_TIMES] * bag->from->rarity[packed >> 8] == weight;
  }
  return equals;
}

bool related__weigh_word(const related_bag *bag, uint32_t place, const related__measures *m,
                         const related_trace *trace, const related__norms *n, related__word *word,
                         related__title *title) {
  uint32_t packed = bag->counts[place], rare = bag->from->rarity[packed >> 8];
  uint32_t weight = m->of_times[packed & RELATED_MOST_TIMES] * rare;
  if (!(packed & RELATED_IN_TITLE)) {
    if (weight == 0 || weight < trace->keeps) return false;
    if (weight == trace->keeps && equals_before(bag, place, m, weight) >= trace->keeps_equal) {
      return false;
    }
  }
  *word = word_of(n, packed, weight);
  *title = title_of(n, packed, rare);
  return true;
}
