/* Markdown to HTML: what CommonMark and GitHub's rules say, and what Pamphlet adds to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conversion.h"

/* GitHub's rules alone, without what a page adds. */
static void check_github(const char *text, const char *html) {
  check_with((md_options){.extensions = true}, text, html, "");
}

/* As an article, addresses printed as they are written. */
static void check_article(const char *text, const char *html, const char *report) {
  md_options options = md_article_options;
  options.site_links = false;
  check_with(options, text, html, report);
}

/* As an article of a site: its problems alone. */
static void check_problems(const char *text, const char *report) {
  conversion c;
  convert(&c, md_article_options, text, 0);
  check_report(&c, report);
  release(&c);
}

/* ---- Headings ---- */

static void headings_move_below_the_title(void **state) {
  check_article("# One\n\n## Two\n\n###### Six\n",
                "<h2 id=\"one\">One</h2>\n<h3 id=\"two\">Two</h3>\n<h6 id=\"six\">Six</h6>\n", "");
  check_article("## Two\n", "<h2 id=\"two\">Two</h2>\n", "");
  check_article("::: note\n# One\n:::\n",
                "<aside class=\"callout callout-note\">\n<p class=\"callout-title\">Note</p>\n"
                "<h2 id=\"one\">One</h2>\n</aside>\n",
                "");
}

static void heading_ids_are_githubs(void **state) {
  check_article("## Risks & *side* effects!\n",
                "<h2 id=\"risks--side-effects\">"
                "Risks &amp; <em>side</em> effects!</h2>\n",
                "");
  check_article("## \xC3\x84rzte\n", "<h2 id=\"\xC3\xA4rzte\">\xC3\x84rzte</h2>\n", "");
  check_article("## A\n\n## A\n\n## A\n",
                "<h2 id=\"a\">A</h2>\n<h2 id=\"a-1\">A</h2>\n<h2 id=\"a-2\">A</h2>\n", "");
  /* One that was given before is not given again. */
  check_article("## A-1\n\n## A\n\n## A\n",
                "<h2 id=\"a-1\">A-1</h2>\n<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n", "");
  check_article("## What can happen {#risks}\n", "<h2 id=\"risks\">What can happen</h2>\n", "");
}

static void headings_are_kept_for_the_contents(void **state) {
  conversion c;
  convert(&c, md_article_options, "# See [this](x.md) *now*\n\n- ## In\n", 0);
  assert_int_equal(c.out.headings.len, 2);
  const body_heading *first = &c.out.headings.at[0];
  assert_int_equal(first->level, 2);
  assert_string_equal(arena_cstr(&c.memory, first->text), "See this now");
  assert_string_equal(arena_cstr(&c.memory, first->html), "See this <em>now</em>");
  assert_int_equal(c.out.headings.at[1].level, 3);
  release(&c);
}

/* ---- Links and images ---- */

static void links_leave_slots(void **state) {
  conversion c;
  const char *text = "[a](b.md#c) and [d](https://x.org/)\n\n![e](f.png)\n";
  convert(&c, md_article_options, text, 0);
  assert_int_equal(c.out.links.len, 3);
  const body_link *link = c.out.links.at;
  assert_string_equal(arena_cstr(&c.memory, link[0].target), "b.md#c");
  assert_string_equal(arena_cstr(&c.memory, link[0].text), "a");
  assert_int_equal(link[0].offset, 4);
  assert_int_equal(link[0].length, 6);
  assert_true(sv_starts(sv_skip(c.out.html, link[0].slot), SV("\">a</a>")));
  assert_true(link[1].slot == BODY_NO_SLOT);
  assert_int_equal(link[2].kind, BODY_IMAGE);
  assert_int_equal(link[2].offset, strstr(text, "f.png") - text);
  assert_true(sv_starts(sv_skip(c.out.html, link[2].slot), SV("\" alt=\"e\"")));
  release(&c);
}

static void active_links_are_dropped(void **state) {
  check_article("[a](javascript:alert)\n", "<p>a</p>\n",
                "1:5 MD005 the link to \"javascript:alert\" is dropped; link to a page or file of "
                "the site, to https://\xE2\x80\xA6, mailto: or tel:\n");
  check_with((md_options){0}, "[a](JavaScript:x) [b](&#1;javascript:x) [c](data:text/html,x)\n",
             "<p>a b c</p>\n", NULL);
  check_with((md_options){0}, "![a](vbscript:x) <javascript:x>\n", "<p>a javascript:x</p>\n", NULL);
  check_with((md_options){0}, "[call](tel:+15550100) [write](mailto:a@b.org)\n",
             "<p><a href=\"tel:+15550100\">call</a> <a href=\"mailto:a@b.org\">write</a></p>\n",
             "");
}

static void images_become_figures(void **state) {
  check_article("![A knee](a.png \"Seen from *the side*\")\n",
                "<figure><img src=\"a.png\" alt=\"A knee\" /><figcaption>Seen from *the side*"
                "</figcaption></figure>\n",
                "");
  check_article("See ![A *knee*](a.png \"T\").\n\n![B](b.png)\n",
                "<p>See <img src=\"a.png\" alt=\"A knee\" title=\"T\" />.</p>\n"
                "<figure><img src=\"b.png\" alt=\"B\" loading=\"lazy\" /></figure>\n",
                "");
  check_article("![](w.svg \"decorative\")\n", "<figure><img src=\"w.svg\" alt=\"\" /></figure>\n",
                "");
}

static void an_image_without_words_is_an_error(void **state) {
  check_problems("## A\n\n> - x ![](a.png)\n",
                 "3:7 MD006 this image has no alternative text; say what it shows: "
                 "![a needle beside a joint](a.png), or that it only decorates: "
                 "![](a.png \"decorative\")\n");
}

static void raw_html_is_left_out(void **state) {
  check_article("A <b>bold</b> word.\n", "<p>A bold word.</p>\n",
                "1:3 MD001 the HTML element <b> is left out; write bold text as **text**\n");
  check_article("One.\n\n<br>\n\nTwo <!-- for us -->\n", "<p>One.</p>\n<p>Two </p>\n",
                "3:1 MD001 the HTML element <br> is left out; "
                "end the line with a backslash to break it\n");
  check_with((md_options){.raw_html = HTML_EVERYTHING}, "<i>a</i>\n\n<div>\n*b*\n</div>\n",
             "<p><i>a</i></p>\n<div>\n*b*\n</div>\n", "");
}

/* ---- GitHub's additions ---- */

static void tables_are_githubs(void **state) {
  check_github("| a | b |\n|:--|--:|\n| `x\\|y` | *z*\n| 1 | 2 | 3 |\n| 4 |\n\nend\n",
               "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n"
               "</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\"><code>x|y</code></td>\n"
               "<td align=\"right\"><em>z</em></td>\n</tr>\n<tr>\n<td align=\"left\">1</td>\n"
               "<td align=\"right\">2</td>\n</tr>\n<tr>\n<td align=\"left\">4</td>\n"
               "<td align=\"right\"></td>\n</tr>\n</tbody>\n</table>\n<p>end</p>\n");
  check_github("| a | b |\n| --- |\n", "<p>| a | b |\n| --- |</p>\n");
  check_github("a | b\n-|-\n",
               "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
               "</table>\n");
}

static void tasks_have_boxes(void **state) {
  check_github("- [ ] a\n- [x] b\n- [y] c\n",
               "<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> a</li>\n"
               "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> b</li>\n"
               "<li>[y] c</li>\n</ul>\n");
}

static void struck_text(void **state) {
  check_github("~~a *b* c~~ and ~~~no~~~\n", "<p><del>a <em>b</em> c</del> and ~~~no~~~</p>\n");
  check_github("~~a\n\nb~~ \\~~c~~\n", "<p>~~a</p>\n<p>b~~ ~~c~~</p>\n");
}

static void raised_text_in_a_table_and_a_title(void **state) {
  md_options options = {.extensions = true, .super_and_subscript = true};
  check_with(options, "| x^2^ | y^2^ |\n|---|---|\n",
             "<table>\n<thead>\n<tr>\n<th>x<sup>2</sup></th>\n<th>y<sup>2</sup></th>\n</tr>\n"
             "</thead>\n</table>\n",
             "");
  check_with(options, "::: note H~2~O\nx^2^\n:::\n",
             "<aside class=\"callout callout-note\">\n"
             "<p class=\"callout-title\">H<sub>2</sub>O</p>\n<p>x<sup>2</sup></p>\n</aside>\n",
             "");
}

static void bare_addresses_become_links(void **state) {
  check_github("See www.example.org/a_b. (https://x.org/y) a@b.org `www.c.org`\n",
               "<p>See <a href=\"http://www.example.org/a_b\">www.example.org/a_b</a>. "
               "(<a href=\"https://x.org/y\">https://x.org/y</a>) "
               "<a href=\"mailto:a@b.org\">a@b.org</a> <code>www.c.org</code></p>\n");
}

static void footnotes_are_numbered_as_cited(void **state) {
  check_github("A[^b] b[^a] c[^b].[^none]\n\n[^a]: First\n[^b]: https://x.org/\n\n    More.\n",
               "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-b\" id=\"fnref-b\" data-footnote-ref>"
               "1</a></sup> b<sup class=\"footnote-ref\"><a href=\"#fn-a\" id=\"fnref-a\" "
               "data-footnote-ref>2</a></sup> c<sup class=\"footnote-ref\"><a href=\"#fn-b\" "
               "id=\"fnref-b-2\" data-footnote-ref>1</a></sup>.[^none]</p>\n"
               "<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"fn-b\">\n"
               "<p><a href=\"https://x.org/\">https://x.org/</a></p>\n<p>More. "
               "<a href=\"#fnref-b\" class=\"footnote-backref\" data-footnote-backref "
               "aria-label=\"Back to content\">\xE2\x86\xA9</a> <a href=\"#fnref-b-2\" "
               "class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">"
               "\xE2\x86\xA9<sup class=\"footnote-ref\">2</sup></a></p>\n</li>\n<li id=\"fn-a\">\n"
               "<p>First <a href=\"#fnref-a\" class=\"footnote-backref\" data-footnote-backref "
               "aria-label=\"Back to content\">\xE2\x86\xA9</a></p>\n</li>\n</ol>\n</section>\n");
}

/* ---- Definition lists ---- */

static void definitions_are_listed(void **state) {
  check_github("Bursa\n: a small sac\n: a purse\n\nCox\nHip\n: the same\n",
               "<dl>\n<dt>Bursa</dt>\n<dd>a small sac</dd>\n<dd>a purse</dd>\n<dt>Cox</dt>\n"
               "<dt>Hip</dt>\n<dd>the same</dd>\n</dl>\n");
  check_github("T\n\n: one\n\n  two\n\nAfter.\n",
               "<dl>\n<dt>T</dt>\n<dd>\n<p>one</p>\n<p>two</p>\n</dd>\n</dl>\n<p>After.</p>\n");
  check_github("T\n: - a\n  - b\n: c\n",
               "<dl>\n<dt>T</dt>\n<dd>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</dd>\n"
               "<dd>c</dd>\n</dl>\n");
  check_github("> - T\n>   : d\n",
               "<blockquote>\n<ul>\n<li>\n<dl>\n<dt>T</dt>\n<dd>d</dd>\n</dl>\n</li>\n</ul>\n"
               "</blockquote>\n");
}

static void a_colon_is_no_definition(void **state) {
  check_github(": a\n", "<p>: a</p>\n");
  check_github("# H\n: a\n", "<h1>H</h1>\n<p>: a</p>\n");
  check_github("a\n:b\n", "<p>a\n:b</p>\n");
  check_github("```\na\n: b\n```\n", "<pre><code>a\n: b\n</code></pre>\n");
  check_with((md_options){0}, "a\n: b\n", "<p>a\n: b</p>\n", "");
}

/* ---- Callouts, care cards, do lists ---- */

static void callouts_in_both_spellings(void **state) {
  const char *html =
      "<aside class=\"callout callout-tip\">\n<p class=\"callout-title\">Rest "
      "<em>well</em></p>\n<p>Sleep.</p>\n</aside>\n";
  check_article("> [!TIP] Rest *well*\n> Sleep.\n", html, "");
  check_article("::: tip Rest *well*\nSleep.\n:::\n", html, "");
}

static void a_care_card_says_when(void **state) {
  check_article("::: urgent Call us today if:\n- it swells\n:::\n",
                "<section class=\"care care-urgent\">\n<h3 class=\"care-title\">"
                "<span class=\"visually-hidden\">Urgent advice: </span>Call us today if:</h3>\n"
                "<ul>\n<li>it swells</li>\n</ul>\n</section>\n",
                "");
  check_problems("::: urgent\nIt swells.\n:::\n",
                 "1:1 MD011 a care card without its \"\xE2\x80\xA6 if:\" heading; say what to do "
                 "and when, as in: Call us today if:\n"
                 "1:1 MD011 a care card without its list of signs; list the signs below the "
                 "heading, a line each: - a fever above 38 degrees\n");
  check_problems("::: emergency Call 911 if:\n- you [faint](x.md)\n- or [call](tel:911)\n:::\n",
                 "2:15 MD011 an emergency card holds a link away from it; give a number to call "
                 "instead, as in [911](tel:911), and put the link below the card\n");
}

static void do_lists_have_their_words(void **state) {
  check_article("## A\n\n::: dont\n- run\n:::\n",
                "<h2 id=\"a\">A</h2>\n<section class=\"advice advice-dont\">\n"
                "<h3 class=\"advice-title\">Don\xE2\x80\x99t</h3>\n<ul>\n<li>run</li>\n</ul>\n"
                "</section>\n",
                "");
}

static void a_wrong_block_is_an_error(void **state) {
  check_problems("> [!NTOE]\n> x\n",
                 "1:3 MD008 \"NTOE\" is no kind of callout; did you mean note?\n");
  check_problems("::: spoiler\nx\n:::\n",
                 "1:1 MD008 \"spoiler\" is no kind of callout; the kinds are note, tip, warning, "
                 "key, non-urgent, urgent, emergency, do, dont\n");
  check_problems("a\n\n::: note\nx\n",
                 "3:1 MD013 this block is never closed; end it with a line of its own: :::\n");
}

/* ---- Places ---- */

static void places_are_exact(void **state) {
  static const char *const texts[] = {
      "\xEF\xBB\xBF\r\n\r\n> - b\r\n>   \xC3\xA9 <br>\r\n",
      "| a |\n|---|\n| b |\n\n[^n]: - x\n      \xC3\xA9 <br>\n\n[^n]\n",
      "T\n: a\n\n  | b |\n  |---|\n  | \xC3\xA9 <br> |\n",
  };
  static const char *const places[] = {"4:7 ", "6:9 ", "6:7 "};
  for (size_t i = 0; i < 3; i++) {
    conversion c;
    buf out = BUF_EMPTY;
    md_options options = {.extensions = true};
    convert(&c, options, texts[i], 0);
    assert_memory_equal(report_of(c.sink, &out), places[i], strlen(places[i]));
    buf_free(&out);
    release(&c);
  }
}

static void places_count_from_the_start_of_the_file(void **state) {
  conversion c;
  const char *text = "---\ntitle: A\n---\n[a](b.md)\n";
  convert(&c, md_article_options, text, (size_t)(strstr(text, "[a]") - text));
  assert_int_equal(c.out.links.at[0].offset, strstr(text, "b.md") - text);
  release(&c);
}

/* ---- What libcmark is spared ---- */

#define PLAIN "Some people feel a little better at once, and some do only after two weeks"

/* Lines that end in CR and LF it reads whole. */
static void stretches_left_out_come_back(void **state) {
  static const char *const texts[] = {
      PLAIN ".\n\n" PLAIN "!\n" PLAIN "\n\n" PLAIN,
      PLAIN " *here* and (there) [more](b.md). " PLAIN ".\n\n" PLAIN " ![an](b.png)\n",
      PLAIN " * _ ` [ ] ( ! " PLAIN ".\n\n" PLAIN " [a](b.md \"" PLAIN "\") " PLAIN ".\n",
      PLAIN " &amp; &" PLAIN "; " PLAIN "\n\n" PLAIN " <b title='" PLAIN "'>" PLAIN "</b>\n",
      PLAIN "  \n" PLAIN "\\\n" PLAIN "\n---\n\n" PLAIN " `" PLAIN "\n" PLAIN "` " PLAIN "\n",
      "```\n\n" PLAIN "\n\n```\n\n" PLAIN "\n",
      "<!--\n\n" PLAIN " --> *a* " PLAIN "\n\n" PLAIN "\n",
      "- a\n\n" PLAIN "\n\n- b\n" PLAIN "\n\n[x]: /y\n\n" PLAIN " [x] " PLAIN "\n",
      PLAIN "\xC3\xA9\n\n" PLAIN " \xC3\xA9*a*\xC3\xA9 " PLAIN "\n\n\xC2\xBF" PLAIN "?\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    conversion briefly, whole;
    buf text = BUF_EMPTY;
    for (const char *at = texts[i]; *at; at++)
      buf_add(&text, *at == '\n' ? SV("\r\n") : sv_make(at, 1));
    convert(&briefly, md_article_options, texts[i], 0);
    convert(&whole, md_article_options, buf_cstr(&text), 0);
    assert_string_equal(arena_cstr(&briefly.memory, briefly.out.html),
                        arena_cstr(&whole.memory, whole.out.html));
    assert_int_equal(briefly.out.words, whole.out.words);
    release(&briefly);
    release(&whole);
    buf_free(&text);
  }
}

static void places_count_what_is_left_out(void **state) {
  const char *text =
      PLAIN "\n" PLAIN ", see www.here.org\n\n" PLAIN " *a* [b](c.md) " PLAIN " www.d.org.\n";
  conversion c;
  convert(&c, md_article_options, text, 0);
  assert_int_equal(c.out.links.len, 3);
  assert_int_equal(c.out.links.at[0].offset, strstr(text, "www.here") - text);
  assert_int_equal(c.out.links.at[1].offset, strstr(text, "c.md") - text);
  assert_int_equal(c.out.links.at[2].offset, strstr(text, "www.d") - text);
  const prose_block *second = &c.out.prose.at[1];
  assert_int_equal(second->offset, strstr(text, "\n\n") + 2 - text);
  assert_int_equal(second->length, strlen(text) - 1 - second->offset);
  release(&c);
}

/* libcmark follows references as far as the text is long, and at least for 100,000 bytes. */
static void a_long_text_may_refer_often(void **state) {
  enum { TIMES = 300, LENGTH = 1000 };
  buf text = BUF_EMPTY;
  for (int i = 0; i < TIMES * LENGTH / 75; i++) buf_lit(&text, PLAIN ".\n\n");
  for (int i = 0; i < TIMES; i++) buf_lit(&text, "See [a].\n\n");
  buf_lit(&text, "[a]: /");
  for (int i = 0; i < LENGTH; i++) buf_byte(&text, 'b');
  conversion c;
  convert(&c, md_article_options, buf_cstr(&text), 0);
  assert_int_equal(c.out.links.len, TIMES);
  release(&c);
  buf_free(&text);
}

/* ---- What a page is told ---- */

static void a_summary_is_what_stands_above_more(void **state) {
  conversion c;
  convert(&c, md_article_options, "## H\n\nOne *two*\nthree.\n\nFour.\n", 0);
  assert_string_equal(arena_cstr(&c.memory, c.out.summary), "One two three.");
  assert_int_equal(c.out.words, 5);
  release(&c);
  convert(&c, md_article_options, "One.\n\nTwo.\n\n<!--more-->\n\nThree.\n", 0);
  assert_string_equal(arena_cstr(&c.memory, c.out.summary), "One. Two.");
  check_report(&c, "");
  release(&c);
}

static void a_line_has_no_paragraph(void **state) {
  arena memory = {0}, scratch = {0};
  diag_sink *sink = diag_sink_new();
  sv one = md_inline(&memory, &scratch, &md_article_options, SV("*a* \"b\""), DIAG_NOWHERE, sink);
  assert_string_equal(arena_cstr(&memory, one),
                      "<em>a</em> \xE2\x80\x9C"
                      "b\xE2\x80\x9D");
  sv two = md_inline(&memory, &scratch, &md_article_options, SV("a\n\nb"), DIAG_NOWHERE, sink);
  assert_string_equal(arena_cstr(&memory, two), "<p>a</p>\n<p>b</p>");
  diag_sink_free(sink);
  arena_free(&memory);
  arena_free(&scratch);
}

/* With a blank behind it, it goes the long way. */
static void a_line_of_words_is_what_it_is(void **state) {
  static const char *const texts[] = {"A",
                                      "Rest (for a day), then walk; 50% of people do! Or more?",
                                      "It\u2019s \u00E9 2/3 - of (a) b-c.",
                                      "a-- b",
                                      "a... b",
                                      "Awww",
                                      "See www.a.example",
                                      "a: b",
                                      "a *b*",
                                      "a\nb",
                                      "1. a",
                                      "a \"b\" 'c' & <d>"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    arena memory = {0}, scratch = {0};
    diag_sink *sink = diag_sink_new();
    diag_span where = diag_at(SV("a.md"), 7, strlen(texts[i]));
    body line, longer;
    sv text = sv_of(texts[i]), with_blank = arena_cat(&memory, (sv[]){text, SV(" ")}, 2);
    md_line(&memory, &scratch, &md_article_options, text, where, sink, &line);
    md_line(&memory, &scratch, &md_article_options, with_blank, where, sink, &longer);
    assert_true(sv_eq(line.html, longer.html) && sv_eq(line.summary, longer.summary));
    assert_int_equal(line.words, longer.words);
    assert_int_equal(line.links.len, longer.links.len);
    assert_int_equal(line.prose.len, longer.prose.len);
    for (size_t j = 0; j < line.prose.len; j++) {
      const prose_block *one = &line.prose.at[j], *other = &longer.prose.at[j];
      assert_true(one->kind == other->kind && sv_eq(one->text, other->text));
      assert_true(one->offset == other->offset && one->length == other->length);
    }
    diag_sink_free(sink);
    arena_free(&memory);
    arena_free(&scratch);
  }
}

static void images_around_links_have_a_limit(void **state) {
  conversion c;
  buf text = BUF_EMPTY;
  buf_lit(&text, "a\n\n> b\n");
  for (int i = 0; i < 20000; i++) buf_lit(&text, "![[]()");
  convert(&c, md_article_options, buf_cstr(&text), 0);
  check_report(&c,
               "4:1 MD007 too many images and links in one paragraph; make it simpler, or "
               "split it into several articles\n");
  release(&c);
  text.len = 0;
  for (int i = 0; i < 20000; i++) buf_lit(&text, "![\r\n[]()\r\n");
  convert(&c, md_article_options, buf_cstr(&text), 0);
  assert_int_equal(diag_count(c.sink, DIAG_ERROR), 1);
  release(&c);
  /* A long article full of pictures is none of that. */
  text.len = 0;
  for (int i = 0; i < 20000; i++) buf_lit(&text, "> ![a](b.png) [c](d.md)\n>\n");
  convert(&c, md_article_options, buf_cstr(&text), 0);
  check_report(&c, "");
  assert_int_equal(c.out.links.len, 40000);
  release(&c);
  buf_free(&text);
}

static void a_limit_is_a_problem(void **state) {
  conversion c;
  buf text = BUF_EMPTY;
  for (int i = 0; i < 200; i++) buf_lit(&text, "> ");
  buf_lit(&text, "a\n");
  convert(&c, md_article_options, buf_cstr(&text), 0);
  check_report(&c,
               "1:1 MD007 quotes and lists are nested too deep; make it simpler, or split it "
               "into several articles\n");
  assert_int_equal(c.out.html.len, 0);
  release(&c);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_move_below_the_title),
      cmocka_unit_test(heading_ids_are_githubs),
      cmocka_unit_test(headings_are_kept_for_the_contents),
      cmocka_unit_test(links_leave_slots),
      cmocka_unit_test(active_links_are_dropped),
      cmocka_unit_test(images_become_figures),
      cmocka_unit_test(an_image_without_words_is_an_error),
      cmocka_unit_test(raw_html_is_left_out),
      cmocka_unit_test(tables_are_githubs),
      cmocka_unit_test(tasks_have_boxes),
      cmocka_unit_test(struck_text),
      cmocka_unit_test(raised_text_in_a_table_and_a_title),
      cmocka_unit_test(bare_addresses_become_links),
      cmocka_unit_test(footnotes_are_numbered_as_cited),
      cmocka_unit_test(definitions_are_listed),
      cmocka_unit_test(a_colon_is_no_definition),
      cmocka_unit_test(callouts_in_both_spellings),
      cmocka_unit_test(a_care_card_says_when),
      cmocka_unit_test(do_lists_have_their_words),
      cmocka_unit_test(a_wrong_block_is_an_error),
      cmocka_unit_test(places_are_exact),
      cmocka_unit_test(places_count_from_the_start_of_the_file),
      cmocka_unit_test(stretches_left_out_come_back),
      cmocka_unit_test(places_count_what_is_left_out),
      cmocka_unit_test(a_long_text_may_refer_often),
      cmocka_unit_test(a_summary_is_what_stands_above_more),
      cmocka_unit_test(a_line_has_no_paragraph),
      cmocka_unit_test(a_line_of_words_is_what_it_is),
      cmocka_unit_test(images_around_links_have_a_limit),
      cmocka_unit_test(a_limit_is_a_problem),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
