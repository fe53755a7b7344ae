#include "emit/body_html.h"

void emit_body_html(buf *out, const site *s, const body *text, arena *scratch) {
  sv html = body_text(scratch, text);
  size_t from = 0;
  for (size_t i = 0; i < text->links.len; i++) {
    const body_link *link = &text->links.at[i];
    if (link->slot == BODY_NO_SLOT) continue;
    buf_add(out, sv_make(html.at + from, link->slot - from));
    if (sv_starts(link->address, SV("/"))) buf_html(out, s->settings.origin);
    buf_add(out, link->address);
    from = link->slot;
  }
  buf_add(out, sv_skip(html, from));
}
