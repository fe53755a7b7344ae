/* Heading ids, as GitHub makes them, and the shift that keeps <h1> for the page's title. */
#include "base/utf8.h"
#include "markdown/internal.h"
#include "wrap/unicode.h"

int md__find_shift(cmark_node *root) {
  /* Headings stand in quotes and lists, too. */
  for (cmark_node *n = root; n;) {
    if (cmark_node_get_type(n) == CMARK_NODE_HEADING && cmark_node_get_heading_level(n) == 1) {
      return 1;
    }
    cmark_node_type type = cmark_node_get_type(n);
    bool holds_blocks = type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE ||
                        type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM ||
                        type == CMARK_NODE_CUSTOM_BLOCK;
    cmark_node *next = holds_blocks ? cmark_node_first_child(n) : NULL;
    while (!next && n) {
      next = cmark_node_next(n);
      if (!next) n = cmark_node_parent(n);
    }
    n = next;
  }
  return 0;
}

static bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

/* "risks" of a heading that ends in " {#risks}", which is taken off; else empty. */
static sv take_written_id(md__doc *doc, cmark_node *heading) {
  cmark_node *last = cmark_node_last_child(heading);
  if (!last || cmark_node_get_type(last) != CMARK_NODE_TEXT) return SV("");
  sv text = sv_of(cmark_node_get_literal(last));
  size_t open = sv_find_last_byte(text, '{');
  if (!sv_ends(text, SV("}")) || open == SV_NONE || open + 3 >= text.len) return SV("");
  if (text.at[open + 1] != '#') return SV("");
  sv id = sv_make(text.at + open + 2, text.len - open - 3);
  for (size_t i = 0; i < id.len; i++) {
    if (!is_id_char(id.at[i])) return SV("");
  }
  id = arena_dup(doc->a, id);
  size_t rest = open;
  while (rest > 0 && text.at[rest - 1] == ' ') rest--;
  md__set_text(doc, last, sv_first(text, rest));
  return id;
}

/* The same of a text that is ASCII alone; NULL for any other. */
static sv ascii_slug_of(arena *a, sv text) {
  char *slug = arena_chars(a, text.len), *at = slug;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i], small = (char)(c | 32);
    if ((unsigned char)c >= 0x80) return sv_make(NULL, 0);
    if (small >= 'a' && small <= 'z') {
      *at++ = small;
    } else if ((c >= '0' && c <= '9') || c == '-' || c == '_') {
      *at++ = c;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      *at++ = '-';
    }
  }
  return sv_make(slug, (size_t)(at - slug));
}

/* GitHub's rule: lower case, blanks to hyphens, and nothing but letters, marks, numbers,
 * hyphens and underscores kept. */
static sv slug_of(md__doc *doc, sv text) {
  sv ascii = ascii_slug_of(doc->a, text);
  if (ascii.at) return ascii;
  sv low = unicode_lower(doc->scratch, text);
  char *slug = arena_chars(doc->a, low.len), *at = slug;
  while (low.len) {
    uint32_t c;
    size_t len = utf8_decode(low, &c);
    if (c == ' ' || c == '\n' || c == '\t') {
      *at++ = '-';
    } else if (c == '-' || c == '_' || unicode_is_letter(c) || unicode_is_number(c) ||
               unicode_is_mark(c)) {
      memcpy(at, low.at, len);
      at += len;
    }
    low = sv_skip(low, len);
  }
  return sv_make(slug, (size_t)(at - slug));
}

/* The map remembers the last number of each, so that a thousand equal headings cost no more than a
 * thousand others. */
sv md__unique_id(md__doc *doc, sv wanted) {
  bool fresh;
  map_entry *entry = map_entry_for(doc->scratch, &doc->ids, wanted, &fresh);
  if (fresh) return wanted;
  size_t number = (size_t)(uintptr_t)entry->value;
  sv id;
  do {
    id = arena_printf(doc->a, "%.*s-%zu", SV_ARG(wanted), ++number);
    map_entry_for(doc->scratch, &doc->ids, id, &fresh);
  } while (!fresh);
  map_find(&doc->ids, wanted)->value = (void *)(uintptr_t)number;
  return id;
}

sv md__heading_id(md__doc *doc, cmark_node *heading) {
  sv id = take_written_id(doc, heading);
  if (!id.len) id = slug_of(doc, sv_trim(md__plain(doc->scratch, heading)));
  return md__unique_id(doc, id.len ? id : SV("section"));
}
