/* Makes a site of any size to measure with: corpus COUNT FOLDER [SEED [MOST_WORDS]]
 *
 * The words are invented, the shape is that of a clinic's blog: article lengths as they are on
 * such sites (half of them between 400 and 950 words), headings, lists, links between articles
 * of one subject, a few authors, tags of which some are common and most are rare, a vocabulary
 * that grows with the site. The same count and seed give the same bytes on any machine: no
 * floating point, no clock, no library's random numbers. MOST_WORDS cuts articles short, for sizes
 * that a disk would not hold otherwise. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
  AUTHORS = 24,
  COMMON_WORDS = 12000, /* words that any article may use */
  SUBJECT_WORDS = 48,   /* words that only the articles of one subject use */
  ARTICLES_A_SUBJECT = 20,
  WORD_BYTES = 24,
  YEARS = 10,
  LAST_YEAR = 2025
};

/* --- chance ------------------------------------------------------------------------------- */

/* splitmix64: small, good enough, and any state may start it. */
static uint64_t mix(uint64_t x) {
  x += UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
  return x ^ (x >> 31);
}

typedef struct chance {
  uint64_t state;
} chance;

static uint32_t next(chance *c) {
  c->state += UINT64_C(0x9E3779B97F4A7C15);
  return (uint32_t)(mix(c->state) >> 32);
}

/* 0 … n-1 */
static uint32_t below(chance *c, uint32_t n) {
  return (uint32_t)(((uint64_t)next(c) * n) >> 32);
}

static uint32_t between(chance *c, uint32_t least, uint32_t most) {
  return least + below(c, most - least + 1);
}

/* 0 … n-1, where the k-th is met about in proportion to 1/k, as words and tags are: a power of
 * two is chosen first, each as likely as the other, then a number below it. */
static uint32_t zipf(chance *c, uint32_t n) {
  uint32_t bits = 0;
  while (bits < 31 && (UINT32_C(1) << bits) < n) bits++;
  uint32_t top = UINT32_C(1) << between(c, 0, bits);
  uint32_t pick = top / 2 + below(c, top - top / 2);
  return pick < n ? pick : below(c, n);
}

/* --- words -------------------------------------------------------------------------------- */

static const char *const little[] = {
    "the",   "of",   "and",   "to",    "a",     "in",    "is",    "that",  "for", "it",
    "with",  "as",   "be",    "on",    "your",  "are",   "or",    "this",  "can", "by",
    "may",   "from", "at",    "not",   "have",  "you",   "an",    "will",  "if",  "more",
    "after", "when", "than",  "some",  "most",  "what",  "which", "also",  "do",  "but",
    "there", "into", "other", "about", "these", "their", "who",   "before"};
enum { LITTLE = sizeof little / sizeof *little };

static char common[COMMON_WORDS][WORD_BYTES];

/* A word that can be said, always the same for the same number. */
static void invent(uint64_t number, unsigned syllables, char out[static WORD_BYTES]) {
  static const char *const onset[] = {"b", "c", "d", "f",  "g",  "h",  "l",  "m",  "n",  "p", "r",
                                      "s", "t", "v", "br", "cl", "dr", "pl", "st", "tr", "qu"};
  static const char *const vowel[] = {"a", "e", "i", "o", "u", "ea", "ou", "io"};
  static const char *const coda[] = {"", "", "", "n", "r", "s", "l", "m", "ct", "nd"};
  uint64_t x = mix(number);
  size_t len = 0;
  for (unsigned i = 0; i < syllables; i++) {
    len += (size_t)snprintf(out + len, WORD_BYTES - len, "%s%s%s", onset[x % 21], vowel[x / 21 % 8],
                            coda[x / 168 % 10]);
    x = mix(x);
    if (len > WORD_BYTES - 6) break;
  }
}

static void invent_common(uint64_t seed) {
  for (uint32_t i = 0; i < COMMON_WORDS; i++) {
    /* The commoner, the shorter. */
    unsigned syllables = i < 300 ? 1 + i % 2 : i < 3000 ? 2 : 3;
    invent(seed ^ mix(i + 1), syllables, common[i]);
  }
}

typedef struct corpus {
  uint64_t seed;
  uint32_t count, subjects, tags;
  uint32_t most_words; /* of an article; 0: as it comes */
  const char *folder;
} corpus;

/* The article before and after the i-th of a subject are this many files away. */
static uint32_t subject_of(const corpus *c, uint32_t article) {
  return article % c->subjects;
}

static void subject_word(const corpus *c, uint32_t subject, uint32_t i,
                         char out[static WORD_BYTES]) {
  invent(c->seed ^ mix(((uint64_t)subject << 16 | i) + UINT64_C(0x51B6EC7)), 2 + i % 2, out);
}

/* --- text --------------------------------------------------------------------------------- */

typedef struct text {
  char *at;
  size_t len, room;
} text;

static void die(const char *path) {
  fprintf(stderr, "corpus: %s: %s\n", path, strerror(errno));
  exit(1);
}

static char *reserve(text *t, size_t more) {
  if (t->room - t->len < more) {
    t->room = t->room * 2 + more;
    t->at = realloc(t->at, t->room);
    if (!t->at) die("memory");
  }
  return t->at + t->len;
}

static void add(text *t, const char *s) {
  size_t len = strlen(s);
  memcpy(reserve(t, len + 1), s, len);
  t->len += len;
}

__attribute__((format(printf, 2, 3))) static void addf(text *t, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *end = reserve(t, 256);
  int len = vsnprintf(end, 256, format, args);
  va_end(args);
  if (len < 0 || len > 255) exit(1);
  t->len += (size_t)len;
}

/* The article being written. */
typedef struct writer {
  const corpus *corpus;
  chance chance;
  text text;
  uint32_t article, subject;
} writer;

static void add_subject_word(writer *w, uint32_t i) {
  char word[WORD_BYTES];
  subject_word(w->corpus, w->subject, i, word);
  add(&w->text, word);
}

static void add_word(writer *w) {
  uint32_t roll = below(&w->chance, 100);
  if (roll < 45) {
    add(&w->text, little[zipf(&w->chance, LITTLE)]);
  } else if (roll < 60) {
    add_subject_word(w, zipf(&w->chance, SUBJECT_WORDS));
  } else {
    add(&w->text, common[zipf(&w->chance, COMMON_WORDS)]);
  }
}

static void capital(text *t, size_t at) {
  if (t->at[at] >= 'a' && t->at[at] <= 'z') t->at[at] = (char)(t->at[at] - 'a' + 'A');
}

/* Some words without an end. */
static void add_phrase(writer *w, uint32_t words) {
  size_t start = w->text.len;
  for (uint32_t i = 0; i < words; i++) {
    if (i) add(&w->text, " ");
    add_word(w);
  }
  capital(&w->text, start);
}

/* The file name without extension, and the only place that decides it: links need it, too. */
static void add_slug(text *t, const corpus *c, uint32_t article) {
  char word[WORD_BYTES];
  subject_word(c, subject_of(c, article), 0, word);
  addf(t, "%s-%" PRIu32, word, article + 1);
}

static void add_link(writer *w) {
  const corpus *c = w->corpus;
  /* Mostly to the same subject, whose articles stand at equal distances. */
  uint32_t members = (c->count - 1 - w->subject) / c->subjects + 1;
  uint32_t target = below(&w->chance, 4) ? w->subject + below(&w->chance, members) * c->subjects
                                         : below(&w->chance, c->count);
  add(&w->text, "[");
  add_phrase(w, between(&w->chance, 2, 4));
  add(&w->text, "](");
  add_slug(&w->text, c, target);
  add(&w->text, below(&w->chance, 5) ? ".md)" : ".md#what-to-expect)");
}

static uint32_t add_sentence(writer *w) {
  uint32_t words = between(&w->chance, 5, 25), bold = below(&w->chance, 200);
  size_t start = w->text.len;
  for (uint32_t i = 0; i < words; i++) {
    if (i) add(&w->text, i == words / 2 && words > 14 ? ", " : " ");
    if (i == bold) add(&w->text, "**");
    add_word(w);
    if (i == bold) add(&w->text, "**");
  }
  capital(&w->text, start);
  add(&w->text, below(&w->chance, 20) ? "." : "?");
  return words;
}

static uint32_t add_paragraph(writer *w) {
  uint32_t words = 0, sentences = between(&w->chance, 2, 6);
  for (uint32_t i = 0; i < sentences; i++) {
    if (i) add(&w->text, " ");
    words += add_sentence(w);
  }
  if (below(&w->chance, 4) == 0) {
    add(&w->text, " See ");
    add_link(w);
    add(&w->text, ".");
    words += 4;
  }
  add(&w->text, "\n\n");
  return words;
}

static uint32_t add_list(writer *w) {
  uint32_t items = between(&w->chance, 3, 7);
  for (uint32_t i = 0; i < items; i++) {
    add(&w->text, "- ");
    add_phrase(w, between(&w->chance, 3, 12));
    add(&w->text, "\n");
  }
  add(&w->text, "\n");
  return items * 8;
}

/* Words of an article: the deciles of a clinic's blog, evenly between them. */
static uint32_t length_of_article(chance *c) {
  static const uint32_t decile[] = {120, 260, 350, 440, 530, 630, 740, 880, 1080, 1450, 3200};
  uint32_t i = below(c, 10);
  return between(c, decile[i], decile[i + 1]);
}

static void add_body(writer *w) {
  uint32_t words = 0, wanted = length_of_article(&w->chance);
  if (w->corpus->most_words && wanted > w->corpus->most_words) wanted = w->corpus->most_words;
  words += add_paragraph(w);
  add(&w->text, "## What to expect\n\n");
  while (words < wanted) {
    words += add_paragraph(w);
    if (below(&w->chance, 6) == 0) words += add_list(w);
    if (below(&w->chance, 3) == 0) {
      add(&w->text, below(&w->chance, 4) ? "## " : "### ");
      add_phrase(w, between(&w->chance, 2, 6));
      add(&w->text, "\n\n");
      words += add_paragraph(w);
    }
  }
}

/* --- front matter ------------------------------------------------------------------------- */

static void add_tag(text *t, const corpus *c, uint32_t tag) {
  char word[WORD_BYTES];
  invent(c->seed ^ mix(tag + UINT64_C(0x7A65)), 2 + tag % 2, word);
  add(t, word);
}

/* Tags go with the subject: its first two are its own, more come from anywhere. */
static void add_tags(writer *w) {
  uint32_t seen[6], count = between(&w->chance, 1, 5);
  add(&w->text, "tags: [");
  for (uint32_t i = 0; i < count; i++) {
    chance own = {w->corpus->seed ^ mix(w->subject + UINT64_C(0x746167) + i)};
    uint32_t tag = zipf(i < 2 ? &own : &w->chance, w->corpus->tags);
    uint32_t j = 0;
    while (j < i && seen[j] != tag) j++;
    seen[i] = tag;
    if (j < i) continue;
    if (i) add(&w->text, ", ");
    add_tag(&w->text, w->corpus, tag);
  }
  add(&w->text, "]\n");
}

static void add_title(writer *w) {
  uint32_t form = below(&w->chance, 4);
  static const char *const before[] = {"What to know about ", "Is ", "Living with ", ""};
  add(&w->text, before[form]);
  size_t start = w->text.len;
  add_subject_word(w, 0);
  if (form != 1) capital(&w->text, start);
  add(&w->text, " ");
  add_subject_word(w, 1 + below(&w->chance, 6));
  add(&w->text, " and ");
  add(&w->text, common[below(&w->chance, 3000)]);
  if (form == 1) add(&w->text, " safe?");
}

static void add_front_matter(writer *w) {
  text *t = &w->text;
  chance *c = &w->chance;
  add(t, "---\ntitle: ");
  add_title(w);
  add(t, "\ndescription: ");
  add_phrase(w, between(c, 8, 18));
  addf(t, "\ndate: %" PRIu32 "-%02" PRIu32 "-%02" PRIu32 "\n", LAST_YEAR - below(c, YEARS),
       between(c, 1, 12), between(c, 1, 28));
  uint32_t kind = below(c, 10);
  uint32_t author = zipf(c, AUTHORS) + 1;
  if (kind < 3) {
    addf(t, "kind: question\nanswered_by: person-%" PRIu32 "\n", author);
  } else {
    if (kind == 9) add(t, "kind: news\n");
    addf(t, "author: person-%" PRIu32 "\n", author);
  }
  if (below(c, 3)) {
    addf(t, "reviewed_by: person-%" PRIu32 "\nreviewed: 2025-%02" PRIu32 "-%02" PRIu32 "\n",
         below(c, AUTHORS) + 1, between(c, 1, 12), between(c, 1, 28));
  }
  add_tags(w);
  if (below(c, 2)) {
    add(t, "conditions: [");
    add_subject_word(w, 1);
    add(t, "]\n");
  }
  if (below(c, 4) == 0) {
    add(t, "key_points:\n");
    for (uint32_t i = between(c, 2, 4); i; i--) {
      add(t, "  - ");
      add_phrase(w, between(c, 6, 14));
      add(t, "\n");
    }
  }
  add(t, "---\n\n");
}

/* --- files -------------------------------------------------------------------------------- */

static void make_folder(const corpus *c, const char *below_it) {
  char path[4096];
  snprintf(path, sizeof path, "%s%s", c->folder, below_it);
  if (mkdir(path, 0777) && errno != EEXIST) die(path);
}

static void write_file(const corpus *c, const char *name, const text *t) {
  char path[4096];
  snprintf(path, sizeof path, "%s/content/%s", c->folder, name);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(t->at, 1, t->len, file) != t->len || fclose(file)) die(path);
}

static void write_people(const corpus *c) {
  for (uint32_t i = 1; i <= AUTHORS; i++) {
    char given[WORD_BYTES], family[WORD_BYTES], name[64];
    invent(c->seed + i, 2, given);
    invent(c->seed + i + AUTHORS, 2, family);
    given[0] = (char)(given[0] - 'a' + 'A');
    family[0] = (char)(family[0] - 'a' + 'A');
    text t = {0};
    addf(&t, "---\nname: %s %s\ncredentials: MD\nrole: Physician\n---\n\nSees patients.\n", given,
         family);
    snprintf(name, sizeof name, "people/person-%" PRIu32 ".md", i);
    write_file(c, name, &t);
    free(t.at);
  }
}

static void write_site(const corpus *c) {
  static const char *const folders[] = {"", "/content", "/content/articles", "/content/people",
                                        "/content/pages"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) make_folder(c, folders[i]);
  text t = {0};
  add(&t,
      "title: A clinic of any size\nname: A clinic of any size\n"
      "base_url: https://clinic.example\ndescription: Invented words to measure with\n");
  write_file(c, "site.yaml", &t);
  t.len = 0;
  add(&t, "---\ntitle: About this clinic\n---\n\nIt is invented.\n");
  write_file(c, "pages/about.md", &t);
  free(t.at);
  write_people(c);
}

static void write_articles(const corpus *c) {
  writer w = {.corpus = c};
  text name = {0};
  for (uint32_t i = 0; i < c->count; i++) {
    w.article = i;
    w.subject = subject_of(c, i);
    w.chance.state = c->seed ^ mix(i + UINT64_C(0xA571C1E));
    w.text.len = name.len = 0;
    add_front_matter(&w);
    add_body(&w);
    add(&name, "articles/");
    add_slug(&name, c, i);
    addf(&name, ".md%c", '\0');
    write_file(c, name.at, &w.text);
  }
  free(name.at);
  free(w.text.at);
}

int main(int argc, char **argv) {
  if (argc < 3 || argc > 5) {
    fprintf(stderr, "usage: corpus COUNT FOLDER [SEED [MOST_WORDS]]\n");
    return 2;
  }
  uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
  corpus c = {.seed = mix(seed), .folder = argv[2]};
  c.count = (uint32_t)strtoul(argv[1], NULL, 10);
  if (argc > 4) c.most_words = (uint32_t)strtoul(argv[4], NULL, 10);
  if (c.count == 0) {
    fprintf(stderr, "corpus: COUNT must be a number from 1\n");
    return 2;
  }
  c.subjects = c.count / ARTICLES_A_SUBJECT + 1;
  c.tags = 40 + c.count / 100;
  invent_common(c.seed);
  write_site(&c);
  write_articles(&c);
  return 0;
}
