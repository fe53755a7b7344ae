/* Measures the engine: liquid FOLDER DATA SECONDS TEMPLATE OUTPUT
 * Prints templates parsed and rendered in a second, and writes what it rendered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "liquid/liquid.h"
#include "wrap/json.h"

typedef struct bench {
  const char *folder, *name;
  sv template, card;
  val data;
  diag_sink *sink;
  liq_set *set;
  const liq_template *parsed;
  arena scratch;
  buf out;
  size_t in_set;
} bench;

static sv read_file(const char *folder, const char *name, const char *end) {
  char path[4096], block[65536];
  snprintf(path, sizeof path, "%s%s%s%s", folder, *folder ? "/" : "", name, end);
  FILE *file = fopen(path, "rb");
  buf text = BUF_EMPTY;
  size_t len;
  if (!file) {
    perror(path);
    exit(1);
  }
  while ((len = fread(block, 1, sizeof block, file)) > 0) buf_add(&text, sv_make(block, len));
  fclose(file);
  return buf_sv(&text);
}

static bool lookup(void *context, const val_key *name, arena *scratch, val *out) {
  const val *data = context;
  return val_get(*data, name, scratch, out);
}

/* A set keeps what it parses, so a new one is begun from time to time. */
static void parse(bench *b) {
  if (b->in_set++ % 100 == 0) {
    liq_set_free(b->set);
    b->set = liq_set_new(NULL);
    liq_parse(b->set, SV("card"), SV("card"), b->card, 0, LIQ_ESCAPE_NONE, b->sink);
  }
  b->parsed =
      liq_parse(b->set, sv_of(b->name), SV("template"), b->template, 0, LIQ_ESCAPE_NONE, b->sink);
}

static void render(bench *b) {
  liq_run run = {.scratch = &b->scratch, .sink = b->sink, .lookup = lookup, .context = &b->data};
  buf_clear(&b->out);
  arena_reset(&b->scratch);
  if (!liq_render(b->parsed, &run, &b->out)) {
    diag_print(b->sink, stderr, (diag_print_options){0});
    exit(1);
  }
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double rate(bench *b, void (*work)(bench *b), double seconds) {
  double start = now();
  size_t count = 0;
  do {
    work(b);
    count++;
  } while (now() < start + seconds);
  return (double)count / (now() - start);
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: liquid FOLDER DATA SECONDS TEMPLATE OUTPUT\n");
    return 2;
  }
  arena memory;
  arena_init(&memory, 0);
  diag_sink *sink = diag_sink_new();
  bench b = {.folder = argv[1], .name = argv[4], .sink = sink, .out = BUF_EMPTY};
  arena_init(&b.scratch, 0);
  b.template = read_file(argv[1], argv[4], ".liquid");
  b.card = read_file(argv[1], "card", ".liquid");
  node *root = json_parse(&memory, sv_of(argv[2]), read_file("", argv[2], ""), 0, sink);
  b.data = node_val(&memory, root);
  double seconds = atof(argv[3]), parsed = rate(&b, parse, seconds);
  liq_link(b.set, sink);
  double rendered = rate(&b, render, seconds);
  FILE *out = fopen(argv[5], "wb");
  if (out) {
    fwrite(b.out.at, 1, b.out.len, out);
    fclose(out);
  }
  printf("%f %f\n", parsed, rendered);
  return 0;
}
