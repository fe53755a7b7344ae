/* The related articles of one page or of all, with the reasons. */
#include "build/build.h"
#include "cli/commands.h"
#include "graph/related.h"
#include "wrap/json.h"

/* Of a score: half of the last digit printed. */
#define LEAST_SHOWN 0.0005

typedef struct question {
  const options *options;
  bool found;
} question;

/* The slug, which is an article's name as long as no other has it; then its language or its
 * section stands before it: "es/epidural", "news/epidural". By page number. */
static sv *names_of(arena *a, const site *s) {
  sv *names = arena_array(a, sv, s->all.len);
  map taken = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    sv name = p->slug;
    if (!sv_eq(p->lang, s->settings.language)) {
      name = arena_printf(a, "%.*s/%.*s", SV_ARG(p->lang), SV_ARG(p->slug));
    }
    if (map_find(&taken, name)) {
      name = arena_printf(a, "%.*s/%.*s", SV_ARG(p->section), SV_ARG(name));
    }
    map_put(a, &taken, name, NULL);
    names[p->number] = name;
  }
  return names;
}

/* A page is meant by its slug, its file or its address. */
static bool is_meant(const page *p, sv wanted) {
  return wanted.len == 0 || sv_eq(p->slug, wanted) || sv_eq(p->source, wanted) ||
         sv_eq(p->url, wanted);
}

/* What a reason that adds nothing by itself says is why the article stands here at all. */
static void print_reason(double score, sv kind, sv what) {
  if (score > 0) {
    printf("         %5.3f  ", score);
  } else {
    printf("                ");
  }
  printf("%.*s%s%.*s\n", SV_ARG(kind), what.len ? ": " : "", SV_ARG(what));
}

static void print_text(arena *a, const site *s, const page *p, const sv *names) {
  printf("%.*s  %.*s\n", SV_ARG(names[p->number]), SV_ARG(p->title));
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    printf("  %5.3f  %.*s\n", r->score, SV_ARG(names[r->page->number]));
    double rest = r->score;
    related_reasons why = related_why_of(a, r);
    for (size_t j = 0; j < why.len; j++) {
      const related_reason *reason = &why.at[j];
      rest -= (double)reason->score;
      print_reason((double)reason->score, related_kind_name(a, &s->settings, reason),
                   related_what(reason));
    }
    if (rest >= LEAST_SHOWN) print_reason(rest, SV("other words"), SV(""));
  }
}

static void add_reasons(json_writer *w, arena *a, const site *s, const related_page *r) {
  sv_list why = {0};
  related_why(a, &s->settings, r, &why);
  json_key(w, SV("why"));
  json_begin(w, '[');
  for (size_t i = 0; i < why.len; i++) json_string(w, why.at[i]);
  json_end(w, ']');
  json_key(w, SV("parts"));
  json_begin(w, '[');
  related_reasons parts = related_why_of(a, r);
  for (size_t i = 0; i < parts.len; i++) {
    const related_reason *reason = &parts.at[i];
    json_begin(w, '{');
    json_key(w, SV("kind"));
    json_string(w, related_kind_name(a, &s->settings, reason));
    json_key(w, SV("what"));
    json_string(w, related_what(reason));
    json_key(w, SV("score"));
    json_decimal(w, (double)reason->score);
    json_end(w, '}');
  }
  json_end(w, ']');
}

static void add_json(json_writer *w, arena *a, const site *s, const page *p, const sv *names) {
  json_key(w, names[p->number]);
  json_begin(w, '[');
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    json_begin(w, '{');
    json_key(w, SV("slug"));
    json_string(w, names[r->page->number]);
    json_key(w, SV("score"));
    json_decimal(w, r->score);
    add_reasons(w, a, s, r);
    json_end(w, '}');
  }
  json_end(w, ']');
}

static void say_not_found(const site *s, sv wanted) {
  arena memory = {0};
  sv_list slugs = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    vec_push(&memory, &slugs, s->articles.at[i]->slug);
  }
  sv near = diag_nearest(wanted, slugs.at, slugs.len);
  fprintf(stderr, "pamphlet: no published article is called \"%.*s\"\n", SV_ARG(wanted));
  if (near.len) fprintf(stderr, "  hint: did you mean %.*s?\n", SV_ARG(near));
  arena_free(&memory);
}

static void answer(void *context, const site *s) {
  question *q = context;
  bool json = q->options->format == DIAG_JSON;
  arena memory = {0};
  sv wanted = q->options->arguments.len ? site_way(&memory, q->options->arguments.at[0]) : SV("");
  const sv *names = names_of(&memory, s);
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  if (json) json_begin(&w, '{');
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    if (!is_meant(p, wanted) && !sv_eq(names[p->number], wanted)) continue;
    q->found = true;
    if (json) {
      add_json(&w, &memory, s, p, names);
    } else {
      print_text(&memory, s, p, names);
    }
  }
  if (json) {
    json_end(&w, '}');
    buf_byte(&out, '\n');
    fwrite(out.at, 1, out.len, stdout);
  }
  if (!q->found && wanted.len) say_not_found(s, wanted);
  buf_free(&out);
  arena_free(&memory);
}

int cmd_related(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  question q = {.options = o};
  bool good = build_site(&wanted, sink, answer, &q);
  print_problems(sink, o, false);
  if (!q.found && o->arguments.len) good = false;
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
