/* Inside the engine: the parser's own state, shared by the files that read markup and tags. */
#ifndef PAMPHLET_LIQUID_PARSE_H
#define PAMPHLET_LIQUID_PARSE_H

#include "liquid/program.h"
#include "liquid/scan.h"

/* Why some markup was refused: kept until it is known that no laxer reading helps. */
typedef struct liq__trouble {
  diag_code code;
  liq__place place;
  sv message, hint;
} liq__trouble;

#define LIQ_NO_OP UINT32_MAX

/* The list of nodes that is being read: a template, or a part of a block. */
typedef struct liq__body {
  bool blank;         /* nothing but white space and tags that print nothing, so far */
  uint32_t last_text; /* the operation of the text that ends it, for {%- */
  uint32_t block;     /* which block it is a part of */
} liq__body;

typedef struct liq__parser {
  liq_set *set;
  liq_template *template;
  diag_sink *sink;
  arena *memory;  /* the set's: what the template keeps */
  arena *scratch; /* for lists while they grow */
  liq__scan scan;
  liq__ops ops;
  liq__body body;
  bool trim_next; /* a -%} came before */
  unsigned depth;
  uint32_t blocks;
  bool failed;
  liq__trouble trouble;
} liq__parser;

/* Trouble: kept in p->trouble; always false. The hint may be NULL. */
bool liq__refuse(liq__parser *p, diag_code code, sv where, const char *hint, const char *format,
                 ...) __attribute__((format(printf, 5, 6)));
/* Reports what liq__refuse kept; the template is broken from here on. */
void liq__report(liq__parser *p);
/* Both. */
#define liq__error(p, code, where, hint, ...)               \
  do {                                                      \
    liq__refuse((p), (code), (where), (hint), __VA_ARGS__); \
    liq__report(p);                                         \
  } while (0)

/* Reports a block without its end, at its name. */
void liq__never_closed(liq__parser *p, sv name);

liq__place liq__place_of(const liq__parser *p, sv where);

/* Adds an operation and returns its number. */
uint32_t liq__emit(liq__parser *p, liq__op op);
/* Notes that the body has one more node, though no operation. */
void liq__node(liq__parser *p, bool blank);

/* A copy of a growing list at its final size. */
void *liq__keep(liq__parser *p, const void *items, size_t count, size_t size);

/* Reads nodes up to a tag that is no opening tag (or the end: false). */
bool liq__parse_nodes(liq__parser *p, liq__piece *stop);

/* A block that is being read. */
typedef struct liq__block {
  sv name;                /* "if" */
  liq__body outer;        /* the body around it */
  uint32_t serial, first; /* its number; its first operation */
  bool blank;
} liq__block;

void liq__block_open(liq__parser *p, liq__block *block, const liq__piece *tag);
/* Reads one part. True: stopped at one of the tags that the block allows inside (`else`);
 * false: at its end, or for want of one, which is reported. `inner` is NULL-terminated. */
bool liq__block_part(liq__parser *p, liq__block *block, const char *const *inner, liq__piece *stop);
/* Back to the body around. `suppress`: a block that prints nothing loses its white space. */
void liq__block_close(liq__parser *p, liq__block *block, bool suppress);

/* Tags by name. */
typedef struct liq__tag {
  const char *name;
  void (*parse)(liq__parser *p, const liq__piece *tag);
} liq__tag;
const liq__tag *liq__tag_find(sv name);
/* Every name that may stand in a tag, `else` and the ends counted. */
size_t liq__tag_names(const sv **names);

/* Tags, by family (tags_*.c). */
void liq__tag_assign(liq__parser *p, const liq__piece *tag);
void liq__tag_capture(liq__parser *p, const liq__piece *tag);
void liq__tag_case(liq__parser *p, const liq__piece *tag);
void liq__tag_comment(liq__parser *p, const liq__piece *tag);
void liq__tag_cycle(liq__parser *p, const liq__piece *tag);
void liq__tag_doc(liq__parser *p, const liq__piece *tag);
void liq__tag_echo(liq__parser *p, const liq__piece *tag);
void liq__tag_for(liq__parser *p, const liq__piece *tag);
void liq__tag_if(liq__parser *p, const liq__piece *tag);
void liq__tag_ifchanged(liq__parser *p, const liq__piece *tag);
void liq__tag_inline_comment(liq__parser *p, const liq__piece *tag);
void liq__tag_interrupt(liq__parser *p, const liq__piece *tag);
void liq__tag_counter(liq__parser *p, const liq__piece *tag);
void liq__tag_liquid(liq__parser *p, const liq__piece *tag);
void liq__tag_partial(liq__parser *p, const liq__piece *tag);
void liq__tag_raw(liq__parser *p, const liq__piece *tag);
void liq__tag_tablerow(liq__parser *p, const liq__piece *tag);

#endif
