/* Related articles, measured: `related FOLDER` reads the Markdown files of FOLDER/articles and
 * FOLDER/relevance.json (each page's relevant pages) and prints recall@3: for each page of
 * relevance.json the share of its relevant pages (three at most) among the first three related
 * to it, and the mean over the pages. Beside it stand the plain ways of related_plain.h; then how
 * often two articles list each other, and how many lists an edit reaches. `related --time N` makes
 * N articles instead and prints what relating them takes. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "graph/related.h"
#include "graph/state.h"
#include "graph/taxonomy.h"
#include "related_plain.h"
#include "wrap/json.h"

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static sv read_file(arena *a, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return (sv){"", 0};
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char *text = arena_alloc(a, size + 1);
  size_t got = fread(text, 1, size, file);
  fclose(file);
  return sv_make(text, got);
}

static void site_open(arena *a, site *s) {
  *s = (site){.memory = a};
  s->settings.language = SV("en");
  vec_push(a, &s->settings.languages, SV("en"));
  vec_push(a, &s->settings.taxonomies, (taxonomy_setting){.name = SV("tags")});
  s->settings.related = related_defaults;
}

static page *add_article(site *s, sv slug, sv title) {
  arena *a = s->memory;
  page *p = arena_new(a, page);
  page_more_of(a, p);
  p->source = arena_cat(a, (sv[]){SV("content/articles/"), slug, SV(".md")}, 3);
  p->folder = SV("content/articles");
  p->section = SV("articles");
  p->slug = slug;
  p->lang = SV("en");
  p->title = title;
  vec_push(a, &s->all, p);
  return p;
}

/* Headings and paragraphs, told by `#` and blank lines: markup inside them does not matter here. */
static void add_prose(arena *a, page *p, sv text) {
  sv line;
  const char *start = NULL, *end = NULL;
  while (sv_line(&text, &line)) {
    bool heading = sv_starts(line, SV("#"));
    if (start && (heading || !sv_trim(line).len)) {
      prose_block block = {.text = sv_make(start, (size_t)(end - start))};
      vec_push(a, &p->body.prose, block);
      start = NULL;
    }
    if (heading) {
      prose_block block = {.kind = PROSE_HEADING, .level = 2, .text = line};
      vec_push(a, &p->body.prose, block);
    } else if (sv_trim(line).len) {
      if (!start) start = line.at;
      end = line.at + line.len;
    }
  }
  if (start) {
    vec_push(a, &p->body.prose, (prose_block){.text = sv_make(start, (size_t)(end - start))});
  }
}

static void read_article(site *s, const char *folder, const char *name) {
  arena *a = s->memory;
  char *path = arena_cstr(a, arena_printf(a, "%s/articles/%s", folder, name));
  sv text = read_file(a, path), line, title = {"", 0};
  sv_line(&text, &line);
  while (sv_line(&text, &line) && !sv_is(line, "---")) {
    if (sv_starts(line, SV("title: "))) title = sv_trim(sv_skip(line, 7));
  }
  sv slug = arena_dup(a, sv_of(name));
  slug.len -= 3;
  add_prose(a, add_article(s, slug, title), text);
}

static int by_name(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool read_folder(site *s, const char *folder) {
  arena *a = s->memory;
  DIR *dir = opendir(arena_cstr(a, arena_printf(a, "%s/articles", folder)));
  if (!dir) return false;
  VEC(char *) names = {0};
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    sv name = sv_of(entry->d_name);
    if (sv_ends(name, SV(".md"))) vec_push(a, &names, arena_cstr(a, name));
  }
  closedir(dir);
  if (names.len) qsort(names.at, names.len, sizeof *names.at, by_name);
  for (size_t i = 0; i < names.len; i++) read_article(s, folder, names.at[i]);
  return true;
}

static bool is_relevant(const node *relevant, const page *p) {
  for (size_t i = 0; p && i < relevant->as.list.count; i++) {
    if (sv_eq(relevant->as.list.items[i]->as.scalar.text, p->slug)) return true;
  }
  return false;
}

static double recall(const site *s, const node *relevance, first_three way, const void *context,
                     bool show) {
  double sum = 0;
  for (size_t i = 0; i < relevance->as.map.count; i++) {
    const node_pair *pair = &relevance->as.map.pairs[i];
    sv source = arena_cat(s->memory, (sv[]){SV("content/articles/"), pair->key, SV(".md")}, 3);
    const page *p = map_get(&s->by_source, source), *first[3] = {NULL, NULL, NULL};
    size_t wanted = pair->value->as.list.count < 3 ? pair->value->as.list.count : 3, hits = 0;
    if (p) way(context, p, first);
    for (int j = 0; j < 3; j++) hits += is_relevant(pair->value, first[j]);
    sum += (double)(hits < wanted ? hits : wanted) / (double)wanted;
    for (int j = 0; show && p && hits < wanted && j < 3; j++) {
      printf("%.*s | %.*s\n", SV_ARG(p->title), SV_ARG(first[j] ? first[j]->title : p->slug));
    }
  }
  return sum / (double)relevance->as.map.count;
}

static void by_relation(const void *context, const page *p, const page *out[3]) {
  (void)context;
  for (size_t i = 0; i < 3 && i < p->related_pages.len; i++) out[i] = p->related_pages.at[i].page;
}

/* The processor time of reading the words and of relating the articles. */
static double relate(site *s, diag_sink *sink) {
  related_reader *reader = related_reader_open(&s->settings);
  double before = cpu_seconds();
  for (size_t i = 0; i < s->all.len; i++) related_read(reader, s->memory, s->all.at[i]);
  double read = cpu_seconds();
  related_link(s, &reader, 1, sink);
  double linked = cpu_seconds();
  printf("words read in %.3f s, articles related in %.3f s\n", read - before, linked - read);
  related_reader_close(reader);
  return linked - before;
}

/* The share of entries among the first three that are answered there. */
static double mutual(const site *s) {
  size_t entries = 0, answered = 0;
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i], *first[3] = {NULL, NULL, NULL};
    by_relation(NULL, p, first);
    for (int j = 0; j < 3 && first[j]; j++, entries++) {
      const page *back[3] = {NULL, NULL, NULL};
      by_relation(NULL, first[j], back);
      answered += back[0] == p || back[1] == p || back[2] == p;
    }
  }
  return entries ? (double)answered / (double)entries : 0;
}

/* A folder's site; the article `edited`, if there is one of that number, lacks its last block. */
typedef struct edited_site {
  arena memory;
  site site;
  related_reader *reader;
} edited_site;

static void edited_open(const char *folder, size_t edited, diag_sink *sink, edited_site *out) {
  arena_init(&out->memory, 1024 * 1024);
  site *s = &out->site;
  site_open(&out->memory, s);
  read_folder(s, folder);
  if (edited < s->all.len && s->all.at[edited]->body.prose.len) s->all.at[edited]->body.prose.len--;
  state_decide(s, (state_options){false, false, false});
  out->reader = related_reader_open(&s->settings);
  related_link(s, &out->reader, 1, sink);
}

static void edited_close(edited_site *e) {
  related_reader_close(e->reader);
  arena_free(&e->memory);
}

static bool same_first_four(const page *a, const page *b) {
  if (a->related_pages.len != b->related_pages.len) return false;
  for (size_t i = 0; i < a->related_pages.len; i++) {
    if (!sv_eq(a->related_pages.at[i].page->slug, b->related_pages.at[i].page->slug)) return false;
  }
  return true;
}

/* How many lists related_affected names when an article loses a paragraph, and how many change. */
static void measure_edits(const char *folder, size_t count) {
  enum { EDITS = 10 };
  size_t named = 0, changed = 0;
  diag_sink *sink = diag_sink_new();
  edited_site before;
  edited_open(folder, count, sink, &before);
  for (size_t i = 0; i < EDITS; i++) {
    edited_site after;
    edited_open(folder, i * count / EDITS, sink, &after);
    related_run then = {&before.site, &before.reader, 1}, now = {&after.site, &after.reader, 1};
    page_list affected = {0};
    related_affected(&after.memory, &then, &now, &affected);
    named += affected.len;
    for (size_t j = 0; j < count; j++) {
      changed += !same_first_four(before.site.all.at[j], after.site.all.at[j]);
    }
    edited_close(&after);
  }
  printf("a paragraph less in one article: %.1f lists change, %.0f of %zu are named\n",
         (double)changed / EDITS, (double)named / EDITS, count);
  edited_close(&before);
  diag_sink_free(sink);
}

static int measure_recall(const char *folder, bool show) {
  arena a;
  arena_init(&a, 1024 * 1024);
  site s;
  site_open(&a, &s);
  diag_sink *sink = diag_sink_new();
  sv text = read_file(&a, arena_cstr(&a, arena_printf(&a, "%s/relevance.json", folder)));
  const node *relevance = json_parse(&a, SV("relevance.json"), text, 0, sink);
  if (!relevance || !read_folder(&s, folder)) {
    fprintf(stderr, "related: %s has no articles/ and relevance.json\n", folder);
    return 1;
  }
  state_decide(&s, (state_options){false, false, false});
  double took = relate(&s, sink);
  plain_words words;
  plain_open(&a, &s, &words);
  printf("%u articles, %zu judged, related in %.3f s of processor time\n", s.all.len,
         relevance->as.map.count, took);
  for (size_t i = 0; i < plain_way_count; i++) {
    printf("recall@3  %-38s %.4f\n", plain_ways[i].name,
           recall(&s, relevance, plain_ways[i].way, &words, false));
  }
  printf("recall@3  %-38s %.4f\n", "Pamphlet", recall(&s, relevance, by_relation, NULL, show));
  printf("of the first three, %.0f %% have the other among theirs\n", 100 * mutual(&s));
  measure_edits(folder, s.all.len);
  diag_sink_free(sink);
  arena_free(&a);
  return 0;
}

/* A stream of numbers that is the same everywhere (Marsaglia's xorshift). */
static uint32_t next_number(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (uint32_t)(*state >> 32);
}

/* A word of a vocabulary in which, as in language, the nth word comes about 1/n as often. */
static void add_word(buf *out, uint64_t *state) {
  uint32_t bits = 2 + next_number(state) % 15;
  uint32_t rank = next_number(state) % (1u << bits);
  do {
    static const char *const syllables[] = {"ba", "ce", "di", "fo", "gu", "ka", "le", "mi",
                                            "no", "pu", "ra", "se", "ti", "vo", "zu", "ny"};
    buf_add(out, sv_of(syllables[rank % 16]));
    rank /= 16;
  } while (rank);
  buf_byte(out, ' ');
}

static sv make_text(arena *a, uint64_t *state, int words) {
  buf text = BUF_EMPTY;
  for (int i = 0; i < words; i++) add_word(&text, state);
  sv kept = arena_dup(a, buf_sv(&text));
  buf_free(&text);
  return kept;
}

static int measure_time(size_t count) {
  enum { TITLE_WORDS = 5, PARAGRAPHS = 12, PARAGRAPH_WORDS = 50 };
  arena a;
  arena_init(&a, 1024 * 1024);
  site s;
  site_open(&a, &s);
  uint64_t state = 88172645463325252u;
  for (size_t i = 0; i < count; i++) {
    page *p = add_article(&s, arena_printf(&a, "a%zu", i), make_text(&a, &state, TITLE_WORDS));
    for (int j = 0; j < PARAGRAPHS; j++) {
      prose_block block = {.text = make_text(&a, &state, PARAGRAPH_WORDS)};
      vec_push(&a, &p->body.prose, block);
    }
  }
  state_decide(&s, (state_options){false, false, false});
  diag_sink *sink = diag_sink_new();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  long texts = usage.ru_maxrss;
  double took = relate(&s, sink);
  getrusage(RUSAGE_SELF, &usage);
  long memory = usage.ru_maxrss - texts;
  printf("%8zu articles of %d words: %.3f s of processor time, %ld MB (%.1f KB an article)\n",
         count, PARAGRAPHS * PARAGRAPH_WORDS, took, memory / 1024, (double)memory / (double)count);
  diag_sink_free(sink);
  arena_free(&a);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "--time") == 0) {
    return measure_time(strtoul(argv[2], NULL, 10));
  }
  if (argc == 2) return measure_recall(argv[1], false);
  if (argc == 3 && strcmp(argv[1], "--misses") == 0) return measure_recall(argv[2], true);
  fprintf(stderr, "usage: related [--misses] FOLDER\n       related --time COUNT\n");
  return 2;
}
