/* The order of the alphabet, by language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/buf.h"
#include "text/collate.h"

enum { NAMES = 16 };

typedef struct named {
  sv key, name;
} named;

static int by_key(const void *left, const void *right) {
  return sv_cmp(((const named *)left)->key, ((const named *)right)->key);
}

/* `expected` is names parted by blanks; they are sorted from the other end. */
static void check_order(const char *lang, const char *expected) {
  arena memory = {0};
  named all[NAMES];
  size_t count = 0;
  sv rest = sv_of(expected), name;
  while (sv_split(&rest, ' ', &name)) {
    assert_true(count < NAMES);
    all[count++] = (named){collate_key(&memory, sv_of(lang), name), name};
  }
  for (size_t i = 0; i < count / 2; i++) {
    named swapped = all[i];
    all[i] = all[count - 1 - i];
    all[count - 1 - i] = swapped;
  }
  qsort(all, count, sizeof *all, by_key);
  buf got = BUF_EMPTY;
  for (size_t i = 0; i < count; i++) {
    if (i) buf_byte(&got, ' ');
    buf_add(&got, all[i].name);
  }
  assert_string_equal(buf_cstr(&got), expected);
  buf_free(&got);
  arena_free(&memory);
}

static void english_passes_over_case_and_accents(void **state) {
  check_order("en", "Ankle Éclair eczema elbow emigrant émigré Émile Emilie");
  check_order("en", "Aegean ærial afar naïve ñandú nap Øre orzo zoo");
}

static void names_that_differ_in_accents_alone_have_one_order(void **state) {
  check_order("en", "resume resumé résumé");
  check_order("es", "cura curá cural");
}

static void spanish_has_a_letter_behind_n(void **state) {
  check_order("es", "ala álbum nuez Núñez nuto ñame Ñandú óseo oso pie");
  check_order("es-MX", "nz ña");
  check_order("en", "ña nz");
  /* Written as a letter and a mark, it is the same. */
  check_order("es",
              "nz n\xCC\x83"
              "a o");
}

static void other_alphabets_have_theirs(void **state) {
  check_order("sv", "bo zon ål ärm öga");
  check_order("da", "zon ære øre ål");
  check_order("de", "apfel ärger azur öl ost zahn");
  check_order("pl", "cap ćma dom lot łza mak zza źle żal");
  check_order("cs-CZ", "cuk čas řev síla šála zub žal");
}

static void capitals_of_an_index(void **state) {
  static const struct {
    const char *lang, *name, *letter;
  } cases[] = {{"en", "émigré", "E"}, {"en", "ñame", "N"}, {"es", "ñame", "Ñ"}, {"es", "Óseo", "O"},
               {"sv", "ål", "Å"},     {"en", "ål", "A"},   {"en", "Æon", "A"},  {"en", "бол", "Б"}};
  arena memory = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sv letter = collate_letter(&memory, sv_of(cases[i].lang), sv_of(cases[i].name));
    assert_string_equal(arena_cstr(&memory, letter), cases[i].letter);
  }
  arena_free(&memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english_passes_over_case_and_accents),
      cmocka_unit_test(names_that_differ_in_accents_alone_have_one_order),
      cmocka_unit_test(spanish_has_a_letter_behind_n),
      cmocka_unit_test(other_alphabets_have_theirs),
      cmocka_unit_test(capitals_of_an_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
