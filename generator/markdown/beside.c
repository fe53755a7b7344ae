#include "markdown/beside.h"

#include "base/utf8.h"
#include "markdown/marks.h"
#include "wrap/unicode.h"

static beside kind_of(uint32_t c) {
  if (c < 0x80) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) return BESIDE_SPACE;
    bool letter = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    if (c == MD__MARK_W || c == MD__MARK_NO_W) return BESIDE_LETTER;
    /* Another control character is the mark of an escaped sign. */
    return letter ? BESIDE_LETTER : BESIDE_SIGN;
  }
  if (unicode_is_space(c)) return BESIDE_SPACE;
  return unicode_is_punctuation(c) ? BESIDE_SIGN : BESIDE_LETTER;
}

beside beside_before(sv text, size_t at) {
  size_t start = at - 1;
  while (start > 0 && ((unsigned char)text.at[start] & 0xC0) == 0x80) start--;
  return beside_after(text, start);
}

beside beside_after(sv text, size_t at) {
  uint32_t c;
  utf8_decode(sv_skip(text, at), &c);
  return kind_of(c);
}

beside beside_edge(cmark_node *neighbour, cmark_node *parent, bool before) {
  if (!neighbour) {
    return cmark_node_get_type(parent) <= CMARK_NODE_LAST_BLOCK ? BESIDE_SPACE : BESIDE_SIGN;
  }
  const md__made *made = cmark_node_get_user_data(neighbour);
  if (made && made->kind == MD__ADDRESS) {
    sv text = sv_of(cmark_node_get_literal(cmark_node_first_child(neighbour)));
    return before ? beside_before(text, text.len) : beside_after(text, 0);
  }
  cmark_node_type type = cmark_node_get_type(neighbour);
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? BESIDE_SPACE : BESIDE_SIGN;
}
