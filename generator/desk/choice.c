#include "desk/choice.h"

#include <stdlib.h>

#include "desk/desk.h"
#include "desk/form.h"
#include "desk/html.h"
#include "wrap/unicode.h"

static const struct {
  const char *name;
  desk_word word;
} states[STATES] = {
    [STATE_ALL] = {"", W_STATE_ALL},
    [STATE_PUBLISHED] = {"published", W_STATE_PUBLISHED},
    [STATE_DRAFT] = {"draft", W_STATE_DRAFT},
    [STATE_SCHEDULED] = {"scheduled", W_STATE_SCHEDULED},
    [STATE_EXPIRED] = {"expired", W_STATE_EXPIRED},
    [STATE_OVERDUE] = {"overdue", W_STATE_OVERDUE},
    [STATE_CHANGED] = {"changed", W_STATE_CHANGED},
    [STATE_STALE] = {"stale", W_STATE_STALE},
};

static const char *const orders[ORDERS] = {
    [BY_DATE] = "date",         [BY_TITLE] = "title",       [BY_STATE] = "state",
    [BY_GRADE] = "grade",       [BY_FINDINGS] = "findings", [BY_WORDS] = "words",
    [BY_REVIEWED] = "reviewed",
};

const char *choice_state_name(choice_state state) {
  return states[state].name;
}

desk_word choice_state_word(choice_state state) {
  return states[state].word;
}

bool choice_state_is(choice_state state, const desk_row *row) {
  switch (state) {
    case STATE_PUBLISHED: return row->state == PAGE_PUBLISHED;
    case STATE_DRAFT: return row->state == PAGE_DRAFT;
    case STATE_SCHEDULED: return row->state == PAGE_SCHEDULED;
    case STATE_EXPIRED: return row->state == PAGE_EXPIRED;
    case STATE_OVERDUE: return row->overdue;
    case STATE_CHANGED: return row->changed;
    case STATE_STALE: return row->stale;
    default: return true;
  }
}

size_t choice_findings(const desk_row *row) {
  return row->said_count + (row->checked ? row->checked->found.len : 0);
}

/* --- addresses -------------------------------------------------------------------------------- */

bool choice_order_falls(choice_order order) {
  return order == BY_DATE || order == BY_GRADE || order == BY_FINDINGS || order == BY_WORDS;
}

static choice_order order_named(sv name) {
  for (unsigned i = 0; i < ORDERS; i++) {
    if (sv_is(name, orders[i])) return (choice_order)i;
  }
  return BY_DATE;
}

static choice_state state_named(sv name) {
  for (unsigned i = 0; i < STATES; i++) {
    if (sv_is(name, states[i].name)) return (choice_state)i;
  }
  return STATE_ALL;
}

choice choice_read(arena *a, sv query) {
  long long number = 1;
  choice c = {.text = sv_trim(form_field(a, query, "text")),
              .lang = form_field(a, query, "lang"),
              .section = form_field(a, query, "section"),
              .author = form_field(a, query, "author"),
              .state = state_named(form_field(a, query, "state")),
              .order = order_named(form_field(a, query, "sort")),
              .findings = sv_is(form_field(a, query, "findings"), "yes")};
  sv way = form_field(a, query, "way");
  c.down = sv_is(way, "down") || (!sv_is(way, "up") && choice_order_falls(c.order));
  if (!sv_to_long(form_field(a, query, "page"), &number) || number < 1) number = 1;
  c.page = (size_t)number;
  return c;
}

bool choice_is_narrow(const choice *c) {
  return c->text.len || c->lang.len || c->section.len || c->author.len || c->findings ||
         c->state != STATE_ALL;
}

typedef struct address {
  buf *out;
  bool begun;
} address;

static void add_field(address *to, const char *name, sv value) {
  if (!value.len) return;
  buf_printf(to->out, "%s%s=", to->begun ? "&amp;" : "?", name);
  html_query(to->out, value);
  to->begun = true;
}

void choice_address(buf *out, const choice *c) {
  char room[BUF_DIGITS];
  address to = {out, false};
  buf_lit(out, DESK_PREFIX);
  add_field(&to, "text", c->text);
  add_field(&to, "state", sv_of(states[c->state].name));
  add_field(&to, "lang", c->lang);
  add_field(&to, "section", c->section);
  add_field(&to, "author", c->author);
  if (c->findings) add_field(&to, "findings", SV("yes"));
  if (c->order != BY_DATE) add_field(&to, "sort", sv_of(orders[c->order]));
  if (c->down != choice_order_falls(c->order))
    add_field(&to, "way", sv_of(c->down ? "down" : "up"));
  if (c->page > 1) add_field(&to, "page", buf_digits(room, c->page, 1));
}

/* --- choosing --------------------------------------------------------------------------------- */

/* Case and accents do not count: "ciatica" finds "Ciática". */
static sv folded(arena *a, sv text) {
  return unicode_plain(a, unicode_fold(a, text));
}

static bool has_text(arena *scratch, const desk_row *row, sv wanted) {
  arena_mark here = arena_here(scratch);
  bool found = sv_find(folded(scratch, row->title), wanted, 0) != SV_NONE ||
               sv_find(folded(scratch, row->source), wanted, 0) != SV_NONE;
  for (size_t i = 0; i < row->authors.len && !found; i++) {
    found = sv_find(folded(scratch, row->authors.at[i]), wanted, 0) != SV_NONE;
  }
  arena_rewind(scratch, here);
  return found;
}

static bool has_author(const desk_row *row, sv name) {
  for (size_t i = 0; i < row->authors.len; i++) {
    if (sv_eq(row->authors.at[i], name)) return true;
  }
  return false;
}

static bool is_wanted(arena *scratch, const choice *c, const desk_row *row, sv text) {
  return choice_state_is(c->state, row) && (!c->findings || choice_findings(row)) &&
         (!c->lang.len || sv_eq(c->lang, row->lang)) &&
         (!c->section.len || sv_eq(c->section, row->section)) &&
         (!c->author.len || has_author(row, c->author)) &&
         (!text.len || has_text(scratch, row, text));
}

static int compare(double a, double b) {
  return (a > b) - (a < b);
}

static double day(page_date when) {
  return when.given ? (double)when.at.seconds : -1e18;
}

/* One order each; what is missing comes before everything. */
static int by_key(choice_order order, const desk_row *a, const desk_row *b) {
  const report *x = a->checked, *y = b->checked;
  switch (order) {
    case BY_DATE: return compare(day(a->date), day(b->date));
    case BY_TITLE: return sv_cmp(a->title, b->title);
    case BY_STATE: return (int)a->state - (int)b->state;
    case BY_GRADE:
      return compare(x && x->measured ? x->over : -1e18, y && y->measured ? y->over : -1e18);
    case BY_FINDINGS: return compare((double)choice_findings(a), (double)choice_findings(b));
    case BY_WORDS: return compare(x ? (double)x->words : -1, y ? (double)y->words : -1);
    default: return compare(day(a->reviewed), day(b->reviewed));
  }
}

/* An article with what it is sorted by, since qsort hands no order on. */
typedef struct sorted {
  const desk_row *row;
  choice_order order;
  bool down;
} sorted;

static int by_order(const void *left, const void *right) {
  const sorted *a = left, *b = right;
  int order = by_key(a->order, a->row, b->row);
  if (order) return a->down ? -order : order;
  return sv_cmp(a->row->source, b->row->source);
}

desk_rows choice_rows(arena *a, const choice *c, const catalogue *from) {
  desk_rows rows = {0};
  arena scratch = {0};
  sv text = folded(a, c->text);
  sorted *all = arena_array(&scratch, sorted, from->len);
  size_t count = 0;
  for (size_t i = 0; i < from->len; i++) {
    const desk_row *row = &from->rows[i];
    if (is_wanted(a, c, row, text)) all[count++] = (sorted){row, c->order, c->down};
  }
  if (count) qsort(all, count, sizeof *all, by_order);
  vec_reserve(a, &rows, count);
  for (size_t i = 0; i < count; i++) vec_push(a, &rows, all[i].row);
  arena_free(&scratch);
  return rows;
}
