/* Footnotes, found by the line scanner, and the references of the front matter: cited in text,
 * numbered together, printed once at the end: footnotes alone here, with references by the layout,
 * as one list. */
#include "base/limits.h"
#include "markdown/marks.h"
#include "wrap/unicode.h"

/* The heading that stands at a line, as a child of the root or of any container. */
static cmark_node *item_of(cmark_node *heading) {
  cmark_node *parent = cmark_node_parent(heading);
  return cmark_node_get_type(parent) == CMARK_NODE_ITEM ? parent : NULL;
}

static void report_twice(md__doc *doc, const md__note *note) {
  if (!doc->options->note_checks || !note->where.file.len) return;
  diag *d =
      diag_add(doc->sink, DIAG_MD012, note->reference ? note->where : md__span(doc, note->where),
               "another note or reference is named \"%.*s\"", SV_ARG(note->label));
  diag_hint(d, "give this one another name: the text cites the other");
}

static bool holds(cmark_node *item, cmark_node *node) {
  while (node && node != item) node = cmark_node_parent(node);
  return item && node == item;
}

/* Of two with one name the first that ends is cited. */
static void add_note(md__doc *doc, md__note given) {
  md__note *note = arena_new(doc->scratch, md__note);
  *note = given;
  vec_push(doc->scratch, &doc->notes, note);
  bool fresh;
  sv key = unicode_fold(doc->scratch, note->label);
  map_entry *entry = map_entry_for(doc->scratch, &doc->notes_by_label, key, &fresh);
  if (fresh) {
    entry->value = note;
    return;
  }
  md__note *first = entry->value;
  if (holds(first->item, note->item)) {
    entry->value = note;
    note = first;
  }
  note->twice = true;
  report_twice(doc, note);
}

/* "[^label]:" as it stands in the file; the scanner kept the place of the whole note. */
static diag_span label_span(const md__doc *doc, const md__taken *taken) {
  size_t signs = sizeof "[^]" - 1;
  return diag_at(doc->source.file, taken->offset, taken->label.len + signs);
}

void md__bind_taken(md__doc *doc) {
  size_t next = 0;
  for (cmark_node *n = doc->root; n && next < doc->taken.len;) {
    cmark_node_type type = cmark_node_get_type(n);
    const md__taken *taken = doc->taken.at[next];
    if (type == CMARK_NODE_HEADING && cmark_node_get_start_line(n) == (int)taken->line) {
      cmark_node_set_user_data(n, doc->taken.at[next]);
      if (taken->kind == MD__NOTE) {
        add_note(
            doc,
            (md__note){.label = taken->label, .item = item_of(n), .where = label_span(doc, taken)});
      }
      if (taken->kind == MD__DIV_OPEN) vec_push(doc->scratch, &doc->divs, n);
      next++;
    }
    bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    n = leaf ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
}

void md__add_references(md__doc *doc) {
  for (size_t i = 0; i < doc->options->reference_count; i++) {
    const md_reference *r = &doc->options->references[i];
    if (r->id.len) add_note(doc, (md__note){.label = r->id, .reference = i + 1, .where = r->where});
  }
}

static void report_unknown(md__doc *doc, diag_span where, sv label) {
  diag *d = diag_add(doc->sink, DIAG_MD010, md__span(doc, where),
                     "\"%.*s\" is neither a footnote nor one of the references", SV_ARG(label));
  if (doc->has_fixed) {
    diag_hint(d, "cite it in the article's text: the fields above it have no notes");
    return;
  }
  sv near = diag_nearest_key(unicode_fold(doc->scratch, label), &doc->notes_by_label);
  if (near.len) {
    const md__note *meant = map_get(&doc->notes_by_label, near);
    diag_hint(d, "did you mean [^%.*s]?", SV_ARG(meant->label));
  } else {
    diag_hint(d, "list it under references with id: %.*s, or write the footnote: [^%.*s]: its text",
              SV_ARG(label), SV_ARG(label));
  }
}

cmark_node *md__citation_at(md__doc *doc, cmark_node *text_node, sv text, size_t at, size_t *end) {
  bool wanted = doc->notes.len || doc->options->note_checks;
  if (!wanted || at + 3 >= text.len || text.at[at + 1] != '^') return NULL;
  size_t close = at + 2, most = close + LIMIT_NOTE_LABEL;
  while (close < text.len && close < most && !strchr(" \t\n[]", text.at[close])) close++;
  if (close == at + 2 || close == text.len || text.at[close] != ']') return NULL;
  sv label = marks_shown(doc->scratch, sv_make(text.at + at + 2, close - at - 2));
  md__note *note = map_get(&doc->notes_by_label, unicode_fold(doc->scratch, label));
  diag_span where = md__piece_span(doc, text_node, text, at, close + 1);
  if (!note) {
    if (doc->options->note_checks) report_unknown(doc, where, label);
    return NULL;
  }
  if (!note->number) {
    vec_push(doc->scratch, &doc->cited, note);
    note->number = (uint32_t)doc->cited.len;
  }
  *end = close + 1;
  cmark_node *node = md__made_node(doc, CMARK_NODE_CUSTOM_INLINE, MD__CITATION, where);
  md__made_of(node)->as.note = note;
  md__made_of(node)->nth = ++note->citations;
  return node;
}

/* The list items leave the text, and the headings that kept them apart; so does a list whose
 * items were notes alone. */
void md__lift_notes(md__doc *doc) {
  for (size_t i = 0; i < doc->notes.len; i++) {
    cmark_node *item = doc->notes.at[i]->item;
    if (!item) continue;
    cmark_node *list = cmark_node_parent(item);
    md__remove(cmark_node_first_child(item));
    cmark_node_unlink(item);
    if (!cmark_node_first_child(list)) md__remove(list);
  }
}

static void check_reference(md__doc *doc, const md_reference *reference, bool cited) {
  if (cited || !reference->where.file.len) return;
  if (!reference->id.len) {
    diag *d = diag_add(doc->sink, DIAG_MD009, reference->where,
                       "a reference without an id, which the text cannot cite");
    diag_hint(d,
              "give it one, as in id: nhs-epidural, and write [^nhs-epidural] where the text "
              "rests on it");
    return;
  }
  diag *d = diag_add(doc->sink, DIAG_MD009, reference->where,
                     "the text never cites the reference \"%.*s\"", SV_ARG(reference->id));
  diag_hint(d, "write [^%.*s] where the text rests on it, or take it out", SV_ARG(reference->id));
}

void md__check_notes(md__doc *doc) {
  const md_options *o = doc->options;
  bool *cited = arena_array(doc->scratch, bool, o->reference_count);
  for (size_t i = 0; i < doc->notes.len; i++) {
    const md__note *note = doc->notes.at[i];
    if (note->reference) cited[note->reference - 1] = note->number || note->twice;
    if (note->reference || note->number || note->twice) continue;
    diag *d = diag_add(doc->sink, DIAG_MD009, md__span(doc, note->where),
                       "the text never cites the footnote \"%.*s\"", SV_ARG(note->label));
    diag_hint(d, "write [^%.*s] where it belongs, or take it out", SV_ARG(note->label));
  }
  for (size_t i = 0; i < o->reference_count; i++) check_reference(doc, &o->references[i], cited[i]);
}

/* "fnref-id", or "fnref-id-2" for the second citation of a note. */
static void put_citation_id(buf *out, const md__note *note, uint32_t nth) {
  buf_lit(out, "fnref-");
  md__escape_href(out, note->label);
  if (nth > 1) buf_printf(out, "-%u", (unsigned)nth);
}

/* Links to a note or citation are a writer's as good as those to a heading. */
static void keep_id(md__doc *doc, size_t from) {
  if (!doc->options->site_links) return;
  sv id = sv_make(doc->html.at + from, doc->html.len - from);
  vec_push(doc->a, &doc->out->ids, arena_dup(doc->a, id));
}

void md__put_citation(md__doc *doc, const md__made *made) {
  buf_lit(&doc->html, "<sup class=\"footnote-ref\"><a href=\"#");
  buf_add(&doc->html, made->as.note->reference ? SV("ref-") : SV("fn-"));
  md__escape_href(&doc->html, made->as.note->label);
  buf_lit(&doc->html, "\" id=\"");
  size_t from = doc->html.len;
  put_citation_id(&doc->html, made->as.note, made->nth);
  keep_id(doc, from);
  buf_printf(&doc->html, "\" data-footnote-ref>%u</a></sup>", (unsigned)made->as.note->number);
}

/* The way back to every place that cites the note; of several, the label says which. */
static void put_back_links(md__doc *doc, const md__note *note) {
  sv back = md__word(doc, SV("footnote_back"), SV("Back to content"));
  sv place = note->citations > 1 ? md__word(doc, SV("footnote_place"), SV("")) : SV("");
  for (uint32_t nth = 1; nth <= note->citations; nth++) {
    if (nth > 1) buf_byte(&doc->html, ' ');
    buf_lit(&doc->html, "<a href=\"#");
    put_citation_id(&doc->html, note, nth);
    buf_lit(&doc->html, "\" class=\"footnote-backref\" data-footnote-backref aria-label=\"");
    buf_add(&doc->html, back);
    if (place.len) buf_printf(&doc->html, ", %.*s %u", SV_ARG(place), (unsigned)nth);
    buf_lit(&doc->html, "\">\xE2\x86\xA9");
    if (nth > 1) buf_printf(&doc->html, "<sup class=\"footnote-ref\">%u</sup>", (unsigned)nth);
    buf_lit(&doc->html, "</a>");
  }
}

/* A heading that only keeps two lists apart. */
static bool is_gap(cmark_node *node) {
  const md__taken *taken = cmark_node_get_user_data(node);
  return cmark_node_get_type(node) == CMARK_NODE_HEADING && taken && taken->kind == MD__GAP;
}

/* The note's own blocks; returns the last of them. */
static cmark_node *put_text(md__doc *doc, const md__note *note) {
  cmark_node *last = NULL;
  for (cmark_node *n = cmark_node_first_child(note->item); n; n = cmark_node_next(n)) {
    md__render_below(doc, n);
    if (!is_gap(n)) last = n;
  }
  return last;
}

static void put_note(md__doc *doc, const md__note *note) {
  buf_lit(&doc->html, "<li id=\"");
  size_t from = doc->html.len;
  buf_lit(&doc->html, "fn-");
  md__escape_href(&doc->html, note->label);
  keep_id(doc, from);
  buf_lit(&doc->html, "\">\n");
  cmark_node *last = put_text(doc, note);
  bool in_paragraph = last && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH &&
                      sv_ends(buf_sv(&doc->html), SV("</p>\n"));
  if (in_paragraph) {
    doc->html.len -= sizeof "</p>\n" - 1;
    buf_byte(&doc->html, ' ');
  }
  put_back_links(doc, note);
  if (in_paragraph) buf_lit(&doc->html, "</p>");
  buf_lit(&doc->html, "\n</li>\n");
}

static void put_list(md__doc *doc) {
  buf_lit(&doc->html, "<section class=\"footnotes\" data-footnotes>\n<ol>\n");
  for (size_t i = 0; i < doc->cited.len; i++) put_note(doc, doc->cited.at[i]);
  buf_lit(&doc->html, "</ol>\n</section>\n");
}

/* ---- For the layout ---- */

static sv id_of(arena *a, const md__note *note) {
  if (note->reference) return arena_cat(a, (sv[]){SV("ref-"), note->label}, 2);
  buf id = BUF_EMPTY;
  buf_lit(&id, "fn-");
  md__escape_href(&id, note->label);
  sv kept = arena_dup(a, buf_sv(&id));
  buf_free(&id);
  return kept;
}

/* A note of one paragraph is the text of it. */
static void keep_text(md__doc *doc, const md__note *note, body_citation *made) {
  buf_byte(&doc->html, '\n');
  made->link = (uint32_t)doc->out->links.len;
  made->insert = (uint32_t)doc->out->inserts.len;
  size_t from = doc->html.len;
  put_text(doc, note);
  sv inside = md__unwrap(sv_skip(buf_sv(&doc->html), from));
  made->from = (uint32_t)(inside.at - doc->html.at);
  made->to = made->from + (uint32_t)inside.len;
}

static void keep_citation(md__doc *doc, const md__note *note) {
  body_citation made = {.reference = BODY_FOOTNOTE, .number = note->number};
  made.id = id_of(doc->a, note);
  if (doc->options->site_links) vec_push(doc->a, &doc->out->ids, made.id);
  vec_reserve(doc->a, &made.back, note->citations);
  buf id = BUF_EMPTY;
  for (uint32_t nth = 1; nth <= note->citations; nth++) {
    id.len = 0;
    put_citation_id(&id, note, nth);
    vec_push(doc->a, &made.back, arena_dup(doc->a, buf_sv(&id)));
  }
  buf_free(&id);
  if (note->reference) {
    made.reference = (uint32_t)(note->reference - 1);
  } else {
    keep_text(doc, note, &made);
  }
  vec_push(doc->a, &doc->out->citations, made);
}

void md__put_notes(md__doc *doc) {
  doc->out->last_number = (uint32_t)doc->cited.len;
  if (!doc->cited.len) return;
  if (!doc->options->reference_count) {
    put_list(doc);
    return;
  }
  size_t end = doc->html.len;
  for (size_t i = 0; i < doc->cited.len; i++) keep_citation(doc, doc->cited.at[i]);
  if (doc->html.len > end) doc->out->notes = (uint32_t)end;
}
