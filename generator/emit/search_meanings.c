#include "emit/search_meanings.h"

typedef VEC(uint32_t) counts;

/* One more time of a stem in the text, or that the title has it. Terms have few words. */
static void add_word(arena *a, counts *list, uint32_t stem, bool title) {
  uint32_t *entry = NULL;
  for (size_t i = 0; i < list->len && !entry; i++) {
    if (list->at[i] >> 8 == stem) entry = &list->at[i];
  }
  if (!entry) {
    vec_push(a, list, stem << 8);
    entry = &list->at[list->len - 1];
  }
  if (title) {
    *entry |= RELATED_IN_TITLE;
  } else if ((*entry & RELATED_MOST_TIMES) < RELATED_MOST_TIMES) {
    ++*entry;
  }
}

static uint32_t add_words(arena *a, counts *list, vocabulary *words, sv text, bool title) {
  uint32_t stem, count = 0;
  for (; vocabulary_next(words, &text, &stem); count++) add_word(a, list, stem, title);
  return count;
}

static related_bag *bag_of(arena *a, const glossary_term *meaning, sv definition,
                           vocabulary *words) {
  counts list = {0};
  add_words(a, &list, words, meaning->name.text, true);
  for (size_t i = 0; i < meaning->forms.len; i++) {
    add_words(a, &list, words, meaning->forms.at[i].text, true);
  }
  uint32_t length = add_words(a, &list, words, definition, false);
  related_bag *bag = arena_new(a, related_bag);
  *bag = (related_bag){
      .from = words, .counts = list.at, .count = (uint32_t)list.len, .length = length};
  return bag;
}

void search__meanings(arena *a, const site *s, sv lang, vocabulary *words, page_list *out) {
  const glossary *g = glossary_in(&s->glossaries, lang);
  for (size_t i = 0; g && i < g->terms.len; i++) {
    const glossary_term *meaning = g->terms.at[i];
    sv definition = body_summary(a, &meaning->body);
    if (!meaning->url.len) continue;
    page *p = arena_new(a, page);
    p->type = PAGE_PLAIN;
    p->lang = lang;
    p->url = meaning->url;
    p->title = meaning->name.text;
    p->description = definition;
    p->words = bag_of(a, meaning, definition, words);
    vec_push(a, out, p);
  }
}
