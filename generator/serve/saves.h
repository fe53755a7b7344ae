/* What the paths that changed mean: which names are an editor's business, and how much of a page
 * a change can touch. */
#ifndef PAMPHLET_SERVE_SAVES_H
#define PAMPHLET_SERVE_SAVES_H

#include "base/vec.h"
#include "serve/events.h"

/* True for names that editors and systems give to files that come and go: "x.md~", ".x.md.swp",
 * "4913", "#x.md#". */
bool saves_ignore(sv name);

/* What open pages must do about these: styles alone, the pages that changed, or all (a picture is
 * another, and the page that shows it is the same). */
events_change saves_change(const sv_list *changed);

/* What was saved and is not built yet. All zero: nothing. */
typedef struct saves {
  arena memory;
  sv_list paths; /* in order, each once */
} saves;

void saves_add(saves *s, const sv_list *changed);
void saves_clear(saves *s);

#endif
