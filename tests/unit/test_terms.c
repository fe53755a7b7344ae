/* Terms in running text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/terms.h"

/* What is found in a text, as "number:text; ". Terms are numbered as they are given. */
static void check(const char *lang, const char *const *terms, const char *text,
                  const char *expected) {
  arena memory = {0}, scratch = {0};
  term_set *set = terms_open(&memory, sv_of(lang));
  for (uint32_t i = 0; terms[i]; i++) {
    uint32_t number = i;
    assert_int_equal(terms_add(set, sv_of(terms[i]), &number), TERM_ADDED);
  }
  terms_close(set);
  buf out = BUF_EMPTY;
  term_found found;
  term_search *search = terms_search(&memory, set);
  terms_search_in(search, &scratch, sv_of(text));
  while (terms_next(search, &found)) {
    buf_printf(&out, "%u:%.*s; ", (unsigned)found.number, (int)(found.to - found.from),
               text + found.from);
  }
  terms_search_end(search);
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
  arena_free(&memory);
  arena_free(&scratch);
}

#define TERMS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void inflected_forms_are_found(void **state) {
  check("en", TERMS("injection", "biopsy", "sedate", "stop", "nerve block"),
        "Injections, biopsies, sedated, sedating; stopped. The INJECTION's nerve blocks",
        "0:Injections; 1:biopsies; 2:sedated; 2:sedating; 3:stopped; 0:INJECTION's; 4:nerve "
        "blocks; ");
  check("es",
        TERMS("inyecci\xC3\xB3n",
              "m\xC3\xA9"
              "dico"),
        "Las inyecciones y la inyeccion de las m\xC3\xA9"
        "dicas",
        "0:inyecciones; 0:inyeccion; 1:m\xC3\xA9"
        "dicas; ");
  check("qq", TERMS("wort"), "Wort Worte", "0:Wort; ");
}

/* Snowball gives all of these the stem "organ", or "gener". */
static void one_stem_is_not_one_word(void **state) {
  check("en", TERMS("organ", "general"), "An organization, organized organs; generic generals",
        "0:organs; 1:generals; ");
  check("en", TERMS("organ", "organize"), "organs organized", "0:organs; 1:organized; ");
}

static void the_longest_term_wins(void **state) {
  check("en", TERMS("steroid", "epidural steroid injection", "epidural", "steroid injection"),
        "An epidural steroid injection, an epidural\nsteroid; steroid-injections",
        "1:epidural steroid injection; 2:epidural; 0:steroid; 3:steroid-injections; ");
}

static void other_signs_part_a_term(void **state) {
  check("en", TERMS("nerve block"), "The nerve. Block it, nerve, block; nerve (block) nerve  block",
        "0:nerve  block; ");
  check("en", TERMS("steroid", "follow-up"), "non-steroid, steroid-free, follow up - steroid -",
        "1:follow up; 0:steroid; ");
}

static void short_forms_keep_their_capitals(void **state) {
  check("en", TERMS("AIDS", "CT scan", "Er"), "It aids a ct scan. AIDS, CT scans, CTs; er",
        "0:AIDS; 1:CT scans; 2:er; ");
}

static void words_twice_are_told(void **state) {
  arena memory = {0};
  term_set *set = terms_open(&memory, SV("en"));
  uint32_t number = 1;
  assert_int_equal(terms_add(set, SV("Nerve block"), &number), TERM_ADDED);
  number = 2;
  assert_int_equal(terms_add(set, SV("nerve-block"), &number), TERM_THERE);
  assert_int_equal(number, 1);
  number = 2;
  assert_int_equal(terms_add(set, SV("nerve blocks"), &number), TERM_ADDED);
  assert_int_equal(terms_add(set, SV("?!"), &number), TERM_NO_WORD);
  assert_int_equal(terms_add(set, SV("a b c d e f g h i j k l"), &number), TERM_ADDED);
  assert_int_equal(terms_add(set, SV("a b c d e f g h i j k l m"), &number), TERM_TOO_LONG);
  terms_close(set);
  arena scratch = {0};
  assert_true(terms_find(set, &scratch, SV("nerve blocks"), &number));
  assert_int_equal(number, 2);
  assert_false(terms_find(set, &scratch, SV("nerve"), &number));
  assert_false(terms_find(set, &scratch, SV("nerve block today"), &number));
  assert_false(terms_find(set, &scratch, SV(""), &number));
  arena_free(&scratch);
  arena_free(&memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(inflected_forms_are_found),       cmocka_unit_test(one_stem_is_not_one_word),
      cmocka_unit_test(the_longest_term_wins),           cmocka_unit_test(other_signs_part_a_term),
      cmocka_unit_test(short_forms_keep_their_capitals), cmocka_unit_test(words_twice_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
