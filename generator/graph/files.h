/* The files of content/ that are copied as they are: images, PDFs, favicon, CNAME. */
#ifndef PAMPHLET_GRAPH_FILES_H
#define PAMPHLET_GRAPH_FILES_H

#include "model/site.h"

typedef struct site_file {
  sv source;              /* "content/files/images/x.png" */
  uint64_t size;          /* bytes */
  unsigned width, height; /* of an image; 0: unknown */
  sv url, output;         /* as a page's; empty: belongs to a page left out, and is not copied */
} site_file;

typedef struct site_files {
  VEC(site_file) all; /* by source */
  map by_source;      /* source -> site_file */
} site_files;

/* Says where each file goes. The caller fills `all` with source and size of every file below
 * content/ that is no page, no data, no comment and no setting. What lies in content/files/
 * goes to the root, what lies in the folder of an article of its own goes beside its page, and
 * anything else keeps its path below content/. Needs addresses_give. */
void files_place(const site *s, site_files *files);

#endif
