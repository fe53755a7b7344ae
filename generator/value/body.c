#include "value/body.h"

sv body_text(arena *a, const body *text) {
  return text->spilled.in ? spill_text(a, text->spilled) : text->html;
}

sv body_html(arena *a, const body *text) {
  sv html = body_text(a, text);
  size_t len = html.len;
  for (size_t i = 0; i < text->links.len; i++) {
    if (text->links.at[i].slot != BODY_NO_SLOT) len += text->links.at[i].address.len;
  }
  if (len == html.len) return html;
  char *out = arena_chars(a, len), *end = out;
  size_t from = 0;
  for (size_t i = 0; i < text->links.len; i++) {
    const body_link *link = &text->links.at[i];
    if (link->slot == BODY_NO_SLOT || link->address.len == 0) continue;
    memcpy(end, html.at + from, link->slot - from);
    end += link->slot - from;
    from = link->slot;
    memcpy(end, link->address.at, link->address.len);
    end += link->address.len;
  }
  if (html.len > from) memcpy(end, html.at + from, html.len - from);
  return sv_make(out, len);
}
