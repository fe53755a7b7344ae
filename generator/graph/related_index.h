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

/* A word of an article; `text` and `seen` are 0 for one of the title alone. */
typedef struct related__word {
  uint32_t stem;
  uint16_t title;     /* its part of the title: the squares add up to 1 */
  uint16_t topic;     /* its share of what the title names, 1 in all at the most */
  uint16_t text;      /* its part of the text, as of the title */
  uint16_t seen : 15; /* how firmly the text has it, below 1 */
  uint16_t asks : 1;  /* among the RELATED_QUERY_WORDS heaviest of the text */
} related__word;

typedef struct related__article {
  const page *page;
  related__word *words; /* in the order of first use */
  uint32_t count;
  uint32_t text_square;  /* of the text's parts that the index knows */
  uint32_t term_norm;    /* length of its taxonomy terms' rarities, in 1/RELATED_ONE */
  uint32_t *links_to;    /* the articles it links to, each once, in the order of its text */
  uint32_t *linked_from; /* newest first */
  uint32_t links_to_count, linked_from_count;
  uint16_t link_share;   /* what one of its links says: less, the more it has */
  uint16_t linked_share; /* what a link to it says: less, the more articles have one */
  bool offered;          /* may stand in others' lists */
} related__article;

/* `weight` is the word's part of the title or the text, `firmness` its `topic` or `seen`. */
typedef struct related__posting {
  uint32_t article;
  uint16_t weight, firmness;
} related__posting;

/* Where a word leads: two stretches of the index's postings. */
typedef struct related__lists {
  uint32_t title_first, title_count, text_first, text_count;
} related__lists;

typedef struct related__index {
  const site *site;
  sv_list stems, shown;       /* by stem: itself, and its form for a person to read */
  related__article *articles; /* newest first */
  uint32_t count;
  related__lists *lists; /* by stem */
  related__posting *postings;
  uint32_t posting_count;
  uint32_t *by_page; /* page number -> article + 1, 0: not of this language */
} related__index;

/* floor(2 * log2(n)) for n > 0: 1, 1.41, 2, 2.83, 4, … are the steps. */
unsigned related__half_octaves(uint64_t n);

/* The articles in a language, newest first. */
page_list related__articles_in(arena *a, const site *s, sv lang);

/* Weighs the articles of a language (a subset of site.articles, in its order; all read). The index
 * lives in `a`; `scratch` is for the making alone. */
void related__index_build(arena *a, arena *scratch, const site *s, related_reader *const *readers,
                          size_t reader_count, sv lang, page_list articles, related__index *out);

/* From related_links.c: finds the links between the articles of the index. */
void related__links_collect(arena *a, arena *scratch, related__index *x);

/* From related_weights.c. How rare a word is: 1 + half octaves from those that have it to all. */
uint32_t related__rarity(uint32_t all, uint32_t with);

/* The length of a title's or of all terms' rarities from which it says what an article is about:
 * about two thirds of the greatest rarity. Common words and terms alone do not come to it. */
uint32_t related__telling(uint32_t all);

/* What the weights of all articles are made with. */
typedef struct related__measures {
  uint32_t telling;
  uint32_t mean_length;                     /* of a text, in words */
  uint32_t heaviest;                        /* no word of a text weighs more */
  uint8_t of_times[RELATED_MOST_TIMES + 1]; /* a word's weight in a text is this times its rarity */
  uint16_t *weights;                        /* room for an article's words */
  uint32_t *with_weight;                    /* [heaviest + 1]: room to count them */
} related__measures;

/* Measures for articles of a mean length, whose bags have `most_words` at the most. */
void related__measure(arena *scratch, uint32_t articles, uint32_t mean_length, uint32_t most_words,
                      related__measures *out);

/* From counts to weights. Keeps the words of the title and the heaviest of the text. The bag's
 * vocabulary has `shared` and `rarity`. */
void related__weigh(arena *a, const related_bag *bag, const related__measures *m,
                    related__article *out);

/* What a taxonomy term is worth to an article of the index: its rarity, in the same steps. */
uint32_t related__term_rarity(const related__index *x, const term *t);

/* From related_score.c. */
typedef struct related__hit {
  uint32_t article;
  uint32_t score; /* in 1/RELATED_ONE squared */
} related__hit;

enum { RELATED_HITS = 12 }; /* the best that a list is picked from */

/* How much each kind of likeness counts, from the settings, in 1/RELATED_ONE. Great weights are
 * made smaller together, so that no sum leaves 32 bits; `unit` is what a score of 1 is then. */
typedef struct related__scales {
  uint32_t title, cross, text, terms, links;
  double unit;
} related__scales;
related__scales related__scales_of(const settings *s);

/* Working space for one article after the other. */
typedef struct related__scorer {
  const related__index *index;
  related__scales scales;
  uint32_t *scores;  /* by article; all 0 between two calls */
  uint32_t *touched; /* articles with a score */
  uint32_t touched_count;
  const related__article *asker;
  uint16_t *asker_words; /* by stem: its place in the asker's words + 1; else 0 */
} related__scorer;

void related__scorer_open(arena *a, const related__index *x, related__scorer *out);

/* Makes the article the one that the following are about. */
void related__ask(related__scorer *s, uint32_t article);

/* The articles most like the asker, best first, itself left out. Returns how many. */
uint32_t related__score(related__scorer *s, related__hit out[RELATED_HITS]);

/* How alike the asker and another are, over everything that the index knows of both. */
uint32_t related__pair(const related__scorer *s, uint32_t other);

/* The part of it that a common word and a common term make up. */
uint32_t related__word_score(const related__scales *scale, const related__word *a,
                             const related__word *b);
uint32_t related__term_score(const related__scorer *s, const related__article *other,
                             const term *t);

/* What a link from one article to another adds; 0 where there is none. */
uint32_t related__link_score(const related__scorer *s, uint32_t from, uint32_t to);

/* True where the article has the term. */
bool related__has_term(const page *p, const term *t);

/* From related_why.c: adds the links between the asker and the other, each term that both have,
 * and the words that count most. The words stand in the index. */
typedef VEC(related_reason) related__reasons;
void related__why(arena *a, const related__scorer *s, uint32_t other, related__reasons *why);

#endif
