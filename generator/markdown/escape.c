/* Text and addresses as HTML writes them. */
#include "markdown/internal.h"

static const char *entity(unsigned char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return NULL;
  }
}

void md__escape(buf *out, sv text) {
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    if (c > '>') continue;
    const char *written = entity(c);
    if (!written) continue;
    buf_add(out, sv_make(text.at + from, i - from));
    buf_add(out, sv_of(written));
    from = i + 1;
  }
  buf_add(out, sv_make(text.at + from, text.len - from));
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
