#include "wrap/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "wrap/json_error.h"

/* libcjson keeps no positions and forgives a few things; so its tree and the text are walked
 * in step, the text for places and what is wrong, the tree for texts with their escapes
 * undone. Since libcjson accepted the text, its structure can be relied on. */
typedef struct walker {
  arena *a;
  arena scratch;
  sv file, text;
  size_t offset;         /* of the text in the file */
  size_t at;             /* in the text */
  size_t counted, lines; /* line ends in the first `counted` bytes */
  diag_sink *sink;
} walker;

static diag *report(walker *w, diag_code code, size_t from, size_t to, const char *message) {
  return diag_add(w->sink, code, diag_at(w->file, w->offset + from, to - from), "%s", message);
}

static char here(const walker *w) {
  return w->at < w->text.len ? w->text.at[w->at] : '\0';
}

/* Past white space; libcjson takes every control character for some. */
static bool skip_space(walker *w) {
  while (w->at < w->text.len && (unsigned char)w->text.at[w->at] <= ' ') {
    if (!strchr(" \t\r\n", w->text.at[w->at]) || w->text.at[w->at] == '\0') {
      report(w, DIAG_YM001, w->at, w->at + 1, "an invisible control character");
      return false;
    }
    w->at++;
  }
  return true;
}

/* Past a text in quotes. */
static bool skip_string(walker *w) {
  size_t from = w->at++;
  while (w->at < w->text.len && here(w) != '"') {
    size_t start = w->at;
    sv rest = sv_skip(w->text, start);
    if (sv_starts(rest, SV("\\u0000"))) {
      report(w, DIAG_YM001, start, start + 6, "a text cannot hold a NUL");
      return false;
    }
    if ((unsigned char)here(w) < ' ') {
      diag *d =
          report(w, DIAG_YM001, start, start + 1, "a line break or control character in a text");
      diag_hint(d, "write \\n for a line break, \\t for a tab");
      return false;
    }
    w->at += here(w) == '\\' ? 2 : 1;
  }
  if (w->at < w->text.len) w->at++;
  return w->at > from;
}

static node *new_scalar(walker *w, size_t from, sv text, val plain, bool quoted) {
  node *n = arena_new(w->a, node);
  n->kind = NODE_SCALAR;
  n->offset = w->offset + from;
  n->length = w->at - from;
  n->as.scalar.text = text;
  n->as.scalar.plain = plain;
  n->as.scalar.quoted = quoted;
  return n;
}

static node *string(walker *w, const cJSON *item) {
  size_t from = w->at;
  if (!skip_string(w)) return NULL;
  sv text = arena_dup(w->a, sv_of(item->valuestring));
  return new_scalar(w, from, text, val_str(text), true);
}

/* Past a run of digits; false where there is none. */
static bool skip_digits(sv text, size_t *at) {
  size_t from = *at;
  while (*at < text.len && text.at[*at] >= '0' && text.at[*at] <= '9') ++*at;
  return *at > from;
}

/* RFC 8259, section 6: no plus sign, no leading zero, digits on both sides of the point. */
static bool is_number(sv text, bool *whole) {
  size_t at = sv_starts(text, SV("-")), from = at;
  if (!skip_digits(text, &at) || (text.at[from] == '0' && at > from + 1)) return false;
  *whole = at == text.len;
  if (at < text.len && text.at[at] == '.') {
    at++;
    if (!skip_digits(text, &at)) return false;
  }
  if (at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
    at++;
    if (at < text.len && (text.at[at] == '-' || text.at[at] == '+')) at++;
    if (!skip_digits(text, &at)) return false;
  }
  return at == text.len;
}

static node *number(walker *w, const cJSON *item) {
  size_t from = w->at;
  while (here(w) && strchr("0123456789+-.eE", here(w))) w->at++;
  sv text = sv_make(w->text.at + from, w->at - from);
  bool whole;
  long long integer;
  if (!is_number(text, &whole)) {
    diag *d = report(w, DIAG_YM001, from, w->at, "not a number as JSON writes it");
    diag_hint(d,
              "no + and no 0 in front, and digits on both sides of the point; or put it in quotes");
    return NULL;
  }
  val plain =
      whole && sv_to_long(text, &integer) ? val_int(integer) : val_decimal(item->valuedouble);
  return new_scalar(w, from, arena_dup(w->a, text), plain, false);
}

static node *word(walker *w, const cJSON *item) {
  size_t from = w->at;
  while (here(w) >= 'a' && here(w) <= 'z') w->at++;
  sv text = arena_dup(w->a, sv_make(w->text.at + from, w->at - from));
  val plain = cJSON_IsNull(item) ? val_nil() : val_bool(cJSON_IsTrue(item));
  return new_scalar(w, from, text, plain, false);
}

static node *value(walker *w, const cJSON *item, unsigned depth);

static node *array(walker *w, const cJSON *item, unsigned depth) {
  VEC(node *) items = {0};
  node *n = arena_new(w->a, node);
  n->kind = NODE_LIST;
  size_t from = w->at++;
  for (const cJSON *child = item->child; child; child = child->next) {
    node *one = value(w, child, depth + 1);
    if (!one || !skip_space(w)) return NULL;
    vec_push(&w->scratch, &items, one);
    w->at += here(w) == ',';
  }
  if (!skip_space(w)) return NULL;
  w->at++;
  n->offset = w->offset + from;
  n->length = w->at - from;
  n->as.list.count = items.len;
  n->as.list.items = arena_alloc(w->a, items.len * sizeof(node *));
  if (items.len) memcpy(n->as.list.items, items.at, items.len * sizeof(node *));
  return n;
}

/* The line of the place reached. */
static size_t line_here(walker *w) {
  for (; w->counted < w->at; w->counted++) w->lines += w->text.at[w->counted] == '\n';
  return w->lines + 1;
}

static void report_twice(walker *w, size_t line, const node_pair *pair) {
  diag *d = diag_add(w->sink, DIAG_YM002, diag_at(w->file, pair->key_offset, pair->key_length),
                     "\"%.*s\" stands twice; the first is on line %zu", SV_ARG(pair->key), line);
  diag_hint(d, "keep one of the two");
}

/* A member's name, colon and value. */
static bool read_member(walker *w, const cJSON *item, unsigned depth, node_pair *pair) {
  size_t from = w->at;
  if (!skip_string(w)) return false;
  *pair = (node_pair){arena_dup(w->a, sv_of(item->string)), w->offset + from, w->at - from, NULL};
  if (!skip_space(w)) return false;
  w->at++; /* the colon */
  pair->value = value(w, item, depth + 1);
  return pair->value && skip_space(w);
}

static node *object(walker *w, const cJSON *item, unsigned depth) {
  VEC(node_pair) pairs = {0};
  map seen = {0};
  node *n = arena_new(w->a, node);
  n->kind = NODE_MAP;
  size_t from = w->at++;
  for (const cJSON *child = item->child; child; child = child->next) {
    node_pair pair;
    bool fresh;
    if (!skip_space(w)) return NULL;
    size_t line = line_here(w);
    if (!read_member(w, child, depth, &pair)) return NULL;
    map_entry *entry = map_entry_for(&w->scratch, &seen, pair.key, &fresh);
    if (fresh) {
      size_t *kept = arena_new(&w->scratch, size_t);
      *kept = line;
      entry->value = kept;
      vec_push(&w->scratch, &pairs, pair);
    } else {
      report_twice(w, *(const size_t *)entry->value, &pair);
    }
    w->at += here(w) == ',';
  }
  if (!skip_space(w)) return NULL;
  w->at++;
  n->offset = w->offset + from;
  n->length = w->at - from;
  n->as.map.count = pairs.len;
  n->as.map.pairs = arena_alloc(w->a, pairs.len * sizeof(node_pair));
  if (pairs.len) memcpy(n->as.map.pairs, pairs.at, pairs.len * sizeof(node_pair));
  return n;
}

static node *value(walker *w, const cJSON *item, unsigned depth) {
  if (!skip_space(w)) return NULL;
  if (depth > LIMIT_DATA_DEPTH) {
    diag_add(w->sink, DIAG_YM003, diag_at(w->file, w->offset + w->at, 1),
             "values nested more than %u deep", LIMIT_DATA_DEPTH);
    return NULL;
  }
  if (cJSON_IsString(item)) return string(w, item);
  if (cJSON_IsNumber(item)) return number(w, item);
  if (cJSON_IsArray(item)) return array(w, item, depth);
  if (cJSON_IsObject(item)) return object(w, item, depth);
  return word(w, item);
}

static node *document(walker *w, const cJSON *tree) {
  node *root = value(w, tree, 0);
  if (!root || !skip_space(w)) return NULL;
  if (w->at == w->text.len) return root;
  diag *d = report(w, DIAG_YM001, w->at, w->text.len, "text after the end of the JSON");
  diag_hint(d, "a file holds one value: remove what stands after its last bracket");
  return NULL;
}

node *json_parse(arena *a, sv file, sv text, size_t offset, diag_sink *sink) {
  walker w = {.a = a, .file = file, .text = text, .offset = offset, .sink = sink};
  if (sv_starts(text, UTF8_BOM)) {
    w.text = sv_skip(text, UTF8_BOM.len);
    w.offset += UTF8_BOM.len;
  }
  const char *end = w.text.at;
  cJSON *tree = cJSON_ParseWithLengthOpts(w.text.at, w.text.len, &end, false);
  if (!tree) {
    size_t at = w.text.len && end ? (size_t)(end - w.text.at) : 0;
    json__explain(w.file, w.text, w.offset, at, sink);
    return NULL;
  }
  arena_init(&w.scratch, 4096);
  node *root = document(&w, tree);
  arena_free(&w.scratch);
  cJSON_Delete(tree);
  return root;
}

size_t json_object_length(sv text) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (in_string) {
      if (c == '\\') i++;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      depth++;
    } else if (c == '}' && depth > 0 && --depth == 0) {
      return i + 1;
    }
  }
  return 0;
}
