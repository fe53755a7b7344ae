/* A new file of content/ from an archetype: layouts/archetypes/<kind>.md, a Liquid template that
 * knows title, date, slug and kind. `pamphlet new` and the desk's form make theirs here. */
#ifndef PAMPHLET_CLI_NEW_FILE_H
#define PAMPHLET_CLI_NEW_FILE_H

#include "build/build.h"

typedef struct new_file {
  arena *memory;
  diag_sink *sink;
  const build_options *wanted; /* the folders, and the day */
  sv kind, title;              /* "question", "Are facet joint injections risky?" */
  /* What becomes of them. */
  sv slug;
  sv day;  /* "2026-03-02" */
  sv path; /* "content/articles/epidural.md" */
} new_file;

/* Makes the file; one that stands there is never written over. False: the sink knows why. */
bool new_file_make(new_file *n);

/* True for a title of some words, in UTF-8. */
bool new_file_has_title(sv title);

/* The archetypes of all layout folders, by kind. */
sv_list new_file_kinds(arena *a, const build_options *wanted);

#endif
