/* Marks: libcmark undoes escapes while it parses, but a tilde, bracket or quote that the writer
 * escaped must not be read as strikethrough, citation or quotation afterwards. So before
 * libcmark the escaped character gives way to a control character of the same length, which
 * libcmark leaves in peace together with its backslash, and after our passes it comes back.
 * In code and HTML the backslash comes back, too, as it was no escape there. */
#include "markdown/marks.h"
#include "markdown/internal.h"

/* Stands for characters[mark - 1] behind a backslash. */
static const char characters[] = "~^[:\"'-.";
_Static_assert(sizeof characters - 1 <= 8, "marks 1 to 8, as 9 is a tab");

static bool is_control(char c) {
  return (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

static char mark_for(char c) {
  const char *hit = c ? strchr(characters, c) : NULL;
  if (hit) return (char)(hit - characters + 1);
  return is_control(c) ? (char)MD__MARK_LOST : '\0';
}

static bool ends_address(char c) {
  return (unsigned char)c <= ' ' || c == '<' || c == '>' || c == '"';
}

/* ---- Before libcmark ---- */

typedef struct marker {
  md__doc *doc;
  sv text;
  buf *out;
} marker;

/* The text for writing: a copy, made once. */
static char *writable(marker *m) {
  m->doc->has_marks = true;
  if (m->text.at != m->out->at) {
    buf_clear(m->out);
    buf_add(m->out, m->text);
    m->text = buf_sv(m->out);
  }
  return m->out->at;
}

/* What `<` has opened at a place of the text. */
typedef struct angles {
  size_t seen;
  bool address; /* <https://…, so far without a blank */
  bool tag;     /* <a href=…, so far on one line */
} angles;

static void look_for_angles(angles *a, sv text, size_t until) {
  for (; a->seen < until; a->seen++) {
    char c = text.at[a->seen];
    if (c == '<') a->address = a->tag = true;
    if ((unsigned char)c <= ' ' || c == '>') a->address = false;
    if (c == '\n' || c == '>') a->tag = false;
  }
}

/* In <https://…> and in a tag's quoted value a backslash is no escape, and a mark would hide
 * where they end. */
static void mark_escapes(marker *m) {
  angles inside = {0};
  for (size_t i = sv_find_byte(m->text, '\\', 0); i != SV_NONE && i + 1 < m->text.len;
       i = sv_find_byte(m->text, '\\', i + 2)) {
    look_for_angles(&inside, m->text, i);
    char c = m->text.at[i + 1], mark = mark_for(c);
    if (!mark || c == MD__MARK_PIPE || inside.address) continue;
    if (inside.tag && (c == '"' || c == '\'')) continue;
    writable(m)[i + 1] = mark;
  }
}

/* Where the address that starts at `from` ends, without the sentence's own punctuation. */
static size_t address_end(sv text, size_t from) {
  size_t end = from;
  while (end < text.len && !ends_address(text.at[end])) end++;
  while (end > from && strchr("?!.,:*_~')", text.at[end - 1])) end--;
  return end;
}

static void mark_address(marker *m, size_t from) {
  size_t start = from;
  while (start > 0 && (m->text.at[start - 1] | 32) >= 'a' && (m->text.at[start - 1] | 32) <= 'z')
    start--;
  if (start > 0 && m->text.at[start - 1] == '<') return;
  size_t end = address_end(m->text, from);
  for (size_t i = from; i < end; i++) {
    if (m->text.at[i] == '_') writable(m)[i] = MD__MARK_UNDERSCORE;
    if (m->text.at[i] == '*') writable(m)[i] = MD__MARK_STAR;
  }
}

static void mark_addresses(marker *m, sv start) {
  for (size_t i = sv_find(m->text, start, 0); i != SV_NONE; i = sv_find(m->text, start, i)) {
    i += start.len;
    mark_address(m, i);
    while (i < m->text.len && !ends_address(m->text.at[i])) i++;
  }
}

sv md__mark(md__doc *doc, sv text, buf *out) {
  marker m = {doc, text, out};
  if (!doc->options->extensions && !doc->options->smart) return text;
  mark_escapes(&m);
  if (doc->options->extensions) {
    mark_addresses(&m, SV("://"));
    mark_addresses(&m, SV("www."));
  }
  return m.text;
}

/* ---- After our passes ---- */

static bool has_mark(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if (is_control(text.at[i])) return true;
  }
  return false;
}

/* The text without marks, NUL-terminated; `verbatim` where a backslash is no escape. */
static const char *unmarked(md__doc *doc, sv text, bool verbatim) {
  char *plain = arena_chars(doc->scratch, text.len * 3 + 1), *at = plain;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    bool escaped = i > 0 && text.at[i - 1] == '\\';
    if (c == MD__MARK_UNDERSCORE) {
      *at++ = '_';
    } else if (c == MD__MARK_STAR) {
      *at++ = '*';
    } else if (c == MD__MARK_PIPE && escaped) {
      at[-1] = '|';
    } else if (c >= 1 && c < sizeof characters && escaped) {
      if (!verbatim) at--;
      *at++ = characters[c - 1];
    } else if (c == MD__MARK_LOST) {
      memcpy(at, "\xEF\xBF\xBD", 3);
      at += 3;
    } else {
      *at++ = (char)c;
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
