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

/* What a word adds, counted once for all its places where there is a lexicon. */
typedef struct word_size {
  size_t syllables, letters;
} word_size;

static word_size measure_word(sv lang, sv word) {
  bool address = sentences_is_address(word);
  return (word_size){address ? 1 : syllables_of(lang, word), letters_in(word)};
}

static word_size size_of(lexicon *words, sv lang, sv word) {
  if (!words) return measure_word(lang, word);
  known_word *known = lexicon_word(words, word);
  uint32_t *syllables = &known->syllables[is_spanish(lang)];
  if (*syllables == 0) {
    word_size size = measure_word(lang, word);
    *syllables = (uint32_t)size.syllables;
    known->letters = (uint32_t)size.letters;
  }
  return (word_size){*syllables, known->letters};
}

static void add_word(lexicon *words, sv lang, sv word, bool first, text_counts *out) {
  word_size size = size_of(words, lang, word);
  size_t syllables = size.syllables;
  out->words++;
  out->syllables += syllables;
  out->letters += size.letters;
  if (syllables < 3) return;
  out->polysyllables++;
  out->common_polysyllables += first || !is_capital(word);
}

static text_counts count_sentence(lexicon *words, sv lang, sv sentence) {
  text_counts c = {.sentences = 1};
  sv word;
  while (sentences_word(&sentence, &word)) add_word(words, lang, word, c.words == 0, &c);
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

static size_t words_in(sv text) {
  size_t count = 0;
  for (sv word; sentences_word(&text, &word);) count++;
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

static void measure_block(lexicon *words, sv lang, const prose_block *block, measure_visit visit,
                          void *context, text_counts *total) {
  if (block->kind == PROSE_ITEM && !sentences_is_ended(block->text)) {
    total->left_out += words_in(block->text);
    return;
  }
  measured_sentence found = {.block = block};
  for (sv rest = block->text; sentences_next(&rest, &found.text);) {
    found.counts = count_sentence(words, lang, found.text);
    if (found.counts.words == 0) continue;
    add(total, &found.counts);
    if (visit) visit(context, &found);
  }
}

void measure_prose(lexicon *words, sv lang, const prose *blocks, measure_visit visit, void *context,
                   text_counts *total) {
  unsigned references = 0; /* the level of their heading; 0: not below it */
  *total = (text_counts){0};
  for (size_t i = 0; i < blocks->len; i++) {
    const prose_block *block = &blocks->at[i];
    if (block->kind == PROSE_HEADING) {
      if (references && block->level > references) continue;
      references = measure_is_references(block) ? block->level : 0;
    }
    bool counts = block->kind == PROSE_PARAGRAPH || block->kind == PROSE_ITEM;
    if (counts && !references) measure_block(words, lang, block, visit, context, total);
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
