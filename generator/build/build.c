#include "build/build.h"

#include <stdlib.h>

#include "base/oom.h"
#include "build/files.h"
#include "build/gone.h"
#include "build/inserts.h"
#include "build/parse.h"
#include "build/records.h"
#include "build/render.h"
#include "build/run.h"
#include "build/source.h"
#include "diag/record.h"
#include "emit/host_files.h"
#include "emit/redirects.h"
#include "emit/sources.h"
#include "health/review.h"
#include "sys/clock.h"
#include "sys/fs.h"
#include "view/view.h"

enum { SITE_BLOCK = 1024 * 1024 };

static void stage_done(run *r, const char *name, size_t count) {
  uint64_t now = clock_nanoseconds();
  r->result->stages[r->result->stage_count++] =
      (build_stage){name, (double)(now - r->stage_start) / 1e9, count, clock_peak_memory()};
  r->stage_start = now;
}

static bool list_files(run *r, pool *threads, diag_sink *sink) {
  bool content = inventory_content(&r->memory, r->options.content, threads, sink, &r->content);
  bool designs =
      inventory_layouts(&r->memory, &r->options.layouts, sink, &r->layout_files, &r->layouts_found);
  return content && designs;
}

static void list_beside(void *context) {
  run *r = context;
  r->listed = list_files(r, NULL, r->found_beside);
}

/* Where a record of the last build says what to look at in the output, one thread lists the sources
 * while the others look there. What it finds wrong with them is told apart from what is wrong with
 * the output. */
static void begin_discover(run *r) {
  if (!r->output || r->options.clean) return;
  if (fs_look(output_last_path(r->output)) != FS_FILE) return;
  r->found_beside = diag_sink_new();
  pool_begin(r->workers.pool, list_beside, r);
}

static bool discover(run *r) {
  if (r->found_beside) {
    pool_await(r->workers.pool);
    diag_hand_on(r->found_beside, r->sink);
    diag_sink_free(r->found_beside);
    r->found_beside = NULL;
  } else {
    r->listed = list_files(r, r->workers.pool, r->sink);
  }
  stage_done(r, "discover", r->content.pages.len + r->layout_files.len);
  return r->listed;
}

/* --today, or the clock; in the site's zone. */
static bool read_clock(run *r) {
  const zone *z = r->site.settings.zone;
  date now = {0};
  if (r->options.today.len) {
    date_form form = date_parse(r->options.today, &now);
    now = form == DATE_MOMENT ? zone_shift(z, now) : zone_local(z, now);
  } else if (!clock_now(&now.seconds)) {
    diag_add(r->sink, DIAG_BD003, DIAG_NOWHERE,
             "SOURCE_DATE_EPOCH is not a number of seconds since 1970");
    return false;
  } else {
    now = zone_shift(z, now);
  }
  now.has_time = true;
  date_parts p = date_split(now);
  date day = date_join(p.year, p.month, p.day, 0, 0, 0, 0);
  day.has_time = false;
  r->site.clock = (site_clock){.now = now, .today = zone_local(z, day)};
  return true;
}

/* Without readable settings the defaults hold, so that the run finds what else is wrong. */
static void read_settings(run *r) {
  arena scratch = {0};
  const node *root = NULL;
  if (r->content.settings.len) root = source_data(&scratch, r->content.settings, r->sink);
  diag_sink *unheard = diag_sink_new();
  settings_read(&r->memory, r->content.settings, root, r->options.base_url,
                root ? r->sink : unheard, &r->site.settings);
  diag_sink_free(unheard);
  arena_free(&scratch);
  if (!r->options.plain) return;
  for (int i = 0; i < COMPRESS_METHODS; i++) r->site.settings.compress[i] = false;
}

/* Language and claims are for `check` alone. */
static const health_rules *health_rules_for(run *r) {
  if (!r->options.check) return NULL;
  val plain = val_at(r->site.data, SV("plain_words"), &r->memory);
  return health_rules_new(&r->memory, &r->site, plain);
}

/* A check writes nothing; somebody may want to see what it would write. */
static bool is_for_problems_alone(const run *r) {
  return r->options.check && !r->options.seen;
}

/* Settings, layouts and data. */
static void read_few(void *context) {
  run *r = context;
  read_settings(r);
  r->has_clock = read_clock(r);
  if (!r->has_clock) return;
  layouts_read(&r->memory, &r->layout_files, r->sink, &r->layouts);
  assets_read(&r->memory, &r->layouts.assets, r->layouts.theme, r->sink, &r->assets);
  records_data(&r->site, &r->content, r->sink);
  r->layouts.inserts.phone = r->site.settings.phone;
  r->layouts.inserts.emergency_number = r->site.settings.emergency_number;
}

/* These first, while what the last build parsed is opened; then every article. */
static bool parse(run *r) {
  r->site.memory = &r->memory;
  pool_begin(r->workers.pool, read_few, r);
  reuse_pages(&r->reuse, &r->workers);
  pool_await(r->workers.pool);
  if (!r->has_clock) return false;
  parse_wanted wanted = {health_rules_for(r), !is_for_problems_alone(r)};
  parse_pages(&r->site, &r->content, &r->layouts.words, &r->layouts.inserts, &r->workers, &wanted,
              r->reuse.pages, r->sink);
  records_comments(&r->site, &r->content, r->sink);
  files_measure(&r->memory, &r->content, &r->workers, &r->linked.files);
  stage_done(r, "parse", r->site.all.len);
  return true;
}

static void plan_beside(void *context) {
  run *r = context;
  plan_make(&r->linked.memory, &r->site, &r->linked, &r->layouts, r->sink, &r->plan);
}

static void join(run *r) {
  state_options let_in = {r->options.drafts, r->options.future, r->options.expired};
  link_site(&r->site, let_in, &r->layouts.words, &r->workers, reuse_ties(&r->reuse, &r->site),
            (link_beside){plan_beside, r}, &r->linked, r->sink);
  stage_done(r, "link", r->site.articles.len);
}

static bool is_preview(const build_options *options) {
  return options->drafts || options->future || options->expired;
}

/* Drafts must not end up where the public looks, by whatever path that folder is named. */
static bool refuse_preview(run *r) {
  if (!is_preview(&r->options)) return false;
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

static void close_output(run *r) {
  if (!r->output) return;
  reuse_close(&r->reuse);
  output_close(r->output);
  r->output = NULL;
}

static bool has_failed(const run *r) {
  return diag_count(r->sink, DIAG_ERROR) > 0 ||
         (r->options.strict && diag_count(r->sink, DIAG_WARNING) > 0);
}

/* After an error nothing will be committed, so nothing is written either; pages are rendered
 * all the same, to find what else is wrong. */
static output *where_to_write(const run *r) {
  return has_failed(r) ? NULL : r->output;
}

/* Where nobody will read what is rendered, what no layout makes is not made either. */
static bool is_unseen(const run *r) {
  return !where_to_write(r) && !r->options.seen;
}

static void open_view(run *r) {
  r->view = view_new(&r->memory, (view_options){.site = &r->site,
                                                .words = &r->layouts.words,
                                                .asset = assets_url,
                                                .asset_near = assets_near,
                                                .asset_context = &r->assets,
                                                .version = r->options.version,
                                                .preview = is_preview(&r->options),
                                                .unseen = is_unseen(r),
                                                .theme = r->layouts.theme,
                                                .listings = &r->linked.listings,
                                                .sitemap = &r->linked.sitemap});
}

static void render(run *r) {
  open_view(r);
  inserts_render(
      &(inserts_job){&r->site, r->view, &r->layouts, &r->linked.files, &r->workers, r->sink});
  output *to = where_to_write(r);
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
  stage_done(r, "render", r->plan.len);
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
  if (!where_to_write(r)) return;
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
    seen(context, &(built_file){sv_skip(one->url, 1), one->bytes, SV("")});
  }
  for (size_t i = 0; i < r->linked.files.all.len; i++) {
    const site_file *file = &r->linked.files.all.at[i];
    if (file->output.len) seen(context, &(built_file){file->output, SV(""), file->source});
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
  if (joined && r->output && !has_failed(r)) {
    reuse_problems(&r->reuse);
    if (!output_same_pages(r->output)) {
      gone_warn(&r->site, &r->linked.addresses, output_before(r->output), r->sink);
    }
    output_plan(r->output);
  }
  bool good = joined && !has_failed(r);
  if (!r->options.check) {
    good = good && r->output && output_commit(r->output, &r->result->written);
    if (good) reuse_save(&r->reuse, &r->site, &r->content, read_the_moment(r), r->result);
  }
  if (!good && joined && r->output) {
    gone_still_live(&r->site, &r->content, output_before(r->output), r->sink);
  }
  if (good && r->options.keep) r->pages = reuse_leave_pages(&r->reuse);
  pool_await(r->workers.pool);
  if (r->options.keep || !good) close_output(r); /* one that is not made true leaves nothing */
  stage_done(r, "commit", r->result->written.written);
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

static run *start_run(const build_options *options, diag_sink *sink, build_result *result) {
  *result = (build_result){0};
  run *r = oom_malloc(sizeof *r);
  *r = (run){.options = *options,
             .sink = sink,
             .result = result,
             .workers = workers_start(options->threads),
             .stage_start = clock_nanoseconds()};
  arena_init(&r->memory, SITE_BLOCK);
  arena_init(&r->notes, SITE_BLOCK);
  arena_init(&r->linked.memory, SITE_BLOCK);
  return r;
}

static void free_pages(void *context) {
  run *r = context;
  workers_forget_pages(&r->workers);
}

/* Giving back what a large site took is work for two, too. */
static void end_run(run *r) {
  pool_begin(r->workers.pool, free_pages, r);
  close_output(r);
  layouts_free(&r->layouts);
  pages_close(r->pages);
  reuse_forget(&r->reuse);
  arena_free(&r->notes);
  arena_free(&r->linked.memory);
  arena_free(&r->memory);
  pool_await(r->workers.pool);
  workers_stop(&r->workers);
  free(r);
}

void build_let_go(kept_site *kept) {
  if (kept) end_run(kept);
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
  bool joined = listed && parse(r);
  if (joined) {
    join(r);
    review_check(&r->site, r->options.check, r->sink);
    render(r);
    add_files(r);
    show_files(r);
    count(r);
    if (r->options.checked) r->options.checked(r->options.checked_context, &r->site);
    r->again = reuse_forget_damaged(&r->reuse);
  }
  if (r->again) {
    close_output(r);
    return false;
  }
  return commit(r, joined);
}

/* *again: what was kept of the last build turned out to be damaged, and is forgotten now. */
static bool build_once(const build_options *options, diag_sink *sink, build_result *result,
                       bool *again) {
  run *r = start_run(options, sink, result);
  bool allowed = !refuse_preview(r);
  if (allowed && !options->check) open_output(r);
  reuse_start(&r->reuse, &r->notes, &r->options, r->workers.pool, sink);
  begin_discover(r);
  reuse_open(&r->reuse, r->output);
  bool listed = allowed && discover(r);
  bool good = listed && reuse_all(&r->reuse, &r->content, &r->layouts_found, result);
  if (good) {
    close_output(r);
  } else {
    if (r->output) output_ready(r->output);
    good = build_listed(r, listed);
  }
  *again = r->again;
  if (good && options->keep) {
    *options->keep = keep(r);
  } else if (!options->ends || r->again) {
    end_run(r);
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

bool build_site(const build_options *options, diag_sink *sink,
                void (*use)(void *context, const site *s), void *context) {
  build_result result;
  run *r = start_run(options, sink, &result);
  bool joined = discover(r) && parse(r);
  if (joined) {
    join(r);
    use(context, &r->site);
  }
  end_run(r);
  return joined && diag_count(sink, DIAG_ERROR) == 0;
}

/* ---- One text ---- */

/* A site's text is an article wherever it lies, unless its place says what else it is. */
static content_file file_named(run *r, sv file) {
  sv folder = r->options.content;
  bool inside = sv_starts(file, folder) && sv_starts(sv_skip(file, folder.len), SV("/"));
  sv name = sv_is(file, "-") ? SV("text.md") : fs_name_of(file);
  sv below = inside ? sv_skip(file, folder.len + 1) : fs_join(&r->memory, SV("articles"), name);
  return (content_file){.path = file, .below = below};
}

/* The files that inserts name, as far as they lie where the text says; pages stay as written. */
static void find_files(run *r, const page *p) {
  for (size_t i = 0; i < p->body.links.len; i++) {
    body_link *link = &p->body.links.at[i];
    bool from_root = sv_starts(link->target, SV("/"));
    sv folder =
        from_root ? fs_join(&r->memory, r->options.content, SV("files")) : fs_folder_of(p->source);
    sv name = from_root ? sv_skip(link->target, 1) : link->target;
    const site_file *file = map_get(&r->linked.files.by_source, fs_join(&r->memory, folder, name));
    link->address = link->target;
    if (file) link->file = (uint32_t)(file - r->linked.files.all.at) + 1;
  }
}

/* The site without its articles: settings, data, words and layouts. */
static bool read_site(run *r) {
  if (!discover(r)) return false;
  r->content.pages = r->content.comments = (content_files){0};
  if (!parse(r)) return false;
  join(r);
  return true;
}

/* What is missing of an article does not matter to a text by itself; that a text has no front
 * matter, to none. */
static bool is_of_text(void *context, const diag_view *problem) {
  const bool *alone = context;
  return problem->code != DIAG_FM001 &&
         !(*alone && sv_starts(sv_of(diag_code_name(problem->code)), SV("FM")));
}

static void put_text(run *r, page *p, diag_sink *sink, buf *html) {
  find_files(r, p);
  inserts_job job = {&r->site, r->view, &r->layouts, &r->linked.files, &r->workers, sink};
  if (r->view) inserts_render_page(&job, p);
  arena *scratch = &r->workers.each[0].scratch;
  buf_add(html, body_html(scratch, &p->body));
  emit_sources(html, p, (body_reader){0}, true, scratch);
}

void build_text(const build_options *options, sv file, sv text, diag_sink *sink, buf *html) {
  build_options checking = *options;
  checking.check = true;
  checking.threads = 1;
  build_result result;
  diag_sink *unheard = diag_sink_new();
  run *r = start_run(&checking, unheard, &result);
  bool alone = !read_site(r);
  if (alone) {
    r->site = (site){.memory = &r->memory};
    r->content = (content_inventory){0};
    read_settings(r);
  } else {
    open_view(r);
  }
  content_file named = file_named(r, file);
  page *p = parse_alone(&r->site, &r->content, &named, text, &r->layouts.words,
                        alone ? NULL : &r->layouts.inserts, &r->workers, sink);
  if (p) put_text(r, p, sink, html);
  diag_filter(sink, is_of_text, &alone);
  end_run(r);
  diag_sink_free(unheard);
}

static int by_path(const void *left, const void *right) {
  return sv_cmp(((const content_file *)left)->path, ((const content_file *)right)->path);
}

/* Of the pages that there are, those that are wanted; and nothing that only a whole site needs. */
static void keep_files(content_inventory *content, const sv_list *files, arena *a) {
  content_files all = content->pages;
  content->pages = content->files = content->comments = (content_files){0};
  for (size_t i = 0; i < files->len && all.len; i++) {
    content_file wanted = {.path = files->at[i]};
    const content_file *found = bsearch(&wanted, all.at, all.len, sizeof wanted, by_path);
    if (found) vec_push(a, &content->pages, *found);
  }
}

bool build_pages(const build_options *options, const sv_list *files, diag_sink *sink,
                 void (*use)(void *context, const page *p), void *context) {
  build_options checking = *options;
  checking.check = true;
  build_result result;
  run *r = start_run(&checking, sink, &result);
  bool read = discover(r);
  keep_files(&r->content, files, &r->memory);
  read = read && parse(r);
  for (size_t i = 0; read && i < r->site.all.len; i++) {
    if (r->site.all.at[i]->type != PAGE_SECTION) use(context, r->site.all.at[i]);
  }
  end_run(r);
  return read;
}
