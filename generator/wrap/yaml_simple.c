/* libyaml makes a token and an event of everything and counts its columns; for the few lines above
 * an article that is half of all the work to read them. Here is the part of YAML in which there is
 * nothing to weigh: each value on its line, and no sign that could be read in two ways. */
#include "wrap/yaml_simple.h"

#include "base/span.h"
#include "base/vec.h"
#include "wrap/yaml_scalar.h"

enum { DEEPEST = 4, MOST_NAMES = 64, LONGEST_NAME = 64, LONGEST_TEXT = 64 * 1024 };

typedef struct reader {
  arena *a;
  sv text;
  size_t offset; /* of the text in its file */
  size_t at;
  int indent; /* of the line, from its beginning to `at`; -1: the end */
  unsigned depth;
} reader;

static char here(const reader *r) {
  return r->at < r->text.len ? r->text.at[r->at] : '\n';
}

static char behind(const reader *r) {
  return r->at + 1 < r->text.len ? r->text.at[r->at + 1] : '\n';
}

static bool is_word(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

/* To the next line with something in it, behind its blanks. False: this one goes on. */
static bool next_line(reader *r) {
  if (here(r) != '\n') return false;
  while (r->at < r->text.len && here(r) == '\n') r->at++;
  size_t start = r->at;
  while (r->at < r->text.len && here(r) == ' ') r->at++;
  r->indent = start < r->text.len ? (int)(r->at - start) : -1;
  return true;
}

static node *node_from(const reader *r, node_kind kind, size_t from) {
  node *n = arena_new(r->a, node);
  n->kind = kind;
  n->offset = r->offset + from;
  return n;
}

static node *scalar(reader *r, size_t from, sv inside, bool quoted) {
  node *n = node_from(r, NODE_SCALAR, from);
  n->length = r->at - from;
  n->as.scalar.text = arena_dup(r->a, inside);
  n->as.scalar.quoted = quoted;
  n->as.scalar.plain = quoted ? val_str(n->as.scalar.text) : yaml__plain_value(n->as.scalar.text);
  return n;
}

/* Bytes of a letter beyond ASCII that YAML takes for nothing else: U+00C0 to U+07FF; dashes, curly
 * quotes and points. 0: none of them. */
static size_t letter_length(const reader *r) {
  sv rest = sv_skip(r->text, r->at);
  unsigned char lead = rest.len ? (unsigned char)rest.at[0] : 0;
  if (lead >= 0xC3 && lead <= 0xDF && rest.len > 1) return 2;
  bool sign = sv_starts(rest, SV("\xE2\x80")) && rest.len > 2 &&
              (unsigned char)rest.at[2] >= 0x90 && (unsigned char)rest.at[2] <= 0xA7;
  return sign ? 3 : 0;
}

static bytes16 is_no_word(bytes16 b) {
  bytes16 lower = b | 0x20;
  return (bytes16) ~(((bytes16)(lower - 'a') < 26) | ((bytes16)(b - '0') < 10) | (b == ' '));
}

/* Passes over words, such letters, and these signs. */
static void pass(reader *r, const char *signs) {
  for (size_t length = 0;; r->at += length) {
    r->at = span_until(r->text, r->at, is_no_word);
    if (r->at == r->text.len) return;
    char c = here(r);
    length = c && strchr(signs, c) ? 1 : letter_length(r);
    if (!length) return;
  }
}

/* Words in no quotes. A colon parts a name from its value only in front of a blank; within a list
 * it is best left to libyaml. */
static node *plain(reader *r, const char *signs, bool colons) {
  size_t from = r->at;
  if (!is_word(here(r))) return NULL;
  pass(r, signs);
  while (colons && here(r) == ':' && behind(r) != ' ' && behind(r) != '\n') {
    r->at++;
    pass(r, signs);
  }
  if (r->text.at[r->at - 1] == ' ') return NULL;
  return scalar(r, from, sv_make(r->text.at + from, r->at - from), false);
}

static node *quoted(reader *r) {
  size_t from = r->at++;
  char quote = r->text.at[from];
  pass(r, quote == '"' ? ":,.;!?()/&%+=_-#'" : ":,.;!?()/&%+=_-#\"");
  if (r->at == r->text.len || here(r) != quote || behind(r) != '\n') return NULL;
  r->at++;
  return scalar(r, from, sv_make(r->text.at + from + 1, r->at - from - 2), true);
}

typedef VEC(node *) node_list;

static node *list_of(reader *r, node *n, const node_list *items) {
  n->as.list.count = items->len;
  n->as.list.items = arena_alloc(r->a, items->len * sizeof(node *));
  if (items->len) memcpy(n->as.list.items, items->at, items->len * sizeof(node *));
  return n;
}

/* "[one, two]" */
static node *flow(reader *r) {
  node *n = node_from(r, NODE_LIST, r->at);
  node_list items = {0};
  do {
    r->at++;
    while (here(r) == ' ') r->at++;
    node *item = plain(r, ".-_/()&+'", false);
    if (!item) return NULL;
    vec_push(r->a, &items, item);
  } while (here(r) == ',');
  if (here(r) != ']' || behind(r) != '\n') return NULL;
  r->at++;
  n->length = r->offset + r->at - n->offset;
  return list_of(r, n, &items);
}

/* A value that is on the rest of its line. */
static node *in_line(reader *r) {
  switch (here(r)) {
    case '"':
    case '\'': return quoted(r);
    case '[': return flow(r);
    default: return plain(r, ",.;!?()/&%+=_-'\"", true);
  }
}

/* Up to the end of the last that is in it. */
static node *ends_with(node *n, const node *last) {
  n->length = last->offset + last->length - n->offset;
  return n;
}

static node *names(reader *r, int column);

/* Whether a name with its colon starts here. */
static bool is_name(const reader *r, size_t *end) {
  size_t at = r->at;
  while (at < r->text.len && (is_word(r->text.at[at]) || strchr("_-", r->text.at[at]))) at++;
  *end = at;
  bool letter = (here(r) | 32) >= 'a' && (here(r) | 32) <= 'z';
  return letter && at - r->at <= LONGEST_NAME && at + 1 < r->text.len && r->text.at[at] == ':' &&
         strchr(" \n", r->text.at[at + 1]);
}

/* Lines that begin with a hyphen in one column. */
static node *items(reader *r, int column) {
  node *n = node_from(r, NODE_LIST, r->at);
  node_list all = {0};
  do {
    size_t end;
    if (behind(r) != ' ') return NULL;
    r->at += 2;
    bool has_names = is_name(r, &end);
    node *item = has_names ? names(r, column + 2) : in_line(r);
    if (!item || (!has_names && !next_line(r))) return NULL;
    vec_push(r->a, &all, item);
  } while (r->indent == column && here(r) == '-');
  return list_of(r, ends_with(n, all.at[all.len - 1]), &all);
}

/* What stands on the lines below a name in that column. */
static node *below(reader *r, int column) {
  if (!next_line(r) || r->depth >= DEEPEST) return NULL;
  r->depth++;
  node *n = NULL;
  if (r->indent >= column && here(r) == '-') {
    n = items(r, r->indent);
  } else if (r->indent > column) {
    n = names(r, r->indent);
  }
  r->depth--;
  return n;
}

static node *value_of(reader *r, int column) {
  if (here(r) == '\n') return below(r, column);
  while (here(r) == ' ') r->at++;
  node *n = in_line(r);
  return n && next_line(r) ? n : NULL;
}

/* Pairs of name and value, each name in that column. */
static node *names(reader *r, int column) {
  node *n = node_from(r, NODE_MAP, r->at);
  VEC(node_pair) pairs = {0};
  do {
    size_t from = r->at, end;
    if (!is_name(r, &end) || pairs.len == MOST_NAMES) return NULL;
    sv name = sv_make(r->text.at + from, end - from);
    for (size_t i = 0; i < pairs.len; i++) {
      if (sv_same_name(pairs.at[i].key, name)) return NULL;
    }
    r->at = end + 1;
    node *value = value_of(r, column);
    if (!value) return NULL;
    node_pair pair = {arena_dup(r->a, name), r->offset + from, name.len, value};
    vec_push(r->a, &pairs, pair);
  } while (r->indent == column);
  n->as.map.count = pairs.len;
  n->as.map.pairs = pairs.at;
  return ends_with(n, pairs.at[pairs.len - 1].value);
}

node *yaml__simple(arena *a, sv text, size_t offset) {
  reader r = {.a = a, .text = text, .offset = offset};
  if (text.len > LONGEST_TEXT) return NULL;
  if (sv_starts(text, SV("---\n"))) r.at = sizeof "---" - 1;
  if (r.at && !next_line(&r)) return NULL;
  arena_mark mark = arena_here(a);
  node *n = r.indent == 0 ? names(&r, 0) : NULL;
  if (n && r.indent < 0) return n;
  arena_rewind(a, mark);
  return NULL;
}
