#include "graph/related_pick.h"

/* Of a list that fills another up, how many are looked at: most may be banned or alike. */
enum { FILLERS = 128 };

/* Distinct words from which an article says enough to be the same as another. */
enum { SAME_TEXT_WORDS = 8 };

typedef VEC(uint32_t) article_list;

static void report_overdue(diag_sink *sink, const page *p, const placed *name, const page *pinned) {
  diag *d = diag_add(sink, DIAG_RL002, diag_at(p->source, name->offset, name->length),
                     "\"%.*s\" is not offered: it is overdue for review", SV_ARG(name->text));
  diag_hint(d, "have %.*s reviewed, or take its name out here", SV_ARG(pinned->source));
}

/* Most articles wish for nothing, but that stands far apart. */
static void prefetch_wishes(const related__index *x, uint32_t article) {
  enum { PAGE = 8, MORE = 4 };
  if (article + PAGE >= x->count) return;
  __builtin_prefetch(&x->articles[article + PAGE].page->related);
  __builtin_prefetch(&x->articles[article + PAGE].page->more);
  __builtin_prefetch(&x->articles[article + MORE].page->more->related_exclude);
}

related__wishes *related__wishes_read(arena *a, const related__index *x, finder *f, arena *scratch,
                                      diag_sink *sink) {
  related__wishes *wishes = arena_array(a, related__wishes, x->count);
  for (uint32_t i = 0; i < x->count; i++) {
    const page *p = x->articles[i].page;
    related__wishes *w = &wishes[i];
    prefetch_wishes(x, i);
    w->pinned = arena_array(a, uint32_t, p->related.len);
    w->banned = arena_array(a, uint32_t, p->more->related_exclude.len);
    for (size_t j = 0; j < p->more->related_exclude.len; j++) {
      const page *other = finder_article(f, p, &p->more->related_exclude.at[j], scratch, sink);
      uint32_t article = other ? x->by_page[other->number] : 0;
      if (article) w->banned[w->banned_count++] = article - 1;
    }
    for (size_t j = 0; j < p->related.len; j++) {
      const page *other = finder_article(f, p, &p->related.at[j], scratch, sink);
      uint32_t article = other ? x->by_page[other->number] : 0;
      if (!article) continue;
      if (page_is_overdue(other, x->site->clock.today)) {
        report_overdue(sink, p, &p->related.at[j], other);
      } else {
        w->pinned[w->pinned_count++] = article - 1;
      }
    }
  }
  return wishes;
}

static void fill_shelves(arena *a, const related__index *x, related__shelves *out) {
  *out = (related__shelves){.recent = arena_array(a, uint32_t, x->count)};
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

void related__picker_open(arena *a, const related__index *x, const related__wishes *wishes,
                          arena *kept, related__picker *out) {
  *out = (related__picker){.site = x->site, .wishes = wishes, .memory = a, .kept = kept};
  related__scorer_open(a, x, &out->scorer);
  out->texts = arena_array(a, uint16_t, x->shown.len);
}

void related__picker_close(related__picker *k) {
  arena_free(&k->scratch);
}

/* The list of one article while it is picked. */
typedef struct picking {
  related__picker *picker;
  uint32_t asker;
  page *page;
  const related__wishes *wishes;
  uint32_t *chosen;
  size_t chosen_count, most;
} picking;

static bool holds(const uint32_t *list, size_t count, uint32_t article) {
  for (size_t i = 0; i < count; i++) {
    if (list[i] == article) return true;
  }
  return false;
}

static bool may_stand(const picking *p, uint32_t article) {
  return article != p->asker && !holds(p->chosen, p->chosen_count, article) &&
         !holds(p->wishes->banned, p->wishes->banned_count, article);
}

/* What two articles have in common is no more than the root of both squares (Cauchy and Schwarz),
 * which saves most looks. */
static bool may_be_same_text(const related__article *a, const related__article *b) {
  if (a->count < SAME_TEXT_WORDS || b->count < SAME_TEXT_WORDS) return false;
  uint64_t larger = a->text_square, smaller = b->text_square;
  if (smaller > larger) larger = b->text_square, smaller = a->text_square;
  return smaller * 100 >= larger * 81;
}

/* True where two articles say nearly the same: nine tenths of the larger's words, by weight. Texts
 * of a few words, such as "Call us.", are alike without being the same article. `texts` has the
 * words of the one. */
static bool is_same_text(const uint16_t *texts, const related__article *a,
                         const related__article *b) {
  uint64_t larger = a->text_square > b->text_square ? a->text_square : b->text_square, both = 0;
  const related__word *words = related__words(b);
  for (uint32_t i = 0; i < b->count; i++) both += (uint64_t)texts[b->stems[i]] * words[i].text;
  return both > 0 && both * 10 >= larger * 9;
}

static bool repeats_one(const picking *p, uint32_t article) {
  uint16_t *texts = p->picker->texts;
  const related__index *x = p->picker->scorer.index;
  const related__article *it = related__look(x, article);
  const related__word *words = related__words(it);
  bool filled = false, found = false;
  for (size_t i = 0; i < p->chosen_count && !found; i++) {
    const related__article *other = related__look(x, p->chosen[i]);
    if (!may_be_same_text(it, other)) continue;
    for (uint32_t j = 0; !filled && j < it->count; j++) texts[it->stems[j]] = words[j].text;
    filled = true;
    found = is_same_text(texts, it, other);
  }
  for (uint32_t j = 0; filled && j < it->count; j++) texts[it->stems[j]] = 0;
  return found;
}

static related_reason with_word(arena *a, related_reason why) {
  sv *held = arena_new(a, sv);
  *held = arena_dup(a, *why.what);
  why.what = held;
  return why;
}

/* Keeps the reasons in no more memory than they take. */
static void keep_reasons(const related__picker *k, const related__reasons *found,
                         related_page *entry) {
  vec_reserve(k->kept, &entry->why, found->len);
  for (size_t i = 0; i < found->len; i++) {
    related_reason why = found->at[i];
    if (k->holds_words && why.kind == RELATED_WORD) why = with_word(k->kept, why);
    vec_push(k->kept, &entry->why, why);
  }
}

/* `reason` is one beside what the two have in common, or NULL. */
static void choose(picking *p, uint32_t article, const related_kind *reason) {
  related__picker *k = p->picker;
  related__reasons found = {0};
  related_page entry = {.page = k->scorer.index->articles[article].page};
  if (reason) vec_push(&k->scratch, &found, (related_reason){.kind = (uint16_t)*reason});
  entry.score = related__why(&k->scratch, &k->scorer, article, &found) / k->scorer.scales.unit;
  keep_reasons(k, &found, &entry);
  p->chosen[p->chosen_count++] = article;
  vec_push(k->kept, &p->page->related_pages, entry);
}

static void choose_pinned(picking *p) {
  static const related_kind pinned = RELATED_PINNED;
  const related__article *articles = p->picker->scorer.index->articles;
  for (size_t i = 0; i < p->wishes->pinned_count; i++) {
    uint32_t article = p->wishes->pinned[i];
    if (articles[article].offered && may_stand(p, article)) choose(p, article, &pinned);
  }
}

static void leave_hits(const related__scorer *s, const related__hit *hits, related_trace *trace) {
  trace->least = s->least;
  for (uint32_t i = 0; i < RELATED_HITS; i++) {
    trace->hits[i] = s->least ? related__mark_of(s->index->sources[hits[i].article]) : 0;
  }
}

static void choose_alike(picking *p, related_trace *trace) {
  related__hit hits[RELATED_HITS];
  uint32_t count = related__score(&p->picker->scorer, hits);
  if (trace) leave_hits(&p->picker->scorer, hits, trace);
  for (uint32_t i = 0; i < count && p->chosen_count < p->most; i++) {
    if (!hits[i].score || !may_stand(p, hits[i].article)) continue;
    if (repeats_one(p, hits[i].article)) continue;
    choose(p, hits[i].article, NULL);
  }
}

static bool is_condition_or_procedure(const settings *s, unsigned number) {
  sv name = s->taxonomies.at[number].name;
  return sv_is(name, "conditions") || sv_is(name, "procedures");
}

/* Where likeness does not lead to them: terms may weigh nothing, or what they lead to be full. */
static void choose_of_same_condition(picking *p) {
  const related__index *x = p->picker->scorer.index;
  for (size_t i = 0; i < p->page->terms.len; i++) {
    const page_terms *given = &p->page->terms.at[i];
    bool fits = is_condition_or_procedure(&p->picker->site->settings, given->taxonomy);
    for (size_t j = 0; fits && j < given->terms.len; j++) {
      const page_list *with = &given->terms.at[j]->pages;
      for (size_t k = 0; k < with->len && k < FILLERS && p->chosen_count < p->most; k++) {
        uint32_t other = x->by_page[with->at[k]->number];
        if (!other || !x->articles[other - 1].offered || !may_stand(p, other - 1)) continue;
        if (!repeats_one(p, other - 1)) choose(p, other - 1, NULL);
      }
    }
  }
}

static void choose_from(picking *p, const uint32_t *list, size_t count, related_kind reason,
                        bool repeats) {
  for (size_t i = 0; i < count && i < FILLERS && p->chosen_count < p->most; i++) {
    if (!may_stand(p, list[i]) || (!repeats && repeats_one(p, list[i]))) continue;
    choose(p, list[i], &reason);
  }
}

static void choose_rest(picking *p, bool repeats) {
  if (p->chosen_count >= p->most) return;
  related__shelves *shelves = &p->picker->shelves;
  if (!shelves->recent) fill_shelves(p->picker->memory, p->picker->scorer.index, shelves);
  const article_list *shelf = map_get(&shelves->by_section, p->page->section);
  if (shelf) choose_from(p, shelf->at, shelf->len, RELATED_SECTION, repeats);
  choose_from(p, shelves->recent, shelves->recent_count, RELATED_RECENT, repeats);
}

bool related__pick(related__picker *k, uint32_t article, related_trace *trace) {
  arena_reset(&k->scratch);
  page *asker = k->site->all.at[k->scorer.index->articles[article].page->number];
  picking p = {.picker = k, .asker = article, .page = asker, .wishes = &k->wishes[article]};
  p.most = k->site->settings.related.count;
  size_t room = p.most + p.wishes->pinned_count;
  p.chosen = arena_array(&k->scratch, uint32_t, room);
  asker->related_pages.len = 0;
  vec_reserve(k->kept, &asker->related_pages, room);
  related__ask(&k->scorer, article);
  choose_pinned(&p);
  choose_alike(&p, trace);
  bool filled = p.chosen_count >= p.most;
  choose_of_same_condition(&p);
  choose_rest(&p, false);
  choose_rest(&p, true); /* a site that has nothing else */
  return filled;
}
