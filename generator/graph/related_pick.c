#include "graph/related_pick.h"

typedef VEC(uint32_t) article_list;

void related__picker_open(arena *a, site *s, related__scorer *scorer, finder *f, arena *scratch,
                          diag_sink *sink, related__picker *out) {
  *out =
      (related__picker){.site = s, .scorer = scorer, .finder = f, .scratch = scratch, .sink = sink};
  const related__index *x = scorer->index;
  out->texts = arena_array(a, uint16_t, x->shown.len);
  out->recent = arena_array(a, uint32_t, x->count);
  for (uint32_t i = 0; i < x->count; i++) {
    if (!x->articles[i].offered) continue;
    out->recent[out->recent_count++] = i;
    bool fresh;
    map_entry *entry = map_entry_for(a, &out->by_section, x->articles[i].page->section, &fresh);
    if (fresh) entry->value = arena_new(a, article_list);
    article_list *list = entry->value;
    vec_push(a, list, i);
  }
}

/* The list of one article while it is picked. */
typedef struct picking {
  related__picker *picker;
  uint32_t asker;
  page *page;
  uint32_t *chosen, *banned;
  uint32_t *scores; /* of the chosen, for telling near-duplicates */
  size_t chosen_count, banned_count, most;
} picking;

static bool holds(const uint32_t *list, size_t count, uint32_t article) {
  for (size_t i = 0; i < count; i++) {
    if (list[i] == article) return true;
  }
  return false;
}

static bool may_stand(const picking *p, uint32_t article) {
  return article != p->asker && !holds(p->chosen, p->chosen_count, article) &&
         !holds(p->banned, p->banned_count, article);
}

/* True where two articles say nearly the same: nine tenths of the larger's words, by weight. */
static bool is_same_text(related__picker *k, const related__article *a, const related__article *b) {
  uint64_t both = 0;
  for (uint32_t i = 0; i < a->count; i++) k->texts[a->words[i].stem] = a->words[i].text;
  for (uint32_t i = 0; i < b->count; i++) {
    both += (uint64_t)k->texts[b->words[i].stem] * b->words[i].text;
  }
  for (uint32_t i = 0; i < a->count; i++) k->texts[a->words[i].stem] = 0;
  uint64_t larger = a->text_square > b->text_square ? a->text_square : b->text_square;
  return both > 0 && both * 10 >= larger * 9;
}

/* Texts that say the same are about as like to the asker, which is quick to see. */
static bool repeats_one(const picking *p, uint32_t article, uint32_t score) {
  const related__article *articles = p->picker->scorer->index->articles;
  for (size_t i = 0; i < p->chosen_count; i++) {
    uint32_t other = p->scores[i];
    uint32_t apart = other > score ? other - score : score - other;
    if (apart > other / 3) continue;
    if (is_same_text(p->picker, &articles[article], &articles[p->chosen[i]])) return true;
  }
  return false;
}

static void choose(picking *p, uint32_t article, sv reason) {
  related__picker *k = p->picker;
  arena *a = k->site->memory;
  related_page entry = {.page = k->scorer->index->articles[article].page};
  if (reason.len) vec_push(a, &entry.why, reason);
  uint32_t score = related__pair(k->scorer, article);
  related__why(a, k->scorer, article, &entry.why);
  entry.score = (double)score / (double)(RELATED_ONE * RELATED_ONE);
  p->scores[p->chosen_count] = score;
  p->chosen[p->chosen_count++] = article;
  vec_push(a, &p->page->related_pages, entry);
}

static void find_banned(picking *p) {
  related__picker *k = p->picker;
  for (size_t i = 0; i < p->page->related_exclude.len; i++) {
    const page *other =
        finder_article(k->finder, p->page, &p->page->related_exclude.at[i], k->scratch, k->sink);
    uint32_t article = other ? k->scorer->index->by_page[other->number] : 0;
    if (article) p->banned[p->banned_count++] = article - 1;
  }
}

static void choose_pinned(picking *p) {
  related__picker *k = p->picker;
  for (size_t i = 0; i < p->page->related.len; i++) {
    const page *other =
        finder_article(k->finder, p->page, &p->page->related.at[i], k->scratch, k->sink);
    uint32_t article = other ? k->scorer->index->by_page[other->number] : 0;
    if (article && may_stand(p, article - 1)) choose(p, article - 1, SV("pinned"));
  }
}

static void choose_alike(picking *p) {
  related__hit hits[RELATED_HITS];
  uint32_t count = related__score(p->picker->scorer, hits);
  for (uint32_t i = 0; i < count && p->chosen_count < p->most; i++) {
    if (!hits[i].score || !may_stand(p, hits[i].article)) continue;
    if (repeats_one(p, hits[i].article, hits[i].score)) continue;
    choose(p, hits[i].article, (sv){"", 0});
  }
}

static void choose_from(picking *p, const uint32_t *list, size_t count, sv reason) {
  for (size_t i = 0; i < count && p->chosen_count < p->most; i++) {
    if (may_stand(p, list[i])) choose(p, list[i], reason);
  }
}

void related__pick(related__picker *k, uint32_t article) {
  arena_mark mark = arena_here(k->scratch);
  page *asker = k->site->all.at[k->scorer->index->articles[article].page->number];
  picking p = {.picker = k, .asker = article, .page = asker};
  p.most = k->site->settings.related.count;
  size_t room = p.most + asker->related.len;
  p.chosen = arena_array(k->scratch, uint32_t, room);
  p.scores = arena_array(k->scratch, uint32_t, room);
  p.banned = arena_array(k->scratch, uint32_t, asker->related_exclude.len);
  vec_reserve(k->site->memory, &asker->related_pages, room);
  related__ask(k->scorer, article);
  find_banned(&p);
  choose_pinned(&p);
  choose_alike(&p);
  const article_list *shelf = map_get(&k->by_section, asker->section);
  if (shelf) choose_from(&p, shelf->at, shelf->len, SV("section"));
  choose_from(&p, k->recent, k->recent_count, SV("recent"));
  arena_rewind(k->scratch, mark);
}
