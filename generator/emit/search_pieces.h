/* Inside the search index: a long sorted list as many small files, cut so that a browser fetches
 * little and an edit changes few of them.
 *
 * A cut comes before a line whose key asks for it by its hash, once a piece has its least size, and
 * in any case where a piece would grow past its most. So the cuts find back to the same places
 * behind an edit, whatever was put in before them. A file's name is its content's fingerprint.
 *
 * A piece is made only where it may differ from what an earlier index had there: each has a
 * fingerprint of all that its lines are made from, and the lines know it before they are made. Or
 * it is known which pieces are lost, and there are lines of these alone.
 *
 *   search__pieces_find(&p, &files);
 *   search__pieces_compare(&p);
 *   do {
 *     search__pieces_order(&p);
 *     for (i = 0; i < p.order_count && search__pieces_line(&p, p.order[i], line); i++) …
 *   } while (!search__pieces_end(&p));                 a cut moved: more has to be made
 *   search__pieces_put(&p, p.now.len, &files); */
#ifndef PAMPHLET_EMIT_SEARCH_PIECES_H
#define PAMPHLET_EMIT_SEARCH_PIECES_H

#include "base/buf.h"
#include "base/vec.h"
#include "emit/search_sink.h"
#include "graph/crew.h"
#include "wrap/json.h"

enum { SEARCH_NAME = 10 };

typedef struct search__piece {
  sv first_key, last_key;
  uint64_t print; /* the sum of its lines', as `print` has them; 0: nobody knows */
  uint64_t extra; /* of the lines that go behind its own */
  uint32_t size;  /* of its own lines, in bytes */
  uint32_t room;  /* of the first */
  sv_list ties;   /* keys that several lines have, of which the first is there */
  char file[SEARCH_NAME];

  sv from;      /* the shortest text above every key before it, and not above its own keys */
  bool kept;    /* the file of the earlier index is its file, */
  uint32_t was; /* of that piece */
  sv_list text; /* else its lines, in parts */
} search__piece;
typedef VEC(search__piece) search__piece_list;

/* A line that is to be made. Where two have the same key, the one with the lesser tie is; their
 * fingerprints both count. */
typedef struct search__item {
  sv key, tie;
  uint32_t room; /* about how long it will be */
  bool tied;     /* it is known that others have the key, although they do not come */
} search__item;

typedef struct search__files {
  const search_sink *to;
  const crew *by;
  const search__piece_list *others; /* the same bytes are put once; NULL: none can be the same */
} search__files;

typedef struct search__pieces {
  arena *memory;
  size_t least; /* bytes; the most is three times that */
  uint32_t count;
  search__item (*item)(const void *context, uint32_t which);
  uint64_t (*print)(const void *context, uint32_t which); /* of all that its line is made from; a
                                                             mix_summand. NULL: nobody knows */
  const void *context;

  /* Adds what goes behind the lines of a piece, up to where the next begins (`last`: to the end),
   * and gives its fingerprint. NULL: nothing does. */
  uint64_t (*behind)(const void *context, const search__piece *piece, sv until, bool last,
                     buf *out);
  const void *behind_context;

  bool some; /* these are not all lines, but all of the pieces that are lost */

  const uint32_t *all; /* [count]: all lines by key and tie, where that is known; NULL: it is not */

  search__piece_list before; /* of an earlier index; none: everything is made */
  bool *lost;                /* [before.len]: to be made again */
  bool *read;                /* [before.len]: search__pieces_read_lost gave its text */

  uint32_t *order; /* [order_count]: the lines to be made, by key */
  uint32_t order_count;
  search__piece_list now;
  uint32_t put; /* of these, so many are put */

  uint32_t *where;     /* by line: its piece before */
  uint32_t *lines;     /* [before.len]: how many there are to be made */
  uint32_t next, left; /* while lines come: the next piece before, lines still to come of this */
} search__pieces;

/* What an earlier index put and still stands. */
void search__pieces_find(search__pieces *p, const search__files *files);

/* Finds out what has to be made beside what is lost. */
void search__pieces_compare(search__pieces *p);

/* Sets p->order and forgets what is in p->now. */
void search__pieces_order(search__pieces *p);

/* The next line, which lives until its piece is put. False: more is lost than was thought; begin
 * again with the order. The same at the end of all lines. */
bool search__pieces_line(search__pieces *p, uint32_t which, sv line);
bool search__pieces_end(search__pieces *p);

/* True where the pieces of now begin as those before did, so that p->where holds. */
bool search__pieces_alike(const search__pieces *p);

/* Of some lines: true where the pieces that are kept begin and end where they did; else those that
 * do not are lost. */
bool search__pieces_steady(search__pieces *p);

/* True where most pieces before are lost: the others are not worth the trouble of fitting them in.
 */
bool search__pieces_hopeless(const search__pieces *p);

/* Gives the texts of pieces that are lost to `take`, each once. False: most are lost, one cannot be
 * read, or `take` knew no way with one. */
typedef bool search__take_text(void *context, const search__piece *piece, sv text);
bool search__pieces_read_lost(search__pieces *p, const search__files *files,
                              search__take_text *take, void *context);

/* Puts or keeps the pieces before `until` that are still to be. */
void search__pieces_put(search__pieces *p, uint32_t until, const search__files *files);

/* Moves the lines of the last piece to `text`, so that their old place can be let go. */
void search__pieces_carry(search__pieces *p, buf *text);

/* One file by itself: puts it and gives its name, or asks for one of an earlier index, or keeps it.
 */
void search__put(const search__files *files, unsigned worker, sv bytes, char name[SEARCH_NAME]);
bool search__stands(const search__files *files, const char name[SEARCH_NAME]);
void search__keep(const search__files *files, unsigned worker, const char name[SEARCH_NAME]);

/* The piece whose lines a key is among: the last that does not begin above it. `starts` is
 * search__starts of the same pieces. */
uint64_t *search__starts(arena *a, const search__piece_list *pieces);
uint32_t search__piece_of(const search__piece_list *pieces, const uint64_t *starts, sv key);
uint32_t search__piece_near(const search__piece_list *pieces, const uint64_t *starts, sv key,
                            uint32_t near); /* the same, where it is probably this one */

/* The places of `count` lines, sorted by key and tie. */
void search__sort(const search__pieces *p, uint32_t *which, uint32_t count);

/* Writes {"first": "…", "file": "…"} under `name`: for each piece, parted by blanks, what it begins
 * from and its file. */
void search__pieces_write(const search__pieces *p, sv name, json_writer *root);

#endif
