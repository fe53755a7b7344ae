#include "value/body.h"

sv body_summary(arena *a, const body *text) {
  if (!text->summary_len) return text->summary;
  return spill_text(a, (spill_place){.in = text->spilled.in,
                                     .at = text->summary_at,
                                     .len = text->summary_len,
                                     .in_file = true});
}

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
  body_reader reader;
} filler;

static void put(filler *f, sv text) {
  if (f->at && text.len) memcpy(f->at + f->len, text.at, text.len);
  f->len += text.len;
}

static void put_address(filler *f, sv address) {
  if (address.at[0] == '/') put(f, f->reader.origin);
  put(f, address);
}

/* HTML, in which text has its quotes escaped: this stands in tags alone. Its last sign is the rare
 * one, so that is what is looked for. */
static void put_html(filler *f, sv html) {
  const sv part = SV(" href=\"");
  size_t done = 0;
  if (f->reader.page.len) {
    for (size_t sign = sv_find_byte(html, '#', 0); sign != SV_NONE;
         sign = sv_find_byte(html, '#', sign + 1)) {
      if (!sv_ends(sv_first(html, sign), part)) continue;
      put(f, sv_make(html.at + done, sign - done));
      put(f, f->reader.page);
      done = sign;
    }
  }
  put(f, sv_skip(html, done));
}

static void put_insert(filler *f, const body_insert *insert) {
  size_t done = 0;
  for (size_t i = 0; f->reader.origin.len && i < insert->root_count; i++) {
    put_html(f, sv_make(insert->html.at + done, insert->root[i] - done));
    put(f, f->reader.origin);
    done = insert->root[i];
  }
  put_html(f, sv_skip(insert->html, done));
}

/* A part of the HTML, and its first link and insert. */
typedef struct stretch {
  size_t from, to, link, insert;
} stretch;

/* Links and inserts are each in the order of their slots; no link's slot is an insert's, too. */
static void fill(filler *f, const body *text, sv html, stretch part) {
  size_t done = part.from, link = part.link, insert = part.insert;
  for (;;) {
    while (link < text->links.len && !fills(&text->links.at[link])) link++;
    size_t next_link = link < text->links.len ? text->links.at[link].slot : SV_NONE;
    size_t next_insert = insert < text->inserts.len ? text->inserts.at[insert].slot : SV_NONE;
    size_t next = next_link < next_insert ? next_link : next_insert;
    if (next > part.to) break;
    put_html(f, sv_make(html.at + done, next - done));
    done = next;
    if (next == next_link) {
      put_address(f, text->links.at[link++].address);
    } else {
      put_insert(f, &text->inserts.at[insert++]);
    }
  }
  put_html(f, sv_make(html.at + done, part.to - done));
}

static sv filled(arena *a, const body *text, sv html, stretch part, body_reader reader) {
  filler counted = {.reader = reader}, out = {.reader = reader};
  fill(&counted, text, html, part);
  if (counted.len == part.to - part.from) return sv_make(html.at + part.from, counted.len);
  out.at = arena_chars(a, counted.len);
  fill(&out, text, html, part);
  return sv_make(out.at, out.len);
}

sv body_html(arena *a, const body *text) {
  return body_html_from(a, text, (body_reader){{0}, {0}});
}

sv body_html_from(arena *a, const body *text, body_reader reader) {
  sv html = body_text(a, text);
  stretch part = {.to = text->notes ? text->notes : html.len};
  return filled(a, text, html, part, reader);
}

sv body_footnote(arena *a, const body *text, sv html, const body_citation *note,
                 body_reader reader) {
  stretch part = {note->from, note->to, note->link, note->insert};
  return filled(a, text, html, part, reader);
}
