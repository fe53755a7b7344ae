/* Values as bytes, and back, as base/pack.h has them. */
#ifndef PAMPHLET_VALUE_VAL_PACK_H
#define PAMPHLET_VALUE_VAL_PACK_H

#include "base/pack.h"
#include "value/val.h"

/* Anything but lazy objects, which become nil. */
void val_pack(buf *out, val v);

/* What was packed: lists and objects in the arena, texts where they are read from. Nil where it
 * cannot be; the reader is bad then. */
val val_unpack(unpack *in, arena *a);

#endif
