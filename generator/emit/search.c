#include "emit/search.h"

#include "base/mix.h"
#include "emit/search_index.h"
#include "emit/search_meanings.h"
#include "text/words.h"

/* --- what is found ------------------------------------------------------------------------- */

static void add_page(search__index *index, page *p) {
  bool shown = p->state == PAGE_PUBLISHED && !p->noindex && p->words;
  if (shown && sv_eq(p->lang, index->job->lang)) vec_push(index->a, &index->pages, p);
}

/* Articles last, by date, the oldest first: a new one gets the next number, and the others keep
 * theirs. */
static void number_pages(search__index *index, vocabulary *others) {
  const site *s = index->job->site;
  search__meanings(index->a, s, index->job->lang, others, &index->pages);
  index->meanings = index->pages.len;
  for (size_t i = 0; i < s->people.len; i++) add_page(index, s->people.at[i]);
  for (size_t i = 0; i < s->plain.len; i++) add_page(index, s->plain.at[i]);
  for (size_t i = s->articles.len; i > 0; i--) add_page(index, s->articles.at[i - 1]);
}

/* Where what is looked up comes from: what parse has read, the table of synonyms and the terms that
 * pages are filed under. */
static void collect(search__index *index) {
  const search_job *job = index->job;
  index->from = arena_array(index->a, const vocabulary *, job->reader_count + 2);
  index->from_count = 0;
  for (size_t i = 0; i < job->reader_count; i++) {
    const vocabulary *read = related_vocabulary(job->readers[i], job->lang);
    if (read) index->from[index->from_count++] = read;
  }
  search__read_extras(job->site, &index->pages, index->others, index->plain, &index->read);
  index->from[index->from_count++] = index->others;
  index->from[index->from_count++] = index->plain;
}

void search__join(search__index *index, const search__choice *only) {
  collect(index);
  search__words_join(index->a, index->from, index->from_count, only, &index->words);
  search__read_pages(index->a, index->others, index->plain, &index->job->by, &index->words,
                     &index->read);
}

/* --- index.json ---------------------------------------------------------------------------- */

static void add_key(json_writer *w, sv key, sv text) {
  json_key(w, key);
  json_string(w, text);
}

static void put_head(const search__index *index, json_writer *root) {
  const search_job *job = index->job;
  sv base_path = job->site->settings.base_path;
  sv folder = arena_cat(index->a, (sv[]){base_path, SV("/"), job->to.folder}, 3);
  buf stops = BUF_EMPTY;
  words_stop_list(job->lang, &stops);
  add_key(root, SV("language"), job->lang);
  add_key(root, SV("base"), base_path);
  add_key(root, SV("files"), folder);
  json_key(root, SV("pages"));
  json_integer(root, (int64_t)index->pages.len);
  add_key(root, SV("stop"), buf_sv(&stops));
  buf_free(&stops);
}

static void put_all(search__index *index, json_writer *root) {
  search__join(index, NULL);
  search__synonyms_number(index, index->others);
  search__count(&index->read, &index->job->by, &index->words);
  search__put_words(index, root);
  search__put_forms(index, root);
  search__read_free(&index->read);
}

static void put_files(search__index *index, json_writer *root) {
  if (search__keep_whole(index, root)) return;
  if (!search__patch(index, root)) put_all(index, root);
  search__put_facts(index, root);
}

void emit_search(buf *out, buf *note, const search_job *job, arena *scratch) {
  search__index index = {
      .job = job, .a = scratch, .files = {.to = &job->to, .by = &job->by, .others = NULL}};
  json_writer root = {.out = out};
  vocabulary others, plain;
  vocabulary_open(scratch, job->lang, &others);
  vocabulary_open(scratch, SV(""), &plain);
  index.others = &others;
  index.plain = &plain;
  number_pages(&index, &others);
  index.now.common = mix_in(search__synonyms_read(&index, &others), sv_sum(job->to.folder));
  search__note_pages(&index);
  search__note_read(scratch, job->before, index.now.common, &index.before);
  json_begin(&root, '{');
  put_head(&index, &root);
  put_files(&index, &root);
  json_end(&root, '}');
  buf_byte(out, '\n');
  search__note_write(&index.now, note);
  vocabulary_close(&others);
  vocabulary_close(&plain);
}
