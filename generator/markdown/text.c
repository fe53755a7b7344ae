/* The plain text below a node. */
#include "base/span.h"
#include "base/utf8.h"
#include "markdown/inserts.h"

sv md__own_text(cmark_node *node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE: return sv_of(cmark_node_get_literal(node));
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: return SV("\n");
    case CMARK_NODE_CUSTOM_INLINE:
      return md__made_of(node) && md__made_of(node)->kind == MD__INSERT
                 ? md__made_of(node)->as.insert->words
                 : SV("");
    default: return SV("");
  }
}

sv md__alternative(md__doc *doc, cmark_node *image) {
  buf text = BUF_EMPTY;
  for (cmark_node *n = image; n; n = md__following(n, image)) {
    bool html = doc->options->raw_html && cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE;
    sv piece = html ? sv_of(cmark_node_get_literal(n)) : md__own_text(n);
    buf_add(&text, sv_is(piece, "\n") ? SV(" ") : piece);
  }
  sv kept = arena_dup(doc->scratch, buf_sv(&text));
  buf_free(&text);
  return kept;
}

sv md__plain(arena *a, cmark_node *node) {
  cmark_node *only = cmark_node_first_child(node);
  if (only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT) {
    return arena_dup(a, md__own_text(only));
  }
  size_t len = 0;
  for (cmark_node *n = node; n; n = md__following(n, node)) len += md__own_text(n).len;
  char *text = arena_chars(a, len), *at = text;
  for (cmark_node *n = node; n; n = md__following(n, node)) {
    sv piece = md__own_text(n);
    if (piece.len) memcpy(at, piece.at, piece.len);
    at += piece.len;
  }
  return sv_make(text, len);
}

/* Runs between blanks that hold a letter or a digit; U+2000…U+2FFF, where dashes, bullets and
 * arrows are, start with the byte E2 and make no word. */
static bytes16 is_blank(bytes16 b) {
  return (bytes16)((b == ' ') | ((bytes16)(b - '\t') <= '\r' - '\t'));
}

static bytes16 makes_a_word(bytes16 b) {
  bytes16 lower = b | 0x20;
  return (bytes16)(((bytes16)(lower - 'a') < 26) | ((bytes16)(b - '0') < 10) |
                   ((b >= 0xC3) & (b != 0xE2)));
}

/* 64 bytes as bits, the first byte's lowest. */
typedef struct stretch {
  uint64_t blank, makes;
} stretch;

static inline void look_at_piece(stretch *s, const char *text, unsigned at) {
  bytes16 bytes;
  memcpy(&bytes, text + at, sizeof bytes);
  s->blank |= span_bits(is_blank(bytes)) << at;
  s->makes |= span_bits(makes_a_word(bytes)) << at;
}

static inline stretch look_at(const char *text) {
  stretch s = {0, 0};
  look_at_piece(&s, text, 0);
  look_at_piece(&s, text, 16);
  look_at_piece(&s, text, 32);
  look_at_piece(&s, text, 48);
  return s;
}

/* The end of a text; behind it there is neither a blank nor what makes a word. */
static stretch look_at_end(sv text, size_t from) {
  if (text.len >= 64) {
    /* The last 64 bytes, without those that were looked at. */
    stretch s = look_at(text.at + text.len - 64);
    size_t known = 64 - (text.len - from);
    return (stretch){s.blank >> known, s.makes >> known};
  }
  char filled[64] = "";
  memcpy(filled, text.at, text.len);
  return look_at(filled);
}

/* A run is ones, and adding ones anywhere in it carries over to the blank behind it, once. What
 * goes on into the next stretch is carried, too. */
uint32_t md__count_words(sv text) {
  uint32_t words = 0;
  uint64_t carry = 0;
  for (size_t i = 0; i < text.len; i += 64) {
    stretch s = text.len - i < 64 ? look_at_end(text, i) : look_at(text.at + i);
    uint64_t runs = ~s.blank, sum = runs + s.makes, over = sum < runs;
    sum += carry;
    carry = over | (sum < carry);
    words += span_count(sum & s.blank);
  }
  return words + (uint32_t)carry;
}
