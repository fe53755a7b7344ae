#include "build/languages.h"

enum { WORDS_SHOWN = 5 }; /* of those that are missing */

static void report_without_words(const settings *set, size_t number, diag_sink *sink) {
  sv lang = set->languages.at[number];
  language_place at = set->language_places.at[number];
  diag_span where = at.length ? diag_at(set->file, at.offset, at.length) : diag_file(set->file);
  diag *d = diag_add(sink, DIAG_LQ011, where,
                     "there is no layouts/i18n/%.*s.yaml, so its pages would be in English",
                     SV_ARG(lang));
  diag_hint(d, "copy layouts/i18n/en.yaml to %.*s.yaml in the same folder, and translate each word",
            SV_ARG(lang));
}

/* The words that a language lacks, each with the language that has it. */
typedef struct missing_words {
  arena memory;
  map names;
} missing_words;

/* Itself, or the language whose region it is. */
static bool has_word(const words *w, const words_language *of, sv name) {
  while (of) {
    if (map_get(&of->plain, name) || node_is_gap(&of->gaps, name)) return true;
    size_t dash = sv_find_last_byte(of->name, '-');
    of = dash == SV_NONE ? NULL : words_of(w, sv_first(of->name, dash));
  }
  return false;
}

static void add_missing(const words *w, const words_language *of, const words_language *other,
                        missing_words *out) {
  for (size_t i = 0; i < other->plain.len; i++) {
    sv name = other->plain.entries[i].key;
    if (has_word(w, of, name) || map_get(&out->names, name)) continue;
    map_put(&out->memory, &out->names, name, (void *)(uintptr_t)other);
  }
}

static void report_missing(const words_language *of, const map *names, diag_sink *sink) {
  buf list = BUF_EMPTY;
  for (size_t i = 0; i < names->len && i < WORDS_SHOWN; i++) {
    if (i) buf_lit(&list, ", ");
    buf_add(&list, names->entries[i].key);
  }
  size_t more = names->len > WORDS_SHOWN ? names->len - WORDS_SHOWN : 0;
  if (more) buf_printf(&list, " and %zu more", more);
  diag *d = diag_add(sink, DIAG_LQ012, diag_file(of->file), "%s: %s",
                     names->len == 1 ? "a word is missing that another language has"
                                     : "words are missing that another language has",
                     buf_cstr(&list));
  const words_language *other = names->entries[0].value;
  diag_hint(d, "take the lines from %.*s, and translate them", SV_ARG(other->file));
  buf_free(&list);
}

/* Of two names of one language, or two regions without words of their own, the first counts. */
static bool is_again(const settings *set, const words *w, size_t number) {
  const words_language *of = words_of(w, set->languages.at[number]);
  for (size_t i = 0; i < number; i++) {
    if (words_of(w, set->languages.at[i]) == of) return true;
  }
  return false;
}

static void check_words(const settings *set, const words *w, size_t number, diag_sink *sink) {
  const words_language *of = words_of(w, set->languages.at[number]);
  const words_language *english = words_of(w, SV("en"));
  missing_words missing = {0};
  if (english) add_missing(w, of, english, &missing);
  for (size_t i = 0; i < set->languages.len; i++) {
    const words_language *other = words_of(w, set->languages.at[i]);
    if (other) add_missing(w, of, other, &missing);
  }
  if (missing.names.len) report_missing(of, &missing.names, sink);
  arena_free(&missing.memory);
}

void languages_check(const settings *set, const words *w, diag_sink *sink) {
  if (!w->languages.len) return;
  for (size_t i = 0; i < set->languages.len; i++) {
    if (!words_of(w, set->languages.at[i])) {
      if (set->language_places.at[i].length) report_without_words(set, i, sink);
    } else if (!is_again(set, w, i)) {
      check_words(set, w, i, sink);
    }
  }
}
