/* Related articles, first step: which words an article uses, and how often. */
#include <stdlib.h>

#include "base/oom.h"
#include "graph/related_index.h"

/* A language that a reader has met. For the present article: how often a form occurs, and whether
 * in the title, as in a bag; and the same of its stem. */
typedef struct language {
  vocabulary words;
  uint8_t *tally, *of_stem; /* by form, by stem */
  size_t tally_cap;
} language;

/* What the tally of a form becomes where it is met once more. */
typedef struct tallies {
  uint8_t after[RELATED_IN_TITLE + RELATED_MOST_TIMES + 1];
} tallies;

struct related_reader {
  arena memory;
  unsigned heading_weight;
  tallies in_title, in_text, in_heading;
  VEC(language *) languages;
  VEC(uint32_t) met;         /* the present article's forms, in the order of first use */
  VEC(uint32_t) stems;       /* and their stems */
  VEC(uint32_t) points;      /* the stems of its key points, */
  VEC(uint32_t) point_forms; /* and forms that these alone have */
  related_noted noted;
};

static unsigned add_times(unsigned a, unsigned b) {
  unsigned times = (a & RELATED_MOST_TIMES) + (b & RELATED_MOST_TIMES);
  if (times > RELATED_MOST_TIMES) times = RELATED_MOST_TIMES;
  return times | ((a | b) & RELATED_IN_TITLE);
}

static tallies tallies_of(unsigned once) {
  tallies t;
  for (unsigned before = 0; before < sizeof t.after; before++) {
    t.after[before] = (uint8_t)add_times(before, once);
  }
  return t;
}

/* A word of the title counts 0 times. */
related_reader *related_reader_open(const settings *s) {
  related_reader *r = oom_malloc(sizeof *r);
  unsigned heading = (unsigned)(s->related.headings + 0.5);
  if (heading > RELATED_MOST_TIMES) heading = RELATED_MOST_TIMES;
  *r = (related_reader){.heading_weight = heading,
                        .in_title = tallies_of(RELATED_IN_TITLE),
                        .in_text = tallies_of(1),
                        .in_heading = tallies_of(heading)};
  arena_init(&r->memory, 1024 * 1024);
  return r;
}

void related_reader_close(related_reader *r) {
  if (!r) return;
  for (size_t i = 0; i < r->languages.len; i++) vocabulary_close(&r->languages.at[i]->words);
  arena_free(&r->memory);
  free(r);
}

static language *find_language(const related_reader *r, sv lang) {
  for (size_t i = 0; i < r->languages.len; i++) {
    if (sv_eq(r->languages.at[i]->words.lang, lang)) return r->languages.at[i];
  }
  return NULL;
}

vocabulary *related_vocabulary(const related_reader *r, sv lang) {
  language *found = find_language(r, lang);
  return found ? &found->words : NULL;
}

static language *language_of(related_reader *r, sv lang) {
  language *found = find_language(r, lang);
  if (found) return found;
  found = arena_new(&r->memory, language);
  vocabulary_open(&r->memory, arena_dup(&r->memory, lang), &found->words);
  vec_push(&r->memory, &r->languages, found);
  return found;
}

related_reader *related_reader_known(sv lang, vocabulary **words) {
  related_reader *r = oom_malloc(sizeof *r);
  *r = (related_reader){0};
  *words = &language_of(r, lang)->words;
  return r;
}

/* So that every form met so far has its place; there are no more stems than forms. */
static void grow_tally(related_reader *r, language *l) {
  size_t cap = l->tally_cap ? l->tally_cap : 4096;
  while (cap < l->words.forms.len) cap *= 2;
  uint8_t *grown = arena_array(&r->memory, uint8_t, cap);
  if (l->tally_cap) memcpy(grown, l->tally, l->tally_cap);
  l->tally = grown;
  l->of_stem = arena_array(&r->memory, uint8_t, cap); /* empty between articles, when it grows */
  l->tally_cap = cap;
}

/* Whether a word is new is no branch here: a processor guesses it wrong every other time. */
static uint32_t read_text(related_reader *r, language *l, sv text, const tallies *t) {
  uint32_t forms[VOCABULARY_BATCH];
  size_t length = 0;
  while (text.len) {
    size_t count = vocabulary_take(&l->words, &text, forms);
    if (l->tally_cap < l->words.forms.len) grow_tally(r, l);
    if (r->met.cap - r->met.len < count) vec_reserve(&r->memory, &r->met, r->met.cap * 2 + count);
    uint8_t *tally = l->tally;
    uint32_t *met = r->met.at + r->met.len;
    for (size_t i = 0; i < count; i++) {
      uint32_t form = forms[i];
      unsigned before = tally[form];
      tally[form] = t->after[before];
      *met = form;
      met += before == 0;
    }
    r->met.len = (uint32_t)(met - r->met.at);
    length += count;
  }
  return (uint32_t)length;
}

static uint32_t read_page(related_reader *r, language *l, const page *p) {
  read_text(r, l, p->title, &r->in_title);
  uint32_t length = read_text(r, l, p->description, &r->in_text);
  for (size_t i = 0; i < p->body.prose.len; i++) {
    const prose_block *block = &p->body.prose.at[i];
    bool heading = block->kind == PROSE_HEADING;
    if (block->kind == PROSE_CODE || (heading && !r->heading_weight)) continue;
    length += read_text(r, l, block->text, heading ? &r->in_heading : &r->in_text);
  }
  return length;
}

/* The next piece of HTML that is text: between tags, and without what stands between & and ;. */
static bool next_text(sv *html, sv *text) {
  while (html->len) {
    char end = html->at[0] == '<' ? '>' : html->at[0] == '&' ? ';' : '\0';
    size_t at = 0;
    if (end) {
      at = sv_find_byte(*html, end, 0);
      *html = sv_skip(*html, at == SV_NONE ? html->len : at + 1);
      continue;
    }
    while (at < html->len && html->at[at] != '<' && html->at[at] != '&') at++;
    *text = sv_first(*html, at);
    *html = sv_skip(*html, at);
    return true;
  }
  return false;
}

static void read_point(related_reader *r, language *l, sv text) {
  uint32_t forms[VOCABULARY_BATCH];
  while (text.len) {
    size_t count = vocabulary_take(&l->words, &text, forms);
    if (l->tally_cap < l->words.forms.len) grow_tally(r, l);
    for (size_t i = 0; i < count; i++) {
      vec_push(&r->memory, &r->points, l->words.stem_of.at[forms[i]]);
      if (l->tally[forms[i]]) continue;
      l->tally[forms[i]] = 1;
      vec_push(&r->memory, &r->point_forms, forms[i]);
    }
  }
}

/* Once all else is read. */
static void read_points(related_reader *r, language *l, const page *p) {
  r->points.len = r->point_forms.len = 0;
  for (size_t i = 0; i < p->key_points.len; i++) {
    sv html = body_text(&r->memory, &p->key_points.at[i].body), text;
    while (next_text(&html, &text)) read_point(r, l, text);
  }
}

static void note_points(related_reader *r, language *l) {
  for (uint32_t i = 0; i < r->point_forms.len; i++) {
    vec_push(&r->memory, &r->noted.forms, r->point_forms.at[i] << 8);
    l->tally[r->point_forms.at[i]] = 0;
  }
}

/* What was met, by form for the record and by stem for the bag. As in read_text, whether a stem is
 * new is no branch. Bytes may be any memory's: what is not held in variables is read again after
 * each. */
static void tally_stems(related_reader *r, language *l) {
  r->noted.forms.len = r->stems.len = 0;
  vec_reserve(&r->memory, &r->noted.forms, r->met.len);
  vec_reserve(&r->memory, &r->stems, r->met.len);
  const uint32_t *stem_of = l->words.stem_of.at, *met = r->met.at;
  uint32_t *noted = r->noted.forms.at, *stems = r->stems.at, count = r->met.len;
  uint8_t *tally = l->tally, *of_stem = l->of_stem;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t form = met[i], stem = stem_of[form];
    unsigned here = tally[form], before = of_stem[stem];
    noted[i] = form << 8 | here;
    *stems = stem;
    stems += before == 0;
    of_stem[stem] = (uint8_t)add_times(before, here);
    tally[form] = 0;
  }
  r->noted.forms.len = count;
  r->stems.len = (uint32_t)(stems - r->stems.at);
}

/* Forms to stems: the bag of the forms that were met. */
static void make_bag(related_reader *r, arena *a, language *l, uint32_t length, page *p) {
  tally_stems(r, l);
  note_points(r, l);
  r->noted.length = length;
  const uint32_t *stems = r->stems.at;
  uint32_t count = r->stems.len, points = r->points.len;
  uint8_t *of_stem = l->of_stem;
  related_bag *bag = arena_alloc(a, sizeof *bag + (count + points) * sizeof *bag->counts);
  uint32_t *counts = (uint32_t *)(bag + 1);
  *bag = (related_bag){&l->words, counts, count, length, points};
  for (uint32_t i = 0; i < count; i++) {
    counts[i] = stems[i] << 8 | of_stem[stems[i]];
    of_stem[stems[i]] = 0;
  }
  for (uint32_t i = 0; i < points; i++) counts[count + i] = r->points.at[i] << 8;
  p->words = bag;
}

void related_read(related_reader *r, arena *a, page *p) {
  language *l = language_of(r, p->lang);
  r->met.len = 0;
  uint32_t length = read_page(r, l, p);
  read_points(r, l, p);
  make_bag(r, a, l, length, p);
}

const related_noted *related_note(const related_reader *r) {
  return &r->noted;
}
