/* What the conformance suites share: files of cases, and the count of what passed. */
#ifndef PAMPHLET_TESTS_SUITE_H
#define PAMPHLET_TESTS_SUITE_H

#include <stdio.h>

#include "base/buf.h"
#include "value/node.h"

typedef struct tally {
  size_t passed, failed;
} tally;

static inline bool read_file(const char *path, buf *out) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  char block[65536];
  size_t len;
  while ((len = fread(block, 1, sizeof block, file)) > 0) buf_add(out, sv_make(block, len));
  bool good = !ferror(file);
  fclose(file);
  return good;
}

static inline sv text_at(const node *object, sv key) {
  const node *n = node_get(object, key);
  return n && n->kind == NODE_SCALAR ? n->as.scalar.text : SV("");
}

#endif
