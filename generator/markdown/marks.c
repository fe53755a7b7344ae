/* Marks: libcmark undoes escapes while it parses, but a tilde, bracket or quote that the writer
 * escaped must not be read as strikethrough, citation or quotation afterwards. So before
 * libcmark the escaped character gives way to a control character of the same length, which
 * libcmark leaves in peace together with its backslash, and after our passes it comes back.
 * In code and HTML the backslash comes back, too, as it was no escape there. */
#include "markdown/marks.h"

#include "base/span.h"

/* Stands for characters[mark - 1], escaped or hidden. */
static const char characters[] = "~^[:\"'-.";
_Static_assert(sizeof characters - 1 <= 8, "marks 1 to 8, as 9 is a tab");

/* Stands for inert[mark - MD__MARK_INERT], only hidden. */
static const char inert[] = "*_\\`&]!<";
_Static_assert(MD__MARK_INERT + sizeof inert - 1 <= MD__MARK_STAR, "each sign has its mark");

static bool is_control(char c) {
  return (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

static bytes16 are_controls(bytes16 b) {
  return (bytes16)((b < ' ') & (b != '\t') & (b != '\n') & (b != '\r'));
}

/* How many in a list, from 1; 0: not in it. */
static size_t place_in(const char *list, char c) {
  const char *hit = c ? strchr(list, c) : NULL;
  return hit ? (size_t)(hit - list) + 1 : 0;
}

static char mark_for(char c) {
  size_t place = place_in(characters, c);
  if (place) return (char)place;
  return is_control(c) ? (char)MD__MARK_LOST : '\0';
}

/* What a hidden character or a sign of emphasis is; 0: none of them. */
static char shown(unsigned char mark) {
  if (mark == MD__MARK_STAR) return '*';
  if (mark == MD__MARK_UNDERSCORE) return '_';
  if (mark == MD__MARK_COLON) return ':';
  if (mark == MD__MARK_W || mark == MD__MARK_NO_W) return 'w';
  if (mark >= 1 && mark < sizeof characters) return characters[mark - 1];
  if (mark >= MD__MARK_INERT && mark < MD__MARK_INERT + sizeof inert - 1) {
    return inert[mark - MD__MARK_INERT];
  }
  return '\0';
}

/* ---- Before libcmark ---- */

char *marks_writable(marker *m) {
  m->doc->has_marks = true;
  if (m->text.at != m->out->at) {
    buf_clear(m->out);
    buf_add(m->out, m->text);
    m->text = buf_sv(m->out);
  }
  return m->out->at;
}

void marks_hide(marker *m, size_t from, size_t to, bool ticks) {
  for (size_t i = from; i < to; i++) {
    char c = m->text.at[i];
    if (c == '\\' && i + 1 < to && m->text.at[i + 1] == MD__MARK_PIPE) {
      i++;
      continue;
    }
    if (c == MD__MARK_STAR) c = '*';
    if (c == MD__MARK_UNDERSCORE) c = '_';
    size_t place = place_in(inert, c);
    if (c == '`' && !ticks) continue;
    if (place) {
      marks_writable(m)[i] = (char)(MD__MARK_INERT + place - 1);
    } else if (strchr("~^[\"'", c)) {
      marks_writable(m)[i] = mark_for(c);
    }
  }
}

void marks_hide_address(marker *m, size_t at) {
  char *text = marks_writable(m);
  text[at] = text[at] == ':' ? mark_for(':') : MD__MARK_NO_W;
}

sv marks_shown(arena *a, sv text) {
  size_t first = span_until(text, 0, are_controls);
  if (first == text.len) return text;
  char *copy = arena_chars(a, text.len);
  memcpy(copy, text.at, text.len);
  for (size_t i = first; i < text.len; i++) {
    char c = shown((unsigned char)text.at[i]);
    if (c && !(i > 0 && text.at[i - 1] == '\\')) copy[i] = c;
  }
  return sv_make(copy, text.len);
}

/* What `<` has opened at a place of the text. */
typedef struct angles {
  size_t seen;
  bool address; /* <https://…, so far without a blank */
  bool tag;     /* <a href=…, so far on one line */
} angles;

static void look_for_angles(angles *a, sv text, size_t until) {
  for (; a->seen < until; a->seen++) {
    if (!a->address && !a->tag) {
      size_t next = sv_find_byte(sv_first(text, until), '<', a->seen);
      a->seen = next == SV_NONE ? until : next;
      if (next == SV_NONE) return;
    }
    char c = text.at[a->seen];
    if (c == '<') a->address = a->tag = true;
    if ((unsigned char)c <= ' ' || c == '>') a->address = false;
    if (c == '\n' || c == '>') a->tag = false;
  }
}

/* A mark that stands there already. */
static bool is_ours(char c) {
  return is_control(c) && (unsigned char)c >= MD__MARK_PIPE;
}

/* In <https://…> and in a tag's quoted value a backslash is no escape, and a mark would hide
 * where they end. */
static void mark_escapes(marker *m) {
  angles inside = {0};
  for (size_t i = sv_find_byte(m->text, '\\', 0); i != SV_NONE && i + 1 < m->text.len;
       i = sv_find_byte(m->text, '\\', i + 2)) {
    look_for_angles(&inside, m->text, i);
    char c = m->text.at[i + 1], mark = mark_for(c);
    if (!mark || is_ours(c) || inside.address) continue;
    if (inside.tag && (c == '"' || c == '\'')) continue;
    marks_writable(m)[i + 1] = mark;
  }
}

sv md__mark(md__doc *doc, sv text, buf *out) {
  marker m = {doc, text, out};
  if (!doc->options->extensions && !doc->options->smart) return text;
  if (doc->options->extensions) md__hide(&m);
  mark_escapes(&m);
  return m.text;
}

/* ---- After our passes ---- */

static bool has_mark(sv text) {
  return span_until(text, 0, are_controls) < text.len;
}

/* The text without marks, NUL-terminated; `verbatim` where a backslash is no escape. */
static const char *unmarked(md__doc *doc, sv text, bool verbatim) {
  char *plain = arena_chars(doc->scratch, text.len * 3 + 1), *at = plain;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    bool escaped = i > 0 && text.at[i - 1] == '\\';
    if (c == MD__MARK_PIPE && escaped) {
      at[-1] = '|';
    } else if (c >= 1 && c < sizeof characters && escaped) {
      if (!verbatim) at--;
      *at++ = characters[c - 1];
    } else if (c == MD__MARK_LOST) {
      memcpy(at, "\xEF\xBF\xBD", 3);
      at += 3;
    } else {
      char plainly = shown(c);
      *at++ = plainly ? plainly : (char)c;
    }
  }
  *at = '\0';
  return plain;
}

static void unmark_node(md__doc *doc, cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  const char *literal = cmark_node_get_literal(node);
  if (literal && has_mark(sv_of(literal))) {
    cmark_node_set_literal(node, unmarked(doc, sv_of(literal), type != CMARK_NODE_TEXT));
  }
  if (type == CMARK_NODE_CODE_BLOCK && has_mark(sv_of(cmark_node_get_fence_info(node)))) {
    cmark_node_set_fence_info(node, unmarked(doc, sv_of(cmark_node_get_fence_info(node)), false));
  }
  if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) return;
  sv url = sv_of(cmark_node_get_url(node)), title = sv_of(cmark_node_get_title(node));
  if (has_mark(url)) cmark_node_set_url(node, unmarked(doc, url, false));
  if (has_mark(title)) cmark_node_set_title(node, unmarked(doc, title, false));
}

void md__unmark(md__doc *doc) {
  if (!doc->has_marks) return;
  for (cmark_node *n = doc->root; n; n = md__following(n, doc->root)) unmark_node(doc, n);
}
