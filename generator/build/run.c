/* A run's beginning and end, and its stages up to the linked site. */
#include "build/run.h"

#include <stdlib.h>

#include "base/oom.h"
#include "build/files.h"
#include "build/languages.h"
#include "build/parse.h"
#include "build/records.h"
#include "build/source.h"
#include "build/unread.h"
#include "diag/record.h"
#include "sys/clock.h"
#include "sys/fs.h"

enum { SITE_BLOCK = 1024 * 1024 };

run *run_start(const build_options *options, diag_sink *sink, build_result *result) {
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

void run_close_output(run *r) {
  if (!r->output) return;
  reuse_close(&r->reuse);
  output_close(r->output);
  r->output = NULL;
}

/* Giving back what a large site took is work for two, too. */
void run_end(run *r) {
  pool_begin(r->workers.pool, free_pages, r);
  run_close_output(r);
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

void run_stage_done(run *r, const char *name, size_t count) {
  uint64_t now = clock_nanoseconds();
  r->result->stages[r->result->stage_count++] =
      (build_stage){name, (double)(now - r->stage_start) / 1e9, count, clock_peak_memory()};
  r->stage_start = now;
}

static bool list_content(run *r, pool *threads, diag_sink *sink) {
  return inventory_content(&r->memory, r->options.content, threads, sink, &r->content);
}

static bool list_designs(run *r, diag_sink *sink) {
  return inventory_layouts(&r->memory, &r->options.layouts, sink, &r->layout_files,
                           &r->layouts_found);
}

static void list_beside(void *context) {
  run *r = context;
  bool content = r->listed;
  if (content) {
    inventory_sort(&r->memory, r->found_beside, &r->content);
  } else {
    content = list_content(r, NULL, r->found_beside);
  }
  r->listed = list_designs(r, r->found_beside) && content;
}

/* What is wrong with the sources is told apart from what is wrong with the output. The paths of a
 * site that is kept must outlive the record. */
void run_begin_discover(run *r) {
  if (!r->reuse.known) return;
  r->found_beside = diag_sink_new();
  r->listed = !r->options.keep && inventory_again(&r->memory, r->options.content, &r->reuse.last,
                                                  r->workers.pool, &r->content);
  pool_begin(r->workers.pool, list_beside, r);
}

bool run_discover(run *r) {
  if (r->found_beside) {
    pool_await(r->workers.pool);
    diag_hand_on(r->found_beside, r->sink);
    diag_sink_free(r->found_beside);
    r->found_beside = NULL;
  } else {
    bool content = list_content(r, r->workers.pool, r->sink);
    r->listed = list_designs(r, r->sink) && content;
  }
  run_stage_done(r, "discover", r->content.pages.len + r->layout_files.len);
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

void run_read_settings(run *r) {
  const node *root = NULL;
  node_gaps gaps = {.all = true};
  if (r->content.settings.len) root = source_map(&r->memory, r->content.settings, r->sink, &gaps);
  diag_sink *unheard = diag_sink_new();
  settings_read(&r->memory, r->content.settings, root, unread_base_url(&gaps, r->options.base_url),
                root ? r->sink : unheard, &r->site.settings);
  diag_sink_free(unheard);
  unread_settings(&r->memory, &gaps, &r->content, &r->site.settings);
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
  run_read_settings(r);
  r->has_clock = read_clock(r);
  if (!r->has_clock) return;
  layouts_read(&r->memory, &r->layout_files, r->sink, &r->layouts);
  languages_check(&r->site.settings, &r->layouts.words, r->sink);
  assets_read(&r->memory, &r->layouts.assets, r->layouts.theme, r->sink, &r->assets);
  records_data(&r->site, &r->content, r->sink);
  r->layouts.inserts.phone = r->site.settings.phone;
  r->layouts.inserts.emergency_number = r->site.settings.emergency_number;
}

/* These first, while what the last build parsed is opened; then every article. */
bool run_parse(run *r) {
  r->site.memory = &r->memory;
  pool_begin(r->workers.pool, read_few, r);
  reuse_pages(&r->reuse, &r->workers);
  pool_await(r->workers.pool);
  if (!r->has_clock) return false;
  parse_wanted wanted = {health_rules_for(r), !is_for_problems_alone(r)};
  parse_pages(&r->site, &r->content, &r->layouts.words, &r->layouts.inserts, &r->workers, &wanted,
              r->reuse.pages, r->sink);
  records_comments(&r->site, &r->content, r->sink);
  files_measure(&r->memory, &r->content, &r->workers, r->sink, &r->linked.files);
  run_stage_done(r, "parse", r->site.all.len);
  return true;
}

static void plan_beside(void *context) {
  run *r = context;
  plan_make(&r->linked.memory, &r->site, &r->linked, &r->layouts, r->sink, &r->plan);
}

void run_link(run *r) {
  state_options let_in = {r->options.drafts, r->options.future, r->options.expired};
  link_site(&r->site, let_in, &r->layouts.words, &r->workers, reuse_ties(&r->reuse, &r->site),
            (link_beside){plan_beside, r}, &r->linked, r->sink);
  run_stage_done(r, "link", r->site.articles.len);
}

bool run_is_preview(const build_options *options) {
  return options->drafts || options->future || options->expired;
}

bool run_has_failed(const run *r) {
  return diag_count(r->sink, DIAG_ERROR) > 0 ||
         (r->options.strict && diag_count(r->sink, DIAG_WARNING) > 0);
}

output *run_writes_to(const run *r) {
  return run_has_failed(r) ? NULL : r->output;
}

/* Where nobody will read what is rendered, what no layout makes is not made either. */
static bool is_unseen(const run *r) {
  return !run_writes_to(r) && !r->options.seen;
}

void run_open_view(run *r) {
  r->view = view_new(&r->memory, (view_options){.site = &r->site,
                                                .words = &r->layouts.words,
                                                .asset = assets_url,
                                                .asset_near = assets_near,
                                                .asset_context = &r->assets,
                                                .version = r->options.version,
                                                .preview = run_is_preview(&r->options),
                                                .unseen = is_unseen(r),
                                                .theme = r->layouts.theme,
                                                .listings = &r->linked.listings,
                                                .sitemap = &r->linked.sitemap});
}
