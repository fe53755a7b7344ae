#include "value/body.h"

sv body_text(arena *a, const body *text) {
  return text->spilled.in ? spill_text(a, text->spilled) : text->html;
}

static bool fills(const body_link *link) {
  return link->slot != BODY_NO_SLOT && link->address.len > 0;
}

static char *put(char *end, sv text) {
  if (text.len) memcpy(end, text.at, text.len);
  return end + text.len;
}

sv body_html(arena *a, const body *text) {
  return body_html_from(a, text, SV(""));
}

sv body_html_from(arena *a, const body *text, sv origin) {
  sv html = body_text(a, text);
  size_t len = html.len;
  for (size_t i = 0; i < text->links.len; i++) {
    if (fills(&text->links.at[i])) len += origin.len + text->links.at[i].address.len;
  }
  if (len == html.len) return html;
  char *out = arena_chars(a, len), *end = out;
  size_t from = 0;
  for (size_t i = 0; i < text->links.len; i++) {
    const body_link *link = &text->links.at[i];
    if (!fills(link)) continue;
    end = put(end, sv_make(html.at + from, link->slot - from));
    if (link->address.at[0] == '/') end = put(end, origin);
    end = put(end, link->address);
    from = link->slot;
  }
  end = put(end, sv_skip(html, from));
  return sv_make(out, (size_t)(end - out));
}
