#include "health/lexicon.h"

enum { GAP = 3 };

/* By two letters: one of 64 bits. */
static uint64_t beginning(sv word) {
  unsigned first = word.len > 0 ? (unsigned char)word.at[0] : 0;
  unsigned second = word.len > 1 ? (unsigned char)word.at[1] : 0;
  return (uint64_t)1 << ((first * 7 + second) & 63);
}

/* So that few choices are compared with a word that is none of them. */
static uint64_t beginnings(sv part) {
  uint64_t all = 0;
  sv choice;
  while (sv_split(&part, '|', &choice)) {
    bool open = sv_ends(choice, SV("*"));
    all |= open && choice.len < 3 ? UINT64_MAX : beginning(choice);
  }
  return all;
}

static uint64_t beginnings_of_second(const phrase *p) {
  bool any = p->parts.len < 2 || sv_is(p->parts.at[1], "...");
  uint64_t own = any ? UINT64_MAX : p->begin[1];
  return p->next ? own | p->next->second : own;
}

void phrases_add(arena *a, phrase_set *set, sv pattern, const void *about) {
  phrase made = {.about = about};
  sv rest = sv_trim(pattern), part;
  while (sv_split(&rest, ' ', &part)) {
    if (part.len) vec_push(a, &made.parts, part);
  }
  if (made.parts.len == 0) return;
  uint64_t *begin = arena_array(a, uint64_t, made.parts.len);
  for (size_t i = 0; i < made.parts.len; i++) begin[i] = beginnings(made.parts.at[i]);
  made.begin = begin;
  sv choices = made.parts.at[0], first;
  while (sv_split(&choices, '|', &first)) {
    phrase *kept = arena_new(a, phrase);
    bool fresh;
    map_entry *entry = map_entry_for(a, &set->by_first, first, &fresh);
    *kept = made;
    kept->next = entry->value;
    kept->second = beginnings_of_second(kept);
    entry->value = kept;
  }
}

static bool is_choice(sv part, sv word) {
  sv choice;
  while (sv_split(&part, '|', &choice)) {
    bool open = sv_ends(choice, SV("*"));
    if (open ? sv_starts(word, sv_first(choice, choice.len - 1)) : sv_eq(choice, word)) return true;
  }
  return false;
}

static bool fits(const phrase *p, size_t part, sv word) {
  return (p->begin[part] & beginning(word)) && is_choice(p->parts.at[part], word);
}

/* How many tokens the parts from `part` on take; 0: they do not match. A gap is tried from short
 * to long; two gaps in a phrase are taken greedily one after the other. */
static size_t match_from(const phrase *p, size_t part, const token *tokens, size_t count) {
  size_t at = 0;
  for (; part < p->parts.len; part++) {
    if (!sv_is(p->parts.at[part], "...")) {
      if (at >= count || !fits(p, part, tokens[at].known->folded)) return 0;
      at++;
      continue;
    }
    if (++part == p->parts.len) return at;
    size_t skipped = 0;
    while (skipped <= GAP && at + skipped < count &&
           !fits(p, part, tokens[at + skipped].known->folded)) {
      skipped++;
    }
    if (skipped > GAP || at + skipped >= count) return 0;
    at += skipped + 1;
  }
  return at;
}

/* Most words that begin phrases are followed by one that none of them goes on with. */
static bool may_match(const phrase *first, const token *tokens, size_t count) {
  if (first->second == UINT64_MAX) return true;
  return count > 1 && (first->second & beginning(tokens[1].known->folded));
}

size_t phrases_match(phrase_kind kind, const token *tokens, size_t count, const phrase **found) {
  const phrase *first = tokens[0].known->starts[kind];
  size_t best = 0;
  if (!first || !may_match(first, tokens, count)) return 0;
  for (const phrase *p = first; p; p = p->next) {
    size_t rest = p->parts.len > 1 ? match_from(p, 1, tokens + 1, count - 1) : 0;
    if (p->parts.len > 1 && rest == 0) continue;
    if (rest + 1 <= best) continue;
    best = rest + 1;
    *found = p;
  }
  return best;
}
