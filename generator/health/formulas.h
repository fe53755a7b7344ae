/* Published readability formulas, as pure functions of counts. All are NAN where there is no
 * sentence or no word. */
#ifndef PAMPHLET_HEALTH_FORMULAS_H
#define PAMPHLET_HEALTH_FORMULAS_H

#include <stddef.h>

/* What a text is made of, by the policy of health/measure.h. */
typedef struct text_counts {
  size_t words, sentences, syllables;
  size_t letters;              /* letters and digits */
  size_t polysyllables;        /* words of three or more syllables */
  size_t common_polysyllables; /* the same without proper nouns */
  size_t left_out;             /* words of list items that are no sentence */
} text_counts;

/* Flesch Reading Ease, 0 (hard) to 100 (easy): R. Flesch, A new readability yardstick, Journal of
 * Applied Psychology 32 (1948). 206.835 - 1.015 w/s - 84.6 y/w. */
double flesch_reading_ease(const text_counts *c);

/* School grade: J. P. Kincaid et al., Derivation of new readability formulas, US Naval Technical
 * Training Command, Research Branch Report 8-75 (1975). 0.39 w/s + 11.8 y/w - 15.59. */
double flesch_kincaid_grade(const text_counts *c);

/* School grade: G. H. McLaughlin, SMOG grading, Journal of Reading 12 (1969), the regression form.
 * 1.0430 sqrt(30 p/s) + 3.1291. */
double smog(const text_counts *c);

/* School grade: R. Gunning, The Technique of Clear Writing (1952). 0.4 (w/s + 100 p/w), p without
 * proper nouns. */
double gunning_fog(const text_counts *c);

/* School grade: M. Coleman and T. L. Liau, A computer readability formula designed for machine
 * scoring, Journal of Applied Psychology 60 (1975). 5.88 L/w - 29.6 s/w - 15.8. */
double coleman_liau(const text_counts *c);

/* School grade: R. J. Senter and E. A. Smith, Automated Readability Index, AMRL-TR-66-220 (1967).
 * 4.71 L/w + 0.5 w/s - 21.43. */
double automated_readability(const text_counts *c);

/* Spanish, 0 (hard) to 100 (easy): J. Fernández Huerta, Medidas sencillas de lecturabilidad (1959),
 * in the form that G. Law (2011) corrected. 206.84 - 60 y/w - 1.02 w/s. */
double fernandez_huerta(const text_counts *c);

/* Spanish, 0 (hard) to 100 (easy), read on the INFLESZ scale: F. Szigriszt Pazos, Sistemas
 * predictivos de legilibilidad del mensaje escrito (1993). 206.835 - 62.3 y/w - w/s. */
double szigriszt_pazos(const text_counts *c);

#endif
