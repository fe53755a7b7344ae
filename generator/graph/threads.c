#include "graph/threads.h"

#include "base/limits.h"

#define NO_COMMENT UINT32_MAX

/* The comments of one article while they are joined. */
typedef struct joining {
  arena *scratch;
  diag_sink *sink;
  page *page;
  map by_id;         /* id -> its comment's number + 1, as a pointer */
  uint32_t *answers; /* by comment: the one that it answers, or NO_COMMENT */
  uint32_t *depth;   /* 1 for one that answers none; 0: not known yet */
  uint32_t *path;    /* from a comment up, while depths are found */
} joining;

static uint32_t number_of(const joining *j, sv id) {
  const map_entry *found = map_find(&j->by_id, id);
  return found ? (uint32_t)(uintptr_t)found->value : NO_COMMENT;
}

/* Of two comments with one id, the first has it and the later is called by a number too. */
static void name_comments(arena *a, joining *j) {
  for (size_t i = 0; i < j->page->more->comments.len; i++) {
    page_comment *c = &j->page->more->comments.at[i];
    sv id = c->id;
    for (size_t n = 2; map_find(&j->by_id, id); n++) {
      id = arena_printf(a, "%.*s-%zu", SV_ARG(c->id), n);
    }
    c->id = id;
    map_put(j->scratch, &j->by_id, c->id, (void *)(uintptr_t)i);
  }
}

static void find_answered(joining *j) {
  for (size_t i = 0; i < j->page->more->comments.len; i++) {
    const page_comment *c = &j->page->more->comments.at[i];
    j->answers[i] = c->reply_to.len ? number_of(j, c->reply_to) : NO_COMMENT;
    if (!c->reply_to.len || (j->answers[i] != NO_COMMENT && j->answers[i] != i)) continue;
    j->answers[i] = NO_COMMENT;
    diag *d = diag_add(j->sink, DIAG_LK009, diag_file(c->source),
                       "this comment answers \"%.*s\", which is no other comment on the article",
                       SV_ARG(c->reply_to));
    diag_hint(d, "write the name of the other comment's file, without its ending");
  }
}

static void cut_circle(joining *j, uint32_t at) {
  const page_comment *c = &j->page->more->comments.at[at];
  diag *d =
      diag_add(j->sink, DIAG_LK009, diag_file(c->source),
               "this comment answers \"%.*s\", which answers it in turn", SV_ARG(c->reply_to));
  diag_hint(d, "take reply_to out of the one that was written first");
  j->answers[at] = NO_COMMENT;
}

/* From a comment up to one whose depth is known, or to the top; a circle is cut where it closes. */
static void find_depth(joining *j, uint32_t from) {
  uint32_t count = 0;
  for (uint32_t i = from; i != NO_COMMENT && !j->depth[i]; i = j->answers[i]) {
    j->path[count++] = i;
    j->depth[i] = NO_COMMENT;
  }
  uint32_t top = j->answers[j->path[count - 1]];
  if (top != NO_COMMENT && j->depth[top] == NO_COMMENT) cut_circle(j, j->path[count - 1]);
  while (count > 0) {
    uint32_t i = j->path[--count];
    uint32_t above = j->answers[i];
    if (above != NO_COMMENT && j->depth[above] == LIMIT_THREAD_DEPTH) above = j->answers[above];
    j->answers[i] = above;
    j->depth[i] = above == NO_COMMENT ? 1 : j->depth[above] + 1;
  }
}

static void join(arena *a, arena *scratch, page *p, diag_sink *sink) {
  size_t count = p->more->comments.len;
  joining j = {.scratch = scratch, .sink = sink, .page = p};
  j.answers = arena_array(scratch, uint32_t, count);
  j.depth = arena_array(scratch, uint32_t, count);
  j.path = arena_array(scratch, uint32_t, count);
  name_comments(a, &j);
  find_answered(&j);
  for (uint32_t i = 0; i < count; i++) {
    if (!j.depth[i]) find_depth(&j, i);
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t above = j.answers[i];
    p->more->comments.at[i].reply_to =
        above == NO_COMMENT ? SV("") : p->more->comments.at[above].id;
  }
}

void threads_link(site *s, diag_sink *sink) {
  arena scratch = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    if (p->more->comments.len) join(s->memory, &scratch, p, sink);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
}
