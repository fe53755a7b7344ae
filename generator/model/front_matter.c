#include "model/front_matter.h"

#include "base/utf8.h"
#include "wrap/json.h"
#include "wrap/yaml.h"

static bool is_fence(sv line) {
  while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t')) line.len--;
  return sv_is(line, "---");
}

static bool is_closing_fence(sv line) {
  return is_fence(line) || (sv_starts(line, SV("...")) && sv_trim(line).len == 3);
}

static node *empty_map(arena *a, size_t offset) {
  node *n = arena_new(a, node);
  n->kind = NODE_MAP;
  n->offset = offset;
  return n;
}

/* Fields, and not a text or a list. */
static node *as_map(arena *a, sv file, sv text, node *root, diag_sink *sink) {
  if (!root || root->kind == NODE_MAP) return root;
  if (root->kind == NODE_SCALAR && root->as.scalar.plain.kind == VAL_NIL) {
    return empty_map(a, root->offset);
  }
  diag *d =
      diag_add(sink, DIAG_YM001, diag_at(file, root->offset, root->length),
               "front matter is lines of \"name: value\", but this is %s", node_kind_name(root));
  sv rest = sv_skip(text, root->offset), line = {NULL, 0};
  sv_line(&rest, &line);
  size_t colon = sv_find_byte(line, ':', 0);
  if (root->kind == NODE_SCALAR && colon != SV_NONE && colon > 0 && colon + 1 < line.len) {
    diag_hint(d, "put a space after the colon: %.*s: %.*s", SV_ARG(sv_first(line, colon)),
              SV_ARG(sv_skip(line, colon + 1)));
  } else {
    diag_hint(d, "as in title: What to expect from an epidural");
  }
  return NULL;
}

static bool report_open(sv file, size_t start, size_t length, const char *hint, diag_sink *sink) {
  diag *d =
      diag_add(sink, DIAG_YM004, diag_at(file, start, length), "the front matter is never closed");
  diag_hint(d, "%s", hint);
  return false;
}

static bool split_yaml(arena *a, sv file, sv text, size_t start, diag_sink *sink,
                       front_matter *out) {
  sv rest = sv_skip(text, start), line;
  sv_line(&rest, &line);
  sv fence = line;
  for (;;) {
    size_t at = text.len - rest.len;
    if (!sv_line(&rest, &line)) break;
    if (!is_closing_fence(line)) continue;
    out->body = text.len - rest.len;
    /* From the first fence on, which YAML reads as the start of a document, so that a line
     * number in a message is one of the file. */
    node *root = yaml_parse(a, file, sv_make(text.at + start, at - start), start, sink);
    out->root = as_map(a, file, text, root, sink);
    return out->root != NULL;
  }
  out->body = text.len;
  return report_open(file, start, fence.len, "put a line with --- below the last field", sink);
}

static bool split_json(arena *a, sv file, sv text, size_t start, diag_sink *sink,
                       front_matter *out) {
  sv rest = sv_skip(text, start);
  size_t len = json_object_length(rest);
  out->json = true;
  if (len == 0) {
    out->body = text.len;
    return report_open(file, start, 1, "put a line with } below the last field", sink);
  }
  out->root = json_parse(a, file, sv_first(rest, len), start, sink);
  rest = sv_skip(rest, len);
  sv line;
  if (sv_line(&rest, &line) && sv_trim(line).len) rest = sv_skip(text, start + len);
  out->body = text.len - rest.len;
  return out->root != NULL;
}

static bool report_none(sv file, sv text, size_t start, diag_sink *sink) {
  sv rest = sv_skip(text, start), line, first = {NULL, 0};
  while (!first.len && sv_line(&rest, &line)) first = sv_trim(line);
  diag *d = diag_add(sink, DIAG_FM001, diag_at(file, start, 0), "this file has no front matter");
  if (sv_is(first, "+++")) {
    diag_hint(d,
              "write the fields as YAML between two lines of ---, as in title: What it is called");
  } else if (is_fence(first)) {
    diag_hint(d, "delete the empty lines above the first ---");
  } else if (first.len > 3 && sv_starts(first, SV("---"))) {
    diag_hint(d, "the first line must be --- and nothing else");
  } else {
    diag_hint(d, "start the file with three lines: ---, then title: What it is called, then ---");
  }
  return false;
}

bool front_matter_split(arena *a, sv file, sv text, diag_sink *sink, front_matter *out) {
  size_t start = sv_starts(text, UTF8_BOM) ? UTF8_BOM.len : 0;
  *out = (front_matter){.body = start};
  sv rest = sv_skip(text, start), line;
  if (!sv_line(&rest, &line)) return report_none(file, text, start, sink);
  if (is_fence(line)) return split_yaml(a, file, text, start, sink, out);
  if (sv_starts(line, SV("{")) && !sv_starts(line, SV("{%")) && !sv_starts(line, SV("{{"))) {
    return split_json(a, file, text, start, sink, out);
  }
  return report_none(file, text, start, sink);
}
