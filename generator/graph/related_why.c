/* Related articles: the reasons, in words that a reader knows. */
#include "graph/related_index.h"

enum { WHY_WORDS = 3 };

typedef struct reason {
  uint32_t stem, score;
} reason;

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

static void add_terms(arena *a, const related__scorer *s, const page *other, sv_list *why) {
  const taxonomy_settings *taxonomies = &s->index->site->settings.taxonomies;
  for (size_t i = 0; i < s->asker->page->terms.len; i++) {
    const page_terms *given = &s->asker->page->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      if (!related__has_term(other, given->terms.at[j])) continue;
      sv kind = singular(a, taxonomies->at[given->taxonomy].name);
      vec_push(a, why, arena_cat(a, (sv[]){kind, SV(": "), given->terms.at[j]->name}, 3));
    }
  }
}

void related__why(arena *a, const related__scorer *s, uint32_t other, sv_list *why) {
  const related__article *there = &s->index->articles[other];
  add_terms(a, s, there->page, why);
  reason best[WHY_WORDS] = {{0, 0}};
  for (uint32_t i = 0; i < there->count; i++) {
    const related__word *word = &there->words[i];
    uint16_t place = s->asker_words[word->stem];
    if (!place) continue;
    uint32_t score = related__word_score(&s->scales, &s->asker->words[place - 1], word);
    keep_best(best, (reason){word->stem, score});
  }
  sv pieces[2 * WHY_WORDS];
  size_t count = 0;
  for (int i = 0; i < WHY_WORDS && best[i].score; i++) {
    pieces[count++] = i ? SV(", ") : SV("words: ");
    pieces[count++] = s->index->shown.at[best[i].stem];
  }
  if (count) vec_push(a, why, arena_cat(a, pieces, count));
}
