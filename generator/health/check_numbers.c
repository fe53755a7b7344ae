/* Numbers that mislead or burden: relative risks, chances in mixed forms, decimals. */
#include <stdlib.h>

#include "health/checking.h"
#include "health/tokens.h"

static bool is_number(sv word) {
  if (word.len == 0) return false;
  for (size_t i = 0; i < word.len; i++) {
    if (word.at[i] < '0' || word.at[i] > '9') return false;
  }
  return true;
}

static bool is_one_of(sv word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (word.len && word.at[0] == list[i][0] && sv_is(word, list[i])) return true;
  }
  return false;
}

#define IS_ONE_OF(word, list) is_one_of((word), (list), sizeof(list) / sizeof *(list))

static const char *const multiplied[] = {"doubles", "doubled", "triples",
                                         "tripled", "halves",  "halved"};

unsigned health__number_traits(sv folded) {
  bool multiplies = sv_is(folded, "twice") || IS_ONE_OF(folded, multiplied);
  return (is_number(folded) ? WORD_FIGURE : 0u) | (multiplies ? WORD_MULTIPLIES : 0u);
}

static sv word_at(const token_list *t, size_t i) {
  return i < t->len ? t->at[i].known->folded : SV("");
}

static bool is_percent(sv word) {
  return sv_is(word, "%") || sv_is(word, "percent");
}

/* "30 % less", "twice as likely", "doubles the risk", "3 times more likely". */
static size_t relative_length(const token_list *t, size_t i) {
  static const char *const compared[] = {"more",      "less",     "higher",  "lower",
                                         "greater",   "fewer",    "reduced", "increased",
                                         "reduction", "increase", "drop"};
  if (!(t->at[i].known->traits & (WORD_FIGURE | WORD_MULTIPLIES))) return 0;
  if (is_number(word_at(t, i)) && is_percent(word_at(t, i + 1)) &&
      IS_ONE_OF(word_at(t, i + 2), compared)) {
    return 3;
  }
  if (is_number(word_at(t, i)) && sv_is(word_at(t, i + 1), "times") &&
      (IS_ONE_OF(word_at(t, i + 2), compared) || sv_is(word_at(t, i + 2), "as"))) {
    return 3;
  }
  if (sv_is(word_at(t, i), "twice") && sv_is(word_at(t, i + 1), "as") &&
      sv_is(word_at(t, i + 2), "likely")) {
    return 3;
  }
  bool risk = sv_is(word_at(t, i + 2), "risk") || sv_is(word_at(t, i + 2), "chance") ||
              sv_is(word_at(t, i + 2), "odds");
  return IS_ONE_OF(word_at(t, i), multiplied) && risk ? 3 : 0;
}

/* "1 in 100", "3 out of 10", "from 4 % to 2 %". */
static bool is_absolute(const token_list *t, size_t i) {
  if (t->at[i].known->traits & WORD_FIGURE) {
    if (sv_is(word_at(t, i + 1), "in")) return is_number(word_at(t, i + 2));
    return sv_is(word_at(t, i + 1), "out");
  }
  return sv_is(word_at(t, i), "from") && is_number(word_at(t, i + 1));
}

static void check_relative(checking *c, const prose_block *block, const token_list *t) {
  for (size_t i = 0; i < t->len; i++) {
    if (is_absolute(t, i)) return;
  }
  for (size_t i = 0; i < t->len; i++) {
    size_t length = relative_length(t, i);
    if (!length) continue;
    sv text = tokens_span(&t->at[i], length);
    health__at(
        c, DIAG_HC011, block, text,
        arena_printf(c->scratch, "\"%.*s\": more or less than what?", SV_ARG(text)),
        SV("say how many people of how many, with and without: 2 in 100 instead of 4 in 100"));
    return;
  }
}

/* The first "1 in N" of the article sets the form for the others. */
static void check_chances(checking *c, const prose_block *block, const token_list *t, sv *first) {
  for (size_t i = 0; i < t->len; i++) {
    bool one = sv_is(word_at(t, i), "1") || sv_is(word_at(t, i), "one");
    if (!one || !sv_is(word_at(t, i + 1), "in") || !is_number(word_at(t, i + 2))) continue;
    if (first->len == 0) *first = word_at(t, i + 2);
    if (sv_eq(*first, word_at(t, i + 2))) continue;
    sv text = tokens_span(&t->at[i], 3);
    health__at(c, DIAG_HC012, block, text,
               arena_printf(c->scratch, "\"%.*s\" beside \"1 in %.*s\" is hard to compare",
                            SV_ARG(text), SV_ARG(*first)),
               SV("use one number for all: 1 in 1,000 and 20 in 1,000"));
  }
}

/* Percent with a decimal where the whole number says as much. Tokens part at the dot. */
static void check_decimals(checking *c, const prose_block *block, const token_list *t) {
  for (size_t i = 0; i + 2 < t->len; i++) {
    if (!(t->at[i].known->traits & WORD_FIGURE)) continue;
    sv whole = t->at[i].raw, part = t->at[i + 1].raw;
    bool joined = part.at == whole.at + whole.len + 1 && whole.at[whole.len] == '.';
    if (!joined || !is_number(whole) || !is_number(part) || sv_is(whole, "0")) continue;
    if (!is_percent(word_at(t, i + 2))) continue;
    sv text = tokens_span(&t->at[i], 3);
    health__at(c, DIAG_HC013, block, text,
               arena_printf(c->scratch, "\"%.*s\" is more exact than a reader needs", SV_ARG(text)),
               arena_printf(c->scratch, "write: about %ld percent",
                            strtol(arena_cstr(c->scratch, whole), NULL, 10) + (part.at[0] >= '5')));
  }
}

void health__check_numbers(checking *c) {
  sv first = {"", 0};
  const prose *blocks = &c->page->body.prose;
  for (size_t i = 0; i < blocks->len; i++) {
    if (blocks->at[i].kind == PROSE_CODE) continue;
    const read_block *read = &c->read[i];
    if (!(read->traits & (WORD_FIGURE | WORD_MULTIPLIES))) continue;
    const token_list tokens = read->tokens;
    check_relative(c, &blocks->at[i], &tokens);
    check_chances(c, &blocks->at[i], &tokens, &first);
    check_decimals(c, &blocks->at[i], &tokens);
  }
}
