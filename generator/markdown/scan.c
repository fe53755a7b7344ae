#include "markdown/scan.h"

#include "base/limits.h"
#include "base/span.h"

enum { TAB = 4, CODE_INDENT = 4 };

static char char_at(const md__scanner *s, size_t at) {
  return at < s->line.len ? s->line.at[at] : '\0';
}

static bool is_blank_char(char c) {
  return c == ' ' || c == '\t';
}

static void find_nonspace(md__scanner *s) {
  unsigned column = s->column;
  size_t at = s->at;
  while (is_blank_char(char_at(s, at))) {
    column += s->line.at[at] == '\t' ? TAB - column % TAB : 1;
    at++;
  }
  s->nonspace = at;
  s->indent = column - s->column;
  s->blank = at == s->line.len;
}

/* Moves on by columns; a tab may be left half used. */
static void advance(md__scanner *s, unsigned columns) {
  while (columns > 0 && s->at < s->line.len) {
    unsigned width = s->line.at[s->at] == '\t' ? TAB - s->column % TAB : 1;
    unsigned step = width < columns ? width : columns;
    s->column += step;
    columns -= step;
    s->tab_used = step == width ? 0 : s->tab_used + step;
    if (step == width) s->at++;
  }
}

static void advance_to(md__scanner *s, size_t at) {
  while (s->at < at) advance(s, s->line.at[s->at] == '\t' ? TAB - s->column % TAB : 1);
}

static sv rest(const md__scanner *s) {
  return sv_skip(s->line, s->nonspace);
}

/* `*[MRI]: magnetic resonance imaging`, which stands for a blank line. */
static bool is_abbreviation(const md__scanner *s, sv *label, sv *title) {
  bool verbatim = s->leaf == LEAF_FENCE || s->leaf == LEAF_HTML;
  return s->doc->options->extensions && !verbatim && s->indent < CODE_INDENT &&
         rule_abbreviation(rest(s), label, title);
}

/* ---- Containers that go on ---- */

static bool goes_on(md__scanner *s, const box *b) {
  sv label, title;
  find_nonspace(s);
  switch (b->kind) {
    case BOX_QUOTE:
      if (s->indent >= CODE_INDENT || char_at(s, s->nonspace) != '>') return false;
      advance_to(s, s->nonspace + 1);
      if (is_blank_char(char_at(s, s->at))) advance(s, 1);
      return true;
    case BOX_NOTE:
      /* In a quote a blank line ends a note, as on GitHub. */
      if (s->indent < b->width && s->line.len) return false;
      advance(s, b->width);
      return true;
    default:
      if (s->indent >= b->width) {
        advance(s, b->width);
        return true;
      }
      if (b->empty || !(s->blank || is_abbreviation(s, &label, &title))) return false;
      advance_to(s, s->nonspace);
      return true;
  }
}

/* ---- New containers ---- */

static void open_box(md__scanner *s, size_t *depth, box_kind kind, unsigned width) {
  if (s->boxes.len > *depth) take__close(s, *depth);
  if (s->boxes.len >= LIMIT_MARKDOWN_DEPTH) {
    md__refuse(s->doc,
               diag_at(s->doc->source.file, s->base + s->start, s->line.len ? s->line.len : 1),
               "quotes and lists are nested too deep");
    s->next = s->text.len;
    return;
  }
  if (s->boxes.len) s->boxes.at[s->boxes.len - 1].empty = false;
  vec_push(s->doc->scratch, &s->boxes, (box){kind, width, true});
  *depth = s->boxes.len;
  s->leaf = LEAF_NONE;
  s->opened = true;
  s->defines = SV_NONE;
}

/* An item's text starts behind one to four blanks; further ones make code of it. */
static unsigned item_width(md__scanner *s, size_t marker) {
  unsigned indent = s->indent;
  advance_to(s, s->nonspace + marker);
  unsigned column = s->column;
  size_t at = s->at;
  while (s->column - column <= 5 && is_blank_char(char_at(s, s->at))) advance(s, 1);
  unsigned blanks = s->column - column;
  if (blanks < 5 && blanks > 0 && s->at < s->line.len) return indent + (unsigned)marker + blanks;
  s->at = at;
  s->column = column;
  s->tab_used = 0;
  if (blanks > 0) advance(s, 1);
  return indent + (unsigned)marker + 1;
}

/* ": text" below a term or behind another definition. */
static bool is_definition(const md__scanner *s, size_t depth) {
  bool after_term = s->defines == depth && s->boxes.len == depth;
  bool after_other = s->boxes.len > depth && s->boxes.at[depth].kind == BOX_DEFINITION;
  return (after_term || after_other) && !s->rewritten && char_at(s, s->nonspace) == ':' &&
         is_blank_char(char_at(s, s->nonspace + 1)) && sv_trim(sv_skip(rest(s), 1)).len > 0;
}

/* Opens one container at the line's place, if there is one. */
static bool open_container(md__scanner *s, size_t *depth, bool in_paragraph) {
  bool extended = s->doc->options->extensions;
  sv label;
  size_t length;
  if (char_at(s, s->nonspace) == '>') {
    advance_to(s, s->nonspace + 1);
    if (is_blank_char(char_at(s, s->at))) advance(s, 1);
    open_box(s, depth, BOX_QUOTE, 0);
  } else if (extended && (length = rule_note(rest(s), &label))) {
    open_box(s, depth, BOX_NOTE, 4);
    take__note(s, label, length);
  } else if (extended && is_definition(s, *depth)) {
    size_t start = s->at;
    unsigned indent = s->indent, width = item_width(s, 1);
    open_box(s, depth, BOX_DEFINITION, width);
    take__definition(s, start, indent);
  } else if ((length = rule_list_marker(rest(s), in_paragraph))) {
    unsigned width = item_width(s, length);
    open_box(s, depth, BOX_ITEM, width);
  } else {
    return false;
  }
  return true;
}

/* ---- Leaves ---- */

static void set_leaf(md__scanner *s, size_t depth, leaf_kind leaf) {
  if (s->boxes.len > depth) take__close(s, depth);
  s->leaf = leaf;
  s->defines = SV_NONE;
}

/* A block of one line or the start of code or HTML; false: the line is text. */
static bool open_leaf(md__scanner *s, size_t depth, leaf_kind in, bool all, bool lazy) {
  sv text = rest(s);
  size_t length;
  if (s->indent >= CODE_INDENT) {
    if (lazy || s->blank) return false;
    set_leaf(s, depth, LEAF_INDENTED);
    return true;
  }
  if (rule_atx_heading(text)) {
    set_leaf(s, depth, LEAF_NONE);
  } else if ((length = rule_fence(text))) {
    set_leaf(s, depth, LEAF_FENCE);
    s->fence = text.at[0];
    s->fence_length = length;
  } else if ((s->html_kind = rule_html_start(text, in == LEAF_PARAGRAPH))) {
    set_leaf(s, depth, rule_html_ends(text, s->html_kind) ? LEAF_NONE : LEAF_HTML);
  } else if (in == LEAF_PARAGRAPH && rule_setext(text)) {
    set_leaf(s, depth, LEAF_NONE);
  } else if (!(in == LEAF_PARAGRAPH && !all) && rule_thematic_break(text)) {
    set_leaf(s, depth, LEAF_NONE);
  } else {
    return false;
  }
  return true;
}

/* Code and HTML take the line whole. */
static bool continue_leaf(md__scanner *s) {
  find_nonspace(s);
  sv text = rest(s);
  switch (s->leaf) {
    case LEAF_FENCE:
      if (s->indent < CODE_INDENT && rule_fence_closes(text, s->fence, s->fence_length)) {
        s->leaf = LEAF_NONE;
      }
      return true;
    case LEAF_HTML:
      if (s->blank && s->html_kind >= 6) break;
      if (rule_html_ends(sv_skip(s->line, s->at), s->html_kind)) s->leaf = LEAF_NONE;
      return true;
    case LEAF_INDENTED:
      if (s->indent >= CODE_INDENT || s->blank) return true;
      break;
    default: return false;
  }
  s->leaf = LEAF_NONE;
  return false;
}

/* ---- Text ---- */

static void note_paragraph_line(md__scanner *s) {
  s->last = (last_line){.start = s->start,
                        .content = s->start + s->nonspace,
                        .end = s->next,
                        .number = s->doc->lines.len - s->rewritten,
                        .rewritten = s->rewritten,
                        .opens = s->opened};
}

static void add_blank(md__scanner *s, bool all) {
  if (s->leaf == LEAF_PARAGRAPH) s->defines = all ? s->boxes.len : SV_NONE;
  if (s->blank_before) s->defines = SV_NONE;
  s->leaf = LEAF_NONE;
}

static void add_text(md__scanner *s, size_t depth, bool all, leaf_kind in) {
  bool lazy = !all && !s->opened && s->leaf == LEAF_PARAGRAPH && !s->blank;
  if (lazy) {
    note_paragraph_line(s);
    s->last.content = s->start + s->at; /* blanks before it count as a cell */
    return;
  }
  if (s->boxes.len > depth) take__close(s, depth);
  if (s->blank) {
    add_blank(s, all);
    return;
  }
  if (s->boxes.len) s->boxes.at[s->boxes.len - 1].empty = false;
  bool table = s->doc->options->extensions && s->indent < CODE_INDENT;
  if (table && in == LEAF_PARAGRAPH && take__table(s)) return;
  if (table && in == LEAF_TABLE && take__row(s)) return;
  if (s->leaf != LEAF_PARAGRAPH) s->paragraph = s->start;
  if (s->opened && s->doc->options->extensions) take__box(s);
  s->leaf = LEAF_PARAGRAPH;
  s->defines = s->boxes.len;
  note_paragraph_line(s);
}

static void add_abbreviation(md__scanner *s, size_t depth, bool all, sv label, sv title) {
  s->blank = true;
  add_text(s, depth, all, LEAF_NONE);
  take__abbreviation(s, label, title);
}

/* ---- Lines ---- */

static void scan_line(md__scanner *s) {
  size_t depth = 0;
  while (depth < s->boxes.len && goes_on(s, &s->boxes.at[depth])) depth++;
  bool all = depth == s->boxes.len;
  if (all && continue_leaf(s)) return;
  find_nonspace(s);
  leaf_kind in = all && !s->blank ? s->leaf : LEAF_NONE;
  bool lazy = s->leaf == LEAF_PARAGRAPH;
  if (in != LEAF_PARAGRAPH && in != LEAF_TABLE) in = LEAF_NONE;
  for (;;) {
    size_t colons;
    if (!s->blank && open_leaf(s, depth, in, all, lazy)) {
      if (s->boxes.len) s->boxes.at[s->boxes.len - 1].empty = false;
      return;
    }
    bool may_open = s->indent < CODE_INDENT && !s->blank;
    if (may_open && s->doc->options->extensions && (colons = rule_div(rest(s)))) {
      set_leaf(s, depth, LEAF_NONE);
      take__div(s, colons);
      return;
    }
    sv label, title;
    if (may_open && is_abbreviation(s, &label, &title)) {
      add_abbreviation(s, depth, all, label, title);
      return;
    }
    if (!may_open || !open_container(s, &depth, in == LEAF_PARAGRAPH)) break;
    if (s->doc->refused) return;
    find_nonspace(s);
    in = LEAF_NONE;
    lazy = false;
  }
  add_text(s, depth, all, in);
}

static bytes16 are_ends(bytes16 b) {
  return (bytes16)((b == '\n') | (b == '\r'));
}

static void take_line(md__scanner *s) {
  size_t end = span_until(s->text, s->start, are_ends);
  s->line = sv_make(s->text.at + s->start, end - s->start);
  bool both = end + 1 < s->text.len && s->text.at[end] == '\r' && s->text.at[end + 1] == '\n';
  s->next = end < s->text.len ? end + 1 + both : end;
  s->at = s->column = s->tab_used = 0;
  s->opened = s->rewritten = false;
}

sv md__scan(md__doc *doc, sv text, size_t base, buf *out) {
  md__scanner s = {.doc = doc, .text = text, .base = base, .out = out, .defines = SV_NONE};
  while (s.start < text.len && !doc->refused) {
    take_line(&s);
    scan_line(&s);
    take__end_line(&s);
    if (!s.rewritten)
      vec_push(doc->scratch, &doc->lines, (md__line){(uint32_t)(base + s.start), 0, 0});
    s.blank_before = s.blank;
    s.start = s.next;
  }
  if (!s.copied) return text;
  take__flush(&s, text.len);
  return buf_sv(out);
}
