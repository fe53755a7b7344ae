/* Lines of files that may be compressed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "base/buf.h"
#include "folder.h"
#include "wrap/gzip.h"

/* All lines of a file, each between bars, "~" for one that is too long and "!" for a failure. */
static void check_lines(const char *path, const char *expected) {
  gzip_reader *r = gzip_open(path);
  assert_non_null(r);
  buf out = BUF_EMPTY;
  sv line;
  gzip_next next;
  while ((next = gzip_line(r, &line)) == GZIP_LINE || next == GZIP_TOO_LONG) {
    if (next == GZIP_LINE) buf_printf(&out, "|%.*s", SV_ARG(line));
    if (next == GZIP_TOO_LONG) buf_lit(&out, "|~");
  }
  if (next == GZIP_FAILED) {
    buf_lit(&out, "!");
    assert_non_null(gzip_problem(r));
  }
  assert_string_equal(buf_cstr(&out), expected);
  assert_int_equal(gzip_line(r, &line), next); /* the end stays the end */
  buf_free(&out);
  gzip_close(r);
}

static void reads_plain_files(void **state) {
  test_file("x.log", "one\r\n\ntwo\r\nthree\rfour");
  check_lines("x.log", "|one||two|three\rfour");
  test_file("empty.log", "");
  check_lines("empty.log", "");
  test_file("line.log", "one\n");
  check_lines("line.log", "|one");
}

/* "one\ntwo" and " more\n\nend\n", compressed one by one and joined (made with Python's gzip). */
static const char members[] =
    "\037\213\010\000\000\000\000\000\002\003\313\317\113\345\052\051\317\007"
    "\000\165\306\210\002\007\000\000\000\037\213\010\000\000\000\000\000\002"
    "\003\123\310\315\057\112\345\342\112\315\113\341\002\000\100\227\375\071"
    "\013\000\000\000";

static void reads_members_as_one_text(void **state) {
  assert_true(fs_write("x.gz", sv_make(members, sizeof members - 1)));
  check_lines("x.gz", "|one|two more||end");
}

static void says_that_a_file_is_cut_short(void **state) {
  assert_true(fs_write("x.gz", sv_make(members, sizeof members - 1 - 6)));
  gzip_reader *r = gzip_open("x.gz");
  sv line;
  gzip_next next;
  while ((next = gzip_line(r, &line)) == GZIP_LINE) continue;
  assert_int_equal(next, GZIP_FAILED);
  gzip_close(r);
}

static void passes_over_lines_that_are_too_long(void **state) {
  buf text = BUF_EMPTY, expected = BUF_EMPTY;
  for (size_t length = GZIP_LINE_BYTES - 1; length <= GZIP_LINE_BYTES + 1; length++) {
    buf_clear(&text);
    buf_clear(&expected);
    buf_lit(&text, "before\n");
    size_t start = text.len;
    for (size_t i = 0; i < length; i++) buf_byte(&text, 'x');
    bool fits = length < GZIP_LINE_BYTES;
    buf_lit(&expected, "|before|");
    buf_add(&expected, fits ? sv_make(text.at + start, length) : SV("~"));
    buf_lit(&text, "\nafter\n");
    buf_lit(&expected, "|after");
    assert_true(fs_write("x.log", buf_sv(&text)));
    check_lines("x.log", buf_cstr(&expected));
  }
  buf_clear(&text);
  for (size_t i = 0; i < 3 * GZIP_LINE_BYTES; i++) buf_byte(&text, 'x');
  assert_true(fs_write("x.log", buf_sv(&text)));
  check_lines("x.log", "|~");
  buf_free(&text);
  buf_free(&expected);
}

static void says_why_a_file_cannot_be_opened(void **state) {
  errno = 0;
  assert_null(gzip_open("missing"));
  assert_int_equal(errno, ENOENT);
  assert_true(fs_make_folders("folder"));
  gzip_reader *r = gzip_open("folder");
  if (!r) return;
  sv line;
  assert_int_equal(gzip_line(r, &line), GZIP_FAILED);
  assert_non_null(gzip_problem(r));
  gzip_close(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(reads_plain_files),
      test_in_folder(reads_members_as_one_text),
      test_in_folder(says_that_a_file_is_cut_short),
      test_in_folder(passes_over_lines_that_are_too_long),
      test_in_folder(says_why_a_file_cannot_be_opened),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
