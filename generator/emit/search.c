#include "emit/search.h"

#include <stdlib.h>

#include "base/sort.h"
#include "emit/search_lists.h"
#include "emit/search_meanings.h"
#include "text/words.h"

/* Bytes of a piece at the least; gzip leaves about a half of `words` and a third of the others. */
enum { WORDS_BYTES = 8 * 1024, FORMS_BYTES = 8 * 1024 };

typedef struct phrase {
  uint32_t *words; /* of its words with a meaning, by number */
  size_t len;
} phrase;

/* One phrase of a row, the key, and the row. */
typedef struct synonym {
  const phrase *from, *row;
  size_t row_len, order; /* in the table */
} synonym;

typedef struct emitter {
  const search_job *job;
  arena *a;
  page_list pages; /* by their number in the index */
  size_t meanings; /* of these, the first: words of the glossary */
  search__words words;
  search__lists lists;
  VEC(synonym) synonyms; /* by the first word of `from` */
  uint32_t *digits;      /* of the numbers below DIGITS_FOR, four characters each */
  uint32_t *sorted;      /* room for one list */
  search__files files;
  json_writer root;
} emitter;

/* --- what is found ------------------------------------------------------------------------- */

static void add_page(emitter *e, page *p) {
  bool shown = p->state == PAGE_PUBLISHED && !p->noindex && p->words;
  if (shown && sv_eq(p->lang, e->job->lang)) vec_push(e->a, &e->pages, p);
}

/* Articles last, by date, the oldest first: a new one gets the next number, and the others keep
 * theirs. */
static void number_pages(emitter *e, vocabulary *others) {
  const site *s = e->job->site;
  search__meanings(e->a, s, e->job->lang, others, &e->pages);
  e->meanings = e->pages.len;
  for (size_t i = 0; i < s->people.len; i++) add_page(e, s->people.at[i]);
  for (size_t i = 0; i < s->plain.len; i++) add_page(e, s->plain.at[i]);
  for (size_t i = s->articles.len; i > 0; i--) add_page(e, s->articles.at[i - 1]);
}

static phrase read_phrase(arena *a, vocabulary *words, sv text) {
  VEC(uint32_t) found = {0};
  uint32_t stem;
  while (vocabulary_next(words, &text, &stem)) vec_push(a, &found, stem);
  return (phrase){found.at, found.len};
}

static bool is_same(const phrase *a, const phrase *b) {
  return a->len == b->len && memcmp(a->words, b->words, a->len * sizeof *a->words) == 0;
}

/* A row by its phrases that differ in their words: "heart attacks" says what "heart attack" does.
 */
static void read_row(emitter *e, vocabulary *words, const synonym_row *row) {
  phrase *phrases = arena_array(e->a, phrase, row->phrases.len);
  size_t len = 0;
  for (size_t i = 0; i < row->phrases.len; i++) {
    phrase made = read_phrase(e->a, words, row->phrases.at[i]);
    bool fresh = made.len > 0;
    for (size_t j = 0; j < len; j++) fresh = fresh && !is_same(&phrases[j], &made);
    if (fresh) phrases[len++] = made;
  }
  for (size_t i = 0; i < len && len > 1; i++) {
    vec_push(e->a, &e->synonyms, (synonym){&phrases[i], phrases, len, e->synonyms.len});
  }
}

static bool is_language(sv row, sv lang) {
  return sv_eq(row, lang) || (sv_starts(lang, row) && lang.at[row.len] == '-');
}

static void read_synonyms(emitter *e, vocabulary *words) {
  const synonym_rows *rows = &e->job->site->synonyms;
  for (size_t i = 0; i < rows->len; i++) {
    if (is_language(rows->at[i].lang, e->job->lang)) read_row(e, words, &rows->at[i]);
  }
}

static int by_first_word(const void *left, const void *right) {
  const synonym *a = left, *b = right;
  uint32_t x = a->from->words[0], y = b->from->words[0];
  if (x != y) return x < y ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

static void number_synonyms(emitter *e, const vocabulary *words) {
  const uint32_t *number = search__numbers_of(&e->words, words);
  for (size_t i = 0; i < e->synonyms.len; i++) {
    const phrase *from = e->synonyms.at[i].from;
    for (size_t j = 0; j < from->len; j++) from->words[j] = number[from->words[j]];
  }
  if (e->synonyms.len) {
    qsort(e->synonyms.at, e->synonyms.len, sizeof *e->synonyms.at, by_first_word);
  }
}

/* Everything that is looked up, from what parse has read, the table of synonyms and the terms that
 * pages are filed under. */
static void collect(emitter *e, vocabulary *others, vocabulary *titles) {
  const vocabulary **from = arena_array(e->a, const vocabulary *, e->job->reader_count + 2);
  size_t count = 0;
  for (size_t i = 0; i < e->job->reader_count; i++) {
    const vocabulary *read = related_vocabulary(e->job->readers[i], e->job->lang);
    if (read) from[count++] = read;
  }
  search__extras bare, filed, points;
  number_pages(e, others);
  read_synonyms(e, others);
  search__filed_under(e->a, &e->pages, others, &filed);
  search__key_points(e->a, &e->pages, others, &points);
  search__bare_titles(e->a, &e->pages, titles, &bare);
  from[count++] = others;
  from[count++] = titles;
  search__words_join(e->a, from, count, &e->words);
  number_synonyms(e, others);
  search__lists_make(e->a, &e->pages, &e->words, &bare, &filed, &points, &e->lists);
}

/* --- words --------------------------------------------------------------------------------- */

/* Most numbers are the few pages from one that has a word to the next: their digits are written
 * down once, from the left and with zeros behind them. */
enum { DIGITS_FOR = 10000 };

static void write_digits(emitter *e) {
  e->digits = arena_array(e->a, uint32_t, DIGITS_FOR);
  for (uint32_t i = 0; i < DIGITS_FOR; i++) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, i, 0);
    memcpy(&e->digits[i], text.at, text.len);
  }
}

static inline char *add_number(const emitter *e, char *end, uint32_t number) {
  if (number >= DIGITS_FOR) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, number, 0);
    memcpy(end, text.at, text.len);
    return end + text.len;
  }
  memcpy(end, &e->digits[number], sizeof *e->digits);
  return end + 1 + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* The list by rank, as emit/search.h has it. */
static void add_list(emitter *e, buf *out, uint32_t first, uint32_t count, uint32_t most) {
  enum { NUMBER_BYTES = 11, DIGITS_BEHIND = 4 }; /* ten digits and a sign */
  uint32_t kept = search__by_rank(e->lists.entries + first, count, most, e->sorted);
  char *end = buf_reserve(out, kept * NUMBER_BYTES + SEARCH_RANKS * 4 + DIGITS_BEHIND);
  uint32_t rank = SEARCH_RANKS, before = 0;
  for (uint32_t i = 0; i < kept; i++) {
    uint32_t at = search__page(e->sorted[i]);
    if (search__rank(e->sorted[i]) != rank) {
      rank = search__rank(e->sorted[i]);
      before = 0;
      if (i) *end++ = ';';
      end = add_number(e, end, rank);
      *end++ = ':';
    } else {
      *end++ = ',';
    }
    end = add_number(e, end, at - before);
    before = at;
  }
  out->len = (size_t)(end - out->at);
}

static void add_phrase(emitter *e, buf *out, const phrase *p) {
  for (size_t i = 0; i < p->len; i++) {
    if (i) buf_byte(out, ' ');
    buf_add(out, e->words.at[p->words[i]].stem);
  }
}

static void add_synonym(emitter *e, buf *out, const synonym *s) {
  buf_byte(out, '~');
  add_phrase(e, out, s->from);
  for (size_t i = 0; i < s->row_len; i++) {
    if (&s->row[i] == s->from) continue;
    buf_byte(out, '\t');
    add_phrase(e, out, &s->row[i]);
  }
  buf_byte(out, '\n');
}

static void add_word(emitter *e, buf *out, uint32_t number) {
  const search__word *word = &e->words.at[number];
  const search__list *l = &e->lists.of[number];
  buf_add(out, word->stem);
  for (uint32_t i = 0; i < word->form_count; i++) {
    buf_byte(out, i ? ' ' : '\t');
    buf_add(out, e->words.forms[word->forms_first + i]);
  }
  buf_byte(out, '\t');
  buf_long(out, l->pages);
  buf_byte(out, '\t');
  add_list(e, out, l->title_first, l->title_count, SEARCH_TITLE_MOST);
  buf_byte(out, '\t');
  add_list(e, out, l->text_first, l->text_count, SEARCH_TEXT_MOST);
  buf_byte(out, '\n');
}

typedef struct form {
  sv key; /* the form, forwards or backwards; with the same key by the word */
  uint32_t word;
  sv text;
} form;
typedef VEC(form) form_list;

/* Forms that a reader types and that stand in another piece than their word's line. */
static void add_strays(emitter *e, search__pieces *pieces, const uint32_t *piece_of,
                       const form_list *forms) {
  buf text = BUF_EMPTY;
  size_t i = 0;
  for (size_t piece = 0; piece < pieces->all.len; piece++) {
    bool last = piece + 1 == pieces->all.len;
    buf_clear(&text);
    for (; i < forms->len; i++) {
      const form *f = &forms->at[i];
      if (!last && sv_cmp(f->key, pieces->all.at[piece + 1].first) >= 0) break;
      if (piece_of[f->word] == piece) continue;
      buf_byte(&text, '>');
      buf_add(&text, f->text);
      buf_byte(&text, '\t');
      buf_add(&text, e->words.at[f->word].stem);
      buf_byte(&text, '\n');
    }
    pieces->all.at[piece].extra = arena_dup(e->a, buf_sv(&text));
  }
  buf_free(&text);
}

static void put_words(emitter *e, const form_list *forms) {
  search__pieces pieces = {.memory = e->a, .text = BUF_EMPTY, .least = WORDS_BYTES};
  uint32_t *piece_of = arena_array(e->a, uint32_t, e->words.count);
  size_t synonym_at = 0;
  for (uint32_t i = 0; i < e->words.count; i++) {
    const search__list *l = &e->lists.of[i];
    bool is_phrase = synonym_at < e->synonyms.len && e->synonyms.at[synonym_at].from->words[0] == i;
    search__pieces_next(&pieces, e->words.at[i].stem, (l->title_count + l->text_count) * 3);
    piece_of[i] = (uint32_t)pieces.all.len - 1;
    add_word(e, &pieces.text, i);
    for (; is_phrase && synonym_at < e->synonyms.len; synonym_at++) {
      if (e->synonyms.at[synonym_at].from->words[0] != i) break;
      add_synonym(e, &pieces.text, &e->synonyms.at[synonym_at]);
    }
  }
  add_strays(e, &pieces, piece_of, forms);
  search__pieces_put(&pieces, SV("words"), &e->files, &e->root);
}

/* --- forms, for spelling ------------------------------------------------------------------- */

static sv backwards(arena *a, sv text) {
  char *out = arena_chars(a, text.len);
  for (size_t i = 0; i < text.len;) {
    size_t end = i + 1;
    while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80) end++;
    memcpy(out + text.len - end, text.at + i, end - i);
    i = end;
  }
  return sv_make(out, text.len);
}

static form_list all_forms(emitter *e) {
  form_list all = {0};
  for (uint32_t i = 0; i < e->words.count; i++) {
    const search__word *word = &e->words.at[i];
    for (uint32_t j = 0; j < word->form_count; j++) {
      sv text = e->words.forms[word->forms_first + j];
      vec_push(e->a, &all, (form){text, i, text});
    }
  }
  sort_by_text(all.at, all.len, sizeof *all.at);
  return all;
}

static unsigned halvings(uint32_t pages) {
  unsigned count = 0;
  while (pages > 1 && count < 9) {
    pages /= 2;
    count++;
  }
  return count;
}

static void put_forms(emitter *e, const form_list *forms, sv name) {
  search__pieces pieces = {.memory = e->a, .text = BUF_EMPTY, .least = FORMS_BYTES};
  for (size_t i = 0; i < forms->len; i++) {
    const form *f = &forms->at[i];
    if (i && sv_eq(f->key, forms->at[i - 1].key)) continue;
    search__pieces_next(&pieces, f->key, f->text.len + 3);
    buf_add(&pieces.text, f->text);
    buf_byte(&pieces.text, '\t');
    buf_byte(&pieces.text, (char)('0' + halvings(e->lists.of[f->word].pages)));
    buf_byte(&pieces.text, '\n');
  }
  search__pieces_put(&pieces, name, &e->files, &e->root);
}

/* --- facts --------------------------------------------------------------------------------- */

/* One line, cut at a word where it is long. */
static void add_text(buf *out, sv text, size_t most) {
  size_t end = text.len;
  if (text.len > most) {
    end = most;
    while (end > 0 && text.at[end] != ' ') end--;
    if (end == 0) {
      end = most;
      while (((unsigned char)text.at[end] & 0xC0) == 0x80) end--;
    }
  }
  for (size_t i = 0; i < end; i++) {
    buf_byte(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
  }
  if (end < text.len) buf_lit(out, "\xE2\x80\xA6");
}

static sv kind_of(const emitter *e, size_t number) {
  const page *p = e->pages.at[number];
  if (number < e->meanings) return SV("word");
  if (p->type == PAGE_ARTICLE) return article_kind_name(p->kind);
  return p->type == PAGE_PERSON ? SV("person") : SV("page");
}

static void add_facts(const emitter *e, buf *out, size_t number) {
  const page *p = e->pages.at[number];
  enum { TITLE_BYTES = 200, DESCRIPTION_BYTES = 200 };
  buf_add(out, p->url);
  buf_byte(out, '\t');
  add_text(out, p->title, TITLE_BYTES);
  buf_byte(out, '\t');
  sv description = p->type == PAGE_PERSON && p->more->role.len ? p->more->role : p->description;
  add_text(out, description.len ? description : p->body.summary, DESCRIPTION_BYTES);
  buf_byte(out, '\t');
  buf_add(out, kind_of(e, number));
  buf_byte(out, '\n');
}

/* A larger site has larger blocks, so that index.json does not grow with it. */
static size_t block_size(size_t pages) {
  enum { LEAST = 16, BLOCKS = 1024 };
  size_t block = LEAST;
  while (pages / block >= BLOCKS) block *= 2;
  return block;
}

static void put_facts(emitter *e) {
  size_t block = block_size(e->pages.len);
  buf names = BUF_EMPTY, text = BUF_EMPTY;
  for (size_t i = 0; i < e->pages.len; i += block) {
    buf_clear(&text);
    for (size_t j = i; j < i + block && j < e->pages.len; j++) add_facts(e, &text, j);
    if (i) buf_byte(&names, ' ');
    buf_add(&names, search__put(&e->files, buf_sv(&text)));
  }
  json_key(&e->root, SV("block"));
  json_integer(&e->root, (int64_t)block);
  json_key(&e->root, SV("facts"));
  json_string(&e->root, buf_sv(&names));
  buf_free(&names);
  buf_free(&text);
}

/* --- index.json ---------------------------------------------------------------------------- */

static void add_key(json_writer *w, sv key, sv text) {
  json_key(w, key);
  json_string(w, text);
}

static void put_head(emitter *e) {
  const settings *set = &e->job->site->settings;
  sv folder = arena_cat(e->a, (sv[]){set->base_path, SV("/"), e->job->to.folder}, 3);
  buf stops = BUF_EMPTY;
  words_stop_list(e->job->lang, &stops);
  add_key(&e->root, SV("language"), e->job->lang);
  add_key(&e->root, SV("base"), set->base_path);
  add_key(&e->root, SV("files"), folder);
  json_key(&e->root, SV("pages"));
  json_integer(&e->root, (int64_t)e->pages.len);
  add_key(&e->root, SV("stop"), buf_sv(&stops));
  buf_free(&stops);
}

static uint32_t longest_list(const emitter *e) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < e->words.count; i++) {
    const search__list *l = &e->lists.of[i];
    if (l->title_count > most) most = l->title_count;
    if (l->text_count > most) most = l->text_count;
  }
  return most;
}

void emit_search(buf *out, const search_job *job, arena *scratch) {
  emitter e = {
      .job = job, .a = scratch, .files = {.memory = scratch, .to = &job->to}, .root = {.out = out}};
  vocabulary others, titles;
  vocabulary_open(scratch, job->lang, &others);
  vocabulary_open(scratch, SV(""), &titles);
  collect(&e, &others, &titles);
  e.sorted = arena_array(scratch, uint32_t, longest_list(&e));
  write_digits(&e);
  form_list forms = all_forms(&e);
  json_begin(&e.root, '{');
  put_head(&e);
  put_words(&e, &forms);
  put_forms(&e, &forms, SV("starts"));
  for (size_t i = 0; i < forms.len; i++) forms.at[i].key = backwards(scratch, forms.at[i].text);
  sort_by_text(forms.at, forms.len, sizeof *forms.at);
  put_forms(&e, &forms, SV("ends"));
  put_facts(&e);
  json_end(&e.root, '}');
  buf_byte(out, '\n');
  vocabulary_close(&others);
  vocabulary_close(&titles);
}
