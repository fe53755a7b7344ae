/* Abbreviations, by the rules of PHP Markdown Extra; superscript and subscript. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conversion.h"

#define MRI "<abbr title=\"magnetic resonance imaging\">MRI</abbr>"
#define MRI_IS "*[MRI]: magnetic resonance imaging\n"

static void check(const char *text, const char *html, const char *report) {
  check_with((md_options){.extensions = true, .note_checks = true}, text, html, report);
}

static void every_use_is_marked(void **state) {
  check("An MRI, **MRI** and MRI.\n\n" MRI_IS,
        "<p>An " MRI ", <strong>" MRI "</strong> and " MRI ".</p>\n", "");
  check(MRI_IS "\n# MRI\n\n- [an MRI](/a)\n",
        "<h1>" MRI "</h1>\n<ul>\n<li><a href=\"/a\">an " MRI "</a></li>\n</ul>\n", "");
}

static void only_whole_words_in_text(void **state) {
  check("MRIs, XMRI, MRI2, \xC3\x89MRI, mri\n\n" MRI_IS,
        "<p>MRIs, XMRI, MRI2, \xC3\x89MRI, mri</p>\n", "");
  check("`MRI` ![MRI](MRI.png \"MRI\") <https://x.org/MRI>\n\n    MRI\n\n" MRI_IS,
        "<p><code>MRI</code> <img src=\"MRI.png\" alt=\"MRI\" title=\"MRI\" /> "
        "<a href=\"https://x.org/MRI\">https://x.org/" MRI
        "</a></p>\n"
        "<pre><code>MRI\n</code></pre>\n",
        "");
}

static void the_longest_label_wins(void **state) {
  check(
      "A CT scan, a CT. A CT\nscan. CT scanner\n\n*[CT]: computed tomography\n"
      "*[CT scan]: pictures in slices\n",
      "<p>A <abbr title=\"pictures in slices\">CT scan</abbr>, a "
      "<abbr title=\"computed tomography\">CT</abbr>. A "
      "<abbr title=\"pictures in slices\">CT\nscan</abbr>. "
      "<abbr title=\"computed tomography\">CT</abbr> scanner</p>\n",
      "");
}

static void signs_are_part_of_a_label(void **state) {
  check("Q&A, .NET and (Dr.)\n\n*[Q&A]: questions & \"answers\"\n*[.NET]:\n*[Dr.]: Doctor\n",
        "<p><abbr title=\"questions &amp; &quot;answers&quot;\">Q&amp;A</abbr>, "
        "<abbr>.NET</abbr> and (<abbr title=\"Doctor\">Dr.</abbr>)</p>\n",
        "");
}

static void a_definition_stands_for_a_blank_line(void **state) {
  check("One MRI\n" MRI_IS "two\n", "<p>One " MRI "</p>\n<p>two</p>\n", "");
  check("- one\n  " MRI_IS "\n  MRI\n", "<ul>\n<li>\n<p>one</p>\n<p>" MRI "</p>\n</li>\n</ul>\n",
        "");
  check("- one\n" MRI_IS "  MRI\n", "<ul>\n<li>\n<p>one</p>\n<p>" MRI "</p>\n</li>\n</ul>\n", "");
  check("> one\n" MRI_IS, "<blockquote>\n<p>one</p>\n</blockquote>\n", "");
  check("a[^1] MRI\n\n[^1]: MRI\n" MRI_IS,
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" data-footnote-ref>1</a>"
        "</sup> " MRI
        "</p>\n<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"fn-1\">\n"
        "<p>" MRI
        " <a href=\"#fnref-1\" class=\"footnote-backref\" data-footnote-backref "
        "aria-label=\"Back to content\">\xE2\x86\xA9</a></p>\n</li>\n</ol>\n</section>\n",
        "");
}

static void code_defines_nothing(void **state) {
  check("MRI\n\n    " MRI_IS, "<p>MRI</p>\n<pre><code>" MRI_IS "</code></pre>\n", "");
  check("```\n" MRI_IS "```\n\nMRI\n", "<pre><code>" MRI_IS "</code></pre>\n<p>MRI</p>\n", "");
  check("MRI *[so]* : b\n", "<p>MRI <em>[so]</em> : b</p>\n", "");
}

static void a_second_explanation_is_told(void **state) {
  check("MRI\n\n" MRI_IS "> *[MRI]: another\n", "<p>" MRI "</p>\n<blockquote>\n</blockquote>\n",
        "4:3 MD014 \"MRI\" is explained twice; the first explanation holds; take one of the two "
        "out\n");
}

static void raised_and_lowered(void **state) {
  md_options on = {.extensions = true, .super_and_subscript = true};
  check_with(on, "10^6^, H~2~O, x^*n*^, ~~gone~~\n",
             "<p>10<sup>6</sup>, H<sub>2</sub>O, x<sup><em>n</em></sup>, <del>gone</del></p>\n",
             "");
  check_with(on, "x^a~b~^ and x~a^b^~ ~~a^2^~~\n",
             "<p>x<sup>a<sub>b</sub></sup> and x<sub>a<sup>b</sup></sub> "
             "<del>a<sup>2</sup></del></p>\n",
             "");
  /* No blank between the two, none that is escaped, and no pair across another. */
  check_with(on, "2^3 and 4^5, about ~5 of ~10, \\^a\\^ b^^ ~c\\~\n",
             "<p>2^3 and 4^5, about ~5 of ~10, ^a^ b^^ ~c~</p>\n", "");
  check_with(on, "a^b~c^d~e\n", "<p>a<sup>b~c</sup>d~e</p>\n", "");
}

static void without_the_switch_they_are_signs(void **state) {
  check_with((md_options){.extensions = true}, "10^6^ and ~gone~\n",
             "<p>10^6^ and <del>gone</del></p>\n", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_use_is_marked),
      cmocka_unit_test(only_whole_words_in_text),
      cmocka_unit_test(the_longest_label_wins),
      cmocka_unit_test(signs_are_part_of_a_label),
      cmocka_unit_test(a_definition_stands_for_a_blank_line),
      cmocka_unit_test(code_defines_nothing),
      cmocka_unit_test(a_second_explanation_is_told),
      cmocka_unit_test(raised_and_lowered),
      cmocka_unit_test(without_the_switch_they_are_signs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
