#include "liquid/scan.h"

static bool trimmed_byte(char c) {
  return liq__is_space(c) || c == '\0';
}

sv liq__trim_left(sv s) {
  while (s.len && trimmed_byte(s.at[0])) s = sv_skip(s, 1);
  return s;
}

sv liq__trim_right(sv s) {
  while (s.len && trimmed_byte(s.at[s.len - 1])) s.len--;
  return s;
}

/* Offset behind the next "%}", or SV_NONE. */
static size_t tag_end(sv source, size_t from) {
  for (size_t at = from;; at++) {
    at = sv_find_byte(source, '%', at);
    if (at == SV_NONE) return SV_NONE;
    if (at + 1 < source.len && source.at[at + 1] == '}') return at + 2;
  }
}

/* An output ends at "}}", or at a lone "}", which is a mistake; a tag that starts inside it
 * swallows it. */
static size_t output_end(sv source, size_t from) {
  for (size_t at = from; at < source.len; at++) {
    char c = source.at[at];
    if (c == '}') {
      bool pair = at + 1 < source.len && source.at[at + 1] == '}';
      return at + (pair ? 2 : 1);
    }
    if (c == '{' && at + 1 < source.len && source.at[at + 1] == '%') return tag_end(source, at + 2);
  }
  return SV_NONE;
}

/* The start of the next tag or output, or the length. */
static size_t next_mark(sv source, size_t from) {
  for (size_t at = from;; at++) {
    at = sv_find_byte(source, '{', at);
    if (at == SV_NONE || at + 1 >= source.len) return source.len;
    if (source.at[at + 1] == '{' || source.at[at + 1] == '%') return at;
  }
}

/* Takes the marks and the dashes off; what is left is the markup. */
static sv inside(liq__piece *piece) {
  sv in = sv_make(piece->text.at + 2, piece->text.len - 4);
  if (in.len && in.at[0] == '-') {
    piece->trim_left = true;
    in = sv_skip(in, 1);
  }
  if (in.len && in.at[in.len - 1] == '-') {
    piece->trim_right = true;
    in.len--;
  } else if (in.len == 0 && piece->trim_left) {
    piece->trim_right = true; /* {{-}}: one dash for both sides */
  }
  return in;
}

/* The name at the head of a tag: a word, or the '#' of a comment. */
static bool split_name(sv in, liq__piece *piece) {
  while (in.len && liq__is_space(in.at[0])) in = sv_skip(in, 1);
  size_t len = 0;
  if (in.len && in.at[0] == '#')
    len = 1;
  else
    while (len < in.len && liq__is_word(in.at[len])) len++;
  piece->name = sv_first(in, len);
  in = sv_skip(in, len);
  while (in.len && liq__is_space(in.at[0])) in = sv_skip(in, 1);
  piece->markup = in;
  return len > 0;
}

static void read_tag(liq__piece *piece) {
  piece->kind = split_name(inside(piece), piece) ? LIQ_PIECE_TAG : LIQ_PIECE_NAMELESS_TAG;
}

static void read_output(liq__piece *piece) {
  bool closed = piece->text.len >= 4 && sv_ends(piece->text, SV("}}"));
  piece->kind = closed ? LIQ_PIECE_OUTPUT : LIQ_PIECE_UNCLOSED_OUTPUT;
  if (closed) piece->markup = inside(piece);
}

static bool next_line(liq__scan *scan, liq__piece *piece) {
  while (scan->at < scan->source.len) {
    size_t end = sv_find_byte(scan->source, '\n', scan->at);
    if (end == SV_NONE) end = scan->source.len;
    sv line = sv_make(scan->source.at + scan->at, end - scan->at);
    scan->at = end + 1;
    if (sv_trim(line).len == 0) continue;
    piece->text = line;
    piece->kind = split_name(line, piece) ? LIQ_PIECE_TAG : LIQ_PIECE_NAMELESS_TAG;
    return true;
  }
  return false;
}

bool liq__scan_next(liq__scan *scan, liq__piece *piece) {
  *piece = (liq__piece){.kind = LIQ_PIECE_TEXT};
  if (scan->lines) return next_line(scan, piece);
  if (scan->at >= scan->source.len) return false;
  size_t from = scan->at, mark = next_mark(scan->source, from);
  if (mark > from) {
    piece->text = sv_make(scan->source.at + from, mark - from);
    scan->at = mark;
    return true;
  }
  bool tag = scan->source.at[from + 1] == '%';
  size_t end = tag ? tag_end(scan->source, from + 2) : output_end(scan->source, from + 2);
  if (end == SV_NONE) {
    piece->kind = tag ? LIQ_PIECE_UNCLOSED_TAG : LIQ_PIECE_UNCLOSED_OUTPUT;
    end = scan->source.len;
  }
  piece->text = sv_make(scan->source.at + from, end - from);
  scan->at = end;
  if (piece->kind != LIQ_PIECE_TEXT) return true;
  if (tag)
    read_tag(piece);
  else
    read_output(piece);
  return true;
}

bool liq__scan_raw(liq__scan *scan, sv end, sv refused, liq__piece *close, sv *body) {
  size_t from = scan->at, stop = 0;
  for (size_t at = from;; at += 2) {
    at = sv_find(scan->source, SV("{%"), at);
    if (at == SV_NONE) return false;
    /* Many openings may wait for one end, which is looked for once. */
    if (stop < at + 4) stop = tag_end(scan->source, at + 2);
    if (stop == SV_NONE) return false;
    *close = (liq__piece){.text = sv_make(scan->source.at + at, stop - at)};
    read_tag(close);
    if (refused.len && sv_eq(close->name, refused)) return false;
    if (!sv_eq(close->name, end)) continue;
    *body = sv_make(scan->source.at + from, at - from);
    scan->at = stop;
    return true;
  }
}
