#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mix.h"
#include "emit/search_lists.h"
#include "emit/search_note.h"
#include "emit/search_patch.h"
#include "emit/search_pieces.h"

static uint32_t entry(uint32_t page_number, uint32_t rank) {
  return page_number << 4 | rank;
}

static void a_list_is_cut_at_the_newest_of_its_last_rank(void **state) {
  (void)state;
  const uint32_t list[] = {entry(1, 2), entry(2, 5), entry(3, 2), entry(4, 5), entry(5, 2)};
  const uint32_t wanted[] = {entry(2, 5), entry(4, 5), entry(3, 2), entry(5, 2)};
  uint32_t sorted[4];
  assert_int_equal(search__by_rank(list, 5, 4, sorted), 4);
  assert_memory_equal(sorted, wanted, sizeof wanted);
}

static void a_short_list_is_only_sorted(void **state) {
  (void)state;
  const uint32_t list[] = {entry(7, 1), entry(8, 15)};
  const uint32_t wanted[] = {entry(8, 15), entry(7, 1)};
  uint32_t sorted[2];
  assert_int_equal(search__by_rank(list, 2, 10, sorted), 2);
  assert_memory_equal(sorted, wanted, sizeof wanted);
  assert_int_equal(search__by_rank(list, 0, 10, sorted), 0);
}

/* --- lists --------------------------------------------------------------------------------- */

typedef struct many_pages {
  arena memory;
  vocabulary words, others, plain;
  page one; /* all of them */
  page_list all;
  search__read read;
  search__words joined;
  crew by;
} many_pages;

/* "needle" once in the text, "spine" twice and in the title, on each of so many pages. */
static void read_many(many_pages *m, uint32_t count) {
  static const uint32_t times[] = {1, RELATED_IN_TITLE | 2};
  arena *const kept[] = {&m->memory};
  sv text = SV("needle spine");
  related_bag *bag = arena_new(&m->memory, related_bag);
  uint32_t *counts = arena_array(&m->memory, uint32_t, 2);
  *m = (many_pages){.memory = m->memory, .by = crew_alone(kept)};
  vocabulary_open(&m->memory, SV("en"), &m->words);
  vocabulary_open(&m->memory, SV("en"), &m->others);
  vocabulary_open(&m->memory, SV(""), &m->plain);
  *bag = (related_bag){.from = &m->words, .counts = counts, .count = 2, .length = 3};
  for (uint32_t i = 0, stem; vocabulary_next(&m->words, &text, &stem); i++) {
    counts[i] = stem << 8 | times[i];
  }
  m->one = (page){.title = SV("To the spine"), .lang = SV("en"), .words = bag};
  for (uint32_t i = 0; i < count; i++) vec_push(&m->memory, &m->all, &m->one);
  const vocabulary **from = arena_array(&m->memory, const vocabulary *, 3);
  from[0] = &m->words;
  from[1] = &m->others;
  from[2] = &m->plain;
  search__read_extras(&(site){0}, &m->all, &m->others, &m->plain, &m->read);
  search__words_join(&m->memory, from, 3, NULL, &m->joined);
  search__read_pages(&m->memory, &m->others, &m->plain, &m->by, &m->joined, &m->read);
  search__count(&m->read, &m->by, &m->joined);
}

static void forget(many_pages *m) {
  search__read_free(&m->read);
  vocabulary_close(&m->words);
  vocabulary_close(&m->others);
  vocabulary_close(&m->plain);
  arena_free(&m->memory);
}

static uint32_t word_named(const search__words *words, const char *stem) {
  uint32_t i = 0;
  while (!sv_is(words->at[i].stem, stem)) i++;
  return i;
}

static void expect_newest(const search__lists *lists, uint32_t nth, uint32_t code, uint32_t count) {
  const search__list *list = &lists->of[nth];
  uint32_t kept = count < SEARCH_TEXT_MOST ? count : SEARCH_TEXT_MOST;
  assert_int_equal(list->texts[code], kept);
  for (uint32_t i = 0; i < kept; i++) {
    assert_int_equal(search__text_page(lists, list->text_first + i), count - kept + i);
  }
}

/* As many pages as two bytes have numbers for, and more; and few. */
static void lists_have_the_newest_of_any_number_of_pages(void **state) {
  (void)state;
  static const uint32_t counts[] = {3, 512, 513, 32767, 65536, 65537, 70000};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    uint32_t count = counts[i];
    many_pages m = {0};
    search__lists lists;
    read_many(&m, count);
    uint32_t order[] = {word_named(&m.joined, "needl"), word_named(&m.joined, "spine"),
                        word_named(&m.joined, "to")};
    const search__word *spine = &m.joined.at[order[1]];
    assert_true(spine->pages == count && spine->titles == count && spine->texts == count);
    search__lists_make(&m.read, order, 0, 3, &m.by, &lists);
    assert_true((lists.small != NULL) == (count <= 65536));
    expect_newest(&lists, 0, 4, count);
    expect_newest(&lists, 1, 5, count);
    assert_int_equal(lists.of[1].title_count, count);
    assert_int_equal(lists.of[2].title_count, count); /* of a title with one word of meaning */
    for (uint32_t n = 0; n < count; n++) {
      assert_int_equal(search__page_of(lists.titles[lists.of[2].title_first + n]), n);
    }
    search__lists_free(&lists);
    forget(&m);
  }
}

static uint32_t chance(uint32_t below) {
  static uint64_t state = 1;
  state = mix_in(state, 1);
  return (uint32_t)(state >> 33) % below;
}

/* --- lists that are patched ---------------------------------------------------------------- */

enum { MOST_SHOWN = 12, SOME_PAGES = 24 };

/* Of so many pages some have the word, with a rank. */
typedef struct ranked_pages {
  uint32_t rank[SOME_PAGES]; /* 0: it has not */
} ranked_pages;

static search__cut_list list_of(arena *a, const ranked_pages *pages) {
  search__cut_list list = {.most = MOST_SHOWN};
  for (uint32_t i = 0; i < SOME_PAGES; i++) {
    if (pages->rank[i]) vec_push(a, &list.entries, i << 4 | pages->rank[i]);
  }
  list.size = list.entries.len;
  return list;
}

static sv text_of(arena *a, const search__cut_list *list) {
  buf out = BUF_EMPTY;
  search__list_write(a, &out, list);
  sv text = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return text;
}

static void a_list_is_written_as_it_is_read(void **state) {
  (void)state;
  arena a = {0};
  search__cut_list list = {.most = MOST_SHOWN}, empty = list;
  sv text = SV("15:0;8:3,4;2:1,10000,7");
  assert_int_equal(search__list_count(text), 6);
  assert_true(search__list_read(&a, text, &list.entries));
  assert_int_equal(list.entries.at[4], 10001 << 4 | 2);
  search__list_patch(&a, &list, &empty.entries, &empty.entries);
  assert_true(sv_eq(text_of(&a, &list), text));
  assert_true(search__list_read(&a, SV(""), &empty.entries) && !empty.entries.len);
  assert_int_equal(text_of(&a, &empty).len, 0);
  assert_false(search__list_read(&a, SV("3,4"), &empty.entries));
  assert_false(search__list_read(&a, SV("16:4"), &empty.entries));
  arena_free(&a);
}

static void patch_once(arena *a, size_t *told, size_t *untold) {
  ranked_pages then = {0}, now;
  search__list_entries gone = {0}, came = {0};
  for (uint32_t i = 0; i < SOME_PAGES; i++) then.rank[i] = chance(4);
  now = then;
  for (uint32_t edits = 1 + chance(3); edits > 0; edits--) now.rank[chance(SOME_PAGES)] = chance(4);
  for (uint32_t i = 0; i < SOME_PAGES; i++) {
    if (then.rank[i] == now.rank[i]) continue;
    if (then.rank[i]) vec_push(a, &gone, i << 4 | then.rank[i]);
    if (now.rank[i]) vec_push(a, &came, i << 4 | now.rank[i]);
  }
  search__cut_list before = list_of(a, &then), after = list_of(a, &now);
  search__cut_list patched = {.most = MOST_SHOWN, .size = before.size};
  assert_true(search__list_read(a, text_of(a, &before), &patched.entries));
  if (!search__list_patch(a, &patched, &gone, &came)) {
    assert_true(before.size > MOST_SHOWN);
    ++*untold;
    return;
  }
  ++*told;
  assert_int_equal(patched.size, after.size);
  assert_true(sv_eq(text_of(a, &patched), text_of(a, &after)));
}

/* Where what was cut off would be needed, it says so; else the list is what counting makes. */
static void a_patched_list_is_the_one_that_is_counted(void **state) {
  (void)state;
  enum { ROUNDS = 4000 };
  size_t told = 0, untold = 0;
  arena a = {0};
  for (size_t i = 0; i < ROUNDS; i++) {
    patch_once(&a, &told, &untold);
    arena_reset(&a);
  }
  assert_true(told > ROUNDS / 2 && untold > ROUNDS / 20);
  arena_free(&a);
}

/* --- pieces -------------------------------------------------------------------------------- */

/* Lines "key \t value", where the files of their pieces stand, and what was done to these. */
typedef struct entry_line {
  sv key;
  uint32_t value; /* its digits, and as many dots as its last two say */
} entry_line;

typedef struct lines {
  arena memory;
  VEC(entry_line) all; /* in no order */
  map files;
  sv_list gone; /* of the files, those that somebody took away */
  size_t puts, kept;
} lines;

static search__item line_item(const void *context, uint32_t which) {
  const lines *l = context;
  const entry_line *one = &l->all.at[which];
  return (search__item){.key = one->key, .tie = SV(""), .room = one->value % 100};
}

static uint64_t line_print(const void *context, uint32_t which) {
  const lines *l = context;
  return mix_summand(mix_in(sv_sum(l->all.at[which].key), l->all.at[which].value));
}

static void put_file(void *context, unsigned worker, sv path, sv bytes) {
  lines *l = context;
  sv *kept = arena_new(&l->memory, sv);
  *kept = arena_dup(&l->memory, bytes);
  map_put(&l->memory, &l->files, arena_dup(&l->memory, path), kept);
  l->puts++;
}

static bool file_stands(void *context, sv path) {
  const lines *l = context;
  for (size_t i = 0; i < l->gone.len; i++) {
    if (sv_eq(l->gone.at[i], path)) return false;
  }
  return map_get(&l->files, path) != NULL;
}

static void keep_file(void *context, unsigned worker, sv path) {
  lines *l = context;
  assert_true(file_stands(l, path));
  l->kept++;
}

static bool add_lines(search__pieces *p, const lines *l, buf *text) {
  bool good = true;
  search__pieces_order(p);
  buf_clear(text);
  buf_reserve(text, p->order_count * 128);
  for (uint32_t i = 0; good && i < p->order_count; i++) {
    const entry_line *one = &l->all.at[p->order[i]];
    size_t start = text->len;
    buf_add(text, one->key);
    buf_printf(text, "\t%u", one->value);
    for (uint32_t n = 0; n < one->value % 100; n++) buf_byte(text, '.');
    buf_byte(text, '\n');
    good = search__pieces_line(p, p->order[i], sv_skip(buf_sv(text), start));
  }
  return good && search__pieces_end(p);
}

/* What was noted of an earlier index is given as it was packed. */
static search__pieces make_pieces(lines *l, arena *a, sv before) {
  search__note note;
  arena *const kept[] = {a};
  crew alone = crew_alone(kept);
  search_sink to = {SV(""), put_file, file_stands, keep_file, NULL, l};
  search__files files = {&to, &alone, NULL};
  search__note_read(a, before, 7, &note);
  search__pieces p = {.memory = a,
                      .least = 200,
                      .count = l->all.len,
                      .item = line_item,
                      .print = line_print,
                      .context = l,
                      .before = note.words};
  buf text = BUF_EMPTY;
  l->puts = l->kept = 0;
  search__pieces_find(&p, &files);
  search__pieces_compare(&p);
  while (!add_lines(&p, l, &text)) continue;
  search__pieces_put(&p, p.now.len, &files);
  buf_free(&text);
  return p;
}

static sv note_of(arena *a, const search__pieces *p) {
  buf packed = BUF_EMPTY;
  search__note note = {.common = 7, .words = p->now};
  search__note_write(&note, &packed);
  sv kept = arena_dup(a, buf_sv(&packed));
  buf_free(&packed);
  return kept;
}

static void add_line(lines *l) {
  char key[8];
  size_t len = 2 + chance(sizeof key - 2);
  for (size_t i = 0; i < len; i++) key[i] = (char)('a' + chance(4));
  for (size_t i = 0; i < l->all.len; i++) {
    if (sv_eq(l->all.at[i].key, sv_make(key, len))) return;
  }
  uint32_t value = chance(100000);
  entry_line one = {arena_dup(&l->memory, sv_make(key, len)), value};
  vec_push(&l->memory, &l->all, one);
}

static void edit_lines(lines *l) {
  for (uint32_t edits = 1 + chance(3); edits > 0; edits--) {
    uint32_t at = chance(l->all.len), how = chance(4);
    if (how == 0) {
      add_line(l);
    } else if (how == 1) {
      l->all.at[at] = l->all.at[--l->all.len];
    } else {
      l->all.at[at].value = chance(100000);
    }
  }
}

/* As a browser finds it: the last whose first key is not above. */
static size_t piece_of(const search__pieces *p, sv key) {
  size_t found = 0;
  for (size_t i = 0; i < p->now.len; i++) {
    if (sv_cmp(p->now.at[i].from, key) <= 0) found = i;
  }
  return found;
}

static sv file_of(const lines *l, const search__piece *piece) {
  char path[SEARCH_NAME + 4];
  memcpy(path, piece->file, SEARCH_NAME);
  memcpy(path + SEARCH_NAME, ".txt", 4);
  const sv *bytes = map_get(&l->files, sv_make(path, sizeof path));
  assert_non_null(bytes);
  return *bytes;
}

static void fill(lines *l, size_t count) {
  *l = (lines){0};
  while (l->all.len < count) add_line(l);
}

static void a_piece_is_found_by_any_key_of_its_own(void **state) {
  (void)state;
  lines l;
  arena a = {0};
  fill(&l, 300);
  search__pieces p = make_pieces(&l, &a, SV(""));
  assert_true(p.now.len > 10);
  assert_int_equal(p.now.at[0].from.len, 0);
  for (size_t i = 0; i < l.all.len; i++) {
    sv line = arena_cat(&a, (sv[]){SV("\n"), l.all.at[i].key, SV("\t")}, 3);
    sv text = file_of(&l, &p.now.at[piece_of(&p, l.all.at[i].key)]);
    text = arena_cat(&a, (sv[]){SV("\n"), text}, 2);
    assert_true(sv_find(text, line, 0) != SV_NONE);
  }
  arena_free(&l.memory);
  arena_free(&a);
}

static void a_first_key_is_cut_behind_what_tells_it_apart(void **state) {
  (void)state;
  lines l = {0};
  arena a = {0};
  static const char *const keys[] = {"insulin", "injection", "injury"};
  for (size_t i = 0; i < 3; i++) {
    vec_push(&l.memory, &l.all, (entry_line){sv_of(keys[i]), 99});
  }
  arena *const kept[] = {&a};
  crew alone = crew_alone(kept);
  search_sink to = {SV(""), put_file, NULL, NULL, NULL, &l};
  search__files files = {&to, &alone, NULL};
  search__pieces p = {
      .memory = &a, .least = 30, .count = 3, .item = line_item, .print = line_print, .context = &l};
  buf text = BUF_EMPTY;
  assert_true(add_lines(&p, &l, &text));
  search__pieces_put(&p, p.now.len, &files);
  assert_int_equal(p.now.len, 3);
  assert_string_equal(arena_cstr(&a, p.now.at[1].from), "inju");
  assert_string_equal(arena_cstr(&a, p.now.at[2].from), "ins");
  buf_free(&text);
  arena_free(&l.memory);
  arena_free(&a);
}

static void expect_same(const search__pieces *some, const search__pieces *whole) {
  assert_int_equal(some->now.len, whole->now.len);
  for (size_t i = 0; i < whole->now.len; i++) {
    const search__piece *a = &some->now.at[i], *b = &whole->now.at[i];
    assert_memory_equal(a->file, b->file, SEARCH_NAME);
    assert_true(sv_eq(a->from, b->from) && sv_eq(a->last_key, b->last_key));
    assert_true(a->size == b->size && a->print == b->print);
    assert_true(a->room == b->room);
  }
}

/* Over many edits: what is made of the last pieces is what is made of none. */
static void edited_lines_change_only_their_pieces(void **state) {
  (void)state;
  enum { ROUNDS = 400 };
  lines l;
  arena a = {0}, b = {0};
  fill(&l, 600);
  search__pieces first = make_pieces(&l, &a, SV(""));
  sv before = note_of(&a, &first);
  size_t puts = 0, pieces = 0;
  for (size_t round = 0; round < ROUNDS; round++) {
    edit_lines(&l);
    search__pieces some = make_pieces(&l, &a, before);
    puts += l.puts;
    pieces += some.now.len;
    assert_int_equal(l.puts + l.kept, some.now.len);
    search__pieces whole = make_pieces(&l, &b, SV(""));
    expect_same(&some, &whole);
    before = note_of(&a, &some);
    arena_reset(&b);
  }
  assert_true(puts > ROUNDS && puts < 4 * ROUNDS && pieces > 40 * ROUNDS);
  arena_free(&l.memory);
  arena_free(&a);
  arena_free(&b);
}

/* The sum of two fingerprints is another once they exchange what little they differ in. */
static void an_exchange_shows_in_a_sum(void **state) {
  (void)state;
  for (uint64_t i = 0; i < 100000; i++) {
    uint64_t a = mix_in(i, 7), b = mix_in(i, 8);
    uint64_t before = mix_summand(mix_in(a, 2)) + mix_summand(mix_in(b, 3));
    uint64_t after = mix_summand(mix_in(a, 3)) + mix_summand(mix_in(b, 2));
    assert_true(before != after);
  }
}

/* A word is mostly met in the form of its stem. */
static void words_of_one_form_differ(void **state) {
  (void)state;
  static const char *const texts[] = {"hip",       "drug", "needl",     "",
                                      "inyeccion", "rest", "radiofrequ"};
  enum { COUNT = sizeof texts / sizeof *texts };
  uint64_t prints[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    sv form = sv_of(texts[i]);
    search__word word = {.stem = form, .form_count = 1};
    prints[i] = search__word_print(&(search__words){.forms = &form}, &word);
    for (size_t j = 0; j < i; j++) assert_true(prints[j] != prints[i]);
  }
}

static void nothing_is_made_where_nothing_differs(void **state) {
  (void)state;
  lines l;
  arena a = {0};
  fill(&l, 300);
  search__pieces first = make_pieces(&l, &a, SV(""));
  search__pieces again = make_pieces(&l, &a, note_of(&a, &first));
  assert_int_equal(l.puts, 0);
  assert_int_equal(l.kept, first.now.len);
  expect_same(&again, &first);
  arena_free(&l.memory);
  arena_free(&a);
}

static void a_file_that_is_gone_is_made_again(void **state) {
  (void)state;
  lines l;
  arena a = {0};
  fill(&l, 300);
  search__pieces first = make_pieces(&l, &a, SV(""));
  sv name = sv_make(first.now.at[3].file, SEARCH_NAME);
  vec_push(&l.memory, &l.gone, arena_cat(&a, (sv[]){name, SV(".txt")}, 2));
  search__pieces again = make_pieces(&l, &a, note_of(&a, &first));
  assert_int_equal(l.puts, 1);
  expect_same(&again, &first);
  arena_free(&l.memory);
  arena_free(&a);
}

/* A note that is cut short or of something else counts as none. */
static void a_damaged_note_is_no_note(void **state) {
  (void)state;
  lines l;
  arena a = {0};
  search__note note;
  fill(&l, 100);
  search__pieces first = make_pieces(&l, &a, SV(""));
  sv packed = note_of(&a, &first);
  for (size_t len = 0; len < packed.len; len++) {
    search__note_read(&a, sv_first(packed, len), 7, &note);
    assert_int_equal(note.words.len, 0);
  }
  search__note_read(&a, packed, 8, &note);
  assert_int_equal(note.words.len, 0);
  arena_free(&l.memory);
  arena_free(&a);
}

/* Lines that have the same key count together, and the first of them is there. */
static void of_two_lines_with_one_key_there_is_one(void **state) {
  (void)state;
  lines l = {0};
  arena a = {0};
  vec_push(&l.memory, &l.all, (entry_line){SV("ice"), 200});
  vec_push(&l.memory, &l.all, (entry_line){SV("ice"), 300});
  search__pieces p = make_pieces(&l, &a, SV(""));
  assert_int_equal(p.now.len, 1);
  assert_string_equal(arena_cstr(&a, file_of(&l, &p.now.at[0])), "ice\t200\n");
  l.all.at[1].value = 400;
  search__pieces other = make_pieces(&l, &a, note_of(&a, &p));
  assert_true(other.now.at[0].print != p.now.at[0].print);
  assert_int_equal(l.puts, 1);
  arena_free(&l.memory);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_is_cut_at_the_newest_of_its_last_rank),
      cmocka_unit_test(a_short_list_is_only_sorted),
      cmocka_unit_test(lists_have_the_newest_of_any_number_of_pages),
      cmocka_unit_test(a_piece_is_found_by_any_key_of_its_own),
      cmocka_unit_test(a_first_key_is_cut_behind_what_tells_it_apart),
      cmocka_unit_test(edited_lines_change_only_their_pieces),
      cmocka_unit_test(an_exchange_shows_in_a_sum),
      cmocka_unit_test(words_of_one_form_differ),
      cmocka_unit_test(nothing_is_made_where_nothing_differs),
      cmocka_unit_test(a_file_that_is_gone_is_made_again),
      cmocka_unit_test(a_damaged_note_is_no_note),
      cmocka_unit_test(of_two_lines_with_one_key_there_is_one),
      cmocka_unit_test(a_list_is_written_as_it_is_read),
      cmocka_unit_test(a_patched_list_is_the_one_that_is_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
