/* The files of content/comments/. */
#ifndef PAMPHLET_MODEL_RECORDS_H
#define PAMPHLET_MODEL_RECORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "model/page.h"
#include "model/settings.h"
#include "value/node.h"

/* A comment of content/comments/<article>/: `author`, `date`, `text`, and where they apply
 * `clinic: true`, `reply_to` and `id` (the file's name without extension unless given). The
 * text is Markdown, for the caller to render into out->html. False: reported, and no comment. */
bool comment_read(arena *a, const settings *s, sv file, const node *root, diag_sink *sink,
                  page_comment *out, placed *text);

/* By date, then by file: the order in which comments are shown. */
int page_comment_order(const page_comment *a, const page_comment *b);

#endif
