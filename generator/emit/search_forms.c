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
  const uint64_t *prints;
} keyed_forms;

static char halvings(uint32_t pages) {
  unsigned count = 0;
  while (pages > 1 && count < 9) {
    pages /= 2;
    count++;
  }
  return (char)('0' + count);
}

static uint64_t form_print(const search__words *words, uint32_t form) {
  const search__word *word = &words->at[words->form_words[form]];
  uint64_t print = search__text_print(search__text_print(0, word->stem), words->forms[form]);
  return mix_summand(mix_in(print, (uint64_t)halvings(word->pages)));
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
  return forms->prints[form];
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

static bool make_lines(search__pieces *p, const search__words *words, buf *text) {
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
static void put_list(search__index *index, search__pieces *p, const uint64_t *prints, bool same,
                     bool is_backwards, const search__files *files) {
  const search__words *words = &index->words;
  buf text = BUF_EMPTY;
  search__pieces_find(p, files);
  keyed_forms forms = {words, words->forms, prints};
  p->context = &forms;
  if (same && all_stand(p)) {
    p->now = p->before;
  } else {
    if (is_backwards) forms.keys = backwards(index->a, words);
    search__pieces_compare(p);
    while (!make_lines(p, words, &text)) continue;
  }
  search__pieces_put(p, p->now.len, files);
  buf_free(&text);
}

void search__put_forms(search__index *index, json_writer *root) {
  const search__note *before = &index->before;
  search__files files = index->files;
  search__pieces starts = {.memory = index->a,
                           .least = FORMS_BYTES,
                           .count = index->words.form_count,
                           .item = form_item,
                           .print = print_of,
                           .all = index->forms_by_text,
                           .before = before->starts};
  search__pieces ends = starts;
  ends.before = before->ends;
  ends.all = NULL;
  uint64_t *prints = oom_malloc(index->words.form_count * sizeof *prints);
  for (uint32_t i = 0; i < index->words.form_count; i++) {
    prints[i] = form_print(&index->words, i);
    index->now.forms += prints[i];
  }
  bool same = index->now.forms == before->forms;
  put_list(index, &starts, prints, same, false, &files);
  files.others = &starts.now; /* of very few words, both are the same */
  put_list(index, &ends, prints, same, true, &files);
  free(prints);
  search__pieces_write(&starts, SV("starts"), root);
  search__pieces_write(&ends, SV("ends"), root);
  index->now.starts = starts.now;
  index->now.ends = ends.now;
}
