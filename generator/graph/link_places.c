#include "graph/link_places.h"

#include <math.h>
#include <stdlib.h>

#include "graph/find.h"
#include "graph/vocabulary.h"
#include "text/words.h"

enum {
  TITLE_WORDS = 32,  /* of a title; one bit each */
  STEM_TITLES = 256, /* a word of more titles tells none of them apart and is not looked for */
  NEAR = 2,          /* words of one link: at most one stranger between two of the title's */
  BREAK = NEAR + 1
};

/* An article that wants links, while articles are read for places. */
typedef struct seeker {
  double total; /* worth of its title */
  uint32_t lang;
  /* The words found just now, until a break or too many strangers. */
  uint64_t last;
  uint32_t bits;
  double worth;
  size_t from;
  /* The best words of the article that is read, if `touched`. */
  bool touched;
  link_place best;
} seeker;

/* A title that has a word. */
typedef struct posting {
  uint32_t seeker, bit;
  double worth;
} posting;
typedef VEC(posting) postings;

/* The words of the titles in one language. */
typedef struct title_words {
  vocabulary words;
  VEC(uint32_t) titles; /* by stem: how many titles have it */
  VEC(postings) by_stem;
  uint32_t all;
} title_words;

struct link_places {
  arena *memory;
  const site *site;
  title_words *langs; /* as settings.languages */
  link_wanted *wanted;
  seeker *seekers;
  size_t count;
  uint64_t word; /* words and breaks so far: tells how far two are apart */
  VEC(uint32_t) touched;
};

static uint32_t lang_of(const site *s, sv lang) {
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    if (sv_eq(s->settings.languages.at[i], lang)) return (uint32_t)i;
  }
  return 0;
}

/* The distinct stems of a title, most of them TITLE_WORDS. */
static size_t stems_of(title_words *t, sv title, uint32_t out[TITLE_WORDS]) {
  size_t count = 0;
  uint32_t stem;
  while (count < TITLE_WORDS && vocabulary_next(&t->words, &title, &stem)) {
    bool had = false;
    for (size_t i = 0; i < count; i++) had |= out[i] == stem;
    if (!had) out[count++] = stem;
  }
  return count;
}

static void count_title(arena *a, title_words *t, sv title) {
  uint32_t stems[TITLE_WORDS];
  size_t count = stems_of(t, title, stems);
  for (size_t i = 0; i < count; i++) {
    while (t->titles.len <= stems[i]) {
      vec_push(a, &t->titles, 0);
      vec_push(a, &t->by_stem, (postings){0});
    }
    t->titles.at[stems[i]]++;
  }
  t->all++;
}

/* A word of few titles is worth more than one of many. */
static double worth_of(const title_words *t, uint32_t stem) {
  return log2(1 + (double)t->all / t->titles.at[stem]);
}

static void seek(link_places *l, uint32_t number) {
  const page *p = l->wanted[number].page;
  seeker *s = &l->seekers[number];
  s->lang = lang_of(l->site, p->lang);
  title_words *t = &l->langs[s->lang];
  uint32_t stems[TITLE_WORDS];
  size_t count = stems_of(t, p->title, stems);
  for (size_t i = 0; i < count; i++) {
    double worth = worth_of(t, stems[i]);
    s->total += worth;
    if (t->titles.at[stems[i]] > STEM_TITLES) continue;
    posting made = {number, (uint32_t)1 << i, worth};
    vec_push(l->memory, &t->by_stem.at[stems[i]], made);
  }
}

link_places *link_places_open(arena *a, const site *s) {
  link_places *l = arena_new(a, link_places);
  l->memory = a;
  l->site = s;
  l->langs = arena_array(a, title_words, s->settings.languages.len);
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    vocabulary_open(a, s->settings.languages.at[i], &l->langs[i].words);
  }
  l->wanted = arena_array(a, link_wanted, s->articles.len);
  l->seekers = arena_array(a, seeker, s->articles.len);
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    if (p->type != PAGE_ARTICLE || p->left_out) continue;
    count_title(a, &l->langs[lang_of(s, p->lang)], p->title);
    if (p->links_in == 0) l->wanted[l->count++].page = p;
  }
  for (size_t i = 0; i < l->count; i++) seek(l, (uint32_t)i);
  l->word = BREAK;
  return l;
}

void link_places_close(link_places *l) {
  for (size_t i = 0; i < l->site->settings.languages.len; i++) {
    vocabulary_close(&l->langs[i].words);
  }
}

/* A word of a title: the seeker's present words grow by it, or start anew. */
static void meet(link_places *l, const page *from, const posting *met, sv text, sv word) {
  seeker *s = &l->seekers[met->seeker];
  if (l->wanted[met->seeker].page == from) return;
  size_t at = (size_t)(word.at - text.at);
  if (s->bits == 0 || l->word - s->last > NEAR) {
    s->bits = 0;
    s->worth = 0;
    s->from = at;
  }
  s->last = l->word;
  if (s->bits & met->bit) return;
  s->bits |= met->bit;
  s->worth += met->worth;
  double score = s->worth / s->total;
  if (score < 0.5 || (s->touched && score <= s->best.score)) return;
  size_t length = at + word.len - s->from;
  if (!s->touched) vec_push(l->memory, &l->touched, met->seeker);
  s->touched = true;
  s->best = (link_place){from, s->from, length, sv_make(text.at + s->from, length), score};
}

/* Past what stands in brackets at a place, its target too, past code and past an address. */
static size_t past_markup(sv text, size_t at) {
  char close = text.at[at] == '[' ? ']' : text.at[at] == '<' ? '>' : '`';
  size_t end = sv_find_byte(text, close, at + 1);
  if (end == SV_NONE) return at + 1;
  if (close != ']' || end + 1 == text.len) return end + 1;
  char next = text.at[end + 1];
  if (next != '(' && next != '[') return end + 1;
  size_t target = sv_find_byte(text, next == '(' ? ')' : ']', end + 2);
  return target == SV_NONE ? end + 1 : target + 1;
}

static bool starts_markup(char c) {
  return c == '[' || c == '<' || c == '`';
}

/* What may stand between the words of one link. */
static bool joins_words(char c) {
  return c == ' ' || c == '-' || c == '\n' || c == '\r';
}

/* One stretch of running text, without markup. */
static void read_plain(link_places *l, const page *from, sv text, sv stretch) {
  title_words *t = &l->langs[lang_of(l->site, from->lang)];
  sv rest = stretch, word;
  const char *before = stretch.at;
  l->word += BREAK;
  while (words_next(&rest, &word)) {
    for (; before < word.at; before++) {
      if (!joins_words(*before)) l->word += BREAK;
    }
    before = word.at + word.len;
    l->word++;
    uint32_t stem;
    sv one = word;
    if (!vocabulary_next(&t->words, &one, &stem) || stem >= t->by_stem.len) continue;
    const postings *titles = &t->by_stem.at[stem];
    for (size_t i = 0; i < titles->len; i++) meet(l, from, &titles->at[i], text, word);
  }
}

static void read_block(link_places *l, const page *from, sv text, sv block) {
  size_t at = 0;
  while (at < block.len) {
    size_t start = at;
    while (at < block.len && !starts_markup(block.at[at])) at++;
    if (at > start) read_plain(l, from, text, sv_make(block.at + start, at - start));
    if (at < block.len) at = past_markup(block, at);
  }
}

static bool lists(const page *p, const page *other) {
  for (size_t i = 0; i < p->related_pages.len; i++) {
    if (p->related_pages.at[i].page == other) return true;
  }
  return false;
}

/* Puts a place among the best, in order; of equals the earlier page stays first. */
static void keep_best(link_wanted *w, link_place place) {
  size_t at = w->place_count;
  while (at > 0 && w->places[at - 1].score < place.score) at--;
  if (at == LINK_PLACES) return;
  if (w->place_count < LINK_PLACES) w->place_count++;
  for (size_t i = w->place_count - 1; i > at; i--) w->places[i] = w->places[i - 1];
  w->places[at] = place;
}

void link_places_read(link_places *l, const page *from, sv text, const prose *blocks) {
  for (size_t i = 0; i < blocks->len; i++) {
    const prose_block *b = &blocks->at[i];
    bool running = b->kind == PROSE_PARAGRAPH || b->kind == PROSE_ITEM || b->kind == PROSE_CELL;
    if (running) read_block(l, from, text, sv_first(sv_skip(text, b->offset), b->length));
  }
  for (size_t i = 0; i < l->touched.len; i++) {
    uint32_t number = l->touched.at[i];
    link_wanted *w = &l->wanted[number];
    link_place place = l->seekers[number].best;
    place.words = arena_dup(l->memory, place.words);
    if (lists(w->page, from) || lists(from, w->page)) place.score *= 1.25;
    keep_best(w, place);
    l->seekers[number].touched = false;
  }
  l->touched.len = 0;
}

const link_wanted *link_places_found(const link_places *l, size_t *count) {
  *count = l->count;
  return l->wanted;
}

sv link_places_target(arena *a, const site *s, const page *from, const page *to) {
  size_t folder = from->folder.len;
  bool beside = sv_starts(to->source, from->folder) && to->source.len > folder &&
                to->source.at[folder] == '/';
  if (beside) return sv_skip(to->source, folder + 1);
  return arena_dup(a, sv_skip(to->source, finder_root(s).len));
}
