/* Related articles: the reasons, in words that a reader knows. */
#include "graph/related_index.h"

enum { WHY_WORDS = 3 };

typedef struct reason {
  uint32_t stem, score;
} reason;

static uint64_t product(uint64_t scale, uint64_t left, uint64_t right) {
  return scale * left * right / RELATED_ONE;
}

static uint32_t word_score(const related__scales *scale, const related__word *a,
                           const related__word *b) {
  uint64_t cross =
      ((uint64_t)a->title * a->title * b->seen + (uint64_t)b->title * b->title * a->seen) /
      RELATED_ONE;
  return (uint32_t)(product(scale->title, a->title, b->title) +
                    product(scale->text, a->text, b->text) + scale->cross * cross / RELATED_ONE);
}

static void keep_best(reason best[WHY_WORDS], reason r) {
  for (int i = 0; i < WHY_WORDS; i++) {
    if (r.score <= best[i].score) continue;
    reason next = best[i];
    best[i] = r;
    r = next;
  }
}

/* "specialties" is "specialty: …", "tags" is "tag: …". */
static sv singular(arena *a, sv name) {
  if (sv_ends(name, SV("ies"))) {
    return arena_cat(a, (sv[]){sv_first(name, name.len - 3), SV("y")}, 2);
  }
  return sv_ends(name, SV("s")) ? sv_first(name, name.len - 1) : name;
}

static bool has_term(const page *p, unsigned number, const term *t) {
  for (size_t i = 0; i < p->terms.len; i++) {
    if (p->terms.at[i].taxonomy != number) continue;
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      if (p->terms.at[i].terms.at[j] == t) return true;
    }
  }
  return false;
}

static uint64_t terms_score(arena *a, const related__scorer *s, const related__article *left,
                            const related__article *right, sv_list *why) {
  const taxonomy_settings *taxonomies = &s->index->site->settings.taxonomies;
  uint64_t score = 0;
  for (size_t i = 0; i < left->page->terms.len; i++) {
    const page_terms *terms = &left->page->terms.at[i];
    for (size_t j = 0; j < terms->terms.len; j++) {
      const term *t = terms->terms.at[j];
      if (!has_term(right->page, terms->taxonomy, t)) continue;
      uint64_t rarity = (uint64_t)related__term_rarity(s->index, t) * RELATED_ONE * RELATED_ONE;
      score += product(s->scales.terms, rarity / left->term_norm, rarity / right->term_norm);
      sv kind = singular(a, taxonomies->at[terms->taxonomy].name);
      vec_push(a, why, arena_cat(a, (sv[]){kind, SV(": "), t->name}, 3));
    }
  }
  return score;
}

uint32_t related__why(arena *a, const related__scorer *s, uint32_t left, uint32_t right,
                      sv_list *why) {
  const related__article *one = &s->index->articles[left], *other = &s->index->articles[right];
  uint64_t score = terms_score(a, s, one, other, why);
  reason best[WHY_WORDS] = {{0, 0}};
  for (uint32_t i = 0, j = 0; i < one->count && j < other->count;) {
    const related__word *x = &one->words[i], *y = &other->words[j];
    if (x->stem == y->stem) {
      uint32_t word = word_score(&s->scales, x, y);
      score += word;
      keep_best(best, (reason){x->stem, word});
    }
    uint32_t x_stem = x->stem;
    i += x_stem <= y->stem;
    j += y->stem <= x_stem;
  }
  sv pieces[2 * WHY_WORDS];
  size_t count = 0;
  for (int i = 0; i < WHY_WORDS && best[i].score; i++) {
    pieces[count++] = i ? SV(", ") : SV("words: ");
    pieces[count++] = s->index->words.shown.at[best[i].stem];
  }
  if (count) vec_push(a, why, arena_cat(a, pieces, count));
  return (uint32_t)score;
}
