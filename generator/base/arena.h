/* Arenas: memory that is taken piece by piece and given back all at once.
 *
 * A leading `arena *` argument anywhere in this program means "the result lives there".
 * One arena belongs to one thread at a time. Out of memory ends the program with a message,
 * so no caller checks for NULL. */
#ifndef PAMPHLET_BASE_ARENA_H
#define PAMPHLET_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sv.h"

typedef struct arena_block arena_block;

/* The fields are for the inline fast path below; use the functions. */
typedef struct arena {
  char *next, *end;
  arena_block *block; /* newest first */
  size_t block_size;
  size_t held; /* bytes in all blocks */
} arena;

/* An empty arena; nothing is allocated before the first use. `block_size` is what it asks
 * the system for at a time (0: a default of 64 KiB). */
void arena_init(arena *a, size_t block_size);

/* So many bytes are going to be taken: where that is much, all of it comes in large pages. */
void arena_expect(arena *a, size_t bytes);

/* Gives everything back; the arena is empty and usable again. */
void arena_free(arena *a);

/* Takes over everything that `from` holds; it is empty and usable then. */
void arena_adopt(arena *a, arena *from);

/* Forgets everything but keeps the largest block, for use in a loop of tasks; one of more than
 * ARENA_KEPT bytes was for a task of its own kind, and goes. */
enum { ARENA_KEPT = 1024 * 1024 };
void arena_reset(arena *a);

/* Bytes that the arena holds from the system. */
static inline size_t arena_held(const arena *a) {
  return a->held;
}

/* The slow path of arena_alloc: a new block. */
void *arena__grow(arena *a, size_t size, size_t align);

/* `size` bytes, uninitialised, aligned for any type. */
static inline void *arena_alloc(arena *a, size_t size) {
  size_t pad = (size_t)(-(uintptr_t)a->next & (_Alignof(max_align_t) - 1));
  if (!a->next || (size_t)(a->end - a->next) < pad || (size_t)(a->end - a->next) - pad < size) {
    return arena__grow(a, size, _Alignof(max_align_t));
  }
  char *at = a->next + pad;
  a->next = at + size;
  return at;
}

/* `size` bytes without alignment, for text. */
static inline char *arena_chars(arena *a, size_t size) {
  if (!a->next || (size_t)(a->end - a->next) < size) return arena__grow(a, size, 1);
  char *at = a->next;
  a->next += size;
  return at;
}

/* Makes the piece at `at` longer where it is, which only the one taken last can be; its new bytes
 * are uninitialised. False: it stays as it is. */
static inline bool arena_extend(arena *a, const void *at, size_t size, size_t wanted) {
  if ((const char *)at + size != a->next || wanted - size > (size_t)(a->end - a->next))
    return false;
  a->next += wanted - size;
  return true;
}

/* `count` elements of `size` bytes, all zero. */
void *arena_zero(arena *a, size_t count, size_t size);

/* One, of a size that is known where it is compiled: then a few steps clear it. */
static inline void *arena__one(arena *a, size_t size) {
  return memset(arena_alloc(a, size), 0, size);
}

#define arena_new(a, type) ((type *)arena__one((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_zero((a), (count), sizeof(type)))

/* A copy of the text; arena_cstr's is NUL-terminated. */
sv arena_dup(arena *a, sv text);
char *arena_cstr(arena *a, sv text);

/* Several texts one after the other: arena_cat(a, (sv[]){x, y, z}, 3). */
sv arena_cat(arena *a, const sv *pieces, size_t count);

/* Text as printf writes it, with a NUL behind it that the length does not count. */
sv arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
sv arena_vprintf(arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* A place to come back to: what is taken after the mark is free again after the rewind. */
typedef struct arena_mark {
  arena_block *block;
  char *next, *end;
} arena_mark;
arena_mark arena_here(const arena *a);
void arena_rewind(arena *a, arena_mark mark);

#endif
