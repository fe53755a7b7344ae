/* Markdown to HTML in a test: the file is "a.md". */
#ifndef PAMPHLET_TESTS_CONVERSION_H
#define PAMPHLET_TESTS_CONVERSION_H

#include "markdown/markdown.h"
#include "report.h"

/* Converts a file with a page's options; its problems are those of `report`. The caller frees. */
typedef struct conversion {
  arena memory, scratch;
  diag_sink *sink;
  body out;
} conversion;

static inline void convert(conversion *c, md_options options, const char *text, size_t offset) {
  *c = (conversion){.sink = diag_sink_new()};
  diag_source_text(c->sink, SV("a.md"), sv_of(text));
  md_convert(&c->memory, &c->scratch, &options, (md_source){SV("a.md"), sv_of(text), offset},
             c->sink, &c->out);
}

static inline void release(conversion *c) {
  diag_sink_free(c->sink);
  arena_free(&c->memory);
  arena_free(&c->scratch);
}

static inline void check_report(conversion *c, const char *expected) {
  buf out = BUF_EMPTY;
  assert_string_equal(report_of(c->sink, &out), expected);
  buf_free(&out);
}

static inline void check_with(md_options options, const char *text, const char *html,
                              const char *report) {
  conversion c;
  convert(&c, options, text, 0);
  assert_string_equal(arena_cstr(&c.memory, c.out.html), html);
  if (report) check_report(&c, report);
  release(&c);
}

#endif
