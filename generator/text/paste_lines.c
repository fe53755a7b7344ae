#include "text/paste_lines.h"

#include "base/utf8.h"

static size_t indent_of(sv text) {
  size_t i = 0;
  while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t')) i++;
  return i;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static size_t blank_length(sv text) {
  if (!text.len) return 0;
  if (text.at[0] == ' ' || text.at[0] == '\t') return 1;
  return sv_starts(text, SV("\xC2\xA0")) ? 2 : 0; /* a no-break space */
}

static bool is_bullet_sign(uint32_t c) {
  static const uint32_t signs[] = {0x2022, 0x25E6, 0x2023, 0x2043, 0x2219, 0x25AA, 0x25AB,
                                   0x25CF, 0x25CB, 0x25A0, 0xB7,   0x27A2, 0xF0B7};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (signs[i] == c) return true;
  }
  return false;
}

/* Bytes of "•" and the blanks behind it. A dash counts only where `dash` says so: it also starts
 * the second line of many a sentence. */
static size_t bullet_length(sv text, bool dash) {
  if (!text.len) return 0;
  uint32_t c;
  size_t sign = utf8_decode(text, &c), len = sign;
  if (!is_bullet_sign(c) && !(dash && c == 0x2013)) return 0;
  while (blank_length(sv_skip(text, len))) len += blank_length(sv_skip(text, len));
  bool needs_blank = c == 0x2013 || c == 0xB7;
  return len < text.len && (len > sign || !needs_blank) ? len : 0;
}

static bool is_item(sv text) {
  if (text.len < 2) return false;
  size_t marker = 0;
  if (strchr("-*+", text.at[0])) {
    marker = 1;
  } else {
    while (marker < text.len && marker < 9 && is_digit(text.at[marker])) marker++;
    if (!marker || marker == text.len || !strchr(".)", text.at[marker])) return false;
    marker++;
  }
  return marker < text.len && (text.at[marker] == ' ' || text.at[marker] == '\t');
}

static size_t fence_length(sv text) {
  if (!text.len || !strchr("`~", text.at[0])) return 0;
  size_t len = 0;
  while (len < text.len && text.at[len] == text.at[0]) len++;
  return len >= 3 ? len : 0;
}

static bool closes_fence(sv text, char sign, size_t least) {
  size_t len = fence_length(text);
  return len >= least && text.at[0] == sign && sv_trim(sv_skip(text, len)).len == 0;
}

size_t paste_hashes(sv text) {
  enum { LEAST = 2, MOST = 6 };
  size_t count = 0;
  while (count < text.len && text.at[count] == '#') count++;
  bool glued = count < text.len && !indent_of(sv_skip(text, count));
  return glued && count >= LEAST && count <= MOST ? count : 0;
}

static bool is_heading(sv text) {
  size_t count = 0;
  while (count < text.len && text.at[count] == '#') count++;
  return count > 0 && count <= 6 && (count == text.len || indent_of(sv_skip(text, count)));
}

static paste_line_kind plain_kind(sv text) {
  if (is_item(text)) return LINE_ITEM;
  if (strchr("#>|<[!=~`{:-*_+$\\", text.at[0])) return LINE_MARKUP;
  return LINE_TEXT;
}

/* ---- Lists ---- */

/* An item that is open. `stands` is the column at which its text starts, `starts` and `text` are
 * its own and its text's once every typed bullet is a hyphen. */
typedef struct item {
  size_t stands, starts, text;
  bool typed;
} item;

/* What stays open from line to line. */
typedef struct reader {
  arena *a;
  char fence;
  size_t fence_length;
  bool comment;
  VEC(item) items;
  bool in_paragraph; /* an indented line would go on with it */
  bool after_blank, dash_before;
} reader;

static size_t column_behind(sv text, size_t column) {
  enum { TAB = 4 };
  for (size_t i = 0; i < text.len; i++) column += text.at[i] == '\t' ? TAB - column % TAB : 1;
  return column;
}

/* "12. Rest": where its text starts. Five columns behind the sign are code in it. */
static size_t item_text(const paste_line *l) {
  enum { MOST_BLANKS = 4 };
  sv text = sv_skip(l->text, l->indent);
  size_t sign = 0;
  while (text.at[sign] != ' ' && text.at[sign] != '\t') sign++;
  size_t behind = l->column + sign;
  sv blanks = sv_first(sv_skip(text, sign), indent_of(sv_skip(text, sign)));
  size_t column = column_behind(blanks, behind);
  return column - behind > MOST_BLANKS ? behind + 1 : column;
}

static void open_item(reader *r, const paste_line *l) {
  size_t column = item_text(l);
  while (r->items.len && l->column < r->items.at[r->items.len - 1].text) r->items.len--;
  vec_push(r->a, &r->items, (item){column, l->column, column, false});
}

/* A hyphen makes an item at up to three columns from where the text of the item around it starts;
 * further in it would be text of that, or code. */
static void open_bullet(reader *r, paste_line *l) {
  enum { FURTHEST = 3, HYPHEN = 2 };
  const item *beside = NULL;
  while (r->items.len && l->column < r->items.at[r->items.len - 1].stands) {
    beside = &r->items.at[--r->items.len];
  }
  size_t least = r->items.len ? r->items.at[r->items.len - 1].text : 0;
  l->place = l->column;
  if (l->place > least + FURTHEST) l->place = least;
  if (beside && l->place >= beside->text) l->place = beside->starts;
  vec_push(r->a, &r->items, (item){l->column + HYPHEN, l->place, l->place + HYPHEN, true});
}

static void close_items(reader *r, const paste_line *l) {
  while (r->items.len && l->column < r->items.at[r->items.len - 1].text) r->items.len--;
}

/* Further in than text may be: code, or more of a paragraph. Below a typed bullet nothing is: what
 * is pasted is indented anyhow. */
static bool is_far_in(const reader *r, const paste_line *l) {
  enum { FURTHEST = 3 };
  size_t around = 0;
  if (l->column <= FURTHEST) return false;
  for (size_t i = 0; i < r->items.len; i++) {
    const item *one = &r->items.at[i];
    if (one->typed) return false;
    if (one->text <= l->column) around = one->text;
  }
  return l->column > around + FURTHEST;
}

/* ---- All together ---- */

static bool opens_comment(reader *r, sv text) {
  sv sign = SV("<!--");
  if (!sv_starts(text, sign)) return false;
  r->comment = sv_find(text, SV("-->"), sign.len) == SV_NONE;
  return true;
}

static paste_line_kind open_block(reader *r, paste_line *l, sv text) {
  bool far_in = is_far_in(r, l);
  if (far_in && !r->in_paragraph) return LINE_CODE;
  bool dash = r->after_blank || r->dash_before;
  r->dash_before = false;
  if (is_letter(text.at[0])) return LINE_TEXT; /* most lines */
  if (opens_comment(r, text)) return LINE_CODE;
  r->fence_length = fence_length(text);
  if (r->fence_length) {
    r->fence = text.at[0];
    return LINE_CODE;
  }
  l->bullet = bullet_length(text, dash);
  r->dash_before = l->bullet && sv_starts(text, SV("\xE2\x80\x93"));
  if (l->bullet) return LINE_ITEM;
  return !far_in && paste_hashes(text) ? LINE_HASHES : plain_kind(text);
}

/* Behind its indentation. */
static bool is_blank_line(sv text) {
  if (text.len && (unsigned char)text.at[0] > ' ') return false;
  return sv_trim(text).len == 0;
}

static void place_in_list(reader *r, paste_line *l, bool ends_paragraph) {
  if (l->bullet) {
    open_bullet(r, l);
  } else if (l->kind == LINE_ITEM) {
    open_item(r, l);
  } else if (r->after_blank || ends_paragraph) {
    close_items(r, l);
  }
}

static void classify(reader *r, paste_line *l) {
  sv text = sv_skip(l->text, l->indent);
  bool heading = false;
  if (r->fence_length) {
    l->kind = LINE_CODE;
    if (closes_fence(text, r->fence, r->fence_length)) r->fence_length = 0;
  } else if (r->comment) {
    l->kind = LINE_CODE;
    r->comment = sv_find(text, SV("-->"), 0) == SV_NONE;
  } else if (is_blank_line(text)) {
    l->kind = LINE_BLANK;
  } else {
    l->kind = open_block(r, l, text);
    heading = l->kind == LINE_MARKUP && is_heading(text);
    bool code = l->kind == LINE_CODE && !r->fence_length;
    if (!code) place_in_list(r, l, heading || r->fence_length);
  }
  r->after_blank = l->kind == LINE_BLANK;
  r->in_paragraph = l->kind != LINE_BLANK && l->kind != LINE_CODE && !heading;
}

paste_line_list paste_lines(arena *a, sv text, size_t start) {
  paste_line_list lines = {0};
  reader r = {.a = a, .after_blank = true};
  if (start == 0 && sv_starts(text, UTF8_BOM)) start = UTF8_BOM.len;
  sv rest = sv_skip(text, start);
  for (paste_line l = {0}; sv_line(&rest, &l.text); l = (paste_line){0}) {
    l.offset = (size_t)(l.text.at - text.at);
    l.indent = indent_of(l.text);
    l.column = column_behind(sv_first(l.text, l.indent), 0);
    classify(&r, &l);
    vec_push(a, &lines, l);
  }
  return lines;
}
