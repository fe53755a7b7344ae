/* What the last build made that still holds: an output is rendered again only where something that
 * it read has changed, or somebody else changed its file. */
#ifndef PAMPHLET_BUILD_MADE_H
#define PAMPHLET_BUILD_MADE_H

#include "build/last.h"
#include "build/output.h"
#include "build/plan.h"
#include "build/prints.h"

/* A NULL one has nothing and takes note of nothing; but made_stands and made_stay need one with a
 * last build, which made_search tells. */
typedef struct made_outputs made_outputs;

/* `last` may be NULL: nothing holds, and what is made is noted for the next build all the same.
 * What is planned is named by its place in `all`. What is handed in must stay until made_close. */
made_outputs *made_open(const last_build *last, const prints *now, const site *s, const plan *all,
                        output *out, workers *with);
void made_close(made_outputs *m);

/* True where the output is what rendering it would make: it is kept, and what was reported of it is
 * reported again. */
bool made_keep(made_outputs *m, unsigned worker, size_t place, diag_sink *sink);

/* Before an output is rendered: gives what notes its reads, until the worker's next. */
view_reads *made_start(made_outputs *m, unsigned worker);

/* After it: what it read and what `problems` hold is kept. */
void made_note(made_outputs *m, unsigned worker, size_t place, bool now_read, diag_sink *problems);

/* A fingerprint of what all outputs depend on; 0: nobody took it. */
uint64_t made_base(const made_outputs *m);

/* A search index is not kept as a whole. What that of a language left for this one (empty: nothing
 * did); whether a file of it stands as it was left; and that a file which does so stays, from any
 * thread. */
sv made_search(const made_outputs *m, sv lang);
bool made_stands(const made_outputs *m, sv path);
void made_stay(made_outputs *m, unsigned worker, sv path);
bool made_read(const made_outputs *m, arena *a, sv path, sv *bytes); /* what that file holds */

/* What it leaves for the next; the note is copied. */
void made_note_search(made_outputs *m, sv lang, sv note);

/* After the commit: fills in the record, whose outputs are listed already. */
void made_record(made_outputs *m, arena *a, last_build *b);

/* How many outputs were kept, and how many of them are pages. */
size_t made_kept(const made_outputs *m);
size_t made_kept_pages(const made_outputs *m);

#endif
