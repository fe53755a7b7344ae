/* Inside related articles: the articles of one language as weighted words, and who has which.
 *
 * All weights are whole numbers in 1/RELATED_ONE, so that sums do not depend on the order of
 * adding or on a machine's rounding. How often a word occurs, how many articles have it and how
 * long a text is enter in half octaves (related__half_octaves): a small edit then leaves most
 * weights of the other articles as they were. */
#ifndef PAMPHLET_GRAPH_RELATED_INDEX_H
#define PAMPHLET_GRAPH_RELATED_INDEX_H

#include "graph/related_bag.h"
#include "model/site.h"

enum {
  RELATED_ONE = 4096,
  RELATED_TEXT_WORDS = 64,  /* heaviest words of a text that the index knows */
  RELATED_QUERY_WORDS = 16, /* of these, how many look for texts like theirs */
  RELATED_POSTINGS = 48,    /* articles a word leads to, those in which it weighs most */
  RELATED_TITLES = 16,      /* of these, how many titles a word of a text leads to */
  RELATED_LINKS = 48        /* links of an article that count, and articles a link leads back to */
};

/* What a word is worth to an article's text; all 0 for one of the title alone. */
typedef struct related__word {
  uint16_t text;      /* its part of the text: the squares add up to 1 */
  uint16_t seen : 15; /* how firmly the text has it, below 1 */
  uint16_t asks : 1;  /* among the RELATED_QUERY_WORDS heaviest of the text */
} related__word;

/* What one of the title is worth, beside that. */
typedef struct related__title {
  uint16_t part;  /* its part of the title, as of the text */
  uint16_t topic; /* its share of what the title names, 1 in all at the most */
} related__title;

/* A taxonomy term of an article; `share` is the part of all its terms that it makes up. */
typedef struct related__term {
  uint32_t term; /* term.number */
  uint16_t share, taxonomy;
} related__term;

/* What is looked at of every article that another may be like stands within 64 bytes. */
typedef struct related__article {
  const page *page;
  uint32_t *stems; /* its words, in the order of first use; what they are worth is behind them */
  related__term *terms;
  uint32_t *links_to;    /* the articles it links to, each once, in the order of its text */
  uint32_t *linked_from; /* newest first */
  uint32_t count, term_count;
  uint32_t text_square;  /* of the text's parts that the index knows */
  uint16_t link_share;   /* what one of its links says: less, the more it has */
  uint16_t linked_share; /* what a link to it says: less, the more articles have one */
  uint8_t links_to_count, linked_from_count; /* RELATED_LINKS at the most */
  bool offered;                              /* may stand in others' lists */
  uint16_t title_count;                      /* words of its title: these stand first */
} related__article;

/* What the words of an article are worth: apart from them, since most are looked at for the word
 * alone, but in the same place. */
static inline related__word *related__words(const related__article *a) {
  return (related__word *)(void *)(a->stems + a->count);
}

/* Of its first `title_count` words. */
static inline related__title *related__titles(const related__article *a) {
  return (related__title *)(void *)(related__words(a) + a->count);
}

/* Of any; all 0 for one that the title does not have. */
static inline related__title related__title_of(const related__article *a, uint32_t word) {
  return word < a->title_count ? related__titles(a)[word] : (related__title){0, 0};
}

/* `weight` is the word's part of the title or the text, `firmness` its `topic` or `seen`; of a term
 * its share, and nothing. */
typedef struct related__posting {
  uint32_t article;
  uint16_t weight, firmness;
} related__posting;

/* Where a word leads: two stretches of the index's postings, titles first. */
typedef struct related__lists {
  uint32_t first;
  uint16_t title_count, text_count;
} related__lists;

/* What a posting must weigh to come into a word's lists; 0: they have room. */
typedef struct related__least {
  uint16_t title, text;
} related__least;

/* Where a term leads: a stretch of the index's term postings. */
typedef struct related__term_list {
  const term *of; /* NULL: of another language */
  uint32_t first, count;
  uint32_t rarity;
} related__term_list;

/* What the weights of all articles are made with. */
typedef struct related__measures {
  uint32_t telling;
  uint32_t mean_length;                     /* of a text, in words */
  uint32_t heaviest;                        /* no word of a text weighs more */
  uint8_t of_times[RELATED_MOST_TIMES + 1]; /* a word's weight in a text is this times its rarity */
} related__measures;

/* A stem of which another form would be shown if only known words were read. */
typedef struct related__reshown {
  uint32_t stem;
  sv before;
} related__reshown;

typedef struct related__later related__later;

typedef struct related__index {
  const site *site;
  VEC(vocabulary *)
  vocabularies;                  /* of all readers that know the language; first those of which
                                    the last build left something */
  sv_list stems, shown;          /* by stem: itself, and its form for a person to read */
  uint32_t known;                /* stems that the last build left something of: the first */
  VEC(related__reshown) reshown; /* of these, in the order met */
  related__article *articles;    /* newest first */
  const related_bag **bags;      /* by article: the words of its page */
  uint32_t count;
  uint64_t length;     /* of all texts, in words */
  uint32_t most_stems; /* of an article, and of those that are kept: */
  uint32_t most_words;
  related__measures measures;
  related_trace *traces; /* by article, for the next build; NULL: nobody asks */
  uint64_t *sources;     /* by article, where there are traces: sv_sum of its page's source */
  related__later *later; /* weighs articles that are looked at; NULL: all are weighed */
  related__lists *lists; /* by stem */
  related__least *least; /* by stem */
  related__posting *postings;
  related__term_list *terms; /* by number; of other languages' all is 0 */
  related__posting *term_postings;
  uint32_t term_count;
  uint32_t *by_page; /* page number -> article + 1, 0: not of this language */
} related__index;

/* Weighs an article unless that is done. */
void related__weigh_later(const related__index *x, uint32_t article);

/* An article of which all is known. */
static inline related__article *related__look(const related__index *x, uint32_t article) {
  if (x->later) related__weigh_later(x, article);
  return &x->articles[article];
}

/* Who makes an index, and with what memory. Nothing that comes out depends on how many they are. */
typedef struct related__hands {
  const related_crew *crew;
  arena *kept;    /* [crew->by.workers] lives as long as the index */
  arena *scratch; /* [crew->by.workers] lives as long as its making */
} related__hands;

/* Calls for the words of articles that are looked at soon. */
static inline void related__prefetch(const related__index *x, uint32_t article) {
  enum { BAG = 8, WORDS = 4, LINES = 4, LINE = 64 / sizeof(uint32_t) };
  if (article + BAG < x->count) __builtin_prefetch(x->bags[article + BAG]);
  if (article + WORDS >= x->count) return;
  const uint32_t *counts = x->bags[article + WORDS]->counts;
  for (uint32_t i = 0; i < LINES; i++) __builtin_prefetch(counts + (size_t)i * LINE);
}

/* Articles in a few parts, for tasks that count by word: each part costs room for all words. */
enum { RELATED_PARTS = 8 };
unsigned related__parts(const related__hands *h);

/* The first article of a part, and of the part behind it. */
typedef struct related__range {
  uint32_t from, until;
} related__range;
related__range related__part(uint32_t count, unsigned parts, size_t part);

/* floor(2 * log2(n)) for n > 0: 1, 1.41, 2, 2.83, 4, … are the steps. */
unsigned related__half_octaves(uint64_t n);

/* The articles in a language, newest first. */
page_list related__articles_in(arena *a, const site *s, sv lang);

/* Numbers the stems of a language in one row, once all its articles are read; which of them are
 * shown need not be known. The index lives in the hands' memory. */
void related__index_share(const related__hands *h, sv lang, related__index *out);

/* Then opens it to the articles of the language (a subset of site.articles, in its order), and
 * finds out which may be offered. */
void related__index_open(const related__hands *h, const site *s, page_list articles,
                         related__index *out);

/* Then counts and weighs their words. */
void related__index_weigh(const related__hands *h, related_meanwhile meanwhile, related__index *x);

/* Then, with the taxonomies and links: their terms, and who links to whom. Needs no words. */
void related__index_join(const related__hands *h, sv lang, related__index *x);

/* Before the words are rated: room for that. What they leave for the next build outlives the index.
 */
void related__rate_open(const related__hands *h, related__index *x);

/* At the end: what words leave for the next build. */
void related__index_leave(const related__index *x);

/* All of it, and who has which word. */
void related__index_build(const related__hands *h, const site *s, sv lang, page_list articles,
                          related__index *out);

/* From related_lists.c: who has which word, from the articles' words. */
void related__lists_make(const related__hands *h, related__index *x);

/* From related_terms.c: how rare each term is, then the terms of an article, and at last who has
 * which. */
void related__terms_open(arena *a, related__index *x, sv lang);
void related__terms_weigh(arena *a, const related__index *x, related__article *article);
void related__terms_list(const related__hands *h, related__index *x);

/* From related_links.c: finds the links between the articles of the index. */
void related__links_collect(const related__hands *h, related__index *x);

/* From related_weights.c. How rare a word is: 1 + half octaves from those that have it to all. */
uint32_t related__rarity(uint32_t all, uint32_t with);

/* The length of a title's or of all terms' rarities from which it says what an article is about:
 * about two thirds of the greatest rarity. Common words and terms alone do not come to it. */
uint32_t related__telling(uint32_t all);

/* Measures for articles of a mean length. */
void related__measure(uint32_t articles, uint32_t mean_length, related__measures *out);

/* Whether those for another mean length are the same. */
bool related__same_length(uint32_t mean_length, uint32_t other);

/* Room for the words of one article after the other. */
typedef struct related__bench {
  uint16_t *weights;     /* of a bag's words */
  uint32_t *with_weight; /* by weight: how many words have it */
  uint32_t *stems;
  related__word *words;
  related__title *titles;
} related__bench;

/* For bags of `most_words` at the most. */
void related__bench_open(arena *a, const related__measures *m, uint32_t most_words,
                         related__bench *out);

/* Makes the first `count` words on a bench those of the article, whose title_count is known. */
void related__keep_words(arena *a, const related__bench *bench, uint32_t count,
                         related__article *out);

/* From counts to weights. Keeps the words of the title and the heaviest of the text, in `a`.
 * `rarity` is by stem of the bag's vocabulary, which has `shared`. Fills in of *trace how the words
 * are weighed. */
void related__weigh(arena *a, const related_bag *bag, const uint8_t *rarity,
                    const related__measures *m, related__bench *bench, related__article *out,
                    related_trace *trace);

/* What the weights of a bag's words are divided by. */
typedef struct related__norms {
  double title, text, length;
  uint64_t topic_square;
} related__norms;
related__norms related__norms_of(const related_bag *bag, const related__measures *m,
                                 const related_trace *trace);

/* One word of a bag that was weighed before, by its vocabulary's `rarity`; whether it looks for
 * others is not said. False: it is not kept. */
bool related__weigh_word(const related_bag *bag, uint32_t place, const related__measures *m,
                         const related_trace *trace, const related__norms *n, related__word *word,
                         related__title *title);

/* False: it does not look for other articles. */
static inline bool related__may_ask(const related__measures *m, const related_trace *trace,
                                    uint32_t packed, uint32_t rarity) {
  uint32_t weight = m->of_times[packed & RELATED_MOST_TIMES] * rarity;
  return packed & RELATED_IN_TITLE || (weight > 0 && weight >= trace->asks);
}

/* From related_score.c. */
typedef struct related__hit {
  uint32_t article;
  uint32_t score; /* in 1/RELATED_ONE squared */
} related__hit;

/* How much each kind of likeness counts, from the settings, in 1/RELATED_ONE. Great weights are
 * made smaller together, so that no sum leaves 32 bits; `unit` is what a score of 1 is then. */
typedef struct related__scales {
  uint32_t title, cross, text, terms, links;
  double unit;
} related__scales;
related__scales related__scales_of(const settings *s);

/* A word of the asker, times what the settings have it count. */
typedef struct related__asked {
  uint32_t title, text, topic;
  uint32_t seen;     /* for others' topics */
  uint32_t firmness; /* the same as it is */
} related__asked;

/* Working space for one article after the other. */
typedef struct related__scorer {
  const related__index *index;
  related__scales scales;
  uint32_t *scores;  /* by article; all 0 between two calls */
  uint32_t *touched; /* articles with a score */
  uint32_t touched_count;
  const related__article *asker;
  related__asked *asked; /* the asker's words, in its order */
  uint32_t *leading;     /* places of its words that look for others */
  uint32_t leading_count;
  uint64_t *has;    /* by stem, a bit: the asker has it */
  uint32_t *places; /* by stem that it has: the place among its words */
  uint32_t *common; /* places among another's words of those that both have */
  uint32_t least;   /* related__score: what the last of RELATED_HITS scored at first, else 0 */
} related__scorer;

void related__scorer_open(arena *a, const related__index *x, related__scorer *out);

/* Makes the article the one that the following are about. */
void related__ask(related__scorer *s, uint32_t article);

/* The articles most like the asker, best first, itself left out. Returns how many. */
uint32_t related__score(related__scorer *s, related__hit out[RELATED_HITS]);

/* Fills s->common for an article, and returns how many there are. */
uint32_t related__common(related__scorer *s, const related__article *other);

/* How alike the asker and another are, over everything that the index knows of both. */
uint32_t related__pair(related__scorer *s, uint32_t other);

/* The part of it that a common word and a common term make up. */
static inline uint32_t related__scaled(uint32_t weight, uint32_t scale) {
  return (uint32_t)((uint64_t)weight * scale / RELATED_ONE);
}

/* Of a word of the other's text, and what is more where its title has it. */
static inline uint32_t related__text_score(const related__asked *a, const related__word *b) {
  return a->text * b->text + a->topic * b->seen;
}

static inline uint32_t related__title_score(const related__scales *scale, const related__asked *a,
                                            const related__title *b) {
  return a->title * b->part + related__scaled(b->topic, scale->cross) * a->firmness;
}

static inline uint32_t related__term_score(const related__scales *scale, const related__term *a,
                                           const related__term *b) {
  return related__scaled(a->share, scale->terms) * b->share;
}

/* What a link is worth that there is. */
static inline uint32_t related__link_score(const related__scales *scale,
                                           const related__article *from,
                                           const related__article *to) {
  return related__scaled(from->link_share, scale->links) * to->linked_share;
}

/* A source's part in a trace, by sv_sum of it: others may have the same. */
static inline uint16_t related__mark_of(uint64_t source) {
  return (uint16_t)(source >> 48);
}

/* What an article has of a term; NULL: it does not have it. */
const related__term *related__find_term(const related__article *a, uint32_t number);

/* What a link of the asker to another adds, and one of another to it; 0 where there is none. */
uint32_t related__link_to(const related__scorer *s, uint32_t other);
uint32_t related__link_from(const related__scorer *s, uint32_t other);

/* From related_why.c: adds the links between the asker and the other, each term that both have,
 * and the words that count most. These are the index's `shown`. Returns what related__pair does. */
typedef VEC(related_reason) related__reasons;
uint32_t related__why(arena *a, related__scorer *s, uint32_t other, related__reasons *why);

#endif
