/* What readers open, from access logs, into content/data/popular.json. */
#include <errno.h>

#include "cli/commands.h"
#include "graph/readers.h"
#include "sys/fs.h"
#include "wrap/gzip.h"
#include "wrap/json.h"

typedef struct counting {
  const options *options;
  diag_sink *sink;
  arena *memory;
  sv file; /* "content/data/popular.json" */
  bool written;
} counting;

/* The lines of one log that were in no known format. Only their number is shown: a line may name
 * a person's address. */
typedef struct broken_lines {
  size_t count, first, all;
} broken_lines;

static void report_broken(diag_sink *sink, sv log, const broken_lines *broken) {
  if (broken->count == 0) return;
  diag *d = diag_add(sink, DIAG_IO010, diag_file(log),
                     "%zu of %zu lines are in neither the common nor the combined log format; the "
                     "first is line %zu",
                     broken->count, broken->all, broken->first);
  if (broken->count < broken->all) return;
  diag_severity_set(d, DIAG_ERROR);
  diag_hint(d, "is this the server's access log? Its error log has another form");
}

static void read_log(counting *c, sv log, readers *r) {
  const char *path = arena_cstr(c->memory, log);
  gzip_reader *reader = gzip_open(path);
  if (!reader) {
    diag_add(c->sink, DIAG_IO001, diag_file(log), "the log cannot be read: %s", strerror(errno));
    return;
  }
  broken_lines broken = {0};
  sv line;
  gzip_next next;
  while ((next = gzip_line(reader, &line)) == GZIP_LINE || next == GZIP_TOO_LONG) {
    broken.all++;
    bool good = next == GZIP_LINE && readers_line(r, line);
    if (next == GZIP_TOO_LONG) readers_broken_line(r);
    if (!good && broken.count++ == 0) broken.first = broken.all;
  }
  if (next == GZIP_FAILED) {
    diag_add(c->sink, DIAG_IO001, diag_file(log), "the log cannot be read: %s",
             gzip_problem(reader));
  }
  report_broken(c->sink, log, &broken);
  gzip_close(reader);
}

static void write_counts(counting *c, const readers_counts *counts) {
  buf out = BUF_EMPTY;
  buf_lit(&out, "{");
  for (size_t i = 0; i < counts->len; i++) {
    buf_printf(&out, "%s\n  ", i ? "," : "");
    json_add_string(&out, counts->at[i].page->url, false);
    buf_printf(&out, ": %.*g", 15, counts->at[i].count);
  }
  buf_lit(&out, "\n}\n");
  const char *file = arena_cstr(c->memory, c->file);
  const char *folder = arena_cstr(c->memory, fs_folder_of(c->file));
  c->written = fs_make_folders(folder) && fs_write(file, buf_sv(&out));
  if (!c->written) {
    diag_add(c->sink, DIAG_IO002, diag_file(c->file), "it cannot be written: %s", strerror(errno));
  }
  buf_free(&out);
}

/* Two files of one name would both be site.data.popular. */
static bool stands_alone(counting *c) {
  static const char *const others[] = {"yaml", "yml"};
  for (size_t i = 0; i < 2; i++) {
    sv stem = sv_first(c->file, c->file.len - SV("json").len);
    sv other = arena_cat(c->memory, (sv[]){stem, sv_of(others[i])}, 2);
    if (fs_look(arena_cstr(c->memory, other)) == FS_MISSING) continue;
    diag *d =
        diag_add(c->sink, DIAG_IO002, diag_file(other), "this file holds such counts already");
    diag_hint(d, "remove it, so that %.*s can take its place", SV_ARG(c->file));
    return false;
  }
  return true;
}

/* What became of the lines, in the order of readers_lines. */
typedef struct line_fate {
  const char *name, *about;
  size_t count;
} line_fate;

enum { FATES = 7 };

static void list_fates(const readers_lines *lines, line_fate out[FATES]) {
  const line_fate all[FATES] = {{"counted", "counted", lines->counted},
                                {"robots", "by robots", lines->robots},
                                {"repeats", "repeats", lines->repeats},
                                {"elsewhere", "of other pages and files", lines->elsewhere},
                                {"errors", "errors and redirects", lines->errors},
                                {"not_get", "not GET", lines->not_get},
                                {"broken", "broken lines", lines->broken}};
  memcpy(out, all, sizeof all);
}

static void print_text(const counting *c, const readers_counts *counts, const line_fate *fates) {
  printf("%.*s: %u article%s, opened %zu time%s", SV_ARG(c->file), counts->len, plural(counts->len),
         fates[0].count, plural(fates[0].count));
  const char *before = "; left out: ";
  for (size_t i = 1; i < FATES; i++) {
    if (fates[i].count == 0) continue;
    printf("%s%zu %s", before, fates[i].count, fates[i].about);
    before = ", ";
  }
  putchar('\n');
}

static void print_json(const counting *c, const readers_counts *counts, const line_fate *fates) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_key(&w, SV("file"));
  json_string(&w, c->file);
  json_key(&w, SV("articles"));
  json_integer(&w, (int64_t)counts->len);
  for (size_t i = 0; i < FATES; i++) {
    json_key(&w, sv_of(fates[i].name));
    json_integer(&w, (int64_t)fates[i].count);
  }
  json_end(&w, '}');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static void count_all(void *context, const site *s) {
  counting *c = context;
  /* An article with an error may be missing here, and so would its counts. */
  if (diag_count(c->sink, DIAG_ERROR) > 0 || !stands_alone(c)) return;
  readers *r = readers_new(c->memory, s);
  for (size_t i = 0; i < c->options->arguments.len; i++) {
    read_log(c, c->options->arguments.at[i], r);
  }
  if (diag_count(c->sink, DIAG_ERROR) > 0) return;
  readers_counts counts = {0};
  readers_result(c->memory, r, &counts);
  write_counts(c, &counts);
  line_fate fates[FATES];
  list_fates(readers_sorted(r), fates);
  if (!c->written || c->options->given[OPTION_QUIET]) return;
  if (c->options->format == DIAG_JSON) {
    print_json(c, &counts, fates);
  } else {
    print_text(c, &counts, fates);
  }
}

int cmd_popular(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  counting c = {.options = o,
                .sink = sink,
                .memory = &memory,
                .file = fs_join(&memory, wanted.content, SV("data/popular.json"))};
  build_site(&wanted, sink, count_all, &c);
  print_problems(sink, o, false);
  if (!c.written && o->format == DIAG_TEXT) {
    fprintf(stderr, "%.*s is as it was\n", SV_ARG(c.file));
  }
  diag_sink_free(sink);
  arena_free(&memory);
  return c.written ? EXIT_GOOD : EXIT_ERRORS;
}
