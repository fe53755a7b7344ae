#include "base/buf.h"
#include "cli/commands.h"
#include "cli/new_file.h"
#include "wrap/json.h"

static void print_json(const new_file *n) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_key(&w, SV("file"));
  json_string(&w, n->path);
  json_key(&w, SV("slug"));
  json_string(&w, n->slug);
  json_key(&w, SV("title"));
  json_string(&w, n->title);
  json_end(&w, '}');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static void print_next(const new_file *n, const options *o) {
  if (o->given[OPTION_QUIET]) return;
  if (o->format == DIAG_JSON) {
    print_json(n);
    return;
  }
  printf("%.*s is ready to be written, as a draft.\n", SV_ARG(n->path));
  puts(
      "Next:\n"
      "  1. Open it in any text editor and write over what stands there.\n"
      "  2. See it in a browser as you write: pamphlet serve\n"
      "  3. When it is good, take out the line \"draft: true\": pamphlet build");
}

int cmd_new(const options *o) {
  if (!new_file_has_title(o->arguments.at[1])) {
    fputs("pamphlet new: the title has to be some words, in UTF-8\n", stderr);
    return EXIT_USAGE;
  }
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  new_file n = {.memory = &memory,
                .sink = sink,
                .wanted = &wanted,
                .kind = o->arguments.at[0],
                .title = sv_trim(o->arguments.at[1])};
  bool good = new_file_make(&n);
  print_problems(sink, o, false);
  if (good) print_next(&n, o);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
