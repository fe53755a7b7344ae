/* Inserts in articles: `{% name argument: "value" %}`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conversion.h"

static sv looks[] = {SV_INIT("main"), SV_INIT("quiet")};
static const md_argument phone_arguments[] = {{.name = SV_INIT("text"), .words = MD_WORDS},
                                              {.name = SV_INIT("number"),
                                               .kind = MD_PHONE,
                                               .words = MD_WORDS,
                                               .otherwise = SV_INIT("clinic")}};
static const md_argument button_arguments[] = {
    {.name = SV_INIT("text"), .required = true, .words = MD_WORDS},
    {.name = SV_INIT("to"), .kind = MD_LINK, .required = true},
    {.name = SV_INIT("look"), .one_of = {looks, 2, 2}}};
static const md_argument figure_arguments[] = {
    {.name = SV_INIT("src"), .kind = MD_IMAGE, .required = true, .hint = SV_INIT("name it")},
    {.name = SV_INIT("sheet"), .kind = MD_FILE},
    {.name = SV_INIT("caption"), .words = MD_CAPTION}};
static const md_insert kinds[] = {{SV_INIT("phone"), true, phone_arguments, 2, false},
                                  {SV_INIT("button"), true, button_arguments, 3, false},
                                  {SV_INIT("figure"), false, figure_arguments, 3, false}};
static const md_inserts inserts = {kinds, 3, SV_INIT("202-555-0142"), SV_INIT("911")};

static md_options with_inserts(void) {
  md_options options = md_article_options;
  options.inserts = &inserts;
  return options;
}

static void check_problems(const char *text, const char *report) {
  conversion c;
  convert(&c, with_inserts(), text, 0);
  check_report(&c, report);
  release(&c);
}

/* The HTML with every insert as [name argument=value], what nothing gives left out. */
static void check_as_named(md_options options, const char *text, const char *expected) {
  conversion c;
  convert(&c, options, text, 0);
  check_report(&c, "");
  for (size_t i = 0; i < c.out.inserts.len; i++) {
    body_insert *insert = &c.out.inserts.at[i];
    buf out = BUF_EMPTY;
    buf_byte(&out, '[');
    buf_add(&out, insert->name);
    for (size_t k = 0; k < insert->argument_count; k++) {
      const body_argument *argument = &insert->arguments[k];
      if (!argument->text.len) continue;
      buf_byte(&out, ' ');
      buf_add(&out, argument->name);
      buf_add(&out, argument->link ? SV("->") : SV("="));
      buf_add(&out, argument->text);
    }
    buf_byte(&out, ']');
    insert->html = arena_dup(&c.memory, buf_sv(&out));
    buf_free(&out);
  }
  assert_string_equal(arena_cstr(&c.memory, body_html(&c.memory, &c.out)), expected);
  release(&c);
}

static void check_named(const char *text, const char *expected) {
  check_as_named(with_inserts(), text, expected);
}

/* ---- Where they stand ---- */

static void a_line_holds_some(void **state) {
  check_named("Call {% phone %} or {%phone text: 'us'%}.\n",
              "<p>Call [phone number=202-555-0142] or [phone text=us number=202-555-0142].</p>\n");
  check_named("**{% phone number: \"emergency\" %}**\n",
              "<p><strong>[phone number=911]</strong></p>\n");
  check_named("- {% phone %}\n\n> {% phone number: \"+1 (202) 555-0100\" %}\n",
              "<ul>\n<li>[phone number=202-555-0142]</li>\n</ul>\n<blockquote>\n"
              "<p>[phone number=+1 (202) 555-0100]</p>\n</blockquote>\n");
}

/* Where a line ends is found once for all inserts on it, and anew for those on the next. */
static void a_line_holds_many(void **state) {
  enum { MANY = 1000 };
  buf text = BUF_EMPTY;
  for (int i = 0; i < MANY; i++) buf_lit(&text, "{% phone %} ");
  buf_lit(&text, "{% phon %}\n");
  for (int i = 0; i < MANY; i++) buf_lit(&text, "{% phone %} ");
  buf_lit(&text, "{% phone text: \"a\n%} {% phone number: \"x\" %}\n");
  conversion c;
  convert(&c, with_inserts(), buf_cstr(&text), 0);
  check_report(&c,
               "1:12004 MD015 there is no insert \"phon\"; did you mean \"phone\"? the inserts are "
               "phone, button, figure\n"
               "2:12001 MD016 this insert is never closed; write it on one line, with %} at its "
               "end\n"
               "3:22 MD016 \"x\" is no phone number; write a number, \"clinic\" or "
               "\"emergency\"\n");
  assert_int_equal(c.out.inserts.len, 2 * MANY);
  for (size_t i = 0; i < c.out.inserts.len; i++) {
    const body_insert *insert = &c.out.inserts.at[i];
    assert_int_equal(c.out.html.at[insert->slot], ' ');
    if (i % MANY) assert_int_equal(insert->slot, insert[-1].slot + 1);
  }
  release(&c);
  buf_free(&text);
}

static void others_have_their_paragraph(void **state) {
  check_named("Before.\n\n{% figure src: \"a.png\" %}\n\nAfter.\n",
              "<p>Before.</p>\n[figure src->a.png]\n<p>After.</p>\n");
  check_named("- {% figure src: \"a.png\" %}\n", "<ul>\n<li>\n[figure src->a.png]\n</li>\n</ul>\n");
  check_named("> {% figure src: \"a.png\" caption: \"C\" %}\n",
              "<blockquote>\n[figure src->a.png caption=C]\n</blockquote>\n");
}

static void cells_hold_some(void **state) {
  /* A pipe inside an insert ends no cell. */
  check_named("|a|b|\n|-|-|\n|{% phone %}|x {% button text: \"p | q\" to: \"b.md\" %}|\n",
              "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n"
              "<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
              "<td>[phone number=202-555-0142]</td>\n"
              "<td>x [button text=p | q to->b.md]</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
}

static void notes_and_cards_hold_some(void **state) {
  check_named("::: emergency\n## Call {% phone number: \"emergency\" %} now if:\n\n- a\n:::\n",
              "<section class=\"care care-emergency\">\n<h3 class=\"care-title\">"
              "<span class=\"visually-hidden\">Immediate action required: </span>"
              "Call [phone number=911] now if:</h3>\n<ul>\n<li>a</li>\n</ul>\n</section>\n");
}

/* What a value says has no meaning in Markdown. */
static void values_are_no_markdown(void **state) {
  check_named("{% phone text: \"a *b* `c` <d> [e](f) g_h_i &amp; \\\"q\\\" \\\\ %} \" %}\n",
              "<p>[phone text=a *b* `c` <d> [e](f) g_h_i &amp; \"q\" \\ %} "
              "number=202-555-0142]</p>\n");
  check_named("*{% phone text: \"*\" %}*\n",
              "<p><em>[phone text=* number=202-555-0142]</em></p>\n");
}

/* ---- Where they are text ---- */

static void code_is_text(void **state) {
  check_named("`{% phone %}` ``{% nothing ` %}``\n",
              "<p><code>{% phone %}</code> <code>{% nothing ` %}</code></p>\n");
  check_named("```{% phone %}\n{% figure src: \"x\" %}\n```\n\n    {% phone %}\n",
              "<pre><code class=\"language-{%\">{% figure src: &quot;x&quot; %}\n</code></pre>\n"
              "<pre><code>{% phone %}\n</code></pre>\n");
}

static void other_braces_are_text(void **state) {
  check_named("{{ page.title }} {% 50 %} 10{%} \\{% phone %} {%%}\n",
              "<p>{{ page.title }} {% 50 %} 10{%} {% phone %} {%%}</p>\n");
  check_as_named(md_article_options, "{% phone %}\n", "<p>{% phone %}</p>\n");
  /* The writer's own control characters are no marks. */
  check_named(
      "\x0E"
      "000\x0F {% phone %}\n",
      "<p>\x1F"
      "000\x0F [phone number=202-555-0142]</p>\n");
}

/* What notes and abbreviations are called, and what one means, holds no insert. */
static void names_are_text(void **state) {
  check_named("*[ECG]: a {% phone %}\n\nECG\n",
              "<p><abbr title=\"a {% phone %}\">ECG</abbr></p>\n");
  check_problems(
      "[^{% phone %}]: x\n",
      "1:1 MD009 the text never cites the footnote \"{% phone %}\"; write [^{% phone %}] "
      "where it belongs, or take it out\n");
}

static void a_reader_cannot_use_them(void **state) {
  md_options options = with_inserts();
  options.reader_text = true;
  conversion c;
  convert(&c, options, "x", 0);
  sv html = md_inline(&c.memory, &c.scratch, &options, SV("{% phone %}"), diag_file(SV("comment")),
                      c.sink);
  assert_string_equal(arena_cstr(&c.memory, html), "<p>{% phone %}</p>\n");
  release(&c);
}

/* ---- What is wrong ---- */

static void unknown_ones_are_reported(void **state) {
  check_problems("a {% phon %}\n",
                 "1:6 MD015 there is no insert \"phon\"; did you mean \"phone\"? the inserts are "
                 "phone, button, figure\n");
  check_problems("\n> {% include x.html %}\n",
                 "2:6 MD015 there is no insert \"include\"; the inserts are phone, button, "
                 "figure\n");
}

static void arguments_are_checked(void **state) {
  check_problems("{% phone nummer: \"1\" %}\n",
                 "1:10 MD016 phone has no argument \"nummer\"; did you mean \"number\"? it takes "
                 "text, number\n");
  check_problems("{% figure caption: \"é\" %}\n",
                 "1:4 MD016 figure is without its argument \"src\"; name it\n");
  check_problems("é {% button text: \"x\" %}\n",
                 "1:6 MD016 button is without its argument \"to\"; write {% button to: \"…\" %}\n");
  check_problems("{% phone text: \"a\" text: \"b\" %}\n", "1:20 MD016 \"text\" is given twice\n");
  check_problems("{% phone text: us %}\n",
                 "1:16 MD016 the value of \"text\" stands without straight quotes; write text: "
                 "\"…\", with the marks that a keyboard types\n");
  check_problems("{% phone text: “us” %}\n",
                 "1:16 MD016 the value of \"text\" stands without straight quotes; write text: "
                 "\"…\", with the marks that a keyboard types\n");
  check_problems("{% phone text: \"us %}\n",
                 "1:16 MD016 the value of \"text\" has no closing quote; an insert stands on one "
                 "line; a quote inside a value is written \\\"\n");
  check_problems("{% phone text \"us\" %}\n",
                 "1:15 MD016 a colon is missing here; write {% phone name: \"value\" %}\n");
  check_problems("{%- phone -%}\n",
                 "1:3 MD016 an insert starts with {% alone; take the hyphen out\n");
  check_problems(
      "{% button text: \"x\" to: \"y.md\" look: \"main\" %}\n\n"
      "{% button text: \"x\" to: \"y.md\" look: \"quite\" %}\n",
      "3:39 MD016 \"quite\" is no look that it knows; did you mean \"quiet\"? it is "
      "one of main, quiet\n");
}

static void numbers_are_checked(void **state) {
  check_problems("{% phone number: \"us\" %}\n",
                 "1:19 MD016 \"us\" is no phone number; write a number, \"clinic\" or "
                 "\"emergency\"\n");
  md_inserts none = inserts;
  none.phone = SV("");
  md_options options = with_inserts();
  options.inserts = &none;
  conversion c;
  convert(&c, options, "x {% phone %}\n", 0);
  check_report(&c, "1:3 MD016 site.yaml gives no phone; add phone: \"…\" to it\n");
  release(&c);
}

static void targets_are_checked(void **state) {
  check_problems("{% figure src: \"https://x.org/a.png\" %}\n",
                 "1:17 MD016 \"src\" takes a file of the site; put it into content/files/, so "
                 "that no other server hears of your readers\n");
  check_problems("{% button text: \"x\" to: \"JavaScript:alert(1)\" %}\n",
                 "1:26 MD016 \"to\" does not take such an address; link to a page or file of the "
                 "site, to https://…, mailto: or tel:\n");
  check_problems("::: emergency\n## Call if:\n\n- a {% button text: \"x\" to: \"y.md\" %}\n:::\n",
                 "4:30 MD011 an emergency card holds a link away from it; give a number to call "
                 "instead, as in [911](tel:911), and put the link below the card\n");
}

static void places_are_checked(void **state) {
  check_problems("Text\n{% figure src: \"a.png\" %}\n",
                 "2:1 MD017 figure stands in a paragraph of its own; leave a blank line above it "
                 "and below it\n");
  check_problems("## Call {% phone %}\n",
                 "1:9 MD017 phone cannot stand in a heading; put it into the text below\n");
  check_problems("[call {% phone %}](x.md)\n",
                 "1:7 MD017 phone cannot stand in a link's text; put it before the link or "
                 "behind it\n");
  check_problems("{% figure src: \"a\"\n   caption: \"b\" %}\n",
                 "1:1 MD016 this insert is never closed; write it on one line, with %} at its "
                 "end\n");
}

static void a_file_with_front_matter_has_its_own_lines(void **state) {
  const char *text = "---\ntitle: x\n---\n\nA.\r\n\r\n- b {% phon %}\r\n";
  conversion c;
  convert(&c, with_inserts(), text, strlen("---\ntitle: x\n---\n"));
  check_report(&c,
               "7:8 MD015 there is no insert \"phon\"; did you mean \"phone\"? the inserts are "
               "phone, button, figure\n");
  release(&c);
}

/* ---- What is kept ---- */

/* A sentence has the words that readers see in it; a caption is told from the text. */
static void words_are_the_articles(void **state) {
  conversion c;
  convert(&c, with_inserts(),
          "Call {% phone %} now.\n\nTap {% button text: \"Book a visit\" to: \"b.md\" %}.\n\n"
          "{% figure src: \"a.png\" caption: \"A needle\" %}\n",
          0);
  check_report(&c, "");
  assert_int_equal(c.out.prose.len, 3);
  assert_string_equal(arena_cstr(&c.memory, c.out.prose.at[0].text), "Call 202-555-0142 now.");
  assert_string_equal(arena_cstr(&c.memory, c.out.prose.at[1].text), "Tap Book a visit.");
  assert_string_equal(arena_cstr(&c.memory, c.out.prose.at[2].text), "A needle");
  assert_int_equal(c.out.prose.at[2].kind, PROSE_CAPTION);
  release(&c);
}

static void targets_wait_for_the_site(void **state) {
  const char *text = "[a](x.md) {% button text: \"b\" to: \"y.md#z\" %}\n";
  conversion c;
  convert(&c, with_inserts(), text, 0);
  assert_int_equal(c.out.links.len, 2);
  const body_link *link = &c.out.links.at[1];
  assert_true(link->of_insert && link->slot == BODY_NO_SLOT && link->kind == BODY_LINK);
  assert_string_equal(arena_cstr(&c.memory, link->target), "y.md#z");
  assert_int_equal(link->offset, strstr(text, "y.md") - text);
  assert_int_equal(link->length, 6);
  assert_int_equal(c.out.inserts.at[0].arguments[1].link, 2);
  release(&c);
}

static void later_images_can_wait(void **state) {
  conversion c;
  convert(&c, with_inserts(),
          "{% figure src: \"a.png\" %}\n\n{% figure src: \"b.png\" %}\n\n![c](c.png)\n", 0);
  assert_false(c.out.inserts.at[0].below_image);
  assert_true(c.out.inserts.at[1].below_image);
  assert_true(sv_find(c.out.html, SV("loading=\"lazy\""), 0) != SV_NONE);
  release(&c);
}

/* Addresses from the root get the host in feeds, inserts' among them. */
static void slots_take_inserts_and_links(void **state) {
  arena a = {0};
  body text = {.html = SV("<p>1<a href=\"\">2</a>3</p>")};
  body_link link = {.slot = 13, .address = SV("/x/")};
  vec_push(&a, &text.links, link);
  uint32_t root[] = {9};
  body_insert first = {.slot = 4, .html = SV("<a href=\"/y\">"), .root = root, .root_count = 1};
  body_insert second = {.slot = 20, .html = SV("!")};
  vec_push(&a, &text.inserts, first);
  vec_push(&a, &text.inserts, second);
  assert_string_equal(arena_cstr(&a, body_html(&a, &text)),
                      "<p>1<a href=\"/y\"><a href=\"/x/\">2</a>!3</p>");
  assert_string_equal(
      arena_cstr(&a, body_html_from(&a, &text, (body_reader){.origin = SV("https://h")})),
      "<p>1<a href=\"https://h/y\"><a href=\"https://h/x/\">2</a>!3</p>");
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_holds_some),
      cmocka_unit_test(a_line_holds_many),
      cmocka_unit_test(others_have_their_paragraph),
      cmocka_unit_test(cells_hold_some),
      cmocka_unit_test(notes_and_cards_hold_some),
      cmocka_unit_test(values_are_no_markdown),
      cmocka_unit_test(code_is_text),
      cmocka_unit_test(other_braces_are_text),
      cmocka_unit_test(names_are_text),
      cmocka_unit_test(a_reader_cannot_use_them),
      cmocka_unit_test(unknown_ones_are_reported),
      cmocka_unit_test(arguments_are_checked),
      cmocka_unit_test(numbers_are_checked),
      cmocka_unit_test(targets_are_checked),
      cmocka_unit_test(places_are_checked),
      cmocka_unit_test(a_file_with_front_matter_has_its_own_lines),
      cmocka_unit_test(words_are_the_articles),
      cmocka_unit_test(targets_wait_for_the_site),
      cmocka_unit_test(later_images_can_wait),
      cmocka_unit_test(slots_take_inserts_and_links),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
