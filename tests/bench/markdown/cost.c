/* What Pamphlet's passes cost on ordinary articles: cost FILE…
 *
 * Converts every file many times with libcmark alone (parsing with smart punctuation, and its own
 * HTML) and with all passes on, in turns, and prints the median of the quotients of the two, round
 * by round. Counted as conversion is all that md_convert does: source passes, parsing, tree passes
 * and rendering, the warnings of pastes, the places of links and headings, the plain text of each
 * block and its count of words; with a glossary of 200 terms, inserts, and the references of each
 * article's front matter. Reading files and front matter is neither's. */
#define _POSIX_C_SOURCE 200809L
#define CMARK_NO_SHORT_NAMES 1
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "markdown/markdown.h"
#include "model/front_matter.h"
#include "text/terms.h"

enum { ROUNDS = 31 };

typedef struct text {
  char *at;
  size_t len;
  md_reference *references;
  size_t count;
} text;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What the text can cite. */
static void read_references(arena *a, text *t) {
  diag_sink *unheard = diag_sink_new();
  front_matter parts;
  sv file = SV("a.md"), all = sv_make(t->at, t->len);
  bool any = front_matter_split(a, file, all, unheard, &parts);
  const node *list = any ? node_get(parts.root, SV("references")) : NULL;
  if (list && list->kind == NODE_LIST) {
    t->references = arena_array(a, md_reference, list->as.list.count);
    for (size_t i = 0; i < list->as.list.count; i++) {
      const node *id = node_get(list->as.list.items[i], SV("id"));
      t->references[t->count++] = (md_reference){.id = id ? id->as.scalar.text : SV("")};
    }
  }
  diag_sink_free(unheard);
}

/* The file's text behind its front matter. */
static text read_text(arena *a, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  text t = {.len = (size_t)ftell(file)};
  rewind(file);
  t.at = malloc(t.len + 1);
  if (!t.at || fread(t.at, 1, t.len, file) != t.len) exit(2);
  t.at[t.len] = '\0';
  fclose(file);
  read_references(a, &t);
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

/* Words of such articles; the other terms are words of none. */
static const char *const words[] = {
    "epidural", "steroid",          "nerve",        "sciatica",   "facet joint", "spinal stenosis",
    "disk",     "sedation",         "inflammation", "anesthetic", "arthritis",   "blood thinner",
    "muscle",   "physical therapy", "injection",    "migraine",   "ligament"};
enum { WORDS = sizeof words / sizeof *words, TERMS = 200 };

static md_glossary *make_glossary(arena *a) {
  md_term *terms = arena_array(a, md_term, TERMS);
  term_set *set = terms_open(a, SV("en"));
  for (uint32_t i = 0; i < TERMS; i++) {
    uint32_t number = i;
    sv name = i < WORDS ? sv_of(words[i]) : arena_printf(a, "rare%u word", (unsigned)i);
    terms[i] = (md_term){.name = name,
                         .slug = arena_printf(a, "term-%u", (unsigned)i),
                         .html = SV("What it means, in plain words."),
                         .target = arena_printf(a, "/glossary/term-%u/", (unsigned)i)};
    terms_add(set, name, &number);
  }
  terms_close(set);
  md_glossary *made = arena_new(a, md_glossary);
  *made = (md_glossary){set, terms, TERMS};
  return made;
}

static double with_passes(const text *texts, size_t count, md_options *options, arena *a,
                          arena *scratch) {
  diag_sink *sink = diag_sink_new();
  double start = now();
  for (size_t i = 0; i < count; i++) {
    body out;
    options->references = texts[i].references;
    options->reference_count = texts[i].count;
    md_convert(a, scratch, options, (md_source){SV("a.md"), sv_make(texts[i].at, texts[i].len), 0},
               sink, &out);
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
  arena kept = {0}, a = {0}, scratch = {0};
  for (size_t i = 0; i < count; i++) texts[i] = read_text(&kept, argv[i + 1]);
  static const md_insert phone = {.name = SV_INIT("phone"), .in_line = true};
  const md_inserts inserts = {.all = &phone, .count = 1};
  md_options options = md_article_options;
  options.inserts = &inserts;
  options.glossary = make_glossary(&kept);
  options.term_search = terms_search(&kept, options.glossary->words);
  double quotients[ROUNDS], least[2] = {1e9, 1e9};
  for (int i = 0; i < ROUNDS; i++) {
    double x = alone(texts, count), y = with_passes(texts, count, &options, &a, &scratch);
    quotients[i] = y / x;
    if (x < least[0]) least[0] = x;
    if (y < least[1]) least[1] = y;
  }
  qsort(quotients, ROUNDS, sizeof *quotients, by_size);
  printf("libcmark alone %.4f s, all passes %.4f s; median quotient %.2f\n", least[0], least[1],
         quotients[ROUNDS / 2]);
  terms_search_end(options.term_search);
  arena_free(&kept);
  arena_free(&a);
  arena_free(&scratch);
  return 0;
}
