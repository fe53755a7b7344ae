/* Related articles: the reasons, and how they are told. */
#include "graph/related_index.h"

enum { WHY_WORDS = 3 };

typedef struct heavy_word {
  uint32_t stem, score;
} heavy_word;

static void keep_best(heavy_word best[WHY_WORDS], heavy_word w) {
  if (w.score <= best[WHY_WORDS - 1].score) return;
  for (int i = 0; i < WHY_WORDS; i++) {
    if (w.score <= best[i].score) continue;
    heavy_word next = best[i];
    best[i] = w;
    w = next;
  }
}

static void add(arena *a, const related__scorer *s, related__reasons *why, related_reason r,
                uint32_t score) {
  r.score = (float)(score / s->scales.unit);
  vec_push(a, why, r);
}

static uint32_t add_links(arena *a, const related__scorer *s, uint32_t other,
                          related__reasons *why) {
  uint32_t to = related__link_to(s, other), from = related__link_from(s, other);
  if (to) add(a, s, why, (related_reason){.kind = RELATED_LINKS_TO}, to);
  if (from) add(a, s, why, (related_reason){.kind = RELATED_LINKED_FROM}, from);
  return to + from;
}

static uint32_t add_terms(arena *a, const related__scorer *s, const related__article *other,
                          related__reasons *why) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < s->asker->term_count; i++) {
    const related__term *here = &s->asker->terms[i];
    const related__term *there = related__find_term(other, here->term);
    if (!there) continue;
    related_reason r = {.what = &s->index->terms[here->term].of->name,
                        .kind = RELATED_TERM,
                        .taxonomy = here->taxonomy};
    uint32_t score = related__term_score(&s->scales, here, there);
    add(a, s, why, r, score);
    sum += score;
  }
  return sum;
}

uint32_t related__why(arena *a, related__scorer *s, uint32_t other, related__reasons *why) {
  const related__article *there = related__look(s->index, other);
  uint32_t sum = add_links(a, s, other, why);
  sum += add_terms(a, s, there, why);
  heavy_word best[WHY_WORDS] = {{0, 0}};
  const related__word *words = related__words(there);
  const related__title *titles = related__titles(there);
  uint32_t count = related__common(s, there);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = s->common[i], stem = there->stems[at];
    const related__asked *asked = &s->asked[s->places[stem]];
    uint32_t score = related__text_score(asked, &words[at]);
    if (at < there->title_count) score += related__title_score(&s->scales, asked, &titles[at]);
    keep_best(best, (heavy_word){stem, score});
    sum += score;
  }
  for (int i = 0; i < WHY_WORDS && best[i].score; i++) {
    related_reason r = {.kind = RELATED_WORD, .what = &s->index->shown.at[best[i].stem]};
    add(a, s, why, r, best[i].score);
  }
  return sum;
}

/* "specialties" is "specialty", "tags" is "tag". */
static sv singular(arena *a, sv name) {
  if (sv_ends(name, SV("ies"))) {
    return arena_cat(a, (sv[]){sv_first(name, name.len - 3), SV("y")}, 2);
  }
  return sv_ends(name, SV("s")) ? sv_first(name, name.len - 1) : name;
}

sv related_kind_name(arena *a, const settings *s, const related_reason *r) {
  switch ((related_kind)r->kind) {
    case RELATED_PINNED: return SV("pinned");
    case RELATED_LINKS_TO: return SV("links to it");
    case RELATED_LINKED_FROM: return SV("linked from it");
    case RELATED_TERM: return singular(a, s->taxonomies.at[r->taxonomy].name);
    case RELATED_WORD: return SV("word");
    case RELATED_SECTION: return SV("section");
    case RELATED_RECENT: return SV("recent");
  }
  return SV("");
}

void related_why(arena *a, const settings *s, const related_page *p, sv_list *out) {
  sv words = {"", 0};
  related_reasons why = related_why_of(a, p);
  for (size_t i = 0; i < why.len; i++) {
    const related_reason *r = &why.at[i];
    sv kind = related_kind_name(a, s, r);
    if (r->kind == RELATED_WORD) {
      words = arena_cat(a, (sv[]){words, words.len ? SV(", ") : SV("words: "), *r->what}, 3);
    } else {
      vec_push(a, out, r->what ? arena_cat(a, (sv[]){kind, SV(": "), *r->what}, 3) : kind);
    }
  }
  if (words.len) vec_push(a, out, words);
}
