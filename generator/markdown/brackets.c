/* A limit that libcmark needs: at the end of each link it passes all images of the paragraph that
 * are open around it, so that `![[]()` written a hundred thousand times takes minutes. */
#include "base/limits.h"
#include "markdown/internal.h"

static size_t count_of(sv text, sv what) {
  size_t count = 0;
  for (size_t i = sv_find(text, what, 0); i != SV_NONE; i = sv_find(text, what, i + what.len)) {
    count++;
  }
  return count;
}

/* The text up to where a paragraph must have ended: a line with nothing in it, or only the marks
 * of quotes. */
static sv next_block(sv text) {
  bool empty = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (c == '\n' && i > 0 && text.at[i - 1] == '\r') continue;
    if (c == '\n' || c == '\r') {
      if (empty) return sv_first(text, i + 1);
      empty = true;
    } else if (c != ' ' && c != '\t' && c != '>') {
      empty = false;
    }
  }
  return text;
}

/* Where an image's text that starts there ends, if it surely does: no code, HTML, address or escape
 * begins in it or ends, and no other bracket. SV_NONE: that depends on what is around. */
static size_t sure_end(sv block, size_t from) {
  for (size_t i = from; i < block.len; i++) {
    if (block.at[i] == ']') return i;
    if (memchr("[`<>\\()", block.at[i], 7)) return SV_NONE;
  }
  return SV_NONE;
}

/* The steps that libcmark may take in a block, at the most: an image that may be open is. */
static uint64_t steps_of(sv block) {
  uint64_t images = 0, steps = 0;
  for (size_t i = 0; i < block.len; i++) {
    if (block.at[i] == ']') steps += images;
    if (block.at[i] != '[' || i == 0 || block.at[i - 1] != '!') continue;
    size_t end = i > 1 && block.at[i - 2] == '\\' ? SV_NONE : sure_end(block, i + 1);
    if (end == SV_NONE) {
      images++;
    } else {
      i = end;
    }
  }
  return steps;
}

void md__limit_brackets(md__doc *doc, sv text, size_t offset) {
  uint64_t images = count_of(text, SV("!["));
  if (!images || images * count_of(text, SV("]")) <= LIMIT_BRACKET_STEPS) return;
  uint64_t steps = 0;
  while (text.len) {
    sv block = next_block(text);
    steps += steps_of(block);
    if (steps > LIMIT_BRACKET_STEPS) {
      size_t start = sv_find(block, SV("!["), 0);
      md__refuse(doc, diag_at(doc->source.file, offset + start, 2),
                 "too many images and links in one paragraph");
      return;
    }
    offset += block.len;
    text = sv_skip(text, block.len);
  }
}
