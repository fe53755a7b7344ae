/* Citations and bare addresses in running text; then what spans several nodes. */
#include "base/span.h"
#include "markdown/autolink.h"
#include "markdown/callouts.h"
#include "markdown/inserts.h"
#include "markdown/marks.h"

cmark_node *md__text_node(md__doc *doc, sv text) {
  cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_TEXT, &md__allocator);
  md__set_text(doc, node, text);
  return node;
}

void md__set_text(md__doc *doc, cmark_node *node, sv text) {
  buf_clear(&doc->text);
  buf_add(&doc->text, text);
  buf_byte(&doc->text, '\0');
  cmark_node_set_literal(node, doc->text.at);
}

cmark_node *md__made_node(md__doc *doc, cmark_node_type type, md__made_kind kind, diag_span where) {
  cmark_node *node = cmark_node_new_with_mem(type, &md__allocator);
  md__made *made = arena_new(doc->scratch, md__made);
  made->kind = kind;
  made->offset = (uint32_t)where.offset;
  made->length = (uint32_t)where.length;
  cmark_node_set_user_data(node, made);
  return node;
}

cmark_node *md__node_with(cmark_node_type type, const md__made *made) {
  cmark_node *node = cmark_node_new_with_mem(type, &md__allocator);
  cmark_node_set_user_data(node, (void *)(uintptr_t)made);
  return node;
}

cmark_node *md__around_node(cmark_node_type type, md__made_kind kind) {
  static const md__made all[] = {[MD__STRUCK] = {.kind = MD__STRUCK},
                                 [MD__EMPHASIS] = {.kind = MD__EMPHASIS},
                                 [MD__RAISED] = {.kind = MD__RAISED},
                                 [MD__LOWERED] = {.kind = MD__LOWERED}};
  return md__node_with(type, &all[kind]);
}

diag_span md__made_span(const md__doc *doc, const md__made *made) {
  if (!made->length) return DIAG_NOWHERE;
  return diag_at(doc->source.file, made->offset, made->length);
}

md__made *md__made_of(cmark_node *node) {
  return cmark_node_get_user_data(node);
}

void md__cut(md__doc *doc, md__cutter *c, size_t from, size_t to, cmark_node *instead) {
  if (from > c->done) {
    sv before = sv_make(c->text.at + c->done, from - c->done);
    cmark_node_insert_before(c->node, md__text_node(doc, before));
  }
  cmark_node_insert_before(c->node, instead);
  c->done = to;
}

cmark_node *md__cut_end(md__doc *doc, md__cutter *c) {
  if (c->done == 0) return c->node;
  sv left = sv_skip(c->text, c->done);
  if (left.len) {
    md__set_text(doc, c->node, left);
    return c->node;
  }
  cmark_node *before = cmark_node_previous(c->node);
  md__remove(c->node);
  return before;
}

/* What is known at a place of a block. */
typedef struct reader {
  md__doc *doc;
  size_t brackets; /* opened and not closed yet */
  bool in_link;
  bool strikes;
  bool cuts; /* a text is no longer what it was */
  bool mail; /* mail addresses count */
} reader;

diag_span md__piece_span(const md__doc *doc, cmark_node *node, sv text, size_t from, size_t to) {
  diag_span where = md__inline_span(doc, node);
  /* Without escapes and entities the text is as long as its source. */
  if (where.length != text.len) return where;
  return diag_at(where.file, where.offset + from, to - from);
}

static void cut_address(reader *r, md__cutter *c, sv text, const autolink *found) {
  md__doc *doc = r->doc;
  sv shown = sv_make(text.at + found->from, found->to - found->from);
  sv marked = sv_make(c->text.at + found->from, shown.len);
  cmark_node *link = md__made_node(doc, CMARK_NODE_LINK, MD__ADDRESS,
                                   md__piece_span(doc, c->node, c->text, found->from, found->to));
  buf_clear(&doc->text);
  buf_add(&doc->text, found->before);
  buf_add(&doc->text, shown);
  buf_byte(&doc->text, '\0');
  cmark_node_set_url(link, doc->text.at);
  cmark_node_append_child(link, md__text_node(doc, marked));
  md__cut(doc, c, found->from, found->to, link);
}

/* Of the addresses with a known end some never come: they stand in code or in a definition. */
enum { MOST_SKIPPED = 100 };

/* Where the address must end although the text, its entities undone, would go on with it. */
static void end_address(md__doc *doc, sv text, autolink *found) {
  sv found_text = sv_skip(text, found->from);
  for (size_t i = doc->next_end; i < doc->ends.len && i < doc->next_end + MOST_SKIPPED; i++) {
    if (!sv_starts(found_text, doc->ends.at[i])) continue;
    found->to = found->from + doc->ends.at[i].len;
    doc->next_end = i + 1;
    return;
  }
}

/* Characters that may start something. */
static inline bytes16 may_start(bytes16 b) {
  return (bytes16)((b == '[') | (b == ']') | (b == ':') | (b == 'w') | (b == '@') | (b == '~') |
                   (b == '^') | ((b >= MD__MARK_STAR) & (b <= MD__MARK_W)));
}

/* Of sixteen characters and the one behind them, whether one may start something, or be smartened.
 * Points, hyphens and the letter w are everywhere, but seldom two in a row. */
static inline bool may_matter_here(const char *at) {
  bytes16 b, next;
  memcpy(&b, at, sizeof b);
  memcpy(&next, at + 1, sizeof next);
  bytes16 twice = (bytes16)((b == next) & ((b == '-') | (b == '.') | (b == 'w')));
  bytes16 alone = (bytes16)((b < ' ') | ((bytes16)(b - '[') <= '^' - '[') | (b == ':') |
                            (b == '@') | (b == '~') | (b == '"') | (b == '\''));
  return span_bits(twice | alone) != 0;
}

/* Most text has nothing of the kind; a NUL is behind it. */
static bool may_matter(sv text) {
  size_t i = 0, many = sizeof(bytes16);
  for (; i + many <= text.len; i += many) {
    if (may_matter_here(text.at + i)) return true;
  }
  return text.len < many || (i < text.len && may_matter_here(text.at + text.len - many));
}

/* What running text is read for, or an entity may become. */
static bytes16 may_become(bytes16 b) {
  bytes16 sign = (bytes16)((b == '[') | (b == ']') | (b == ':') | (b == '@') | (b == '~') |
                           (b == '^') | (b == '"') | (b == '\'') | (b == '&'));
  bytes16 part = (bytes16)((b == '.') | (b == '-') | (b == 'w'));
  return sign | part | (bytes16)((b < ' ') & (b != '\t') & (b != '\n') & (b != '\r'));
}

bool md__is_inert(sv text) {
  return span_until(text, 0, may_become) == text.len;
}

/* "www." is no address right behind code, HTML, a link or a citation. */
static bool may_come_before(cmark_node *node) {
  cmark_node_type type = node ? cmark_node_get_type(node) : CMARK_NODE_SOFTBREAK;
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_EMPH ||
         type == CMARK_NODE_STRONG;
}

static void read_text(reader *r, cmark_node *node) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  if (!may_matter(c.text)) return;
  if (md__is_smart(c.text)) vec_push(r->doc->scratch, &r->doc->smart, node);
  sv shown = r->doc->has_marks ? marks_shown(r->doc->scratch, c.text) : c.text;
  for (size_t i = 0; (i = span_until(c.text, i, may_start)) < c.text.len; i++) {
    autolink found;
    size_t end;
    cmark_node *citation;
    switch (c.text.at[i]) {
      case '[':
        citation = md__citation_at(r->doc, node, c.text, i, &end);
        if (citation) {
          md__cut(r->doc, &c, i, end, citation);
          i = end - 1;
        } else {
          r->brackets++;
        }
        break;
      case ']': r->brackets -= r->brackets > 0; break;
      case '~':
      case '^':
      case MD__MARK_STAR:
      case MD__MARK_UNDERSCORE: r->strikes = true; break;
      default:
        if (r->in_link || (c.text.at[i] == '@' && !r->mail)) break;
        if (shown.at[i] == 'w' && i == c.done && !may_come_before(cmark_node_previous(node))) break;
        if (!autolink_at(shown, i, c.done, !r->brackets, &found)) break;
        if (c.text.at[i] != shown.at[i]) end_address(r->doc, shown, &found);
        cut_address(r, &c, shown, &found);
        i = found.to - 1;
    }
  }
  r->cuts = r->cuts || c.done > 0;
  md__cut_end(r->doc, &c);
}

/* Mail addresses alone. */
static void read_mail_text(md__doc *doc, cmark_node *node) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  size_t i = sv_find_byte(c.text, '@', 0);
  if (i == SV_NONE) return;
  reader r = {.doc = doc};
  sv shown = marks_shown(doc->scratch, c.text);
  for (; i != SV_NONE; i = sv_find_byte(c.text, '@', i + 1)) {
    autolink found;
    if (!autolink_at(shown, i, c.done, false, &found)) continue;
    cut_address(&r, &c, shown, &found);
    i = found.to - 1;
  }
  md__cut_end(doc, &c);
}

static void read_mail(md__doc *doc, cmark_node *block) {
  md__walk walk = {.doc = doc, .top = block};
  for (cmark_node *n = block, *next; n; n = next) {
    bool in_link = walk.link > 0;
    next = md__step(&walk, n);
    if (cmark_node_get_type(n) == CMARK_NODE_TEXT && !in_link) read_mail_text(doc, n);
  }
}

static bool is_raised(cmark_node *node) {
  const md__made *made = md__made_of(node);
  return made && (made->kind == MD__RAISED || made->kind == MD__LOWERED);
}

static void strike_all(md__doc *doc, cmark_node *block) {
  md__walk walk = {.doc = doc, .top = block};
  for (cmark_node *n = block; n; n = md__step(&walk, n)) {
    if (cmark_node_first_child(n) && !(n != block && md__made_of(n))) md__strike(doc, n);
  }
  if (!doc->options->super_and_subscript) return;
  for (cmark_node *n = block; n; n = md__step(&walk, n)) {
    if (cmark_node_first_child(n) && !(n != block && is_raised(n))) md__raise(doc, n);
  }
}

static void read_texts(reader *r, cmark_node *block) {
  md__walk walk = {.doc = r->doc, .top = block};
  for (cmark_node *n = block, *next; n; n = next) {
    r->in_link = walk.link > 0;
    next = md__step(&walk, n);
    if (cmark_node_get_type(n) == CMARK_NODE_TEXT) read_text(r, n);
  }
}

/* Mail addresses are looked for in what emphasis leaves, as on GitHub. */
static void read_block(md__doc *doc, cmark_node *block) {
  reader r = {.doc = doc, .mail = !doc->emphasis};
  doc->smart.len = 0;
  md__find_inserts(doc, block);
  if (doc->inert) return;
  read_texts(&r, block);
  if (r.strikes) strike_all(doc, block);
  if (doc->emphasis) {
    cmark_consolidate_text_nodes(block);
    read_mail(doc, block);
  }
  if (doc->emphasis || (doc->smart.len && (r.cuts || r.strikes))) md__find_smart(doc, block);
}

void md__inline_passes(md__doc *doc) {
  for (cmark_node *n = doc->root; n;) {
    cmark_node_type type = cmark_node_get_type(n);
    if (type == CMARK_NODE_BLOCK_QUOTE && doc->options->extensions) md__callout(doc, n);
    bool holds_text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (holds_text) {
      doc->block = n;
      if (doc->options->extensions) {
        read_block(doc, n);
      } else if (doc->options->smart) {
        md__find_smart(doc, n);
      }
      if (doc->options->smart) md__smarten(doc);
    }
    n = holds_text ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
  doc->block = NULL;
}
