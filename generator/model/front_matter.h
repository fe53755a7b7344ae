/* Front matter: finding it, and reading it into a page. Both are safe to call for many files
 * at once. */
#ifndef PAMPHLET_MODEL_FRONT_MATTER_H
#define PAMPHLET_MODEL_FRONT_MATTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "model/page.h"
#include "model/settings.h"
#include "value/node.h"

/* The two parts of a file. */
typedef struct front_matter {
  node *root;  /* a map, with places in the file; NULL: none, or it could not be read */
  size_t body; /* where the Markdown starts; the file's end where that cannot be told */
  bool json;
} front_matter;

/* Takes the front matter off a file: YAML between two `---` lines, or one JSON object, at the
 * very start (a byte order mark and CRLF are fine). The nodes live in `a`. False: there is none
 * (FM001), it is never closed (YM004) or is not readable; the sink knows. */
bool front_matter_split(arena *a, sv file, sv text, diag_sink *sink, front_matter *out);

/* A Markdown file of content/. The texts live as long as the page. */
typedef struct page_file {
  sv source;       /* as messages name it: "content/articles/epidural.md" */
  sv path;         /* below the content folder: "articles/epidural.md" */
  sv cascade_file; /* the file of the cascade, for messages about it */
} page_file;

/* The page that a file's name and front matter make; the rest of it (body, addresses) is empty.
 * `root` NULL is a file whose front matter could not be read: the page then has what its name
 * says, and nothing more is reported. `cascade` gives values for fields that `root` lacks: the
 * `cascade` map of the section's _index.md, or NULL. The texts of `root` are moved to where the
 * page is; those of the cascade live as long. Its params' lists and objects are in `scratch`, for
 * whoever wants them to hold (val_held). Never NULL: what is wrong is reported, and the field
 * keeps its default. */
page *page_read(arena *a, arena *scratch, const settings *s, const page_file *file, node *root,
                const node *cascade, diag_sink *sink);

/* The language that a file's name without extension ends in: "epidural.es" gives "es" and leaves
 * "epidural", where the site has that language; otherwise empty, and the name stays. */
sv page_name_language(const settings *s, sv *name);

/* The same, from the name alone: type, section, folder, bundle, slug, lang and date. */
void page_read_name(arena *a, const settings *s, const page_file *file, diag_sink *sink, page *out);

#endif
