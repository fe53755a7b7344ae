/* Files that are copied as they are: images, PDFs, favicon, CNAME. */
#ifndef PAMPHLET_BUILD_FILES_H
#define PAMPHLET_BUILD_FILES_H

#include "build/inventory.h"
#include "build/workers.h"
#include "graph/files.h"
#include "model/site.h"

/* Lists the files, in `a`, with the sizes of the images among them, for link. An image of no known
 * form has none. Articles whose name is none are reported (IO011). */
void files_measure(arena *a, const content_inventory *content, workers *with, diag_sink *sink,
                   site_files *out);

#endif
