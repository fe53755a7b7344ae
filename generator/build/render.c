#include "build/render.h"

#include "diag/record.h"
#include "emit/json_feed.h"
#include "emit/redirects.h"
#include "emit/search.h"
#include "emit/sitemap_index.h"
#include "sys/clock.h"

enum { STORE_BYTES = 24 * 1024 * 1024 }; /* for all workers: some fifteen thousand cards */

static void read_again(void *context, const uint32_t *things, size_t count) {
  const screen *s = context;
  for (size_t i = 0; i < count; i++) view_reads_note(s->view->options.reads, things[i]);
}

/* Where reads are noted, so that they can be noted again, partials keep what they print. */
static liq_run run_for(const render_job *job, worker_memory *memory, screen *s) {
  view_reads *reads = s->view->options.reads;
  uint32_t language;
  if (!screen_language(s, &language)) reads = NULL;
  if (reads && !memory->memo) memory->memo = liq_memo_new(job->store);
  return (liq_run){.memo = reads ? memory->memo : NULL,
                   .reads = reads ? &reads->kept : NULL,
                   .read_again = read_again,
                   .variant = language,
                   .scratch = &memory->scratch,
                   .sink = memory->problems,
                   .subject = s->subject,
                   .lookup = screen_lookup,
                   .names = screen_names,
                   .name_count = SCREEN_NAMES,
                   .context = s,
                   .now = job->site->clock.now};
}

/* The innermost layout first; each parent prints what its child made as {{ content }}. */
static bool render_layouts(const render_job *job, const layout *innermost, screen *s,
                           worker_memory *memory) {
  liq_run run = run_for(job, memory, s);
  for (const layout *l = innermost; l; l = l->parent) {
    s->layout = l->front_matter;
    buf_clear(&memory->out);
    bool good = l->program && liq_render(l->program, &run, &memory->out);
    memory->limit_met = run.limit_met;
    if (!good) return false;
    memory->now_asked = memory->now_asked || run.now_read || s->now_read;
    if (!l->parent) break;
    buf made = memory->out;
    memory->out = memory->inside;
    memory->inside = made;
    s->content = val_safe(buf_sv(&memory->inside));
  }
  return innermost != NULL;
}

/* ---- The search index ---- */

enum { FEW_THREADS = 4 };

/* Where an index is new, so are most pages: a thread makes it beside those that render them, and
 * none waits for the steps that only one can do. Among many threads that one would come last, and
 * beside the few pages of an edit so would one of two. */
static bool searches_alone(const render_job *job, sv lang) {
  return made_search(job->made, lang).len == 0 && pool_threads(job->workers->pool) <= FEW_THREADS;
}

/* Where its files go to. */
typedef struct search_place {
  const render_job *job;
  bool alone;
  unsigned worker; /* who is alone */
} search_place;

static unsigned worker_at(const search_place *place, unsigned worker) {
  return place->alone ? place->worker : worker;
}

static void put_search_file(void *context, unsigned worker, sv path, sv bytes) {
  const search_place *place = context;
  output_put(place->job->output, worker_at(place, worker), path, bytes);
}

static bool search_file_stands(void *context, sv path) {
  const search_place *place = context;
  return made_stands(place->job->made, path);
}

static void keep_search_file(void *context, unsigned worker, sv path) {
  const search_place *place = context;
  made_stay(place->job->made, worker_at(place, worker), path);
}

static bool read_search_file(void *context, arena *a, sv path, sv *bytes) {
  const search_place *place = context;
  return made_read(place->job->made, a, path, bytes);
}

static page *page_then(void *context, arena *a, const page *now) {
  const render_job *job = context;
  return pages_then(job->pages, a, job->site, now->source);
}

/* It takes much memory for once, which a worker's would keep. */
static void render_search(const render_job *job, const planned *p, unsigned worker, buf *out) {
  arena scratch = {0};
  buf note = BUF_EMPTY;
  related_readers readers = {0};
  vocabulary_moved_list moved = {0};
  workers_readers(&scratch, job->workers, false, &readers);
  sv lang = p->listing->lang;
  search_place place = {job, searches_alone(job, lang), worker};
  arena *const own[] = {&job->workers->each[worker].pages};
  search_job search = {
      .site = job->site,
      .lang = lang,
      .readers = readers.at,
      .reader_count = readers.len,
      .by = place.alone ? crew_alone(own) : workers_crew(&scratch, job->workers),
      .to = {.folder = arena_cat(&scratch, (sv[]){SV("assets/search/"), lang, SV("-")}, 3),
             .put = put_search_file,
             .context = &place},
      .base = made_base(job->made),
      .before = made_search(job->made, lang),
      .then = page_then,
      .then_context = (void *)(uintptr_t)job,
      .forms_known = pages_moved_forms(job->pages, &scratch, lang, &moved),
      .forms = &moved};
  if (search.before.len) {
    search.to.stands = search_file_stands;
    search.to.keep = keep_search_file;
    search.to.read = read_search_file;
  }
  emit_search(out, &note, &search, &scratch);
  made_note_search(job->made, lang, buf_sv(&note));
  buf_free(&note);
  arena_free(&scratch);
}

/* ---- A file ---- */

/* Each worker has a view of its own, which notes for it what is read. */
static const view *view_for(const render_job *job, worker_memory *memory, view_reads *reads) {
  if (!reads) return job->view;
  if (!memory->view) memory->view = view_noting(&memory->pages, job->view, reads);
  return memory->view;
}

/* The feed takes its pages as they are, past the view. */
static void note_feed(view_reads *reads, const listing *l) {
  view_reads_listing(reads, l);
  for (size_t i = 0, items = 0; i < l->pages.len && items < FEED_ITEMS; i++) {
    view_reads_page(reads, l->pages.at[i]);
    items += l->pages.at[i]->state == PAGE_PUBLISHED;
  }
}

static bool render_one(const render_job *job, const planned *p, unsigned worker,
                       view_reads *reads) {
  worker_memory *memory = &job->workers->each[worker];
  const view *v = view_for(job, memory, reads);
  screen s;
  switch (p->kind) {
    case PLANNED_PAGE:
      view_reads_page(reads, p->page);
      screen_page(&s, v, p->page, p->part, &memory->scratch);
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_LISTING:
    case PLANNED_ATOM:
      view_reads_listing(reads, p->listing);
      screen_listing(&s, v, p->listing, p->part, &memory->scratch);
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_TEXT:
      view_reads_listing(reads, p->listing);
      screen_listing(&s, v, p->listing, 1, &memory->scratch);
      s.sitemap_part = p->part;
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_SITEMAPS:
      view_reads_whole(reads);
      emit_sitemap_index(&memory->out, job->site, p->part, &memory->scratch);
      return true;
    /* No layout makes what follows, so nothing can be wrong with it. */
    case PLANNED_FEED_JSON:
      note_feed(reads, p->listing);
      if (job->output) emit_json_feed(&memory->out, job->site, p->listing, &memory->scratch);
      return true;
    case PLANNED_REDIRECT:
      view_reads_said(reads, p->page);
      if (job->output) emit_redirect(&memory->out, job->site, p->page);
      return true;
    case PLANNED_SEARCH:
      if (job->output) render_search(job, p, worker, &memory->out);
      return true;
  }
  return false;
}

/* Where nobody asks afterwards what an output read, partials keep what they print all the same.
 * No output is begun, so that every thing counts as read before. */
static view_reads *reads_of(const render_job *job, unsigned worker) {
  return job->made ? made_start(job->made, worker) : &job->reads[worker];
}

static void open_reads(render_job *job, arena *a) {
  if (job->made) return;
  unsigned count = pool_threads(job->workers->pool);
  view_things *things = arena_new(a, view_things);
  *things = view_things_number(job->site, job->view->options.listings);
  job->reads = arena_array(a, view_reads, count);
  for (unsigned i = 0; i < count; i++) view_reads_open(&job->reads[i], things);
}

static void close_reads(render_job *job) {
  if (job->made) return;
  for (unsigned i = 0; i < pool_threads(job->workers->pool); i++) {
    view_reads_close(&job->reads[i]);
    job->workers->each[i].view = NULL;
  }
}

static void show(const render_job *job, const planned *p, sv bytes, bool unmade) {
  if (!job->seen) return;
  sv source = p->page ? p->page->source : SV("");
  job->seen(job->seen_context, &(built_file){p->output, bytes, source, unmade});
}

static void render_planned(render_job *job, size_t place, unsigned worker) {
  worker_memory *memory = &job->workers->each[worker];
  const planned *p = &job->plan->at[place], *next = p + 1;
  if (first_limit_precedes(&job->limit, place)) {
    show(job, p, SV(""), true);
    return;
  }
  if (made_keep(job->made, worker, place, job->sink)) return;
  if (place + 1 < job->plan->len && next->page) view_soon(next->page);
  arena_reset(&memory->scratch);
  buf_clear(&memory->out);
  memory->now_asked = memory->limit_met = false;
  bool good = render_one(job, p, worker, reads_of(job, worker));
  if (good && p->kind != PLANNED_SEARCH)
    made_note(job->made, worker, place, memory->now_asked, memory->problems);
  memory->now_read = memory->now_read || memory->now_asked;
  if (memory->limit_met) {
    first_limit_met(&job->limit, place, worker);
  } else {
    diag_hand_on(memory->problems, job->sink);
  }
  if (good && job->output) output_put(job->output, worker, p->output, buf_sv(&memory->out));
  show(job, p, good ? buf_sv(&memory->out) : SV(""), !good);
}

/* The time of each file, where somebody asks for it. */
typedef struct timed_job {
  render_job *job;
  uint64_t *nanoseconds, *bytes; /* [plan->len]; NULL: nobody does */
} timed_job;

static void render_timed(const timed_job *timed, size_t i, unsigned worker) {
  uint64_t start = timed->nanoseconds ? clock_nanoseconds() : 0;
  buf_clear(&timed->job->workers->each[worker].out); /* a file that is kept renders nothing */
  render_planned(timed->job, i, worker);
  if (!timed->nanoseconds) return;
  timed->nanoseconds[i] = clock_nanoseconds() - start;
  timed->bytes[i] = timed->job->workers->each[worker].out.len;
}

/* The search indexes, one after the other: those that one thread makes beside the pages, or those
 * that all make. */
static void render_searches(const timed_job *timed, unsigned worker, bool alone) {
  const plan *all = timed->job->plan;
  for (size_t i = 0; i < all->len; i++) {
    const planned *p = &all->at[i];
    if (p->kind != PLANNED_SEARCH || searches_alone(timed->job, p->listing->lang) != alone)
      continue;
    render_timed(timed, i, worker);
  }
}

/* The first task is the search indexes that one thread makes; the others are the plan's. */
static void render_task(void *context, size_t i, unsigned worker) {
  const timed_job *timed = context;
  if (i == 0) {
    render_searches(timed, worker, true);
  } else if (timed->job->plan->at[i - 1].kind != PLANNED_SEARCH) {
    render_timed(timed, i - 1, worker);
  }
}

/* What all files of a layout took together. */
typedef struct layout_time {
  uint64_t nanoseconds;
  size_t files;
} layout_time;

static void find_slowest(const timed_job *timed, arena *scratch) {
  const plan *all = timed->job->plan;
  slowest *out = timed->job->slowest;
  map by_layout = {0};
  for (size_t i = 0; i < all->len; i++) {
    const planned *p = &all->at[i];
    uint64_t took = timed->nanoseconds[i];
    slowest_add(out->files, &out->file_count, p->output, took, 1);
    out->bytes += timed->bytes[i];
    bool fresh;
    sv name = p->layout ? p->layout->name : SV("without a layout");
    map_entry *entry = map_entry_for(scratch, &by_layout, name, &fresh);
    if (fresh) entry->value = arena_new(scratch, layout_time);
    layout_time *sum = entry->value;
    sum->nanoseconds += took;
    sum->files++;
  }
  for (size_t i = 0; i < by_layout.len; i++) {
    const layout_time *sum = by_layout.entries[i].value;
    slowest_add(out->layouts, &out->layout_count, by_layout.entries[i].key, sum->nanoseconds,
                sum->files);
  }
}

void render_all(render_job *job) {
  arena scratch = {0};
  timed_job timed = {.job = job};
  if (job->slowest) {
    timed.nanoseconds = arena_array(&scratch, uint64_t, job->plan->len);
    timed.bytes = arena_array(&scratch, uint64_t, job->plan->len);
  }
  open_reads(job, &scratch);
  job->store = liq_store_new(STORE_BYTES);
  first_limit_open(&job->limit, job->sink);
  render_searches(&timed, 0, false);
  pool_run(job->workers->pool, job->plan->len + 1, render_task, &timed);
  first_limit_close(&job->limit, job->workers, job->sink);
  if (job->slowest) find_slowest(&timed, &scratch);
  for (unsigned i = 0; i < pool_threads(job->workers->pool); i++) {
    liq_memo_free(job->workers->each[i].memo);
    job->workers->each[i].memo = NULL;
  }
  liq_store_free(job->store);
  close_reads(job);
  arena_free(&scratch);
}

bool render_alone(const render_job *job, const planned *p) {
  worker_memory *memory = &job->workers->each[0];
  arena_reset(&memory->scratch);
  buf_clear(&memory->out);
  bool good = render_one(job, p, 0, NULL);
  diag_hand_on(memory->problems, job->sink);
  return good;
}
