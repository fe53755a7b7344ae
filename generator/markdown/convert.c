/* The way of an article from Markdown to a body. */
#include <stdlib.h>

#include "base/span.h"
#include "base/utf8.h"
#include "markdown/callouts.h"
#include "markdown/inserts.h"

const md_options md_article_options = {.extensions = true,
                                       .smart = true,
                                       .heading_ids = true,
                                       .heading_shift = true,
                                       .figures = true,
                                       .image_checks = true,
                                       .align_classes = true,
                                       .site_links = true,
                                       .warn_pastes = true,
                                       .note_checks = true,
                                       .lang = SV_INIT("en")};

static sv summary_of(const md__doc *doc) {
  const prose *all = &doc->out->prose;
  VEC(sv) pieces = {0};
  for (size_t i = 0; i < all->len; i++) {
    const prose_block *block = &all->at[i];
    if (doc->saw_more && i >= doc->summary_blocks) break;
    if (block->kind == PROSE_CODE || block->kind == PROSE_HEADING) continue;
    if (!doc->saw_more && block->kind != PROSE_PARAGRAPH) continue;
    if (pieces.len) vec_push(doc->scratch, &pieces, SV(" "));
    vec_push(doc->scratch, &pieces, block->text);
    if (!doc->saw_more) break;
  }
  sv summary = arena_cat(doc->bulk, pieces.at, pieces.len);
  /* A description is one line, however the article's lines are broken. */
  char *at = (char *)(uintptr_t)summary.at;
  for (size_t i = 0; i < summary.len; i++) {
    if (at[i] == '\n') at[i] = ' ';
  }
  return summary;
}

/* The inside of a heading without links and images: contents lists make links of their own. */
static sv without_links(arena *a, sv html) {
  char *kept = arena_chars(a, html.len), *at = kept;
  while (html.len) {
    bool tag =
        sv_starts(html, SV("<a ")) || sv_starts(html, SV("</a>")) || sv_starts(html, SV("<img "));
    size_t end = tag ? sv_find_byte(html, '>', 0) : SV_NONE;
    if (end == SV_NONE) {
      *at++ = html.at[0];
      end = 0;
    }
    html = sv_skip(html, end + 1);
  }
  return sv_make(kept, (size_t)(at - kept));
}

static void keep_headings(md__doc *doc) {
  vec_reserve(doc->a, &doc->out->headings, doc->headings.len);
  for (size_t i = 0; i < doc->headings.len; i++) {
    const md__heading *from = &doc->headings.at[i];
    body_heading heading = from->heading;
    sv inside = sv_make(doc->out->html.at + from->html_from, from->html_to - from->html_from);
    if (sv_eq(inside, heading.text)) {
      heading.html = heading.text;
    } else {
      bool plain =
          sv_find(inside, SV("<a "), 0) == SV_NONE && sv_find(inside, SV("<img "), 0) == SV_NONE;
      heading.html = plain ? arena_dup(doc->a, inside) : without_links(doc->a, inside);
    }
    vec_push(doc->a, &doc->out->headings, heading);
  }
}

/* Until here they grew in the scratch arena. */
static void keep_links(md__doc *doc) {
  const body_link *found = doc->out->links.at;
  size_t count = doc->out->links.len;
  doc->out->links.at = NULL;
  doc->out->links.len = doc->out->links.cap = 0;
  vec_reserve(doc->a, &doc->out->links, count);
  for (size_t i = 0; i < count; i++) vec_push(doc->a, &doc->out->links, found[i]);
}

void md__refuse(md__doc *doc, diag_span where, const char *what) {
  if (!doc->refused) {
    diag *d = diag_add(doc->sink, DIAG_MD007, md__span(doc, where), "%s", what);
    diag_hint(d, "make it simpler, or split it into several articles");
  }
  doc->refused = true;
}

sv md__word(md__doc *doc, sv name, sv otherwise) {
  const md_options *o = doc->options;
  sv word = o->word ? o->word(o->word_context, o->lang, name) : SV("");
  return word.len ? word : otherwise;
}

static char char_at(sv text, size_t at) {
  return at < text.len ? text.at[at] : '\n';
}

/* Whether a note or an abbreviation may begin somewhere; *apart: a bracket opens a blank behind one
 * that closes, as in a definition behind the box of a task. */
static bool has_labels(sv text, bool *apart) {
  *apart = false;
  for (size_t i = sv_find_byte(text, '[', 0); i != SV_NONE; i = sv_find_byte(text, '[', i + 1)) {
    char before = i > 0 ? text.at[i - 1] : '\n';
    if (before == '*' || char_at(text, i + 1) == '^') return true;
    *apart = *apart || (before == ' ' && i > 1 && text.at[i - 2] == ']');
  }
  return false;
}

/* Whether a definition of a term, a division or the delimiter row of a table may begin somewhere;
 * *defines: a label may be given an address. */
static bool has_colons(sv text, bool *defines) {
  *defines = false;
  for (size_t i = sv_find_byte(text, ':', 0); i != SV_NONE; i = sv_find_byte(text, ':', i + 1)) {
    char before = i > 0 ? text.at[i - 1] : '\n', after = char_at(text, i + 1);
    if (before == '-' || after == '-' || after == ':') return true;
    if ((after == ' ' || after == '\t') && strchr(" \t\r\n>", before)) return true;
    *defines = *defines || before == ']';
  }
  return false;
}

/* Whether the line scanner could find anything. It looks like more than it finds. */
static bool needs_scan(sv text) {
  bool apart, defines;
  if (sv_find_byte(text, '|', 0) != SV_NONE || has_labels(text, &apart)) return true;
  return has_colons(text, &defines) || (apart && defines);
}

/* The Markdown of the file, and its offset there: behind front matter and byte order mark. */
static sv markdown_of(const md__doc *doc, size_t *offset) {
  *offset = doc->source.offset;
  if (*offset == 0 && sv_starts(doc->source.text, UTF8_BOM)) *offset = UTF8_BOM.len;
  return sv_skip(doc->source.text, *offset);
}

/* The source passes: what libcmark is to read. */
static sv prepare(md__doc *doc, sv text, size_t offset, buf *out) {
  md__limit_brackets(doc, text, offset);
  if (doc->refused) return SV("");
  sv written = text;
  if (doc->options->inserts) text = md__take_inserts(doc, text, offset);
  bool scan = doc->options->extensions && needs_scan(text);
  if (!scan && md__map_lines(doc, text, offset)) {
    doc->lines.len = 0;
    scan = true;
  }
  sv marked = text;
  if (scan) text = md__scan(doc, text, offset, out);
  if (marked.at != written.at) md__name_as_written(doc, marked, written);
  return doc->refused ? SV("") : md__mark(doc, text, out);
}

static void convert_in(md__doc *doc) {
  size_t offset;
  sv text = markdown_of(doc, &offset);
  buf prepared = BUF_EMPTY;
  if (doc->options->warn_pastes) md__warn_pastes(doc);
  sv input = prepare(doc, text, offset, &prepared);
  doc->inert = md__is_inert(input);
  doc->root = md__parse_briefly(doc, input);
  buf_free(&prepared);
  if (doc->taken.len) md__bind_taken(doc);
  if (doc->options->extensions) md__add_references(doc);
  md__wrap_definitions(doc);
  if (doc->divs.len) md__wrap_divs(doc);
  md__inline_passes(doc);
  md__unmark(doc);
  md__put_inserts_back(doc);
  if (doc->abbreviations.len) md__abbreviate(doc);
  if (doc->notes.len) md__lift_notes(doc);
  if (doc->options->note_checks) md__check_notes(doc);
  if (doc->options->glossary) md__explain(doc);
  if (doc->options->heading_shift) doc->heading_shift = md__find_shift(doc->root);
  buf_reserve(&doc->html, text.len + text.len / 4);
  md__render(doc);
  doc->out->offset = (uint32_t)offset;
  doc->out->html = arena_dup(doc->bulk, buf_sv(&doc->html));
  buf_free(&doc->html);
  keep_headings(doc);
  keep_links(doc);
  doc->out->summary = summary_of(doc);
}

static void convert(md__doc *doc) {
  enum { TREE_BLOCK = 128 * 1024 }; /* most articles need no more */
  md__memory tree = {0};
  arena_init(&tree.arena, TREE_BLOCK);
  md__memory *before = md__use_memory(&tree);
  convert_in(doc);
  md__use_memory(before);
  arena_free(&tree.arena);
  buf_free(&doc->words);
  buf_free(&doc->text);
}

void md_convert(arena *a, arena *scratch, const md_options *options, md_source source,
                diag_sink *sink, body *out) {
  *out = (body){0};
  arena_mark mark = arena_here(scratch);
  md__doc doc = {.a = a,
                 .bulk = options->bulk ? options->bulk : a,
                 .scratch = scratch,
                 .options = options,
                 .source = source,
                 .sink = sink,
                 .out = out};
  convert(&doc);
  arena_rewind(scratch, mark);
}

sv md__unwrap(sv html) {
  sv inside = sv_trim(html);
  if (!sv_starts(inside, SV("<p>")) || !sv_ends(inside, SV("</p>"))) return inside;
  inside = sv_make(inside.at + 3, inside.len - 7);
  return sv_find(inside, SV("<p>"), 0) == SV_NONE ? inside : sv_trim(html);
}

/* Without the enclosing <p>, and the slots where they are then. */
static void unwrap(body *out) {
  sv whole = out->html;
  out->html = md__unwrap(whole);
  for (size_t i = 0; i < out->links.len; i++) {
    if (out->links.at[i].slot == BODY_NO_SLOT) continue;
    out->links.at[i].slot -= (uint32_t)(out->html.at - whole.at);
  }
  for (size_t i = 0; i < out->inserts.len; i++) {
    out->inserts.at[i].slot -= (uint32_t)(out->html.at - whole.at);
  }
}

static bytes16 is_no_word(bytes16 b) {
  bytes16 lower = b | 0x20;
  bytes16 letter = (bytes16)(((bytes16)(lower - 'a') < 26) | (b >= 0x80));
  bytes16 digit = (bytes16)((bytes16)(b - '0') < 10);
  return (bytes16) ~(letter | digit | (b == ' ') | ((bytes16)(b - ',') <= '/' - ',') | (b == '?') |
                     (b == '!') | (b == ';') | (b == '%') | (b == '(') | (b == ')'));
}

/* Words with nothing in them that any pass reads: most lines of the front matter. */
static bool is_words(sv text) {
  if (!text.len || (text.at[0] | 32) < 'a' || (text.at[0] | 32) > 'z') return false;
  return span_until(text, 0, is_no_word) == text.len && text.at[text.len - 1] != ' ' &&
         !md__is_smart(text) && sv_find(text, SV("www"), 0) == SV_NONE;
}

/* What comes of such a line by all the passes. */
static void put_words(arena *a, const md_options *options, sv text, diag_span where, body *out) {
  *out = (body){.html = arena_dup(a, text), .words = md__count_words(text)};
  if (options->bulk) return;
  prose_block block = {.kind = PROSE_PARAGRAPH,
                       .offset = (uint32_t)where.offset,
                       .length = (uint32_t)where.length,
                       .text = out->html};
  vec_push(a, &out->prose, block);
  out->summary = out->html;
}

void md_line(arena *a, arena *scratch, const md_options *options, sv text, diag_span where,
             diag_sink *sink, body *out) {
  if (!options->reader_text && is_words(text)) {
    put_words(a, options, text, where, out);
    return;
  }
  md_options inside = *options;
  inside.heading_ids = inside.figures = inside.warn_pastes = false;
  inside.note_checks = options->note_checks && !options->reader_text;
  inside.reference_count = 0;
  if (options->reader_text) inside.inserts = NULL;
  inside.glossary = NULL;
  *out = (body){0};
  arena_mark mark = arena_here(scratch);
  md__doc doc = {.a = a,
                 .bulk = options->bulk ? options->bulk : a,
                 .scratch = scratch,
                 .options = &inside,
                 .source = {where.file, text, 0},
                 .fixed = where,
                 .has_fixed = true,
                 .sink = sink,
                 .out = out};
  convert(&doc);
  arena_rewind(scratch, mark);
  if (!options->reader_text) unwrap(out);
  if (!options->bulk) return;
  out->html = arena_dup(a, out->html);
  out->prose = (prose){0};
  out->summary = (sv){"", 0};
}

sv md_inline(arena *a, arena *scratch, const md_options *options, sv text, diag_span where,
             diag_sink *sink) {
  md_options as_written = *options;
  as_written.site_links = as_written.note_checks = false;
  as_written.inserts = NULL;
  body out;
  md_line(a, scratch, &as_written, text, where, sink, &out);
  return out.html;
}
