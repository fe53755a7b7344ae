#include "build/pages.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "base/sort.h"
#include "build/page_form.h"
#include "build/word_sets.h"
#include "diag/record.h"
#include "graph/related_bag.h"
#include "sys/append.h"

/* A page and where it is kept. */
typedef struct keeping {
  const page *of;
  kept_page kept;
} keeping;
typedef VEC(keeping) keepings;

/* What one worker kept. */
typedef struct lane {
  keepings kept;                         /* of no arena */
  size_t taken;                          /* of these, from an earlier build */
  size_t near_page, near_now, near_then; /* where the page before stood, and its file */
  buf out, bag, forms;
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
  bool *taken; /* [last->kept.len], where they are usable */
  word_sets *words;
  atomic_bool damaged;
  workers *workers;
  lane *lanes;
};

enum {
  LEAST_WASTE = 16 * 1024 * 1024,
  HEAD = 2 * sizeof(uint64_t) /* the prints, before a form */
};

/* True where the file or the sets of words hold much more than is of use: then they are begun anew.
 */
static bool is_worn(const last_build *last) {
  uint64_t used = 0;
  for (size_t i = 0; i < last->kept.len; i++) {
    const kept_page *p = &last->kept.at[i];
    used += (uint64_t)p->size + p->bag_size + p->html_size + p->forms_size;
  }
  return word_sets_worn(&last->word_sets) || last->pages_end > 2 * used + LEAST_WASTE;
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
  k->words = word_sets_open(usable ? &last->word_sets : NULL, with);
  if (usable) k->taken = arena_array(&k->memory, bool, last->kept.len);
  unsigned count = pool_threads(with->pool);
  k->lanes = oom_malloc(count * sizeof *k->lanes);
  for (unsigned i = 0; i < count; i++) {
    k->lanes[i] = (lane){.out = BUF_EMPTY, .bag = BUF_EMPTY, .forms = BUF_EMPTY};
  }
  return k;
}

void pages_rest(page_keeper *k) {
  if (!k) return;
  for (unsigned i = 0; k->lanes && i < pool_threads(k->workers->pool); i++) {
    buf_free(&k->lanes[i].out);
    buf_free(&k->lanes[i].bag);
    buf_free(&k->lanes[i].forms);
    free(k->lanes[i].kept.at);
  }
  free(k->lanes);
  k->lanes = NULL;
  word_sets_close(k->words);
  k->words = NULL;
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

static uint64_t sum_of(sv whole, sv bag) {
  return bag.len ? mix_in(hash_of(whole).low, hash_of(bag).low) : hash_of(whole).low;
}

static uint64_t html_at(const kept_page *kept) {
  return kept->at + kept->size + kept->bag_size;
}

static bool same_content(const kept_page *kept, const last_build *last, const last_file *now,
                         size_t *near) {
  const last_file *then = last_find(&last->inputs, now->path, near);
  if (then && fs_stamp_eq(&then->stamp, &now->stamp)) return hash_eq(then->content, kept->content);
  hash content = last_is_known(now->content) ? now->content : last_content(now->path.at);
  return last_is_known(content) && hash_eq(content, kept->content);
}

/* Where a page that is read lives, its bag, and what is gone once it is read. */
typedef struct reading {
  arena *pages, *bags, *scratch;
} reading;

/* The bag as it stands in the store, but for whose words it counts. */
static bool take_bag(const page_keeper *k, const site *s, const kept_page *kept, related_bag *bag,
                     page *p) {
  if (!bag) return true;
  bool whole = kept->bag_size == related_bag_size((size_t)bag->count + bag->points);
  bag->from = word_sets_of(k->words, kept->word_set, p, workers_is_unlisted(s, p));
  p->words = bag;
  return whole && bag->from;
}

/* `in` is left with what was reported of the page. */
static page *read_page(const page_keeper *k, const reading *into, const site *s,
                       const kept_page *kept, unpack *in) {
  char *at = arena_chars(into->pages, kept->size);
  related_bag *bag = NULL;
  if (kept->bag_size >= related_bag_size(0)) bag = arena_alloc(into->bags, kept->bag_size);
  sv whole = sv_make(at, kept->size), counts = sv_make((const char *)bag, bag ? kept->bag_size : 0);
  if (!append_read_two(k->file, kept->at, at, whole.len, (char *)bag, counts.len)) return NULL;
  if (sum_of(whole, counts) != kept->sum) return NULL;
  *in = (unpack){whole, false};
  uint64_t said = unpack_u64(in), told = unpack_u64(in);
  page *p = page_form_read(into->pages, into->scratch, in);
  if (!p || !take_bag(k, s, kept, bag, p)) return NULL;
  p->said_print = said;
  p->text_print = told;
  p->params_at += kept->at + HEAD;
  p->body.spilled = (spill_place){k->texts, html_at(kept), kept->html_size, true, kept->html_sum};
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
  worker_memory *memory = &k->workers->each[worker];
  reading into = {&memory->pages, &memory->bags, &memory->scratch};
  unpack problems;
  page *p = read_page(k, &into, s, kept, &problems);
  if (!p || !diag_replay(&problems, sink)) return NULL;
  k->taken[place] = true;
  l->taken++;
  vec_push(NULL, &l->kept, (keeping){p, *kept});
  *content = kept->content;
  return p;
}

page *pages_then(const page_keeper *k, arena *a, const site *s, sv path) {
  if (!k || !k->usable) return NULL;
  const kept_pages *all = &k->last->kept;
  size_t place = sort_find(all->at, all->len, sizeof *all->at, path, NULL);
  if (place == SV_NONE || !all->at[place].size) return NULL;
  arena scratch = {0};
  unpack problems;
  page *p = read_page(k, &(reading){a, a, &scratch}, s, &all->at[place], &problems);
  arena_free(&scratch);
  return p;
}

/* Where a page has a description, few ask for its summary. */
static void put_summary_by(body *text, uint64_t end) {
  text->summary_at = end - text->summary.len;
  text->summary_len = (uint32_t)text->summary.len;
  text->summary = (sv){"", 0};
}

/* Puts the page's parts one behind the other. */
static bool put_page(page_keeper *k, lane *l, sv html, kept_page *kept) {
  kept->size = (uint32_t)l->out.len;
  kept->bag_size = (uint32_t)l->bag.len;
  kept->html_size = (uint32_t)html.len;
  kept->forms_size = (uint32_t)l->forms.len;
  kept->sum = sum_of(buf_sv(&l->out), buf_sv(&l->bag));
  kept->forms_sum = sv_sum(buf_sv(&l->forms));
  buf_add(&l->out, buf_sv(&l->bag));
  buf_add(&l->out, html);
  buf_add(&l->out, buf_sv(&l->forms));
  return append_add(k->file, buf_sv(&l->out), &kept->at);
}

bool pages_keep(page_keeper *k, unsigned worker, const site *s, page *p, hash content,
                diag_sink *sink) {
  if (!k) return false;
  lane *l = &k->lanes[worker];
  size_t said;
  sv html = p->body.html;
  buf_clear(&l->out);
  buf_clear(&l->bag);
  buf_clear(&l->forms);
  pack_u64(&l->out, 0);
  pack_u64(&l->out, 0);
  size_t start = l->out.len;
  page_form_write(&l->out, p, &said);
  kept_page kept = {.path = p->source, .content = content, .html_sum = sv_sum(html)};
  p->said_print = hash_of(sv_make(l->out.at + start, said - start)).low;
  p->text_print = hash_of(sv_make(l->out.at + said, l->out.len - said)).low ^ kept.html_sum;
  memcpy(l->out.at, &p->said_print, sizeof p->said_print);
  memcpy(l->out.at + sizeof p->said_print, &p->text_print, sizeof p->text_print);
  diag_record(sink, &l->out);
  if (p->words) {
    const related_reader *reader = workers_reader(&k->workers->each[worker], s, p);
    kept.word_set =
        word_sets_put(k->words, worker, reader, workers_is_unlisted(s, p), p, &l->bag, &l->forms);
  }
  if (!put_page(k, l, html, &kept)) return false;
  p->body.spilled = (spill_place){k->texts, html_at(&kept), kept.html_size, true, kept.html_sum};
  p->params_at += kept.at + HEAD;
  if (p->description.len) put_summary_by(&p->body, kept.at + said);
  vec_push(NULL, &l->kept, (keeping){p, kept});
  return true;
}

static bool drop_words(page_keeper *k, const kept_page *kept, arena *scratch) {
  arena_reset(scratch);
  char *at = arena_chars(scratch, kept->forms_size);
  sv forms = sv_make(at, kept->forms_size);
  uint64_t from = html_at(kept) + kept->html_size;
  return append_read(k->file, from, at, forms.len) && sv_sum(forms) == kept->forms_sum &&
         word_sets_drop(k->words, kept->word_set, forms);
}

void pages_settle(page_keeper *k) {
  if (!k) return;
  arena scratch = {0};
  for (size_t i = 0; k->usable && i < k->last->kept.len; i++) {
    const kept_page *kept = &k->last->kept.at[i];
    if (k->taken[i] || !kept->forms_size) continue;
    if (!drop_words(k, kept, &scratch)) atomic_store(&k->damaged, true);
  }
  arena_free(&scratch);
  word_sets_settle(k->words);
}

bool pages_record(page_keeper *k, arena *a, const site *s, last_build *b) {
  if (!k || append_has_failed(k->file)) return false;
  k->recorded = true;
  b->context = k->context;
  b->pages_file = k->number;
  b->pages_end = append_end(k->file);
  word_sets_record(k->words, a, &b->word_sets);
  b->kept.at = arena_array(a, kept_page, s->all.len);
  b->kept.len = s->all.len;
  for (size_t i = 0; i < s->all.len; i++) b->kept.at[i].path = s->all.at[i]->source;
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) {
    const lane *l = &k->lanes[i];
    for (size_t j = 0; j < l->kept.len; j++) {
      b->kept.at[l->kept.at[j].of->number] = l->kept.at[j].kept;
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
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) count += k->lanes[i].taken;
  return count;
}

bool pages_damaged(const page_keeper *k) {
  return k && (atomic_load(&((page_keeper *)(uintptr_t)k)->damaged) || spill_is_damaged(k->texts));
}
