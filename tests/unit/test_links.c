/* From what an author wrote to the address that a browser asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "graph/links.h"
#include "site.h"

static void add_link(test_site *t, page *p, body_link_kind kind, const char *target) {
  body_link link = {.kind = kind, .target = sv_of(target), .offset = 1, .length = 1};
  vec_push(&t->memory, &p->body.links, link);
}

static void add_heading(test_site *t, page *p, const char *id) {
  vec_push(&t->memory, &p->body.headings, (body_heading){.level = 2, .id = sv_of(id)});
}

/* Two articles, one with a folder of its own, a page, a person, files. */
static page *start(test_site *t) {
  page *from = test_page(t, "content/articles/epidural.md", "Epidural");
  page *nerve = test_page(t, "content/articles/nerve/index.md", "Nerve");
  test_page(t, "content/articles/secret.md", "Secret")->draft = true;
  test_page(t, "content/pages/about.md", "About");
  test_page(t, "content/people/ann.md", "Ann");
  add_heading(t, nerve, "risks");
  test_term(t, from, 0, "pain");
  test_file_of(t, "content/articles/nerve/scan.png", 640, 480);
  test_file_of(t, "content/files/images/a & b.png", 0, 0);
  test_file_of(t, "content/files/leaflet.pdf", 0, 0);
  diag_source_text(t->sink, from->source, SV(" x"));
  return from;
}

static void resolve(test_site *t) {
  test_site_link(t);
  sv_list anchors = {0};
  vec_push(&t->memory, &anchors, SV("references"));
  arena *kept[] = {&t->memory};
  crew alone = crew_alone(kept);
  links_resolve(&t->site, &t->addresses, &t->files, &anchors, &alone, t->sink);
}

static void check_reported(test_site *t, body_link_kind kind, const char *const pairs[][2],
                           size_t count, const char *report) {
  page *from = start(t);
  for (size_t i = 0; i < count; i++) add_link(t, from, kind, pairs[i][0]);
  resolve(t);
  assert_reports(t, report);
  for (size_t i = 0; i < count; i++) assert_sv_is(from->body.links.at[i].address, pairs[i][1]);
}

static void check(test_site *t, body_link_kind kind, const char *const pairs[][2], size_t count) {
  check_reported(t, kind, pairs, count, "");
}

static void links_lead_to_files_and_addresses(void **state) {
  static const char *const pairs[][2] = {
      {"nerve/index.md", "/clinic/articles/nerve/"},
      {"nerve/index.md#risks", "/clinic/articles/nerve/#risks"},
      {"./nerve/index.md?q=1&amp;x#risks", "/clinic/articles/nerve/?q=1&amp;amp;x#risks"},
      {"nerve", "/clinic/articles/nerve/"},
      {"../pages/about.md", "/clinic/about/"},
      {"../people/ann.md", "/clinic/people/ann/"},
      {"/articles/nerve/", "/clinic/articles/nerve/"},
      {"/articles/nerve", "/clinic/articles/nerve/"},
      {"/clinic/articles/nerve/", "/clinic/articles/nerve/"},
      {"/articles/epidural.md", "/clinic/articles/epidural/"},
      {"../nerve/", "/clinic/articles/nerve/"},
      {"/tags/pain/", "/clinic/tags/pain/"},
      {"/search/?q=a", "/clinic/search/?q=a"},
      {"/atom.xml", "/clinic/atom.xml"},
      {"/leaflet.pdf", "/clinic/leaflet.pdf"},
      {"/files/leaflet.pdf", "/clinic/leaflet.pdf"},
      {"files/leaflet.pdf", "/clinic/leaflet.pdf"},
      {"/", "/clinic/"},
      {"#references", "/clinic/articles/epidural/#references"},
      {"#top", "/clinic/articles/epidural/#top"},
  };
  check(*state, BODY_LINK, pairs, sizeof pairs / sizeof *pairs);
}

static void images_get_their_size_where_it_is_known(void **state) {
  static const char *const pairs[][2] = {
      {"nerve/scan.png", "/clinic/articles/nerve/scan.png\" width=\"640\" height=\"480"},
      {"/images/a%20&%20b.png", "/clinic/images/a%20&amp;%20b.png"},
      {"../files/images/a & b.png", "/clinic/images/a%20&amp;%20b.png"},
  };
  static const char report[] =
      "1:2 LK010 the width and height of content/files/images/a & b.png cannot be read; save it "
      "again as PNG, JPEG, GIF, WebP, AVIF, or SVG with a viewBox\n";
  buf twice = BUF_EMPTY;
  buf_printf(&twice, "%s%s", report, report);
  check_reported(*state, BODY_IMAGE, pairs, sizeof pairs / sizeof *pairs, buf_cstr(&twice));
  buf_free(&twice);
}

/* What an insert names is found as links are; its address is not yet escaped. */
static void inserts_name_pages_and_files(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_LINK, "nerve/index.md#risks");
  add_link(t, from, BODY_FILE, "/images/a%20&%20b.png");
  add_link(t, from, BODY_FILE, "../pages/about.md");
  for (size_t i = 0; i < from->body.links.len; i++) {
    from->body.links.at[i].of_insert = true;
    from->body.links.at[i].slot = BODY_NO_SLOT;
  }
  resolve(t);
  assert_reports(t,
                 "1:2 LK002 \"../pages/about.md\" is a page, not a file; name a file of "
                 "content/files/\n");
  assert_sv_is(from->body.links.at[0].address, "/clinic/articles/nerve/#risks");
  assert_int_equal(from->body.links.at[0].file, 0);
  assert_sv_is(from->body.links.at[1].address, "/clinic/images/a%20&%20b.png");
  assert_int_not_equal(from->body.links.at[1].file, 0);
  assert_int_equal(t->site.all.at[1]->links_in, 1);
}

static void a_link_to_nowhere_is_told_with_the_nearest_name(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_LINK, "nerv.md");
  add_link(t, from, BODY_LINK, "/articles/epidurall/");
  add_link(t, from, BODY_IMAGE, "scann.png");
  add_link(t, from, BODY_LINK, "../../etc/passwd");
  resolve(t);
  assert_reports(
      t,
      "1:2 LK001 this link leads nowhere: \"../../etc/passwd\"; name the page's file, such as "
      "\"epidural.md\", or its address, such as \"/articles/epidural/\"\n"
      "1:2 LK001 this link leads nowhere: \"/articles/epidurall/\"; did you mean \"epidural\"?\n"
      "1:2 LK001 this link leads nowhere: \"nerv.md\"; name the page's file, such as "
      "\"epidural.md\", or its address, such as \"/articles/epidural/\"\n"
      "1:2 LK002 there is no file \"scann.png\"; did you mean \"scan.png\"?\n");
}

static void a_link_to_a_draft_says_so(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_LINK, "secret.md");
  add_link(t, from, BODY_LINK, "/articles/secret/");
  resolve(t);
  const char *line =
      "1:2 LK001 this link leads to content/articles/secret.md, which is a draft and not on the "
      "site; take the link out until that page is published\n";
  sv both = arena_cat(&t->memory, (sv[]){sv_of(line), sv_of(line)}, 2);
  assert_reports(t, arena_cstr(&t->memory, both));
}

static void an_anchor_must_exist(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_LINK, "nerve/index.md#risk");
  add_link(t, from, BODY_LINK, "/search/#anything");
  resolve(t);
  assert_reports(t,
                 "1:2 LK005 content/articles/nerve/index.md has no part \"#risk\"; did you mean "
                 "\"#risks\"?\n");
}

static void a_page_is_no_image(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_IMAGE, "nerve/index.md");
  resolve(t);
  assert_reports(t, "1:2 LK002 \"nerve/index.md\" is a page, not an image; name an image file\n");
}

static void the_page_image_resolves_and_an_svg_is_told(void **state) {
  test_site *t = *state;
  page *from = start(t);
  from->more->image.src = (placed){SV("nerve/scan.png"), 1, 1};
  page *svg = test_page(t, "content/articles/zz.md", "Z");
  svg->more->image.src = (placed){SV("/chart.svg"), 1, 1};
  diag_source_text(t->sink, svg->source, SV(" x"));
  test_file_of(t, "content/files/chart.svg", 300, 200);
  resolve(t);
  assert_sv_is(from->more->image.url, "/articles/nerve/scan.png");
  assert_int_equal(from->more->image.width, 640);
  assert_sv_is(svg->more->image.url, "/chart.svg");
  assert_reports(t,
                 "1:2 LK007 social networks do not show SVG images, and this is the page's image; "
                 "give a PNG or JPEG of it, 1200 by 630 pixels\n");
}

static void articles_that_link_are_counted_once_each(void **state) {
  test_site *t = *state;
  page *from = start(t);
  add_link(t, from, BODY_LINK, "nerve/index.md");
  add_link(t, from, BODY_LINK, "/articles/nerve/");
  add_link(t, from, BODY_LINK, "epidural.md");
  page *about = t->site.all.at[3];
  add_link(t, about, BODY_LINK, "/articles/nerve/");
  resolve(t);
  assert_int_equal(t->site.all.at[1]->links_in, 1);
  assert_int_equal(from->links_in, 0);
}

static void menu_items_resolve_from_the_root(void **state) {
  test_site *t = *state;
  start(t);
  menu_items *menu = &t->site.settings.menu;
  vec_push(&t->memory, menu, (menu_item){.title = SV("A"), .url = SV("pages/about.md")});
  vec_push(&t->memory, menu, (menu_item){.title = SV("B"), .url = SV("/articles/")});
  vec_push(&t->memory, menu, (menu_item){.title = SV("C"), .url = SV("https://x.org/")});
  resolve(t);
  assert_sv_is(menu->at[0].address, "/clinic/about/");
  assert_sv_is(menu->at[1].address, "/clinic/articles/");
  assert_sv_is(menu->at[2].address, "https://x.org/");
  assert_reports(t, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(links_lead_to_files_and_addresses),
      test_with_site(images_get_their_size_where_it_is_known),
      test_with_site(inserts_name_pages_and_files),
      test_with_site(a_link_to_nowhere_is_told_with_the_nearest_name),
      test_with_site(a_link_to_a_draft_says_so),
      test_with_site(an_anchor_must_exist),
      test_with_site(a_page_is_no_image),
      test_with_site(the_page_image_resolves_and_an_svg_is_told),
      test_with_site(articles_that_link_are_counted_once_each),
      test_with_site(menu_items_resolve_from_the_root),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
