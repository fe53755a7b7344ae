/* A page's text with its addresses in place. */
#include "view/view.h"

val view__content(arena *a, const page *p) {
  const body *text = &p->body;
  size_t len = text->html.len;
  for (size_t i = 0; i < text->links.len; i++) {
    if (text->links.at[i].slot != BODY_NO_SLOT) len += text->links.at[i].address.len;
  }
  if (len == text->html.len) return val_safe(text->html);
  char *out = arena_chars(a, len), *end = out;
  size_t from = 0;
  for (size_t i = 0; i < text->links.len; i++) {
    const body_link *link = &text->links.at[i];
    if (link->slot == BODY_NO_SLOT || link->address.len == 0) continue;
    memcpy(end, text->html.at + from, link->slot - from);
    end += link->slot - from;
    from = link->slot;
    memcpy(end, link->address.at, link->address.len);
    end += link->address.len;
  }
  if (text->html.len > from) memcpy(end, text->html.at + from, text->html.len - from);
  return val_safe(sv_make(out, len));
}
