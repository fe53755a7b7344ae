#include "health/hardest.h"

#include "base/map.h"
#include "health/place.h"
#include "health/sentences.h"
#include "health/syllables.h"
#include "wrap/unicode.h"

enum { LEAST_WORDS = 4 };

typedef struct word_found {
  hard_word word;
  const prose_block *block;
} word_found;

typedef struct search {
  arena *memory;
  sv lang;
  hardest *out;
  const prose_block *blocks[HARDEST]; /* of the sentences */
  map words;                          /* folded -> word_found */
} search;

static double grade_of(sv lang, const text_counts *c) {
  const measure_method *m = measure_method_for(lang, SV(""));
  return m->ease ? 100 - m->value(c) : m->value(c);
}

static void keep_sentence(search *s, const measured_sentence *sentence) {
  if (sentence->counts.words < LEAST_WORDS) return;
  double grade = grade_of(s->lang, &sentence->counts);
  hardest *out = s->out;
  size_t at = out->sentence_count;
  while (at && out->sentences[at - 1].grade < grade) at--;
  if (at == HARDEST) return;
  if (out->sentence_count < HARDEST) out->sentence_count++;
  for (size_t i = out->sentence_count - 1; i > at; i--) {
    out->sentences[i] = out->sentences[i - 1];
    s->blocks[i] = s->blocks[i - 1];
  }
  out->sentences[at] = (hard_sentence){
      .text = sentence->read->text, .grade = grade, .words = sentence->counts.words};
  s->blocks[at] = sentence->block;
}

static void note_word(search *s, const prose_block *block, sv word) {
  unsigned syllables = sentences_is_address(word) ? 1 : syllables_of(s->lang, word);
  if (syllables < 2) return;
  bool fresh;
  map_entry *entry = map_entry_for(s->memory, &s->words, unicode_fold(s->memory, word), &fresh);
  if (fresh) {
    word_found *found = arena_new(s->memory, word_found);
    *found = (word_found){{.text = word, .syllables = syllables}, block};
    entry->value = found;
  }
  ((word_found *)entry->value)->word.times++;
}

static void visit(void *context, const measured_sentence *sentence) {
  search *s = context;
  keep_sentence(s, sentence);
  sv rest = sentence->read->text, word;
  while (sentences_word(&rest, &word)) note_word(s, sentence->block, word);
}

static bool is_harder(const hard_word *a, const hard_word *b) {
  return a->syllables != b->syllables ? a->syllables > b->syllables : a->times > b->times;
}

static void pick_words(search *s, const word_found *picked[HARDEST]) {
  hardest *out = s->out;
  for (size_t i = 0; i < s->words.len; i++) {
    const word_found *found = s->words.entries[i].value;
    size_t at = out->word_count;
    while (at && is_harder(&found->word, &picked[at - 1]->word)) at--;
    if (at == HARDEST) continue;
    if (out->word_count < HARDEST) out->word_count++;
    for (size_t k = out->word_count - 1; k > at; k--) picked[k] = picked[k - 1];
    picked[at] = found;
  }
}

void hardest_find(arena *a, sv lang, const prose *blocks, sv file, sv source, hardest *out) {
  *out = (hardest){0};
  search s = {.memory = a, .lang = lang, .out = out};
  lexicon *words = lexicon_open(NULL);
  const read_block *read = reading_of(words, a, blocks);
  measure_prose(words, lang, blocks, read, visit, &s, &out->counts);
  lexicon_close(words);
  const word_found *picked[HARDEST] = {NULL};
  pick_words(&s, picked);
  place_cursor cursor = {.file = file, .source = source};
  for (size_t i = 0; i < out->sentence_count; i++) {
    out->sentences[i].where = place_of(&cursor, s.blocks[i], out->sentences[i].text);
  }
  for (size_t i = 0; i < out->word_count; i++) {
    out->words[i] = picked[i]->word;
    out->words[i].where = place_of(&cursor, picked[i]->block, picked[i]->word.text);
  }
}
