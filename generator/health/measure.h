/* Counting what an article's readers read. The policy:
 *
 * - Headings, code blocks, tables, captions and footnotes do not count, nor does what stands below
 *   a heading that announces references ("References", "Sources").
 * - A paragraph counts with all its sentences. A list item counts as sentences of its own only if
 *   it ends in . ! or ?; else its words are left out and counted as such.
 * - Abbreviations and decimals end no sentence (health/sentences.h).
 * - A number is a word of one syllable, and so is an address. A hyphen joins a word.
 * - Letters are letters and digits.
 * - A proper noun, for Gunning's Fog, is a capitalised word that does not begin its sentence. */
#ifndef PAMPHLET_HEALTH_MEASURE_H
#define PAMPHLET_HEALTH_MEASURE_H

#include "base/arena.h"
#include "health/formulas.h"
#include "health/reading.h"

/* A sentence that counts. */
typedef struct measured_sentence {
  const prose_block *block;
  const read_sentence *read;
  text_counts counts;
} measured_sentence;

typedef void (*measure_visit)(void *context, const measured_sentence *sentence);

/* Counts all of it, as `read` with that lexicon; calls `visit`, where there is one, for each
 * sentence in order. */
void measure_prose(lexicon *words, sv lang, const prose *blocks, const read_block *read,
                   measure_visit visit, void *context, text_counts *total);

/* True for a heading that announces the list of sources. */
bool measure_is_references(const prose_block *block);

enum {
  MEASURE_SURE_SENTENCES = 30, /* with fewer a grade is a guess: "low confidence" */
  MEASURE_LEAST_WORDS = 30     /* with fewer it is none: one long word would move it by more than a
                                  grade (three syllables, at 11.8 grades a syllable a word) */
};

/* "low" or "good". */
sv measure_confidence(const text_counts *c);

/* A formula that `readability.method` may name. */
typedef struct measure_method {
  const char *name, *title; /* "flesch-kincaid", "Flesch-Kincaid" */
  bool ease;                /* more is easier; else it is a school grade */
  double (*value)(const text_counts *c);
} measure_method;

/* The method of that name for a text in that language: a Spanish text is measured by
 * Szigriszt-Pazos on the INFLESZ scale unless the name is of another Spanish formula, and any other
 * text by Flesch-Kincaid unless the name is of another English one. */
const measure_method *measure_method_for(sv lang, sv name);

#endif
