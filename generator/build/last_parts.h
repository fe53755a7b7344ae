/* Inside the record of the last build: its parts as bytes, and what changed since as bytes. */
#ifndef PAMPHLET_BUILD_LAST_PARTS_H
#define PAMPHLET_BUILD_LAST_PARTS_H

#include "base/pack.h"
#include "build/last.h"

static inline void last__put_hash(buf *out, hash h) {
  pack_u64(out, h.high);
  pack_u64(out, h.low);
}

static inline hash last__take_hash(unpack *in) {
  uint64_t high = unpack_u64(in);
  return (hash){high, unpack_u64(in)};
}

/* ---- Whole parts: build/last_form.c. What is read lives in the arena, and texts in the bytes. */

void last__put_front(buf *out, const last_build *b);
void last__put_outputs(buf *out, const last_build *b);
void last__put_pages(buf *out, const last_build *b);
void last__put_related(buf *out, const last_build *b, size_t slice); /* of LAST_SLICES */
void last__put_made(buf *out, const last_build *b, size_t slice);

void last__take_front(unpack *in, arena *a, last_build *b);
void last__take_outputs(unpack *in, arena *a, last_build *b);
void last__take_pages(unpack *in, arena *a, last_build *b);
/* Into their places in lists that have the lengths of the whole. */
void last__take_related(unpack *in, last_build *b, size_t slice);
void last__take_made(unpack *in, last_build *b, size_t slice);

/* Pieces of these that changes have, too: what is no list, and an entry. */
void last__put_facts(buf *out, const last_build *b);
void last__take_facts(unpack *in, last_build *b);
void last__put_place(buf *out, const last_build *b);
void last__take_place(unpack *in, last_build *b);
void last__put_kept(buf *out, const kept_page *p); /* but for its path */
void last__take_kept(unpack *in, kept_page *p);
void last__put_made_one(buf *out, const last_build *b, const last_made *m);
void last__take_made_one(unpack *in, size_t thing, last_made *m); /* its file is an id still */
void last__put_file(buf *out, const last_file *f);
void last__take_file(unpack *in, last_file *f);
void last__put_related_one(buf *out, const page *p);
void last__take_related_one(unpack *in, last_related *one);
void last__put_searches(buf *out, const last_build *b);
void last__take_searches(unpack *in, arena *a, last_build *b);

/* ---- What changed: build/last_change.c ---- */

/* Gives the outputs of `b` the ids that they have in `then`, and others to those that came; NULL:
 * their places. */
void last__give_ids(const last_build *then, last_build *b);

/* The others' is put in so many pieces, one behind the other, which threads can pack. */
enum { LAST_PIECES = 4 };

/* What `b` has other than `then`: in the first two parts, and in all others. False: they do not
 * list the same files and pages, so that an entry is not known by its place. */
bool last__put_front_change(buf *out, const last_build *then, const last_build *b);
bool last__put_rest_change(buf *out, const last_build *then, const last_build *b, size_t piece);

/* Puts it into what was read. The outputs that came stand in `came` until all changes are there. */
void last__take_front_change(unpack *in, arena *a, last_files *came, last_build *b);
void last__settle_front(arena *a, last_files *came, last_build *b);
void last__take_rest_change(unpack *in, arena *a, last_build *b);

/* After all of these: finds each rendered output by its id. False: there is none. */
bool last__settle_rest(last_build *b);

#endif
