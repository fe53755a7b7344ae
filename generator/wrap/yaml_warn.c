/* Values that YAML reads without complaint, but not as they were meant. */
#include "wrap/yaml_error.h"

/* Curly quotes, as a word processor types them. */
static const sv opening_curly[] = {SV_INIT("\u201C"), SV_INIT("\u201D"), SV_INIT("\u201E"),
                                   SV_INIT("\u2018"), SV_INIT("\u2019"), SV_INIT("\u00AB")};
static const sv closing_curly[] = {SV_INIT("\u201C"), SV_INIT("\u201D"), SV_INIT("\u2018"),
                                   SV_INIT("\u2019"), SV_INIT("\u00BB"), SV_INIT("\""),
                                   SV_INIT("'")};
enum {
  OPENING = sizeof opening_curly / sizeof opening_curly[0],
  CLOSING = sizeof closing_curly / sizeof closing_curly[0]
};

static size_t curly_start(sv value) {
  for (size_t i = 0; i < OPENING; i++) {
    if (sv_starts(value, opening_curly[i])) return opening_curly[i].len;
  }
  return 0;
}

static size_t curly_end(sv value) {
  for (size_t i = 0; i < CLOSING; i++) {
    if (sv_ends(value, closing_curly[i])) return closing_curly[i].len;
  }
  return 0;
}

sv yaml__uncurled(sv value) {
  size_t before = curly_start(value), after = curly_end(value);
  if (!before || !after || before + after > value.len) return value;
  return sv_make(value.at + before, value.len - before - after);
}

void yaml__warn_curly(sv file, sv value, size_t offset, diag_sink *sink) {
  sv inner = yaml__uncurled(value);
  if (inner.len == value.len) return;
  arena scratch;
  arena_init(&scratch, 1024);
  diag *d = diag_add(sink, DIAG_YM006, diag_at(file, offset, value.len),
                     "the curly quotes belong to the value, and readers see them");
  sv quoted = yaml__quoted(&scratch, inner);
  diag_hint(d, "use straight quotes or none: %.*s", SV_ARG(quoted));
  arena_free(&scratch);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* Prose, and not a setting's word: several words, or one with a capital. */
static bool is_prose(sv value) {
  if (sv_find_byte(value, ' ', 0) != SV_NONE) return true;
  bool capital = value.len > 1 && value.at[0] >= 'A' && value.at[0] <= 'Z';
  for (size_t i = 1; i < value.len && capital; i++) {
    capital = value.at[i] >= 'a' && value.at[i] <= 'z';
  }
  return capital;
}

/* A comment is set off by a blank ("# until May"); "#5" and "# 5" are numbers, "#pain" a tag. */
static bool is_meant(sv value, sv comment) {
  sv said = sv_skip(comment, 1);
  if (said.len == 0) return true;
  if (!is_blank(said.at[0]) && said.at[0] != '#') return false;
  said = sv_trim(said);
  if (said.len && said.at[0] >= '0' && said.at[0] <= '9') return false;
  return !is_prose(value);
}

void yaml__warn_cut(sv file, sv text, size_t offset, size_t start, size_t end, diag_sink *sink) {
  size_t gap = 0;
  while (end + gap < text.len && is_blank(text.at[end + gap])) gap++;
  if (gap == 0 || end + gap == text.len || text.at[end + gap] != '#') return;
  sv rest = sv_skip(text, end), line = {NULL, 0};
  sv_line(&rest, &line);
  sv value = sv_make(text.at + start, end - start), comment = sv_skip(line, gap);
  if (is_meant(value, comment)) return;
  arena scratch;
  arena_init(&scratch, 1024);
  diag *d = diag_add(sink, DIAG_YM005, diag_at(file, offset + end + gap, comment.len),
                     "a # after a space ends the value: the rest is left out");
  if (start == end) start += gap; /* title: #5 */
  size_t line_start = start;
  while (line_start > 0 && text.at[line_start - 1] != '\n') line_start--;
  sv before = sv_make(text.at + line_start, start - line_start);
  sv whole = sv_trim(sv_make(text.at + start, end + line.len - start));
  sv fixed = arena_cat(&scratch, (sv[]){before, yaml__quoted(&scratch, whole)}, 2);
  bool may_be_meant = comment.len > 1 && is_blank(comment.at[1]);
  diag_hint(d, "put the whole value in quotes: %.*s%s", SV_ARG(sv_trim(fixed)),
            may_be_meant ? "; or the comment on a line of its own" : "");
  arena_free(&scratch);
}
