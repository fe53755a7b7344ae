#include "value/body.h"

sv body_text(arena *a, const body *text) {
  return text->spilled.in ? spill_text(a, text->spilled) : text->html;
}

static bool fills(const body_link *link) {
  return link->slot != BODY_NO_SLOT && link->address.len > 0;
}

/* The HTML on its way out. Without `at`, what is put is only counted. */
typedef struct filler {
  char *at;
  size_t len;
  sv origin;
} filler;

static void put(filler *f, sv text) {
  if (f->at && text.len) memcpy(f->at + f->len, text.at, text.len);
  f->len += text.len;
}

static void put_address(filler *f, sv address) {
  if (address.at[0] == '/') put(f, f->origin);
  put(f, address);
}

static void put_insert(filler *f, const body_insert *insert) {
  size_t done = 0;
  for (size_t i = 0; f->origin.len && i < insert->root_count; i++) {
    put(f, sv_make(insert->html.at + done, insert->root[i] - done));
    put(f, f->origin);
    done = insert->root[i];
  }
  put(f, sv_skip(insert->html, done));
}

/* Links and inserts are each in the order of their slots; no link's slot is an insert's, too. */
static void fill(filler *f, const body *text, sv html) {
  size_t done = 0, link = 0, insert = 0;
  for (;;) {
    while (link < text->links.len && !fills(&text->links.at[link])) link++;
    size_t next_link = link < text->links.len ? text->links.at[link].slot : SV_NONE;
    size_t next_insert = insert < text->inserts.len ? text->inserts.at[insert].slot : SV_NONE;
    size_t next = next_link < next_insert ? next_link : next_insert;
    if (next == SV_NONE) break;
    put(f, sv_make(html.at + done, next - done));
    done = next;
    if (next == next_link) {
      put_address(f, text->links.at[link++].address);
    } else {
      put_insert(f, &text->inserts.at[insert++]);
    }
  }
  put(f, sv_skip(html, done));
}

sv body_html(arena *a, const body *text) {
  return body_html_from(a, text, SV(""));
}

sv body_html_from(arena *a, const body *text, sv origin) {
  sv html = body_text(a, text);
  filler counted = {.origin = origin}, out = {.origin = origin};
  fill(&counted, text, html);
  if (counted.len == html.len) return html;
  out.at = arena_chars(a, counted.len);
  fill(&out, text, html);
  return sv_make(out.at, out.len);
}
