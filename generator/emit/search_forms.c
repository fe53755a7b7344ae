/* Every form with the number of times that its pages can be halved, by the form and by the form
 * read backwards: for words that are misspelled. */
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "emit/search_index.h"

/* Bytes of a piece at the least; gzip leaves about a third of it. */
enum { FORMS_BYTES = 8 * 1024 };

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

static char halvings(uint32_t pages) {
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

static uint64_t names_of(const void *context, uint32_t form) {
  const keyed_forms *forms = context;
  return mix_summand(forms->names[form]);
}

static uint64_t print_of(const void *context, uint32_t form) {
  const keyed_forms *forms = context;
  const search__word *word = &forms->words->at[forms->words->form_words[form]];
  return mix_summand(mix_in(forms->names[form], (uint64_t)halvings(word->pages)));
}

static sv *backwards(arena *a, const search__words *words) {
  sv *keys = arena_alloc(a, words->form_count * sizeof *keys);
  for (uint32_t n = 0; n < words->form_count; n++) {
    sv text = words->forms[n];
    char *out = arena_chars(a, text.len);
    for (size_t i = 0; i < text.len;) {
      size_t end = i + 1;
      while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80) end++;
      for (size_t at = text.len - end; i < end; i++) out[at++] = text.at[i];
    }
    keys[n] = sv_make(out, text.len);
  }
  return keys;
}

/* The pages of the words whose forms are to be made. */
static void count_words(search__index *index, const search__pieces *p) {
  uint32_t *words = oom_malloc(p->order_count * sizeof *words);
  for (uint32_t i = 0; i < p->order_count; i++) words[i] = index->words.form_words[p->order[i]];
  search__count_some(&index->read, &index->job->by, words, p->order_count, &index->words);
  free(words);
}

static bool make_lines(search__index *index, search__pieces *p, buf *text) {
  const search__words *words = &index->words;
  bool good = true;
  search__pieces_order(p);
  if (index->changes.known) count_words(index, p);
  size_t room = 0;
  for (uint32_t i = 0; i < p->order_count; i++) room += words->forms[p->order[i]].len + 3;
  buf_clear(text);
  buf_reserve(text, room); /* so that the lines stay where they are */
  for (uint32_t i = 0; good && i < p->order_count; i++) {
    size_t start = text->len;
    uint32_t form = p->order[i];
    buf_add(text, words->forms[form]);
    buf_byte(text, '\t');
    buf_byte(text, halvings(words->at[words->form_words[form]].pages));
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
  if (index->few || (job->same && all_stand(p))) {
    p->now = p->before;
  } else {
    if (is_backwards) forms.keys = backwards(index->a, words);
    search__pieces_compare(p);
    while (!make_lines(index, p, &text)) continue;
  }
  search__pieces_put(p, p->now.len, &job->files);
  buf_free(&text);
}

static bool *moved_forms(const search__index *index) {
  const search__words *words = &index->words;
  bool *moved = arena_array(index->a, bool, words->form_count);
  for (uint32_t i = 0; i < words->form_count; i++) {
    uint32_t word = words->form_words[i], pages = words->at[word].pages;
    int32_t gained = index->changes.gained[word];
    moved[i] = gained && halvings(pages) != halvings((uint32_t)((int32_t)pages - gained));
  }
  return moved;
}

bool search__forms_stay(search__index *index) {
  const search__words *words = &index->words;
  search__pieces starts = {.memory = index->a, .before = index->before.starts};
  search__pieces ends = {.memory = index->a, .before = index->before.ends};
  for (uint32_t i = 0; i < index->changes.all.len; i++) {
    const search__moved *moved = &index->changes.all.at[i];
    uint32_t word = search__word_of(words, moved->stem);
    if (word == words->count) return false;
    uint32_t pages = words->at[word].pages;
    if (halvings(pages) != halvings((uint32_t)((int32_t)pages - moved->gained))) return false;
  }
  search__pieces_find(&starts, &index->files);
  search__pieces_find(&ends, &index->files);
  return all_stand(&starts) && all_stand(&ends);
}

static bool is_any(const bool *all, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    if (all[i]) return true;
  }
  return false;
}

/* By the sums of their fingerprints. */
static bool are_same(const search__index *index, const keyed_forms *forms, const bool *moved) {
  const search__piece_list *before = &index->before.starts;
  uint32_t count = forms->words->form_count;
  uint64_t now = 0, then = 0;
  for (uint32_t i = 0; i < count; i++) now += moved ? names_of(forms, i) : print_of(forms, i);
  for (uint32_t i = 0; i < before->len; i++) {
    then += moved ? before->at[i].names : before->at[i].print;
  }
  return now == then && !(moved && is_any(moved, count));
}

void search__put_forms(search__index *index, json_writer *root) {
  const search__words *words = &index->words;
  bool *moved = index->changes.known && !index->few ? moved_forms(index) : NULL;
  search__pieces starts = {.memory = index->a,
                           .least = FORMS_BYTES,
                           .count = words->form_count,
                           .item = form_item,
                           .names = names_of,
                           .print = print_of,
                           .moved = moved,
                           .all = index->forms_by_text,
                           .before = index->before.starts};
  search__pieces ends = starts;
  ends.before = index->before.ends;
  ends.all = NULL;
  uint64_t *names = oom_malloc(words->form_count * sizeof *names);
  for (uint32_t i = 0; i < words->form_count; i++) names[i] = form_names(words, i);
  bool same = index->few || are_same(index, &(keyed_forms){words, NULL, names}, moved);
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
