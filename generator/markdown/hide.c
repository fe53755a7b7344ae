/* What GitHub's parser knows before emphasis, code and links, libcmark does not: a bare address
 * runs to the next blank, whatever signs it holds, and so does the label of a citation to its
 * bracket. A reading of the running text, with as much of its grammar as tells where neither can
 * be, hides the signs in them. Where tildes stand among signs of emphasis, those are marked as
 * well, to be paired together with the tildes afterwards (struck.c). */
#include "base/span.h"
#include "markdown/autolink.h"
#include "markdown/line_rules.h"
#include "markdown/marks.h"

enum { MOST_TICKS = 80 }; /* libcmark's own limit of a code span's marks */

typedef struct open_bracket {
  size_t at;
  bool note; /* "[^" */
  bool sign; /* "![^": no image, but a citation behind a sign */
} open_bracket;

typedef struct hider {
  marker *m;
  size_t base; /* of the paragraph in the text */
  sv text;     /* of the paragraph */
  bool addresses, notes, emphasis;
  bool fence_like; /* the line starts with three backticks */
  VEC(open_bracket) brackets;
  size_t outside;                /* brackets around the last label: too far out to be one */
  size_t no_end[MOST_TICKS + 1]; /* from here on no run of so many backticks follows */
  size_t no_comment, no_declaration, no_instruction; /* nor such an end */
} hider;

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_punctuation(char c) {
  return c > ' ' && c < 0x7F && !((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9');
}

static size_t run_end(sv text, size_t at) {
  size_t end = at;
  while (end < text.len && text.at[end] == text.at[at]) end++;
  return end;
}

/* ---- What is passed over whole ---- */

/* Behind the code span that starts here, or behind its marks where nothing ends it. */
static size_t skip_code(hider *h, size_t at) {
  size_t open = run_end(h->text, at), ticks = open - at;
  if (ticks > MOST_TICKS || (h->no_end[ticks] && h->no_end[ticks] <= open)) return open;
  for (size_t i = sv_find_byte(h->text, '`', open); i != SV_NONE;) {
    size_t end = run_end(h->text, i);
    if (end - i == ticks) return end;
    i = sv_find_byte(h->text, '`', end);
  }
  h->no_end[ticks] = open;
  return open;
}

/* Behind `end`, or SV_NONE; `none` remembers from where on there is no such end. */
static size_t behind(const hider *h, size_t at, sv end, size_t *none) {
  if (*none && *none <= at) return SV_NONE;
  size_t hit = sv_find(h->text, end, at);
  if (hit == SV_NONE) *none = at;
  return hit == SV_NONE ? SV_NONE : hit + end.len;
}

/* Behind <https://…> or <me@here>, or SV_NONE. */
static size_t skip_angle_address(sv text, size_t at) {
  size_t end = at + 1, signs = 0;
  while (end < text.len && (unsigned char)text.at[end] > ' ' && text.at[end] != '<' &&
         text.at[end] != '>') {
    signs += text.at[end] == ':' || text.at[end] == '@';
    end++;
  }
  return signs && end < text.len && text.at[end] == '>' ? end + 1 : SV_NONE;
}

/* Behind the tag, comment or address that starts here, or behind the sign alone. */
static size_t skip_angle(hider *h, size_t at) {
  sv rest = sv_skip(h->text, at);
  size_t end = SV_NONE;
  if (sv_starts(rest, SV("<!--"))) {
    end = behind(h, at + 4, SV("-->"), &h->no_comment);
  } else if (sv_starts(rest, SV("<?"))) {
    end = behind(h, at + 2, SV("?>"), &h->no_instruction);
  } else if (sv_starts(rest, SV("<!"))) {
    end = behind(h, at + 2, SV(">"), &h->no_declaration);
  } else {
    sv name;
    size_t length = rule_tag(rest, &name);
    end = length ? at + length : skip_angle_address(h->text, at);
  }
  return end == SV_NONE ? at + 1 : end;
}

static size_t skip_spaces(sv text, size_t at) {
  while (at < text.len && is_space(text.at[at])) at++;
  return at;
}

/* Behind a link's target, or SV_NONE. */
static size_t skip_target(sv text, size_t at) {
  enum { MOST_PARENS = 32 };
  if (at < text.len && text.at[at] == '<') {
    for (size_t i = at + 1; i < text.len; i++) {
      if (text.at[i] == '>') return i + 1;
      if (text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '<') return SV_NONE;
      if (text.at[i] == '\\') i++;
    }
    return SV_NONE;
  }
  unsigned open = 0;
  while (at < text.len && !is_space(text.at[at])) {
    if (text.at[at] == ')' && open-- == 0) break;
    if (text.at[at] == '(' && ++open >= MOST_PARENS) return SV_NONE;
    if (text.at[at] == '\\' && at + 1 < text.len && is_punctuation(text.at[at + 1])) at++;
    at++;
  }
  return at;
}

static size_t skip_title(sv text, size_t at) {
  char end = text.at[at] == '(' ? ')' : text.at[at];
  for (size_t i = at + 1; i < text.len; i++) {
    if (text.at[i] == end) return i + 1;
    if (text.at[i] == '\\') i++;
  }
  return SV_NONE;
}

/* Behind "(target "title")" at the end of a link, or SV_NONE. */
static size_t skip_tail(sv text, size_t at) {
  if (at >= text.len || text.at[at] != '(') return SV_NONE;
  at = skip_target(text, skip_spaces(text, at + 1));
  if (at == SV_NONE) return SV_NONE;
  size_t next = skip_spaces(text, at);
  if (next > at && next < text.len && strchr("\"'(", text.at[next])) {
    next = skip_title(text, next);
    if (next == SV_NONE) return SV_NONE;
    next = skip_spaces(text, next);
  }
  return next < text.len && text.at[next] == ')' ? next + 1 : SV_NONE;
}

/* ---- Running text ---- */

static void hide(hider *h, size_t from, size_t to) {
  /* Without its later backticks, a line that starts with three would open a fence. */
  marks_hide(h->m, h->base + from, h->base + to, !h->fence_like);
}

static size_t open_at(hider *h, size_t at, size_t least) {
  bool note = h->notes && at + 1 < h->text.len && h->text.at[at + 1] == '^';
  bool sign = note && at > least && h->text.at[at - 1] == '!';
  vec_push(h->m->doc->scratch, &h->brackets, (open_bracket){at, note, sign});
  return at + 1;
}

static size_t close_at(hider *h, size_t at) {
  if (!h->brackets.len) return at + 1;
  open_bracket open = h->brackets.at[--h->brackets.len];
  bool outside = h->brackets.len < h->outside;
  size_t tail = skip_tail(h->text, at + 1);
  if (open.sign) hide(h, open.at - 1, open.at);
  if (tail == SV_NONE && open.note && !outside && at > open.at + 2) {
    hide(h, open.at + 2, at);
    outside = true;
  }
  if (outside) h->outside = h->brackets.len;
  return tail == SV_NONE ? at + 1 : tail;
}

/* Once libcmark has read "http://a.&nbsp;", nothing shows where the address ended. */
static void note_end(hider *h, size_t sign, autolink found) {
  md__doc *doc = h->m->doc;
  size_t at = found.to;
  while (at < h->text.len && is_punctuation(h->text.at[at]) && h->text.at[at] != '&') at++;
  if (at == h->text.len || h->text.at[at] != '&') return;
  sv address = sv_make(h->text.at + found.from, found.to - found.from);
  vec_push(doc->scratch, &doc->ends, arena_dup(doc->scratch, address));
  marks_writable(h->m)[h->base + sign] = h->text.at[sign] == ':' ? MD__MARK_COLON : MD__MARK_W;
}

/* Whether a line's own text starts here, behind marks of quotes. */
static bool starts_line(sv text, size_t at) {
  while (at > 0 && (is_blank(text.at[at - 1]) || text.at[at - 1] == '>')) at--;
  return at == 0 || text.at[at - 1] == '\n' || text.at[at - 1] == '\r';
}

/* Behind the bare address here, or the next place. What only looks like one once libcmark has read
 * the text is kept from becoming one. */
static size_t address_at(hider *h, size_t at, size_t least) {
  autolink found;
  sv rest = sv_skip(h->text, at);
  bool colon = sv_starts(rest, SV("://"));
  if (!h->addresses || (!colon && !sv_starts(rest, SV("www.")))) return at + 1;
  size_t from = !colon && starts_line(h->text, at) ? at : 0;
  bool good = !h->brackets.len && autolink_at(sv_skip(h->text, from), at - from,
                                              least > from ? least - from : 0, true, &found);
  if (!good) {
    bool escaped = at > 0 && h->text.at[at - 1] == '\\';
    if (escaped || h->brackets.len || (colon && !autolink_scheme(h->text, at))) return at + 1;
    marks_hide_address(h->m, h->base + at);
    return at + 1;
  }
  found.from += from;
  found.to += from;
  note_end(h, at, found);
  hide(h, found.from, found.to);
  return found.to;
}

static size_t mark_emphasis(hider *h, size_t at) {
  size_t end = run_end(h->text, at);
  if (!h->emphasis) return end;
  char mark = h->text.at[at] == '*' ? MD__MARK_STAR : MD__MARK_UNDERSCORE;
  memset(marks_writable(h->m) + h->base + at, mark, end - at);
  return end;
}

static void start_line(hider *h, size_t at) {
  while (at < h->text.len && (is_blank(h->text.at[at]) || h->text.at[at] == '>')) at++;
  h->fence_like = sv_starts(sv_skip(h->text, at), SV("```"));
}

static void read_text(hider *h) {
  size_t at = 0, least = 0;
  start_line(h, 0);
  memset(h->no_end, 0, sizeof h->no_end);
  h->no_comment = h->no_declaration = h->no_instruction = h->outside = h->brackets.len = 0;
  while (at < h->text.len) {
    switch (h->text.at[at]) {
      case '\\':
        at += at + 1 < h->text.len && is_punctuation(h->text.at[at + 1]) ? 2 : 1;
        least = at;
        break;
      case '`': at = least = skip_code(h, at); break;
      case '<': at = least = skip_angle(h, at); break;
      case '[': at = least = open_at(h, at, least); break;
      case ']': at = least = close_at(h, at); break;
      case '*':
      case '_': at = mark_emphasis(h, at); break;
      case ':':
      case 'w': {
        size_t next = address_at(h, at, least);
        if (next > at + 1) least = next;
        at = next;
        break;
      }
      case '\n': start_line(h, ++at); break;
      default: at++;
    }
    h->text.at = h->m->text.at + h->base; /* the copy, once there is one */
  }
}

/* ---- Lines ---- */

/* With such a sign, no mark or rule begins. */
static bool is_letter_at(sv text, size_t at) {
  return at < text.len && (text.at[at] | 32) >= 'a' && (text.at[at] | 32) <= 'z';
}

/* Where a line's own text starts, behind the marks of quotes and lists. */
static size_t behind_marks(sv line, bool *opens, unsigned *quotes) {
  size_t at = 0;
  *quotes = 0;
  for (;;) {
    while (at < line.len && is_blank(line.at[at])) at++;
    if (is_letter_at(line, at)) return at;
    if (at < line.len && line.at[at] == '>') {
      at++;
      ++*quotes;
      continue;
    }
    sv rest = sv_skip(line, at);
    size_t mark = rule_thematic_break(rest) ? 0 : rule_list_marker(rest, false);
    if (!mark) return at;
    *opens = true;
    at += mark;
  }
}

/* Whether a line is no running text at all. */
static bool is_apart(sv text) {
  return !text.len || rule_thematic_break(text) || rule_setext(text) || rule_fence(text);
}

static bool is_address_at(sv text, size_t at) {
  sv rest = sv_skip(text, at);
  return sv_starts(rest, SV("://")) || sv_starts(rest, SV("www."));
}

/* The places, of sixteen, where an address may be told by its first two signs: letters w are
 * everywhere, but seldom two in a row. */
static uint64_t may_be_address(const char *at) {
  bytes16 b, next;
  memcpy(&b, at, sizeof b);
  memcpy(&next, at + 1, sizeof next);
  return span_bits((bytes16)(((b == 'w') & (next == 'w')) | ((b == ':') & (next == '/'))));
}

static bool has_address(sv text) {
  size_t i = 0;
  for (; i + sizeof(bytes16) < text.len; i += sizeof(bytes16)) {
    for (uint64_t bits = may_be_address(text.at + i); bits; bits &= bits - 1) {
      if (is_address_at(text, i + (size_t)__builtin_ctzll(bits))) return true;
    }
  }
  while (i < text.len && !is_address_at(text, i)) i++;
  return i < text.len;
}

/* Whether the text from `from` to `to` has what is worth a reading. */
static bool is_worth(hider *h, size_t from, size_t to) {
  sv part = sv_make(h->m->text.at + from, to - from);
  if (h->emphasis || (h->addresses && has_address(part))) return true;
  return h->notes && sv_find(part, SV("[^"), 0) != SV_NONE;
}

static void read_paragraph(hider *h, size_t from, size_t to) {
  while (to > from && is_space(h->m->text.at[to - 1])) to--;
  if (from >= to || !is_worth(h, from, to)) return;
  h->base = from;
  h->text = sv_make(h->m->text.at + from, to - from);
  read_text(h);
}

/* Where the text of a heading ends, in front of the marks that close it. */
static size_t heading_end(sv line) {
  size_t end = line.len;
  while (end > 0 && is_blank(line.at[end - 1])) end--;
  size_t marks = end;
  while (marks > 0 && line.at[marks - 1] == '#') marks--;
  return marks > 0 && is_blank(line.at[marks - 1]) ? marks : end;
}

static bytes16 are_ends(bytes16 b) {
  return (bytes16)((b == '\n') | (b == '\r'));
}

static void read_lines(hider *h) {
  sv text = h->m->text;
  size_t from = 0; /* of the paragraph */
  unsigned around = 0, quotes;
  for (size_t start = 0, next; start < text.len; start = next) {
    size_t end = span_until(text, start, are_ends);
    next = end < text.len ? end + 1 : end;
    if (next < text.len && text.at[end] == '\r' && text.at[next] == '\n') next++;
    sv line = sv_make(text.at + start, end - start);
    bool opens = from == start;
    size_t own = behind_marks(line, &opens, &quotes);
    sv rest = sv_skip(line, own);
    bool heading = rule_atx_heading(rest), apart = !is_letter_at(rest, 0) && is_apart(rest);
    if (opens || heading || apart || quotes > around) {
      read_paragraph(h, from, start);
      from = start + own;
      around = quotes;
    }
    if (heading) read_paragraph(h, from, start + heading_end(line));
    if (heading || apart) from = next;
    text.at = h->m->text.at;
  }
  read_paragraph(h, from, text.len);
}

/* Tildes that no sign of emphasis is near are struck.c's alone. */
static bool has_tildes_in_emphasis(sv text) {
  return sv_find_byte(text, '~', 0) != SV_NONE &&
         (sv_find_byte(text, '*', 0) != SV_NONE || sv_find_byte(text, '_', 0) != SV_NONE);
}

void md__hide(marker *m) {
  hider *h = arena_new(m->doc->scratch, hider);
  *h = (hider){.m = m};
  h->addresses = has_address(m->text);
  h->notes = sv_find(m->text, SV("[^"), 0) != SV_NONE;
  h->emphasis = m->doc->emphasis = has_tildes_in_emphasis(m->text);
  if (h->addresses || h->notes || h->emphasis) read_lines(h);
}
