/* The memory of libcmark's trees. Its allocator has no argument that says for whom it works, so
 * each thread remembers the arena of the text it is in; a tree is let go with the arena, not node
 * by node. */
#include "base/oom.h"
#include "markdown/internal.h"

static _Thread_local arena *current;

enum { HEAD = _Alignof(max_align_t) }; /* before each piece: how long it is */

static size_t *length_of(void *piece) {
  return (size_t *)(void *)((char *)piece - HEAD);
}

static void *take(size_t size) {
  if (size > SIZE_MAX - HEAD) oom_abort(size);
  char *piece = (char *)arena_alloc(current, HEAD + size) + HEAD;
  *length_of(piece) = size;
  return piece;
}

static void *take_zeros(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) oom_abort(SIZE_MAX);
  return memset(take(count * size), 0, count * size);
}

/* What was taken last can grow where it is: most buffers do. */
static void *take_again(void *piece, size_t size) {
  if (!piece) return take(size);
  size_t before = *length_of(piece);
  if (size <= before) return piece;
  bool last = (char *)piece + before == current->next;
  if (last && size - before <= (size_t)(current->end - current->next)) {
    current->next += size - before;
    *length_of(piece) = size;
    return piece;
  }
  return memcpy(take(size), piece, before);
}

static void give_back(void *piece) {
  if (piece && (char *)piece + *length_of(piece) == current->next) {
    current->next = (char *)piece - HEAD;
  }
}

cmark_mem md__memory = {take_zeros, take_again, give_back};

arena *md__use_memory(arena *tree) {
  arena *before = current;
  current = tree;
  return before;
}

cmark_node *md__parse(sv text) {
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &md__memory);
  cmark_parser_feed(parser, text.at, text.len);
  cmark_node *root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return root;
}
