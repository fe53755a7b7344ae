/* A small site made by hand, for the tests of what joins pages. */
#ifndef PAMPHLET_TESTS_SITE_H
#define PAMPHLET_TESTS_SITE_H

#include "graph/addresses.h"
#include "graph/listings.h"
#include "graph/state.h"
#include "graph/taxonomy.h"
#include "report.h"

typedef struct test_site {
  arena memory;
  diag_sink *sink;
  site site;
  listing_list listings;
  site_files files;
  addresses addresses;
} test_site;

static inline date test_day(int year, int month, int day) {
  date d = date_join(year, month, day, 0, 0, 0, 0);
  d.has_time = false;
  return d;
}

/* English first, Spanish second; taxonomies `tags` and `conditions`; today is 2026-06-15. */
static inline test_site *test_site_new(void) {
  test_site *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->sink = diag_sink_new();
  site *s = &t->site;
  s->memory = &t->memory;
  settings *set = &s->settings;
  set->file = SV("content/site.yaml");
  set->title = SV("Test Clinic");
  set->base_url = SV("https://example.org/clinic");
  set->origin = SV("https://example.org");
  set->base_path = SV("/clinic");
  set->language = SV("en");
  vec_push(&t->memory, &set->languages, SV("en"));
  vec_push(&t->memory, &set->languages, SV("es"));
  vec_push(&t->memory, &set->taxonomies, (taxonomy_setting){.name = SV("tags")});
  vec_push(&t->memory, &set->taxonomies, (taxonomy_setting){.name = SV("conditions")});
  set->paginate = 2;
  set->related = related_defaults;
  set->related.count = 3;
  s->clock.today = test_day(2026, 6, 15);
  s->clock.now = date_join(2026, 6, 15, 12, 0, 0, 0);
  return t;
}

static inline void test_site_free(test_site *t) {
  diag_sink_free(t->sink);
  arena_free(&t->memory);
  free(t);
}

/* A page of "content/articles/epidural.es.md" or the like; call it in path order. */
static inline page *test_page(test_site *t, const char *source, const char *title) {
  page *p = arena_new(&t->memory, page);
  page_more_of(&t->memory, p);
  p->source = sv_of(source);
  sv below = sv_skip(p->source, strlen("content/"));
  p->section = sv_first(below, sv_find_byte(below, '/', 0));
  p->folder = sv_first(p->source, sv_find_last_byte(p->source, '/'));
  sv name = sv_skip(p->source, p->folder.len + 1);
  name.len -= strlen(".md");
  p->lang = sv_ends(name, SV(".es")) ? SV("es") : SV("en");
  if (sv_ends(name, SV(".es"))) name.len -= 3;
  p->bundle = sv_is(name, "index");
  p->slug = p->bundle ? sv_skip(p->folder, sv_find_last_byte(p->folder, '/') + 1) : name;
  p->type = sv_is(name, "_index")         ? PAGE_SECTION
            : sv_is(p->section, "pages")  ? PAGE_PLAIN
            : sv_is(p->section, "people") ? PAGE_PERSON
                                          : PAGE_ARTICLE;
  p->title = sv_of(title);
  vec_push(&t->memory, &t->site.all, p);
  return p;
}

static inline page *test_article(test_site *t, const char *source, const char *title, int year,
                                 int month, int day) {
  page *p = test_page(t, source, title);
  p->date = (page_date){true, test_day(year, month, day)};
  return p;
}

static inline void test_term(test_site *t, page *p, unsigned number, const char *name) {
  size_t i = 0;
  while (i < p->terms.len && p->terms.at[i].taxonomy != number) i++;
  if (i == p->terms.len) {
    page_terms given = {.taxonomy = number};
    vec_push(&t->memory, &p->terms, given);
  }
  vec_push(&t->memory, &p->terms.at[i].names, (placed){.text = sv_of(name)});
}

static inline void test_text(test_site *t, page *p, const char *text) {
  vec_push(&t->memory, &p->body.prose, (prose_block){.text = sv_of(text)});
}

static inline void test_file_of(test_site *t, const char *source, unsigned width, unsigned height) {
  site_file file = {.source = sv_of(source), .width = width, .height = height};
  vec_push(&t->memory, &t->files.all, file);
}

/* Everything up to the table of addresses. */
static inline void test_site_link(test_site *t) {
  state_decide(&t->site, (state_options){false, false, false});
  taxonomy_collect(&t->site);
  addresses_give(&t->site, t->sink);
  listings_make(&t->site, NULL, &t->listings);
  files_place(&t->site, &t->files);
  addresses_collect(&t->site, &t->listings, &t->files, &t->addresses, t->sink);
}

static inline int test_site_setup(void **state) {
  *state = test_site_new();
  return 0;
}

static inline int test_site_teardown(void **state) {
  test_site_free(*state);
  return 0;
}

#define test_with_site(function) \
  cmocka_unit_test_setup_teardown(function, test_site_setup, test_site_teardown)

static inline void assert_sv_is(sv actual, const char *expected) {
  arena a = {0};
  assert_string_equal(arena_cstr(&a, actual), expected);
  arena_free(&a);
}

/* Everything that was reported, in the lines of report.h. */
static inline void assert_reports(test_site *t, const char *expected) {
  buf out = BUF_EMPTY;
  assert_string_equal(report_of(t->sink, &out), expected);
  buf_free(&out);
}

/* The sources of a list's pages, one after the other: "a.md b.md". */
static inline sv test_sources(arena *a, const page_list *pages) {
  sv out = {"", 0};
  for (size_t i = 0; i < pages->len; i++) {
    sv source = pages->at[i]->source;
    sv name = sv_skip(source, sv_find_last_byte(source, '/') + 1);
    out = arena_cat(a, (sv[]){out, out.len ? SV(" ") : SV(""), name}, 3);
  }
  return out;
}

#endif
