/* An index that is as the earlier one was: every file of it stays, and no word is looked at. */
#include "emit/search_index.h"

static bool same_pages(const search__note *now, const search__note *before) {
  size_t size = now->pages.len * sizeof *now->pages.at;
  return now->base && now->base == before->base && now->pages.len == before->pages.len &&
         (!size || memcmp(now->pages.at, before->pages.at, size) == 0);
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
  if (!same_pages(&index->now, &index->before)) return false;
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
