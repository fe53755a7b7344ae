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

#define LOWEST_BITS UINT64_C(0x0101010101010101)

/* Of eight bytes those in which a run ends, as ones: a run is ones, and adding one anywhere in it
 * carries over to the blank behind it. *carry is what goes on into the next eight. */
static uint64_t run_ends(uint64_t blank, uint64_t makes, uint64_t *carry) {
  uint64_t sum = ~blank + (makes & LOWEST_BITS), over = sum < ~blank;
  sum += *carry;
  *carry = over | (sum < *carry);
  return sum & blank & LOWEST_BITS;
}

static uint64_t ends_in(bytes16 bytes, uint64_t *carry) {
  bytes16 blank = is_blank(bytes), makes = makes_a_word(bytes);
  uint64_t low = run_ends(span_low(blank), span_low(makes), carry);
  return low + run_ends(span_high(blank), span_high(makes), carry);
}

/* The sum of eight numbers of a byte each. */
static uint32_t sum_of(uint64_t counts) {
  const uint64_t even = UINT64_C(0x00FF00FF00FF00FF), one_each = UINT64_C(0x0001000100010001);
  return (uint32_t)(((counts & even) + (counts >> 8 & even)) * one_each >> 48);
}

uint32_t md__count_words(sv text) {
  enum { MOST = 127 }; /* of which the counts of a byte's place stay below 256 */
  uint32_t words = 0;
  uint64_t carry = 0;
  size_t i = 0;
  while (text.len - i >= sizeof(bytes16)) {
    uint64_t counts = 0;
    for (int n = 0; n < MOST && text.len - i >= sizeof(bytes16); n++, i += sizeof(bytes16)) {
      bytes16 bytes;
      memcpy(&bytes, text.at + i, sizeof bytes);
      counts += ends_in(bytes, &carry);
    }
    words += sum_of(counts);
  }
  if (i < text.len) words += sum_of(ends_in(span_few(text.at + i, text.len - i), &carry));
  return words + (uint32_t)carry;
}
