#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "sys/clock.h"
#include "sys/pool.h"

enum { MOST = 10000, WORKERS = 8 };

typedef struct tally {
  unsigned workers;
  unsigned char turns[MOST]; /* each is written by one task alone: no lock, by design */
  atomic_uint running[WORKERS], wrong;
} tally;

static void count_turn(void *context, size_t i, unsigned worker) {
  tally *t = context;
  if (worker >= t->workers || atomic_fetch_add(&t->running[worker], 1) != 0) {
    atomic_fetch_add(&t->wrong, 1);
  }
  t->turns[i]++;
  atomic_fetch_sub(&t->running[worker], 1);
}

static void assert_each_runs_once(pool *p, size_t count) {
  static tally t;
  memset(&t, 0, sizeof t);
  t.workers = pool_threads(p);
  pool_run(p, count, count_turn, &t);
  assert_int_equal(t.wrong, 0);
  for (size_t i = 0; i < MOST; i++) assert_int_equal(t.turns[i], i < count);
}

static void every_turn_runs_once_whatever_the_threads(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= WORKERS; threads *= 2) {
    pool *p = pool_new(threads);
    assert_int_equal(pool_threads(p), threads);
    static const size_t counts[] = {0, 1, 2, 7, 64, 1000, MOST};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) assert_each_runs_once(p, counts[i]);
    pool_free(p);
  }
}

/* A loop may end before a sleeping worker has seen it: the next one must not be confused. */
static void short_loops_follow_each_other(void **state) {
  (void)state;
  pool *p = pool_new(4);
  for (int round = 0; round < 300; round++) assert_each_runs_once(p, (size_t)(round % 5));
  pool_free(p);
}

static void results_are_there_when_the_loop_returns(void **state) {
  (void)state;
  pool *p = pool_new(3);
  static tally first, second;
  first.workers = second.workers = 3;
  for (int round = 1; round <= 50; round++) {
    pool_run(p, MOST, count_turn, &first);
    pool_run(p, MOST, count_turn, &second);
    for (size_t i = 0; i < MOST; i += 97) assert_int_equal(first.turns[i], round);
  }
  pool_free(p);
}

typedef struct first_turns {
  atomic_uint next, late;
} first_turns;

/* The first turn does not end before the next two have, or much too late. */
static void wait_for_the_next(void *context, size_t i, unsigned worker) {
  (void)worker;
  first_turns *t = context;
  if (i == 1 || i == 2) atomic_fetch_add(&t->next, 1);
  if (i > 0) return;
  uint64_t until = clock_nanoseconds() + 10000000000;
  while (atomic_load(&t->next) < 2 && clock_nanoseconds() < until) {
  }
  if (atomic_load(&t->next) < 2) atomic_fetch_add(&t->late, 1);
}

static void first_turns_are_not_handed_out_together(void **state) {
  (void)state;
  pool *p = pool_new(2);
  static const size_t counts[] = {3, 160, MOST};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    first_turns turns = {0};
    pool_run(p, counts[i], wait_for_the_next, &turns);
    assert_int_equal(turns.late, 0);
  }
  pool_free(p);
}

typedef struct beside {
  pool *pool;
  atomic_uint done, loops;
} beside;

static void do_beside(void *context) {
  beside *b = context;
  atomic_fetch_add(&b->done, 1);
}

/* It goes on until the caller's loops are over. */
static void outlast_loops(void *context) {
  beside *b = context;
  while (atomic_load(&b->loops) < 20) {
  }
  atomic_fetch_add(&b->done, 1);
}

static void a_task_is_done_beside_loops(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= WORKERS; threads *= 2) {
    beside b = {.pool = pool_new(threads)};
    for (unsigned round = 1; round <= 100; round++) {
      pool_begin(b.pool, do_beside, &b);
      assert_each_runs_once(b.pool, round);
      pool_await(b.pool);
      assert_int_equal(b.done, round);
    }
    pool_begin(b.pool, do_beside, &b);
    pool_begin(b.pool, do_beside, &b); /* waits for the first */
    pool_await(b.pool);
    pool_await(b.pool);
    assert_int_equal(b.done, 102);
    pool_begin(b.pool, do_beside, &b);
    pool_free(b.pool);
    assert_int_equal(b.done, 103);
  }
}

static void loops_do_not_wait_for_a_task_beside_them(void **state) {
  (void)state;
  for (unsigned threads = 2; threads <= WORKERS; threads *= 2) {
    beside b = {.pool = pool_new(threads)};
    pool_begin(b.pool, outlast_loops, &b);
    for (unsigned i = 0; i < 20; i++) {
      assert_each_runs_once(b.pool, 1000);
      assert_int_equal(b.done, 0);
      atomic_fetch_add(&b.loops, 1);
    }
    pool_await(b.pool);
    assert_int_equal(b.done, 1);
    pool_free(b.pool);
  }
}

static void a_pool_is_as_large_as_the_machine_and_has_its_limit(void **state) {
  (void)state;
  pool *p = pool_new(0);
  assert_true(pool_threads(p) >= 1);
  pool_free(p);
  p = pool_new(100000);
  assert_true(pool_threads(p) <= LIMIT_THREADS);
  pool_free(p);
  pool_free(NULL);
}

static void the_clock_runs_forward(void **state) {
  (void)state;
  uint64_t before = clock_nanoseconds();
  for (int i = 0; i < 1000; i++) {
    uint64_t now = clock_nanoseconds();
    assert_true(now >= before);
    before = now;
  }
  assert_true(clock_peak_memory() > 100000);
}

static void the_environment_can_fix_the_time(void **state) {
  (void)state;
  int64_t now = 0;
  setenv("SOURCE_DATE_EPOCH", "1780185600", 1);
  assert_true(clock_now(&now));
  assert_int_equal(now, 1780185600);
  setenv("SOURCE_DATE_EPOCH", "tomorrow", 1);
  assert_false(clock_now(&now));
  unsetenv("SOURCE_DATE_EPOCH");
  assert_true(clock_now(&now));
  assert_true(now > 1700000000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_turn_runs_once_whatever_the_threads),
      cmocka_unit_test(short_loops_follow_each_other),
      cmocka_unit_test(results_are_there_when_the_loop_returns),
      cmocka_unit_test(first_turns_are_not_handed_out_together),
      cmocka_unit_test(a_task_is_done_beside_loops),
      cmocka_unit_test(loops_do_not_wait_for_a_task_beside_them),
      cmocka_unit_test(a_pool_is_as_large_as_the_machine_and_has_its_limit),
      cmocka_unit_test(the_clock_runs_forward),
      cmocka_unit_test(the_environment_can_fix_the_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
