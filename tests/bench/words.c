/* Times Markdown on texts that are hard on the passes over words (glossary, abbreviations,
 * superscript), each twice as long as the one before: words [MOST-KILOBYTES [FAMILY]]
 *
 * A line a size: the processor's milliseconds of the best of several runs, and how many times those
 * of the size before. What is linear stays near 2. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "markdown/markdown.h"
#include "text/terms.h"

enum { TERMS = 100000, LEAST = 10 * 1024, MOST = 10 * 1024, RUNS = 3 };

/* The name of a term by its number: "termaaab nerve". */
static void put_term(buf *out, unsigned number) {
  buf_lit(out, "term");
  for (unsigned place = 0; place < 4; place++, number /= 26) {
    buf_byte(out, (char)('a' + number % 26));
  }
  buf_lit(out, " nerve");
}

/* ---- Families: each adds one more piece of its text ---- */

static void many_terms(buf *out, unsigned n) {
  put_term(out, n % TERMS);
  buf_add(out, n % 10 == 9 ? SV(".\n\n") : SV(", and a "));
}

static void one_line_of_terms(buf *out, unsigned n) {
  put_term(out, n % TERMS);
  buf_byte(out, ' ');
}

static void almost_a_term(buf *out, unsigned n) {
  buf_lit(out, "pain ");
}

static void many_abbreviations(buf *out, unsigned n) {
  buf_printf(out, "A%uZ is A%uZ, %u.\n\n*[A%uZ]: a long name\n", n, n + 1, n, n);
}

static void almost_an_abbreviation(buf *out, unsigned n) {
  if (n == 0)
    buf_lit(out, "*[AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB]: a\n\n");
  buf_lit(out, "A.A A");
}

static void raised_and_lowered(buf *out, unsigned n) {
  buf_lit(out, "^a~b *c^* ~d ");
}

typedef struct family {
  const char *name;
  void (*add)(buf *out, unsigned n);
} family;

static const family families[] = {{"100,000 terms", many_terms},
                                  {"terms on one line", one_line_of_terms},
                                  {"almost a term", almost_a_term},
                                  {"abbreviations", many_abbreviations},
                                  {"almost an abbreviation", almost_an_abbreviation},
                                  {"raised and lowered", raised_and_lowered}};

static md_glossary make_glossary(arena *a) {
  md_term *terms = arena_array(a, md_term, TERMS + 1);
  term_set *words = terms_open(a, SV("en"));
  buf name = BUF_EMPTY;
  for (uint32_t i = 0; i <= TERMS; i++) {
    buf_clear(&name);
    if (i < TERMS) {
      put_term(&name, i);
    } else {
      buf_lit(&name, "pain pain pain pain pain pain pain pain pain pain pain relief");
    }
    uint32_t number = i;
    terms[i] = (md_term){.name = arena_dup(a, buf_sv(&name)), .html = SV("What it means.")};
    terms[i].slug = arena_printf(a, "term-%u", (unsigned)i);
    terms[i].target = arena_printf(a, "/glossary/term-%u/", (unsigned)i);
    terms_add(words, terms[i].name, &number);
  }
  buf_free(&name);
  terms_close(words);
  return (md_glossary){words, terms, TERMS + 1};
}

static double milliseconds_of(const md_options *options, sv text) {
  double best = 0;
  for (int run = 0; run < RUNS; run++) {
    arena memory = {0}, scratch = {0};
    diag_sink *sink = diag_sink_new();
    body out;
    clock_t start = clock();
    md_convert(&memory, &scratch, options, (md_source){SV("text"), text, 0}, sink, &out);
    double took = (double)(clock() - start) * 1000 / CLOCKS_PER_SEC;
    if (run == 0 || took < best) best = took;
    diag_sink_free(sink);
    arena_free(&memory);
    arena_free(&scratch);
  }
  return best;
}

static void measure(const family *f, const md_options *options, size_t most) {
  printf("%s\n", f->name);
  double before = 0;
  for (size_t size = LEAST; size <= most; size *= 2) {
    buf text = BUF_EMPTY;
    for (unsigned n = 0; text.len < size; n++) f->add(&text, n);
    double took = milliseconds_of(options, buf_sv(&text));
    printf("%8zu kB %10.2f ms", size / 1024, took);
    if (before > 0) printf(" %6.2f times", took / before);
    printf("\n");
    before = took;
    buf_free(&text);
  }
}

int main(int argc, char **argv) {
  size_t most = (argc > 1 ? strtoul(argv[1], NULL, 10) : MOST) * 1024;
  arena memory = {0};
  md_glossary glossary = make_glossary(&memory);
  md_options options = md_article_options;
  options.glossary = &glossary;
  options.super_and_subscript = true;
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    sv name = sv_of(families[i].name);
    if (argc > 2 && sv_find(name, sv_of(argv[2]), 0) == SV_NONE) continue;
    measure(&families[i], &options, most);
  }
  arena_free(&memory);
  return 0;
}
