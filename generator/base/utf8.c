#include "base/utf8.h"

#include "base/span.h"

static bool is_tail(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

size_t utf8_decode(sv text, uint32_t *code_point) {
  const unsigned char *s = (const unsigned char *)text.at;
  unsigned char lead = s[0];
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  uint32_t value = lead & (0x7Fu >> len);
  bool valid = lead >= 0xC2 && lead <= 0xF4 && text.len >= len;
  for (size_t i = 1; valid && i < len; i++) {
    valid = is_tail(s[i]);
    value = value << 6 | (s[i] & 0x3F);
  }
  if (valid && len == 3) valid = value >= 0x800 && !(value >= 0xD800 && value <= 0xDFFF);
  if (valid && len == 4) valid = value >= 0x10000 && value <= 0x10FFFF;
  *code_point = valid ? value : UTF8_REPLACEMENT;
  return valid ? len : 1;
}

size_t utf8_encode(uint32_t c, char out[4]) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = len - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (c & 0x3F));
    c >>= 6;
  }
  out[0] = (char)((0xF00u >> len) | c);
  return len;
}

void utf8_add(buf *b, uint32_t code_point) {
  char bytes[4];
  buf_add(b, sv_make(bytes, utf8_encode(code_point, bytes)));
}

static bytes16 is_lead_or_tail(bytes16 b) {
  return (bytes16)(b >= 0x80);
}

size_t utf8_invalid(sv text) {
  for (size_t i = 0; (i = span_until(text, i, is_lead_or_tail)) < text.len;) {
    uint32_t code_point;
    size_t len = utf8_decode(sv_skip(text, i), &code_point);
    if (len == 1) return i;
    i += len;
  }
  return SV_NONE;
}

bool utf8_is_ascii(sv text) {
  return span_until(text, 0, is_lead_or_tail) == text.len;
}

/* Sixteen bytes at a time: a comparison gives 255 for a tail, and 255 more is 1 less. No byte of
 * the sum runs over in as many steps as it has numbers. */
size_t utf8_count(sv text) {
  const uint64_t odd = 0x00FF00FF00FF00FFu, ones = 0x0001000100010001u;
  size_t tails = 0, i = 0;
  while (i + sizeof(bytes16) <= text.len) {
    bytes16 bytes, sum = {0};
    for (int step = 0; step < 255 && i + sizeof bytes <= text.len; step++, i += sizeof bytes) {
      memcpy(&bytes, text.at + i, sizeof bytes);
      sum -= (bytes16)((bytes & 0xC0) == 0x80);
    }
    uint64_t low = span_low(sum), high = span_high(sum);
    tails += ((low & odd) + (low >> 8 & odd) + (high & odd) + (high >> 8 & odd)) * ones >> 48;
  }
  for (; i < text.len; i++) tails += is_tail((unsigned char)text.at[i]);
  return text.len - tails;
}

size_t utf8_offset(sv text, size_t nth) {
  size_t i = 0;
  for (bytes16 bytes; i + sizeof bytes <= text.len && nth >= sizeof bytes; i += sizeof bytes) {
    memcpy(&bytes, text.at + i, sizeof bytes);
    nth -= sizeof bytes;
    if (span_bits(bytes)) nth += span_count(span_bits((bytes16)((bytes & 0xC0) == 0x80)));
  }
  while (i < text.len) {
    if (!is_tail((unsigned char)text.at[i]) && nth-- == 0) break;
    i++;
  }
  return i;
}
