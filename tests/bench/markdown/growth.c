/* How converting grows with its text: growth [--words] FILE…
 *
 * The files are one kind of text, from the smallest to the largest. A line a file: its bytes, the
 * seconds of a conversion, those of libcmark alone (parsing with smart punctuation, and its own
 * HTML), and the code of the limit that stopped the conversion, or "-". With --words a glossary of
 * 100,000 terms is explained and superscript is on.
 *
 * Seconds are the processor's, in one thread, and the least of many runs. The runs of a size are
 * spread over rounds through all sizes, so that a busy moment of the machine does not fall on one
 * of them; where a step from one size to the next looks steep, both are measured more often. What
 * malloc once had from the system it keeps: the system's work on fresh pages is not the
 * converter's. */
#define CMARK_NO_SHORT_NAMES 1
#include <cmark.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "markdown/markdown.h"
#include "text/terms.h"

enum { ROUNDS = 4, MORE_ROUNDS = 4, MOST_RUNS = 40, TERMS = 100000 };
static const double TURN = 0.004, LONG = 0.1, STEEP = 2.2;

typedef struct text {
  sv text;
  double converted, alone; /* seconds, the least so far; 0: none */
  const char *limit;
} text;

typedef struct bench {
  md_options options;
  arena kept, body, scratch;
} bench;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static text read_text(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  size_t len = (size_t)ftell(file);
  rewind(file);
  char *at = malloc(len + 1);
  if (!at || fread(at, 1, len, file) != len) exit(2);
  fclose(file);
  return (text){.text = sv_make(at, len)};
}

/* ---- The glossary ---- */

static md_glossary *make_glossary(arena *a) {
  md_term *terms = arena_array(a, md_term, TERMS + 1);
  term_set *words = terms_open(a, SV("en"));
  for (uint32_t i = 0; i <= TERMS; i++) {
    uint32_t number = i;
    sv name = arena_printf(a, "term%c%c%c%c nerve", 'a' + i % 26, 'a' + i / 26 % 26,
                           'a' + i / 676 % 26, 'a' + i / 17576 % 26);
    if (i == TERMS) name = SV("pain pain pain pain pain pain pain pain pain pain pain relief");
    terms[i] = (md_term){.name = name, .html = SV("What it means.")};
    terms[i].slug = arena_printf(a, "term-%u", (unsigned)i);
    terms[i].target = arena_printf(a, "/glossary/term-%u/", (unsigned)i);
    terms_add(words, name, &number);
  }
  terms_close(words);
  md_glossary *made = arena_new(a, md_glossary);
  *made = (md_glossary){words, terms, TERMS + 1};
  return made;
}

/* ---- Measuring ---- */

static void note_limit(void *context, const diag_problem *problem) {
  text *t = context;
  if (problem->code != DIAG_MD007 || t->limit) return;
  char *message = malloc(problem->message.len + 1);
  if (!message) exit(2);
  memcpy(message, problem->message.at, problem->message.len);
  message[problem->message.len] = '\0';
  t->limit = message;
}

static double convert(bench *b, text *t) {
  diag_sink *sink = diag_sink_new();
  body out;
  double start = now();
  md_convert(&b->body, &b->scratch, &b->options, (md_source){SV("text"), t->text, 0}, sink, &out);
  double took = now() - start;
  diag_each_problem(sink, note_limit, t);
  diag_sink_free(sink);
  arena_reset(&b->body);
  arena_reset(&b->scratch);
  return took;
}

static double alone(bench *b, text *t) {
  double start = now();
  cmark_node *root = cmark_parse_document(t->text.at, t->text.len, CMARK_OPT_SMART);
  free(cmark_render_html(root, CMARK_OPT_SMART));
  cmark_node_free(root);
  return now() - start;
}

/* A turn: some runs, the least of them noted. */
static void turn(bench *b, text *t, double (*run)(bench *b, text *t), double *least) {
  double spent = 0;
  for (int runs = 0; runs < MOST_RUNS && (spent < TURN || runs < 1); runs++) {
    double took = run(b, t);
    spent += took;
    if (*least <= 0 || took < *least) *least = took;
  }
}

static void measure(bench *b, text *t) {
  turn(b, t, convert, &t->converted);
  if (!t->limit) turn(b, t, alone, &t->alone);
}

int main(int argc, char **argv) {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  bool words = argc > 1 && strcmp(argv[1], "--words") == 0;
  size_t first = words ? 2 : 1, count = (size_t)argc - first;
  text *texts = calloc(count + 1, sizeof *texts);
  if (!texts) return 2;
  static const md_insert phone = {.name = SV_INIT("phone"), .in_line = true};
  static const md_inserts inserts = {.all = &phone, .count = 1};
  bench b = {.options = md_article_options};
  b.options.inserts = &inserts;
  if (words) {
    b.options.glossary = make_glossary(&b.kept);
    b.options.term_search = terms_search(&b.kept, b.options.glossary->words);
    b.options.super_and_subscript = true;
  }
  for (size_t i = 0; i < count; i++) texts[i] = read_text(argv[first + i]);
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < count; i++) {
      if (round < 2 || texts[i].converted < LONG) measure(&b, &texts[i]);
    }
  }
  for (int round = 0; round < MORE_ROUNDS; round++) {
    for (size_t i = 1; i < count; i++) {
      if (texts[i].converted < STEEP * texts[i - 1].converted) continue;
      measure(&b, &texts[i - 1]);
      measure(&b, &texts[i]);
    }
  }
  for (size_t i = 0; i < count; i++) {
    printf("%zu %.9f %.9f %s\n", texts[i].text.len, texts[i].converted, texts[i].alone,
           texts[i].limit ? texts[i].limit : "-");
  }
  return 0;
}
