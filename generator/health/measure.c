#include "health/measure.h"

#include "base/utf8.h"
#include "health/sentences.h"
#include "health/syllables.h"
#include "wrap/unicode.h"

static size_t letters_in(sv word) {
  size_t count = 0;
  while (word.len) {
    uint32_t c;
    word = sv_skip(word, utf8_decode(word, &c));
    if (c < 0x80) {
      count += (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    } else {
      count += unicode_is_letter(c) || unicode_is_number(c);
    }
  }
  return count;
}

static bool is_spanish(sv lang) {
  return sv_is(sv_first(lang, 2), "es");
}

static bool is_capital(sv word) {
  return word.at[0] >= 'A' && word.at[0] <= 'Z';
}

/* Counts a word once for all its places. */
static void learn_size(sv lang, known_word *known) {
  sv text = known_text(known);
  bool address = sentences_is_address(text);
  known->syllables[is_spanish(lang)] = address ? 1 : (uint32_t)syllables_of(lang, text);
  known->letters = (uint32_t)letters_in(text);
}

/* Without a branch: nobody could guess which words are long. */
static inline void add_word(sv lang, bool spanish, known_word *known, text_counts *out) {
  if (known->syllables[spanish] == 0) learn_size(lang, known);
  size_t syllables = known->syllables[spanish], is_long = syllables >= 3;
  size_t is_common = (out->words == 0) | !is_capital(known_text(known));
  out->words++;
  out->syllables += syllables;
  out->letters += known->letters;
  out->polysyllables += is_long;
  out->common_polysyllables += is_long & is_common;
}

static bool is_mark(char c) {
  return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static inline bool is_break(const char *at, const char *end) {
  return at == end || *at == ' ' || *at == '\n';
}

/* Whether the token behind *at, at most a blank away, is what sentences_word would give: all that
 * stands up to the next blank but for a mark. Nearly every word is. *at moves behind it. */
static inline bool is_whole(const token *t, const char **at, const char *end) {
  const char *from = t->raw.at, *behind = from + t->raw.len;
  if (from != *at && (from != *at + 1 || !is_break(*at, end))) return false;
  if (!is_break(behind, end)) {
    if (!is_mark(*behind) || sv_is(t->raw, "www")) return false;
    if (!is_break(++behind, end)) return false;
  }
  *at = behind;
  return true;
}

/* A walk over a text that was read into tokens, by the words that sentences_word gives. */
typedef struct walk {
  const char *at, *end;
  const token *next, *last;
} walk;

static walk walk_over(sv text, const token_list *tokens) {
  return (walk){text.at, text.at + text.len, tokens->at, tokens->at + tokens->len};
}

/* The next word: the token that it is, or else (NULL) what it is. False at the end. */
static inline bool next_word(walk *w, const token **whole, sv *word) {
  *whole = w->next;
  if (w->next < w->last && is_whole(w->next, &w->at, w->end)) {
    w->next++;
    return true;
  }
  *whole = NULL;
  sv rest = sv_make(w->at, (size_t)(w->end - w->at));
  if (!rest.len || !sentences_word(&rest, word)) return false;
  w->at = w->end - rest.len;
  while (w->next < w->last && w->next->raw.at < w->at) w->next++;
  return true;
}

static text_counts count_sentence(lexicon *words, sv lang, const read_sentence *s) {
  text_counts c = {.sentences = 1};
  bool spanish = is_spanish(lang);
  walk w = walk_over(s->text, &s->tokens);
  const token *whole;
  for (sv word; next_word(&w, &whole, &word);) {
    add_word(lang, spanish, whole ? whole->known : lexicon_word(words, word), &c);
  }
  return c;
}

static void add(text_counts *total, const text_counts *c) {
  total->words += c->words;
  total->sentences += c->sentences;
  total->syllables += c->syllables;
  total->letters += c->letters;
  total->polysyllables += c->polysyllables;
  total->common_polysyllables += c->common_polysyllables;
}

static size_t words_in(sv text, const token_list *tokens) {
  walk w = walk_over(text, tokens);
  const token *whole;
  size_t count = 0;
  for (sv word; next_word(&w, &whole, &word);) count++;
  return count;
}

bool measure_is_references(const prose_block *block) {
  static const char *const names[] = {"references",       "sources",     "bibliography",
                                      "further reading",  "referencias", "fuentes",
                                      "bibliograf\u00EDa"};
  if (block->kind != PROSE_HEADING) return false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (sv_eq_nocase(sv_trim(block->text), sv_of(names[i]))) return true;
  }
  return false;
}

typedef struct measuring {
  lexicon *words;
  sv lang;
  measure_visit visit;
  void *context;
  text_counts *total;
} measuring;

static void measure_block(const measuring *m, const prose_block *block, const read_block *read) {
  if (block->kind == PROSE_ITEM && !sentences_is_ended(block->text)) {
    m->total->left_out += words_in(block->text, &read->tokens);
    return;
  }
  for (size_t i = 0; i < read->sentences.len; i++) {
    measured_sentence found = {.block = block, .read = &read->sentences.at[i]};
    found.counts = count_sentence(m->words, m->lang, found.read);
    if (found.counts.words == 0) continue;
    add(m->total, &found.counts);
    if (m->visit) m->visit(m->context, &found);
  }
}

void measure_prose(lexicon *words, sv lang, const prose *blocks, const read_block *read,
                   measure_visit visit, void *context, text_counts *total) {
  const measuring m = {words, lang, visit, context, total};
  unsigned references = 0; /* the level of their heading; 0: not below it */
  *total = (text_counts){0};
  for (size_t i = 0; i < blocks->len; i++) {
    const prose_block *block = &blocks->at[i];
    if (block->kind == PROSE_HEADING) {
      if (references && block->level > references) continue;
      references = measure_is_references(block) ? block->level : 0;
    }
    bool counts = block->kind == PROSE_PARAGRAPH || block->kind == PROSE_ITEM;
    if (counts && !references) measure_block(&m, block, &read[i]);
  }
}

sv measure_confidence(const text_counts *c) {
  return c->sentences < MEASURE_SURE_SENTENCES ? SV("low") : SV("good");
}

static const measure_method english[] = {
    {"flesch-kincaid", "Flesch-Kincaid", false, flesch_kincaid_grade},
    {"smog", "SMOG", false, smog},
    {"gunning-fog", "Gunning Fog", false, gunning_fog},
    {"coleman-liau", "Coleman-Liau", false, coleman_liau},
    {"ari", "ARI", false, automated_readability},
    {"flesch-reading-ease", "Flesch Reading Ease", true, flesch_reading_ease},
};

static const measure_method spanish[] = {
    {"inflesz", "INFLESZ", true, szigriszt_pazos},
    {"fernandez-huerta", "Fern\xC3\xA1ndez Huerta", true, fernandez_huerta},
};

const measure_method *measure_method_for(sv lang, sv name) {
  bool in_spanish = is_spanish(lang);
  const measure_method *all = in_spanish ? spanish : english;
  size_t count = in_spanish ? sizeof spanish / sizeof *spanish : sizeof english / sizeof *english;
  for (size_t i = 0; i < count; i++) {
    if (sv_is(name, all[i].name)) return &all[i];
  }
  return &all[0];
}
