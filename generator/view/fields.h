/* Tables of fields: what the names of a lazy object mean. One table a kind of object, written
 * as data, so that the list of names in the documentation and in "did you mean" is the list
 * that layouts really get. */
#ifndef PAMPHLET_VIEW_FIELDS_H
#define PAMPHLET_VIEW_FIELDS_H

#include "value/val.h"

/* `get` works a field out; it may build things in the scratch arena. `about` says what the
 * field holds, for the documentation. */
typedef struct field {
  const char *name;
  val (*get)(const val_lazy *self, arena *scratch);
  const char *about;
} field;

/* A table made ready for look-ups by hash. */
typedef struct field_table {
  val_lazy_type type; /* first: a lazy object's type leads back to its table */
  const field *fields;
  val_key *keys;
  uint16_t *slots; /* field number + 1 by hash, 0: free */
  uint32_t slot_mask;
  /* Names that are not in the table; NULL: there are none. */
  bool (*other)(const val_lazy *self, const val_key *key, arena *scratch, val *out);

  /* Notes that a field is read (view/reads.h), by its mark among `reads`; NULL: that it is read
   * says nothing that reading its object did not. */
  void (*note)(const val_lazy *self, uint8_t mark);
  const uint8_t *reads;
  uint8_t other_reads; /* the mark of the names that are not in the table */
} field_table;

/* Fills the table in; the fields outlive it. */
void fields_init(arena *a, field_table *table, const char *name, const field *fields, size_t count);

/* True where the table has the name. A layout serves several kinds of page, and a name that only
 * another kind has is nil on this one, not a mistake. */
bool fields_have(const field_table *table, const val_key *key);

#endif
