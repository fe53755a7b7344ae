#include "build/render.h"

#include "emit/json_feed.h"
#include "emit/redirects.h"
#include "emit/search.h"
#include "emit/sitemap_index.h"

static liq_run run_for(const render_job *job, worker_memory *memory, screen *s) {
  return (liq_run){.scratch = &memory->scratch,
                   .sink = job->sink,
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
    if (!l->program || !liq_render(l->program, &run, &memory->out)) return false;
    memory->now_read = memory->now_read || run.now_read || s->now_read;
    if (l->parent) s->content = val_safe(arena_dup(&memory->scratch, buf_sv(&memory->out)));
  }
  return innermost != NULL;
}

typedef struct search_files {
  output *to; /* NULL: nothing is written */
  unsigned worker;
} search_files;

static void put_search_file(void *context, sv path, sv bytes) {
  const search_files *files = context;
  if (files->to) output_put(files->to, files->worker, path, bytes);
}

static void render_search(const render_job *job, const planned *p, unsigned worker) {
  worker_memory *memory = &job->workers->each[worker];
  unsigned count = pool_threads(job->workers->pool);
  related_reader **readers = arena_array(&memory->scratch, related_reader *, count);
  for (unsigned i = 0; i < count; i++) readers[i] = job->workers->each[i].reader;
  search_files files = {job->output, worker};
  sv lang = p->listing->lang;
  sv folder = arena_cat(&memory->scratch, (sv[]){SV("assets/search/"), lang, SV("-")}, 3);
  search_job search = {job->site, lang, readers, count, {folder, put_search_file, &files}};
  emit_search(&memory->out, &search, &memory->scratch);
}

static bool render_one(const render_job *job, const planned *p, unsigned worker) {
  worker_memory *memory = &job->workers->each[worker];
  screen s;
  switch (p->kind) {
    case PLANNED_PAGE:
      screen_page(&s, job->view, p->page, &memory->scratch);
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_LISTING:
    case PLANNED_ATOM:
      screen_listing(&s, job->view, p->listing, p->part, &memory->scratch);
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_TEXT:
      screen_listing(&s, job->view, p->listing, 1, &memory->scratch);
      s.sitemap_part = p->part;
      return render_layouts(job, p->layout, &s, memory);
    case PLANNED_SITEMAPS:
      emit_sitemap_index(&memory->out, job->site, p->part, &memory->scratch);
      return true;
    case PLANNED_FEED_JSON:
      if (job->output) emit_json_feed(&memory->out, job->site, p->listing, &memory->scratch);
      return true; /* no layout made it, so nothing can be wrong with it */
    case PLANNED_REDIRECT:
      if (job->output) emit_redirect(&memory->out, job->site, p->page);
      return true;
    case PLANNED_SEARCH: render_search(job, p, worker); return true;
  }
  return false;
}

static void render_task(void *context, size_t i, unsigned worker) {
  const render_job *job = context;
  worker_memory *memory = &job->workers->each[worker];
  const planned *p = &job->plan->at[i];
  arena_reset(&memory->scratch);
  buf_clear(&memory->out);
  bool good = render_one(job, p, worker);
  if (!good) return;
  if (job->output) output_put(job->output, worker, p->output, buf_sv(&memory->out));
  if (job->seen) {
    sv source = p->page ? p->page->source : SV("");
    job->seen(job->seen_context, &(built_file){p->output, buf_sv(&memory->out), source});
  }
}

void render_all(render_job *job) {
  pool_run(job->workers->pool, job->plan->len, render_task, job);
}
