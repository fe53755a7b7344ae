#include "health/formulas.h"

#include <math.h>

static double per(size_t part, size_t whole) {
  return whole ? (double)part / (double)whole : NAN;
}

double flesch_reading_ease(const text_counts *c) {
  return 206.835 - 1.015 * per(c->words, c->sentences) - 84.6 * per(c->syllables, c->words);
}

double flesch_kincaid_grade(const text_counts *c) {
  return 0.39 * per(c->words, c->sentences) + 11.8 * per(c->syllables, c->words) - 15.59;
}

double smog(const text_counts *c) {
  return 1.0430 * sqrt(30 * per(c->polysyllables, c->sentences)) + 3.1291;
}

double gunning_fog(const text_counts *c) {
  return 0.4 * (per(c->words, c->sentences) + 100 * per(c->common_polysyllables, c->words));
}

double coleman_liau(const text_counts *c) {
  return 5.88 * per(c->letters, c->words) - 29.6 * per(c->sentences, c->words) - 15.8;
}

double automated_readability(const text_counts *c) {
  return 4.71 * per(c->letters, c->words) + 0.5 * per(c->words, c->sentences) - 21.43;
}

double fernandez_huerta(const text_counts *c) {
  return 206.84 - 60 * per(c->syllables, c->words) - 1.02 * per(c->words, c->sentences);
}

double szigriszt_pazos(const text_counts *c) {
  return 206.835 - 62.3 * per(c->syllables, c->words) - per(c->words, c->sentences);
}
