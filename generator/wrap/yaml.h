/* YAML to nodes, by libyaml's event API. Types are those of YAML 1.2's core schema plus dates:
 * `true`, `True` and `TRUE` are true, while `yes`, `no`, `on` and `off` are text. */
#ifndef PAMPHLET_WRAP_YAML_H
#define PAMPHLET_WRAP_YAML_H

#include "base/arena.h"
#include "base/sv.h"
#include "diag/diag.h"
#include "value/node.h"

/* Reads one document. `text` is the YAML alone, valid UTF-8; `offset` is where it starts in
 * `file`, so that every place in the result and in messages is a place in the file; what is in
 * front of it must not hold a line end, since messages count lines, too. The result points into the
 * arena only, and text without any content gives a nil scalar. A key that stands twice is reported
 * (YM002), and its first value holds. NULL: not readable, nested too deep, too large or a second
 * document, and the sink knows why. */
node *yaml_parse(arena *a, sv file, sv text, size_t offset, diag_sink *sink);

#endif
