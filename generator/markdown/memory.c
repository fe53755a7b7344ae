/* The memory of libcmark's trees. Its allocator has no argument that says for whom it works, so
 * each thread remembers the memory of the text it is in; a tree is let go with all of it, not node
 * by node. What is given back before is taken again first: libcmark makes and drops a node for
 * every sign that could be emphasis, and a tree that stays small stays in the processor's caches.
 */
#include "base/large.h"
#include "base/oom.h"
#include "markdown/internal.h"

static _Thread_local md__memory *current;

/* Before each piece: how long it is, in steps of what libcmark's structures are aligned to. */
enum { STEP = _Alignof(void *), HEAD = sizeof(size_t) };

static size_t *length_of(void *piece) {
  return (size_t *)(void *)((char *)piece - HEAD);
}

static void *take(size_t size) {
  if (size > SIZE_MAX - HEAD - STEP) oom_abort(size);
  size = (size + STEP - 1) / STEP * STEP;
  void **given = size / STEP < MD__SIZES ? &current->given[size / STEP] : NULL;
  if (given && *given) {
    void *piece = *given;
    memcpy(given, piece, sizeof *given);
    return piece;
  }
  char *piece = arena_chars(&current->arena, HEAD + (size ? size : STEP)) + HEAD;
  *length_of(piece) = size ? size : STEP;
  return piece;
}

static void *take_zeros(size_t count, size_t size) {
  size_t all; /* told without a division: a tree takes a hundred pieces a page */
  if (__builtin_mul_overflow(count, size, &all)) oom_abort(SIZE_MAX);
  return memset(take(all), 0, all);
}

static void give_back(void *piece) {
  if (!piece) return;
  size_t size = *length_of(piece);
  if ((char *)piece + size == current->arena.next) {
    current->arena.next = (char *)piece - HEAD;
  } else if (size / STEP < MD__SIZES) {
    memcpy(piece, &current->given[size / STEP], sizeof(void *));
    current->given[size / STEP] = piece;
  }
}

/* What was taken last can grow where it is: most buffers do. */
static void *take_again(void *piece, size_t size) {
  if (!piece) return take(size);
  size_t before = *length_of(piece);
  if (size <= before) return piece;
  arena *a = &current->arena;
  bool last = (char *)piece + before == a->next;
  size_t more = size > SIZE_MAX - STEP ? size : (size - before + STEP - 1) / STEP * STEP;
  if (last && more <= (size_t)(a->end - a->next)) {
    a->next += more;
    *length_of(piece) = before + more;
    return piece;
  }
  void *larger = memcpy(take(size), piece, before);
  give_back(piece);
  return larger;
}

cmark_mem md__allocator = {take_zeros, take_again, give_back};

md__memory *md__use_memory(md__memory *tree) {
  md__memory *before = current;
  current = tree;
  return before;
}

cmark_node *md__parse(sv text) {
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &md__allocator);
  cmark_parser_feed(parser, text.at, text.len);
  cmark_node *root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return root;
}

/* A tree larger than the processor's caches comes late, and only the next node knows where the one
 * behind it is. But nodes are made in the order of the text, or in one that repeats as the text
 * does: so many steps ahead a walk is mostly as far from here as it was so many steps ago. */
void md__ask_ahead(const cmark_node *node) {
  enum { LINE = 64 }; /* bytes: three hold a node and the text behind it */
  if (current->arena.held < LARGE_PAGE / 2) return;
  uintptr_t here = (uintptr_t)node, *last = &current->trail[current->steps++ % MD__AHEAD];
  const char *there = (const char *)(here + (here - *last));
  *last = here;
  __builtin_prefetch(there);
  __builtin_prefetch(there + LINE);
  __builtin_prefetch(there + 2 * LINE);
}
