/* Related articles, third step: which articles have a word, the weightiest first. */
#include "graph/related_index.h"

#include <math.h>
#include <stdlib.h>

/* Overdue for review: readers are not sent to what nobody has looked at in time. */
static bool is_offered(const site *s, const page *p) {
  return p->state == PAGE_PUBLISHED && !page_is_overdue(p, s->clock.today);
}

static int by_weight(const void *left, const void *right) {
  const related__posting *a = left, *b = right;
  if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
  return (a->article > b->article) - (a->article < b->article);
}

/* Keeps the weightiest of a long list, by counting weights: one walk, whatever its length. The
 * first RELATED_TITLES are the weightiest of all. */
static void cut(related__posting *list, uint32_t *count) {
  if (*count > RELATED_POSTINGS) {
    uint32_t with_weight[RELATED_ONE + 1] = {0}, above = 0, kept = 0;
    for (uint32_t i = 0; i < *count; i++) with_weight[list[i].weight]++;
    uint32_t least = RELATED_ONE;
    while (above + with_weight[least] < RELATED_POSTINGS) above += with_weight[least--];
    uint32_t equals = RELATED_POSTINGS - above;
    for (uint32_t i = 0; i < *count; i++) {
      bool equal = list[i].weight == least && equals > 0;
      equals -= equal;
      if (equal || list[i].weight > least) list[kept++] = list[i];
    }
    *count = kept;
  }
  if (*count > RELATED_TITLES) qsort(list, *count, sizeof *list, by_weight);
}

uint32_t related__term_rarity(const related__index *x, const term *t) {
  uint32_t with = t->pages.len && t->pages.len < x->count ? (uint32_t)t->pages.len : x->count;
  return related__rarity(x->count, with);
}

static uint32_t term_norm(const related__index *x, const page *p) {
  uint64_t square = 0;
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      uint64_t rarity = related__term_rarity(x, p->terms.at[i].terms.at[j]);
      square += rarity * rarity;
    }
  }
  uint64_t telling = related__telling(x->count);
  if (square && square < telling * telling) square = telling * telling;
  return (uint32_t)(sqrt((double)square) * RELATED_ONE);
}

/* How many articles each list would hold, were none cut. */
static void count_lists(related__index *x) {
  for (uint32_t i = 0; i < x->count; i++) {
    for (uint32_t w = 0; x->articles[i].offered && w < x->articles[i].count; w++) {
      const related__word *word = &x->articles[i].words[w];
      x->lists[word->stem].title_count += word->title > 0;
      x->lists[word->stem].text_count += word->text > 0;
    }
  }
}

/* Puts one list behind the other, titles and texts of a word together. */
static uint32_t place_lists(related__index *x) {
  uint32_t end = 0;
  for (size_t stem = 0; stem < x->shown.len; stem++) {
    related__lists *l = &x->lists[stem];
    l->title_first = end;
    l->text_first = end + l->title_count;
    end = l->text_first + l->text_count;
    l->title_count = l->text_count = 0;
  }
  return end;
}

static void fill_lists(related__index *x, related__posting *postings) {
  for (uint32_t i = 0; i < x->count; i++) {
    for (uint32_t w = 0; x->articles[i].offered && w < x->articles[i].count; w++) {
      const related__word *word = &x->articles[i].words[w];
      related__lists *l = &x->lists[word->stem];
      related__posting title = {i, word->title, word->topic}, text = {i, word->text, word->seen};
      if (word->title) postings[l->title_first + l->title_count++] = title;
      if (word->text) postings[l->text_first + l->text_count++] = text;
    }
  }
}

/* Moves what is left of a list to the end of the kept ones. */
static uint32_t keep(related__index *x, const related__posting *from, uint32_t count) {
  uint32_t first = x->posting_count;
  memcpy(x->postings + first, from, count * sizeof *from);
  x->posting_count += count;
  return first;
}

static void make_lists(arena *a, arena *scratch, related__index *x) {
  x->lists = arena_array(a, related__lists, x->shown.len);
  count_lists(x);
  uint32_t all = place_lists(x);
  related__posting *postings = arena_alloc(scratch, all * sizeof *postings);
  fill_lists(x, postings);
  uint32_t kept = 0;
  for (size_t stem = 0; stem < x->shown.len; stem++) {
    related__lists *l = &x->lists[stem];
    cut(postings + l->title_first, &l->title_count);
    cut(postings + l->text_first, &l->text_count);
    kept += l->title_count + l->text_count;
  }
  x->postings = arena_alloc(a, kept * sizeof *x->postings);
  for (size_t stem = 0; stem < x->shown.len; stem++) {
    related__lists *l = &x->lists[stem];
    l->title_first = keep(x, postings + l->title_first, l->title_count);
    l->text_first = keep(x, postings + l->text_first, l->text_count);
  }
}

/* Numbers the stems of all readers in one row, by the readers' order. The numbers differ with the
 * number of threads; nothing that comes out depends on them. */
static void share_stems(arena *a, arena *scratch, related_reader *const *readers, size_t count,
                        sv lang, related__index *out) {
  map by_stem = {0};
  for (size_t i = 0; i < count; i++) {
    vocabulary *words = related_vocabulary(readers[i], lang);
    if (!words) continue;
    words->shared = arena_array(scratch, uint32_t, words->shown.len);
    for (size_t j = 0; j < words->shown.len; j++) {
      bool fresh;
      map_entry *entry = map_entry_for(scratch, &by_stem, words->by_stem.entries[j].key, &fresh);
      size_t number = (size_t)(entry - by_stem.entries);
      words->shared[j] = (uint32_t)number;
      if (fresh) {
        vec_push(a, &out->stems, entry->key);
        vec_push(a, &out->shown, words->shown.at[j]);
      } else {
        sv *form = &out->shown.at[number];
        *form = vocabulary_better_form(*form, words->shown.at[j]);
      }
    }
  }
}

/* How many articles have each word, and from that how rare it is, for all readers' words. */
static void measure(arena *scratch, related_reader *const *readers, size_t count, sv lang,
                    page_list articles, const related__index *x, related__measures *out) {
  uint32_t *articles_with = arena_array(scratch, uint32_t, x->shown.len), most_words = 0;
  uint64_t length = 0;
  for (size_t i = 0; i < articles.len; i++) {
    const related_bag *bag = articles.at[i]->words;
    const uint32_t *shared = bag->from->shared;
    length += bag->length;
    if (bag->count > most_words) most_words = bag->count;
    for (uint32_t w = 0; w < bag->count; w++) articles_with[shared[bag->counts[w] >> 8]]++;
  }
  for (size_t i = 0; i < count; i++) {
    vocabulary *words = related_vocabulary(readers[i], lang);
    if (!words) continue;
    words->rarity = arena_array(scratch, uint8_t, words->shown.len);
    for (size_t j = 0; j < words->shown.len; j++) {
      uint32_t with = articles_with[words->shared[j]];
      if (with) words->rarity[j] = (uint8_t)related__rarity(x->count, with);
    }
  }
  related__measure(scratch, x->count, (uint32_t)(length / articles.len), most_words, out);
}

void related__index_build(arena *a, arena *scratch, const site *s, related_reader *const *readers,
                          size_t reader_count, sv lang, page_list articles, related__index *out) {
  *out = (related__index){.site = s, .count = (uint32_t)articles.len};
  if (!articles.len) return;
  share_stems(a, scratch, readers, reader_count, lang, out);
  out->articles = arena_array(a, related__article, articles.len);
  out->by_page = arena_array(a, uint32_t, s->all.len);
  related__measures measures;
  measure(scratch, readers, reader_count, lang, articles, out, &measures);
  for (size_t i = 0; i < articles.len; i++) {
    page *p = articles.at[i];
    related__article *article = &out->articles[i];
    article->page = p;
    article->offered = is_offered(s, p);
    article->term_norm = term_norm(out, p);
    out->by_page[p->number] = (uint32_t)i + 1;
    related__weigh(a, p->words, &measures, article);
  }
  make_lists(a, scratch, out);
  related__links_collect(a, scratch, out);
}
