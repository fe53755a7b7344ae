/* Where the files of a search index go. */
#ifndef PAMPHLET_EMIT_SEARCH_SINK_H
#define PAMPHLET_EMIT_SEARCH_SINK_H

#include <stdbool.h>

#include "base/arena.h"

/* Called from any thread, `worker` being its number; each path is put or kept once. */
typedef struct search_sink {
  sv folder; /* "assets/search/en-" */
  void (*put)(void *context, unsigned worker, sv path, sv bytes);

  /* True where this file of an earlier index stands as it was left; NULL: none does. And: it is a
   * file of this one, too. */
  bool (*stands)(void *context, sv path);
  void (*keep)(void *context, unsigned worker, sv path);

  /* And: what it holds, just as it was put, into the arena. False: it cannot be read, or holds
   * something else. From one thread. */
  bool (*read)(void *context, arena *a, sv path, sv *bytes);
  void *context;
} search_sink;

#endif
