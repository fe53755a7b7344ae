/* Text and addresses as HTML writes them. */
#include "base/span.h"
#include "markdown/internal.h"

static sv entity(char c) {
  switch (c) {
    case '&': return SV("&amp;");
    case '<': return SV("&lt;");
    case '>': return SV("&gt;");
    default: return SV("&quot;");
  }
}

static bytes16 is_mark(bytes16 b) {
  return (bytes16)((b == '&') | (b == '<') | (b == '>') | (b == '"'));
}

void md__escape(buf *out, sv text) {
  size_t from = 0;
  for (size_t i; (i = span_until(text, from, is_mark)) < text.len; from = i + 1) {
    buf_add(out, sv_make(text.at + from, i - from));
    buf_add(out, entity(text.at[i]));
  }
  buf_add(out, sv_skip(text, from));
}

/* What an address may hold as it is: RFC 3986's reserved and unreserved characters, and % of
 * what is encoded already. Square brackets belong to hosts alone. */
static bool is_plain(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return c != 0 && strchr("-_.~!*();:@=+$,/?%#", c) != NULL;
}

void md__escape_href(buf *out, sv address) {
  static const char hex[] = "0123456789ABCDEF";
  for (size_t i = 0; i < address.len; i++) {
    unsigned char c = (unsigned char)address.at[i];
    if (is_plain(c)) {
      buf_byte(out, (char)c);
    } else if (c == '&') {
      buf_lit(out, "&amp;");
    } else if (c == '\'') {
      buf_lit(out, "&#x27;");
    } else {
      buf_byte(out, '%');
      buf_byte(out, hex[c >> 4]);
      buf_byte(out, hex[c & 15]);
    }
  }
}
