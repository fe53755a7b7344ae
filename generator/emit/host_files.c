#include "emit/host_files.h"

/* The host of a form's address, "https://forms.example" of "https://forms.example/comment?x". */
static sv origin_of(sv address) {
  size_t scheme = sv_find(address, SV("://"), 0);
  if (scheme == SV_NONE) return (sv){"", 0};
  size_t end = scheme + 3;
  while (end < address.len && !strchr("/?#", address.at[end])) end++;
  return sv_first(address, end);
}

/* A space, comma or semicolon would end the source and begin another directive. */
static bool is_source(sv origin) {
  for (size_t i = 0; i < origin.len; i++) {
    unsigned char c = (unsigned char)origin.at[i];
    if (c <= ' ' || c == ';' || c == ',' || c == '\'' || c == '"' || c >= 0x7F) return false;
  }
  return origin.len > 0;
}

static void add_policy(buf *out, const site *s) {
  buf_lit(out,
          "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
          "img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; "
          "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
  sv form = origin_of(s->settings.comments.form);
  if (is_source(form)) {
    buf_byte(out, ' ');
    buf_add(out, form);
  }
  buf_byte(out, '\n');
}

void emit_headers_file(buf *out, const site *s) {
  sv base = s->settings.base_path;
  buf_add(out, base);
  buf_lit(out, "/*\n");
  add_policy(out, s);
  buf_lit(out,
          "  X-Content-Type-Options: nosniff\n"
          "  X-Frame-Options: DENY\n"
          "  Referrer-Policy: strict-origin-when-cross-origin\n"
          "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n"
          "  Cross-Origin-Opener-Policy: same-origin\n");
  buf_add(out, base);
  buf_lit(out, "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n");
}
