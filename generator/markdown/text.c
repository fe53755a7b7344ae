/* The plain text below a node. */
#include "base/utf8.h"
#include "markdown/inserts.h"

static sv own_text(cmark_node *node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE: return sv_of(cmark_node_get_literal(node));
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: return SV("\n");
    case CMARK_NODE_CUSTOM_INLINE:
      return md__made_of(node) && md__made_of(node)->kind == MD__INSERT
                 ? md__made_of(node)->insert->words
                 : SV("");
    default: return SV("");
  }
}

sv md__alternative(md__doc *doc, cmark_node *image) {
  buf text = BUF_EMPTY;
  for (cmark_node *n = image; n; n = md__following(n, image)) {
    bool html = doc->options->raw_html && cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE;
    sv piece = html ? sv_of(cmark_node_get_literal(n)) : own_text(n);
    buf_add(&text, sv_is(piece, "\n") ? SV(" ") : piece);
  }
  sv kept = arena_dup(doc->scratch, buf_sv(&text));
  buf_free(&text);
  return kept;
}

sv md__plain(arena *a, cmark_node *node) {
  cmark_node *only = cmark_node_first_child(node);
  if (only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT) {
    return arena_dup(a, own_text(only));
  }
  size_t len = 0;
  for (cmark_node *n = node; n; n = md__following(n, node)) len += own_text(n).len;
  char *text = arena_chars(a, len), *at = text;
  for (cmark_node *n = node; n; n = md__following(n, node)) {
    sv piece = own_text(n);
    if (piece.len) memcpy(at, piece.at, piece.len);
    at += piece.len;
  }
  return sv_make(text, len);
}

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool counts(unsigned char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xC3;
}

/* Runs between blanks that hold a letter or a digit; U+2000…U+2FFF, where dashes, bullets and
 * arrows are, start with the byte E2 and make no word. */
uint32_t md__count_words(sv text) {
  uint32_t words = 0;
  bool in_word = false;
  for (size_t i = 0; i < text.len; i++) {
    if (is_blank(text.at[i])) {
      in_word = false;
    } else if (!in_word && counts((unsigned char)text.at[i]) && (unsigned char)text.at[i] != 0xE2) {
      in_word = true;
      words++;
    }
  }
  return words;
}
