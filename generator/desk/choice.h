/* Which articles the list shows, and in which order: what stands in its address,
 *
 *   /_desk/?text=spine&state=overdue&lang=en&sort=reviewed&page=2
 *
 * so that a choice can be kept as a bookmark. What an address says that the desk does not know is
 * as if it were not there. */
#ifndef PAMPHLET_DESK_CHOICE_H
#define PAMPHLET_DESK_CHOICE_H

#include "base/buf.h"
#include "desk/catalogue.h"
#include "desk/words.h"

typedef enum choice_state {
  STATE_ALL,
  STATE_PUBLISHED,
  STATE_DRAFT,
  STATE_SCHEDULED,
  STATE_EXPIRED,
  STATE_OVERDUE,
  STATE_CHANGED,
  STATE_STALE,
  STATES
} choice_state;

typedef enum choice_order {
  BY_DATE,
  BY_TITLE,
  BY_STATE,
  BY_GRADE,
  BY_FINDINGS,
  BY_WORDS,
  BY_REVIEWED,
  ORDERS
} choice_order;

typedef struct choice {
  sv text, lang, section, author; /* empty: any */
  choice_state state;
  choice_order order;
  bool down; /* the greatest first */
  bool findings;
  size_t page; /* from 1 */
} choice;

/* What a state is called in an address, and to people. */
const char *choice_state_name(choice_state state);
desk_word choice_state_word(choice_state state);
bool choice_state_is(choice_state state, const desk_row *row);

choice choice_read(arena *a, sv query);

/* The same order for every column: the greatest first where that is what people look for. */
bool choice_order_falls(choice_order order);

/* True where it leaves articles out. */
bool choice_is_narrow(const choice *c);

/* The address of a choice, as it stands in an attribute. */
void choice_address(buf *out, const choice *c);

/* The articles of a choice in its order, all pages of them; the list lives in `a`. */
typedef VEC(const desk_row *) desk_rows;
desk_rows choice_rows(arena *a, const choice *c, const catalogue *from);

/* How many findings there are in an article, by builds and checks. */
size_t choice_findings(const desk_row *row);

#endif
