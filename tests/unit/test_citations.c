/* Citations of footnotes and of the references in the front matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markdown/markdown.h"
#include "model/reference_ids.h"
#include "report.h"

/* A text of its own file, which can cite "nhs" and "nlm". */
typedef struct reading {
  arena a, scratch;
  diag_sink *sink;
  body body;
  buf report;
} reading;

static const sv FILE_NAME = SV_INIT("a.md");

static void read_text(reading *r, const char *text) {
  *r = (reading){.sink = diag_sink_new(), .report = BUF_EMPTY};
  md_reference references[] = {{SV("nhs"), diag_at(FILE_NAME, 0, 1)},
                               {SV("nlm"), diag_at(SV(""), 0, 0)}};
  md_options options = md_article_options;
  options.references = references;
  options.reference_count = 2;
  diag_source_text(r->sink, FILE_NAME, sv_of(text));
  md_convert(&r->a, &r->scratch, &options, (md_source){FILE_NAME, sv_of(text), 0}, r->sink,
             &r->body);
}

static void done(reading *r) {
  buf_free(&r->report);
  diag_sink_free(r->sink);
  arena_free(&r->a);
  arena_free(&r->scratch);
}

/* "reference:number(id id)", in the order of first use; a footnote as "its text:number(…)". */
static void check_citations(const char *text, const char *expected) {
  reading r;
  read_text(&r, text);
  buf out = BUF_EMPTY;
  for (size_t i = 0; i < r.body.citations.len; i++) {
    const body_citation *c = &r.body.citations.at[i];
    sv html = body_text(&r.a, &r.body);
    if (c->reference == BODY_FOOTNOTE) {
      buf_add(&out, body_footnote(&r.a, &r.body, html, c, (body_reader){{0}, {0}}));
    } else {
      buf_printf(&out, "%u", (unsigned)c->reference);
    }
    buf_printf(&out, ":%u(", (unsigned)c->number);
    for (size_t k = 0; k < c->back.len; k++) {
      buf_printf(&out, "%s%.*s", k ? " " : "", SV_ARG(c->back.at[k]));
    }
    buf_lit(&out, ")");
  }
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
  done(&r);
}

static void check_report(const char *text, const char *expected) {
  reading r;
  read_text(&r, text);
  assert_string_equal(report_of(r.sink, &r.report), expected);
  done(&r);
}

static bool has(const body *text, const char *html) {
  return sv_find(text->html, sv_of(html), 0) != SV_NONE;
}

static void are_numbered_in_the_order_of_first_use(void **state) {
  (void)state;
  check_citations("A[^nlm] B[^nhs] C[^nlm]", "1:1(fnref-nlm fnref-nlm-2)0:2(fnref-nhs)");
  check_citations("A[^f] B[^nhs]\n\n[^f]: Note.\n", "Note.:1(fnref-f)0:2(fnref-nhs)");
  check_citations("A[^NHS]", "0:1(fnref-nhs)"); /* as with link labels, case does not count */
  check_citations("`[^nhs]` \\[^nlm]", "");
}

/* The layout prints one list of both; what is left in the text is the text. */
static void footnotes_are_kept_for_the_list_of_references(void **state) {
  (void)state;
  reading r;
  read_text(&r, "A[^nhs] B[^f] C[^nlm] D[^g]\n\n[^f]: One.\n[^g]: Two.\n");
  sv text = body_html(&r.a, &r.body);
  assert_true(sv_find(text, SV("<a href=\"#ref-nhs\" id=\"fnref-nhs\" data-footnote-ref>1</a>"),
                      0) != SV_NONE);
  assert_true(sv_ends(text, SV("</p>\n")));
  assert_true(sv_find(text, SV("One."), 0) == SV_NONE);
  assert_int_equal(r.body.citations.len, 4);
  assert_true(sv_is(r.body.citations.at[1].id, "fn-f"));
  assert_true(sv_is(r.body.citations.at[2].id, "ref-nlm"));
  assert_int_equal(r.body.last_number, 4);
  done(&r);
}

static void a_footnote_keeps_its_blocks_and_links(void **state) {
  (void)state;
  check_citations("A[^f] [x](y.md)\n\n[^f]: One [z](#here).\n\n    - Two\n",
                  "<p>One <a href=\"#here\">z</a>.</p>\n<ul>\n<li>Two</li>\n</ul>:1(fnref-f)");
  reading r;
  read_text(&r, "A[^f] [x](x.md) B[^g]\n\n[^f]: [y](y.md)\n\n[^g]: [z](z.md) [h](#here)\n");
  for (size_t i = 0; i < r.body.links.len; i++) r.body.links.at[i].address = SV("/to/");
  body_reader elsewhere = {SV("https://h"), SV("https://h/a/")};
  sv html = body_text(&r.a, &r.body);
  const char *expected[] = {"<a href=\"https://h/to/\">y</a>",
                            "<a href=\"https://h/to/\">z</a> <a href=\"https://h/a/#here\">h</a>"};
  for (size_t i = 0; i < 2; i++) {
    sv note = body_footnote(&r.a, &r.body, html, &r.body.citations.at[i], elsewhere);
    assert_string_equal(arena_cstr(&r.a, note), expected[i]);
  }
  assert_string_equal(
      arena_cstr(&r.a, body_html_from(&r.a, &r.body, elsewhere)),
      "<p>A<sup class=\"footnote-ref\"><a href=\"https://h/a/#fn-f\" id=\"fnref-f\" "
      "data-footnote-ref>1</a></sup> <a href=\"https://h/to/\">x</a> B<sup "
      "class=\"footnote-ref\"><a href=\"https://h/a/#fn-g\" id=\"fnref-g\" "
      "data-footnote-ref>2</a></sup></p>\n");
  done(&r);
}

/* A writer may link to each of them: [the note](#fn-f). */
static void ids_of_notes_are_parts_of_the_page(void **state) {
  (void)state;
  reading r;
  read_text(&r, "A[^nhs] B[^f] C[^f]\n\n[^f]: One.\n");
  const char *expected[] = {"fnref-nhs", "fnref-f", "fnref-f-2", "ref-nhs", "fn-f"};
  assert_int_equal(r.body.ids.len, 5);
  for (size_t i = 0; i < 5; i++) assert_true(sv_is(r.body.ids.at[i], expected[i]));
  done(&r);
}

static void references_alone_leave_no_list(void **state) {
  (void)state;
  reading r;
  read_text(&r, "A[^nhs]\n");
  assert_false(has(&r.body, "footnotes"));
  assert_string_equal(report_of(r.sink, &r.report), "");
  done(&r);
}

static void what_does_not_fit_is_reported(void **state) {
  (void)state;
  check_report("A[^nhs] B[^nsh]\n",
               "1:10 MD010 \"nsh\" is neither a footnote nor one of the "
               "references; did you mean [^nhs]?\n");
  check_report("A\n",
               "1:1 MD009 the text never cites the reference \"nhs\"; write [^nhs] where "
               "the text rests on it, or take it out\n");
  check_report("A[^nhs]\n\n[^f]: Note.\n",
               "3:1 MD009 the text never cites the footnote \"f\"; write [^f] where it belongs, or "
               "take it out\n");
  check_report("A[^f] B[^nhs]\n\n[^f]: One.\n\n[^F]: Two.\n",
               "5:1 MD012 another note or reference is named \"F\"; give this one another name: "
               "the text cites the other\n");
}

static void ids_of_publications_have_their_form(void **state) {
  (void)state;
  const char *dois[] = {"10.1000/182", "10.1000.10/123", "10.123456789/x",
                        "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"};
  const char *others[] = {
      "",           "10.100/182",  "10.1000",         "10.1000/",       "11.1000/182",
      "10.1000./x", "10.1000/a b", "doi:10.1000/182", "10.1234567890/x"};
  for (size_t i = 0; i < sizeof dois / sizeof *dois; i++) {
    assert_true(reference_is_doi(sv_of(dois[i])));
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    assert_false(reference_is_doi(sv_of(others[i])));
  }
  sv found = reference_doi_in(SV("https://doi.org/10.1000/182"));
  assert_true(sv_is(found, "10.1000/182"));
  assert_int_equal(reference_doi_in(SV("https://doi.org/x")).len, 0);
  assert_true(reference_is_pmid(SV("1")));
  assert_true(reference_is_pmid(SV("17238363")));
  assert_false(reference_is_pmid(SV("")));
  assert_false(reference_is_pmid(SV("017")));
  assert_false(reference_is_pmid(SV("172383630")));
  assert_false(reference_is_pmid(SV("PMC12345")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(are_numbered_in_the_order_of_first_use),
      cmocka_unit_test(footnotes_are_kept_for_the_list_of_references),
      cmocka_unit_test(a_footnote_keeps_its_blocks_and_links),
      cmocka_unit_test(ids_of_notes_are_parts_of_the_page),
      cmocka_unit_test(references_alone_leave_no_list),
      cmocka_unit_test(what_does_not_fit_is_reported),
      cmocka_unit_test(ids_of_publications_have_their_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
