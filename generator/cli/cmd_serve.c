#include "base/map.h"
#include "cli/commands.h"
#include "cli/serve_desk.h"
#include "serve/serve.h"
#include "sys/fs.h"

typedef struct teller {
  const options *options;
  desk *desk; /* NULL: there is none */
  sv content;
  bool quiet;
  bool broken;          /* the last build had errors */
  arena said_memory[2]; /* of this build and the one before, in turn */
  map said[2];          /* warnings: file, code and message */
  unsigned current;
} teller;

static bool read_port(const options *o, unsigned *port) {
  long long number;
  *port = SERVE_PORT;
  if (!o->given[OPTION_PORT]) return true;
  sv text = o->value[OPTION_PORT];
  if (sv_to_long(text, &number) && number >= 0 && number <= 65535) {
    *port = (unsigned)number;
    return true;
  }
  fprintf(stderr, "pamphlet serve: --port is a number from 0 to 65535, not \"%.*s\"\n",
          SV_ARG(text));
  return false;
}

/* "Saved articles/epidural.md", "Removed articles/epidural.md", "Saved 3 files". */
static void print_changed(const teller *t, const sv_list *changed) {
  if (changed->len != 1) {
    printf("Saved %u files", changed->len);
    return;
  }
  arena scratch = {0};
  sv path = changed->at[0];
  bool gone = fs_look(arena_cstr(&scratch, path)) == FS_MISSING;
  sv below = sv_skip(path, t->content.len + 1);
  bool content = sv_starts(path, t->content) && below.len;
  printf("%s %.*s", gone ? "Removed" : "Saved", SV_ARG(content ? below : path));
  arena_free(&scratch);
}

/* Errors are said until they are mended, a warning once, until it comes back. */
static bool is_news(void *context, const diag_view *d) {
  teller *t = context;
  if (d->severity == DIAG_ERROR) return true;
  arena *a = &t->said_memory[t->current];
  sv key =
      arena_printf(a, "%.*s %s %.*s", SV_ARG(d->file), diag_code_name(d->code), SV_ARG(d->message));
  map_put(a, &t->said[t->current], key, t);
  return !map_get(&t->said[!t->current], key);
}

static void tell_problems(teller *t, diag_sink *problems) {
  t->current = !t->current;
  arena_free(&t->said_memory[t->current]);
  t->said[t->current] = (map){0};
  diag_filter(problems, is_news, t);
  print_problems(problems, t->options, false);
}

static void tell_built(teller *t, const serve_news *news) {
  tell_problems(t, news->problems);
  if (t->quiet) return;
  const build_result *r = news->result;
  if (news->changed.len == 0) {
    printf("Built %zu page%s from %zu article%s in %.2f s", r->pages, plural(r->pages), r->articles,
           plural(r->articles), r->seconds);
  } else {
    print_changed(t, &news->changed);
    printf(" \xE2\x80\x94 rebuilt in %.2f s", r->seconds);
  }
  puts(t->broken ? "; all is well again" : "");
}

static void tell_broken(teller *t, const serve_news *news) {
  if (news->changed.len && !t->quiet) {
    print_changed(t, &news->changed);
    puts(" \xE2\x80\x94 there is something to mend:");
    fflush(stdout); /* before what goes to standard error */
  }
  tell_problems(t, news->problems);
  size_t errors = diag_count(news->problems, DIAG_ERROR);
  if (t->quiet || t->options->format != DIAG_TEXT) return;
  bool kept = news->result->written.state == OUTPUT_AS_IT_WAS;
  printf("%zu error%s; %s\n", errors, plural(errors),
         !news->shown ? "there is no site to show yet"
         : kept       ? "the site stays as it was last built"
                      : "the site is partly as it was last built, and the next build mends it");
}

static void tell(void *context, const serve_news *news) {
  teller *t = context;
  switch (news->kind) {
    case SERVE_READY:
      if (t->quiet) break;
      printf("The site is at %s for you alone. It follows what you save; Ctrl-C ends it.\n",
             news->address);
      if (t->desk) printf("What there is to do is at %s_desk/\n", news->address);
      break;
    case SERVE_MOVED:
      if (t->quiet) break;
      printf("Port %u is taken, perhaps by another pamphlet serve; this one has %u.\n",
             news->wanted_port, news->port);
      break;
    case SERVE_TAKEN:
      fprintf(stderr, "pamphlet serve: port %u is taken, perhaps by another pamphlet serve\n",
              news->wanted_port);
      if (news->port) fprintf(stderr, "  hint: pamphlet serve --port %u\n", news->port);
      break;
    case SERVE_FAILED:
      fprintf(stderr, "pamphlet serve: cannot listen on port %u: %s\n", news->wanted_port,
              news->reason);
      break;
    case SERVE_BUILT:
      tell_built(t, news);
      t->broken = false;
      break;
    case SERVE_BROKEN:
      tell_broken(t, news);
      t->broken = true;
      break;
  }
  fflush(stdout);
}

int cmd_serve(const options *o) {
  arena memory = {0};
  unsigned port;
  if (!read_port(o, &port)) return EXIT_USAGE;
  teller t = {.options = o, .quiet = o->given[OPTION_QUIET]};
  serve_options wanted = {.build = site_options(&memory, o),
                          .port = port,
                          .next_port = !o->given[OPTION_PORT],
                          .poll = o->given[OPTION_POLL],
                          .tell = tell,
                          .tell_context = &t};
  t.content = wanted.build.content;
  t.desk = serve_desk_new(&memory, &wanted.build);
  if (t.desk) serve_desk_join(t.desk, &wanted);
  bool good = serve_run(&wanted);
  if (t.desk) desk_free(t.desk);
  for (int i = 0; i < 2; i++) arena_free(&t.said_memory[i]);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
