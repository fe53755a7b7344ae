#include "wrap/yaml_rescue.h"

#include "base/vec.h"
#include "diag/diag.h"
#include "wrap/yaml.h"

typedef struct rescue {
  arena *a;
  sv file, text;
  size_t offset;
  diag_sink *unheard;
  VEC(node_pair) pairs;
  sv_list missing;
} rescue;

static bool is_name_char(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Blanks, the items of a list and closing brackets belong to the name above them. */
static bool begins_name(sv line) {
  return line.len && (is_name_char(line.at[0]) || strchr("\"'", line.at[0])) && line.at[0] != '-';
}

/* The name at the start of a text, in quotes or not. */
static sv name_of(sv text) {
  if (text.len && strchr("\"'", text.at[0])) text = sv_skip(text, 1);
  size_t len = 0;
  while (len < text.len && is_name_char(text.at[len])) len++;
  return sv_first(text, len);
}

static bool has_pair(const rescue *r, sv key) {
  for (size_t i = 0; i < r->pairs.len; i++) {
    if (sv_eq(r->pairs.at[i].key, key)) return true;
  }
  return false;
}

static void read_part(rescue *r, size_t from, size_t to) {
  sv part = sv_make(r->text.at + from, to - from);
  if (!begins_name(part)) return;
  const node *n = yaml_parse(r->a, r->file, part, r->offset + from, r->unheard);
  if (!n || n->kind != NODE_MAP) {
    vec_push(r->a, &r->missing, arena_dup(r->a, name_of(part)));
    return;
  }
  for (size_t i = 0; i < n->as.map.count; i++) {
    if (!has_pair(r, n->as.map.pairs[i].key)) vec_push(r->a, &r->pairs, n->as.map.pairs[i]);
  }
}

node *yaml_rescue(arena *a, sv file, sv text, size_t offset, node_gaps *gaps) {
  rescue r = {a, file, text, offset, diag_sink_new(), {0}, {0}};
  sv rest = text, line = {NULL, 0};
  size_t from = 0;
  while (sv_line(&rest, &line)) {
    size_t at = (size_t)(line.at - text.at);
    if (!begins_name(line)) continue;
    read_part(&r, from, at);
    from = at;
  }
  read_part(&r, from, text.len);
  diag_sink_free(r.unheard);
  *gaps = (node_gaps){.all = !r.pairs.len, .names = r.missing};
  if (gaps->all) return NULL;
  node *map = arena_new(a, node);
  *map = (node){.kind = NODE_MAP, .offset = offset, .length = text.len};
  map->as.map.pairs = r.pairs.at;
  map->as.map.count = r.pairs.len;
  return map;
}
