#include "model/front_matter_set.h"

#include "base/buf.h"
#include "model/front_matter.h"

/* A file under change. */
typedef struct edit {
  arena *a;
  sv text;
  front_matter parts;
  const new_field *field;
} edit;

static bool split(arena *a, sv text, front_matter *out) {
  diag_sink *unheard = diag_sink_new(); /* who can read the file has been told by its page */
  bool good = front_matter_split(a, SV(""), text, unheard, out);
  diag_sink_free(unheard);
  return good;
}

static bool is_flow(const edit *e) {
  return e->text.at[e->parts.root->offset] == '{';
}

static size_t end_of(const node *n) {
  return n->offset + n->length;
}

/* Letters, digits and signs that YAML takes for a text or a date and for nothing else. */
static bool is_plain(sv value) {
  static const char *const others[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  bool letters = false;
  for (size_t i = 0; i < value.len; i++) {
    char c = value.at[i];
    bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    if (!letter && !digit && (i == 0 || (c != '-' && c != '_'))) return false;
    letters = letters || letter;
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (sv_is(value, others[i])) return false;
  }
  bool is_day = value.len == 10 && value.at[4] == '-' && value.at[7] == '-';
  return letters ? value.at[0] > '9' : is_day;
}

static void put_value(const edit *e, sv value, char quote, buf *out) {
  if (!quote && e->parts.json) quote = '"';
  if (!quote && !is_plain(value)) quote = '\'';
  if (quote) buf_byte(out, quote);
  buf_add(out, value);
  if (quote) buf_byte(out, quote);
}

static void put_values(const edit *e, bool list, char quote, buf *out) {
  const new_field *f = e->field;
  list = list || f->count != 1;
  if (list) buf_byte(out, '[');
  for (size_t i = 0; i < f->count; i++) {
    if (i) buf_add(out, SV(", "));
    put_value(e, f->values[i], quote, out);
  }
  if (list) buf_byte(out, ']');
}

/* The stretch of the file that the value takes: behind the colon for a block list, which begins on
 * a line of its own. False: it stands elsewhere, since an alias does. */
static bool stretch_of(const edit *e, const node_pair *pair, size_t *from, size_t *to, bool *own) {
  size_t colon = sv_find_byte(e->text, ':', pair->key_offset + pair->key_length);
  const node *n = pair->value;
  if (colon == SV_NONE || colon >= e->parts.body) return false;
  *own = false;
  if (n->length == 0) {
    *from = *to = colon + 1;
    return true;
  }
  if (n->offset <= colon) return false;
  for (size_t i = colon + 1; i < n->offset; i++) {
    if (!strchr(" \t\r\n", e->text.at[i])) return false;
  }
  bool block = n->kind != NODE_SCALAR && !strchr("[{", e->text.at[n->offset]);
  *from = block ? colon + 1 : n->offset;
  *to = end_of(n);
  *own = !block;
  return true;
}

static bool change(const edit *e, const node_pair *pair, buf *out) {
  size_t from, to;
  bool own;
  if (!stretch_of(e, pair, &from, &to, &own)) return false;
  char first = own ? e->text.at[from] : ' ';
  char quote = first == '"' || first == '\'' ? first : '\0';
  buf_add(out, sv_first(e->text, from));
  if (!own) buf_byte(out, ' ');
  put_values(e, first == '[', quote, out);
  buf_add(out, sv_skip(e->text, to));
  return true;
}

/* The field that the new one goes behind: one of the names, else the last. NULL: there is none. */
static const node_pair *place_for(const edit *e, const char *after) {
  const node *root = e->parts.root;
  sv rest = sv_of(after), name;
  while (sv_split(&rest, ' ', &name)) {
    const node_pair *pair = node_pair_of(root, name);
    if (pair && end_of(pair->value) > pair->key_offset) return pair;
  }
  const node_pair *last = NULL;
  for (size_t i = 0; i < root->as.map.count; i++) {
    const node_pair *pair = &root->as.map.pairs[i];
    if (end_of(pair->value) > pair->key_offset) last = pair;
  }
  return last;
}

/* The blanks before a key that begins its line; `begins` false where something else does. */
static sv indent_of(const edit *e, const node_pair *pair, bool *begins) {
  size_t from = pair->key_offset;
  while (from && (e->text.at[from - 1] == ' ' || e->text.at[from - 1] == '\t')) from--;
  *begins = from && e->text.at[from - 1] == '\n';
  return sv_make(e->text.at + from, pair->key_offset - from);
}

static sv line_end(const edit *e) {
  size_t at = sv_find_byte(e->text, '\n', 0);
  return at != SV_NONE && at && e->text.at[at - 1] == '\r' ? SV("\r\n") : SV("\n");
}

/* `, "name": value` behind a value within braces, on a line of its own where the others are. */
static void add_in_braces(const edit *e, const node_pair *behind, buf *out) {
  size_t at = end_of(behind->value);
  bool begins;
  sv indent = indent_of(e, behind, &begins);
  buf_add(out, sv_first(e->text, at));
  buf_byte(out, ',');
  if (begins) {
    buf_add(out, line_end(e));
    buf_add(out, indent);
  } else {
    buf_byte(out, ' ');
  }
  buf_printf(out, e->parts.json ? "\"%.*s\": " : "%.*s: ", SV_ARG(e->field->name));
  put_values(e, false, '\0', out);
  buf_add(out, sv_skip(e->text, at));
}

/* A line of its own below that of a value. */
static void add_line(const edit *e, const node_pair *behind, buf *out) {
  bool begins;
  sv indent = indent_of(e, behind, &begins);
  size_t at = sv_find_byte(e->text, '\n', end_of(behind->value));
  buf_add(out, sv_first(e->text, at + 1));
  buf_printf(out, "%.*s%.*s: ", SV_ARG(indent), SV_ARG(e->field->name));
  put_values(e, false, '\0', out);
  buf_add(out, line_end(e));
  buf_add(out, sv_skip(e->text, at + 1));
}

static bool add(const edit *e, const char *after, buf *out) {
  const node_pair *behind = place_for(e, after);
  if (!behind) return false;
  if (is_flow(e)) {
    add_in_braces(e, behind, out);
  } else {
    add_line(e, behind, out);
  }
  return true;
}

static bool is_same(const node *a, const node *b) {
  if (!a || !b || a->kind != b->kind) return false;
  if (a->kind == NODE_SCALAR) {
    return a->as.scalar.quoted == b->as.scalar.quoted &&
           sv_eq(a->as.scalar.text, b->as.scalar.text);
  }
  if (a->kind == NODE_LIST) {
    bool same = a->as.list.count == b->as.list.count;
    for (size_t i = 0; same && i < a->as.list.count; i++) {
      same = is_same(a->as.list.items[i], b->as.list.items[i]);
    }
    return same;
  }
  bool same = a->as.map.count == b->as.map.count;
  for (size_t i = 0; same && i < a->as.map.count; i++) {
    same = is_same(a->as.map.pairs[i].value, node_get(b, a->as.map.pairs[i].key));
  }
  return same;
}

static bool says(const node *n, const new_field *f) {
  if (!n) return false;
  if (n->kind == NODE_SCALAR) return f->count == 1 && sv_eq(n->as.scalar.text, f->values[0]);
  if (n->kind != NODE_LIST || n->as.list.count != f->count) return false;
  for (size_t i = 0; i < f->count; i++) {
    const node *item = n->as.list.items[i];
    if (item->kind != NODE_SCALAR || !sv_eq(item->as.scalar.text, f->values[i])) return false;
  }
  return true;
}

/* Read again, the file says what it said, with the field as wanted. */
static bool is_right(const edit *e, sv made) {
  front_matter parts;
  if (!split(e->a, made, &parts)) return false;
  if (!sv_eq(sv_skip(e->text, e->parts.body), sv_skip(made, parts.body))) return false;
  const node *before = e->parts.root, *now = parts.root;
  size_t more = node_get(before, e->field->name) ? 0 : 1;
  bool right = now->as.map.count == before->as.map.count + more;
  for (size_t i = 0; right && i < before->as.map.count; i++) {
    const node_pair *pair = &before->as.map.pairs[i];
    right = sv_eq(pair->key, e->field->name) || is_same(pair->value, node_get(now, pair->key));
  }
  return right && says(node_get(now, e->field->name), e->field);
}

bool front_matter_set(arena *a, sv text, const new_field *field, const char *after, sv *out) {
  edit e = {.a = a, .text = text, .field = field};
  if (!split(a, text, &e.parts) || e.parts.root->kind != NODE_MAP) return false;
  buf made = BUF_EMPTY;
  const node_pair *pair = node_pair_of(e.parts.root, field->name);
  bool good = pair ? change(&e, pair, &made) : add(&e, after, &made);
  if (good) *out = arena_dup(a, buf_sv(&made));
  buf_free(&made);
  return good && is_right(&e, *out);
}
