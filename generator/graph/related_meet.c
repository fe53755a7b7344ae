/* Related articles: whether a changed article comes among those that a list is picked from.
 *
 * A list is picked from the few that score best by what its article's words, terms and links lead
 * to. The last build left which they were and what the last of them scored. So a list stays as it
 * was if none of them changed, if what its words lead to are still the same articles, and if those
 * of them that changed score less than that. */
#include "graph/related_edit.h"

/* A word of a changed article, as lists have it now. */
typedef struct met_word {
  uint32_t place, next; /* of the article among the changed; of the stem's next word + 1 */
  related__word word;
  related__title title;
} met_word;

struct related__meeting {
  related__scales scales;
  uint32_t count;   /* changed articles */
  uint32_t *places; /* by article: its place among these + 1 */
  uint64_t *marks;  /* related__mark_of changed articles, a bit each */
  VEC(met_word) words;
  uint32_t *first;   /* by stem: its first word's place + 1 */
  uint32_t *then;    /* by stem, while an article is noted: its word's place then + 1 */
  uint32_t **scores; /* by worker, by changed article */
};

enum { MARKS = 1 << 16, MARKS_EACH = 64 };

void related__meet_open(related__edit *e) {
  arena *a = &e->hands->kept[0];
  const related__index *x = e->index;
  related__meeting *m = arena_new(a, related__meeting);
  *m = (related__meeting){.scales = related__scales_of(&x->site->settings),
                          .places = arena_array(a, uint32_t, x->count),
                          .marks = arena_array(a, uint64_t, MARKS / MARKS_EACH),
                          .first = arena_array(a, uint32_t, x->shown.len),
                          .then = arena_array(a, uint32_t, x->shown.len),
                          .scores = arena_array(a, uint32_t *, e->hands->crew->by.workers)};
  e->meeting = m;
}

/* ---- What changed ---- */

static void mark(related__edit *e, uint32_t stem, uint8_t how) {
  if ((e->marks[stem] & how) == how) return;
  e->marks[stem] |= how;
  e->marked = true;
}

/* A word of an article; all 0: it does not have it. */
typedef struct weighed {
  related__word word;
  related__title title;
} weighed;

static weighed weighed_of(const related__article *article, uint32_t place) {
  return (weighed){related__words(article)[place], related__title_of(article, place)};
}

/* Without what is too light for the stem's lists. */
static weighed listed_of(weighed w, const related__least *least) {
  if (!w.word.text || w.word.text < least->text) w.word = (related__word){0};
  if (!w.title.part || w.title.part < least->title) w.title = (related__title){0};
  return w;
}

/* Whether others may have come into the list of texts or out of it. Where it had room, all are in
 * it, and still are unless one more comes; where it was full, all that weigh more than the least
 * are, and some that weigh just that. */
static bool moves_texts(uint16_t then, uint16_t now, uint16_t least) {
  if (!least) return !then && now;
  return then == least || now == least || (then > least) != (now > least);
}

/* Of titles, others may also come among the first, of which no least is known. */
static bool moves_titles(related__title then, related__title now, uint32_t with) {
  return with > RELATED_TITLES && (then.part != now.part || then.topic != now.topic);
}

static void compare(related__edit *e, uint32_t stem, weighed then, weighed now) {
  uint32_t with = e->with[stem] > e->with_then[stem] ? e->with[stem] : e->with_then[stem];
  const related__least *least = &e->least[stem];
  weighed was = listed_of(then, least), is = listed_of(now, least);
  bool counts = was.word.text || was.title.part || is.word.text || is.title.part;
  bool moves =
      (with > RELATED_POSTINGS && moves_texts(then.word.text, now.word.text, least->text)) ||
      moves_titles(was.title, is.title, with);
  if (moves) mark(e, stem, RELATED_LIST);
  if (counts) mark(e, stem, RELATED_MET);
}

static void add_word(related__edit *e, uint32_t place, uint32_t stem, weighed now) {
  related__meeting *m = e->meeting;
  weighed is = listed_of(now, &e->least[stem]);
  if (!is.word.text && !is.title.part) return;
  met_word word = {place, m->first[stem], is.word, is.title};
  vec_push(&e->hands->kept[0], &m->words, word);
  m->first[stem] = m->words.len;
  e->marked = true;
}

void related__meet(related__edit *e, uint32_t article, uint64_t source,
                   const related__article *then, const related__article *now) {
  related__meeting *m = e->meeting;
  uint32_t place = m->count++, mark_of = related__mark_of(source);
  if (article != UINT32_MAX) m->places[article] = place + 1;
  m->marks[mark_of / MARKS_EACH] |= (uint64_t)1 << mark_of % MARKS_EACH;
  for (uint32_t i = 0; i < then->count; i++) m->then[then->stems[i]] = i + 1;
  for (uint32_t i = 0; i < now->count; i++) {
    uint32_t stem = now->stems[i], before = m->then[stem];
    weighed is = weighed_of(now, i);
    compare(e, stem, before ? weighed_of(then, before - 1) : (weighed){0}, is);
    add_word(e, place, stem, is);
    m->then[stem] = 0;
  }
  for (uint32_t i = 0; i < then->count; i++) {
    uint32_t stem = then->stems[i];
    if (m->then[stem]) compare(e, stem, weighed_of(then, i), (weighed){0});
    m->then[stem] = 0;
  }
}

void related__meet_moved(related__edit *e, const related__article *now) {
  for (uint32_t i = 0; i < now->count; i++) {
    uint32_t stem = now->stems[i];
    weighed is = weighed_of(now, i);
    bool text = is.word.text && is.word.text == e->least[stem].text;
    bool title = is.title.part && e->with[stem] > RELATED_TITLES;
    if (text || title) mark(e, stem, RELATED_LIST);
  }
}

void related__meet_ready(related__edit *e) {
  related__meeting *m = e->meeting;
  for (unsigned i = 0; i < e->hands->crew->by.workers; i++) {
    m->scores[i] = arena_array(&e->hands->kept[0], uint32_t, m->count);
  }
}

/* ---- Who meets it ---- */

bool related__was_met(const related__edit *e, uint32_t article) {
  const related_trace *then = related__trace_then(e, article);
  bool met = false;
  for (uint32_t i = 0; then->least && i < RELATED_HITS; i++) {
    uint32_t mark = then->hits[i];
    met |= e->meeting->marks[mark / MARKS_EACH] >> mark % MARKS_EACH & 1;
  }
  return met;
}

/* An article that is asked for what it may meet, and what changed articles score with it: as much
 * as each may at the most, until one comes to what the last of its list's articles scored. */
typedef struct meeting_one {
  const related__edit *edit;
  const related__meeting *all;
  uint32_t *scores; /* by changed article */
  uint32_t least;
  bool enough; /* one has come to that */
} meeting_one;

static void add(meeting_one *one, uint32_t place, uint32_t score) {
  one->scores[place] += score + 1;
  one->enough = one->enough || one->scores[place] >= one->least;
}

/* What a word that looks for others finds: see related_score.c. */
static void add_met(meeting_one *one, uint32_t stem, const related__word *word,
                    const related__title *title) {
  const related__scales *scales = &one->all->scales;
  uint32_t in_title = related__scaled(title->part, scales->title);
  uint32_t text = related__scaled(word->text, scales->text);
  uint32_t topic = related__scaled(title->topic, scales->cross);
  uint32_t seen = related__scaled(word->seen, scales->cross);
  for (uint32_t i = one->all->first[stem]; i; i = one->all->words.at[i - 1].next) {
    const met_word *met = &one->all->words.at[i - 1];
    if (met->title.part) {
      add(one, met->place, in_title * met->title.part + seen * met->title.topic);
    }
    if (met->word.text) add(one, met->place, text * met->word.text + topic * met->word.seen);
  }
}

static void add_words(meeting_one *one, uint32_t article) {
  const related__index *x = one->edit->index;
  const related_bag *bag = x->bags[article];
  const related_trace *trace = &x->traces[article];
  related__norms norms = related__norms_of(bag, &x->measures, trace);
  for (uint32_t i = 0; i < bag->count && !one->enough; i++) {
    uint32_t packed = bag->counts[i], stem = bag->from->shared[packed >> 8];
    if (!one->all->first[stem]) continue;
    related__word word;
    related__title title;
    uint32_t rarity = bag->from->rarity[packed >> 8];
    if (!related__may_ask(&x->measures, trace, packed, rarity)) continue;
    if (!related__weigh_word(bag, i, &x->measures, trace, &norms, &word, &title)) continue;
    uint32_t weight = x->measures.of_times[packed & RELATED_MOST_TIMES] * rarity;
    if (weight < trace->asks) word.text = 0; /* only as one of the title */
    add_met(one, stem, &word, &title);
  }
}

static void add_joined(meeting_one *one, uint32_t article) {
  const related__index *x = one->edit->index;
  const related__scales *scales = &one->all->scales;
  const related__article *a = &x->articles[article];
  for (uint32_t i = 0; i < a->term_count; i++) {
    const related__term_list *l = &x->terms[a->terms[i].term];
    uint32_t share = related__scaled(a->terms[i].share, scales->terms);
    for (uint32_t j = 0; j < l->count; j++) {
      const related__posting *p = &x->term_postings[l->first + j];
      uint32_t place = one->all->places[p->article];
      if (place) add(one, place - 1, share * p->weight);
    }
  }
  for (uint32_t i = 0; i < a->links_to_count; i++) {
    uint32_t place = one->all->places[a->links_to[i]];
    if (!place) continue;
    add(one, place - 1, related__link_score(scales, a, &x->articles[a->links_to[i]]));
  }
  for (uint32_t i = 0; i < a->linked_from_count; i++) {
    uint32_t place = one->all->places[a->linked_from[i]];
    if (!place) continue;
    add(one, place - 1, related__link_score(scales, &x->articles[a->linked_from[i]], a));
  }
}

static bool may_come_in(const related__edit *e, uint32_t article, bool joined, unsigned worker) {
  const related__meeting *m = e->meeting;
  meeting_one one = {
      .edit = e, .all = m, .scores = m->scores[worker], .least = e->index->traces[article].least};
  if (!one.least) return true;
  memset(one.scores, 0, m->count * sizeof *one.scores);
  if (joined) add_joined(&one, article);
  add_words(&one, article);
  return one.enough;
}

bool related__may_meet(const related__edit *e, uint32_t article, bool joined, unsigned worker) {
  const related__index *x = e->index;
  const related_bag *bag = x->bags[article];
  const related_trace *trace = &x->traces[article];
  const uint8_t any = RELATED_LIST | RELATED_MET;
  bool meets = joined;
  for (uint32_t i = 0; (i = related__next_marked(bag, i, any)) < bag->count; i++) {
    uint32_t packed = bag->counts[i], mark = bag->from->marks[packed >> 8];
    uint32_t rarity = bag->from->rarity[packed >> 8];
    if (!related__may_ask(&x->measures, trace, packed, rarity)) continue;
    if (mark & RELATED_LIST) return true;
    meets = true;
  }
  return meets && may_come_in(e, article, joined, worker);
}
