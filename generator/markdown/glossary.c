/* The glossary in an article. A term is marked where it is first used, as a link to its page, and
 * behind that paragraph (or table) stands what it means:
 *
 *   <p>An <a class="term" href="/glossary/epidural/" aria-describedby="term-epidural">epidural</a>
 *   may help.</p>
 *   <details class="meanings">
 *   <summary>In plain words: <b>epidural</b></summary>
 *   <dl>
 *   <dt><dfn>epidural</dfn></dt>
 *   <dd id="term-epidural">A shot near the spine.</dd>
 *   </dl>
 *   </details>
 *
 * Why so, and not as a title or a box that appears over the text:
 *
 * - A title attribute opens for a mouse alone: no finger, no key and hardly a screen reader gets
 * it.
 * - What appears on hover or focus must be dismissible, hoverable and persistent
 * (WCAG 2.2, 1.4.13), which takes a script; and on a narrow or enlarged screen it covers what it
 * explains.
 * - <details> needs no script. It opens by key, finger and voice, says whether it is open, pushes
 *   the text apart instead of covering it, keeps the system's own colours in high contrast, and a
 *   style sheet opens it on paper. It may not stand inside a paragraph, so it stands behind it.
 * - A screen reader says the definition with the link, for aria-describedby reads what is closed,
 *   too. Everybody else may pass it by, and loses no line of the text.
 * - In a feed, or with no style at all, a link and a list of definitions are what is left.
 *
 * A care card explains nothing: it holds no link away, and its reader may be in a hurry. */
#include "markdown/callouts.h"
#include "markdown/runs.h"
#include "text/terms.h"

typedef struct explainer {
  md__doc *doc;
  const md_glossary *glossary;
  uint8_t *seen; /* a bit a term */
  term_search *search;
  const void *behind;     /* what the terms of this block are explained behind */
  const md__taken *table; /* whose cells are being read, and how many of the head and in all are */
  size_t heads, cells;    /* left */
} explainer;

static bool is_fresh(explainer *e, uint32_t number) {
  uint8_t bit = (uint8_t)(1u << number % 8);
  if (e->seen[number / 8] & bit) return false;
  e->seen[number / 8] |= bit;
  return true;
}

static cmark_node *explain(explainer *e, uint32_t number, diag_span where) {
  md__doc *doc = e->doc;
  md__meaning *meaning = arena_new(doc->scratch, md__meaning);
  *meaning = (md__meaning){.term = &e->glossary->terms[number], .behind = e->behind};
  vec_push(doc->scratch, &doc->meanings, meaning);
  vec_push(doc->a, &doc->out->terms, number);
  cmark_node *node = md__made_node(doc, CMARK_NODE_CUSTOM_INLINE, MD__EXPLAINED, where);
  md__made_of(node)->as.meaning = meaning;
  return node;
}

static void read_run(void *context, const md__run *run) {
  explainer *e = context;
  md__run_cursor cursor = {.run = run};
  md__stretches found = {0};
  term_found term;
  terms_search_in(e->search, e->doc->scratch, run->text);
  while (terms_next(e->search, &term)) {
    if (!is_fresh(e, term.number)) continue;
    diag_span where = md__run_span(e->doc, &cursor, term.from, term.to);
    cmark_node *node = explain(e, term.number, where);
    vec_push(e->doc->scratch, &found, (md__stretch){term.from, term.to, node});
  }
  if (found.len) md__move_in(e->doc, run, &found);
}

/* Links, images and abbreviations say what they say. */
static bool is_passed_over(cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  const md__made *made = type == CMARK_NODE_CUSTOM_INLINE ? md__made_of(node) : NULL;
  return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE ||
         (made && made->kind == MD__ABBREVIATION);
}

/* Between the tags of raw HTML there may be a link or a button. */
static bool has_raw_html(const md__doc *doc, cmark_node *block) {
  if (!doc->options->raw_html) return false;
  for (cmark_node *n = block; n; n = md__following(n, block)) {
    if (cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE) return true;
  }
  return false;
}

/* What the terms of a block are explained behind; NULL: none is. Headings are the contents list;
 * those of a table's body are its cells. */
static const void *place_behind(explainer *e, cmark_node *block) {
  if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH) return md__is_term(block) ? NULL : block;
  const md__taken *taken = cmark_node_get_user_data(block);
  if (!e->cells && taken && taken->kind == MD__TABLE) {
    e->table = taken;
    e->heads = taken->rows.at[0];
    for (size_t i = 0; i < taken->rows.len; i++) e->cells += taken->rows.at[i];
  }
  if (!e->cells) return NULL;
  e->cells--;
  if (!e->heads) return e->table;
  e->heads--;
  return NULL;
}

static void read_block(explainer *e, cmark_node *block) {
  e->behind = place_behind(e, block);
  if (!e->behind || has_raw_html(e->doc, block)) return;
  e->doc->block = block;
  md__each_run(e->doc, block, is_passed_over, read_run, e);
}

void md__explain(md__doc *doc) {
  const md_glossary *glossary = doc->options->glossary;
  explainer e = {.doc = doc,
                 .glossary = glossary,
                 .search = doc->options->term_search,
                 .seen = arena_array(doc->scratch, uint8_t, glossary->count / 8 + 1)};
  if (!e.search) e.search = terms_search(doc->scratch, glossary->words);
  for (cmark_node *n = doc->root; n;) {
    cmark_node_type type = cmark_node_get_type(n);
    bool holds_text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (holds_text) read_block(&e, n);
    bool whole = holds_text || md__is_care(n);
    n = whole ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
  doc->block = NULL;
  if (e.search != doc->options->term_search) terms_search_end(e.search);
}

/* ---- Printing ---- */

void md__put_explained(md__doc *doc, cmark_node *node, bool entering) {
  md__meaning *meaning = md__made_of(node)->as.meaning;
  if (!entering) {
    buf_lit(&doc->html, "</a>");
    return;
  }
  sv wanted = arena_cat(doc->a, (sv[]){SV("term-"), meaning->term->slug}, 2);
  meaning->id = md__unique_id(doc, wanted);
  buf_lit(&doc->html, "<a class=\"term\" href=\"");
  md__put_target_at(doc, md__inline_span(doc, node), BODY_LINK, meaning->term->target,
                    md__plain(doc->scratch, node));
  buf_lit(&doc->html, "\" aria-describedby=\"");
  md__escape(&doc->html, meaning->id);
  buf_lit(&doc->html, "\">");
}

static void put_meaning(md__doc *doc, const md__meaning *meaning) {
  buf_lit(&doc->html, "<dt><dfn>");
  md__escape(&doc->html, meaning->term->name);
  buf_lit(&doc->html, "</dfn></dt>\n<dd id=\"");
  md__escape(&doc->html, meaning->id);
  buf_lit(&doc->html, "\">");
  buf_add(&doc->html, meaning->term->html);
  buf_lit(&doc->html, "</dd>\n");
}

void md__put_meanings(md__doc *doc, const void *behind) {
  size_t from = doc->meanings_put, to = from;
  while (to < doc->meanings.len && doc->meanings.at[to]->behind == behind) to++;
  if (to == from) return;
  md__line_start(doc);
  buf_lit(&doc->html, "<details class=\"meanings\">\n<summary>");
  buf_add(&doc->html, md__word(doc, SV("term_meaning"), SV("In plain words:")));
  for (size_t i = from; i < to; i++) {
    buf_add(&doc->html, i > from ? SV(", <b>") : SV(" <b>"));
    md__escape(&doc->html, doc->meanings.at[i]->term->name);
    buf_lit(&doc->html, "</b>");
  }
  buf_lit(&doc->html, "</summary>\n<dl>\n");
  for (size_t i = from; i < to; i++) put_meaning(doc, doc->meanings.at[i]);
  buf_lit(&doc->html, "</dl>\n</details>\n");
  doc->meanings_put = to;
}
