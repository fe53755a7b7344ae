/* Texts that one render keeps for the next: never another text than running the partial would give,
 * and everything that it read counts as read again. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "diag/record.h"
#include "liquid/liquid.h"

/* A page whose kind is one of few, and whose secret no other render may show. */
typedef struct page {
  val_lazy lazy;
  uint32_t number;
  const char *title, *kind;
  liq_reads *reads;
} page;

static bool page_get(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const page *p = (const page *)(const void *)self;
  *out = val_nil();
  if (p->reads) liq_reads_note(p->reads, p->number);
  if (sv_is(key->name, "title")) return *out = val_str(sv_of(p->title)), true;
  if (sv_is(key->name, "kind")) return *out = val_str(sv_of(p->kind)), true;
  if (!sv_is(key->name, "secret")) return false;
  p->reads->passing = true;
  return *out = val_str(SV("hidden")), true;
}

static uint32_t page_number(const val_lazy *self) {
  return ((const page *)(const void *)self)->number;
}

static val_key page_keys[1];
static const val_lazy_type page_type = {
    .name = "page", .get = page_get, .keys = page_keys, .key_count = 1, .number = page_number};

typedef struct desk {
  diag_sink *sink;
  liq_set *set;
  liq_store *store;
  liq_memo *memo;
  liq_reads reads;
  arena scratch;
  buf out;
  page page, other;
  val given; /* what layouts see as `given` */
  size_t ticks;
  uint32_t read_again[8], read_again_count;
  size_t step_limit;
  bool good;
  struct desk *beside; /* what another thread prints while this one is at `meanwhile` */
} desk;

static bool lookup(void *context, const val_key *name, arena *scratch, val *out) {
  desk *d = context;
  *out = val_nil();
  if (sv_is(name->name, "page")) return *out = val_lazy_of(&d->page.lazy), true;
  if (sv_is(name->name, "other")) return *out = val_lazy_of(&d->other.lazy), true;
  if (sv_is(name->name, "given")) return *out = d->given, true;
  return false;
}

static liq_lasting lasting(const val_key *name, const val_key *field) {
  if (sv_is(name->name, "page")) return field && sv_is(field->name, "kind") ? LIQ_FEW : LIQ_PASSING;
  if (sv_is(name->name, "given")) return LIQ_PASSING;
  return sv_is(name->name, "other") && field ? LIQ_LASTING : LIQ_NO_GLOBAL;
}

static void read_again(void *context, const uint32_t *things, size_t count) {
  desk *d = context;
  for (size_t i = 0; i < count; i++) d->read_again[d->read_again_count++ & 7] = things[i];
}

enum { OFTEN = 8, MANY = 4000 };

/* Counts how often it runs. */
static bool filter_tick(liq_call *call, val *out) {
  ((desk *)call->run->context)->ticks++;
  *out = call->input;
  return true;
}

static void print_many(desk *d, int from, int until);

static bool filter_meanwhile(liq_call *call, val *out) {
  desk *d = call->run->context;
  if (d->beside) print_many(d->beside, 0, MANY);
  *out = call->input;
  return true;
}

static int open_desk(void **state) {
  static const liq_filter filters[] = {{"tick", 0, 0, filter_tick},
                                       {"meanwhile", 0, 0, filter_meanwhile}};
  liq_host host = {.filters = filters, .filter_count = 2, .lasting = lasting};
  desk *d = calloc(1, sizeof *d);
  page_keys[0] = val_key_of(SV("title"));
  d->sink = diag_sink_new();
  d->set = liq_set_new(&host);
  d->store = liq_store_new(64 * 1024);
  d->memo = liq_memo_new(d->store);
  d->page = (page){{&page_type}, 1, "Tea", "guide", &d->reads};
  d->other = (page){{&page_type}, 2, "Rest", "news", &d->reads};
  *state = d;
  return 0;
}

static int close_desk(void **state) {
  desk *d = *state;
  liq_memo_free(d->memo);
  liq_store_free(d->store);
  liq_set_free(d->set);
  diag_sink_free(d->sink);
  arena_free(&d->scratch);
  arena_free(&d->reads.memory);
  buf_free(&d->out);
  free(d);
  return 0;
}

static void parse(desk *d, const char *name, const char *source) {
  assert_non_null(
      liq_parse(d->set, sv_of(name), sv_of(name), sv_of(source), 0, LIQ_ESCAPE_HTML, d->sink));
}

/* A layout that renders one partial. */
static void parse_both(desk *d, const char *layout, const char *partial) {
  parse(d, "main.html", layout);
  parse(d, "partials/card.html", partial);
  assert_true(liq_link(d->set, d->sink));
}

static const char *render(desk *d) {
  liq_run run = {.scratch = &d->scratch,
                 .sink = d->sink,
                 .subject = SV("tea.md"),
                 .lookup = lookup,
                 .context = d,
                 .step_limit = d->step_limit,
                 .memo = d->memo,
                 .reads = &d->reads,
                 .read_again = read_again};
  arena_reset(&d->scratch);
  buf_clear(&d->out);
  d->read_again_count = 0;
  d->good = liq_render(liq_find(d->set, SV("main.html")), &run, &d->out);
  return buf_cstr(&d->out);
}

/* Renders often, expecting the same each time; how often the partial ran. */
static size_t runs(desk *d, const char *expected) {
  d->ticks = 0;
  for (int i = 0; i < OFTEN; i++) assert_string_equal(render(d), expected);
  return d->ticks;
}

static void what_hangs_on_arguments_alone_is_kept(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', name: 'Tea' %}", "{{ name | tick }} {{ other.title }}");
  assert_in_range(runs(d, "Tea Rest"), 1, OFTEN - 1);
}

static void another_argument_is_another_text(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', x: given %}",
             "{% if x == 1 %}one{% elsif x == '1' %}text{% elsif x == true %}yes"
             "{% elsif x == nil %}nothing{% else %}{{ x | tick }}{% endif %}");
  for (int i = 0; i < OFTEN; i++) {
    d->given = val_int(1);
    assert_string_equal(render(d), "one");
    d->given = val_str(SV("1"));
    assert_string_equal(render(d), "text");
    d->given = val_bool(true);
    assert_string_equal(render(d), "yes");
    d->given = val_nil();
    assert_string_equal(render(d), "nothing");
    d->given = val_str(SV("<"));
    assert_string_equal(render(d), "&lt;");
    d->given = val_safe(SV("<"));
    assert_string_equal(render(d), "<");
  }
  assert_in_range(d->ticks, 2, 2 * OFTEN - 1);
}

static void arguments_keep_apart_what_names_and_values_are(void **state) {
  desk *d = *state;
  parse(d, "main.html", "{% render 'card', a: given, b: '' %}{% render 'card', b: given %}");
  parse(d, "partials/card.html", "[{{ a }}|{{ b }}]");
  assert_true(liq_link(d->set, d->sink));
  d->given = val_str(SV("12345678"));
  runs(d, "[12345678|][|12345678]");
}

static void an_object_with_a_number_is_an_argument(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', p: given %}", "{{ p.title | tick }}");
  for (int i = 0; i < OFTEN; i++) {
    d->given = val_lazy_of(&d->page.lazy);
    assert_string_equal(render(d), "Tea");
    d->given = val_lazy_of(&d->other.lazy);
    assert_string_equal(render(d), "Rest");
  }
  assert_in_range(d->ticks, 2, 2 * OFTEN - 1);
}

static void a_list_is_an_argument_by_what_it_holds(void **state) {
  desk *d = *state;
  val inner[] = {val_int(1)}, items[] = {val_array(inner, 1), val_int(2)};
  parse_both(d, "{% render 'card', list: given %}", "{{ list | tick | join: '-' }}");
  d->given = val_array(items, 2);
  assert_in_range(runs(d, "1-2"), 1, OFTEN - 1);
  inner[0] = val_int(3);
  assert_in_range(runs(d, "3-2"), 1, OFTEN - 1);
  val flat[] = {val_int(3), val_int(2), val_array(NULL, 0)};
  d->given = val_array(flat, 3);
  runs(d, "3-2");
}

static void what_is_in_no_key_is_no_argument_to_keep_by(void **state) {
  desk *d = *state;
  val_member member = {val_key_of(SV("n")), val_int(1)};
  val items[] = {val_object_of(&d->reads.memory, &member, 1)};
  parse_both(d, "{% render 'card', list: given %}",
             "{% for o in list %}{{ o.n | tick }}{% endfor %}");
  d->given = val_array(items, 1);
  assert_int_equal(runs(d, "1"), OFTEN);
}

static void what_has_few_values_is_kept_for_each(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card' %}", "{{ page.kind | tick }}");
  assert_in_range(runs(d, "guide"), 1, OFTEN - 1);
  d->page.kind = "question";
  assert_in_range(runs(d, "question"), 1, OFTEN - 1);
}

static void what_passes_is_not_kept(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card' %}", "{{ page.title | tick }}");
  assert_int_equal(runs(d, "Tea"), OFTEN);
  d->page.title = "Coffee";
  assert_int_equal(runs(d, "Coffee"), OFTEN);
}

static void what_passes_in_a_partial_inside_is_not_kept(void **state) {
  desk *d = *state;
  parse(d, "partials/inside.html", "{{ page.title }}");
  parse_both(d, "{% render 'card' %}", "{{ 'x' | tick }}{% render 'inside' %}");
  runs(d, "xTea");
  d->page.title = "Coffee";
  runs(d, "xCoffee");
}

static void what_the_host_says_passes_is_not_kept(void **state) {
  desk *d = *state;
  parse(d, "partials/inside.html", "{{ p.secret | tick }}");
  parse_both(d, "{% render 'card', p: other %}", "{% render 'inside', p: p %}");
  assert_int_equal(runs(d, "hidden"), OFTEN);
}

static void an_output_that_is_always_the_same_is_kept(void **state) {
  desk *d = *state;
  parse(d, "main.html", "{{ 'a' | tick }}{{ other.title | tick }}{{ page.kind | tick }}");
  assert_true(liq_link(d->set, d->sink));
  assert_in_range(runs(d, "aRestguide"), OFTEN + 1, 2 * OFTEN);
}

static void a_variable_that_covers_a_global_is_none(void **state) {
  desk *d = *state;
  val items[] = {val_lazy_of(&d->page.lazy), val_lazy_of(&d->other.lazy)};
  d->given = val_array(items, 2);
  parse(d, "main.html",
        "{% for other in given %}{{ other.title | tick }} {% endfor %}"
        "{% assign other = given[0] %}{{ other.title | upcase }}");
  assert_true(liq_link(d->set, d->sink));
  runs(d, "Tea Rest TEA");
}

static void the_same_is_read_again(void **state) {
  desk *d = *state;
  parse(d, "partials/inside.html", "{{ p.title }}");
  parse_both(d, "{% render 'card', p: other %}",
             "{{ other.title }}{% render 'inside', p: p %}{% render 'inside', p: p %}");
  runs(d, "RestRestRest");
  assert_int_equal(d->read_again_count, 1);
  assert_int_equal(d->read_again[0], 2);
  assert_int_equal(d->reads.open, 0);
}

static void what_has_a_problem_tells_it_each_time(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', x: 'y' %}", "{{ x | tick }}{{ other.titel }}");
  for (int i = 0; i < OFTEN; i++) {
    assert_string_equal(render(d), "y");
    assert_int_equal(diag_count(d->sink, DIAG_WARNING), 1);
    diag_forget(d->sink);
  }
  assert_int_equal(d->ticks, OFTEN);
}

static void what_depends_on_the_moment_is_not_kept(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', x: 'now' %}", "{{ x | tick | date: '%Y' }}");
  assert_int_equal(runs(d, "1970"), OFTEN);
}

static void a_kept_loop_counts_its_steps(void **state) {
  desk *d = *state;
  parse_both(d, "{% render 'card', x: 1 %}{% render 'card', x: 1 %}",
             "{% for i in (1..60) %}{% endfor %}{{ x | tick }}");
  d->step_limit = 200;
  assert_in_range(runs(d, "11"), 1, OFTEN);
  assert_true(d->good);
  d->step_limit = 100;
  render(d);
  assert_false(d->good);
}

static void what_makes_way_is_made_anew(void **state) {
  desk *d = *state;
  char expected[32];
  parse_both(d, "{% render 'card', x: given %}", "{{ x }} and so on, at some length");
  for (int round = 0; round < 6; round++) {
    for (int i = 0; i < 3000; i++) {
      d->given = val_int(i % (500 + 500 * round));
      int len = snprintf(expected, sizeof expected, "%d and", i % (500 + 500 * round));
      assert_memory_equal(render(d), expected, (size_t)len);
    }
  }
}

/* Gives the desk another store, and a memo as another thread has it. */
static liq_memo *open_store(desk *d, size_t bytes) {
  liq_memo_free(d->memo);
  liq_store_free(d->store);
  d->store = liq_store_new(bytes);
  d->memo = liq_memo_new(d->store);
  return liq_memo_new(d->store);
}

static void swap_memos(desk *d, liq_memo **another) {
  liq_memo *memo = d->memo;
  d->memo = *another;
  *another = memo;
}

static void what_one_thread_printed_no_other_prints(void **state) {
  desk *d = *state;
  liq_memo *another = open_store(d, 1024 * 1024);
  parse_both(d, "{% render 'card', p: other, name: 'Tea' %}",
             "{{ name | tick }} {{ p.title }} {{ other.title }}");
  for (int i = 0; i < OFTEN; i++) {
    assert_string_equal(render(d), "Tea Rest Rest");
    assert_true(i == 0 || d->read_again_count == 1);
    assert_true(i == 0 || d->read_again[0] == 2);
    swap_memos(d, &another);
  }
  assert_int_equal(d->ticks, 1);
  liq_memo_free(another);
}

static void what_makes_way_in_the_store_is_made_anew(void **state) {
  desk *d = *state;
  liq_memo *another = open_store(d, 256 * 1024);
  char expected[32];
  parse_both(d, "{% render 'card', x: given %}", "{{ x | tick }} and so on, at some length");
  for (int i = 0; i < 20000; i++) {
    int given = i < 19000 ? i / 5 : i % 100;
    d->given = val_int(given);
    int len = snprintf(expected, sizeof expected, "%d and", given);
    assert_memory_equal(render(d), expected, (size_t)len);
    swap_memos(d, &another);
  }
  assert_in_range(d->ticks, 19000 / 5, 19000 / 2);
  liq_memo_free(another);
}

static void print_many(desk *d, int from, int until) {
  char expected[32];
  for (int i = from; i < until; i++) {
    d->given = val_int(i);
    snprintf(expected, sizeof expected, "%d %d %d", i, i, i);
    assert_string_equal(render(d), expected);
  }
}

/* What a thread may look into stays where it is while it is at a page, so that others find no more
 * room for what they print, which is made anew each time; once it is done there is room again. */
static void room_is_made_once_nobody_looks_into_it(void **state) {
  desk *d = *state, beside;
  parse_both(d,
             "{% render 'card', x: given %} {{ given | meanwhile }} {% render 'card', x: given %}",
             "{{ x | tick }}");
  beside = *d;
  beside.sink = diag_sink_new();
  beside.memo = liq_memo_new(d->store);
  d->beside = &beside;
  d->given = val_int(-7);
  assert_string_equal(render(d), "-7 -7 -7");
  assert_in_range(beside.ticks, MANY + MANY / 2, 2 * MANY - 1);
  print_many(&beside, MANY, 3 * MANY);
  beside.ticks = 0;
  print_many(&beside, 3 * MANY, 4 * MANY);
  assert_int_equal(beside.ticks, MANY);
  liq_memo_free(beside.memo);
  diag_sink_free(beside.sink);
  arena_free(&beside.scratch);
  arena_free(&beside.reads.memory);
  buf_free(&beside.out);
}

/* What one of several threads has to itself. */
typedef struct hand {
  desk own;
  pthread_t thread;
  int start;
  bool right;
} hand;

static void *print_much(void *argument) {
  hand *h = argument;
  char expected[32];
  h->right = true;
  for (int i = 0; i < 6000; i++) {
    int given = (h->start + i / 3) % 900;
    h->own.given = val_int(given);
    int len = snprintf(expected, sizeof expected, "%d and", given);
    h->right = h->right && strncmp(render(&h->own), expected, (size_t)len) == 0;
  }
  return NULL;
}

static void threads_share_a_store_while_texts_make_way(void **state) {
  enum { HANDS = 4 };
  desk *d = *state;
  hand *hands = calloc(HANDS, sizeof *hands);
  parse_both(d, "{% render 'card', x: given %}", "{{ x | tick }} and so on, at some length");
  for (int i = 0; i < HANDS; i++) {
    hands[i].own = *d;
    hands[i].own.sink = diag_sink_new();
    hands[i].own.memo = liq_memo_new(d->store);
    hands[i].start = i * 7;
    assert_int_equal(pthread_create(&hands[i].thread, NULL, print_much, &hands[i]), 0);
  }
  for (int i = 0; i < HANDS; i++) {
    pthread_join(hands[i].thread, NULL);
    assert_true(hands[i].right);
    liq_memo_free(hands[i].own.memo);
    diag_sink_free(hands[i].own.sink);
    arena_free(&hands[i].own.scratch);
    arena_free(&hands[i].own.reads.memory);
    buf_free(&hands[i].own.out);
  }
  free(hands);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_hangs_on_arguments_alone_is_kept),
      TEST(another_argument_is_another_text),
      TEST(arguments_keep_apart_what_names_and_values_are),
      TEST(an_object_with_a_number_is_an_argument),
      TEST(a_list_is_an_argument_by_what_it_holds),
      TEST(what_is_in_no_key_is_no_argument_to_keep_by),
      TEST(what_has_few_values_is_kept_for_each),
      TEST(what_passes_is_not_kept),
      TEST(what_passes_in_a_partial_inside_is_not_kept),
      TEST(what_the_host_says_passes_is_not_kept),
      TEST(an_output_that_is_always_the_same_is_kept),
      TEST(a_variable_that_covers_a_global_is_none),
      TEST(the_same_is_read_again),
      TEST(what_has_a_problem_tells_it_each_time),
      TEST(what_depends_on_the_moment_is_not_kept),
      TEST(a_kept_loop_counts_its_steps),
      TEST(what_makes_way_is_made_anew),
      TEST(what_one_thread_printed_no_other_prints),
      TEST(what_makes_way_in_the_store_is_made_anew),
      TEST(room_is_made_once_nobody_looks_into_it),
      TEST(threads_share_a_store_while_texts_make_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
