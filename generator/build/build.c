/* The stages of a build in the order in which they run. */
#include "build/build.h"

#include "build/gone.h"
#include "build/inserts.h"
#include "build/render.h"
#include "build/run.h"
#include "diag/record.h"
#include "emit/host_files.h"
#include "emit/redirects.h"
#include "health/review.h"
#include "sys/clock.h"
#include "sys/fs.h"

/* Drafts must not end up where the public looks, by whatever path that folder is named. */
static bool refuse_preview(run *r) {
  if (!run_is_preview(&r->options)) return false;
  arena scratch = {0};
  sv folder = fs_real(&scratch, arena_cstr(&scratch, r->options.output));
  bool is_public = fs_is_within(folder, fs_real(&scratch, "public"));
  arena_free(&scratch);
  if (!is_public) return false;
  const char *option = r->options.drafts   ? "--drafts"
                       : r->options.future ? "--future"
                                           : "--expired";
  diag *d = diag_add(r->sink, DIAG_BD001, DIAG_NOWHERE,
                     "%s does not build into %.*s, which is for the public", option,
                     SV_ARG(r->options.output));
  diag_hint(d, "name another folder, as in: pamphlet build %s -o preview", option);
  return true;
}

static void open_output(run *r) {
  sv_list sources = {0};
  vec_push(&r->memory, &sources, r->options.content);
  for (size_t i = 0; i < r->options.layouts.len; i++) {
    vec_push(&r->memory, &sources, r->options.layouts.at[i]);
  }
  r->output = output_open(&(output_options){.folder = arena_cstr(&r->memory, r->options.output),
                                            .site = ".",
                                            .sources = sources,
                                            .workers = pool_threads(r->workers.pool),
                                            .threads = r->workers.pool,
                                            .clean = r->options.clean,
                                            .looked_later = true},
                          r->sink);
}

static void render(run *r) {
  run_open_view(r);
  inserts_render(
      &(inserts_job){&r->site, r->view, &r->layouts, &r->linked.files, &r->workers, r->sink});
  output *to = run_writes_to(r);
  if (to) reuse_made(&r->reuse, &r->site, &r->linked.listings, r->view, &r->plan, &r->workers);
  render_job job = {.site = &r->site,
                    .view = r->view,
                    .plan = &r->plan,
                    .workers = &r->workers,
                    .output = to,
                    .made = r->reuse.made,
                    .pages = r->reuse.pages,
                    .sink = r->sink,
                    .seen = r->options.seen,
                    .seen_context = r->options.seen_context,
                    .slowest = r->options.timings ? &r->result->slowest : NULL};
  render_all(&job);
  run_stage_done(r, "render", r->plan.len);
}

static void copy_file(void *context, size_t i, unsigned worker) {
  run *r = context;
  const site_file *file = &r->linked.files.all.at[i];
  if (file->output.len == 0) return;
  arena *scratch = &r->workers.each[worker].scratch;
  arena_reset(scratch);
  output_copy(r->output, worker, file->output, arena_cstr(scratch, file->source));
}

/* What no layout makes: assets, copied files, and the files that hosts read. */
static void add_files(run *r) {
  if (!run_writes_to(r)) return;
  for (size_t i = 0; i < r->assets.all.len; i++) {
    const asset *one = &r->assets.all.at[i];
    output_put(r->output, 0, sv_skip(one->url, 1), one->bytes);
  }
  pool_run(r->workers.pool, r->linked.files.all.len, copy_file, r);
  buf text = BUF_EMPTY;
  emit_redirects_file(&text, &r->site);
  output_put(r->output, 0, SV("_redirects"), buf_sv(&text));
  buf_clear(&text);
  emit_headers_file(&text, &r->site);
  output_put(r->output, 0, SV("_headers"), buf_sv(&text));
  output_put(r->output, 0, SV(".nojekyll"), SV(""));
  buf_free(&text);
  reuse_compressed(&r->reuse, &r->site, r->output);
  for (size_t i = 0; i < r->linked.addresses.all.len; i++) {
    const address *at = &r->linked.addresses.all.at[i];
    if (at->kind == ADDRESS_PAGE || at->kind == ADDRESS_LISTING || at->kind == ADDRESS_ALIAS) {
      output_page(r->output, at->url, at->output, at->page ? at->page->source : SV(""));
    }
  }
}

/* The same files for whoever looks at what would be written. */
static void show_files(run *r) {
  void (*seen)(void *, const built_file *) = r->options.seen;
  void *context = r->options.seen_context;
  if (!seen) return;
  for (size_t i = 0; i < r->assets.all.len; i++) {
    const asset *one = &r->assets.all.at[i];
    seen(context, &(built_file){sv_skip(one->url, 1), one->bytes, SV(""), false});
  }
  for (size_t i = 0; i < r->linked.files.all.len; i++) {
    const site_file *file = &r->linked.files.all.at[i];
    if (file->output.len) seen(context, &(built_file){file->output, SV(""), file->source, false});
  }
}

static bool read_the_moment(const run *r) {
  bool any = false;
  for (unsigned i = 0; i < pool_threads(r->workers.pool); i++) any |= r->workers.each[i].now_read;
  return any;
}

/* What only pages that are linked and rendered need; to list all that was made takes room, too. */
static void let_go_of_rendering(run *r) {
  for (size_t i = 0; i < r->site.all.len; i++) r->site.all.at[i]->words = NULL;
  workers_forget_bags(&r->workers);
  workers_rest(&r->workers);
}

static void let_go_beside(void *context) {
  let_go_of_rendering(context);
}

/* Only now is anything changed, and only if nothing was wrong. */
static bool commit(run *r, bool joined) {
  pool_begin(r->workers.pool, let_go_beside, r);
  if (joined && r->output && !run_has_failed(r)) {
    reuse_problems(&r->reuse);
    if (!output_same_pages(r->output)) {
      gone_warn(&r->site, &r->linked.addresses, output_before(r->output), r->sink);
    }
    output_plan(r->output);
  }
  bool good = joined && !run_has_failed(r);
  if (!r->options.check) {
    good = good && r->output && output_commit(r->output, &r->result->written);
    if (good) reuse_save(&r->reuse, &r->site, &r->content, read_the_moment(r), r->result);
  }
  if (!good && joined && r->output) {
    gone_still_live(&r->site, &r->content, r->output, r->sink);
  }
  if (good && r->options.keep) r->pages = reuse_leave_pages(&r->reuse);
  pool_await(r->workers.pool);
  if (r->options.keep || !good) run_close_output(r); /* one that is not made true leaves nothing */
  run_stage_done(r, "commit", r->result->written.written);
  return good;
}

static void count(run *r) {
  build_result *result = r->result;
  result->articles = r->site.articles.len;
  for (size_t i = 0; i < r->plan.len; i++) {
    result->pages += plan_is_page(&r->plan.at[i]);
  }
  for (size_t i = 0; i < 3; i++) result->left_out[i] = r->site.left_out[i].len;
  result->sources = r->site.all.len;
  result->outputs = r->plan.len;
  reuse_count(&r->reuse, result);
}

void build_let_go(kept_site *kept) {
  if (kept) run_end(kept);
}

/* What only a build needs is let go at once: half of it all. */
static kept_site *keep(run *r) {
  ties_hold(&r->memory, &r->site);
  let_go_of_rendering(r);
  pages_rest(r->pages);
  workers_forget_words(&r->workers);
  reuse_forget(&r->reuse);
  arena_free(&r->notes);
  r->sink = NULL;
  r->result = NULL;
  return r;
}

/* Everything after discover. */
static bool build_listed(run *r, bool listed) {
  bool joined = listed && run_parse(r);
  if (joined) {
    run_link(r);
    review_check(&r->site, r->options.check, r->sink);
    render(r);
    add_files(r);
    show_files(r);
    count(r);
    if (r->options.checked) r->options.checked(r->options.checked_context, &r->site);
    r->again = reuse_forget_damaged(&r->reuse);
  }
  if (r->again) {
    run_close_output(r);
    return false;
  }
  return commit(r, joined);
}

/* *again: what was kept of the last build turned out to be damaged, and is forgotten now. */
static bool build_once(const build_options *options, diag_sink *sink, build_result *result,
                       bool *again) {
  run *r = run_start(options, sink, result);
  bool allowed = !refuse_preview(r);
  if (allowed && !options->check) open_output(r);
  reuse_start(&r->reuse, &r->notes, &r->options, r->workers.pool, sink);
  reuse_open(&r->reuse, r->output);
  run_begin_discover(r);
  reuse_look(&r->reuse, r->output);
  bool listed = allowed && run_discover(r);
  bool good = listed && reuse_all(&r->reuse, &r->content, &r->layouts_found, result);
  if (good) {
    run_close_output(r);
  } else {
    reuse_ready(&r->reuse, r->output);
    good = build_listed(r, listed);
  }
  *again = r->again;
  if (good && options->keep) {
    *options->keep = keep(r);
  } else if (!options->ends || r->again) {
    run_end(r);
  }
  return good;
}

bool build_run(const build_options *options, diag_sink *sink, build_result *result) {
  uint64_t start = clock_nanoseconds();
  if (options->keep) *options->keep = NULL;
  bool again, good = build_once(options, sink, result, &again);
  if (again) {
    diag_forget(sink);
    good = build_once(options, sink, result, &again);
  }
  if (again) { /* it could not be forgotten, so it is not looked at */
    build_options anew = *options;
    anew.clean = true;
    diag_forget(sink);
    good = build_once(&anew, sink, result, &again);
  }
  result->seconds = (double)(clock_nanoseconds() - start) / 1e9;
  return good;
}
