/* Syllables, as a reader counts them. Whole dictionaries are compared in tests/health. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "health/syllables.h"

typedef struct counted {
  const char *word;
  unsigned syllables;
} counted;

static void check(unsigned (*count)(sv), const counted *all, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned got = count(sv_of(all[i].word));
    if (got != all[i].syllables) {
      fail_msg("%s has %u syllables, not %u", all[i].word, all[i].syllables, got);
    }
  }
}

#define CHECK(count, all) check((count), (all), sizeof(all) / sizeof *(all))

static void english_words_follow_their_spelling(void **state) {
  (void)state;
  static const counted all[] = {
      {"care", 1},     {"careful", 2},   {"carefully", 3}, {"table", 2},    {"acre", 2},
      {"called", 1},   {"needed", 2},    {"boxes", 2},     {"bodies", 2},   {"tried", 1},
      {"player", 2},   {"radio", 3},     {"nation", 2},    {"previous", 3}, {"anxious", 2},
      {"spasm", 2},    {"rhythm", 2},    {"tongue", 1},    {"doesn't", 2},  {"clinic's", 2},
      {"nurse's", 2},  {"sometimes", 2}, {"area", 3},      {"fluid", 2},    {"the", 1},
      {"Medicine", 3}, {"X-ray", 2},     {"well-known", 2}};
  CHECK(syllables_english, all);
}

static void numbers_and_capitals_are_read_out(void **state) {
  (void)state;
  static const counted all[] = {{"7", 1},  {"2,500", 1}, {"3.5", 1}, {"50%", 1},
                                {"CT", 2}, {"HPV", 3},   {"MRI", 3}, {"10-15", 1}};
  CHECK(syllables_english, all);
}

static void odd_words_are_one_syllable_at_least(void **state) {
  (void)state;
  static const counted all[] = {{"", 1}, {"hmm", 1}, {"'", 1}, {"-", 1}, {"caf\xC3\xA9", 2}};
  CHECK(syllables_english, all);
}

static void spanish_vowels_part_by_the_rules(void **state) {
  (void)state;
  static const counted all[] = {{"sangre", 2},
                                {"ci\xC3\xA1tica", 3},
                                {"r\xC3\xADo", 2},
                                {"a\xC3\xBAn", 2},
                                {"que", 1},
                                {"gu\xC3\xAD"
                                 "a",
                                 2},
                                {"ping\xC3\xBCino", 3},
                                {"cuidado", 3},
                                {"a\xC3\xA9reo", 4},
                                {"rey", 1},
                                {"muy", 1},
                                {"ley", 1},
                                {"inyecci\xC3\xB3n", 3},
                                {"d\xC3\xAD"
                                 "a",
                                 2},
                                {"leer", 2},
                                {"12", 1}};
  CHECK(syllables_spanish, all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english_words_follow_their_spelling),
      cmocka_unit_test(numbers_and_capitals_are_read_out),
      cmocka_unit_test(odd_words_are_one_syllable_at_least),
      cmocka_unit_test(spanish_vowels_part_by_the_rules),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
