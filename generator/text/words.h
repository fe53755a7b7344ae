/* Words for comparing texts: related articles and search see an article through these. */
#ifndef PAMPHLET_TEXT_WORDS_H
#define PAMPHLET_TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sv.h"

/* Takes the next word off *rest: a run of letters, digits and combining marks, with single
 * apostrophes between letters ("Crohn's", "d’eau"). Everything else, a hyphen too, parts
 * words. False at the end. The word is a view of the text. */
bool words_next(sv *rest, sv *word);

/* A word with a hash of its bytes in which the case of ASCII letters does not count. */
typedef struct hashed_word {
  uint64_t hash;
  sv word;
} hashed_word;

/* Takes `most` words off *rest, or as many as there are, and returns how many: as words_next, but
 * several times as fast. */
size_t words_take(sv *rest, hashed_word *out, size_t most);

/* That hash. */
uint64_t words_hash(sv word);

/* The first three letters of a word as a number below WORDS_STARTS * 8, without case and the
 * accents of Latin letters. False: they are of another alphabet, or parted by an apostrophe. */
enum { WORDS_STARTS = 4096 };
bool words_start(sv word, size_t *start);

/* Takes the next word off *rest that starts in one of certain ways, a bit for each in `starts`, or
 * in a way that words_start does not know. What is before it is passed over in bulk. */
bool words_next_starting(sv *rest, sv *word, const uint8_t *starts);

/* The form in which words are compared: case folded, NFC, without an English possessive 's
 * and with the remaining apostrophes left out ("Crohn’s" gives "crohn"). */
sv words_fold(arena *a, sv word);

/* True for a folded word that carries no topic in that language: "the", "with". Known for
 * English and Spanish; no word of any other language is one. */
bool words_is_stop(sv lang, sv folded);

/* Adds all of them for that language, parted by blanks. */
void words_stop_list(sv lang, buf *out);

#endif
