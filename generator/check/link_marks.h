/* The links in a file of a built site, whatever wrote them: an article, a layout, the program. */
#ifndef PAMPHLET_CHECK_LINK_MARKS_H
#define PAMPHLET_CHECK_LINK_MARKS_H

#include "base/arena.h"
#include "base/sv.h"

typedef enum link_mark_kind {
  LINK_MARK_PAGE, /* for people to follow: a link, a form's address, an entry of a feed */
  LINK_MARK_FILE, /* fetched with the page: an image, a style sheet, a script */
  LINK_MARK_ID    /* no link: an anchor that links may name */
} link_mark_kind;

/* `target` is as a browser takes it, entities undone; the place is in the file's bytes. */
typedef struct link_mark {
  link_mark_kind kind;
  sv target;
  size_t offset, length;
} link_mark;

/* Calls back for every link and anchor of the file; `path` tells what kind of file it is: HTML,
 * a feed or site map (XML, feed.json), a web manifest, a style sheet. Any other has none.
 * Texts live until the callback returns, or in the arena. */
void link_marks(arena *a, sv path, sv bytes, void (*visit)(void *context, const link_mark *mark),
                void *context);

#endif
