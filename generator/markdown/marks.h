/* Control characters that stand for the writer's own until our passes are through. */
#ifndef PAMPHLET_MARKDOWN_MARKS_H
#define PAMPHLET_MARKDOWN_MARKS_H

enum {
  /* 1 to 8, behind a backslash: the characters that our passes read meaning into. */
  /* Behind a backslash: a pipe inside a table cell, where the backslash is never shown. */
  MD__MARK_PIPE = 0x10,
  /* Inside a bare address, without a backslash, so that libcmark sees no emphasis in it. */
  MD__MARK_UNDERSCORE = 0x11,
  MD__MARK_STAR = 0x12,
  /* Behind a backslash: a control character of the writer's own. */
  MD__MARK_LOST = 0x1A
};

#endif
