/* An index that is as the earlier one was: every file of it stays, and no word is looked at. */
#include "base/mix.h"
#include "emit/search_index.h"

static uint64_t add_terms(uint64_t print, const site *s) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const term_list *terms = &s->taxonomies.at[i]->terms;
    for (size_t j = 0; j < terms->len; j++) print = search__text_print(print, terms->at[j]->name);
  }
  return print;
}

/* Terms of the glossary, which come first, are of the base. */
uint64_t search__pages_print(const search__index *index) {
  uint64_t print = mix_in(index->job->base, index->pages.len);
  print = add_terms(mix_in(print, index->meanings), index->job->site);
  for (size_t i = index->meanings; i < index->pages.len; i++) {
    const page *p = index->pages.at[i];
    if (!p->said_print) return 0;
    print = mix_in(mix_in(print, p->said_print), p->text_print);
    print = mix_in(print, (uint64_t)p->words->count << 32 | p->words->length);
    print = search__text_print(print, p->url);
  }
  return print | 1;
}

static bool find_all(search__pieces *p, const search__files *files) {
  search__pieces_find(p, files);
  for (uint32_t i = 0; i < p->before.len; i++) {
    if (p->lost[i]) return false;
  }
  p->now = p->before;
  return true;
}

static bool facts_stand(const search__index *index) {
  const search__block_list *facts = &index->before.facts;
  for (uint32_t i = 0; i < facts->len; i++) {
    if (!search__stands(&index->files, facts->at[i].file)) return false;
  }
  return true;
}

static void keep_block(void *context, size_t i, unsigned worker) {
  const search__index *index = context;
  search__keep(&index->files, worker, index->now.facts.at[i].file);
}

bool search__keep_whole(search__index *index, json_writer *root) {
  search__files files = index->files;
  search__pieces words = {.memory = index->a, .before = index->before.words};
  search__pieces starts = {.memory = index->a, .before = index->before.starts};
  search__pieces ends = {.memory = index->a, .before = index->before.ends};
  if (!index->now.pages || index->now.pages != index->before.pages) return false;
  if (!find_all(&words, &files) || !find_all(&starts, &files) || !find_all(&ends, &files) ||
      !facts_stand(index)) {
    return false;
  }
  search__pieces_put(&words, words.now.len, &files);
  search__pieces_put(&starts, starts.now.len, &files);
  files.others = &starts.now;
  search__pieces_put(&ends, ends.now.len, &files);
  index->now = index->before;
  crew_run(files.by, index->now.facts.len, keep_block, index);
  search__pieces_write(&words, SV("words"), root);
  search__pieces_write(&starts, SV("starts"), root);
  search__pieces_write(&ends, SV("ends"), root);
  search__write_facts(index, root);
  return true;
}
