#include "build/made.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "base/pack.h"
#include "diag/record.h"

typedef struct lane {
  arena memory;
  size_t kept, kept_pages;
  view_reads reads;
  buf problems;
} lane;

/* What is known of a planned output: of the last build, and then of this one. */
typedef struct known_output {
  const last_made *then, *now; /* or NULL */
} known_output;

struct made_outputs {
  arena memory;
  const last_build *last;
  const plan *plan;
  known_output *known;    /* [plan->len] */
  const uint32_t *now_of; /* by thing of the last build: that of this one, or UINT32_MAX; NULL: they
                             have the same numbers */
  const prints *now;
  VEC(last_search) searches;
  const site *site;
  output *out;
  workers *workers;
  lane *lanes;
};

/* Mostly no thing came or went since, and all have the numbers that they had. */
static const uint32_t *numbers_now(arena *a, const last_build *last, const prints *now) {
  size_t size = last->thing_count * sizeof *now->keys;
  if (last->thing_count == now->things.count && memcmp(last->thing_keys, now->keys, size) == 0) {
    return NULL;
  }
  print_index index;
  prints_index(a, now, &index);
  uint32_t *now_of = arena_array(a, uint32_t, last->thing_count);
  for (uint32_t i = 0; i < last->thing_count; i++) {
    uint64_t key;
    memcpy(&key, last->thing_keys + i * sizeof key, sizeof key);
    now_of[i] = prints_find(&index, key);
  }
  return now_of;
}

static sv path_then(const last_build *last, const last_made *made) {
  return last->outputs.at[made->file].path;
}

static void find_by_path(made_outputs *m) {
  map by_path = {0};
  for (size_t i = 0; i < m->last->made.len; i++) {
    last_made *made = &m->last->made.at[i];
    map_put(&m->memory, &by_path, path_then(m->last, made), made);
  }
  for (size_t i = 0; i < m->plan->len; i++) {
    m->known[i].then = map_get(&by_path, m->plan->at[i].output);
  }
}

typedef struct matching {
  made_outputs *made;
  VEC(uint32_t) unnoted; /* places in the plan: search indexes, of which no note is made */
  atomic_bool differs;
} matching;

static void match(void *context, size_t i, unsigned worker) {
  matching *c = context;
  made_outputs *m = c->made;
  size_t place = i;
  if (atomic_load_explicit(&c->differs, memory_order_relaxed)) return;
  for (uint32_t j = 0; j < c->unnoted.len; j++) {
    if (c->unnoted.at[j] == i) return;
    place -= c->unnoted.at[j] < i;
  }
  const last_made *then = &m->last->made.at[place];
  m->known[i].then = then;
  if (!sv_eq(m->plan->at[i].output, path_then(m->last, then))) atomic_store(&c->differs, true);
}

/* Mostly no output came or went, and all stand in the order in which they stood. */
static bool all_match(made_outputs *m) {
  matching c = {.made = m, .differs = false};
  for (uint32_t i = 0; i < m->plan->len; i++) {
    if (m->plan->at[i].kind == PLANNED_SEARCH) vec_push(&m->memory, &c.unnoted, i);
  }
  if (m->last->made.len + c.unnoted.len != m->plan->len) return false;
  pool_run(m->workers->pool, m->plan->len, match, &c);
  return !c.differs;
}

static void find_then(made_outputs *m) {
  const last_made_list *made = &m->last->made;
  size_t at = 0;
  if (all_match(m)) return;
  for (size_t i = 0; i < m->plan->len; i++) {
    bool same = at < made->len && sv_eq(m->plan->at[i].output, path_then(m->last, &made->at[at]));
    m->known[i].then = same ? &made->at[at++] : NULL;
  }
  if (at < made->len) find_by_path(m);
}

made_outputs *made_open(const last_build *last, const prints *now, const site *s, const plan *all,
                        output *out, workers *with) {
  made_outputs *m = oom_malloc(sizeof *m);
  unsigned count = pool_threads(with->pool);
  *m = (made_outputs){.last = last,
                      .now = now,
                      .site = s,
                      .plan = all,
                      .out = out,
                      .workers = with,
                      .lanes = oom_malloc(count * sizeof *m->lanes)};
  m->known = arena_array(&m->memory, known_output, all->len);
  if (last) {
    m->now_of = numbers_now(&m->memory, last, now);
    find_then(m);
  }
  for (unsigned i = 0; i < count; i++) {
    m->lanes[i] = (lane){.problems = BUF_EMPTY};
    view_reads_open(&m->lanes[i].reads, &now->things);
  }
  return m;
}

void made_close(made_outputs *m) {
  if (!m) return;
  for (unsigned i = 0; i < pool_threads(m->workers->pool); i++) {
    view_reads_close(&m->lanes[i].reads);
    buf_free(&m->lanes[i].problems);
    arena_free(&m->lanes[i].memory);
  }
  free(m->lanes);
  arena_free(&m->memory);
  free(m);
}

static uint64_t own_print(const made_outputs *m, const planned *p) {
  uint64_t print = mix_in(m->now->all, p->kind);
  print = mix_in(print, p->part);
  if (p->layout) print = mix_in(print, p->layout->print);
  if (p->page) print = mix_in(print, m->now->keys[view_page_thing(p->page, VIEW_SAID)]);
  if (!p->listing) return print;
  return mix_in(print, m->now->keys[view_listing_thing(&m->now->things, p->listing)]);
}

/* A thing that an output of the last build read, as it is numbered now. */
static uint32_t thing_then(const made_outputs *m, const last_made *then, uint32_t i) {
  uint32_t thing = last_thing(then->things, m->last->thing_count, i);
  if (thing >= m->last->thing_count) return UINT32_MAX;
  return m->now_of ? m->now_of[thing] : thing;
}

/* The same where things have their numbers still, which are places of two bytes. */
static bool would_read_these(const made_outputs *m, const last_made *then) {
  uint64_t print = 0;
  for (uint32_t i = 0; i < then->thing_count; i++) {
    uint16_t thing;
    memcpy(&thing, then->things + i * sizeof thing, sizeof thing);
    if (thing >= m->last->thing_count) return false;
    print = mix_in(print, m->now->of[thing]);
  }
  return print == then->print;
}

/* True where all that it read is there, and the same. */
static bool would_read_the_same(const made_outputs *m, const last_made *then) {
  if (!m->now_of && last_thing_size(m->last->thing_count) == sizeof(uint16_t)) {
    return would_read_these(m, then);
  }
  uint64_t print = 0;
  for (uint32_t i = 0; i < then->thing_count; i++) {
    uint32_t thing = thing_then(m, then, i);
    if (thing == UINT32_MAX) return false;
    print = mix_in(print, m->now->of[thing]);
  }
  return print == then->print;
}

/* What is noted of it anew, by the numbers of now. */
static const last_made *renumbered(const made_outputs *m, arena *a, const last_made *then) {
  if (!m->now_of) return then;
  last_made *made = arena_new(a, last_made);
  *made = *then;
  uint32_t count = m->now->things.count;
  char *things = arena_alloc(a, then->thing_count * last_thing_size(count));
  for (uint32_t i = 0; i < then->thing_count; i++) {
    last_put_thing(things, count, i, thing_then(m, then, i));
  }
  made->things = things;
  return made;
}

bool made_keep(made_outputs *m, unsigned worker, size_t place, diag_sink *sink) {
  const last_made *then = m ? m->known[place].then : NULL;
  if (!then || then->own != own_print(m, &m->plan->at[place])) return false;
  if (!would_read_the_same(m, then)) return false;
  if (then->now_read && m->site->clock.now.seconds != m->last->now) return false;
  if (!output_keep(m->out, worker, &m->last->outputs.at[then->file])) return false;
  lane *l = &m->lanes[worker];
  m->known[place].now = renumbered(m, &l->memory, then);
  l->kept++;
  l->kept_pages += plan_is_page(&m->plan->at[place]);
  m->workers->each[worker].now_read |= then->now_read;
  unpack problems = {then->problems, false};
  if (then->problems.len) diag_replay(&problems, sink);
  return true;
}

view_reads *made_start(made_outputs *m, unsigned worker) {
  if (!m) return NULL;
  view_reads_start(&m->lanes[worker].reads);
  return &m->lanes[worker].reads;
}

void made_note(made_outputs *m, unsigned worker, size_t place, bool now_read, diag_sink *problems) {
  if (!m) return;
  lane *l = &m->lanes[worker];
  last_made made = {.own = own_print(m, &m->plan->at[place]), .now_read = now_read};
  uint32_t count = m->now->things.count;
  made.thing_count = (uint32_t)l->reads.read.len;
  char *things = arena_alloc(&l->memory, made.thing_count * last_thing_size(count));
  for (uint32_t i = 0; i < made.thing_count; i++) {
    uint32_t thing = l->reads.read.at[i];
    last_put_thing(things, count, i, thing);
    made.print = mix_in(made.print, m->now->of[thing]);
  }
  made.things = things;
  if (!diag_is_empty(problems)) {
    buf_clear(&l->problems);
    diag_record(problems, &l->problems);
    made.problems = arena_dup(&l->memory, buf_sv(&l->problems));
  }
  last_made *noted = arena_new(&l->memory, last_made);
  *noted = made;
  m->known[place].now = noted;
}

sv made_search(const made_outputs *m, sv lang) {
  for (size_t i = 0; m && m->last && i < m->last->searches.len; i++) {
    if (sv_eq(m->last->searches.at[i].lang, lang)) return m->last->searches.at[i].note;
  }
  return SV("");
}

uint64_t made_base(const made_outputs *m) {
  return m ? m->now->all : 0;
}

bool made_stands(const made_outputs *m, sv path) {
  const last_file *then = last_find(&m->last->outputs, path, NULL);
  return then && output_stands(m->out, then);
}

bool made_read(const made_outputs *m, arena *a, sv path, sv *bytes) {
  const last_file *then = last_find(&m->last->outputs, path, NULL);
  return then && output_read(m->out, a, then, bytes);
}

void made_stay(made_outputs *m, unsigned worker, sv path) {
  output_stay(m->out, worker, last_find(&m->last->outputs, path, NULL));
}

void made_note_search(made_outputs *m, sv lang, sv note) {
  if (!m) return;
  vec_push(&m->memory, &m->searches, (last_search){lang, arena_dup(&m->memory, note)});
}

/* Where an output stands among those of this build: mostly where it stood, by the very same path,
 * and then neither is read. */
static uint32_t place_of(const made_outputs *m, const last_files *outputs, size_t i, size_t *near) {
  const last_made *then = m->known[i].then;
  uint32_t place = then ? then->file : UINT32_MAX;
  bool stayed = place < outputs->len && outputs->at[place].path.at == path_then(m->last, then).at;
  if (stayed) return place;
  return (uint32_t)(last_find(outputs, m->plan->at[i].output, near) - outputs->at);
}

void made_record(made_outputs *m, arena *a, last_build *b) {
  size_t near = 0;
  if (!m) return;
  vec_reserve(a, &b->made, m->plan->len);
  for (size_t i = 0; i < m->plan->len; i++) {
    if (!m->known[i].now) continue;
    last_made made = *m->known[i].now;
    made.file = place_of(m, &b->outputs, i, &near);
    vec_push(a, &b->made, made);
  }
  for (size_t i = 0; i < m->searches.len; i++) vec_push(a, &b->searches, m->searches.at[i]);
  b->thing_keys = (const char *)m->now->keys;
  b->thing_count = m->now->things.count;
}

size_t made_kept(const made_outputs *m) {
  size_t count = 0;
  if (!m) return 0;
  for (unsigned i = 0; i < pool_threads(m->workers->pool); i++) count += m->lanes[i].kept;
  return count;
}

size_t made_kept_pages(const made_outputs *m) {
  size_t count = 0;
  if (!m) return 0;
  for (unsigned i = 0; i < pool_threads(m->workers->pool); i++) count += m->lanes[i].kept_pages;
  return count;
}
