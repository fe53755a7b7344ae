/* Texts that are added once and read a little later, in memory up to a limit and past it in a
 * temporary file without a name, so that the site's size does not decide how much memory a
 * build needs. One thread adds; when it is done, any thread reads. */
#ifndef PAMPHLET_BASE_SPILL_H
#define PAMPHLET_BASE_SPILL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct spill spill;

/* Where a text is. All zero: nowhere. */
typedef struct spill_place {
  const spill *in;
  uint64_t at; /* in the file, or a pointer where `in_file` is false */
  uint32_t len;
  bool in_file;
  uint64_t sum; /* sv_sum of the text; 0: it is taken as it comes */
} spill_place;

/* `limit` is how many bytes stay in memory. The file is made in $TMPDIR, or /tmp, when it is
 * first needed; where there is none to be had, everything stays in memory. */
spill *spill_new(size_t limit);
void spill_free(spill *s);

/* Texts of a file that somebody else writes, opened for reading; it stays open. */
spill *spill_over(int file);

spill_place spill_add(spill *s, sv text);

/* The text; in the arena if it was in the file, otherwise where it is kept. A file that can no
 * longer be read ends the program, as memory that cannot be had does; with spill_over, or where the
 * sum is another, the text is blanks, as long as it should be, and the spill damaged for good. */
sv spill_text(arena *a, spill_place place);
bool spill_is_damaged(const spill *s);

#endif
