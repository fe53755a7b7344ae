/* The designer's files, read and ready: templates with their parents, the words of each
 * language, the theme, the assets. */
#ifndef PAMPHLET_BUILD_LAYOUTS_H
#define PAMPHLET_BUILD_LAYOUTS_H

#include "build/inventory.h"
#include "liquid/liquid.h"
#include "markdown/markdown.h"
#include "value/node.h"
#include "value/val.h"
#include "view/words.h"

typedef struct layout layout;
struct layout {
  sv name; /* "article.html" */
  sv file;
  const liq_template *program; /* NULL: it did not parse */
  bool unread;                 /* the file, or its front matter, could not be read */
  sv parent_name;              /* of `layout:`, as "base"; empty: none */
  size_t parent_offset, parent_length;
  const layout *parent;
  val front_matter;
  const node *fields; /* the same, with its places; NULL: there is none */
  uint64_t print;     /* of all that it is made of: its parents and partials, too */
};

typedef struct layouts {
  arena *memory;
  liq_set *programs;
  map by_name; /* "article.html" -> layout */
  words words;
  val theme;
  md_inserts inserts;  /* by inserts/<name>.html, without the numbers of the settings */
  layout_files assets; /* names below assets/ */
} layouts;

/* Reads and parses every layout, partial and word file. Everything wrong is reported; what is
 * right can be used, until layouts_free or the end of `a`. */
void layouts_read(arena *a, const layout_files *files, diag_sink *sink, layouts *out);
void layouts_free(layouts *l);

/* True for what is read as a template, by its name below layouts/. */
bool layouts_is_template(sv name);

/* The layout of a name without its extension: "article"; NULL: there is none. */
const layout *layouts_find(const layouts *l, sv name);

/* The layout of an insert, or NULL. */
const layout *layouts_insert(const layouts *l, sv name);

/* The nearest layout name to one that does not exist, or empty. */
sv layouts_nearest(const layouts *l, sv name);

#endif
