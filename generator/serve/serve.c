#include "serve/serve.h"

#include <errno.h>
#include <signal.h>

#include "build/preview.h"
#include "serve/answer.h"
#include "serve/builder.h"
#include "serve/ending.h"
#include "serve/problems.h"
#include "serve/saves.h"
#include "sys/clock.h"
#include "sys/memory.h"
#include "sys/watch.h"

enum {
  THREADS = 4,        /* that answer: pages load half a dozen files at once */
  BEAT_EVERY = 15000, /* milliseconds */
  PAGE_FIRST = 150    /* from a page shown ahead to the build behind it: browser and build want the
                         same processors, and somebody waits for the browser */
};

/* One run of the loop. */
typedef struct loop {
  const serve_options *options;
  arena memory;
  answering answering;
  http_server *http;
  watch *watch;
  ending *ending;
  build_options build;
  builder *builder;
  arena base_memory;  /* of the build that runs, until it is over */
  sv base_path;       /* of the site as last read; NULL: of none yet */
  events_change owed; /* what builds that failed have kept from the open pages */
  kept_site *kept;    /* as last built; NULL: that failed, or there was none yet */
  bool ahead;         /* pages are shown ahead of the build that will make them */
  saves waiting;      /* for a build */
  saves building;     /* what the build that runs is for */
  uint64_t build_at;  /* when the next may begin, where something waits for it */
} loop;

/* --- building --------------------------------------------------------------------------------- */

static void keep_base(void *context, const site *s) {
  loop *l = context;
  arena_reset(&l->base_memory);
  l->base_path = arena_dup(&l->base_memory, s->settings.base_path);
  if (l->options->build.checked) l->options->build.checked(l->options->build.checked_context, s);
}

static serve_news news_of(const loop *l, serve_news_kind kind) {
  return (serve_news){.kind = kind, .port = l->answering.port, .wanted_port = l->options->port};
}

static void tell(const loop *l, const serve_news *news) {
  l->options->tell(l->options->tell_context, news);
}

/* What builds that failed did not show comes with the next that succeeds. */
static events_change due(loop *l, bool good, events_change change) {
  if (l->owed < change) l->owed = change;
  change = good ? l->owed : EVENTS_NOTHING;
  if (good) l->owed = EVENTS_NOTHING;
  return change;
}

static void start_build(loop *l) {
  if (!ending_begin_work(l->ending)) return;
  saves emptied = l->building;
  l->building = l->waiting;
  l->waiting = emptied;
  builder_start(l->builder);
}

/* What was saved while the build ran is shown ahead of the next one, from the first moment. After
 * errors, what a build made before is better than nothing. */
static bool show_site(loop *l, bool good) {
  sv folder = l->build.output;
  if (!l->base_path.at || (!good && fs_look(folder.at) != FS_FOLDER)) return false;
  arena scratch = {0};
  preview_pages pages = {0};
  preview_make(l->kept, &l->waiting.paths, &scratch, &pages);
  served_update(l->answering.site, folder, l->base_path, &pages);
  l->ahead = pages.len > 0;
  arena_free(&scratch);
  return true;
}

static void tell_pages(loop *l, const builder_end *end, events_change change) {
  const serve_handler *desk = &l->options->desk;
  if (desk->built) desk->built(desk->context, l->building.paths, end->problems);
  buf problems = BUF_EMPTY;
  problems_html(&problems, end->problems);
  events_publish(l->answering.events, change, buf_sv(&problems));
  buf_free(&problems);
}

static void tell_person(const loop *l, const builder_end *end, bool shown) {
  serve_news news = news_of(l, end->good ? SERVE_BUILT : SERVE_BROKEN);
  news.changed = l->building.paths;
  news.shown = shown;
  news.problems = end->problems;
  news.result = &end->result;
  tell(l, &news);
}

static void take_build(loop *l, const builder_end *end) {
  ending_finish_work(l->ending);
  const sv_list *changed = &l->building.paths;
  events_change change = due(l, end->good, changed->len ? saves_change(changed) : EVENTS_ALL);
  if (!end->good && l->ahead) change = EVENTS_PAGES; /* they show again what was built last */
  kept_site *before = l->kept;
  l->kept = end->kept;
  bool shown = show_site(l, end->good);
  tell_pages(l, end, change);
  tell_person(l, end, shown);
  build_let_go(before);
  diag_sink_free(end->problems);
  saves_clear(&l->building);
}

/* --- following what is saved ------------------------------------------------------------------ */

static uint64_t after(int milliseconds) {
  return clock_nanoseconds() + (uint64_t)milliseconds * 1000000;
}

/* Shows the pages that can be seen before they are built. True: these are all that changed. */
static bool show_ahead(loop *l, const sv_list *changed) {
  arena scratch = {0};
  preview_pages pages = {0};
  bool all = preview_make(l->kept, changed, &scratch, &pages);
  if (pages.len) {
    served_ahead(l->answering.site, &pages);
    events_ahead(l->answering.events);
    l->ahead = true;
  }
  arena_free(&scratch);
  return all;
}

static void take_saves(loop *l, const sv_list *changed) {
  bool first = l->waiting.paths.len == 0;
  saves_add(&l->waiting, changed);
  uint64_t at = after(show_ahead(l, changed) ? PAGE_FIRST : 0);
  if (first || at < l->build_at) l->build_at = at;
}

static bool has_work(const loop *l) {
  return l->waiting.paths.len > 0 && !builder_is_busy(l->builder);
}

/* Milliseconds until there is something to do, if nothing happens. */
static int patience(const loop *l) {
  if (!has_work(l)) return BEAT_EVERY;
  uint64_t now = clock_nanoseconds();
  return l->build_at <= now ? 0 : (int)((l->build_at - now) / 1000000) + 1;
}

static void work(loop *l) {
  arena scratch = {0};
  start_build(l);
  while (!ending_asked(l->ending)) {
    arena_reset(&scratch);
    sv_list changed;
    watch_news news = watch_wait(l->watch, &scratch, patience(l), &changed);
    builder_end end;
    if (builder_take(l->builder, &end)) take_build(l, &end);
    if (news == WATCH_CHANGED) take_saves(l, &changed);
    if (news == WATCH_NOTHING && !has_work(l)) events_beat(l->answering.events);
    if (has_work(l) && patience(l) == 0) start_build(l);
  }
  arena_free(&scratch);
}

/* --- beginning and ending --------------------------------------------------------------------- */

static bool listen_on(loop *l, unsigned port) {
  http_options options = {port, THREADS, answer_request, &l->answering};
  l->http = http_start(&options, &l->answering.port);
  return l->http != NULL;
}

/* The next port that is free, taken for a moment; 0: none near. */
static unsigned free_port_after(loop *l, unsigned port) {
  for (unsigned next = port + 1; next < port + SERVE_PORTS && next < 65536; next++) {
    if (!listen_on(l, next)) continue;
    http_stop(l->http);
    l->http = NULL;
    return next;
  }
  return 0;
}

static bool cannot_listen(loop *l, int reason) {
  serve_news news = news_of(l, reason == EADDRINUSE ? SERVE_TAKEN : SERVE_FAILED);
  news.reason = strerror(reason);
  if (reason == EADDRINUSE) news.port = free_port_after(l, l->options->port);
  tell(l, &news);
  return false;
}

static bool start_http(loop *l) {
  unsigned wanted = l->options->port;
  if (listen_on(l, wanted)) return true;
  int reason = errno;
  for (unsigned next = wanted + 1; l->options->next_port && next < wanted + SERVE_PORTS; next++) {
    if (reason != EADDRINUSE) break;
    if (!listen_on(l, next)) continue;
    serve_news news = news_of(l, SERVE_MOVED);
    tell(l, &news);
    return true;
  }
  return cannot_listen(l, reason);
}

/* For a build that is over, and for an end that was asked for. */
static void wake(void *context) {
  loop *l = context;
  watch_wake(l->watch);
}

/* The folder has the port's number: two servers of one site do not build into each other's. */
static void prepare(loop *l) {
  l->build = l->options->build;
  l->build.drafts = l->build.future = true;
  l->build.plain = true; /* the server sends its files as they are */
  l->build.output = arena_printf(&l->memory, ".pamphlet/serve/site-%u", l->answering.port);
  l->build.checked = keep_base;
  l->build.checked_context = l;
  l->builder = builder_new(&l->build, wake, l);
}

static void watch_sources(loop *l) {
  watch_options options = {.poll = l->options->poll, .ignores = saves_ignore};
  vec_push(&l->memory, &options.folders, l->build.content);
  for (size_t i = 0; i < l->build.layouts.len; i++) {
    vec_push(&l->memory, &options.folders, l->build.layouts.at[i]);
  }
  l->watch = watch_new(&options);
}

static void tell_ready(loop *l) {
  serve_news news = news_of(l, SERVE_READY);
  news.address = arena_printf(&l->memory, "http://localhost:%u/", l->answering.port).at;
  tell(l, &news);
}

/* Clients go when they like. */
static void ignore_lost_clients(struct sigaction *before) {
  struct sigaction pass = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &pass, before);
}

static void serve(loop *l) {
  struct sigaction before;
  ignore_lost_clients(&before);
  prepare(l);
  watch_sources(l);
  ending_listen(l->ending, wake, l);
  tell_ready(l);
  work(l);
  events_close(l->answering.events);
  http_stop(l->http);
  builder_free(l->builder);
  sigaction(SIGPIPE, &before, NULL);
}

bool serve_run(const serve_options *options) {
  loop l = {.options = options, .answering = {.desk = options->desk}};
  memory_give_back();
  l.answering.site = served_new();
  l.answering.events = events_new(served_mark_at, l.answering.site);
  l.ending = ending_new();
  bool good = start_http(&l);
  if (good) serve(&l);
  ending_free(l.ending); /* which wakes what watches */
  if (l.watch) watch_free(l.watch);
  events_free(l.answering.events);
  served_free(l.answering.site);
  build_let_go(l.kept);
  arena_free(&l.waiting.memory);
  arena_free(&l.building.memory);
  arena_free(&l.base_memory);
  arena_free(&l.memory);
  return good;
}
