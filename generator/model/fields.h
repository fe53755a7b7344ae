/* Reading the fields of a YAML or JSON map: what is there, in the form that it should have, or
 * a message in the writer's words. Used for settings, front matter, comments alike. */
#ifndef PAMPHLET_MODEL_FIELDS_H
#define PAMPHLET_MODEL_FIELDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "model/page.h"
#include "value/node.h"

/* For whom fields are read. Texts that come out live in the arena. */
typedef struct fields {
  arena *a;
  sv file;
  diag_code wrong; /* DIAG_CF003 or DIAG_FM003: a field has the wrong form */
  diag_sink *sink;
  bool kept; /* the nodes' texts live there already: see node_keep */
} fields;

/* A field: its name as typed, and its value. */
typedef struct field {
  sv name;
  const node *value;
} field;

/* True where a field has a value: it is there and not empty. */
bool field_given(const node *value);

/* Each of these leaves *out alone where the field has no value, and reports and leaves it alone
 * where the form is wrong. True: *out was set. */

/* Any single value as the text that was typed, blanks around it dropped: 2024 is "2024". */
bool field_text(const fields *r, field f, sv *out);
bool field_placed(const fields *r, field f, placed *out);
bool field_bool(const fields *r, field f, bool *out);
/* Text that says true or false, rightly written or not: "yes". */
bool field_is_switch(const node *value);
bool field_whole(const fields *r, field f, long long least, long long most, long long *out);
bool field_decimal(const fields *r, field f, double least, double most, double *out);

/* One of the names, given as their number. */
bool field_choice(const fields *r, field f, const sv *names, size_t count, size_t *out);

/* A list of texts; a single text is a list of one. Empty items are left out. */
bool field_texts(const fields *r, field f, sv_list *out);
bool field_placed_list(const fields *r, field f, placed_list *out);

/* The same for the terms of a taxonomy: `tags: back, neck` is what other systems take for two,
 * and is reported. */
bool field_terms(const fields *r, field f, placed_list *out);

/* True for a map; anything else but no value is reported with `example` as what to write. */
bool field_map(const fields *r, field f, const char *example);

/* The items of a list of maps, or a single map. Items that are no maps are reported with `example`
 * and left out. */
typedef VEC(const node *) field_maps_list;
void field_maps(const fields *r, field f, const char *example, field_maps_list *out);

/* Warns with `code` about the keys of a map that are none of the names, where one is near.
 * `all`: about every unknown key, near or not. */
void field_unknown(const fields *r, const node *map, const sv *names, size_t count, diag_code code,
                   bool all);

/* Such a list one by one, for texts that become more than that: how many there are at most, and
 * the next from the i-th value on. False: there is no other. */
size_t field_count(field f);
bool field_next(const fields *r, field f, size_t *i, placed *out);

/* The field of a map by name, for the calls above. */
field field_of(const node *map, const char *name);

/* Reports the wrong form of a field at its value. */
diag *field_wrong(const fields *r, const node *value, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
