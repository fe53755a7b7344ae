/* Warnings where pasted text will come out wrong, with what to type instead. */
#include "text/pastes.h"
#include "markdown/internal.h"

enum { SHOWN_BYTES = 50 };

/* The line that starts there, cut for a hint. */
static sv line_at(sv text, size_t offset) {
  sv rest = sv_skip(text, offset), line = {NULL, 0};
  sv_line(&rest, &line);
  return sv_trim(line);
}

/* Cut between two words, so that no character is cut in half. */
static sv shortened(sv text) {
  if (text.len <= SHOWN_BYTES) return text;
  size_t len = SHOWN_BYTES;
  while (len && text.at[len] != ' ') len--;
  return sv_first(text, len);
}

static void warn(md__doc *doc, const paste *p) {
  sv text = doc->source.text;
  diag_span where = diag_at(doc->source.file, p->offset, p->length);
  sv shown = sv_make(text.at + p->offset, p->length);
  if (p->kind == PASTE_BULLET) {
    sv item = line_at(text, p->until), cut = shortened(item);
    diag *d = diag_add(doc->sink, DIAG_MD002, where,
                       "\"%.*s\" makes no list: readers get one run-on paragraph", SV_ARG(shown));
    diag_hint(d, "type a hyphen and a blank: - %.*s%s", SV_ARG(cut),
              cut.len < item.len ? " …" : "");
  } else if (p->kind == PASTE_HEADING) {
    diag *d = diag_add(doc->sink, DIAG_MD003, where,
                       "this line looks like a heading, but will be a paragraph");
    diag_hint(d, "type ## before it: ## %.*s", SV_ARG(shown));
  } else {
    diag *d = diag_add(doc->sink, DIAG_MD004, where, "a bare address says nothing to a reader");
    diag_hint(d, "type the name of the page before it: [Name of the page](%.*s)", SV_ARG(shown));
  }
}

void md__warn_pastes(md__doc *doc) {
  paste_list found = {0};
  pastes_find(doc->scratch, doc->source.text, doc->source.offset, &found);
  for (size_t i = 0; i < found.len; i++) warn(doc, &found.at[i]);
}
