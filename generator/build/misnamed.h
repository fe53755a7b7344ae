/* Articles under a name that is none of an article: `plan.md.txt`, `plan.md (copy)`. Beside
 * articles, files are copied as they are, so readers would get such a draft, its fields included.
 */
#ifndef PAMPHLET_BUILD_MISNAMED_H
#define PAMPHLET_BUILD_MISNAMED_H

#include <stdbool.h>

#include "base/sv.h"
#include "diag/diag.h"

typedef enum misnamed {
  MISNAMED_NO,   /* a picture and the like, whatever is in it */
  MISNAMED_OPEN, /* it depends on how the file begins */
  MISNAMED_YES
} misnamed;

/* By the name of a file that is no article. */
misnamed misnamed_by_name(sv name);

/* For MISNAMED_OPEN: true where these first bytes of it are those of front matter. */
enum { MISNAMED_START = 512 };
bool misnamed_by_start(sv start);

/* Reports it (IO011). */
void misnamed_report(sv path, diag_sink *sink);

#endif
