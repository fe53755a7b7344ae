/* Liquid: templates parsed once into a flat program and rendered by any number of threads.
 *
 * This room never sees a page. Names resolve through a callback, partials and extra filters
 * come from the program that embeds it:
 *
 *   liq_set *set = liq_set_new(&host);
 *   liq_parse(set, SV("article.html"), file, source, LIQ_ESCAPE_HTML, sink);
 *   ...
 *   liq_link(set, sink);                       now frozen: render from any thread
 *   liq_render(liq_find(set, SV("article.html")), &run, &out);
 */
#ifndef PAMPHLET_LIQUID_LIQUID_H
#define PAMPHLET_LIQUID_LIQUID_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "value/val.h"

typedef struct liq_set liq_set;
typedef struct liq_template liq_template;
typedef struct liq_run liq_run;
typedef struct liq_memo liq_memo;
typedef struct liq_store liq_store;

typedef enum liq_escape { LIQ_ESCAPE_NONE, LIQ_ESCAPE_HTML, LIQ_ESCAPE_XML } liq_escape;

/* A call of a filter that the host adds: the values, and the render it is part of. */
typedef struct liq_call {
  liq_run *run;
  val input;
  const val *args; /* positional, [count] */
  size_t count;
  const val_member *named; /* key: value arguments, [named_count] */
  size_t named_count;
} liq_call;

/* A filter of the host's. `apply` gives false after liq_fail. */
typedef struct liq_filter {
  const char *name;
  unsigned least, most; /* positional arguments besides the input */
  bool (*apply)(liq_call *call, val *out);
} liq_filter;

/* How templates are read. LIQ_SITE is Pamphlet's own: one strict grammar, and an unknown filter
 * or a wrong number of arguments is an error at its place. The others are the reference's error
 * modes (Shopify/liquid 5.13), for conformance data that asks for them: unknown filters pass
 * their input on, and LIQ_LAX takes what it can from markup that the grammar refuses. */
typedef enum liq_mode { LIQ_SITE, LIQ_LAX, LIQ_STRICT, LIQ_STRICT2 } liq_mode;

/* How long a field of a global name holds, among the renders that share a liq_memo and have the
 * same `variant`. */
typedef enum liq_lasting {
  LIQ_NO_GLOBAL, /* the host knows no such name */
  LIQ_PASSING,   /* each render may read another value */
  LIQ_FEW,       /* it may too, but there are few: what is printed is kept for each of them */
  LIQ_LASTING    /* all renders read the same */
} liq_lasting;

typedef struct liq_host {
  const liq_filter *filters; /* beside the standard ones; these win */
  size_t filter_count;
  liq_mode mode;
  /* `field` is NULL for the name as a whole. NULL: nothing is kept from one render to another.
   * With it, a host's filters give what their values and the render's variant make of them. */
  liq_lasting (*lasting)(const val_key *name, const val_key *field);
} liq_host;

/* What the host has read for a render, so that text that is printed again counts as reading the
 * same again. */
typedef struct liq_reads {
  arena memory;
  VEC(uint32_t) things; /* while `open`: the number of everything that the host reads, in turn */
  size_t begin;         /* where the innermost text under way begins */
  unsigned open;        /* texts under way, one inside the other */
  bool passing;         /* the host sets it where it gave what no other render may print */
} liq_reads;
void liq_reads_note(liq_reads *reads, uint32_t thing);

/* One render, by one thread. The caller resets `scratch` between renders. */
struct liq_run {
  arena *scratch;
  diag_sink *sink;
  sv subject; /* what is being rendered, for the chain: "content/articles/epidural.md" */
  /* A name that the template did not define itself: page, site, content, … False: nothing. */
  bool (*lookup)(void *context, const val_key *name, arena *scratch, val *out);
  /* Every name that lookup knows, for "did you mean". */
  const val_key *names;
  size_t name_count;
  void *context;       /* lookup's, and the host filters' */
  date now;            /* for "now" and "today" */
  bool now_read;       /* out: the text depends on it */
  bool limit_met;      /* out: the render was stopped by a limit on work or memory */
  size_t output_limit; /* bytes; 0: LIMIT_LIQUID_OUTPUT */
  size_t step_limit;   /* 0: LIMIT_LIQUID_STEPS */
  bool inline_errors;  /* print errors where they happen, in the reference's words */
  /* What is kept from one render to another; NULL: nothing. With it goes what the host reads, and
   * what tells it that it has read those things again. */
  liq_memo *memo;
  uint32_t variant; /* of lasting values and filters: the language */
  liq_reads *reads;
  void (*read_again)(void *context, const uint32_t *things, size_t count);
};

liq_set *liq_set_new(const liq_host *host);
void liq_set_free(liq_set *set);

/* Parses a template under a name ("article.html", "partials/card.html"). `file` is its path for
 * diagnostics; `offset` is where the template starts in `source` (after front matter). The
 * source is copied. NULL after errors, which are all in the sink; the set goes on. */
const liq_template *liq_parse(liq_set *set, sv name, sv file, sv source, size_t offset,
                              liq_escape escape, diag_sink *sink);

/* The template of that name, or NULL. */
const liq_template *liq_find(const liq_set *set, sv name);

/* Resolves what templates name of each other: `render 'card'` is "partials/card.html". Reports
 * what is missing (LQ005) and freezes the set. */
bool liq_link(liq_set *set, diag_sink *sink);

/* A fingerprint of all that a template of a linked set is made of: its source and those of the
 * partials that it comes to. Another set's template with the same prints the same, given the same.
 */
uint64_t liq_print(const liq_template *t);

/* What partials printed, for the next render that gives them the same: a partial whose text hangs
 * on its arguments and on lasting globals alone is run once for each set of arguments, as long as
 * the store has room (`bytes` in all: what was not asked for lately makes way). A store is for all
 * threads, one linked set, and as long as its values live. */
liq_store *liq_store_new(size_t bytes);
void liq_store_free(liq_store *store);

/* A thread's way to a store, which outlives it. */
liq_memo *liq_memo_new(liq_store *store);
void liq_memo_free(liq_memo *memo);

/* Renders into `out` (appended). False: something was reported as an error. */
bool liq_render(const liq_template *t, liq_run *run, buf *out);

/* For host filters: an error at the filter's place in its template (LQ006, or a code of the
 * host's). A hint may follow. */
void liq_fail(liq_call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));
void liq_fail_as(liq_call *call, diag_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void liq_hint(liq_call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The value as text, as {{ value }} prints it without escaping. */
sv liq_text(arena *scratch, val v);

#endif
