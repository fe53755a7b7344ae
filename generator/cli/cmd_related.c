/* The related articles of one page or of all, with the reasons. */
#include "build/build.h"
#include "cli/commands.h"
#include "wrap/json.h"

typedef struct question {
  const options *options;
  bool found;
} question;

/* A page is meant by its slug, its file or its address. */
static bool is_meant(const page *p, sv wanted) {
  return wanted.len == 0 || sv_eq(p->slug, wanted) || sv_eq(p->source, wanted) ||
         sv_eq(p->url, wanted);
}

static void print_text(const page *p) {
  printf("%.*s  %.*s\n", SV_ARG(p->slug), SV_ARG(p->title));
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    printf("  %5.3f  %.*s\n", r->score, SV_ARG(r->page->slug));
    for (size_t j = 0; j < r->why.len; j++) printf("           %.*s\n", SV_ARG(r->why.at[j]));
  }
}

static void add_json(json_writer *w, const page *p) {
  json_key(w, p->slug);
  json_begin(w, '[');
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    json_begin(w, '{');
    json_key(w, SV("slug"));
    json_string(w, r->page->slug);
    json_key(w, SV("score"));
    json_decimal(w, r->score);
    json_key(w, SV("why"));
    json_begin(w, '[');
    for (size_t j = 0; j < r->why.len; j++) json_string(w, r->why.at[j]);
    json_end(w, ']');
    json_end(w, '}');
  }
  json_end(w, ']');
}

static void answer(void *context, const site *s) {
  question *q = context;
  sv wanted = q->options->arguments.len ? q->options->arguments.at[0] : SV("");
  bool json = q->options->format == DIAG_JSON;
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  if (json) json_begin(&w, '{');
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    if (!is_meant(p, wanted)) continue;
    q->found = true;
    if (json) {
      add_json(&w, p);
    } else {
      print_text(p);
    }
  }
  if (json) {
    json_end(&w, '}');
    buf_byte(&out, '\n');
    fwrite(out.at, 1, out.len, stdout);
  }
  buf_free(&out);
}

int cmd_related(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  question q = {.options = o};
  bool good = build_site(&wanted, sink, answer, &q);
  print_problems(sink, o, false);
  if (good && !q.found && o->arguments.len) {
    fprintf(stderr, "pamphlet: no published article is called \"%.*s\"\n",
            SV_ARG(o->arguments.at[0]));
    good = false;
  }
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
