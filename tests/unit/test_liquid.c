/* The template engine from outside: what a layout prints, and what a designer is told. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "liquid/liquid.h"

/* A site of one page: what `lookup` gives the templates. */
typedef struct page {
  val_lazy lazy;
  const char *title;
} page;

static val_key page_keys[3];

static bool page_get(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const page *p = (const page *)(const void *)self;
  *out = val_nil();
  if (sv_is(key->name, "title")) return *out = val_str(sv_of(p->title)), true;
  if (sv_is(key->name, "content")) return *out = val_safe(SV("<p>a & b&nbsp;</p>")), true;
  return false;
}

static const val_lazy_type page_type = {
    .name = "page", .get = page_get, .keys = page_keys, .key_count = 3};

static bool lookup(void *context, const val_key *name, arena *scratch, val *out) {
  if (!sv_is(name->name, "page")) return false;
  *out = val_lazy_of(&((const page *)context)->lazy);
  return true;
}

static bool filter_shout(liq_call *call, val *out) {
  sv text = liq_text(call->run->scratch, call->input);
  sv mark = call->named_count ? liq_text(call->run->scratch, call->named[0].value) : SV("!");
  if (text.len == 0) {
    liq_fail(call, "nothing to shout");
    liq_hint(call, "give it a word");
    return false;
  }
  *out = val_str(arena_cat(call->run->scratch, (sv[]){text, mark}, 2));
  return true;
}

typedef struct desk {
  diag_sink *sink;
  liq_set *set;
  arena scratch;
  buf out, told;
  page page;
  bool good;
} desk;

static int open_desk(void **state) {
  static const liq_filter filters[] = {{"shout", 0, 0, filter_shout}};
  desk *d = calloc(1, sizeof *d);
  liq_host host = {.filters = filters, .filter_count = 1};
  page_keys[0] = val_key_of(SV("title"));
  page_keys[1] = val_key_of(SV("content"));
  page_keys[2] = val_key_of(SV("image"));
  d->sink = diag_sink_new();
  d->set = liq_set_new(&host);
  d->page = (page){{&page_type}, "Tea & <i>rest</i>"};
  *state = d;
  return 0;
}

static int close_desk(void **state) {
  desk *d = *state;
  liq_set_free(d->set);
  diag_sink_free(d->sink);
  arena_free(&d->scratch);
  buf_free(&d->out);
  buf_free(&d->told);
  free(d);
  return 0;
}

static const liq_template *parse(desk *d, const char *name, const char *source, liq_escape escape) {
  diag_source_text(d->sink, sv_of(name), sv_of(source));
  return liq_parse(d->set, sv_of(name), sv_of(name), sv_of(source), 0, escape, d->sink);
}

static liq_run run_of(desk *d) {
  return (liq_run){.scratch = &d->scratch,
                   .sink = d->sink,
                   .subject = SV("tea.md"),
                   .lookup = lookup,
                   .context = &d->page};
}

static void render(desk *d, const char *name) {
  liq_run run = run_of(d);
  buf_clear(&d->out);
  d->good = liq_link(d->set, d->sink) && liq_render(liq_find(d->set, sv_of(name)), &run, &d->out);
}

static const char *rendered(desk *d, const char *source, liq_escape escape) {
  parse(d, "main.html", source, escape);
  render(d, "main.html");
  return buf_cstr(&d->out);
}

static void add_line(void *context, const diag_view *view) {
  buf *told = context;
  buf_printf(told, "%.*s:%zu:%zu %s %.*s", SV_ARG(view->file), view->line, view->column,
             diag_code_name(view->code), SV_ARG(view->message));
  if (view->hint.len) buf_printf(told, " (%.*s)", SV_ARG(view->hint));
  buf_byte(told, '\n');
}

/* Everything that was reported, a line each. */
static const char *told(desk *d) {
  buf_clear(&d->told);
  diag_each(d->sink, add_line, &d->told);
  return buf_cstr(&d->told);
}

static void values_come_from_the_host(void **state) {
  assert_string_equal(rendered(*state, "{{ page.title }}", LIQ_ESCAPE_NONE), "Tea & <i>rest</i>");
}

static void html_escapes_text_and_leaves_markup(void **state) {
  assert_string_equal(rendered(*state, "{{ page.title }}{{ page.content }}", LIQ_ESCAPE_HTML),
                      "Tea &amp; &lt;i&gt;rest&lt;/i&gt;<p>a & b&nbsp;</p>");
}

static void xml_escapes_html_but_not_its_own_markup(void **state) {
  assert_string_equal(
      rendered(*state, "{{ page.content }}{{ '<br/>' }}{{ page.content | xml_escape }}",
               LIQ_ESCAPE_XML),
      "&lt;p&gt;a &amp; b&amp;nbsp;&lt;/p&gt;<br/>&lt;p&gt;a &amp; b&amp;nbsp;&lt;/p&gt;");
}

static void host_filters_take_named_values(void **state) {
  assert_string_equal(
      rendered(*state, "{{ 'hey' | shout }} {{ 'hey' | shout: mark: '?' }}", LIQ_ESCAPE_HTML),
      "hey! hey?");
}

static void a_failing_filter_is_told_at_its_name(void **state) {
  desk *d = *state;
  rendered(d, "<p>\n{{ '' | shout }}", LIQ_ESCAPE_HTML);
  assert_false(d->good);
  assert_string_equal(told(d), "main.html:2:9 LQ006 nothing to shout (give it a word)\n");
}

static void all_mistakes_of_a_layout_are_told_at_once(void **state) {
  desk *d = *state;
  assert_null(parse(d, "main.html",
                    "{{ a | upcaes }}\n{% fro x in y %}\n{{ 'x' | append }}\n{{ a b }}\n{% if x %}",
                    LIQ_ESCAPE_HTML));
  assert_string_equal(
      told(d),
      "main.html:1:8 LQ003 there is no filter \"upcaes\" (did you mean \"upcase\"?)\n"
      "main.html:2:4 LQ002 there is no tag \"fro\" (did you mean \"for\"?)\n"
      "main.html:3:10 LQ001 the filter \"append\" takes 1 value, not 0\n"
      "main.html:4:6 LQ001 b is not expected here (names stand with dots between "
      "them, as in page.title)\n"
      "main.html:5:4 LQ004 \"if\" is never closed (add {% endif %} where it should "
      "end)\n");
}

static void front_matter_counts_in_places(void **state) {
  desk *d = *state;
  const char *source = "---\nlayout: base\n---\n{{ x | nope }}";
  diag_source_text(d->sink, SV("main.html"), sv_of(source));
  liq_parse(d->set, SV("main.html"), SV("main.html"), sv_of(source), 21, LIQ_ESCAPE_HTML, d->sink);
  assert_string_equal(told(d), "main.html:4:8 LQ003 there is no filter \"nope\"\n");
}

static void an_unknown_name_is_a_warning_once(void **state) {
  desk *d = *state;
  liq_run run = run_of(d);
  run.names = (val_key[]){val_key_of(SV("page"))};
  run.name_count = 1;
  parse(d, "main.html", "{{ pgae.title }}{{ page.titel }}{{ page.image }}{{ page.titel | upcase }}",
        LIQ_ESCAPE_HTML);
  assert_true(liq_link(d->set, d->sink));
  for (int i = 0; i < 3; i++) {
    assert_true(liq_render(liq_find(d->set, SV("main.html")), &run, &d->out));
  }
  assert_string_equal(told(d),
                      "main.html:1:4 LQ007 nothing defines \"pgae\" (did you mean \"page\"?)\n"
                      "main.html:1:20 LQ007 nothing defines \"titel\" (did you mean \"title\"?)\n");
}

static void partials_are_found_by_the_kind_of_file(void **state) {
  desk *d = *state;
  parse(d, "partials/entry.html", "html", LIQ_ESCAPE_HTML);
  parse(d, "partials/entry.xml", "xml", LIQ_ESCAPE_XML);
  parse(d, "partials/only.html", "only", LIQ_ESCAPE_HTML);
  parse(d, "main.html", "{% render 'entry' %}", LIQ_ESCAPE_HTML);
  parse(d, "atom.xml", "{% render 'entry' %} {% render 'only' %}", LIQ_ESCAPE_XML);
  render(d, "main.html");
  assert_string_equal(buf_cstr(&d->out), "html");
  render(d, "atom.xml");
  assert_string_equal(buf_cstr(&d->out), "xml only");
}

static void a_missing_partial_is_told_when_linked(void **state) {
  desk *d = *state;
  parse(d, "partials/card.html", "", LIQ_ESCAPE_HTML);
  parse(d, "main.html", "{% render 'crad' %}\n{% render '../../etc/passwd' %}", LIQ_ESCAPE_HTML);
  assert_false(liq_link(d->set, d->sink));
  assert_string_equal(
      told(d),
      "main.html:1:11 LQ005 there is no partial \"crad\" (did you mean \"card\"?)\n"
      "main.html:2:11 IO007 \"../../etc/passwd\" leaves layouts/partials/ (a partial "
      "is named by its file below layouts/partials/, as in {% render 'card' %})\n");
}

static void a_partial_that_renders_itself_is_an_error(void **state) {
  desk *d = *state;
  parse(d, "partials/again.html", "{% render 'again' %}", LIQ_ESCAPE_HTML);
  rendered(d, "{% render 'again' %}", LIQ_ESCAPE_HTML);
  assert_false(d->good);
  assert_string_equal(told(d),
                      "partials/again.html:1:4 LQ006 partials are nested too deep (does a "
                      "partial render itself?)\n");
}

/* Twice at each level, it would be run 2^100 times. */
static void a_partial_that_renders_itself_twice_ends(void **state) {
  desk *d = *state;
  parse(d, "partials/again.html", "{% render 'again' %}{% include 'again' %}", LIQ_ESCAPE_HTML);
  rendered(d, "{% render 'again' %}", LIQ_ESCAPE_HTML);
  assert_false(d->good);
  assert_string_equal(told(d),
                      "partials/again.html:1:4 LQ006 partials are nested too deep (does a "
                      "partial render itself?)\n");
}

static bool render_in_steps(desk *d, size_t steps) {
  liq_run run = run_of(d);
  run.step_limit = steps;
  bool good = liq_render(liq_find(d->set, SV("main.html")), &run, &d->out);
  assert_true(good != run.limit_met);
  return good;
}

static void partials_count_as_steps(void **state) {
  desk *d = *state;
  parse(d, "partials/a.html", "{% render 'b' %}{% render 'b' %}", LIQ_ESCAPE_HTML);
  parse(d, "partials/b.html", "{% render 'c' %}{% render 'c' %}", LIQ_ESCAPE_HTML);
  parse(d, "partials/c.html", "", LIQ_ESCAPE_HTML);
  parse(d, "main.html", "{% render 'a' %}", LIQ_ESCAPE_HTML);
  liq_link(d->set, d->sink);
  assert_true(render_in_steps(d, 7));
  assert_false(render_in_steps(d, 6));
}

/* And not at every loop, block and partial around it, too. */
static void a_limit_is_told_once_where_it_is_met(void **state) {
  desk *d = *state;
  parse(d, "partials/foot.html",
        "<hr>\n{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
        LIQ_ESCAPE_HTML);
  parse(d, "partials/page.html", "{% include 'foot' %}", LIQ_ESCAPE_HTML);
  parse(d, "main.html",
        "{% for x in (1..2) %}{% capture y %}{% render 'page' %}{% endcapture %}{% endfor %}",
        LIQ_ESCAPE_HTML);
  liq_link(d->set, d->sink);
  assert_false(render_in_steps(d, 500));
  assert_string_equal(told(d),
                      "partials/foot.html:2:28 LQ006 Memory limits exceeded: more than 500 steps "
                      "of loops (a loop here, or one around it, goes on for too long: look at the "
                      "range or list that it goes over)\n");
}

static void output_stops_at_its_limit(void **state) {
  desk *d = *state;
  liq_run run = run_of(d);
  run.output_limit = 1000;
  parse(d, "main.html", "{% for i in (1..1000000) %}0123456789{% endfor %}", LIQ_ESCAPE_HTML);
  liq_link(d->set, d->sink);
  assert_false(liq_render(liq_find(d->set, SV("main.html")), &run, &d->out));
  assert_in_range(d->out.len, 1000, 1100);
}

static void an_expression_in_quotes_is_read_with_the_layout(void **state) {
  desk *d = *state;
  assert_null(parse(d, "main.html", "{{ a | where_exp: 'x', 'x.y >' }}", LIQ_ESCAPE_HTML));
  assert_string_equal(told(d), "main.html:1:29 LQ001 something is missing at the end\n");
}

/* Literals, fields and loop steps take no memory: a hundred times the steps, the same bytes. */
static void loops_take_no_memory_by_the_step(void **state) {
  desk *d = *state;
  liq_run run = run_of(d);
  size_t held[2];
  const char *sources[] = {
      "{% for i in (1..10) %}{{ page.title }}{{ 'a' }}{{ forloop.index }}{% endfor %}",
      "{% for i in (1..1000) %}{{ page.title }}{{ 'a' }}{{ forloop.index }}{% endfor %}"};
  for (int i = 0; i < 2; i++) {
    arena_free(&d->scratch);
    arena_init(&d->scratch, 64);
    parse(d, "main.html", sources[i], LIQ_ESCAPE_HTML);
    liq_link(d->set, d->sink);
    assert_true(liq_render(liq_find(d->set, SV("main.html")), &run, &d->out));
    held[i] = arena_held(&d->scratch);
  }
  assert_int_equal(held[0], held[1]);
}

typedef struct worker {
  desk *d;
  bool same;
} worker;

static void *render_often(void *context) {
  worker *w = context;
  arena scratch = {0};
  buf out = BUF_EMPTY;
  w->same = true;
  for (int i = 0; i < 200; i++) {
    liq_run run = run_of(w->d);
    run.scratch = &scratch;
    buf_clear(&out);
    w->same = w->same && liq_render(liq_find(w->d->set, SV("main.html")), &run, &out) &&
              sv_eq(buf_sv(&out), SV("1a2b3a Tea &amp; &lt;i&gt;rest&lt;/i&gt;"));
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  buf_free(&out);
  return NULL;
}

static void threads_share_a_set(void **state) {
  desk *d = *state;
  pthread_t threads[4];
  worker workers[4];
  parse(d, "main.html",
        "{% for i in (1..3) %}{{ i }}{% cycle 'a', 'b' %}{% endfor %} {{ page.title }}",
        LIQ_ESCAPE_HTML);
  assert_true(liq_link(d->set, d->sink));
  for (int i = 0; i < 4; i++) {
    workers[i] = (worker){d, false};
    pthread_create(&threads[i], NULL, render_often, &workers[i]);
  }
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < 4; i++) assert_true(workers[i].same);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(values_come_from_the_host),
      TEST(html_escapes_text_and_leaves_markup),
      TEST(xml_escapes_html_but_not_its_own_markup),
      TEST(host_filters_take_named_values),
      TEST(a_failing_filter_is_told_at_its_name),
      TEST(all_mistakes_of_a_layout_are_told_at_once),
      TEST(front_matter_counts_in_places),
      TEST(an_unknown_name_is_a_warning_once),
      TEST(partials_are_found_by_the_kind_of_file),
      TEST(a_missing_partial_is_told_when_linked),
      TEST(a_partial_that_renders_itself_is_an_error),
      TEST(a_partial_that_renders_itself_twice_ends),
      TEST(partials_count_as_steps),
      TEST(a_limit_is_told_once_where_it_is_met),
      TEST(output_stops_at_its_limit),
      TEST(an_expression_in_quotes_is_read_with_the_layout),
      TEST(loops_take_no_memory_by_the_step),
      TEST(threads_share_a_set),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
