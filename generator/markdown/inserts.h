/* Inserts: `{% name argument: "value" %}` in an article, on one line. Before libcmark each gives
 * way to a mark of its own length, which libcmark takes for a word; afterwards the mark becomes a
 * node of ours, and in code and HTML the text that was there. What an insert prints is no business
 * of this room: it leaves a slot. */
#ifndef PAMPHLET_MARKDOWN_INSERTS_H
#define PAMPHLET_MARKDOWN_INSERTS_H

#include "markdown/internal.h"

/* One that stands in the text, read and checked. */
typedef struct md__insert {
  const md_insert *kind;
  body_insert made;       /* but for its slot, and its links' places */
  sv words, caption;      /* in `bulk` */
  const body_link *links; /* by argument; an empty target: none */
} md__insert;

/* insert_take.c: the text with marks in place of inserts; the text itself where there are none. */
sv md__take_inserts(md__doc *doc, sv text, size_t offset);
/* Makes the names that the line scanner found in `marked` views of the text as it is written. */
void md__name_as_written(md__doc *doc, sv marked, sv written);
/* The first mark at or after `from`: where it starts, its end and its insert's number. SV_NONE:
 * there is none. */
size_t md__insert_mark(const md__doc *doc, sv text, size_t from, size_t *end, size_t *number);
/* Puts back what is no insert, as it stands in code, HTML or an address. */
void md__put_inserts_back(md__doc *doc);

/* insert_read.c: what is written at a place; NULL: it is wrong, and reported. */
const md__insert *md__read_insert(md__doc *doc, diag_span where);
/* True where the text starts like an insert of a known name. */
bool md__names_insert(const md__doc *doc, sv text);

/* inserts.c: makes nodes of the marks in a block. */
void md__find_inserts(md__doc *doc, cmark_node *block);
/* The insert that is all of a paragraph and has it to itself, or NULL. */
const md__insert *md__lone_insert(cmark_node *paragraph);
/* Leaves the slot. */
void md__put_insert(md__doc *doc, cmark_node *node);

#endif
