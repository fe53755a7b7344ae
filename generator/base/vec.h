/* A typed list that grows in an arena:
 *
 *   VEC(sv) words = {0};
 *   vec_push(a, &words, SV("pain"));
 *   for (size_t i = 0; i < words.len; i++) use(words.at[i]);
 *
 * Growth doubles. A list at the end of its arena grows where it is; another moves, and its old
 * place is left to the arena. A page has many lists of none or few items: they begin small. Without
 * an arena (NULL) the list is a piece of memory by itself, which leaves nothing behind, and `at` is
 * the caller's to free; so it is done with long ones that grow in steps. What is long and stays may
 * begin so and be settled in an arena once it is whole.
 *
 * Name the type once where it crosses a function: typedef VEC(sv) sv_list; */
#ifndef PAMPHLET_BASE_VEC_H
#define PAMPHLET_BASE_VEC_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define VEC(type)      \
  struct {             \
    type *at;          \
    uint32_t len, cap; \
  }

#define vec_push(a, v, ...)                                                    \
  do {                                                                         \
    if ((v)->len == (v)->cap) {                                                \
      (v)->at = vec__grow((a), (v)->at, (v)->len, &(v)->cap, sizeof *(v)->at); \
    }                                                                          \
    (v)->at[(v)->len++] = __VA_ARGS__;                                         \
  } while (0)

/* Room for `count` elements in all, so that pushes up to there do not move. */
#define vec_reserve(a, v, count)                                                         \
  do {                                                                                   \
    size_t vec__want = (count);                                                          \
    if (vec__want > (v)->cap) {                                                          \
      (v)->at = vec__move((a), (v)->at, (v)->len, (v)->cap, vec__want, sizeof *(v)->at); \
      (v)->cap = (uint32_t)vec__want;                                                    \
    }                                                                                    \
  } while (0)

/* Moves a list that grew without an arena into one, where it takes no more than it holds. */
#define vec_settle(a, v)                                            \
  do {                                                              \
    (v)->at = vec__settle((a), (v)->at, (v)->len, sizeof *(v)->at); \
    (v)->cap = (v)->len;                                            \
  } while (0)

void *vec__grow(arena *a, void *at, uint32_t len, uint32_t *cap, size_t size);
void *vec__move(arena *a, void *at, size_t len, size_t before, size_t cap, size_t size);
void *vec__settle(arena *a, void *at, size_t len, size_t size);

typedef VEC(sv) sv_list;

#endif
