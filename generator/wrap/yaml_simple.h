/* Inside the YAML reader: what nearly all front matter is made of. */
#ifndef PAMPHLET_WRAP_YAML_SIMPLE_H
#define PAMPHLET_WRAP_YAML_SIMPLE_H

#include "value/node.h"

/* What yaml_parse gives for a text that is nothing but

     name: words of one line, a number or a date
     name: "in quotes", 'or these'
     name: [words, of one line]
     name:
       - words, or
       - name: what is below a name here

   after a line of "---" or none. NULL: something else is in it, if only a comment, or anything that
   is reported; libyaml reads it. */
node *yaml__simple(arena *a, sv text, size_t offset);

#endif
