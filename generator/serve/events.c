#include "serve/events.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/oom.h"

/* A page that listens. Everything is under the lock of `events`. */
typedef struct listener {
  events *events;
  struct listener *next, *before;
  http_stream *parked; /* NULL: being written to, or about to be */
  buf path, mark;
  buf out; /* what is being sent, and how much of it is */
  size_t sent;
  bool greeted;
  unsigned long build, state, problems, beat; /* up to where it was told */
} listener;

struct events {
  pthread_mutex_t lock;
  events_mark *mark;
  void *context;
  listener *first;
  bool closed;
  unsigned long build;             /* how many there were */
  unsigned long state;             /* of the site: each build makes one, and pages ahead of it do */
  unsigned long pages_at, all_at;  /* the last one that changed more than styles; all pages */
  unsigned long problems_at, beat; /* the build that changed the problems; heartbeats so far */
  buf problems;
};

events *events_new(events_mark *mark, void *context) {
  events *e = oom_malloc(sizeof *e);
  *e = (events){.mark = mark, .context = context};
  pthread_mutex_init(&e->lock, NULL);
  return e;
}

void events_free(events *e) {
  pthread_mutex_destroy(&e->lock);
  buf_free(&e->problems);
  free(e);
}

/* --- what a page is told ---------------------------------------------------------------------- */

/* In the format, a line break would end the field. */
static void add_event(buf *out, const char *name, sv id, sv data) {
  buf_printf(out, "event: %s\n", name);
  if (id.len) {
    buf_lit(out, "id: ");
    buf_add(out, id);
    buf_byte(out, '\n');
  }
  for (sv line; sv_split(&data, '\n', &line);) {
    buf_lit(out, "data: ");
    buf_add(out, line);
    buf_byte(out, '\n');
  }
  buf_byte(out, '\n');
}

/* The page's own news: none where it is as it was. */
static void add_site(listener *l) {
  events *e = l->events;
  if (l->path.len == 0) return;
  arena scratch = {0};
  sv mark = e->mark(e->context, &scratch, buf_sv(&l->path));
  bool other = !sv_eq(mark, buf_sv(&l->mark));
  bool more = !l->greeted || l->state < e->pages_at; /* what a new one missed, nobody knows */
  if (other || l->state < e->all_at) {
    add_event(&l->out, "site", mark, other && !more ? SV("styles") : SV("reload"));
  }
  buf_clear(&l->mark);
  buf_add(&l->mark, mark);
  arena_free(&scratch);
}

static void add_news(listener *l) {
  events *e = l->events;
  if (!l->greeted) buf_lit(&l->out, "retry: 300\n\n");
  if (l->problems != e->problems_at) {
    add_event(&l->out, "problems", SV(""), buf_sv(&e->problems));
  }
  if (!l->greeted || l->state != e->state) add_site(l);
  if (l->greeted && l->build != e->build) add_event(&l->out, "built", SV(""), SV(""));
  if (l->beat != e->beat) buf_lit(&l->out, ":\n\n");
  l->greeted = true;
  l->build = e->build;
  l->state = e->state;
  l->problems = e->problems_at;
  l->beat = e->beat;
}

static size_t read_listener(void *stream, http_stream *at_work, char *at, size_t room) {
  listener *l = stream;
  events *e = l->events;
  size_t given = HTTP_STREAM_END;
  pthread_mutex_lock(&e->lock);
  if (l->sent == l->out.len) {
    buf_clear(&l->out);
    l->sent = 0;
    if (!e->closed) add_news(l);
  }
  if (!e->closed) {
    sv left = sv_first(sv_skip(buf_sv(&l->out), l->sent), room);
    memcpy(at, left.at, left.len);
    l->sent += left.len;
    given = left.len;
    if (given == 0) {
      l->parked = at_work;
      http_stream_park(at_work);
    }
  }
  pthread_mutex_unlock(&e->lock);
  return given;
}

static void close_listener(void *stream) {
  listener *l = stream;
  events *e = l->events;
  pthread_mutex_lock(&e->lock);
  if (l->before) l->before->next = l->next;
  if (l->next) l->next->before = l->before;
  if (e->first == l) e->first = l->next;
  pthread_mutex_unlock(&e->lock);
  buf_free(&l->path);
  buf_free(&l->mark);
  buf_free(&l->out);
  free(l);
}

void events_listen(events *e, sv path, sv mark, http_reply *reply) {
  listener *l = oom_malloc(sizeof *l);
  *l = (listener){.events = e};
  buf_add(&l->path, path);
  buf_add(&l->mark, mark);
  pthread_mutex_lock(&e->lock);
  l->build = e->build;
  l->state = e->state;
  l->beat = e->beat;
  l->next = e->first;
  if (e->first) e->first->before = l;
  e->first = l;
  pthread_mutex_unlock(&e->lock);
  reply->read = read_listener;
  reply->closed = close_listener;
  reply->stream = l;
}

/* --- what happens ----------------------------------------------------------------------------- */

/* The caller holds the lock. */
static void wake_all(events *e) {
  for (listener *l = e->first; l; l = l->next) {
    if (l->parked) http_stream_resume(l->parked);
    l->parked = NULL;
  }
}

void events_publish(events *e, events_change change, sv problems) {
  pthread_mutex_lock(&e->lock);
  e->build++;
  e->state++;
  if (change >= EVENTS_PAGES) e->pages_at = e->state;
  if (change == EVENTS_ALL) e->all_at = e->state;
  if (!sv_eq(problems, buf_sv(&e->problems))) {
    buf_clear(&e->problems);
    buf_add(&e->problems, problems);
    e->problems_at = e->build;
  }
  wake_all(e);
  pthread_mutex_unlock(&e->lock);
}

void events_ahead(events *e) {
  pthread_mutex_lock(&e->lock);
  e->pages_at = ++e->state;
  wake_all(e);
  pthread_mutex_unlock(&e->lock);
}

void events_beat(events *e) {
  pthread_mutex_lock(&e->lock);
  e->beat++;
  wake_all(e);
  pthread_mutex_unlock(&e->lock);
}

void events_close(events *e) {
  pthread_mutex_lock(&e->lock);
  e->closed = true;
  wake_all(e);
  pthread_mutex_unlock(&e->lock);
}
