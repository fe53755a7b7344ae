#include "build/pages.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/oom.h"
#include "base/sort.h"
#include "build/page_form.h"
#include "build/word_sets.h"
#include "diag/record.h"
#include "graph/related_bag.h"
#include "sys/append.h"
#include "value/val_pack.h"

/* A page and where it is kept. */
typedef struct keeping {
  page *of;
  kept_page kept;
} keeping;
typedef VEC(keeping) keepings;

/* A page that is kept where it was. */
typedef struct taking {
  const page *of;
  uint32_t place; /* among the last build's */
} taking;
typedef VEC(taking) takings;

/* What one worker kept. */
typedef struct lane {
  keepings kept;  /* of no arena */
  takings taken;  /* likewise */
  size_t written; /* of `kept`; until then places in `heads` are counted from its beginning */
  size_t told;    /* the same of `texts` */
  size_t near_page, near_now, near_then; /* where the page before stood, and its file */
  buf heads;                             /* of pages, with their bags */
  buf texts;                             /* their HTML, and the forms of their words */
} lane;

struct page_keeper {
  arena memory;
  const char *path;
  bool recorded;
  append_file *file;
  spill *texts;    /* the same file, for reading */
  sv store;        /* what an earlier build left in it */
  bool lasting;    /* pages outlive the build, and may not rely on that */
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
  HEADS_AT_ONCE = 256 * 1024,
  TEXTS_AT_ONCE = 64 * 1024,
  ALIGNED = 8,                /* everything in the file begins at a multiple of so many bytes */
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
                        hash context, workers *with, bool lasting) {
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
  sv store = append_map(file);
  page_keeper *k = oom_malloc(sizeof *k);
  *k = (page_keeper){.file = file,
                     .texts = spill_over(append_descriptor(file)),
                     .store = store,
                     .lasting = lasting,
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
  size_t taken = usable ? 2 * last->kept.len * sizeof(page) : 0; /* with what they point to */
  for (unsigned i = 0; i < count; i++) {
    k->lanes[i] = (lane){.heads = BUF_EMPTY, .texts = BUF_EMPTY};
    arena_expect(&with->each[i].pages, taken / count);
  }
  return k;
}

void pages_rest(page_keeper *k) {
  if (!k) return;
  for (unsigned i = 0; k->lanes && i < pool_threads(k->workers->pool); i++) {
    buf_free(&k->lanes[i].heads);
    buf_free(&k->lanes[i].texts);
    free(k->lanes[i].kept.at);
    free(k->lanes[i].taken.at);
  }
  free(k->lanes);
  k->lanes = NULL;
  word_sets_close(k->words);
  k->words = NULL;
  append_unmap(k->file);
  k->store = (sv){"", 0};
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

static spill_place html_of(const page_keeper *k, const kept_page *kept) {
  return (spill_place){k->texts, kept->html_at, kept->html_size, true, kept->html_sum};
}

static bool same_content(const kept_page *kept, const last_build *last, const last_file *now,
                         size_t *near) {
  const last_file *then = last_find(&last->inputs, now->path, near);
  if (then && fs_stamp_eq(&then->stamp, &now->stamp)) return hash_eq(then->content, kept->content);
  hash content = last_is_known(now->content) ? now->content : last_content(now->path.at);
  return last_is_known(content) && hash_eq(content, kept->content);
}

/* Where a page that is read lives, and its bag. */
typedef struct reading {
  arena *pages, *bags;
} reading;

/* The bytes of a page and its bag, where they are in the store. False: they are not there. */
static bool find_page(const page_keeper *k, const kept_page *kept, sv *whole, sv *bag) {
  uint64_t size = (uint64_t)kept->size + kept->bag_size;
  if (size > k->store.len || kept->at > k->store.len - size) return false;
  sv both = sv_make(k->store.at + kept->at, (size_t)size);
  *whole = sv_first(both, kept->size);
  *bag = sv_skip(both, kept->size);
  return hash_of(both).low == kept->sum;
}

static bool take_bag(const page_keeper *k, arena *a, const site *s, const kept_page *kept, sv bag,
                     page *p) {
  if (!bag.len) return true;
  p->words = word_sets_take(k->words, a, kept->word_set, p, workers_is_unlisted(s, p), bag);
  return p->words != NULL;
}

/* All pages of a language have the same text of it, which whoever compares them has at hand. */
static void share_language(const site *s, page *p) {
  const sv_list *all = &s->settings.languages;
  for (size_t i = 0; i < all->len; i++) {
    if (sv_same_name(all->at[i], p->lang)) p->lang = all->at[i];
  }
}

/* `in` is left with what was reported of the page. */
static page *read_page(const page_keeper *k, reading into, const site *s, const kept_page *kept,
                       unpack *in) {
  sv whole, bag;
  if (!find_page(k, kept, &whole, &bag)) return NULL;
  if (k->lasting) whole = arena_dup(into.pages, whole);
  *in = (unpack){whole, false};
  uint64_t said = unpack_u64(in), told = unpack_u64(in);
  page *p = page_form_read(into.pages, in);
  if (!p || !take_bag(k, into.bags, s, kept, bag, p)) return NULL;
  share_language(s, p);
  p->said_print = said;
  p->text_print = told;
  p->params_at += kept->at + HEAD;
  p->body.spilled = html_of(k, kept);
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
  unpack problems;
  page *p = read_page(k, (reading){&memory->pages, &memory->bags}, s, kept, &problems);
  if (!p || !diag_replay(&problems, sink)) return NULL;
  k->taken[place] = true;
  p->kept = (uint32_t)place + 1;
  vec_push(NULL, &l->taken, (taking){p, (uint32_t)place});
  *content = kept->content;
  return p;
}

page *pages_then(const page_keeper *k, arena *a, const site *s, sv path) {
  if (!k || !k->usable) return NULL;
  const kept_pages *all = &k->last->kept;
  size_t place = sort_find(all->at, all->len, sizeof *all->at, path, NULL);
  if (place == SV_NONE || !all->at[place].size) return NULL;
  unpack problems;
  return read_page(k, (reading){a, a}, s, &all->at[place], &problems);
}

bool pages_moved_forms(const page_keeper *k, arena *a, sv lang, vocabulary_moved_list *out) {
  return k && k->usable && word_sets_moved(k->words, a, lang, out);
}

/* Where a page has a description, few ask for its summary. */
static void put_summary_by(body *text, uint64_t end) {
  text->summary_at = end - text->summary.len;
  text->summary_len = (uint32_t)text->summary.len;
  text->summary = (sv){"", 0};
}

static void align(buf *out) {
  static const char zeros[ALIGNED] = {0};
  pack_bytes(out, zeros, -out->len % ALIGNED);
}

/* The page with its prints before it and what was reported behind; returns where its said part
 * ends. */
static size_t put_page(buf *out, page *p, val params, uint64_t html_sum, diag_sink *sink) {
  size_t at = out->len, said;
  pack_u64(out, 0);
  pack_u64(out, 0);
  page_form_write(out, p, params, &said);
  const char *form = out->at + at + HEAD, *rest = out->at + said;
  p->said_print = hash_of(sv_make(form, (size_t)(rest - form))).low;
  p->text_print = hash_of(sv_make(rest, out->len - said)).low ^ html_sum;
  memcpy(out->at + at, &p->said_print, sizeof p->said_print);
  memcpy(out->at + at + sizeof p->said_print, &p->text_print, sizeof p->text_print);
  diag_record(sink, out);
  align(out);
  return said;
}

/* Its words: the bag behind the page, the forms behind the HTML. */
static void put_words(page_keeper *k, unsigned worker, const site *s, const page *p,
                      kept_page *kept) {
  if (!p->words) return;
  lane *l = &k->lanes[worker];
  bool unlisted = workers_is_unlisted(s, p);
  const related_reader *reader = workers_reader(&k->workers->each[worker], s, p);
  size_t bag = l->heads.len, forms = l->texts.len;
  kept->word_set = word_sets_put(k->words, worker, reader, unlisted, p, &l->heads, &l->texts);
  kept->bag_size = (uint32_t)(l->heads.len - bag);
  kept->forms_size = (uint32_t)(l->texts.len - forms);
  kept->forms_sum = sv_sum(sv_make(l->texts.at + forms, kept->forms_size));
  align(&l->heads);
}

/* Heads that cannot be written stay in memory, as far as anybody asks for them. */
static void hold_heads(arena *a, const lane *l) {
  sv heads = arena_dup(a, buf_sv(&l->heads));
  for (size_t i = l->written; i < l->kept.len; i++) {
    page *p = l->kept.at[i].of;
    unpack in = {sv_make(heads.at + p->params_at, p->params_len), false};
    if (p->params_len) p->params = val_unpack(&in, a);
    p->params_len = 0;
    if (p->body.summary_len) {
      p->body.summary = sv_make(heads.at + p->body.summary_at, p->body.summary_len);
    }
    p->body.summary_len = 0;
  }
}

/* Those that cannot be written go where the HTML of pages goes that are not kept. */
static void write_texts(page_keeper *k, unsigned worker) {
  lane *l = &k->lanes[worker];
  uint64_t at;
  if (l->told == l->kept.len) return;
  bool good = append_add(k->file, buf_sv(&l->texts), &at);
  for (; l->told < l->kept.len; l->told++) {
    keeping *one = &l->kept.at[l->told];
    sv html = sv_make(l->texts.at + one->kept.html_at, one->kept.html_size);
    if (good) one->kept.html_at += at;
    one->of->body.spilled =
        good ? html_of(k, &one->kept) : spill_add(k->workers->each[worker].bodies, html);
    one->of->body.spilled.sum = 0; /* written just now: it need not be held against its sum */
  }
  buf_clear(&l->texts);
}

/* The heads of pages lie close together, since nearly every build reads all of them and few of the
 * texts. These are written before: what a page has in the store is looked for where its HTML is. */
static void write_heads(page_keeper *k, unsigned worker) {
  lane *l = &k->lanes[worker];
  uint64_t at;
  write_texts(k, worker);
  if (l->written == l->kept.len) return;
  if (!append_add(k->file, buf_sv(&l->heads), &at)) {
    hold_heads(&k->workers->each[worker].pages, l);
    at = 0;
  }
  for (; l->written < l->kept.len; l->written++) {
    keeping *one = &l->kept.at[l->written];
    one->kept.at += at;
    one->of->params_at += at;
    one->of->body.summary_at += at;
  }
  buf_clear(&l->heads);
}

bool pages_keep(page_keeper *k, unsigned worker, const site *s, page *p, val params, hash content,
                diag_sink *sink) {
  if (!k || append_has_failed(k->file)) return false;
  lane *l = &k->lanes[worker];
  sv html = p->body.html;
  kept_page kept = {.path = p->source,
                    .content = content,
                    .at = l->heads.len,
                    .html_at = l->texts.len,
                    .html_size = (uint32_t)html.len,
                    .html_sum = sv_sum(html)};
  size_t said = put_page(&l->heads, p, params, kept.html_sum, sink);
  kept.size = (uint32_t)(l->heads.len - kept.at);
  buf_add(&l->texts, html);
  put_words(k, worker, s, p, &kept);
  kept.sum = hash_of(sv_make(l->heads.at + kept.at, (size_t)kept.size + kept.bag_size)).low;
  align(&l->texts);
  p->params_at += kept.at + HEAD;
  if (p->description.len) put_summary_by(&p->body, said);
  vec_push(NULL, &l->kept, (keeping){p, kept});
  if (l->texts.len >= TEXTS_AT_ONCE) write_texts(k, worker);
  if (l->heads.len >= HEADS_AT_ONCE) write_heads(k, worker);
  return true;
}

const bool *pages_taken_then(const page_keeper *k) {
  return k && k->usable ? k->taken : NULL;
}

const related_bag *pages_words_then(const page_keeper *k, arena *a, size_t place) {
  const kept_page *kept = &k->last->kept.at[place];
  sv whole, bag;
  return find_page(k, kept, &whole, &bag) ? word_sets_bag(k->words, a, kept->word_set, bag) : NULL;
}

static bool drop_words(page_keeper *k, const kept_page *kept, arena *scratch) {
  arena_reset(scratch);
  char *at = arena_chars(scratch, kept->forms_size);
  sv forms = sv_make(at, kept->forms_size);
  uint64_t from = kept->html_at + kept->html_size;
  return append_read(k->file, from, at, forms.len) && sv_sum(forms) == kept->forms_sum &&
         word_sets_drop(k->words, kept->word_set, forms);
}

void pages_settle(page_keeper *k) {
  if (!k) return;
  arena scratch = {0};
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) {
    write_heads(k, i);
    buf_free(&k->lanes[i].heads);
    buf_free(&k->lanes[i].texts);
  }
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
    for (size_t j = 0; j < l->taken.len; j++) {
      b->kept.at[l->taken.at[j].of->number] = k->last->kept.at[l->taken.at[j].place];
    }
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
  for (unsigned i = 0; i < pool_threads(k->workers->pool); i++) count += k->lanes[i].taken.len;
  return count;
}

bool pages_damaged(const page_keeper *k) {
  return k && (atomic_load(&((page_keeper *)(uintptr_t)k)->damaged) || spill_is_damaged(k->texts));
}
