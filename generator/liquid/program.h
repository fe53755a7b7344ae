/* Inside the engine: what the parser makes and the evaluator runs.
 *
 * A template is a flat array of operations with jump targets. Expressions hang from them as
 * small immutable nodes, with every name hashed and every literal already a value, so that a
 * render allocates nothing for them. All of it lives in the set's arena and is read by any
 * number of threads once the set is linked. */
#ifndef PAMPHLET_LIQUID_PROGRAM_H
#define PAMPHLET_LIQUID_PROGRAM_H

#include "base/arena.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"
#include "liquid/liquid.h"

/* Kinds of value that only templates have, beside val_kind. They leave the engine as plain
 * values (liq__plain). */
enum { LIQ_RANGE = 32, LIQ_BLANK, LIQ_EMPTY };

/* (low..high): a LIQ_RANGE's `as` points to one of these. */
typedef struct liq__range {
  int64_t low, high;
} liq__range;

/* A stretch of the template's source. */
typedef struct liq__place {
  uint32_t offset, length;
} liq__place;

typedef struct liq__expr liq__expr;

/* What a path may mean where no member has the name: `list.size`. */
typedef enum liq__command { LIQ_NO_COMMAND, LIQ_SIZE, LIQ_FIRST, LIQ_LAST } liq__command;

/* One step of a path: `.name`, or `[index]`. */
typedef struct liq__step {
  const liq__expr *index; /* NULL for a name */
  val_key key;
  uint8_t command; /* a liq__command */
} liq__step;

typedef enum liq__expr_kind { LIQ_EXPR_CONSTANT, LIQ_EXPR_PATH, LIQ_EXPR_RANGE } liq__expr_kind;

#define LIQ_NO_VARIABLE UINT32_MAX

struct liq__expr {
  uint8_t kind;
  liq__place place;
  union {
    val constant;
    struct {
      uint32_t variable;     /* number in the set; LIQ_NO_VARIABLE: named by `root` */
      const liq__expr *root; /* [expression] at the head of a path */
      const liq__step *steps;
      uint32_t count;
    } path;
    struct {
      const liq__expr *low, *high;
    } range;
  } as;
};

typedef enum liq__comparison {
  LIQ_TRUTH, /* the left side alone */
  LIQ_EQUAL,
  LIQ_UNEQUAL,
  LIQ_LESS,
  LIQ_GREATER,
  LIQ_LESS_EQUAL,
  LIQ_GREATER_EQUAL,
  LIQ_CONTAINS,
  LIQ_NO_COMPARISON /* one that does not exist, which lax markup finds out when it runs */
} liq__comparison;

typedef enum liq__junction { LIQ_END, LIQ_AND, LIQ_OR } liq__junction;

/* `a == b and c …`, read from right to left: `next` is what the junction joins to. */
typedef struct liq__condition {
  uint8_t comparison, junction; /* a liq__comparison, a liq__junction */
  const liq__expr *left, *right;
  sv comparison_text;
  const struct liq__condition *next;
} liq__condition;

/* A filter as the engine keeps it. */
typedef struct liq__filter {
  liq_filter filter;
  unsigned flags; /* LIQ_FILTER_… */
  bool builtin;   /* its named values count as one more argument, as in the reference */
} liq__filter;

/* What a filter such as where_exp is given as text and reads once, when it is parsed. */
typedef struct liq__lambda {
  uint32_t variable;
  const liq__condition *condition;
} liq__lambda;

typedef struct liq__use {
  const liq__filter *filter; /* NULL: unknown, the input passes */
  const liq__expr *const *args;
  const val_key *names; /* of the named arguments */
  const liq__expr *const *named;
  uint32_t count, named_count;
  const liq__lambda *lambda;
  liq__place place; /* of the name */
} liq__use;

/* An expression and its filters. */
typedef struct liq__output {
  const liq__expr *input; /* NULL: nothing */
  const liq__use *uses;
  uint32_t count;
} liq__output;

typedef struct liq__loop {
  uint32_t variable;
  sv name; /* "item-collection": what `offset: continue` goes by */
  uint32_t name_number;
  const liq__expr *collection, *limit, *offset, *cols;
  bool reversed, go_on; /* go_on: offset: continue */
} liq__loop;

typedef struct liq__cycle {
  const liq__expr *group;
  sv key; /* of an unnamed cycle */
  const liq__expr *const *values;
  uint32_t count;
} liq__cycle;

typedef struct liq__branch {
  const liq__expr *const *values;
  uint32_t count;
  bool otherwise;
  uint32_t from, to; /* its operations */
} liq__branch;

typedef struct liq__case {
  const liq__expr *subject;
  const liq__branch *branches;
  uint32_t count;
} liq__case;

typedef struct liq__argument {
  uint32_t variable;
  const liq__expr *value;
} liq__argument;

typedef struct liq__partial {
  const liq__expr *name;        /* a constant for `render` */
  const liq_template *template; /* once linked, where the name is constant; and then */
  uint32_t variable;            /* what `with` and `for` fill */
  const liq__expr *with;
  sv alias;
  bool each; /* `for`: once an item */
  const liq__argument *arguments;
  uint32_t count;
} liq__partial;

typedef enum liq__code {
  LIQ_OP_TEXT,
  LIQ_OP_PRINT,
  LIQ_OP_ASSIGN,    /* to: variable */
  LIQ_OP_CAPTURE,   /* to: variable; body up to end */
  LIQ_OP_BRANCH,    /* if the condition fails, go to `to`; after an error to `end` */
  LIQ_OP_UNLESS,    /* the same with the condition turned round */
  LIQ_OP_JUMP,      /* go to `to` */
  LIQ_OP_CASE,      /* branches up to end */
  LIQ_OP_FOR,       /* body up to `to`, else part from there to end */
  LIQ_OP_TABLEROW,  /* body up to end */
  LIQ_OP_IFCHANGED, /* body up to end */
  LIQ_OP_BREAK,
  LIQ_OP_CONTINUE,
  LIQ_OP_CYCLE,
  LIQ_OP_INCREMENT, /* to: variable */
  LIQ_OP_DECREMENT, /* to: variable */
  LIQ_OP_RENDER,
  LIQ_OP_INCLUDE
} liq__code;

typedef struct liq__op {
  uint8_t code;
  bool blank; /* a tag that prints nothing, whose errors stay out of the page */
  bool keeps; /* an output or a `render` whose text may be kept (keeps.c) */
  uint32_t to,
      end; /* to, of what keeps: LIQ_BY_KEY, or the number of a text that is always the same */
  liq__place place;
  union {
    sv text;
    const liq__output *output;
    const liq__condition *condition;
    const liq__loop *loop;
    const liq__case *cases;
    const liq__cycle *cycle;
    const liq__partial *partial;
  } as;
} liq__op;

typedef VEC(liq__op) liq__ops;

/* A field of a global name that has few values. */
typedef struct liq__global {
  uint32_t variable;
  val_key field;
} liq__global;
typedef VEC(liq__global) liq__globals;

#define LIQ_BY_KEY UINT32_MAX

typedef enum liq__keeping { LIQ_KEEPING_UNKNOWN, LIQ_KEEPS, LIQ_KEEPS_NOT } liq__keeping;

struct liq_template {
  liq_set *set;
  sv name, file;
  sv source; /* all of it, front matter counted */
  liq_escape escape;
  liq__ops ops;
  sv broken; /* why it cannot be rendered, in the reference's words; empty when it can */
  /* What it prints as a partial hangs on its arguments and on these fields alone. */
  uint8_t keeping; /* a liq__keeping */
  liq__globals few;
};

/* A name that templates use at the head of a path or assign to. */
typedef VEC(val_key) liq__keys;

struct liq_set {
  arena memory;
  liq_mode mode;
  liq_lasting (*lasting)(const val_key *name, const val_key *field);
  map templates;        /* name -> liq_template * */
  map variables;        /* name -> number + 1, as a pointer */
  liq__keys names;      /* by number */
  map filters;          /* name -> liq__filter * */
  sv_list filter_names; /* for "did you mean" */
  map loops;            /* loop name -> number + 1 */
  uint32_t loop_names, forloop, tablerowloop, self;
  bool uses_continue; /* some loop goes on where another one stopped */
  uint32_t constants; /* how many operations print what is the same in every render */
};

/* The number of a variable's name; a new one while templates are still parsed. */
uint32_t liq__variable(liq_set *set, sv name);
/* The same while rendering: LIQ_NO_VARIABLE where no template has the name. */
uint32_t liq__variable_find(const liq_set *set, sv name);
/* Finds what may be kept, once every partial is known (keeps.c). */
void liq__find_keeps(liq_set *set);
/* The number of a loop's name. */
uint32_t liq__loop_number(liq_set *set, sv name);
const liq__filter *liq__filter_find(const liq_set *set, sv name);

/* The variable that `with` and `for` fill: named like the partial, by the last part of its name. */
uint32_t liq__partial_variable(const liq_set *set, const liq__partial *partial, sv name);

/* The partial that a template names, seen from the template's own kind of file; or NULL. */
const liq_template *liq__partial_find(const liq_template *from, sv name);

static inline bool liq__is_path(const liq__expr *e) {
  return e->kind == LIQ_EXPR_PATH;
}

static inline val liq__special(unsigned kind) {
  return (val){.kind = (uint8_t)kind};
}

static inline val liq__range_val(const liq__range *range) {
  return (val){.kind = LIQ_RANGE, .as.text = (const char *)range};
}

static inline liq__range liq__range_at(val v) {
  liq__range range;
  memcpy(&range, v.as.text, sizeof range);
  return range;
}

/* How many numbers a range holds, as far as an integer counts. */
static inline int64_t liq__range_size(liq__range range) {
  if (range.high < range.low) return 0;
  uint64_t span = (uint64_t)range.high - (uint64_t)range.low;
  return span >= INT64_MAX ? INT64_MAX : (int64_t)span + 1;
}

/* Text that a template wrote itself: markup in any kind of file, where other safe text is
 * HTML (`has_time` is free in texts and says so). */
static inline val liq__own_text(sv text) {
  val v = val_safe(text);
  v.has_time = 1;
  return v;
}

#endif
