/* Related articles, third step: which articles have a word, the weightiest of them.
 *
 * Postings are sorted by list in one counting sort: each part of the articles counts what it adds
 * to a list, and then writes behind the parts before it. So lists are in the order of the articles,
 * whoever wrote them. A large site is done in several turns, so that the postings that are thrown
 * away again need not all stand in memory at once: each turn looks at all articles' words. */
#include "graph/related_index.h"

enum { TURNS = 2, LEAST_AT_ONCE = 1 << 20, MOST_AT_ONCE = 1 << 24, WORDS_A_TASK = 512, FINE = 64 };

/* A word has two lists: of titles, at twice its number, and of texts, behind it. */
typedef struct making {
  related__index *index;
  const related__hands *hands;
  unsigned parts;
  uint32_t *counts[RELATED_PARTS]; /* by list: how many postings the part adds, then where to */
  uint32_t *starts;                /* by list: where it starts among the postings of this turn */
  uint32_t at_once;                /* postings from which a turn takes no more words */
  uint32_t from, until;            /* the words of this turn */
  related__posting *postings;
} making;

static void count_part(void *context, size_t part, unsigned worker) {
  (void)worker;
  const making *m = context;
  const related__index *x = m->index;
  uint32_t *counts = m->counts[part];
  related__range range = related__part(x->count, m->parts, part);
  for (uint32_t i = range.from; i < range.until; i++) {
    const related__article *article = &x->articles[i];
    const related__word *words = related__words(article);
    const related__title *titles = related__titles(article);
    if (!article->offered) continue;
    for (uint32_t w = 0; w < article->title_count; w++) {
      counts[article->stems[w] * 2] += titles[w].part > 0;
    }
    for (uint32_t w = 0; w < article->count; w++) {
      counts[article->stems[w] * 2 + 1] += words[w].text > 0;
    }
  }
}

static uint32_t length_of(const making *m, uint32_t list) {
  uint32_t length = 0;
  for (unsigned part = 0; part < m->parts; part++) length += m->counts[part][list];
  return length;
}

static uint16_t kept_of(uint32_t length) {
  return (uint16_t)(length < RELATED_POSTINGS ? length : RELATED_POSTINGS);
}

/* Gives the lists that are kept their places, one behind the other, titles and texts of a word
 * together. */
static void place_kept(arena *a, making *m) {
  related__index *x = m->index;
  uint32_t end = 0;
  uint64_t all = 0;
  for (uint32_t stem = 0; stem < x->shown.len; stem++) {
    related__lists *l = &x->lists[stem];
    uint32_t titles = length_of(m, stem * 2), texts = length_of(m, stem * 2 + 1);
    *l = (related__lists){end, kept_of(titles), kept_of(texts)};
    end += l->title_count + l->text_count;
    all += (uint64_t)titles + texts;
  }
  all = all / TURNS < LEAST_AT_ONCE ? LEAST_AT_ONCE : all / TURNS;
  m->at_once = all > MOST_AT_ONCE ? MOST_AT_ONCE : (uint32_t)all;
  x->postings = arena_alloc(a, end * sizeof *x->postings);
}

/* As most are after an edit, of which few words are looked up. */
static bool is_empty(const related__lists *l) {
  return !l->title_count && !l->text_count;
}

/* Takes as many words as make a turn, and says where each part writes to. Returns how many postings
 * they have. */
static uint32_t start_turn(making *m) {
  uint32_t end = 0;
  for (m->from = m->until; m->until < m->index->shown.len && end < m->at_once; m->until++) {
    if (is_empty(&m->index->lists[m->until])) {
      m->starts[m->until * 2] = m->starts[m->until * 2 + 1] = end;
      continue;
    }
    for (uint32_t list = m->until * 2; list < m->until * 2 + 2; list++) {
      m->starts[list] = end;
      for (unsigned part = 0; part < m->parts; part++) {
        uint32_t count = m->counts[part][list];
        m->counts[part][list] = end;
        end += count;
      }
    }
  }
  m->starts[m->until * 2] = end;
  return end;
}

static void fill_article(const making *m, const related__article *article, uint32_t number,
                         uint32_t *next) {
  const related__word *words = related__words(article);
  const related__title *titles = related__titles(article);
  const uint32_t *stems = article->stems;
  uint32_t from = m->from, until = m->until;
  related__posting *postings = m->postings;
  for (uint32_t w = 0; w < article->title_count; w++) {
    if (stems[w] < from || stems[w] >= until || !titles[w].part) continue;
    postings[next[stems[w] * 2]++] = (related__posting){number, titles[w].part, titles[w].topic};
  }
  for (uint32_t w = 0; w < article->count; w++) {
    if (stems[w] < from || stems[w] >= until || !words[w].text) continue;
    postings[next[stems[w] * 2 + 1]++] = (related__posting){number, words[w].text, words[w].seen};
  }
}

static void fill_part(void *context, size_t part, unsigned worker) {
  (void)worker;
  const making *m = context;
  const related__index *x = m->index;
  related__range range = related__part(x->count, m->parts, part);
  for (uint32_t i = range.from; i < range.until; i++) {
    if (x->articles[i].offered) fill_article(m, &x->articles[i], i, m->counts[part]);
  }
}

/* The weight that the last of the weightiest `most` has, and how many of just that weight are among
 * them: by counting steps of 64 first, and then within one of them. */
typedef struct least {
  uint32_t weight, equals;
} least;

static least find_least(const related__posting *list, uint32_t count, uint32_t most) {
  uint32_t steps[RELATED_ONE / FINE + 1] = {0}, within[FINE] = {0};
  for (uint32_t i = 0; i < count; i++) steps[list[i].weight / FINE]++;
  uint32_t step = RELATED_ONE / FINE, above = 0;
  while (above + steps[step] < most) above += steps[step--];
  for (uint32_t i = 0; i < count; i++) {
    if (list[i].weight / FINE == step) within[list[i].weight % FINE]++;
  }
  uint32_t at = FINE - 1;
  while (above + within[at] < most) above += within[at--];
  return (least){step * FINE + at, most - above};
}

/* Copies the weightiest `most` of a list to `out` and, where `rest` is not NULL, the others there;
 * of the same weight the first. Returns the least weight of these; 0: there are no more. */
static uint16_t copy_weightiest(const related__posting *list, uint32_t count, uint32_t most,
                                related__posting *out, related__posting *rest) {
  if (count <= most) {
    if (count) memcpy(out, list, count * sizeof *list);
    return 0;
  }
  least l = find_least(list, count, most);
  for (uint32_t i = 0; i < count; i++) {
    bool equal = list[i].weight == l.weight && l.equals > 0;
    l.equals -= equal;
    if (equal || list[i].weight > l.weight) {
      *out++ = list[i];
    } else if (rest) {
      *rest++ = list[i];
    }
  }
  return (uint16_t)l.weight;
}

/* Of titles the first RELATED_TITLES are the weightiest. */
static void keep_lists(void *context, size_t number, unsigned worker) {
  (void)worker;
  const making *m = context;
  const related__index *x = m->index;
  uint32_t stem = m->from + (uint32_t)number * WORDS_A_TASK, until = stem + WORDS_A_TASK;
  for (; stem < until && stem < m->until; stem++) {
    const uint32_t *starts = &m->starts[stem * 2];
    const related__lists *l = &x->lists[stem];
    related__posting *out = &x->postings[l->first], kept[RELATED_POSTINGS];
    related__least *its = &x->least[stem];
    if (is_empty(l)) {
      *its = (related__least){0, 0};
      continue;
    }
    uint32_t titles = starts[1] - starts[0];
    its->title = copy_weightiest(m->postings + starts[0], titles, RELATED_POSTINGS, kept, NULL);
    copy_weightiest(kept, kept_of(titles), RELATED_TITLES, out, out + RELATED_TITLES);
    its->text = copy_weightiest(m->postings + starts[1], starts[2] - starts[1], RELATED_POSTINGS,
                                out + l->title_count, NULL);
  }
}

void related__lists_make(const related__hands *h, related__index *x) {
  arena *scratch = &h->scratch[0];
  arena_mark mark = arena_here(scratch);
  making m = {.index = x, .hands = h, .parts = related__parts(h)};
  size_t lists = x->shown.len * 2;
  for (unsigned i = 0; i < m.parts; i++) m.counts[i] = arena_array(scratch, uint32_t, lists);
  m.starts = arena_array(scratch, uint32_t, lists + 1);
  x->lists = arena_alloc(&h->kept[0], x->shown.len * sizeof *x->lists);
  x->least = arena_alloc(&h->kept[0], x->shown.len * sizeof *x->least);
  crew_run(&h->crew->by, m.parts, count_part, &m);
  place_kept(&h->kept[0], &m);
  uint32_t room = 0;
  while (m.until < x->shown.len) {
    uint32_t all = start_turn(&m);
    if (all > room) m.postings = arena_alloc(scratch, all * sizeof *m.postings), room = all;
    crew_run(&h->crew->by, m.parts, fill_part, &m);
    size_t tasks = (m.until - m.from + WORDS_A_TASK - 1) / WORDS_A_TASK;
    crew_run(&h->crew->by, tasks, keep_lists, &m);
  }
  arena_rewind(scratch, mark);
}
