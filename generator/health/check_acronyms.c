/* Acronyms: spelled out where they first stand, in brackets before or behind. */
#include "base/map.h"
#include "health/checking.h"
#include "health/tokens.h"
#include "text/terms.h"

enum { SHORTEST = 2, LONGEST = 6 };

/* Capitals that every reader knows, or that are no acronym. */
static bool is_known(sv word) {
  static const char *const known[] = {"US",  "USA", "UK", "AM",  "PM", "OK",  "ID", "TV",
                                      "FAQ", "PDF", "CD", "DVD", "ER", "MD",  "DO", "RN",
                                      "NP",  "PA",  "PT", "ZIP", "II", "III", "IV", "AIDS"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (sv_is(word, known[i])) return true;
  }
  return false;
}

static bool is_acronym(sv word) {
  if (word.len > SHORTEST && word.at[word.len - 1] == 's') word.len--;
  if (word.len < SHORTEST || word.len > LONGEST || is_known(word)) return false;
  for (size_t i = 0; i < word.len; i++) {
    if (word.at[i] < 'A' || word.at[i] > 'Z') return false;
  }
  return true;
}

unsigned health__acronym_traits(sv word) {
  return is_acronym(word) ? WORD_ACRONYM : 0u;
}

/* "magnetic resonance imaging (MRI)" or "MRI (magnetic resonance imaging)". */
static bool is_spelled_out(sv block, sv word) {
  size_t from = (size_t)(word.at - block.at), behind = from + word.len;
  sv after = sv_skip(block, behind);
  return (from && block.at[from - 1] == '(') || sv_starts(after, SV(" ("));
}

/* `*[MRI]: magnetic resonance imaging` gives it to readers everywhere. */
static bool is_defined(const checking *c, sv word) {
  sv definition = arena_printf(c->scratch, "*[%.*s]:", SV_ARG(word));
  return sv_find(c->source, definition, 0) != SV_NONE;
}

/* The glossary explains it on this page. */
static bool is_explained(const checking *c, sv word) {
  uint32_t number;
  const glossary *g = glossary_in(&c->rules->site->glossaries, c->page->lang);
  if (!g || !terms_find(g->words, c->scratch, word, &number)) return false;
  for (size_t i = 0; i < c->page->body.terms.len; i++) {
    if (c->page->body.terms.at[i] == number) return true;
  }
  return false;
}

/* A heading in capitals throughout shouts; its words are no acronyms. */
static bool is_shouted(const token_list *tokens, size_t i) {
  bool before = i > 0 && (tokens->at[i - 1].known->traits & WORD_ACRONYM);
  bool after = i + 1 < tokens->len && (tokens->at[i + 1].known->traits & WORD_ACRONYM);
  return before || after;
}

static void check_block(checking *c, const prose_block *block, map *seen) {
  if (!(health__read(c, block)->traits & WORD_ACRONYM)) return;
  const token_list tokens = health__read(c, block)->tokens;
  for (size_t i = 0; i < tokens.len; i++) {
    sv word = tokens.at[i].raw;
    if (!(tokens.at[i].known->traits & WORD_ACRONYM) || is_shouted(&tokens, i)) continue;
    sv key = word;
    if (key.at[key.len - 1] == 's') key.len--;
    bool fresh;
    map_entry_for(c->scratch, seen, key, &fresh);
    if (!fresh || is_spelled_out(block->text, word) || is_defined(c, key)) continue;
    if (is_explained(c, key)) continue;
    health__at(
        c, DIAG_HC006, block, word,
        arena_printf(c->scratch, "\"%.*s\" is not spelled out where it first stands", SV_ARG(word)),
        arena_printf(c->scratch, "write it in full, with the short form behind: (%.*s)",
                     SV_ARG(key)));
  }
}

void health__check_acronyms(checking *c) {
  map seen = {0};
  const prose *blocks = &c->page->body.prose;
  for (size_t i = 0; i < blocks->len; i++) {
    prose_kind kind = blocks->at[i].kind;
    if (kind == PROSE_PARAGRAPH || kind == PROSE_ITEM) check_block(c, &blocks->at[i], &seen);
  }
}
