#include "view/words.h"

static const words_language *language_of(const words *w, sv lang) {
  for (size_t i = 0; i < w->languages.len; i++) {
    if (sv_same_name(w->languages.at[i].name, lang)) return &w->languages.at[i];
  }
  return NULL;
}

static sv *escaped(arena *a, sv text) {
  buf html = BUF_EMPTY;
  buf_html(&html, text);
  sv *kept = arena_new(a, sv);
  *kept = arena_dup(a, buf_sv(&html));
  buf_free(&html);
  return kept;
}

static words_language *language_for(arena *a, words *w, sv lang, sv file) {
  if (!language_of(w, lang)) {
    vec_push(a, &w->languages, (words_language){.name = lang, .file = file});
  }
  return &w->languages.at[language_of(w, lang) - w->languages.at];
}

void words_add(arena *a, words *w, sv lang, sv file, const node *root, const node_gaps *gaps) {
  words_language *language = language_for(a, w, lang, file);
  language->gaps.all |= gaps->all;
  for (size_t i = 0; i < gaps->names.len; i++) {
    vec_push(a, &language->gaps.names, gaps->names.at[i]);
  }
  for (size_t i = 0; root && root->kind == NODE_MAP && i < root->as.map.count; i++) {
    node_pair *pair = &root->as.map.pairs[i];
    if (map_get(&language->plain, pair->key)) continue;
    map_put(a, &language->plain, pair->key, pair->value);
    if (pair->value->kind != NODE_SCALAR) continue;
    map_put(a, &language->html, pair->key, escaped(a, pair->value->as.scalar.text));
  }
}

/* The language that has the words which this one lacks: es for es-MX, English for all. */
static sv next_language(sv lang) {
  size_t dash = sv_find_last_byte(lang, '-');
  if (dash != SV_NONE) return sv_first(lang, dash);
  return sv_is(lang, "en") ? SV("") : SV("en");
}

const node *words_find(const words *w, sv lang, sv name) {
  for (; lang.len; lang = next_language(lang)) {
    const words_language *language = language_of(w, lang);
    const node *word = language ? map_get(&language->plain, name) : NULL;
    if (word) return word;
  }
  return NULL;
}

const words_language *words_of(const words *w, sv lang) {
  for (;;) {
    const words_language *language = language_of(w, lang);
    size_t dash = sv_find_last_byte(lang, '-');
    if (language || dash == SV_NONE) return language;
    lang = sv_first(lang, dash);
  }
}

bool words_unread(const words *w, sv lang, sv name) {
  for (; lang.len; lang = next_language(lang)) {
    const words_language *language = language_of(w, lang);
    if (language && node_is_gap(&language->gaps, name)) return true;
  }
  return false;
}

sv words_nearest(const words *w, sv lang, sv name) {
  const words_language *known = language_of(w, lang);
  if (!known) known = language_of(w, SV("en"));
  return known ? diag_nearest_key(name, &known->plain) : SV("");
}

sv words_html(const words *w, sv lang, sv name) {
  for (; lang.len; lang = next_language(lang)) {
    const words_language *language = language_of(w, lang);
    const sv *word = language ? map_get(&language->html, name) : NULL;
    if (word) return *word;
  }
  return SV("");
}

static sv scalar_text(const node *n) {
  return n && n->kind == NODE_SCALAR ? n->as.scalar.text : SV("");
}

sv words_text(const words *w, sv lang, sv name) {
  return scalar_text(words_find(w, lang, name));
}

sv words_item(const words *w, sv lang, sv name, size_t number) {
  const node *word = words_find(w, lang, name);
  if (!word || word->kind != NODE_LIST || number >= word->as.list.count) return SV("");
  return scalar_text(word->as.list.items[number]);
}

/* A word whose name is put together from two. */
static sv composed_word(const words *w, sv lang, sv first, sv second) {
  char name[64];
  if (first.len + second.len > sizeof name) return SV("");
  memcpy(name, first.at, first.len);
  if (second.len) memcpy(name + first.len, second.at, second.len);
  return words_text(w, lang, sv_make(name, first.len + second.len));
}

sv words_taxonomy(const words *w, sv lang, sv name, sv title) {
  if (title.len) return title;
  sv word = composed_word(w, lang, SV("taxonomy_"), name);
  return word.len ? word : name;
}

static const node *plural_form(const node *word, long long count) {
  const node *zero = node_get(word, SV("zero"));
  if (count == 0 && zero) return zero;
  return node_get(word, count == 1 ? SV("one") : SV("other"));
}

enum { FEW_PIECES = 12 };

/* The pattern with each {name} replaced. */
static sv filled_pattern(arena *a, sv pattern, words_fill fill, void *context) {
  sv pieces[FEW_PIECES];
  size_t count = 0;
  while (pattern.len) {
    size_t open = sv_find_byte(pattern, '{', 0);
    size_t close = open == SV_NONE ? SV_NONE : sv_find_byte(pattern, '}', open);
    if (close == SV_NONE || !fill) break;
    if (count + 3 > FEW_PIECES) {
      pieces[0] = arena_cat(a, pieces, count);
      count = 1;
    }
    pieces[count++] = sv_first(pattern, open);
    pieces[count++] = fill(context, sv_make(pattern.at + open + 1, close - open - 1));
    pattern = sv_skip(pattern, close + 1);
  }
  if (count == 0) return pattern;
  pieces[count++] = pattern;
  return arena_cat(a, pieces, count);
}

bool words_print(arena *a, const words *w, sv lang, sv name, long long count, words_fill fill,
                 void *context, sv *out) {
  const node *word = words_find(w, lang, name);
  if (word && word->kind == NODE_MAP) word = plural_form(word, count);
  if (!word || word->kind != NODE_SCALAR) return false;
  *out = filled_pattern(a, word->as.scalar.text, fill, context);
  return true;
}

typedef struct date_fill {
  const words *words;
  sv lang;
  date_parts parts;
  arena *memory;
} date_fill;

static sv fill_number(date_fill *f, long long number, size_t width) {
  return buf_digits(arena_chars(f->memory, BUF_DIGITS), (unsigned long long)number, width);
}

static sv fill_date(void *context, sv name) {
  date_fill *f = context;
  size_t month = (size_t)f->parts.month - 1;
  if (sv_is(name, "day")) return fill_number(f, f->parts.day, 1);
  if (sv_is(name, "year")) return fill_number(f, f->parts.year, 1);
  if (sv_is(name, "month")) return words_item(f->words, f->lang, SV("month_names"), month);
  if (sv_is(name, "short_month")) {
    return words_item(f->words, f->lang, SV("short_month_names"), month);
  }
  if (sv_is(name, "month_number")) return fill_number(f, f->parts.month, 2);
  if (sv_is(name, "day_number")) return fill_number(f, f->parts.day, 2);
  return SV("");
}

sv words_date(arena *a, const words *w, sv lang, date d, sv style) {
  date_fill f = {.words = w, .lang = lang, .parts = date_split(d), .memory = a};
  sv pattern = composed_word(w, lang, SV("date_"), style);
  if (pattern.len == 0) {
    pattern = sv_is(style, "month") ? SV("{year}-{month_number}")
                                    : SV("{year}-{month_number}-{day_number}");
  }
  return filled_pattern(a, pattern, fill_date, &f);
}
