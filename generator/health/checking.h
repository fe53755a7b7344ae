/* Inside the checks: what they share while they read one article. */
#ifndef PAMPHLET_HEALTH_CHECKING_H
#define PAMPHLET_HEALTH_CHECKING_H

#include "health/check.h"
#include "health/place.h"
#include "health/reading.h"

typedef struct checking {
  arena *scratch;
  const health_rules *rules;
  lexicon *words;
  const page *page;
  sv source;
  diag_sink *sink;
  health_result *result;
  const read_block *read; /* by the number of the block */
  place_cursor cursor;
} checking;

/* Where a finding about the whole article stands: at its title. */
diag_span health__title(const checking *c);

/* Whether the writer excused such a finding there; the excuse is used then. */
bool health__is_excused(checking *c, diag_code code, diag_span where);

/* Reports a finding, unless the writer excused it. */
void health__add(checking *c, diag_code code, diag_span where, sv message, sv hint);

/* The same at a view of a block's text. */
void health__at(checking *c, diag_code code, const prose_block *block, sv text, sv message,
                sv hint);

/* The words and sentences of a block. */
const read_block *health__read(const checking *c, const prose_block *block);

/* Reads the excuses of the article, and says which are none. */
void health__read_excuses(arena *a, checking *c);

/* Calls back for every block that readers read as text: everything but code. */
typedef void (*health__visit)(checking *c, const prose_block *block);
void health__each_block(checking *c, health__visit visit);

/* The phrases of two checks, for the rules. */
void health__add_sights(arena *a, phrase_set *set);
void health__add_births(arena *a, phrase_set *set);

/* What a word is by itself, for the lexicon: its word_traits. */
unsigned health__verb_traits(sv folded);
unsigned health__number_traits(sv folded);
unsigned health__acronym_traits(sv word);

void health__check_language(checking *c); /* sentences, paragraphs, lists, passive, grade */
void health__check_words(checking *c);    /* jargon, claims */
void health__check_acronyms(checking *c);
void health__check_pointers(checking *c); /* links, headings, "the red box" */
void health__check_numbers(checking *c);
void health__check_private(checking *c);
void health__check_structure(checking *c);

#endif
