/* What the passes and the renderer share: one conversion, `md__doc`. */
#ifndef PAMPHLET_MARKDOWN_INTERNAL_H
#define PAMPHLET_MARKDOWN_INTERNAL_H

#include <cmark.h>

#include "base/buf.h"
#include "base/map.h"
#include "markdown/markdown.h"

/* A line of what libcmark reads, and where it comes from. */
typedef struct md__line {
  uint32_t source; /* in the file: where the line's own text starts, behind its containers */
  uint32_t column; /* bytes before that text in libcmark's line */
} md__line;
typedef VEC(md__line) md__lines;

/* A heading whose inside is known by offsets until the HTML has its final place. */
typedef struct md__heading {
  body_heading heading;
  size_t html_from, html_to; /* in `html` */
} md__heading;

typedef struct md__doc {
  arena *a, *scratch;
  const md_options *options;
  md_source source;
  diag_span fixed; /* a field of the front matter: every problem stands there */
  bool has_fixed;
  diag_sink *sink;
  body *out;

  md__lines lines; /* [n - 1] is libcmark's line n */
  cmark_node *root;

  buf html;
  VEC(md__heading) headings;
  map ids; /* every id of the page */
  int heading_shift;
  bool saw_image, saw_more;
  size_t summary_blocks; /* prose blocks before <!--more-->; 0: the first paragraph */
} md__doc;

/* place.c: from libcmark's lines and columns to the file. */
void md__map_lines(md__doc *doc, sv text, size_t offset);
/* The span of a block, and of something inside a block's text. */
diag_span md__block_span(const md__doc *doc, cmark_node *block);
diag_span md__inline_span(const md__doc *doc, cmark_node *node);
/* A problem at a span: a fixed place wins. */
diag_span md__span(const md__doc *doc, diag_span wanted);
/* The file's text at a span; empty where the place is fixed. */
sv md__written(const md__doc *doc, diag_span span);

/* escape.c */
void md__escape(buf *out, sv text);
void md__escape_href(buf *out, sv address);

/* text.c: plain text below a node, in the scratch arena. */
sv md__plain(arena *a, cmark_node *node);
uint32_t md__count_words(sv text);

/* pastes.c */
void md__warn_pastes(md__doc *doc);

/* headings.c */
/* How far the text's headings move down, from the highest of them. */
int md__find_shift(cmark_node *root);
/* The id of a heading, unique in the page; takes `{#id}` off its text. */
sv md__heading_id(md__doc *doc, cmark_node *heading);

/* raw_html.c: says what is left out; false where the HTML is to be printed. */
bool md__leave_out_html(md__doc *doc, cmark_node *node);
/* True for a block that is the mark <!--more-->. */
bool md__is_more(cmark_node *node);

/* links.c */
typedef enum md__target {
  MD__ELSEWHERE, /* has a scheme or a host */
  MD__FRAGMENT,  /* #id */
  MD__SITE,      /* a file or address of the site */
  MD__ACTIVE     /* runs a program: never printed */
} md__target;
md__target md__target_kind(sv target);
/* Where a link's or image's target is written. */
diag_span md__target_span(const md__doc *doc, cmark_node *link, sv target);
/* Records a link and prints its address or leaves a slot. */
void md__put_target(md__doc *doc, cmark_node *link, body_link_kind kind, sv target, sv text);
/* Says that an active link is dropped. */
void md__report_active(md__doc *doc, cmark_node *link, sv target);

/* render.c, render_inline.c */
void md__render(md__doc *doc);
/* An image; `with_title` is false where a figure prints the title as its caption. */
void md__put_image(md__doc *doc, cmark_node *image, bool with_title);
/* Prints one end of an inline node; true where its children are to be printed too. */
bool md__render_inline(md__doc *doc, cmark_node *node, bool entering);

#endif
