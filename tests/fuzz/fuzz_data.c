/* Fuzz target for what people type into front matter, settings and data files: the first byte
 * picks the reader, the rest is the file. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "model/front_matter.h"
#include "model/records.h"
#include "wrap/json.h"
#include "wrap/yaml.h"

static void check_places(const node *n, size_t size) {
  if (n->offset > size || n->length > size - n->offset) abort();
}

/* Everything that a reader can reach, with every message printed. */
static void read_all(unsigned pick, sv text, arena *a, diag_sink *sink) {
  sv file = SV("content/articles/2026-01-02-x.es.md");
  settings s;
  settings_read(a, SV("content/site.yaml"), NULL, SV("https://x.example/a"), sink, &s);
  diag_source_text(sink, file, text);
  node *root = NULL;
  if (pick == 0) {
    front_matter parts;
    front_matter_split(a, file, text, sink, &parts);
    if (parts.body > text.len) abort();
    root = parts.root;
  } else {
    root = pick == 1 ? json_parse(a, file, text, 0, sink) : yaml_parse(a, file, text, 0, sink);
  }
  if (!root) return;
  check_places(root, text.len);
  page_file named = {file, sv_skip(file, 8), SV("content/articles/_index.md")};
  page_read(a, a, &s, &named, root, root, sink);
  settings_read(a, file, root, SV(""), sink, &s);
  page_comment comment;
  placed said;
  comment_read(a, &s, file, root, sink, &comment, &said);
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out, .in_html = true};
  json_value(&w, node_val(a, root), a);
  if (!json_parse(a, SV("again"), buf_sv(&out), 0, sink)) abort();
  buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  sv text = sv_make((const char *)data + 1, size - 1);
  if (utf8_invalid(text) != SV_NONE || sv_find_byte(text, '\0', 0) != SV_NONE) return 0;
  arena a = {0};
  diag_sink *sink = diag_sink_new();
  read_all(data[0] % 3, text, &a, sink);
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) {
    diag_print(sink, nowhere, (diag_print_options){0});
    fclose(nowhere);
  }
  diag_sink_free(sink);
  arena_free(&a);
  return 0;
}
