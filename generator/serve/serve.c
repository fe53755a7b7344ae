#include "serve/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "serve/answer.h"
#include "serve/problems.h"
#include "serve/saves.h"
#include "sys/watch.h"

enum {
  THREADS = 4,       /* that answer: pages load half a dozen files at once */
  BEAT_EVERY = 15000 /* milliseconds */
};

/* One run of the loop. */
typedef struct loop {
  const serve_options *options;
  arena memory;
  answering answering;
  http_server *http;
  watch *watch;
  build_options build;
  arena base_memory;
  sv base_path;       /* of the site as last read; NULL: of none yet */
  events_change owed; /* what builds that failed have kept from the open pages */
} loop;

/* --- being stopped ---------------------------------------------------------------------------- */

/* A signal handler has no argument to know its loop by. */
static watch *volatile watch_to_wake;
static volatile sig_atomic_t is_building;

/* A build that is stopped half way leaves its stage, which the next one clears. */
static void on_stop(int number) {
  if (is_building) _exit(EXIT_SUCCESS);
  if (watch_to_wake) watch_wake(watch_to_wake);
}

static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
enum { STOPS = sizeof stops / sizeof *stops };

static void catch_signals(loop *l, struct sigaction *before) {
  watch_to_wake = l->watch;
  struct sigaction stop = {.sa_handler = on_stop}, pass = {.sa_handler = SIG_IGN};
  for (int i = 0; i < STOPS; i++) sigaction(stops[i], &stop, &before[i]);
  sigaction(SIGPIPE, &pass, &before[STOPS]); /* clients go when they like */
}

static void let_signals(const struct sigaction *before) {
  for (int i = 0; i < STOPS; i++) sigaction(stops[i], &before[i], NULL);
  sigaction(SIGPIPE, &before[STOPS], NULL);
  watch_to_wake = NULL;
}

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

/* The one place where the loop builds. */
static void rebuild(loop *l, sv_list changed, events_change change) {
  diag_sink *sink = diag_sink_new();
  build_result result;
  is_building = true;
  bool good = build_run(&l->build, sink, &result);
  is_building = false;
  /* After errors, what a build made before is better than nothing. */
  bool shown = l->base_path.at && (good || fs_look(l->build.output.at) == FS_FOLDER);
  if (shown) served_update(l->answering.site, l->build.output, l->base_path);
  const serve_handler *desk = &l->options->desk;
  if (desk->built) desk->built(desk->context, changed, sink);
  buf problems = BUF_EMPTY;
  problems_html(&problems, sink);
  events_publish(l->answering.events, due(l, good, change), buf_sv(&problems));
  buf_free(&problems);
  serve_news news = news_of(l, good ? SERVE_BUILT : SERVE_BROKEN);
  news.changed = changed;
  news.shown = shown;
  news.problems = sink;
  news.result = &result;
  tell(l, &news);
  diag_sink_free(sink);
}

static void work(loop *l) {
  arena scratch = {0};
  rebuild(l, (sv_list){0}, EVENTS_ALL);
  for (;;) {
    arena_reset(&scratch);
    sv_list changed;
    watch_news news = watch_wait(l->watch, &scratch, BEAT_EVERY, &changed);
    if (news == WATCH_WOKEN) break;
    if (news == WATCH_CHANGED) rebuild(l, changed, saves_change(&changed));
    if (news == WATCH_NOTHING) events_beat(l->answering.events);
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

/* The folder has the port's number: two servers of one site do not build into each other's. */
static void prepare(loop *l) {
  l->build = l->options->build;
  l->build.drafts = l->build.future = true;
  l->build.own_output = true;
  l->build.plain = true; /* the server sends its files as they are */
  l->build.output = arena_printf(&l->memory, ".pamphlet/serve/site-%u", l->answering.port);
  l->build.checked = keep_base;
  l->build.checked_context = l;
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

bool serve_run(const serve_options *options) {
  loop l = {.options = options, .answering = {.desk = options->desk}};
  l.answering.site = served_new();
  l.answering.events = events_new(served_mark_at, l.answering.site);
  bool good = start_http(&l);
  if (good) {
    prepare(&l);
    struct sigaction before[STOPS + 1];
    watch_sources(&l);
    catch_signals(&l, before);
    tell_ready(&l);
    work(&l);
    events_close(l.answering.events);
    http_stop(l.http);
    let_signals(before);
    watch_free(l.watch);
  }
  events_free(l.answering.events);
  served_free(l.answering.site);
  arena_free(&l.base_memory);
  arena_free(&l.memory);
  return good;
}
