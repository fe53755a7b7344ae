/* What can still be read of a YAML file with a mistake in it. */
#ifndef PAMPHLET_WRAP_YAML_RESCUE_H
#define PAMPHLET_WRAP_YAML_RESCUE_H

#include "base/arena.h"
#include "base/sv.h"
#include "value/node.h"

/* The names of a map that yaml_parse could not read (and reported), each read for itself, with its
 * place as yaml_parse gives it; nothing more is reported. Those that cannot be read are the gaps:
 * all, and NULL, where there is no telling which names the text has. It lives in `a`. */
node *yaml_rescue(arena *a, sv file, sv text, size_t offset, node_gaps *gaps);

#endif
