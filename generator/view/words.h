/* The words that layouts and Markdown print themselves, from layouts/i18n/<language>.yaml:
 *
 *   read_more: Read more
 *   minutes: {one: "{count} minute", other: "{count} minutes"}
 *   month_names: [January, February, …]
 *
 * A word that a region's language lacks (es-MX) is taken from the language (es), and what that
 * lacks from English. */
#ifndef PAMPHLET_VIEW_WORDS_H
#define PAMPHLET_VIEW_WORDS_H

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "value/date.h"
#include "value/node.h"

typedef struct words_language {
  sv name;        /* "en" */
  sv file;        /* "layouts/i18n/en.yaml", the first of that name */
  map plain;      /* word -> node */
  map html;       /* word -> sv *, escaped; scalars alone */
  node_gaps gaps; /* words that its files may have, though they could not be read */
} words_language;

typedef struct words {
  VEC(words_language) languages;
} words;

/* Adds a language's file: what could be read of it (NULL: nothing), and what could not. Later files
 * do not replace words that are there already, so that a clinic's own layouts folder, read first,
 * wins. */
void words_add(arena *a, words *w, sv lang, sv file, const node *root, const node_gaps *gaps);

/* The words of that language, or of the one whose region it is; NULL: there are none. */
const words_language *words_of(const words *w, sv lang);

/* The word in that language, else in those that it falls back on, else NULL. */
const node *words_find(const words *w, sv lang, sv name);

/* True where the files of that language, or of English, may have the word, though it was not read.
 */
bool words_unread(const words *w, sv lang, sv name);

/* The nearest name of a word to one that is none, for "did you mean"; may be empty. */
sv words_nearest(const words *w, sv lang, sv name);

/* The plain text of a word; empty where there is none. */
sv words_text(const words *w, sv lang, sv name);

/* The same, escaped for HTML. */
sv words_html(const words *w, sv lang, sv name);

/* The item of a word that is a list (month names), from 0. */
sv words_item(const words *w, sv lang, sv name, size_t number);

/* What a taxonomy is called: its title in site.yaml, else the word taxonomy_<name>, else the
 * name itself. */
sv words_taxonomy(const words *w, sv lang, sv name, sv title);

/* The word with {name} replaced by `fill`, which may be NULL. `count` chooses between `one` and
 * `other` where the word has both (0 and everything but 1 is `other`; a word may give `zero`
 * too). Escapes nothing. False: no such word. */
typedef sv (*words_fill)(void *context, sv name);
bool words_print(arena *a, const words *w, sv lang, sv name, long long count, words_fill fill,
                 void *context, sv *out);

/* A date in the language's own order, by the pattern word `date_<style>` ("{day} {month}
 * {year}") and its month names; without such a word as 2026-02-13, and 2026-02 for the style
 * `month`. */
sv words_date(arena *a, const words *w, sv lang, date d, sv style);

#endif
