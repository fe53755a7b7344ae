/* HTML as CommonMark knows it (0.30, section 6.6): tags, comments and the like by one strict
 * grammar. What does not keep to it is text. */
#ifndef PAMPHLET_MARKDOWN_HTML_TOKENS_H
#define PAMPHLET_MARKDOWN_HTML_TOKENS_H

#include <stdbool.h>

#include "base/sv.h"

typedef enum html_token_kind {
  HTML_TEXT,
  HTML_OPEN,
  HTML_CLOSE,
  HTML_OTHER /* a comment, a declaration, an instruction: nothing to show */
} html_token_kind;

typedef struct html_token {
  html_token_kind kind;
  sv text;       /* all of it */
  sv name;       /* of a tag */
  sv attributes; /* of an opening tag, as written */
} html_token;

/* Takes the next token off the text; false at its end. */
bool html_next(sv *rest, html_token *out);

/* Takes the next attribute off a tag's; `value` is as written, without its quotes. */
bool html_next_attribute(sv *rest, sv *name, sv *value);

#endif
