/* Related articles: whose list an edit can reach. */
#include "base/buf.h"
#include "graph/related_index.h"
#include "wrap/hash.h"

/* Two runs of one language, and what the articles that differ between them can be met by. */
typedef struct comparison {
  arena *scratch;
  const related__index *before, *after;
  map changed; /* by source */
  map words;   /* stems of changed articles, and their terms as term_key has them */
  map linked;  /* sources of articles that a changed one links to, or that link to it */
} comparison;

/* No stem has a space, so that no word is taken for a term. */
static sv term_key(arena *a, unsigned number, sv name) {
  return arena_printf(a, "%u %.*s", number, SV_ARG(name));
}

static void add_number(buf *out, uint64_t number) {
  buf_printf(out, " %llu", (unsigned long long)number);
}

static void add_names(buf *out, const placed_list *names) {
  for (size_t i = 0; i < names->len; i++) {
    buf_add(out, names->at[i].text);
    buf_byte(out, '\n');
  }
}

/* Everything about an article that its own list and those of others are made from. */
static hash print_of(const related__index *x, const related__article *article, buf *out) {
  const page *p = article->page;
  out->len = 0;
  for (uint32_t i = 0; i < article->count; i++) {
    const related__word *w = &related__words(article)[i];
    buf_add(out, x->stems.at[article->stems[i]]);
    related__title title = related__title_of(article, i);
    add_number(out, title.part);
    add_number(out, title.topic);
    add_number(out, w->text);
    add_number(out, w->seen * 2u + w->asks);
  }
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      const term *t = p->terms.at[i].terms.at[j];
      buf_add(out, t->name);
      add_number(out, p->terms.at[i].taxonomy);
      add_number(out, x->terms[t->number].rarity);
    }
  }
  for (uint32_t i = 0; i < article->links_to_count; i++) {
    buf_add(out, x->articles[article->links_to[i]].page->source);
  }
  add_number(out, article->linked_share);
  add_number(out, article->offered);
  add_number(out, (uint64_t)p->date.at.seconds);
  buf_add(out, p->title);
  buf_add(out, p->section);
  add_names(out, &p->related);
  add_names(out, &p->more->related_exclude);
  return hash_of(buf_sv(out));
}

static void note_links(comparison *c, const related__index *x, const uint32_t *links,
                       uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    map_put(c->scratch, &c->linked, x->articles[links[i]].page->source, c);
  }
}

static void note_changed(comparison *c, const related__index *x, const related__article *article) {
  const page *p = article->page;
  map_put(c->scratch, &c->changed, p->source, c);
  for (uint32_t i = 0; i < article->count; i++) {
    map_put(c->scratch, &c->words, x->stems.at[article->stems[i]], c);
  }
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      sv key = term_key(c->scratch, given->taxonomy, given->terms.at[j]->name);
      map_put(c->scratch, &c->words, key, c);
    }
  }
  note_links(c, x, article->links_to, article->links_to_count);
  note_links(c, x, article->linked_from, article->linked_from_count);
}

static const related__article *find_article(const related__index *x, sv source) {
  const page *p = map_get(&x->site->by_source, source);
  uint32_t number = p && x->count ? x->by_page[p->number] : 0;
  return number ? &x->articles[number - 1] : NULL;
}

static void find_changed(comparison *c) {
  buf print = BUF_EMPTY;
  for (uint32_t i = 0; i < c->after->count; i++) {
    const related__article *now = &c->after->articles[i];
    const related__article *then = find_article(c->before, now->page->source);
    bool same = then && hash_eq(print_of(c->before, then, &print), print_of(c->after, now, &print));
    if (same) continue;
    note_changed(c, c->after, now);
    if (then) note_changed(c, c->before, then);
  }
  for (uint32_t i = 0; i < c->before->count; i++) {
    const related__article *then = &c->before->articles[i];
    if (!find_article(c->after, then->page->source)) note_changed(c, c->before, then);
  }
  buf_free(&print);
}

static bool lists_changed(const comparison *c, const page *p) {
  for (size_t i = 0; p && i < p->related_pages.len; i++) {
    if (map_find(&c->changed, p->related_pages.at[i].page->source)) return true;
  }
  return false;
}

/* An article looks for others by its title, by the weightiest words of its text, by its terms and
 * its links: an unchanged one meets a changed one by these, or not at all. */
static bool is_affected(const comparison *c, const bool *marked, const related__article *article) {
  const page *p = article->page;
  if (map_find(&c->changed, p->source) || map_find(&c->linked, p->source)) return true;
  for (uint32_t i = 0; i < article->count; i++) {
    const related__word *w = &related__words(article)[i];
    bool looks = w->asks || related__title_of(article, i).part;
    if (looks && marked[article->stems[i]]) return true;
  }
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      sv key = term_key(c->scratch, given->taxonomy, given->terms.at[j]->name);
      if (map_find(&c->words, key)) return true;
    }
  }
  return lists_changed(c, p) || lists_changed(c, map_get(&c->before->site->by_source, p->source));
}

static related__index index_of(arena *a, const related_run *run, sv lang) {
  related__index x;
  related_crew alone = {
      .readers = run->readers, .reader_count = run->reader_count, .by = crew_alone(&a)};
  arena scratch = {0};
  related__hands hands = {&alone, a, &scratch};
  page_list articles = related__articles_in(a, run->site, lang);
  related__index_build(&hands, run->site, lang, articles, &x);
  arena_free(&scratch);
  return x;
}

void related_affected(arena *a, const related_run *before, const related_run *after,
                      page_list *out) {
  const site *s = after->site;
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    arena scratch = {0};
    related__index then = index_of(&scratch, before, s->settings.languages.at[i]);
    related__index now = index_of(&scratch, after, s->settings.languages.at[i]);
    comparison c = {.scratch = &scratch, .before = &then, .after = &now};
    find_changed(&c);
    bool *marked = arena_array(&scratch, bool, now.stems.len);
    for (size_t j = 0; j < now.stems.len; j++) {
      marked[j] = map_find(&c.words, now.stems.at[j]) != NULL;
    }
    for (uint32_t j = 0; j < now.count; j++) {
      const page *p = now.articles[j].page;
      if (is_affected(&c, marked, &now.articles[j])) vec_push(a, out, s->all.at[p->number]);
    }
    arena_free(&scratch);
  }
}
