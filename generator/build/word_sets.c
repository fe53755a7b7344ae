#include "build/word_sets.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "graph/related_bag.h"

enum { FIRST_NUMBERS = 4096 };

/* Numbers of a set by those of a reader; 0: not met. */
typedef struct numbers {
  uint32_t *at;
  size_t cap;
} numbers;

/* A form that is added to a set; what it is stands among the reader's words until the set is
 * recorded. */
typedef struct added_form {
  uint32_t form; /* the reader's number */
  uint32_t stem; /* the set's */
  uint32_t uses;
} added_form;

/* A set that a worker adds to. A new one has the reader's own numbers, so that bags go into the
 * store as they are. */
typedef struct growing {
  arena *memory;
  const related_reader *reader;
  const vocabulary *words; /* the reader's */
  bool unlisted;
  uint32_t number;
  const word_set *from; /* of the last build; NULL: it is new */

  uint32_t stem_count, form_count; /* of a new one, up to the last page */
  numbers uses;                    /* and how many pages have a form */

  VEC(uint32_t) stems;   /* added behind its own: the reader's numbers; of no arena */
  VEC(added_form) forms; /* added behind its own; of no arena */
  numbers form, stem;    /* each one more than it is */
  map stem_of;           /* `from`'s stems -> their number + 1; empty until many are looked for */
  uint32_t looked_for;   /* stems, before that */
  uint32_t *slots;       /* its forms by hash, each one more than it is */
  size_t slot_mask;
} growing;
typedef VEC(growing *) growing_list;

typedef struct lane {
  arena memory;
  growing_list sets;
} lane;

struct word_sets {
  arena memory;
  word_set_list last;
  vocabulary **known; /* [last.len]: the words of these that are used */
  atomic_bool *grows; /* [last.len]: some worker adds to it */
  atomic_uint count;
  workers *workers;
  lane *lanes;
};

/* ---- What there is ---- */

/* As numbers must be to be read where they are. */
static bool is_aligned(const void *at) {
  return (uintptr_t)at % _Alignof(uint32_t) == 0;
}

word_sets *word_sets_open(const word_set_list *last, workers *with) {
  word_sets *w = oom_malloc(sizeof *w);
  *w = (word_sets){.workers = with};
  if (last) w->last = *last;
  unsigned count = pool_threads(with->pool);
  w->lanes = oom_malloc(count * sizeof *w->lanes);
  memset(w->lanes, 0, count * sizeof *w->lanes);
  w->known = arena_array(&w->memory, vocabulary *, w->last.len);
  w->grows = arena_array(&w->memory, atomic_bool, w->last.len);
  atomic_init(&w->count, (unsigned)w->last.len);
  for (size_t i = 0; i < w->last.len; i++) {
    related_reader *reader = related_reader_known(w->last.at[i].lang, &w->known[i]);
    vec_push(NULL, &with->known, (known_reader){reader, w->last.at[i].unlisted});
  }
  return w;
}

void word_sets_close(word_sets *w) {
  if (!w) return;
  for (unsigned i = 0; i < pool_threads(w->workers->pool); i++) {
    lane *l = &w->lanes[i];
    for (size_t j = 0; j < l->sets.len; j++) {
      growing *g = l->sets.at[j];
      free(g->uses.at);
      free(g->form.at);
      free(g->stem.at);
      free(g->stems.at);
      free(g->forms.at);
    }
    arena_free(&l->memory);
  }
  free(w->lanes);
  arena_free(&w->memory);
  free(w);
}

related_bag *word_sets_bag(const word_sets *w, arena *a, uint32_t set, sv bag) {
  unpack in = {bag, false};
  related_bag head = {.count = unpack_u32(&in)};
  head.length = unpack_u32(&in);
  head.points = unpack_u32(&in);
  uint64_t all = (uint64_t)head.count + head.points;
  bool whole = !in.bad && in.rest.len == all * sizeof(uint32_t) && is_aligned(in.rest.at);
  if (!whole || set >= w->last.len) return NULL;
  head.from = w->known[set];
  head.counts = (const void *)in.rest.at;
  related_bag *made = arena_new(a, related_bag);
  *made = head;
  return made;
}

related_bag *word_sets_take(const word_sets *w, arena *a, uint32_t set, const page *p,
                            bool unlisted, sv bag) {
  if (set >= w->last.len) return NULL;
  const word_set *of = &w->last.at[set];
  if (of->unlisted != unlisted || !sv_eq(of->lang, p->lang)) return NULL;
  return word_sets_bag(w, a, set, bag);
}

bool word_sets_drop(word_sets *w, uint32_t set, sv forms) {
  if (set >= w->last.len || forms.len % sizeof(uint32_t)) return false;
  word_set *of = &w->last.at[set];
  for (size_t i = 0; i < forms.len; i += sizeof(uint32_t)) {
    uint32_t number;
    memcpy(&number, forms.at + i, sizeof number);
    if (number >= of->forms.len || of->forms.at[number].uses == 0) return false;
    kept_form *form = &of->forms.at[number];
    if (--form->uses == 0) {
      vec_push(&w->memory, &w->known[set]->faded, (vocabulary_faded){form->stem, form->folded});
    }
  }
  return true;
}

static void settle_stems(const word_set *from, vocabulary *words) {
  words->traces = from->traces.len ? from->traces.at : NULL;
  vocabulary_expect_stems(words, from->stems.len);
  for (size_t i = 0; i < from->stems.len; i++) vocabulary_put_stem(words, from->stems.at[i]);
}

/* A stem that no page has any more keeps its number, and is shown by no form. */
static void settle_forms(const word_set *from, vocabulary *words) {
  vocabulary_expect_forms(words, from->stems.len, from->forms.len);
  for (size_t i = 0; i < from->forms.len; i++) {
    const kept_form *form = &from->forms.at[i];
    if (form->uses) vocabulary_put_form(words, form->folded, form->plain, form->stem);
  }
}

/* Mostly nearly all words are of one set: so each is for two threads. */
static void settle_half(void *context, size_t i, unsigned worker) {
  (void)worker;
  const word_sets *w = context;
  (i % 2 ? settle_forms : settle_stems)(&w->last.at[i / 2], w->known[i / 2]);
}

void word_sets_settle(word_sets *w) {
  pool_run(w->workers->pool, 2 * w->last.len, settle_half, w);
}

/* ---- Sets that grow ---- */

/* So that every number below `count` has its place. */
static void make_room(numbers *n, size_t count) {
  if (count <= n->cap) return;
  size_t cap = n->cap ? n->cap : FIRST_NUMBERS;
  while (cap < count) cap *= 2;
  n->at = oom_realloc(n->at, cap * sizeof *n->at);
  memset(n->at + n->cap, 0, (cap - n->cap) * sizeof *n->at);
  n->cap = cap;
}

static void index_stems(growing *g) {
  const word_set *from = g->from;
  map_reserve(g->memory, &g->stem_of, from->stems.len);
  for (size_t i = 0; i < from->stems.len; i++) {
    map_put(g->memory, &g->stem_of, from->stems.at[i], (void *)(i + 1));
  }
}

/* So that what is in a set of the last build is found there. */
static void index_forms(arena *a, growing *g) {
  const word_set *from = g->from;
  size_t count = 16;
  while (count < from->forms.len * 2) count *= 2;
  g->slots = arena_array(a, uint32_t, count);
  g->slot_mask = count - 1;
  for (uint32_t i = 0; i < from->forms.len; i++) {
    size_t at = from->forms.at[i].hash & g->slot_mask;
    while (g->slots[at]) at = (at + 1) & g->slot_mask;
    g->slots[at] = i + 1;
  }
}

/* A set of the last build that fits and that no other worker adds to; else a new one. */
static growing *set_of(word_sets *w, lane *l, const related_reader *reader, bool unlisted,
                       const vocabulary *words) {
  for (size_t i = 0; i < l->sets.len; i++) {
    growing *g = l->sets.at[i];
    if (g->reader == reader && g->words == words) return g;
  }
  growing *g = arena_new(&l->memory, growing);
  *g = (growing){.memory = &l->memory, .reader = reader, .words = words, .unlisted = unlisted};
  vec_push(&l->memory, &l->sets, g);
  for (size_t i = 0; i < w->last.len; i++) {
    const word_set *from = &w->last.at[i];
    if (from->unlisted != unlisted || !sv_eq(from->lang, words->lang)) continue;
    if (from->forms.len > VOCABULARY_MOST / 2) continue;
    if (atomic_exchange(&w->grows[i], true)) continue;
    g->from = from;
    g->number = (uint32_t)i;
    index_forms(&l->memory, g);
    return g;
  }
  g->number = atomic_fetch_add(&w->count, 1);
  return g;
}

/* ---- What is added ---- */

static size_t stems_before(const growing *g) {
  return g->from ? g->from->stems.len : 0;
}

static size_t forms_before(const growing *g) {
  return g->from ? g->from->forms.len : 0;
}

/* The number of one of `from`'s stems + 1; 0: it has none. For the few new words of an edit an
 * index of them all is not worth its while. */
static uint32_t find_stem(growing *g, sv text) {
  enum { FEW = 4 };
  const word_set *from = g->from;
  if (g->looked_for == FEW) {
    if (!g->stem_of.len) index_stems(g);
    return (uint32_t)(uintptr_t)map_get(&g->stem_of, text);
  }
  g->looked_for++;
  for (uint32_t i = 0; i < from->stems.len; i++) {
    if (sv_same_name(from->stems.at[i], text)) return i + 1;
  }
  return 0;
}

static uint32_t add_stem(growing *g, uint32_t stem) {
  uint32_t known = find_stem(g, g->words->by_stem.entries[stem].key);
  if (known) return known;
  vec_push(NULL, &g->stems, stem);
  return (uint32_t)(stems_before(g) + g->stems.len);
}

static inline uint32_t stem_in(growing *g, uint32_t stem) {
  uint32_t *number = &g->stem.at[stem];
  if (!*number) *number = add_stem(g, stem);
  return *number - 1;
}

static uint32_t find_form(const growing *g, uint64_t wanted) {
  for (size_t at = wanted & g->slot_mask; g->slots[at]; at = (at + 1) & g->slot_mask) {
    if (g->from->forms.at[g->slots[at] - 1].hash == wanted) return g->slots[at];
  }
  return 0;
}

/* With a form that the set has, its stem is found, too: so most builds look for none. */
static uint32_t add_form(growing *g, uint32_t form) {
  uint32_t known = find_form(g, g->words->forms.at[form]), stem = g->words->stem_of.at[form];
  if (known) {
    g->stem.at[stem] = g->from->forms.at[known - 1].stem + 1;
    return known;
  }
  vec_push(NULL, &g->forms, (added_form){form, stem_in(g, stem), 0});
  return (uint32_t)(forms_before(g) + g->forms.len);
}

static inline uint32_t form_in(growing *g, uint32_t form) {
  uint32_t *number = &g->form.at[form];
  if (!*number) *number = add_form(g, form);
  return *number - 1;
}

static inline void use(growing *g, uint32_t form) {
  size_t before = forms_before(g);
  ++*(form < before ? &g->from->forms.at[form].uses : &g->forms.at[form - before].uses);
}

/* Room for so many numbers at the end of what is packed. */
static char *room_for(buf *out, size_t count) {
  char *at = buf_reserve(out, count * sizeof(uint32_t));
  out->len += count * sizeof(uint32_t);
  return at;
}

static char *put_number(char *at, uint32_t number) {
  memcpy(at, &number, sizeof number);
  return at + sizeof number;
}

/* The forms of a page, and then its bag, in the numbers of a set of the last build. */
static void put_renumbered(growing *g, const related_noted *noted, const related_bag *counted,
                           buf *bag, buf *forms) {
  make_room(&g->form, g->words->forms.len);
  make_room(&g->stem, g->words->shown.len);
  const uint32_t *met = noted->forms.at, *counts = counted->counts;
  char *at = room_for(forms, noted->forms.len);
  for (uint32_t i = 0, count = noted->forms.len; i < count; i++) {
    uint32_t form = form_in(g, met[i] >> 8);
    use(g, form);
    at = put_number(at, form);
  }
  uint32_t all = counted->count + counted->points;
  at = room_for(bag, all);
  for (uint32_t i = 0; i < all; i++) {
    at = put_number(at, stem_in(g, counts[i] >> 8) << 8 | (counts[i] & 0xFF));
  }
}

/* The same in the numbers of a new set. */
static void put_as_read(growing *g, const related_noted *noted, const related_bag *counted,
                        buf *bag, buf *forms) {
  g->form_count = g->words->forms.len;
  g->stem_count = g->words->shown.len;
  make_room(&g->uses, g->form_count);
  const uint32_t *met = noted->forms.at;
  uint32_t *uses = g->uses.at;
  char *at = room_for(forms, noted->forms.len);
  for (uint32_t i = 0, count = noted->forms.len; i < count; i++) {
    uses[met[i] >> 8]++;
    at = put_number(at, met[i] >> 8);
  }
  pack_bytes(bag, counted->counts, (counted->count + counted->points) * sizeof(uint32_t));
}

uint32_t word_sets_put(word_sets *w, unsigned worker, const related_reader *reader, bool unlisted,
                       const page *p, buf *bag, buf *forms) {
  growing *g = set_of(w, &w->lanes[worker], reader, unlisted, p->words->from);
  const related_bag *counted = p->words;
  pack_u32(bag, counted->count);
  pack_u32(bag, counted->length);
  pack_u32(bag, counted->points);
  (g->from ? put_renumbered : put_as_read)(g, related_note(reader), counted, bag, forms);
  return g->number;
}

/* What a set has that no set of the last build had: so many, and one of them. */
static size_t added_stems(const growing *g) {
  return g->from ? g->stems.len : g->stem_count;
}
static size_t added_forms(const growing *g) {
  return g->from ? g->forms.len : g->form_count;
}
static uint32_t added_stem_at(const growing *g, uint32_t i) {
  return g->from ? g->stems.at[i] : i;
}
static added_form added_form_at(const growing *g, uint32_t i) {
  if (g->from) return g->forms.at[i];
  return (added_form){i, g->words->stem_of.at[i], g->uses.at[i]};
}

/* ---- What came and went ---- */

/* A form that came to a set or went from one: whether any has it, and had it. */
typedef struct moved_form {
  sv stem, form;
  bool now, then;
} moved_form;

enum { FILTER_SIZE = 64 * 1024, MOST_MOVED = 1024 }; /* of more, all are as quickly looked at */
typedef struct moved_forms {
  arena memory;
  VEC(moved_form) all;
  bool *filter;     /* by a hash of the form */
  uint64_t lengths; /* a bit for each that a form has, from 64 on again */
  bool listed;      /* all of them are: now whoever has one is asked */
} moved_forms;

static uint64_t length_bit(sv form) {
  return (uint64_t)1 << form.len % 64;
}

/* Nearly all forms are of no interest, which is told without a look at their texts. */
static bool matters(const moved_forms *m, sv form, bool now, bool then) {
  return m->listed ? (m->lengths & length_bit(form)) != 0 : now != then;
}

static void look_at_form(moved_forms *m, sv stem, sv form, bool now, bool then) {
  bool *filter = &m->filter[mix_text(form.len, form) % FILTER_SIZE];
  if (!m->listed) {
    if (m->all.len < MOST_MOVED) vec_push(&m->memory, &m->all, (moved_form){stem, form, now, then});
    *filter = true;
    m->lengths |= length_bit(form);
  }
  if (!m->listed || !*filter) return;
  for (uint32_t i = 0; i < m->all.len; i++) {
    moved_form *one = &m->all.at[i];
    if (!sv_eq(one->form, form) || !sv_eq(one->stem, stem)) continue;
    one->now = one->now || now;
    one->then = one->then || then;
  }
}

static void look_at_added(moved_forms *m, const growing *g) {
  for (uint32_t i = 0; i < added_forms(g); i++) {
    added_form added = added_form_at(g, i);
    sv stem = g->words->by_stem.entries[g->words->stem_of.at[added.form]].key;
    sv form = g->words->spellings.at[added.form].text;
    if (matters(m, form, added.uses > 0, false)) look_at_form(m, stem, form, added.uses > 0, false);
  }
}

static void look_at_forms(moved_forms *m, const word_sets *w, sv lang) {
  for (size_t i = 0; i < w->last.len; i++) {
    const word_set *set = &w->last.at[i];
    if (set->unlisted || !sv_eq(set->lang, lang)) continue;
    for (size_t j = 0; j < set->forms.len; j++) {
      const kept_form *form = &set->forms.at[j];
      bool now = form->uses > 0, then = form->uses_then > 0;
      if (!matters(m, form->plain, now, then)) continue;
      look_at_form(m, set->stems.at[form->stem], form->plain, now, then);
    }
  }
  for (unsigned i = 0; i < pool_threads(w->workers->pool); i++) {
    const growing_list *sets = &w->lanes[i].sets;
    for (size_t j = 0; j < sets->len; j++) {
      const growing *g = sets->at[j];
      if (!g->unlisted && sv_eq(g->words->lang, lang)) look_at_added(m, g);
    }
  }
}

bool word_sets_moved(const word_sets *w, arena *a, sv lang, vocabulary_moved_list *out) {
  moved_forms m = {0};
  m.filter = arena_array(&m.memory, bool, FILTER_SIZE);
  look_at_forms(&m, w, lang);
  m.listed = true;
  bool few = m.all.len < MOST_MOVED;
  if (few && m.all.len) look_at_forms(&m, w, lang);
  for (uint32_t i = 0; few && i < m.all.len; i++) {
    const moved_form *one = &m.all.at[i];
    if (one->now == one->then) continue;
    vec_push(a, out, (vocabulary_moved){one->stem, one->form, one->now});
  }
  arena_free(&m.memory);
  return few;
}

/* ---- To be kept ---- */

static kept_form kept_form_of(const vocabulary *words, const added_form *added) {
  const vocabulary_spelling *spelt = &words->spellings.at[added->form];
  return (kept_form){.hash = words->forms.at[added->form],
                     .folded = {spelt->folded, spelt->folded_len},
                     .plain = spelt->text,
                     .stem = added->stem,
                     .uses = added->uses};
}

/* What link left of a set's stems. */
static void leave_known(const vocabulary *known, word_set *set) {
  uint32_t stems = set->stems.len;
  set->traces.at = known->left;
  set->traces.len = set->traces.cap = known->left ? stems : 0;
}

/* And of those that were added. */
static void leave_added(arena *a, const growing *g, word_set *set) {
  const related_stem_trace *left = g->words->left;
  bool known = left && set->traces.len == stems_before(g);
  set->traces.len = known ? set->traces.len : 0;
  if (!known) return;
  vec_reserve(a, &set->traces, stems_before(g) + added_stems(g));
  for (uint32_t i = 0; i < added_stems(g); i++) {
    vec_push(a, &set->traces, left[added_stem_at(g, i)]);
  }
}

/* What a set had, and then what was added. */
static word_set whole_set(arena *a, const growing *g, const word_set *left) {
  const map_entry *stems = g->words->by_stem.entries;
  word_set whole = {.lang = g->words->lang, .unlisted = g->unlisted};
  if (g->from) whole = *left;
  leave_added(a, g, &whole);
  vec_reserve(a, &whole.stems, stems_before(g) + added_stems(g));
  vec_reserve(a, &whole.forms, forms_before(g) + added_forms(g));
  for (uint32_t i = 0; i < added_stems(g); i++) {
    vec_push(a, &whole.stems, stems[added_stem_at(g, i)].key);
  }
  for (uint32_t i = 0; i < added_forms(g); i++) {
    added_form added = added_form_at(g, i);
    vec_push(a, &whole.forms, kept_form_of(g->words, &added));
  }
  return whole;
}

void word_sets_record(const word_sets *w, arena *a, word_set_list *out) {
  size_t count = atomic_load(&((word_sets *)(uintptr_t)w)->count);
  out->at = arena_array(a, word_set, count);
  out->len = out->cap = count;
  for (size_t i = 0; i < w->last.len; i++) {
    out->at[i] = w->last.at[i];
    leave_known(w->known[i], &out->at[i]);
  }
  for (unsigned i = 0; i < pool_threads(w->workers->pool); i++) {
    const lane *l = &w->lanes[i];
    for (size_t j = 0; j < l->sets.len; j++) {
      const growing *g = l->sets.at[j];
      out->at[g->number] = whole_set(a, g, &out->at[g->number]);
    }
  }
}
