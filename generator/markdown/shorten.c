/* Most of an article's text holds no sign that means anything to libcmark, which looks at each of
 * its bytes twice and copies them three times. So it gets the first and the last byte of such a
 * stretch, and what it left out between them goes into the tree afterwards. Whether a line is the
 * text of a paragraph at all, and not of code or HTML, shows only then: where one is not, libcmark
 * reads everything as it is. */
#include "base/span.h"
#include "base/utf8.h"
#include "markdown/internal.h"

enum {
  LEAST = 24,      /* shorter stretches are not worth it */
  LONGEST = 100000 /* by so much, or as much as it reads, libcmark lets links by reference grow */
};

/* What may mean something within a line: "!" does so only in front of "[". */
static inline bytes16 may_start(bytes16 b) {
  return (bytes16)((b < ' ') | (b == '&') | (b == '*') | (b == '<') |
                   ((bytes16)(b - '[') <= '`' - '['));
}

/* And what may end it. */
static inline bytes16 may_end(bytes16 b) {
  return may_start(b) |
         (bytes16)((b == '"') | (b == '\'') | (b == '(') | (b == ')') | (b == ';') | (b == '>'));
}

typedef struct finder {
  md__doc *doc;
  sv text;
  size_t start, end, number; /* of the line */
  size_t lines, omitted;     /* of the block up to here; before it */
  bool mixed;                /* the block is left as it is */
} finder;

static void omit(finder *f, size_t from, size_t to, bool at_end) {
  if (to - from < LEAST) return;
  unsigned char first = (unsigned char)f->text.at[from], last = (unsigned char)f->text.at[to - 1];
  bool trimmed = to == f->end && last == ' ';
  if (first >= 0x80 || last >= 0x80 || trimmed) return;
  md__omitted made = {f->number, from + 1 - f->start, sv_make(f->text.at + from + 1, to - from - 2),
                      at_end};
  vec_push(f->doc->scratch, &f->doc->omitted, made);
}

/* From where on nothing of the line can belong to a link, code or the like. */
static size_t tail_of(const finder *f, size_t sign) {
  sv line = sv_first(f->text, f->end);
  size_t tail = sign;
  for (; sign < f->end; sign = span_until(line, sign + 1, may_end)) tail = sign + 1;
  return tail;
}

/* With another sign, a mark or rule may begin. */
static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* In a paragraph of one line, what is before all signs and behind them; in one of several, lines
 * without any, if all are. */
static void read_line(finder *f) {
  sv text = f->text;
  size_t sign = span_until(text, f->start, may_start);
  bool plain = sign == text.len || text.at[sign] == '\n';
  f->end = plain ? sign : sv_find_byte(text, '\n', sign);
  if (f->end == SV_NONE) f->end = text.len;
  bool alone = f->lines++ == 0 && (f->end + 1 >= text.len || text.at[f->end + 1] == '\n');
  if (!is_letter(text.at[f->start]) || !(plain || alone)) f->mixed = true;
  if (f->mixed) {
    f->doc->omitted.len = f->omitted;
    return;
  }
  omit(f, f->start, sign, false);
  if (!plain) omit(f, tail_of(f, sign), f->end, true);
}

static void find_omitted(md__doc *doc, sv text) {
  finder f = {.doc = doc, .text = text};
  for (; f.start < text.len; f.start = f.end + 1, f.number++) {
    f.end = f.start;
    if (text.at[f.start] != '\n') {
      read_line(&f);
      continue;
    }
    f.lines = 0;
    f.omitted = doc->omitted.len;
    f.mixed = false;
  }
}

/* The text without what is left out, which place.c has to know. */
static sv write_brief(const md__doc *doc, sv text, buf *out) {
  const char *copied = text.at;
  buf_reserve(out, text.len);
  for (size_t i = 0; i < doc->omitted.len; i++) {
    const md__omitted *c = &doc->omitted.at[i];
    md__line *line = &doc->lines.at[c->line];
    if (!line->omitted) line->omitted = (uint32_t)i + 1;
    buf_add(out, sv_make(copied, (size_t)(c->text.at - copied)));
    copied = c->text.at + c->text.len;
  }
  buf_add(out, sv_make(copied, (size_t)(text.at + text.len - copied)));
  return buf_sv(out);
}

static void put_in(md__doc *doc, cmark_node *node, size_t at, sv left_out) {
  sv text = sv_of(cmark_node_get_literal(node));
  buf_clear(&doc->text);
  buf_add(&doc->text, sv_first(text, at));
  buf_add(&doc->text, left_out);
  buf_add(&doc->text, sv_skip(text, at));
  buf_byte(&doc->text, '\0');
  cmark_node_set_literal(node, doc->text.at);
}

/* What was left out next, if it is of the line that this text is from. */
static const md__omitted *next_omitted(const md__doc *doc, cmark_node *text, size_t next) {
  if (next == doc->omitted.len) return NULL;
  const md__omitted *c = &doc->omitted.at[next];
  return c->line + 1 == (size_t)cmark_node_get_start_line(text) ? c : NULL;
}

/* Returns what comes next behind the paragraph. */
static size_t put_back(md__doc *doc, cmark_node *paragraph, size_t next) {
  for (cmark_node *n = cmark_node_first_child(paragraph); n; n = cmark_node_next(n)) {
    if (cmark_node_get_type(n) != CMARK_NODE_TEXT) continue;
    const md__omitted *c = next_omitted(doc, n, next);
    if (c && !c->at_end && cmark_node_get_start_column(n) == 1) {
      put_in(doc, n, 1, c->text);
      c = next_omitted(doc, n, ++next);
    }
    if (c && c->at_end && !cmark_node_next(n)) {
      put_in(doc, n, strlen(cmark_node_get_literal(n)) - 1, c->text);
      next++;
    }
  }
  return next;
}

/* True: every line that something was left out of was the text of a paragraph. */
static bool lengthen(md__doc *doc, cmark_node *root) {
  size_t next = 0;
  for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n)) {
    if (cmark_node_get_type(n) == CMARK_NODE_PARAGRAPH) next = put_back(doc, n, next);
  }
  return next == doc->omitted.len;
}

static cmark_node *parse_whole(md__doc *doc, sv text) {
  for (size_t i = 0; i < doc->omitted.len; i++) {
    doc->lines.at[doc->omitted.at[i].line].omitted = 0;
  }
  return md__parse(text);
}

cmark_node *md__parse_briefly(md__doc *doc, sv text) {
  bool other_lines = sv_find_byte(text, '\r', 0) != SV_NONE || sv_starts(text, UTF8_BOM);
  bool grows = text.len > LONGEST && sv_find(text, SV("]:"), 0) != SV_NONE;
  if (other_lines || grows) return md__parse(text);
  find_omitted(doc, text);
  if (!doc->omitted.len) return md__parse(text);
  buf brief = BUF_EMPTY;
  cmark_node *root = md__parse(write_brief(doc, text, &brief));
  buf_free(&brief);
  return lengthen(doc, root) ? root : parse_whole(doc, text);
}
