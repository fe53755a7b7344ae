/* The glossary in an article: where a term is explained, and where not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conversion.h"
#include "text/terms.h"

static const md_term terms[] = {
    {SV_INIT("Epidural"), SV_INIT("epidural"), SV_INIT("A shot near the <b>spine</b>."),
     SV_INIT("/glossary/epidural/")},
    {SV_INIT("Steroid"), SV_INIT("steroid"), SV_INIT("It calms swelling."),
     SV_INIT("/glossary/steroid/")},
    {SV_INIT("Epidural steroid"), SV_INIT("epidural-steroid"), SV_INIT("Both."),
     SV_INIT("/glossary/epidural-steroid/")}};
enum { TERM_COUNT = sizeof terms / sizeof *terms };

#define EPIDURAL(text) \
  "<a class=\"term\" href=\"/glossary/epidural/\" aria-describedby=\"term-epidural\">" text "</a>"
#define STEROID(text) \
  "<a class=\"term\" href=\"/glossary/steroid/\" aria-describedby=\"term-steroid\">" text "</a>"
#define MEANINGS(names, list)                                                               \
  "<details class=\"meanings\">\n<summary>In plain words: " names "</summary>\n<dl>\n" list \
  "</dl>\n</details>\n"
#define EPIDURAL_IS \
  "<dt><dfn>Epidural</dfn></dt>\n<dd id=\"term-epidural\">A shot near the <b>spine</b>.</dd>\n"
#define STEROID_IS "<dt><dfn>Steroid</dfn></dt>\n<dd id=\"term-steroid\">It calms swelling.</dd>\n"
#define EPIDURAL_ONLY MEANINGS("<b>Epidural</b>", EPIDURAL_IS)

/* The set of the terms above; it lives in the arena. */
static md_glossary glossary_of(arena *a) {
  term_set *words = terms_open(a, SV("en"));
  for (uint32_t i = 0; i < TERM_COUNT; i++) {
    uint32_t number = i;
    terms_add(words, terms[i].name, &number);
  }
  terms_close(words);
  return (md_glossary){words, terms, TERM_COUNT};
}

static void check(const char *text, const char *html) {
  arena memory = {0};
  md_glossary glossary = glossary_of(&memory);
  md_options options = {.extensions = true, .heading_ids = true, .glossary = &glossary};
  check_with(options, text, html, "");
  arena_free(&memory);
}

static void the_first_use_is_explained(void **state) {
  check("Two epidurals. An epidural.\n\nEpidural\n",
        "<p>Two " EPIDURAL("epidurals") ". An epidural.</p>\n" EPIDURAL_ONLY "<p>Epidural</p>\n");
  check("A *steroid* in\nan epidural\n",
        "<p>A <em>" STEROID("steroid") "</em> in\nan " EPIDURAL("epidural") "</p>\n" MEANINGS(
            "<b>Steroid</b>, <b>Epidural</b>", STEROID_IS EPIDURAL_IS));
}

static void the_longest_goes_over_a_line_end(void **state) {
  check("An epidural\nsteroid\n",
        "<p>An <a class=\"term\" href=\"/glossary/epidural-steroid/\" "
        "aria-describedby=\"term-epidural-steroid\">epidural\nsteroid</a></p>\n" MEANINGS(
            "<b>Epidural steroid</b>",
            "<dt><dfn>Epidural steroid</dfn></dt>\n<dd id=\"term-epidural-steroid\">Both."
            "</dd>\n"));
}

static void not_where_it_would_be_in_the_way(void **state) {
  check("# Epidural\n\n[epidural](/a) `epidural` ![epidural](a.png)\n\n    epidural\n",
        "<h1 id=\"epidural\">Epidural</h1>\n<p><a href=\"/a\">epidural</a> <code>epidural</code> "
        "<img src=\"a.png\" alt=\"epidural\" /></p>\n<pre><code>epidural\n</code></pre>\n");
  check("epidural\n\n*[epidural]: a shot\n", "<p><abbr title=\"a shot\">epidural</abbr></p>\n");
  check("> [!EMERGENCY]\n> **Call if:**\n> - an epidural hurts\n\nNo steroid[^1]\n\n[^1]: epidural\n",
        "<section class=\"care care-emergency\">\n<h3 class=\"care-title\">"
        "<span class=\"visually-hidden\">Immediate action required: </span><strong>Call if:</strong></h3>\n<ul>\n"
        "<li>an epidural hurts</li>\n</ul>\n</section>\n<p>No " STEROID("steroid")
        "<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" data-footnote-ref>1</a></sup>"
        "</p>\n" MEANINGS("<b>Steroid</b>", STEROID_IS)
        "<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"fn-1\">\n<p>epidural "
        "<a href=\"#fnref-1\" class=\"footnote-backref\" data-footnote-backref "
        "aria-label=\"Back to content\">\xE2\x86\xA9</a></p>\n</li>\n</ol>\n</section>\n");
}

static void in_lists_and_tables(void **state) {
  check("- an epidural\n- two\n",
        "<ul>\n<li>an " EPIDURAL("epidural") "\n" EPIDURAL_ONLY "</li>\n<li>two</li>\n</ul>\n");
  check("| epidural |\n|---|\n| a steroid |\n| an epidural |\n",
        "<table>\n<thead>\n<tr>\n<th>epidural</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a "
        STEROID("steroid") "</td>\n</tr>\n<tr>\n<td>an " EPIDURAL("epidural")
        "</td>\n</tr>\n</tbody>\n</table>\n"
        MEANINGS("<b>Steroid</b>, <b>Epidural</b>", STEROID_IS EPIDURAL_IS));
}

static void its_id_is_its_own(void **state) {
  check("# A {#term-epidural}\n\nepidural\n",
        "<h1 id=\"term-epidural\">A</h1>\n<p><a class=\"term\" href=\"/glossary/epidural/\" "
        "aria-describedby=\"term-epidural-1\">epidural</a></p>\n" MEANINGS(
            "<b>Epidural</b>",
            "<dt><dfn>Epidural</dfn></dt>\n<dd id=\"term-epidural-1\">"
            "A shot near the <b>spine</b>.</dd>\n"));
}

/* What is read of the article for search, grades and relations is the writer's text alone. */
static void the_prose_stays_the_writers(void **state) {
  conversion c;
  arena memory = {0};
  md_glossary glossary = glossary_of(&memory);
  md_options options = md_article_options;
  options.glossary = &glossary;
  convert(&c, options, "An epidural, a steroid.\n", 0);
  assert_int_equal(c.out.prose.len, 1);
  assert_string_equal(arena_cstr(&memory, c.out.prose.at[0].text), "An epidural, a steroid.");
  assert_int_equal(c.out.words, 4);
  assert_int_equal(c.out.terms.len, 2);
  assert_int_equal(c.out.terms.at[0], 0);
  assert_int_equal(c.out.terms.at[1], 1);
  assert_int_equal(c.out.links.len, 2);
  assert_int_equal(c.out.links.at[1].offset, 15);
  assert_int_equal(c.out.links.at[1].length, 7);
  assert_string_equal(arena_cstr(&memory, c.out.links.at[1].target), "/glossary/steroid/");
  release(&c);
  arena_free(&memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_use_is_explained),
      cmocka_unit_test(the_longest_goes_over_a_line_end),
      cmocka_unit_test(not_where_it_would_be_in_the_way),
      cmocka_unit_test(in_lists_and_tables),
      cmocka_unit_test(its_id_is_its_own),
      cmocka_unit_test(the_prose_stays_the_writers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
