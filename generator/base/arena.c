#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/large.h"
#include "base/oom.h"

struct arena_block {
  arena_block *older;
  size_t size;
  _Alignas(max_align_t) char data[];
};

enum { DEFAULT_BLOCK = 64 * 1024 };

void arena_init(arena *a, size_t block_size) {
  *a = (arena){.block_size = block_size ? block_size : DEFAULT_BLOCK};
}

void arena_expect(arena *a, size_t bytes) {
  if (bytes >= 2 * (size_t)LARGE_PAGE) a->block_size = LARGE_PAGE - sizeof(arena_block);
}

static void free_blocks(arena *a, arena_block *from, const arena_block *until) {
  while (from != until) {
    arena_block *older = from->older;
    a->held -= from->size;
    free(from);
    from = older;
  }
}

static void use_block(arena *a, arena_block *block) {
  a->block = block;
  a->next = block ? block->data : NULL;
  a->end = block ? block->data + block->size : NULL;
}

void arena_free(arena *a) {
  free_blocks(a, a->block, NULL);
  use_block(a, NULL);
}

/* Behind the newest block, so that the one in use stays in use. */
void arena_adopt(arena *a, arena *from) {
  arena_block *oldest = from->block;
  if (!oldest) return;
  while (oldest->older) oldest = oldest->older;
  if (a->block) {
    oldest->older = a->block->older;
    a->block->older = from->block;
  } else {
    a->block = from->block;
    a->next = from->next;
    a->end = from->end;
  }
  a->held += from->held;
  from->held = 0;
  use_block(from, NULL);
}

void arena_reset(arena *a) {
  arena_block *largest = NULL;
  for (arena_block *b = a->block; b; b = b->older) {
    if (b->size <= ARENA_KEPT && (!largest || b->size > largest->size)) largest = b;
  }
  for (arena_block *b = a->block, *older; b; b = older) {
    older = b->older;
    if (b != largest) {
      a->held -= b->size;
      free(b);
    }
  }
  if (largest) largest->older = NULL;
  use_block(a, largest);
}

void *arena__grow(arena *a, size_t size, size_t align) {
  /* A zeroed arena works too, so that a struct that holds one needs no constructor. */
  size_t wanted = a->block_size ? a->block_size : DEFAULT_BLOCK;
  if (size > SIZE_MAX - sizeof(arena_block) - align) oom_abort(size);
  bool large = size > wanted / 4 && a->block != NULL;
  size_t block_size = size > wanted || large ? size : wanted;
  if (a->held >= LARGE_PAGE && !large && size <= LARGE_PAGE - sizeof(arena_block)) {
    block_size = LARGE_PAGE - sizeof(arena_block);
  }
  size_t all = sizeof(arena_block) + block_size;
  arena_block *block = all < LARGE_PAGE ? oom_malloc(all) : large_take(all);
  block->size = block_size;
  block->older = a->block;
  a->held += block_size;
  if (large) {
    /* A large piece gets a block of its own; the rest of the one in use stays in use. */
    a->block = block;
    return block->data;
  }
  use_block(a, block);
  a->next = block->data + size;
  return block->data;
}

void *arena_zero(arena *a, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) oom_abort(SIZE_MAX);
  void *at = arena_alloc(a, count * size);
  if (count > 0 && size > 0) memset(at, 0, count * size);
  return at;
}

sv arena_dup(arena *a, sv text) {
  char *at = arena_chars(a, text.len);
  if (text.len) memcpy(at, text.at, text.len);
  return (sv){at, text.len};
}

char *arena_cstr(arena *a, sv text) {
  char *at = arena_chars(a, text.len + 1);
  if (text.len) memcpy(at, text.at, text.len);
  at[text.len] = '\0';
  return at;
}

sv arena_cat(arena *a, const sv *pieces, size_t count) {
  size_t len = 0;
  for (size_t i = 0; i < count; i++) len += pieces[i].len;
  char *at = arena_chars(a, len), *end = at;
  for (size_t i = 0; i < count; i++) {
    if (pieces[i].len) memcpy(end, pieces[i].at, pieces[i].len);
    end += pieces[i].len;
  }
  return (sv){at, len};
}

sv arena_vprintf(arena *a, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  if (len < 0) len = 0;
  char *at = arena_chars(a, (size_t)len + 1);
  vsnprintf(at, (size_t)len + 1, format, again);
  va_end(again);
  return (sv){at, (size_t)len};
}

sv arena_printf(arena *a, const char *format, ...) {
  va_list args;
  va_start(args, format);
  sv text = arena_vprintf(a, format, args);
  va_end(args);
  return text;
}

arena_mark arena_here(const arena *a) {
  return (arena_mark){a->block, a->next, a->end};
}

void arena_rewind(arena *a, arena_mark mark) {
  if (!mark.block) {
    arena_reset(a);
    return;
  }
  free_blocks(a, a->block, mark.block);
  a->block = mark.block;
  a->next = mark.next;
  a->end = mark.end;
}
