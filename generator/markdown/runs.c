#include "markdown/runs.h"

static bool is_break(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK;
}

/* A term's lines are terms of their own. */
static bool reads_on(cmark_node *node) {
  if (!node) return false;
  if (cmark_node_get_type(node) == CMARK_NODE_TEXT) return true;
  return is_break(node) && !md__is_term(cmark_node_parent(node));
}

static sv text_of(cmark_node *node) {
  return is_break(node) ? SV("\n") : sv_of(cmark_node_get_literal(node));
}

/* Into lists that one run leaves to the next. Most runs are one text. */
static void read_run(md__doc *doc, cmark_node *first, md__run *run, sv_list *texts) {
  size_t length = 0;
  run->text = text_of(first);
  run->pieces.len = texts->len = 0;
  for (cmark_node *n = first, *next; n; n = next) {
    next = cmark_node_next(n);
    if (!reads_on(next)) next = NULL;
    vec_push(doc->scratch, &run->pieces, (md__piece){n, length});
    if (n == first && !next) return;
    sv text = text_of(n);
    vec_push(doc->scratch, texts, text);
    length += text.len;
  }
  run->text = arena_cat(doc->scratch, texts->at, texts->len);
}

void md__each_run(md__doc *doc, cmark_node *block, bool (*skip)(cmark_node *node),
                  md__visit_run visit, void *context) {
  md__walk walk = {.doc = doc, .top = block};
  md__run run = {0};
  sv_list texts = {0};
  for (cmark_node *n = block, *next; n; n = next) {
    if (reads_on(n)) {
      read_run(doc, n, &run, &texts);
      next = md__step(&walk, run.pieces.at[run.pieces.len - 1].node);
      visit(context, &run);
    } else {
      next = n != block && skip(n) ? md__step_behind(&walk, n) : md__step(&walk, n);
    }
  }
}

static size_t end_of(const md__run *run, size_t piece) {
  return piece + 1 < run->pieces.len ? run->pieces.at[piece + 1].from : run->text.len;
}

static cmark_node *part(md__doc *doc, const md__run *run, size_t from, size_t to) {
  return md__text_node(doc, sv_make(run->text.at + from, to - from));
}

/* Cuts one text node at the stretches from *next on that reach into it. */
static void cut_piece(md__doc *doc, const md__run *run, size_t piece, const md__stretches *found,
                      size_t *next) {
  cmark_node *node = run->pieces.at[piece].node;
  size_t start = run->pieces.at[piece].from, end = end_of(run, piece), at = start;
  for (; *next < found->len && found->at[*next].from < end; ++*next) {
    const md__stretch *s = &found->at[*next];
    if (s->from > at) cmark_node_insert_before(node, part(doc, run, at, s->from));
    if (s->from >= start) cmark_node_insert_before(node, s->node);
    size_t from = s->from > start ? s->from : start;
    at = s->to < end ? s->to : end;
    cmark_node_append_child(s->node, part(doc, run, from, at));
    if (s->to > end) break;
  }
  if (at < end) cmark_node_insert_before(node, part(doc, run, at, end));
  md__remove(node);
}

void md__move_in(md__doc *doc, const md__run *run, const md__stretches *found) {
  size_t next = 0;
  for (size_t i = 0; i < run->pieces.len && next < found->len; i++) {
    if (found->at[next].from >= end_of(run, i)) continue;
    if (is_break(run->pieces.at[i].node)) {
      cmark_node_append_child(found->at[next].node, run->pieces.at[i].node);
    } else {
      cut_piece(doc, run, i, found, &next);
    }
  }
}

/* Reads the place of a piece: without escapes and entities its text is as long as its source. */
static void read_place(const md__doc *doc, md__run_cursor *c) {
  cmark_node *node = c->run->pieces.at[c->piece].node;
  c->whole = md__inline_span(doc, node);
  c->exact = c->whole.length == text_of(node).len;
  c->read = true;
}

diag_span md__run_span(const md__doc *doc, md__run_cursor *c, size_t from, size_t to) {
  while (from >= end_of(c->run, c->piece)) {
    c->piece++;
    c->read = false;
  }
  if (!c->read) read_place(doc, c);
  if (!c->exact) return c->whole;
  size_t start = c->run->pieces.at[c->piece].from, end = end_of(c->run, c->piece);
  return diag_at(c->whole.file, c->whole.offset + from - start, (to < end ? to : end) - from);
}
