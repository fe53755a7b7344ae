/* Values: what front matter, settings, data files and pages look like to a layout.
 *
 * A value is 16 bytes, passed by copy, and immutable once built: what it points to lives in an
 * arena and is shared freely between threads. */
#ifndef PAMPHLET_VALUE_VAL_H
#define PAMPHLET_VALUE_VAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"
#include "value/date.h"

typedef enum val_kind {
  VAL_NIL,
  VAL_BOOL,
  VAL_INT,
  VAL_DECIMAL,
  VAL_STR,  /* text that HTML must escape */
  VAL_SAFE, /* text that is HTML already */
  VAL_DATE,
  VAL_ARRAY,
  VAL_OBJECT, /* members in the order of their source */
  VAL_LAZY    /* an object whose members are worked out when asked for */
} val_kind;

typedef struct val val;
typedef struct val_object val_object;
typedef struct val_lazy val_lazy;

struct val {
  uint8_t kind;     /* a val_kind */
  uint8_t has_time; /* VAL_DATE */
  uint32_t len;     /* bytes of text, items of an array; a date's offset in seconds (as int32_t) */
  union {
    bool boolean;
    int64_t integer; /* VAL_INT; VAL_DATE: seconds since 1970-01-01T00:00:00Z */
    double decimal;
    const char *text;
    const val *items;
    const val_object *object;
    const val_lazy *lazy;
  } as;
};

/* A name with its hash (sv_hash), so that a look-up compares a number before any text. */
typedef struct val_key {
  sv name;
  unsigned hash;
} val_key;

typedef struct val_member {
  val_key key;
  val value;
} val_member;

/* Look-ups walk the members when they are few and go through `index` when there are more. */
struct val_object {
  const val_member *members;
  uint32_t len;
  uint32_t index_mask;
  const uint32_t *index; /* member number + 1 by hash, or NULL for a small object */
};

/* What every object of one lazy type shares. `get` gives a member, false where there is none;
 * what it has to build lives in the arena (a task's scratch), the rest points into the site.
 * `keys` lists the names, for layouts that loop over an object and for "did you mean". */
typedef struct val_lazy_type {
  const char *name;
  bool (*get)(const val_lazy *self, const val_key *key, arena *scratch, val *out);
  const val_key *keys;
  size_t key_count;
  /* Tells what the object shows from what all others with a number do, as long as they live. NULL:
   * objects of the type come and go. */
  uint32_t (*number)(const val_lazy *self);
} val_lazy_type;

/* The first member of a lazy object's own struct. */
struct val_lazy {
  const val_lazy_type *type;
};

#define VAL_NIL_INIT ((val){.kind = VAL_NIL})

static inline val val_nil(void) {
  return VAL_NIL_INIT;
}
static inline val val_bool(bool b) {
  return (val){.kind = VAL_BOOL, .as.boolean = b};
}
static inline val val_int(int64_t i) {
  return (val){.kind = VAL_INT, .as.integer = i};
}
static inline val val_decimal(double d) {
  return (val){.kind = VAL_DECIMAL, .as.decimal = d};
}
static inline val val_str(sv s) {
  return (val){.kind = VAL_STR, .len = (uint32_t)s.len, .as.text = s.at};
}
static inline val val_safe(sv html) {
  return (val){.kind = VAL_SAFE, .len = (uint32_t)html.len, .as.text = html.at};
}
static inline val val_date(date d) {
  return (val){
      .kind = VAL_DATE, .has_time = d.has_time, .len = (uint32_t)d.offset, .as.integer = d.seconds};
}
static inline val val_array(const val *items, size_t count) {
  return (val){.kind = VAL_ARRAY, .len = (uint32_t)count, .as.items = items};
}
static inline val val_lazy_of(const val_lazy *lazy) {
  return (val){.kind = VAL_LAZY, .as.lazy = lazy};
}

/* Text, or nil where the view is empty: for optional fields. */
static inline val val_str_or_nil(sv s) {
  return s.len ? val_str(s) : val_nil();
}

static inline bool val_is_text(val v) {
  return v.kind == VAL_STR || v.kind == VAL_SAFE;
}

/* The text of a VAL_STR or VAL_SAFE; empty for every other kind. */
static inline sv val_text(val v) {
  return val_is_text(v) ? (sv){v.as.text, v.len} : (sv){"", 0};
}

/* The date of a VAL_DATE. */
static inline date val_as_date(val v) {
  return (date){.seconds = v.as.integer, .offset = (int32_t)v.len, .has_time = v.has_time};
}

static inline val_key val_key_of(sv name) {
  return (val_key){name, sv_hash(name)};
}

/* An object of these members (copied into the arena with an index where it pays). Names are
 * unique; the texts are not copied. */
val val_object_of(arena *a, const val_member *members, size_t count);

/* The same without the copy, for members that live as long as the arena already. */
val val_object_keep(arena *a, const val_member *members, size_t count);

/* The same value with its lists and objects in the arena; texts and lazy objects stay where they
 * are. */
val val_held(arena *a, val v);

/* The member of an object; false: there is none. */
bool val__member(const val_object *object, const val_key *key, val *out);

/* The member of a VAL_OBJECT or VAL_LAZY, or nil. False: there is none. */
static inline bool val_get(val object, const val_key *key, arena *scratch, val *out) {
  *out = val_nil();
  if (object.kind == VAL_LAZY) {
    return object.as.lazy->type->get(object.as.lazy, key, scratch, out);
  }
  return object.kind == VAL_OBJECT && val__member(object.as.object, key, out);
}

/* The same for a name known here: val_at(site, SV("title"), scratch). */
val val_at(val object, sv name, arena *scratch);

#endif
