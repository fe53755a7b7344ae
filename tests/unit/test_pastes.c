/* Text pasted from elsewhere: what is found where, and that rewriting keeps every word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>

#include "base/buf.h"
#include "text/pastes.h"

/* What is found, as "kind offset+length" each. */
static void check_found(const char *text, const char *expected) {
  static const char names[] = {[PASTE_BULLET] = 'b', [PASTE_HEADING] = 'h', [PASTE_ADDRESS] = 'a'};
  arena memory = {0};
  paste_list found = {0};
  buf out = BUF_EMPTY;
  pastes_find(&memory, sv_of(text), 0, &found);
  for (size_t i = 0; i < found.len; i++) {
    buf_printf(&out, "%c %zu+%zu ", names[found.at[i].kind], found.at[i].offset,
               found.at[i].length);
  }
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
  arena_free(&memory);
}

/* And there is nothing more to rewrite then. */
static void check_rewritten(const char *text, const char *expected) {
  arena memory = {0};
  paste_list found = {0}, more = {0};
  pastes_find(&memory, sv_of(text), 0, &found);
  assert_string_equal(arena_cstr(&memory, pastes_apply(&memory, sv_of(text), &found)), expected);
  pastes_find(&memory, sv_of(expected), 0, &more);
  assert_int_equal(more.len, 0);
  arena_free(&memory);
}

static void bullets_are_found(void **state) {
  check_found("Signs:\n\n\xE2\x80\xA2 Pain\n\xE2\x80\xA2\tFever\n", "b 8+3 b 17+3 ");
  check_found("\xC2\xB7 Pain.\n", "b 0+2 ");
  check_found("- Pain.\n* Fever.\n1. Rest.\n", "");
  check_found("Knee\xC2\xB7joint\nand \xE2\x80\xA2 more.\n", "");
  check_rewritten(
      "\xE2\x80\xA2 Pain.\n  \xE2\x80\xA2"
      "Fever.\n",
      "- Pain.\n  - Fever.\n");
  check_rewritten("\xE2\x80\x93 Pain.\n\xE2\x80\x93 Fever.\n", "- Pain.\n- Fever.\n");
  /* A dash in the middle of a sentence is one. */
  check_found("It hurts\n\xE2\x80\x93 a little.\n", "");
}

#define DOT "\xE2\x80\xA2 "

static void bullets_stay_in_their_lists(void **state) {
  /* Where a hyphen makes the same list, the blanks before it stay. */
  check_rewritten(DOT "one\n    " DOT "a\n    " DOT "b\n    " DOT "c\n" DOT "two\n",
                  "- one\n    - a\n    - b\n    - c\n- two\n");
  check_rewritten(DOT "one\n  " DOT "a\n\n  " DOT "b\n", "- one\n  - a\n\n  - b\n");
  check_rewritten(DOT "one\n\t" DOT "a\n\t" DOT "b\n", "- one\n\t- a\n\t- b\n");
  check_rewritten(DOT "one\n    " DOT "a\n        " DOT "deep\n    " DOT "b\n",
                  "- one\n    - a\n        - deep\n    - b\n");
  check_rewritten("1. one\n   " DOT "a\n   " DOT "b\n", "1. one\n   - a\n   - b\n");
  check_rewritten("- one\n    " DOT "a\n\n    " DOT "b\n", "- one\n    - a\n\n    - b\n");
  /* Six columns in, a hyphen would be text of the item above. */
  check_rewritten(DOT "one\n      " DOT "a\n      " DOT "b\n            " DOT "deep\n",
                  "- one\n  - a\n  - b\n    - deep\n");
  /* And four of them, text of the paragraph. */
  check_rewritten("Signs:\n    " DOT "a\n    " DOT "b\n      " DOT "deep\n    " DOT "c\n",
                  "Signs:\n- a\n- b\n  - deep\n- c\n");
  check_rewritten("Signs:\n\t" DOT "a\n\t" DOT "b\n", "Signs:\n- a\n- b\n");
  check_rewritten("Signs:\n     " DOT "a\n   " DOT "b\n", "Signs:\n- a\n- b\n");
}

static void headings_are_found(void **state) {
  check_found("What Can Happen\n\nIt may hurt for a while.\n", "h 0+15 ");
  check_found("Common risks\n\n\xE2\x80\xA2 Pain.\n", "h 0+12 b 14+3 ");
  check_rewritten("A.\n\nFinal Thoughts\n\nAsk us.\n", "A.\n\n## Final Thoughts\n\nAsk us.\n");
  check_found("It may hurt.\n\nIt may hurt for a while.\n", "");
  check_found("Two lines\nof one paragraph\n\nIt may hurt for a while.\n", "");
  check_found("Answered by Robert Flynn\n\nIt may hurt for a while.\n", "");
  check_found("## Risks\n\nIt may hurt for a while.\n", "");
  check_found("The End\n", ""); /* nothing below it */
}

static void addresses_are_found(void **state) {
  check_found("See https://x.org/a. It helps.\n", "a 4+15 ");
  check_found("(see http://x.org/a_(b))\n", "a 5+18 ");
  check_found("[x](https://x.org/) <https://x.org/> `https://x.org/`\n", "");
  check_found("[https://x.org/](b.md)\n\n[x]: https://x.org/\n", "");
  check_rewritten("At https://x.org/a, too.\n", "At <https://x.org/a>, too.\n");
}

static void code_and_comments_are_passed_over(void **state) {
  check_found("```\n\xE2\x80\xA2 a https://x.org/\n```\n", "");
  check_found("Text.\n\n    https://x.org/\n\n<!--\n\xE2\x80\xA2 b\n\nA Heading\n\n-->\n", "");
  check_found("Text.\n\n    " DOT "literal\n    x = 1\n    " DOT "more\n\n    " DOT "more\n", "");
  check_found("Text.\n\n\t" DOT "literal\n\tA Heading\n\n\tAnother Heading\n", "");
  check_found("# Text\n    " DOT "literal\n", "");
  check_found("- Text.\n\n      " DOT "literal\n\nText.\n\n    " DOT "literal\n", "");
  check_found("~~~\ncode\n~~~\n    " DOT "literal\n", "");
}

static void front_matter_is_passed_over(void **state) {
  arena memory = {0};
  paste_list found = {0};
  sv text = SV("---\nurl: https://x.org/\n---\n\xE2\x80\xA2 a\n");
  pastes_find(&memory, text, sv_find(text, SV("\xE2"), 0), &found);
  assert_int_equal(found.len, 1);
  assert_int_equal(found.at[0].offset, 28);
  arena_free(&memory);
}

/* ---- Real articles ---- */

static bool is_letter(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
         ((unsigned char)c >= 0xC3 && (unsigned char)c < 0xE0);
}

/* The letters and digits of a text, one after the other. */
static void add_letters(buf *out, sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if (is_letter(text.at[i])) buf_byte(out, text.at[i]);
  }
}

static void check_article(const char *path) {
  arena memory = {0};
  buf text = BUF_EMPTY, before = BUF_EMPTY, after = BUF_EMPTY;
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  for (int c; (c = fgetc(file)) != EOF;) buf_byte(&text, (char)c);
  fclose(file);
  paste_list first = {0}, second = {0};
  pastes_find(&memory, buf_sv(&text), 0, &first);
  sv rewritten = pastes_apply(&memory, buf_sv(&text), &first);
  pastes_find(&memory, rewritten, 0, &second);
  if (second.len)
    fail_msg("%s: a second look finds %u at %zu", path, second.len, second.at[0].offset);
  add_letters(&before, buf_sv(&text));
  add_letters(&after, rewritten);
  assert_string_equal(buf_cstr(&before), buf_cstr(&after));
  buf_free(&text);
  buf_free(&before);
  buf_free(&after);
  arena_free(&memory);
}

static void articles_keep_their_words(void **state) {
  glob_t found;
  if (glob("../shared/articles/*.txt", 0, NULL, &found) != 0) skip();
  for (size_t i = 0; i < found.gl_pathc; i++) check_article(found.gl_pathv[i]);
  globfree(&found);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bullets_are_found),
      cmocka_unit_test(bullets_stay_in_their_lists),
      cmocka_unit_test(headings_are_found),
      cmocka_unit_test(addresses_are_found),
      cmocka_unit_test(code_and_comments_are_passed_over),
      cmocka_unit_test(front_matter_is_passed_over),
      cmocka_unit_test(articles_keep_their_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
