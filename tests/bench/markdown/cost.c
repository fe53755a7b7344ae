/* What Pamphlet's passes cost on ordinary articles: cost FILE…
 *
 * Converts every file many times with all passes on, and with libcmark alone (parsing and its own
 * HTML), in turns, and prints the median of the quotients of the two, round by round. */
#define _POSIX_C_SOURCE 200809L
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "markdown/markdown.h"

enum { ROUNDS = 31 };

typedef struct text {
  char *at;
  size_t len;
} text;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The file's text behind its front matter. */
static text read_text(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  text t = {.len = (size_t)ftell(file)};
  rewind(file);
  t.at = malloc(t.len + 1);
  if (!t.at || fread(t.at, 1, t.len, file) != t.len) exit(2);
  t.at[t.len] = '\0';
  fclose(file);
  char *end = strncmp(t.at, "---\n", 4) == 0 ? strstr(t.at, "\n---\n") : NULL;
  if (end) {
    t.len -= (size_t)(end + 5 - t.at);
    t.at = end + 5;
  }
  return t;
}

static double alone(const text *texts, size_t count) {
  double start = now();
  for (size_t i = 0; i < count; i++) {
    cmark_node *root = cmark_parse_document(texts[i].at, texts[i].len, CMARK_OPT_SMART);
    free(cmark_render_html(root, CMARK_OPT_SMART));
    cmark_node_free(root);
  }
  return now() - start;
}

static double with_passes(const text *texts, size_t count, arena *a, arena *scratch) {
  diag_sink *sink = diag_sink_new();
  double start = now();
  for (size_t i = 0; i < count; i++) {
    body out;
    md_convert(a, scratch, &md_article_options,
               (md_source){SV("a.md"), sv_make(texts[i].at, texts[i].len), 0}, sink, &out);
    arena_reset(a);
    arena_reset(scratch);
  }
  double taken = now() - start;
  diag_sink_free(sink);
  return taken;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  size_t count = (size_t)(argc - 1);
  text *texts = malloc((count + 1) * sizeof *texts);
  if (!texts || !count) return 2;
  for (size_t i = 0; i < count; i++) texts[i] = read_text(argv[i + 1]);
  arena a = {0}, scratch = {0};
  double quotients[ROUNDS], least[2] = {1e9, 1e9};
  for (int i = 0; i < ROUNDS; i++) {
    double x = alone(texts, count), y = with_passes(texts, count, &a, &scratch);
    quotients[i] = y / x;
    if (x < least[0]) least[0] = x;
    if (y < least[1]) least[1] = y;
  }
  qsort(quotients, ROUNDS, sizeof *quotients, by_size);
  printf("libcmark alone %.4f s, all passes %.4f s; median quotient %.2f\n", least[0], least[1],
         quotients[ROUNDS / 2]);
  arena_free(&a);
  arena_free(&scratch);
  return 0;
}
