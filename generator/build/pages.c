#include "build/pages.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/oom.h"
#include "base/sort.h"
#include "build/page_form.h"
#include "diag/record.h"
#include "sys/append.h"

/* The forms of one reader and language that pages kept by this build have. */
typedef struct form_table {
  const related_reader *reader;
  sv lang;
  uint32_t *number; /* by the reader's number: the one here + 1; 0: not yet met */
  size_t number_cap;
  VEC(uint32_t) forms; /* the reader's numbers */
} form_table;

/* A page and where it is kept. */
typedef struct keeping {
  const page *of;
  kept_page kept;
} keeping;
typedef VEC(keeping) keepings;

/* What one worker kept, and what it knows of the forms of the earlier builds. */
typedef struct lane {
  arena memory;
  keepings made; /* parsed by this build; their form sets are numbers of tables */
  keepings used; /* taken from an earlier one */
  VEC(form_table) tables;
  uint32_t **known;                      /* by form set of the last build, and by reader */
  size_t near_page, near_now, near_then; /* where the page before stood, and its file */
  buf out;
  buf noted;
} lane;

struct page_keeper {
  arena memory;
  const char *path;
  bool recorded;
  append_file *file;
  spill *texts;    /* the same file, for reading */
  unsigned number; /* which of the two files */
  const last_build *last;
  const last_files *now;
  bool usable; /* the pages of the last build are */
  hash context;
  workers *workers;
  lane *lanes;
};

enum { MOST_FORM_SETS = 512, LEAST_WASTE = 16 * 1024 * 1024 };

/* True where the file holds much more than is of use, or the words are scattered over too many
 * builds: then it is begun anew. */
static bool is_worn(const last_build *last) {
  uint64_t used = 0;
  for (size_t i = 0; i < last->kept.len; i++) {
    used += last->kept.at[i].size + last->kept.at[i].html_size;
  }
  return last->form_sets.len > MOST_FORM_SETS || last->pages_end > 2 * used + LEAST_WASTE;
}

page_keeper *pages_open(arena *a, const char *path, const last_build *last, const last_files *now,
                        hash context, workers *with) {
  bool usable = last && hash_eq(last->context, context) && !is_worn(last);
  unsigned number = last ? (usable ? last->pages_file : !last->pages_file) : 0;
  sv name = arena_printf(a, "%s.%u", path, number);
  uint64_t end = usable ? last->pages_end : 0;
  append_file *file = append_open(name.at, end);
  if (!file && usable) {
    usable = false;
    file = append_open(name.at, 0);
  }
  if (!file) return NULL;
  page_keeper *k = oom_malloc(sizeof *k);
  *k = (page_keeper){.file = file,
                     .texts = spill_over(append_descriptor(file)),
                     .number = number,
                     .last = last,
                     .now = now,
                     .usable = usable,
                     .context = context,
                     .workers = with};
  k->path = arena_cstr(&k->memory, name);
  unsigned count = pool_threads(with->pool);
  k->lanes = oom_malloc(count * sizeof *k->lanes);
  for (unsigned i = 0; i < count; i++) {
    k->lanes[i] = (lane){.out = BUF_EMPTY, .noted = BUF_EMPTY};
    if (usable) {
      k->lanes[i].known = arena_array(&k->lanes[i].memory, uint32_t *, 2 * last->form_sets.len);
    }
  }
  return k;
}

void pages_rest(page_keeper *k) {
  if (!k) return;
  for (unsigned i = 0; k->lanes && i < pool_threads(k->workers->pool); i++) {
    buf_free(&k->lanes[i].out);
    buf_free(&k->lanes[i].noted);
    for (size_t t = 0; t < k->lanes[i].tables.len; t++) {
      free(k->lanes[i].tables.at[t].number);
      free(k->lanes[i].tables.at[t].forms.at);
    }
    arena_free(&k->lanes[i].memory);
  }
  free(k->lanes);
  k->lanes = NULL;
}

void pages_close(page_keeper *k) {
  if (!k) return;
  pages_rest(k);
  spill_free(k->texts);
  append_close(k->file);
  if (!k->usable && !k->recorded) fs_remove(k->path);
  arena_free(&k->memory);
  free(k);
}

static bool same_content(const kept_page *kept, const last_build *last, const last_file *now,
                         size_t *near) {
  const last_file *then = last_find(&last->inputs, now->path, near);
  if (then && fs_stamp_eq(&then->stamp, &now->stamp)) return hash_eq(then->content, kept->content);
  hash content = last_is_known(now->content) ? now->content : last_content(now->path.at);
  return last_is_known(content) && hash_eq(content, kept->content);
}

static bool take_words(page_keeper *k, lane *l, unsigned worker, const site *s,
                       const kept_page *kept, unpack *in, page *p) {
  uint32_t counted = unpack_u32(in), length = unpack_u32(in);
  if (!counted) return !in->bad;
  sv noted = unpack_text(in);
  worker_memory *memory = &k->workers->each[worker];
  if (in->bad || kept->form_set >= k->last->form_sets.len) return false;
  const vocabulary_forms *from = &k->last->form_sets.at[kept->form_set];
  related_reader *reader = workers_reader(memory, s, p);
  uint32_t **known = &l->known[2 * kept->form_set + (reader == memory->unlisted)];
  if (!*known) *known = arena_array(&l->memory, uint32_t, from->count);
  return related_reread(reader, &memory->bags, from, *known, noted.at,
                        (uint32_t)(noted.len / sizeof(uint32_t)), length, p);
}

static page *read_page(page_keeper *k, lane *l, unsigned worker, const site *s,
                       const kept_page *kept, diag_sink *sink) {
  arena *a = &k->workers->each[worker].pages;
  char *at = arena_chars(a, kept->size);
  sv whole = sv_make(at, kept->size);
  if (!append_read(k->file, kept->at, at, kept->size)) return NULL;
  if (hash_of(whole).low != kept->sum) return NULL;
  unpack in = {whole, false};
  uint64_t said = unpack_u64(&in), told = unpack_u64(&in);
  page *p = page_form_read(a, &in);
  if (!p || !take_words(k, l, worker, s, kept, &in, p)) return NULL;
  if (!diag_replay(&in, sink)) return NULL;
  p->said_print = said;
  p->text_print = told;
  p->body.spilled =
      (spill_place){k->texts, kept->at + kept->size, kept->html_size, true, kept->html_sum};
  return p;
}

page *pages_take(page_keeper *k, unsigned worker, const site *s, sv path, diag_sink *sink,
                 hash *content) {
  if (!k || !k->usable) return NULL;
  lane *l = &k->lanes[worker];
  const kept_pages *all = &k->last->kept;
  size_t place = sort_find(all->at, all->len, sizeof *all->at, path, &l->near_page);
  const kept_page *kept = place == SV_NONE ? NULL : &all->at[place];
  const last_file *now = kept && kept->size ? last_find(k->now, path, &l->near_now) : NULL;
  if (!now || !same_content(kept, k->last, now, &l->near_then)) return NULL;
  page *p = read_page(k, l, worker, s, kept, sink);
  if (!p) return NULL;
  vec_push(&l->memory, &l->used, (keeping){p, *kept});
  *content = kept->content;
  return p;
}

static uint32_t table_of(lane *l, const related_reader *reader, sv lang) {
  uint32_t i = 0;
  while (i < l->tables.len) {
    const form_table *t = &l->tables.at[i];
    if (t->reader == reader && sv_eq(t->lang, lang)) return i;
    i++;
  }
  vec_push(&l->memory, &l->tables, (form_table){.reader = reader, .lang = lang});
  return i;
}

static uint32_t number_in(form_table *t, uint32_t form) {
  if (form >= t->number_cap) {
    size_t cap = t->number_cap ? t->number_cap : 4096;
    while (cap <= form) cap *= 2;
    t->number = oom_realloc(t->number, cap * sizeof *t->number);
    memset(t->number + t->number_cap, 0, (cap - t->number_cap) * sizeof *t->number);
    t->number_cap = cap;
  }
  if (!t->number[form]) {
    vec_push(NULL, &t->forms, form);
    t->number[form] = (uint32_t)t->forms.len;
  }
  return t->number[form] - 1;
}

/* The words that the reader has just noted, by the numbers of a table of this build. */
static uint32_t put_words(lane *l, const related_reader *reader, sv lang) {
  pack_u32(&l->out, reader != NULL);
  pack_u32(&l->out, reader ? related_note(reader)->length : 0);
  if (!reader) return 0;
  uint32_t table = table_of(l, reader, lang);
  const related_noted *noted = related_note(reader);
  buf_clear(&l->noted);
  for (size_t i = 0; i < noted->forms.len; i++) {
    uint32_t entry = noted->forms.at[i];
    uint32_t number = number_in(&l->tables.at[table], entry >> 8);
    pack_u32(&l->noted, number << 8 | (entry & 0xFF));
  }
  pack_text(&l->out, buf_sv(&l->noted));
  return table;
}

/* Where a page has a description, few ask for its summary. */
static void put_summary_by(body *text, uint64_t end) {
  text->summary_at = end - text->summary.len;
  text->summary_len = (uint32_t)text->summary.len;
  text->summary = (sv){"", 0};
}

bool pages_keep(page_keeper *k, unsigned worker, const related_reader *reader, page *p,
                hash content, diag_sink *sink) {
  if (!k) return false;
  lane *l = &k->lanes[worker];
  size_t said;
  sv html = p->body.html;
  buf_clear(&l->out);
  pack_u64(&l->out, 0);
  pack_u64(&l->out, 0);
  size_t start = l->out.len;
  page_form_write(&l->out, p, &said);
  uint64_t html_sum = sv_sum(html);
  p->said_print = hash_of(sv_make(l->out.at + start, said - start)).low;
  p->text_print = hash_of(sv_make(l->out.at + said, l->out.len - said)).low ^ html_sum;
  memcpy(l->out.at, &p->said_print, sizeof p->said_print);
  memcpy(l->out.at + sizeof p->said_print, &p->text_print, sizeof p->text_print);
  uint32_t table = put_words(l, reader, p->lang);
  diag_record(sink, &l->out);
  kept_page kept = {.path = p->source,
                    .content = content,
                    .form_set = table,
                    .size = (uint32_t)l->out.len,
                    .sum = hash_of(buf_sv(&l->out)).low,
                    .html_size = (uint32_t)html.len,
                    .html_sum = html_sum};
  buf_add(&l->out, html);
  if (!append_add(k->file, buf_sv(&l->out), &kept.at)) return false;
  p->body.spilled = (spill_place){k->texts, kept.at + kept.size, kept.html_size, true, html_sum};
  if (p->description.len) put_summary_by(&p->body, kept.at + said);
  vec_push(&l->memory, &l->made, (keeping){p, kept});
  return true;
}

bool pages_record(page_keeper *k, arena *a, const site *s, last_build *b) {
  if (!k || append_has_failed(k->file)) return false;
  k->recorded = true;
  b->context = k->context;
  b->pages_file = k->number;
  b->pages_end = append_end(k->file);
  if (k->usable) b->form_sets = k->last->form_sets;
  b->form_sets.cap = b->form_sets.len; /* the list of the last build is left as it is */
  b->kept.at = arena_array(a, kept_page, s->all.len);
  b->kept.len = s->all.len;
  for (size_t i = 0; i < s->all.len; i++) b->kept.at[i].path = s->all.at[i]->source;
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) {
    lane *l = &k->lanes[i];
    uint32_t first = (uint32_t)b->form_sets.len;
    for (size_t t = 0; t < l->tables.len; t++) {
      const form_table *table = &l->tables.at[t];
      vocabulary_forms set = related_forms(table->reader, table->lang);
      set.which = table->forms.at;
      set.count = (uint32_t)table->forms.len;
      vec_push(a, &b->form_sets, set);
    }
    for (size_t j = 0; j < l->made.len; j++) {
      kept_page *to = &b->kept.at[l->made.at[j].of->number];
      *to = l->made.at[j].kept;
      to->form_set += first;
    }
    for (size_t j = 0; j < l->used.len; j++) {
      b->kept.at[l->used.at[j].of->number] = l->used.at[j].kept;
    }
  }
  return true;
}

void pages_drop_other(const page_keeper *k) {
  if (!k || !k->recorded) return;
  arena scratch = {0};
  char *other = arena_cstr(&scratch, sv_of(k->path));
  other[strlen(other) - 1] = k->number ? '0' : '1';
  fs_remove(other);
  arena_free(&scratch);
}

size_t pages_taken(const page_keeper *k) {
  size_t count = 0;
  if (!k) return 0;
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) count += k->lanes[i].used.len;
  return count;
}

bool pages_damaged(const page_keeper *k) {
  return k && spill_is_damaged(k->texts);
}
