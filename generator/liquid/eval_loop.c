/* for, tablerow and cycle at work. */
#include "liquid/compare.h"
#include "liquid/eval.h"
#include "liquid/number.h"
#include "liquid/text.h"

#define LOOP_FIELDS(X) \
  X(FIRST, "first")    \
  X(INDEX, "index")    \
  X(INDEX0, "index0")  \
  X(LAST, "last")      \
  X(LENGTH, "length")  \
  X(RINDEX, "rindex")  \
  X(RINDEX0, "rindex0")

#define TABLE_FIELDS(X)     \
  X(COL, "col")             \
  X(COL0, "col0")           \
  X(COL_FIRST, "col_first") \
  X(COL_LAST, "col_last")   \
  X(ROW, "row")

typedef enum loop_field {
#define X(field, text) FIELD_##field,
  LOOP_FIELDS(X) TABLE_FIELDS(X)
#undef X
      FIELD_NAME,
  FIELD_PARENTLOOP,
  FIELD_NONE
} loop_field;

static loop_field field_of(const val_key *key) {
#define X(field, text) \
  if (sv_is(key->name, text)) return FIELD_##field;
  LOOP_FIELDS(X)
  TABLE_FIELDS(X)
#undef X
  if (sv_is(key->name, "name")) return FIELD_NAME;
  if (sv_is(key->name, "parentloop")) return FIELD_PARENTLOOP;
  return FIELD_NONE;
}

static bool shared_field(const liq__loop_value *loop, loop_field field, val *out) {
  int64_t index = (int64_t)loop->index, length = (int64_t)loop->length;
  switch (field) {
    case FIELD_FIRST: *out = val_bool(index == 0); return true;
    case FIELD_LAST: *out = val_bool(index == length - 1); return true;
    case FIELD_INDEX: *out = val_int(index + 1); return true;
    case FIELD_INDEX0: *out = val_int(index); return true;
    case FIELD_RINDEX: *out = val_int(length - index); return true;
    case FIELD_RINDEX0: *out = val_int(length - index - 1); return true;
    case FIELD_LENGTH: *out = val_int(length); return true;
    default: return false;
  }
}

static bool get_for(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const liq__loop_value *loop = (const liq__loop_value *)(const void *)self;
  loop_field field = field_of(key);
  (void)scratch;
  if (shared_field(loop, field, out)) return true;
  *out = val_nil();
  if (field == FIELD_NAME)
    *out = val_str(loop->name);
  else if (field == FIELD_PARENTLOOP && loop->parent)
    *out = val_lazy_of(&loop->parent->lazy);
  return field == FIELD_NAME || field == FIELD_PARENTLOOP;
}

static bool get_table(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const liq__loop_value *loop = (const liq__loop_value *)(const void *)self;
  loop_field field = field_of(key);
  (void)scratch;
  if (shared_field(loop, field, out)) return true;
  switch (field) {
    case FIELD_COL: *out = val_int((int64_t)loop->col); return true;
    case FIELD_COL0: *out = val_int((int64_t)loop->col - 1); return true;
    case FIELD_ROW: *out = val_int((int64_t)loop->row); return true;
    case FIELD_COL_FIRST: *out = val_bool(loop->col == 1); return true;
    case FIELD_COL_LAST: *out = val_bool(loop->col == loop->cols); return true;
    default: *out = val_nil(); return false;
  }
}

static const val_lazy_type for_type = {.name = "Liquid::ForloopDrop", .get = get_for};
static const val_lazy_type table_type = {.name = "Liquid::TablerowloopDrop", .get = get_table};

liq__loop_value *liq__new_loop(arena *a, bool table, sv name, size_t length,
                               const liq__loop_value *parent) {
  liq__loop_value *loop = arena_new(a, liq__loop_value);
  *loop = (liq__loop_value){.lazy = {table ? &table_type : &for_type},
                            .name = name,
                            .length = length,
                            .row = 1,
                            .col = 1,
                            .parent = parent};
  return loop;
}

/* An object's members as [name, value] pairs, made at once for the whole loop. */
static liq__items_of pairs_of(liq__state *st, val v) {
  size_t count = v.kind == VAL_OBJECT ? v.as.object->len : v.as.lazy->type->key_count;
  val *cells = arena_array(st->run->scratch, val, count * 3);
  for (size_t i = 0; i < count; i++) {
    val *pair = cells + count + i * 2;
    const val_key *key =
        v.kind == VAL_OBJECT ? &v.as.object->members[i].key : &v.as.lazy->type->keys[i];
    pair[0] = val_str(key->name);
    val_get(v, key, st->run->scratch, &pair[1]);
    cells[i] = val_array(pair, 2);
  }
  return (liq__items_of){.items = cells, .count = count};
}

liq__items_of liq__all_items(liq__state *st, val v) {
  if (v.kind == VAL_ARRAY) return (liq__items_of){.items = v.as.items, .count = v.len};
  if (v.kind == VAL_OBJECT || v.kind == VAL_LAZY) return pairs_of(st, v);
  if (v.kind == LIQ_RANGE) {
    liq__range range = liq__range_at(v);
    return (liq__items_of){.low = range.low, .count = (size_t)liq__range_size(range)};
  }
  if (val_is_text(v) && v.len) {
    val *one = arena_new(st->run->scratch, val);
    *one = v;
    return (liq__items_of){.items = one, .count = 1};
  }
  return (liq__items_of){.items = NULL, .count = 0};
}

/* From `from`, `limit` items at the most where it is given. */
static liq__items_of slice(liq__items_of all, int64_t from, bool limited, int64_t limit) {
  int64_t count = all.count > INT64_MAX ? INT64_MAX : (int64_t)all.count;
  int64_t end = count;
  if (limited) {
    int64_t to;
    if (__builtin_add_overflow(from, limit, &to)) to = limit < 0 ? INT64_MIN : INT64_MAX;
    if (to < end) end = to;
  }
  if (from < 0) from = 0;
  if (end < from) end = from;
  if (from > count) from = end = count;
  if (all.items) all.items += from;
  all.low += from;
  all.count = (size_t)(end - from);
  return all;
}

/* An attribute of a loop that must be an integer. */
static bool attribute(liq__state *st, const liq__expr *e, bool lenient, bool *given, int64_t *out) {
  val v;
  *given = false;
  if (!e) return true;
  if (!liq__eval(st, e, &v)) return false;
  if (lenient) {
    *given = true;
    *out = 0;
    if (v.kind == VAL_INT)
      *out = v.as.integer;
    else if (v.kind == VAL_DECIMAL)
      *out = liq__truncated(v.as.decimal);
    else if (val_is_text(v))
      *out = liq__leading_integer(val_text(v));
    else if (v.kind != VAL_NIL)
      return liq__raise(st, "invalid integer");
    return true;
  }
  *given = v.kind != VAL_NIL;
  if (!*given || v.kind == VAL_INT) return *out = v.as.integer, true;
  if (liq__beyond_integers(v, out)) return true;
  return liq__whole_integer(liq_text(st->run->scratch, v), out) ||
         liq__raise(st, "invalid integer");
}

/* What the loop goes over, cut by offset and limit. */
static bool segment(liq__state *st, const liq__loop *loop, bool table, liq__items_of *out) {
  val collection;
  bool has_offset, has_limit;
  int64_t from = 0, limit = 0;
  if (table) {
    if (!liq__eval(st, loop->collection, &collection)) return false;
    *out = (liq__items_of){0};
  }
  if (loop->go_on)
    from = st->frame->offsets ? st->frame->offsets[loop->name_number] : 0;
  else if (!attribute(st, loop->offset, table, &has_offset, &from))
    return false;
  if (!loop->go_on && !has_offset) from = 0;
  if (!table && !liq__eval(st, loop->collection, &collection)) return false;
  if (!attribute(st, loop->limit, table, &has_limit, &limit)) return false;
  *out = liq__all_items(st, collection);
  /* A text is one item, whatever the limits say. */
  if (!val_is_text(collection)) *out = slice(*out, from, has_limit, limit);
  if (!table && st->set->uses_continue) {
    if (!st->frame->offsets) {
      st->frame->offsets = arena_array(st->run->scratch, int64_t, st->set->loop_names + 1);
    }
    st->frame->offsets[loop->name_number] = from + (int64_t)out->count;
  }
  return true;
}

static bool enter(liq__state *st) {
  if (st->depth < LIMIT_LIQUID_DEPTH) return liq__deeper(st), true;
  return liq__too_deep(st);
}

static bool step(liq__state *st) {
  if (++st->steps <= st->step_limit) return true;
  return liq__too_many_steps(st);
}

/* After a part of a loop: whether to go on, and with what. */
static bool goes_on(liq__flow *flow) {
  bool on = *flow == LIQ_FLOW_ON || *flow == LIQ_FLOW_CONTINUE;
  if (*flow != LIQ_FLOW_STOP) *flow = LIQ_FLOW_ON;
  return on;
}

liq__flow liq__run_for(liq__state *st, const liq__op *op, uint32_t at) {
  const liq__loop *loop = op->as.loop;
  liq__items_of items;
  if (!segment(st, loop, false, &items)) return LIQ_FLOW_ON;
  if (items.count == 0) return liq__run_ops(st, op->to, op->end);
  if (!enter(st)) return LIQ_FLOW_ON;
  liq__flow flow = LIQ_FLOW_ON;
  liq__loop_value *value =
      liq__new_loop(st->run->scratch, false, loop->name, items.count, st->loop);
  liq__bound forloop = liq__bind(st, st->set->forloop, val_lazy_of(&value->lazy));
  liq__bound before = liq__bind(st, loop->variable, val_nil());
  st->loop = value;
  for (size_t i = 0; i < items.count; i++) {
    size_t number = loop->reversed ? items.count - 1 - i : i;
    value->index = i;
    liq__slot_for(st, loop->variable)->inner = liq__item(&items, number);
    if (!step(st)) break;
    flow = liq__run_ops(st, at + 1, op->to);
    if (!goes_on(&flow)) break;
  }
  st->loop = value->parent;
  liq__unbind(st, before);
  liq__unbind(st, forloop);
  st->depth--;
  return flow;
}

static void next_column(liq__loop_value *value, buf *out) {
  bool last = value->index + 1 == value->length;
  if (value->col == value->cols && !last) {
    buf_printf(out, "</tr>\n<tr class=\"row%zu\">", value->row + 1);
  }
  if (value->col == value->cols) {
    value->col = 1;
    value->row++;
  } else {
    value->col++;
  }
  value->index++;
}

static bool columns(liq__state *st, const liq__loop *loop, size_t length, size_t *cols) {
  bool given;
  int64_t number = 0;
  *cols = length;
  if (!attribute(st, loop->cols, true, &given, &number)) return false;
  if (given) *cols = number > 0 ? (size_t)number : 0;
  return true;
}

liq__flow liq__run_tablerow(liq__state *st, const liq__op *op, uint32_t at) {
  const liq__loop *loop = op->as.loop;
  liq__items_of items;
  size_t cols;
  val collection;
  if (!liq__eval(st, loop->collection, &collection) || !liq__truthy(collection)) {
    return LIQ_FLOW_ON;
  }
  if (!segment(st, loop, true, &items) || !columns(st, loop, items.count, &cols) || !enter(st)) {
    return LIQ_FLOW_ON;
  }
  liq__flow flow = LIQ_FLOW_ON;
  liq__loop_value *value = liq__new_loop(st->run->scratch, true, loop->name, items.count, NULL);
  value->cols = cols;
  liq__bound tablerowloop = liq__bind(st, st->set->tablerowloop, val_lazy_of(&value->lazy));
  liq__bound before = liq__bind(st, loop->variable, val_nil());
  buf_lit(st->out, "<tr class=\"row1\">\n");
  for (size_t i = 0; i < items.count; i++) {
    liq__slot_for(st, loop->variable)->inner = liq__item(&items, i);
    if (!step(st)) break;
    buf_printf(st->out, "<td class=\"col%zu\">", value->col);
    flow = liq__run_ops(st, at + 1, op->end);
    buf_lit(st->out, "</td>");
    if (!goes_on(&flow)) break;
    next_column(value, st->out);
  }
  buf_lit(st->out, "</tr>\n");
  liq__unbind(st, before);
  liq__unbind(st, tablerowloop);
  st->depth--;
  return flow;
}

/* A cycle's counter goes by its name's kind and text, or by its values. */
static bool cycle_key(liq__state *st, const liq__cycle *cycle, sv *key) {
  val v;
  *key = cycle->key;
  if (!cycle->group) return true;
  if (!liq__eval(st, cycle->group, &v)) return false;
  *key = arena_printf(st->run->scratch, "\n%d %.*s", val_is_text(v) ? VAL_STR : v.kind,
                      SV_ARG(liq_text(st->run->scratch, v)));
  return true;
}

bool liq__run_cycle(liq__state *st, const liq__cycle *cycle) {
  sv key;
  bool fresh;
  if (!cycle_key(st, cycle, &key)) return false;
  map_entry *entry = map_entry_for(st->run->scratch, &st->frame->cycles, key, &fresh);
  size_t number = fresh ? 0 : *(size_t *)entry->value;
  if (fresh) entry->value = arena_new(st->run->scratch, size_t);
  size_t *next = entry->value;
  val v = val_nil();
  if (number < cycle->count && !liq__eval(st, cycle->values[number], &v)) return false;
  liq__print(st, v);
  *next = number + 1 >= cycle->count ? 0 : number + 1;
  return true;
}
