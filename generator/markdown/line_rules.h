/* What the start of a line means in CommonMark 0.30 and in Pamphlet's additions: pure functions
 * over a line without its end, from its first character that is no blank. */
#ifndef PAMPHLET_MARKDOWN_LINE_RULES_H
#define PAMPHLET_MARKDOWN_LINE_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"
#include "base/vec.h"

bool rule_atx_heading(sv text);    /* "## x" */
bool rule_setext(sv text);         /* "===" or "---" below a paragraph */
bool rule_thematic_break(sv text); /* "* * *" */

/* Length of an opening fence, or 0; and whether a line closes one. */
size_t rule_fence(sv text);
bool rule_fence_closes(sv text, char sign, size_t least);

/* The kind of HTML block (1 to 7 in the specification's list) that starts here, or 0. Kind 7
 * cannot interrupt a paragraph. */
int rule_html_start(sv text, bool in_paragraph);
bool rule_html_ends(sv text, int kind);

/* Length of a whole opening or closing tag at the start of the text, or 0. */
size_t rule_tag(sv text, sv *name);

/* Length of a list marker ("-", "12."), or 0. */
size_t rule_list_marker(sv text, bool in_paragraph);

/* Where the text of "- [ ] to do" begins, counted from the start of the whole line, or 0: no
 * task. GitHub's own parser knows one by its line, so that a task in a quote is none. */
size_t rule_task(sv line, bool *done);

/* "[^id]:" with the blanks behind it: its length, or 0. */
size_t rule_note(sv text, sv *label);

/* "*[label]: title". */
bool rule_abbreviation(sv text, sv *label, sv *title);

/* "::: note Title": the length of the colons, or 0. */
size_t rule_div(sv text);

/* A table row's cells, from and to without blanks around. */
typedef struct rule_cell {
  uint32_t from, to;
} rule_cell;
typedef VEC(rule_cell) rule_cells;

/* Splits a row at its pipes. False where it is no row: empty, or a pipe alone. */
bool rule_row(arena *a, sv text, rule_cells *cells);

/* "| :-- | --: |": how the columns are aligned ('l', 'r', 'c' or 0 each), or NULL. */
const char *rule_delimiter_row(arena *a, sv text, size_t *columns);

#endif
