/* HTML in articles: what passes, what never does, and that nothing breaks the page. The inputs that
 * attack are the common families: handlers, addresses that run a program in every disguise,
 * elements with rules of their own, broken tags, what closes the page around the article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gumbo.h>

#include "conversion.h"
#include "html_check.h"

static md_options listed(arena *a, html_rules *rules) {
  md_options options = md_article_options;
  html_rules_usual(a, rules);
  options.raw_html = HTML_LISTED;
  options.html = rules;
  options.site_links = options.warn_pastes = false;
  return options;
}

static void check_listed(const char *text, const char *html, const char *report) {
  arena a = {0};
  html_rules rules = {0};
  check_with(listed(&a, &rules), text, html, report);
  arena_free(&a);
}

static void harmless_html_passes(void **state) {
  check_listed("Press <KBD class=k>Ctrl</KBD>, H<sub>2</sub>O<br>x<wbr/>\n",
               "<p>Press <kbd class=\"k\">Ctrl</kbd>, H<sub>2</sub>O<br />x<wbr /></p>\n", "");
  check_listed(
      "<details open>\n<summary>More &amp; &eacute; & \"x\" > y</summary>\n\n*Text*\n\n"
      "</details>\n",
      "<details open=\"\">\n<summary>More &amp; &eacute; &amp; &quot;x&quot; &gt; y</summary>"
      "\n<p><em>Text</em></p>\n</details>\n",
      "");
  check_listed("<a href=\"tel:911\" title='\"<b>'>call</a> <a href=\"/a?b=1&amp;c=2\">x</a>\n",
               "<p><a href=\"tel:911\" title=\"&quot;&lt;b&gt;\">call</a> "
               "<a href=\"/a?b=1&amp;c=2\">x</a></p>\n",
               "");
  check_listed("<table><tr><td colspan=2>a<td>b<tr><td>c</table>\n",
               "<table><tr><td colspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></table>\n",
               NULL);
}

static void the_rest_is_left_out_with_a_word(void **state) {
  check_listed("a <u onclick=\"x()\">b</u> <font>c</font> <article>d</article>\n",
               "<p>a <u>b</u> c d</p>\n",
               "1:3 MD001 the attribute onclick of <u> is left out; no site can let it through\n"
               "1:26 MD001 the HTML element <font> is left out; no site can let it through, as it "
               "can do more than show text\n"
               "1:41 MD001 the HTML element <article> is left out; raw_html in site.yaml does not "
               "list it\n");
  check_listed("x\n\n> <div class=\"a\"\n> style=\"b\">c</div></div>\n",
               "<p>x</p>\n<blockquote>\n<div class=\"a\">c</div>\n</blockquote>\n",
               "3:3 MD001 the attribute style of <div> is left out; no site can let it through\n"
               "4:20 MD018 </div> closes nothing; take it out, or open <div> in the same "
               "paragraph, item or quotation\n");
  check_listed("a <!-- b --> c\n\n<!-- d\n\ne -->\n\n<?php x ?>\n\n<![CDATA[<b>]]>\n",
               "<p>a  c</p>\n", "");
}

static void what_is_opened_is_closed(void **state) {
  check_listed("*<u>a*</u> <s>b\n\nc</s>\n", "<p><em><u>a</u></em> <s>b</s></p>\n<p>c</p>\n",
               "1:2 MD018 <u> is never closed; close it with </u> in the paragraph, item or "
               "quotation that it starts in\n"
               "1:7 MD018 </u> closes nothing; take it out, or open <u> in the same paragraph, "
               "item or quotation\n"
               "1:12 MD018 <s> is never closed; close it with </s> in the paragraph, item or "
               "quotation that it starts in\n"
               "3:2 MD018 </s> closes nothing; take it out, or open <s> in the same paragraph, "
               "item or quotation\n");
  check_listed("- <div>\n\nb\n\n</div></main></body>\n",
               "<ul>\n<li>\n<div>\n</div></li>\n</ul>\n<p>b</p>\n", NULL);
  check_listed("<a href=\"/a\">x <a href=\"/b\">y</a></a> [p <a href=\"/q\">q</a>](/r)\n",
               "<p><a href=\"/a\">x y</a> <a href=\"/r\">p q</a></p>\n", NULL);
  check_listed("a <div>b</div>\n", "<p>a b</p>\n",
               "1:3 MD001 the HTML element <div> is left out: it cannot stand in a line; start a "
               "line of its own with it\n");
}

static void images_are_checked(void **state) {
  check_listed("<img src=\"a.png\" alt=\"\"> <img src=\"b.png\"> <img alt=\"x\">\n",
               "<p><img src=\"a.png\" alt=\"\" /> <img src=\"b.png\" /> </p>\n",
               "1:26 MD006 this image has no alternative text; say what it shows: alt=\"a needle "
               "beside a joint\", or that it only decorates: alt=\"\"\n");
}

static void ids_stand_once(void **state) {
  check_listed("<span id=\"a\">x</span><span id=\"a\">y</span>\n\n## A\n",
               "<p><span id=\"a\">x</span><span>y</span></p>\n<h2 id=\"a-1\">A</h2>\n",
               "1:22 MD012 the id \"a\" stands twice; give this one another\n");
}

static void links_go_the_way_of_all_links(void **state) {
  arena a = {0};
  html_rules rules = {0};
  md_options options = listed(&a, &rules);
  options.site_links = true;
  conversion c;
  convert(&c, options, "<div><a href=\"b.md\">x</a>\n<img src=\"c.png\" alt=\"\"></div>\n", 0);
  assert_int_equal(c.out.links.len, 2);
  assert_int_equal(c.out.links.at[0].kind, BODY_LINK);
  assert_int_equal(c.out.links.at[1].kind, BODY_IMAGE);
  assert_true(sv_starts(sv_skip(c.out.html, c.out.links.at[0].slot), SV("\">x</a>")));
  assert_int_equal(c.out.links.at[1].offset, 26);
  assert_int_equal(c.out.prose.len, 1);
  assert_string_equal(arena_cstr(&c.memory, sv_trim(c.out.prose.at[0].text)), "x");
  release(&c);
  arena_free(&a);
}

/* A site's own list is the whole of it. */
static void a_site_lists_what_it_likes(void **state) {
  html_rules rules = {0};
  arena a = {0};
  html_allowed one = {.element = html_element_named(SV("mark"))};
  vec_push(&a, &rules.elements, one);
  md_options options = listed(&a, &(html_rules){0});
  options.html = &rules;
  check_with(options, "<mark class=\"x\">a</mark> <u>b</u>\n", "<p><mark>a</mark> b</p>\n", NULL);
  arena_free(&a);
}

/* Every attribute that some element may have, and some that none may. */
static sv_list all_attributes(arena *a, const html_rules *usual) {
  static const char *const others[] = {"role",  "hidden",  "tabindex", "aria-label",
                                       "style", "onclick", "srcset",   "target"};
  sv_list all = usual->everywhere;
  for (size_t i = 0; i < usual->elements.len; i++) {
    for (size_t k = 0; k < usual->elements.at[i].attributes.len; k++) {
      vec_push(a, &all, usual->elements.at[i].attributes.at[k]);
    }
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) vec_push(a, &all, sv_of(others[i]));
  return all;
}

/* What a list names passes, element by element and attribute by attribute, and nothing beside it.
 * An image without an address is none, and a paragraph is Markdown's own, too. */
static void check_each(arena *a, const html_rules *rules, const html_rules *usual) {
  md_options options = listed(a, &(html_rules){0});
  sv_list names = {0}, attributes = all_attributes(a, usual);
  options.html = rules;
  html_element_names(a, &names);
  for (size_t i = 0; i < names.len * attributes.len; i++) {
    sv name = names.at[i / attributes.len], attribute = attributes.at[i % attributes.len];
    const html_element *element = html_element_named(name);
    bool image = sv_is(name, "img"), listed_here = html_rules_has_element(rules, element);
    if ((image && sv_is(attribute, "src")) || (sv_is(name, "p") && !listed_here)) continue;
    sv start = arena_printf(a, "<%.*s%s", SV_ARG(name), image ? " src=\"a.png\"" : "");
    sv given = arena_printf(a, " %.*s=\"x\"", SV_ARG(attribute));
    sv text = arena_printf(a, "%.*s%.*s>y\n", SV_ARG(start), SV_ARG(given));
    conversion c;
    convert(&c, options, text.at, 0);
    size_t at = sv_find(c.out.html, start, 0);
    bool passed = at != SV_NONE && sv_find(c.out.html, given, at) != SV_NONE;
    if (listed_here != (at != SV_NONE) || html_rules_has(rules, element, attribute) != passed) {
      fail_msg("%s-> %.*s", text.at, SV_ARG(c.out.html));
    }
    release(&c);
  }
}

static void each_listed_passes_and_its_neighbours_do_not(void **state) {
  arena a = {0};
  html_rules usual = {0}, own = {0};
  html_rules_usual(&a, &usual);
  check_each(&a, &usual, &usual);
  html_allowed details = {.element = html_element_named(SV("details"))};
  html_allowed meter = {.element = html_element_named(SV("meter"))};
  vec_push(&a, &details.attributes, SV("open"));
  vec_push(&a, &meter.attributes, SV("value"));
  vec_push(&a, &own.elements, details);
  vec_push(&a, &own.elements, meter);
  vec_push(&a, &own.everywhere, SV("role"));
  check_each(&a, &own, &usual);
  arena_free(&a);
}

/* Markdown's own links run no program either. */
static const char *const attacks[] = {
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/src=x>alert(1)</script >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1) alt=\"\">",
    "<img src=\"x\"onerror=\"alert(1)\" alt=\"\">",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<img src=javascript:alert(1) alt=\"\">",
    "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\" alt=\"\">",
    "<img alt=\"\" src=\"x\" srcset=\"javascript:alert(1)\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
    "onerror=alert(1)&gt;\">",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)\">x</a>",
    "<a href=\"&#0000106&#0000097vascript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\"java&NewLine;script&colon;alert(1)\">x</a>",
    "<a href=\"jav\tascript:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href='jav\nascript:alert(1)'>x</a>",
    "<a href=javascript&#58;alert(1)>x</a>",
    "<a href=\"javascript&lpar;1&rpar;\">x</a>",
    "<a href=\"\x01javascript:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "<a href=\"blob:https://x.example/1\">x</a>",
    "<a href=\"x\" href=\"javascript:alert(1)\">x</a>",
    "<a href=\"x\" HREF=\"javascript:alert(1)\" target=_blank ping=//evil.example>x</a>",
    "<a style=\"x:expression(alert(1))\" onmouseover=alert(1)>x</a>",
    "<a href=\"x\" class=\"&quot; onclick=alert(1) &quot;\">x</a>",
    "<a title='\" onclick=\"alert(1)' href=x>x</a>",
    "<q cite=\"javascript:alert(1)\">x</q>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button formaction=\"javascript:alert(1)\">x</button>"
    "</form>",
    "<input autofocus onfocus=alert(1)>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<base href=\"javascript:/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=\"javascript:alert(1)\">",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><img src=\"</style><img src=x onerror=alert(1)>\">",
    "<title><img src=\"</title><img src=x onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
    "<plaintext><b>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<table background=\"javascript:alert(1)\"><tr><td>x</table>",
    "<body onload=alert(1)><html><head>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)>",
    "<div onclick=alert(1) style=\"background:url(javascript:alert(1))\">x</div>",
    "<div id=x tabindex=1 onfocus=alert(1)></div>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml><img src=x onerror=alert(1)>?>",
    "<!doctype x [<!ENTITY a \"<img src=x onerror=alert(1)>\">]>",
    "</div></main></body></html><p>x",
    "<div><div><div></p></span></td></table></main>",
    "<b><i></b></i><u><p></u>",
    "<a href=x><div><a href=y><p></a>",
    "<table><a href=x><tr><td><b></table></b>",
    "<p><table><b><tr><td></p></b></td>",
    "<div a=\"b\" \"c\" onclick=alert(1)>",
    "<div a=\"b",
    "<div\n\nonclick=alert(1)>",
    "<div class=\"a\nb\" \n onclick\n=\nalert(1)>x</div>",
    "<a\x0Chref=\"javascript:alert(1)\">x</a>",
    "<a/href=\"javascript:alert(1)\">x</a>",
    "<\x00script>alert(1)</script>",
    "< script >alert(1)</ script >",
    "<img \"\"\"><script>alert(1)</script>\">",
    "[x](<javascript:alert(1)>) [x](javascript:alert(1)) ![x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>) <javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>` **<img src=x onerror=alert(1)>**",
    "| <b | onclick=alert(1)> |\n|---|---|\n| <script> | alert(1)</script> |",
    "- <div>\n- </div></ul></article>\n",
    "> <section>\n\n</section></blockquote>",
    "::: note\n<div>\n:::\n</div>",
    "[^1]: <div></section>\n\nx[^1]",
};

static void nothing_active_passes(void **state) {
  arena a = {0};
  html_rules rules = {0};
  md_options options = listed(&a, &rules);
  for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
    /* Within a line, on lines of its own, and in a list. */
    static const char *const forms[] = {"a %s b\n", "%s\n", "- x\n\n  %s\n\ny\n"};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
      sv form = sv_of(forms[k]);
      size_t at = sv_find(form, SV("%s"), 0);
      sv text =
          arena_cat(&a, (sv[]){sv_first(form, at), sv_of(attacks[i]), sv_skip(form, at + 2)}, 3);
      conversion c;
      convert(&c, options, arena_cstr(&a, text), 0);
      const char *wrong = html_check(&a, c.out.html, &rules);
      if (wrong) print_error("%s\n-> %.*s\n", arena_cstr(&a, text), SV_ARG(c.out.html));
      assert_null(wrong);
      release(&c);
    }
  }
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(harmless_html_passes),
      cmocka_unit_test(the_rest_is_left_out_with_a_word),
      cmocka_unit_test(what_is_opened_is_closed),
      cmocka_unit_test(images_are_checked),
      cmocka_unit_test(ids_stand_once),
      cmocka_unit_test(links_go_the_way_of_all_links),
      cmocka_unit_test(a_site_lists_what_it_likes),
      cmocka_unit_test(each_listed_passes_and_its_neighbours_do_not),
      cmocka_unit_test(nothing_active_passes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
