/* Problems kept for later: what an earlier run reported of something that has not changed is
 * reported again without looking at it. */
#ifndef PAMPHLET_DIAG_RECORD_H
#define PAMPHLET_DIAG_RECORD_H

#include "base/pack.h"
#include "diag/diag.h"

/* Adds every problem of the sink. */
void diag_record(diag_sink *sink, buf *out);

/* Reports them again, as if they were new. False: the bytes are damaged, and nothing or a part of
 * them was reported. */
bool diag_replay(unpack *in, diag_sink *sink);

/* Reports everything in `from` to `to`, and forgets it there. */
void diag_hand_on(diag_sink *from, diag_sink *to);

/* Forgets everything reported so far, and the sources given with it, for a sink that one task
 * after the other uses. */
void diag_forget(diag_sink *sink);

/* Where a sink stands, and back to there: what was reported since is forgotten. Nobody reads the
 * sink in between. */
uint32_t diag_mark(diag_sink *sink);
void diag_back_to(diag_sink *sink, uint32_t mark);

bool diag_is_empty(const diag_sink *sink);

#endif
