/* Every form with the number of times that its pages can be halved, by the form and by the form
 * read backwards: for words that are misspelled. */
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "emit/search_index.h"

/* The forms, with the keys by which they stand. */
typedef struct keyed_forms {
  const search__words *words;
  const sv *keys;
  const uint64_t *names; /* fingerprints of form and stem */
} keyed_forms;

typedef struct forms_job {
  search__index *index;
  const uint64_t *names;
  bool same; /* all of them, and their pages can be halved as often */
  search__files files;
} forms_job;

char search__halvings(uint32_t pages) {
  unsigned count = 0;
  while (pages > 1 && count < 9) {
    pages /= 2;
    count++;
  }
  return (char)('0' + count);
}

static uint64_t form_names(const search__words *words, uint32_t form) {
  const search__word *word = &words->at[words->form_words[form]];
  return search__text_print(search__text_print(0, word->stem), words->forms[form]);
}

static search__item form_item(const void *context, uint32_t form) {
  const keyed_forms *forms = context;
  const search__words *words = forms->words;
  return (search__item){.key = forms->keys[form],
                        .tie = words->at[words->form_words[form]].stem,
                        .room = (uint32_t)words->forms[form].len + 3};
}

static uint64_t print_of(const void *context, uint32_t form) {
  const keyed_forms *forms = context;
  const search__word *word = &forms->words->at[forms->words->form_words[form]];
  return mix_summand(mix_in(forms->names[form], (uint64_t)search__halvings(word->pages)));
}

sv search__backwards(arena *a, sv text) {
  char *out = arena_chars(a, text.len);
  for (size_t i = 0; i < text.len;) {
    size_t end = i + 1;
    while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80) end++;
    for (size_t at = text.len - end; i < end; i++) out[at++] = text.at[i];
  }
  return sv_make(out, text.len);
}

static sv *backwards(arena *a, const search__words *words) {
  sv *keys = arena_alloc(a, words->form_count * sizeof *keys);
  for (uint32_t n = 0; n < words->form_count; n++) keys[n] = search__backwards(a, words->forms[n]);
  return keys;
}

static bool make_lines(search__index *index, search__pieces *p, buf *text) {
  const search__words *words = &index->words;
  bool good = true;
  search__pieces_order(p);
  size_t room = 0;
  for (uint32_t i = 0; i < p->order_count; i++) room += words->forms[p->order[i]].len + 3;
  buf_clear(text);
  buf_reserve(text, room); /* so that the lines stay where they are */
  for (uint32_t i = 0; good && i < p->order_count; i++) {
    size_t start = text->len;
    uint32_t form = p->order[i];
    buf_add(text, words->forms[form]);
    buf_byte(text, '\t');
    buf_byte(text, search__halvings(words->at[words->form_words[form]].pages));
    buf_byte(text, '\n');
    good = search__pieces_line(p, form, sv_skip(buf_sv(text), start));
  }
  return good && search__pieces_end(p);
}

static bool all_stand(const search__pieces *p) {
  for (uint32_t i = 0; i < p->before.len; i++) {
    if (p->lost[i]) return false;
  }
  return p->before.len > 0;
}

/* Where all forms are as they were, nobody looks at them one by one. */
static void put_list(forms_job *job, search__pieces *p, bool is_backwards) {
  search__index *index = job->index;
  const search__words *words = &index->words;
  buf text = BUF_EMPTY;
  search__pieces_find(p, &job->files);
  keyed_forms forms = {words, words->forms, job->names};
  p->context = &forms;
  if (job->same && all_stand(p)) {
    p->now = p->before;
  } else {
    if (is_backwards) forms.keys = backwards(index->a, words);
    search__pieces_compare(p);
    while (!make_lines(index, p, &text)) continue;
  }
  search__pieces_put(p, p->now.len, &job->files);
  buf_free(&text);
}

/* By the sums of their fingerprints. */
static bool are_same(const search__index *index, const keyed_forms *forms) {
  const search__piece_list *before = &index->before.starts;
  uint64_t now = 0, then = 0;
  for (uint32_t i = 0; i < forms->words->form_count; i++) now += print_of(forms, i);
  for (uint32_t i = 0; i < before->len; i++) then += before->at[i].print;
  return now == then;
}

void search__put_forms(search__index *index, json_writer *root) {
  const search__words *words = &index->words;
  search__pieces starts = {.memory = index->a,
                           .least = SEARCH_FORMS_BYTES,
                           .count = words->form_count,
                           .item = form_item,
                           .print = print_of,
                           .all = index->forms_by_text,
                           .before = index->before.starts};
  search__pieces ends = starts;
  ends.before = index->before.ends;
  ends.all = NULL;
  uint64_t *names = oom_malloc(words->form_count * sizeof *names);
  for (uint32_t i = 0; i < words->form_count; i++) names[i] = form_names(words, i);
  bool same = are_same(index, &(keyed_forms){words, NULL, names});
  forms_job job = {index, names, same, index->files};
  put_list(&job, &starts, false);
  job.files.others = &starts.now; /* of very few words, both are the same */
  put_list(&job, &ends, true);
  free(names);
  search__pieces_write(&starts, SV("starts"), root);
  search__pieces_write(&ends, SV("ends"), root);
  index->now.starts = starts.now;
  index->now.ends = ends.now;
}
