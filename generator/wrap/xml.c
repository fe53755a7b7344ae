#include "wrap/xml.h"

#include "base/utf8.h"

static bool is_xml_char(uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static bool is_plain_byte(unsigned char byte) {
  return byte >= 0x20 && byte < 0x80;
}

void xml_text(buf *out, sv text) {
  while (text.len) {
    size_t plain = 0;
    while (plain < text.len && is_plain_byte((unsigned char)text.at[plain])) plain++;
    buf_html(out, sv_first(text, plain));
    text = sv_skip(text, plain);
    if (!text.len) return;
    uint32_t c;
    size_t len = utf8_decode(text, &c);
    if (is_xml_char(c)) utf8_add(out, c);
    text = sv_skip(text, len);
  }
}
