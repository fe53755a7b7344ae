/* Inside the search index: a long sorted list as many small files, cut so that a browser fetches
 * little and an edit changes few of them.
 *
 * A cut comes before a line whose key asks for it by its hash, once a piece has its least size, and
 * in any case where a piece would grow past its most. So the cuts find back to the same places
 * behind an edit, whatever was put in before them. A file's name is its content's fingerprint. */
#ifndef PAMPHLET_EMIT_SEARCH_PIECES_H
#define PAMPHLET_EMIT_SEARCH_PIECES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "wrap/json.h"

typedef struct search__piece {
  size_t start; /* in the list's text */
  sv first;     /* the shortest text above every key before it, and not above its own keys */
  sv extra;     /* lines that go behind its own */
} search__piece;

typedef struct search__pieces {
  arena *memory;
  buf text;
  VEC(search__piece) all;
  sv last_key;
  size_t least; /* bytes; the most is three times that */
} search__pieces;

/* Where the files go: `put` may be called any number of times, each time with another path. */
typedef struct search_sink {
  sv folder; /* "assets/search/en-" */
  void (*put)(void *context, sv path, sv bytes);
  void *context;
} search_sink;

/* The files of one index. Two with the same bytes are one. */
typedef struct search__files {
  arena *memory;
  const search_sink *to;
  map known; /* fingerprints of those that were put */
} search__files;

/* Puts one file and returns its fingerprint. */
sv search__put(search__files *files, sv bytes);

/* Before the line of `key` is added to `text`: whether it begins a new piece. Keys rise, and live
 * as long as the pieces. `room` is about how long the line will be. */
void search__pieces_next(search__pieces *p, sv key, size_t room);

/* Puts every piece, and writes {"first": "…", "file": "…"} under `name`: for each piece, parted by
 * blanks, its first key and its file's fingerprint. Frees the text. */
void search__pieces_put(search__pieces *p, sv name, search__files *files, json_writer *root);

#endif
