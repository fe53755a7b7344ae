/* The text of a page after Markdown: HTML with slots where addresses go, and what the text
 * contains. `markdown/` makes it, link fills in the addresses, render prints it. */
#ifndef PAMPHLET_VALUE_BODY_H
#define PAMPHLET_VALUE_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/spill.h"
#include "base/sv.h"
#include "base/vec.h"
#include "value/prose.h"

typedef enum body_link_kind {
  BODY_LINK,  /* the slot takes an address: the value of href, escaped for an attribute */
  BODY_IMAGE, /* the slot takes an address and, behind its closing quote, width and height:
                 `photo.jpg" width="640" height="480` */
  BODY_FILE   /* of an insert alone: any file of the site */
} body_link_kind;

/* A link or image of the text. Only targets that need the rest of the site have a slot; links
 * elsewhere, tel: and mailto: stand in the HTML already and have none (slot == BODY_NO_SLOT). */
typedef struct body_link {
  body_link_kind kind;
  bool of_insert;  /* an insert's argument: without a slot, and its address is not escaped */
  sv target;       /* as written, entities and escapes undone: "epidural.md#risks" */
  sv text;         /* of the link, or the alternative text */
  uint32_t offset; /* in the file: where the target is written (the link, if it is not found) */
  uint32_t length;
  uint32_t slot;     /* byte of `html` before which the address goes */
  uint32_t leads_to; /* link: the number of the page it leads to + 1; 0: no page */
  uint32_t file;     /* link, of an insert: the number of the site's file + 1; 0: no file */
  sv address;        /* link: what goes into the slot, escaped */
} body_link;

#define BODY_NO_SLOT UINT32_MAX

/* An argument of an insert, given or by default, in the order in which they are declared. */
typedef struct body_argument {
  sv name, text;
  uint32_t offset, length; /* in the file: where the value is written */
  uint32_t link;           /* its place in `links` + 1; 0: it names no page or file */
} body_argument;

/* `{% name argument: "value" %}`. What it prints is made by the layout inserts/<name>.html, on
 * which the page's output depends. */
typedef struct body_insert {
  sv name;
  uint32_t slot;           /* byte of `html` before which it goes */
  uint32_t offset, length; /* in the file */
  bool below_image;        /* another image stands above it: its own can load later */
  const body_argument *arguments;
  size_t argument_count;
  sv html;              /* build: what goes into the slot */
  const uint32_t *root; /* build: bytes of `html` where an address from the site's root starts */
  size_t root_count;
} body_insert;

typedef struct body_heading {
  uint8_t level; /* 1..6 */
  sv id;         /* unique in the page */
  sv text;       /* plain */
  sv html;       /* what stands inside the element, without links */
  uint32_t offset;
} body_heading;

/* What the text cites of the list below it: a reference of the front matter, or a footnote. */
typedef struct body_citation {
  uint32_t reference;    /* its place in the front matter's list, from 0, or BODY_FOOTNOTE */
  uint32_t number;       /* as printed */
  sv id;                 /* where the citation leads: "ref-nhs", "fn-hours" */
  sv_list back;          /* the ids of the places that cite it, as they stand in the HTML */
  uint32_t from, to;     /* a footnote's text in `html`; no byte between two is in both */
  uint32_t link, insert; /* the places of its first ones in `links` and `inserts` */
} body_citation;

#define BODY_FOOTNOTE UINT32_MAX

typedef struct body {
  sv html;                  /* or, where it is kept elsewhere, empty and then */
  spill_place spilled;      /* this: see body_text */
  VEC(body_link) links;     /* in the order of their slots */
  VEC(body_insert) inserts; /* in the order of their slots */
  VEC(body_heading) headings;
  VEC(body_citation)
  citations;            /* in the order of first use; without references, footnotes stand
                           in the text and are not among them */
  uint32_t last_number; /* of the notes and references cited; 0: none is */
  uint32_t notes;       /* byte of `html` where the text ends, and behind it are footnotes
                           of `citations`; 0: there are none */
  VEC(uint32_t) terms;  /* of the glossary that the text explains, in that order */
  sv_list ids;          /* every other id in the HTML (footnotes, callouts) */
  prose prose;
  sv summary; /* plain text before <!--more-->, else the first paragraph; or, where it is kept
                 with the HTML, empty and then */
  uint64_t summary_at;  /* there, */
  uint32_t summary_len; /* so long: see body_summary */
  uint32_t words;       /* running words, for the reading time */
  uint32_t offset;      /* in the file, where the body starts */
} body;

/* The HTML, its slots empty; read into the arena if it is kept elsewhere. */
sv body_text(arena *a, const body *text);

/* The summary; read into the arena if it is kept with the HTML. */
sv body_summary(arena *a, const body *text);

/* For whom the HTML is. Outside the site an address needs more than it has within: `origin`
 * ("https://host", escaped for an attribute) before one that begins with a slash, and `page`
 * ("https://host/x/") before one that is a part of the page alone ("#risks"). */
typedef struct body_reader {
  sv origin, page; /* empty: a reader of the site */
} body_reader;

/* The text's HTML, every address and insert in its slot; the HTML itself where there is nothing to
 * put. */
sv body_html(arena *a, const body *text);
sv body_html_from(arena *a, const body *text, body_reader reader);

/* The same of a footnote among `citations`: what stands in its item of the list. `html` is what
 * body_text gave. */
sv body_footnote(arena *a, const body *text, sv html, const body_citation *note,
                 body_reader reader);

#endif
