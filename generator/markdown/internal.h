/* What the passes and the renderer share: one conversion, `md__doc`. */
#ifndef PAMPHLET_MARKDOWN_INTERNAL_H
#define PAMPHLET_MARKDOWN_INTERNAL_H

#include <cmark.h>

#include "base/buf.h"
#include "base/map.h"
#include "markdown/markdown.h"

/* A line of what libcmark reads, and where it comes from. */
typedef struct md__line {
  uint32_t source;  /* in the file: where the line's own text starts, behind its containers */
  uint32_t column;  /* bytes before that text in libcmark's line */
  uint32_t omitted; /* place of the first of `omitted` that is of this line + 1; 0: none is */
} md__line;
typedef VEC(md__line) md__lines;

/* What libcmark does not read: see shorten.c. */
typedef struct md__omitted {
  size_t line, at; /* from 0; in the line */
  sv text;
  bool at_end; /* all but a byte of the line's end; else of its start */
} md__omitted;

/* What the line scanner took out of the text. */
typedef enum md__taken_kind {
  MD__GAP,        /* keeps two lists apart; nothing to print */
  MD__NOTE,       /* first child of the list item that is the footnote `label` */
  MD__DEFINITION, /* before the list whose item is the definition; then that list's own */
  MD__TERMS,      /* of the block around terms and definitions: definitions.c */
  MD__TABLE,      /* the first of the headings that are its cells */
  MD__DIV_OPEN,   /* `::: label`, its text the title */
  MD__DIV_CLOSE
} md__taken_kind;

typedef struct md__card md__card; /* callouts.c */

typedef struct md__taken {
  md__taken_kind kind;
  uint32_t line;           /* libcmark's line that stands for it */
  uint32_t offset, length; /* in the file */
  sv label;                /* in the source */
  size_t columns;
  const char *align;    /* a letter a column */
  VEC(uint32_t) rows;   /* cells given in each row, the head first */
  const md__card *card; /* of a division or callout, once it is known */
  size_t missing;       /* cells that rows left out */
  bool loose;           /* a definition with a blank line above it */
} md__taken;

/* What an inline node of our own making is, as its user data. */
typedef enum md__made_kind {
  MD__ADDRESS,
  MD__CITATION,
  MD__STRUCK,
  MD__EMPHASIS,
  MD__RAISED,
  MD__LOWERED,
  MD__ABBREVIATION,
  MD__INSERT,
  MD__EXPLAINED
} md__made_kind;
typedef struct md__made {
  md__made_kind kind;
  uint32_t offset, length; /* where it is written in the file; no length: nobody asks */
  uint32_t nth;            /* of a citation: which of the note's it is, from 1 */
  union {
    struct md__note *note;                     /* of a citation */
    const struct md__insert *insert;           /* inserts.h */
    struct md__meaning *meaning;               /* of a term of the glossary */
    const struct md__abbreviation *meaning_of; /* of an abbreviation */
  } as;
} md__made;

/* A term of the glossary that is explained behind the block in which it first stands. */
typedef struct md__meaning {
  const md_term *term;
  sv id;
  const void *behind; /* a paragraph, or the md__taken of a table */
} md__meaning;

/* `*[label]: title`, taken out of the text. */
typedef struct md__abbreviation {
  sv label, title; /* in the source */
  diag_span where;
} md__abbreviation;

/* A footnote, or a reference of the front matter. */
typedef struct md__note {
  sv label;         /* as defined */
  cmark_node *item; /* the list item that holds it; NULL for a reference */
  bool twice;       /* an earlier one has its label, and is the one cited */
  size_t reference; /* its place in the options' list + 1; 0: a footnote */
  uint32_t number;  /* in the order of first citation; 0: never cited */
  uint32_t citations;
  diag_span where; /* of its label */
} md__note;

/* An element of the writer's that is open, and in which node it must be closed. */
typedef struct md__open_html {
  const html_element *element;
  cmark_node *owner;
  diag_span where;
} md__open_html;

/* A heading whose inside is known by offsets until the HTML has its final place. */
typedef struct md__heading {
  body_heading heading;
  size_t html_from, html_to; /* in `html` */
} md__heading;

typedef struct md__doc md__doc;
struct md__doc {
  arena *a, *bulk, *scratch; /* `bulk` is `a` unless the options say otherwise */
  const md_options *options;
  md_source source;
  diag_span fixed; /* a field of the front matter: every problem stands there */
  bool has_fixed;
  diag_sink *sink;
  body *out;

  md__lines lines;          /* [n - 1] is libcmark's line n */
  VEC(md__omitted) omitted; /* from top to bottom */
  VEC(md__taken *) taken;   /* by line */
  VEC(cmark_node *) divs;   /* the headings that open `:::` blocks */
  VEC(md__note *) notes;    /* as defined */
  VEC(md__note *) cited;    /* by number */
  map notes_by_label;
  VEC(md__abbreviation) abbreviations; /* as written */
  VEC(diag_span) inserts;      /* everything that looks like one, by number; code is among it */
  size_t inserts_found;        /* of those, in running text */
  VEC(md__meaning *) meanings; /* in the order of the text */
  size_t meanings_put;
  bool has_inserts; /* or what looks like the start of one */
  bool has_marks;   /* escaped characters are marked: see marks.c */
  bool emphasis;    /* signs of emphasis are marked, too: see struck.c */
  VEC(sv) ends;     /* addresses that end before an entity, in their order: see hide.c */
  size_t next_end;
  VEC(cmark_node *) smart; /* texts of the block with quotes and the like, from left to right */
  bool inert;              /* nothing in running text means more than it does to libcmark */
  bool taken_box;          /* of a task: see take__box */
  bool refused;            /* past a limit: nothing is converted */
  cmark_node *root;
  cmark_node *block; /* whose text is being read or printed; NULL: of none */

  buf html;
  buf words; /* the plain text of the paragraph or cell being printed, where it is gathered */
  bool gathers;
  buf text; /* a text on its way into a node */
  VEC(md__heading) headings;
  map ids; /* every id of the page */
  VEC(md__open_html) open_html;
  int heading_shift;
  const md__taken *table; /* the table being printed */
  size_t row, cell;       /* of the cell being printed */
  size_t cells_left;      /* of the table that the passes over inlines are in */
  int emergencies;        /* emergency cards that are open */
  bool saw_image, saw_more;
  size_t summary_blocks; /* prose blocks before <!--more-->; 0: the first paragraph */
};

/* place.c: from libcmark's lines and columns to the file. */
/* Maps lines that go to libcmark as they are. True: one of them may nest too deep. */
bool md__map_lines(md__doc *doc, sv text, size_t offset);
/* The span of a block, and of something inside a block's text. */
diag_span md__block_span(const md__doc *doc, cmark_node *block);
diag_span md__inline_span(const md__doc *doc, cmark_node *node);
/* A problem at a span: a fixed place wins. */
diag_span md__span(const md__doc *doc, diag_span wanted);
/* The file's text at a span; empty where the place is fixed. */
sv md__written(const md__doc *doc, diag_span span);

/* Says that the text goes past a limit: nothing of it is converted. */
void md__refuse(md__doc *doc, diag_span where, const char *what);

/* brackets.c: refuses what would keep libcmark busy for minutes. */
void md__limit_brackets(md__doc *doc, sv text, size_t offset);

/* scan.c: the text for libcmark, which is the text itself where nothing had to be taken out. */
sv md__scan(md__doc *doc, sv text, size_t base, buf *out);

/* The page's own word, or the English one. */
sv md__word(md__doc *doc, sv name, sv otherwise);

/* escape.c */
void md__escape(buf *out, sv text);
void md__escape_href(buf *out, sv address);

/* text.c: plain text below a node; of a node alone. */
sv md__plain(arena *a, cmark_node *node);
sv md__own_text(cmark_node *node);
/* What an image shows, on one line. */
sv md__alternative(md__doc *doc, cmark_node *image);
uint32_t md__count_words(sv text);

/* convert.c: "<p>text</p>\n" without its paragraph, where that is all there is. */
sv md__unwrap(sv html);

/* pastes.c */
void md__warn_pastes(md__doc *doc);

/* marks.c: before libcmark, and after our passes. */
sv md__mark(md__doc *doc, sv text, buf *out);
void md__unmark(md__doc *doc);

/* tree.c: the node after this one in the order of the text, below `top`; the one after it and
 * all below it. */
cmark_node *md__following(cmark_node *node, cmark_node *top);
cmark_node *md__behind(cmark_node *node, cmark_node *top);
/* Takes a node out of the tree. */
void md__remove(cmark_node *node);

/* A walk over a block and all below it by a pass that puts nodes into the tree. For each of them
 * libcmark climbs from its parent to the root; in emphasis nested ten thousand deep, what is far
 * below the block is therefore out of the tree while the walk is inside it. A walk must be gone to
 * its end. */
typedef struct md__apart {
  cmark_node *node, *parent, *next; /* what is out, and where it goes back to */
  size_t depth;
} md__apart;
typedef struct md__walk {
  md__doc *doc;
  cmark_node *top;
  size_t depth; /* of the node that the last step gave, below the top */
  size_t link;  /* how deep the link or image is that the walk is in; 0: in none */
  VEC(md__apart) apart;
} md__walk;
/* The node after this one, which may then be cut or taken out; NULL at the end. */
cmark_node *md__step(md__walk *w, cmark_node *node);
/* The one after it and all below it. */
cmark_node *md__step_behind(md__walk *w, cmark_node *node);

/* memory.c: where a tree lives, and what of it was given back, by size. */
enum { MD__SIZES = 33, MD__AHEAD = 24 };
typedef struct md__memory {
  arena arena;
  void *given[MD__SIZES];
  uintptr_t trail[MD__AHEAD]; /* the nodes that a walk was at last, in a ring */
  size_t steps;
} md__memory;
/* Where all nodes of this thread are made from now on. Returns what it was before, to go back
 * to. */
md__memory *md__use_memory(md__memory *tree);
extern cmark_mem md__allocator;
cmark_node *md__parse(sv text);
/* Said at each step of a walk: has the processor fetch what the walk will come to. */
void md__ask_ahead(const cmark_node *node);

/* shorten.c: md__parse, by fewer steps. */
cmark_node *md__parse_briefly(md__doc *doc, sv text);

/* inlines.c: whether running text need not be read at all; an article's first full stop tells that
 * it must. */
bool md__is_inert(sv text);
/* Citations and addresses in the text of every block. */
void md__inline_passes(md__doc *doc);

/* What is cut out of a text node, from left to right. */
typedef struct md__cutter {
  cmark_node *node;
  sv text;
  size_t done;
} md__cutter;
/* Puts the text before `from`, and then the node, before what is left; the text up to `to` goes. */
void md__cut(md__doc *doc, md__cutter *c, size_t from, size_t to, cmark_node *instead);
/* The span of a part of a text node; of all of it where the file writes it in another way. */
diag_span md__piece_span(const md__doc *doc, cmark_node *node, sv text, size_t from, size_t to);
/* Leaves the rest in the node; gives the last node of it all. */
cmark_node *md__cut_end(md__doc *doc, md__cutter *c);
cmark_node *md__text_node(md__doc *doc, sv text);
/* Gives a text node another text. */
void md__set_text(md__doc *doc, cmark_node *node, sv text);
/* An inline node of our own; one that several share what they are with; one that only stands around
 * others. */
cmark_node *md__made_node(md__doc *doc, cmark_node_type type, md__made_kind kind, diag_span where);
cmark_node *md__node_with(cmark_node_type type, const md__made *made);
cmark_node *md__around_node(cmark_node_type type, md__made_kind kind);
md__made *md__made_of(cmark_node *node);
diag_span md__made_span(const md__doc *doc, const md__made *made);

/* abbreviations.c: marks every abbreviation that the text explains. */
void md__abbreviate(md__doc *doc);

/* glossary.c: links the first use of each term to its page, and prints what the terms of a block
 * mean behind it. */
void md__explain(md__doc *doc);
void md__put_explained(md__doc *doc, cmark_node *node, bool entering);
void md__put_meanings(md__doc *doc, const void *behind);

/* struck.c: strikethrough, and the emphasis around it, among the children of a node. */
void md__strike(md__doc *doc, cmark_node *parent);

/* raised.c: superscript and subscript among the children of a node. */
void md__raise(md__doc *doc, cmark_node *parent);

/* smart.c: quotes, dashes and ellipses in a block's texts that have some: `doc->smart`, which a
 * walk over the block finds unless another has already. */
void md__find_smart(md__doc *doc, cmark_node *block);
void md__smarten(md__doc *doc);
/* Whether there are any in a text. */
bool md__is_smart(sv text);

/* notes.c: footnotes. Makes what was taken out the user data of the heading that stands for it,
 * and collects the notes, before any citation is looked up. */
void md__bind_taken(md__doc *doc);
/* The references of the front matter, behind the footnotes: of one name, the footnote is cited. */
void md__add_references(md__doc *doc);
/* The citation "[^label]" that starts at `at`, its label's signs hidden; NULL: there is none. */
cmark_node *md__citation_at(md__doc *doc, cmark_node *text_node, sv text, size_t at, size_t *end);
/* Takes the notes out of the text, and everything else that only kept places. */
void md__lift_notes(md__doc *doc);
/* Says which notes and references nothing cites. */
void md__check_notes(md__doc *doc);
void md__put_citation(md__doc *doc, const md__made *made);
void md__put_notes(md__doc *doc);

/* headings.c */
/* How far the text's headings move down, from the highest of them. */
int md__find_shift(cmark_node *root);
/* The id of a heading, unique in the page; takes `{#id}` off its text. */
sv md__heading_id(md__doc *doc, cmark_node *heading);
/* The wanted id, or the next of wanted-1, wanted-2, … that the page does not have yet. */
sv md__unique_id(md__doc *doc, sv wanted);

/* raw_html.c: true for a block that is the mark <!--more-->. */
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
void md__put_target_at(md__doc *doc, diag_span where, body_link_kind kind, sv target, sv text);
void md__put_target(md__doc *doc, cmark_node *link, body_link_kind kind, sv target, sv text);
/* Says what is wrong with an address off the site that leads nobody anywhere; false: nothing. */
bool md__report_slip(md__doc *doc, diag_span where, sv target);
/* Says that an active link is dropped. */
void md__report_active(md__doc *doc, cmark_node *link, sv target);
void md__report_active_at(md__doc *doc, diag_span where, sv target);

/* render.c, render_inline.c */
void md__render(md__doc *doc);
/* A node and all below it. */
void md__render_below(md__doc *doc, cmark_node *top);
/* Ends the line that the HTML is in. */
void md__line_start(md__doc *doc);
void md__add_prose(md__doc *doc, cmark_node *node, prose_kind kind, int level, sv text);
/* The same with what is printed as text between the two calls. */
void md__begin_words(md__doc *doc, cmark_node *node, prose_kind kind);
void md__end_words(md__doc *doc, cmark_node *node, prose_kind kind);

/* tables.c: one end of a heading that is a table cell; false where it is none. */
bool md__render_cell(md__doc *doc, cmark_node *node, bool entering);
/* True where the heading starts a table, or a table is open. */
bool md__is_cell(const md__doc *doc, cmark_node *heading);

/* definitions.c: puts terms and definitions into blocks of their own. */
void md__wrap_definitions(md__doc *doc);
/* Such a block; the list whose only item is a definition; the paragraph whose lines are terms. */
bool md__is_definition_list(cmark_node *block);
bool md__is_definition(cmark_node *list);
bool md__is_term(cmark_node *paragraph);

/* tasks.c: "[ ] " at the start of an item: takes it off and prints a box. */
void md__put_task(md__doc *doc, cmark_node *item);
/* An image; `with_title` is false where a figure prints the title as its caption. */
void md__put_image(md__doc *doc, cmark_node *node, bool with_title);
/* Prints one end of an inline node; true where its children are to be printed too. */
bool md__render_inline(md__doc *doc, cmark_node *node, bool entering);

#endif
