#include "serve/builder.h"

static void *run(void *context) {
  builder *b = context;
  build_options options = b->options;
  options.keep = &b->end.kept;
  b->end.good = build_run(&options, b->end.problems, &b->end.result);
  atomic_store(&b->over_now, true);
  b->over(b->context);
  return NULL;
}

void builder_start(builder *b) {
  b->end = (builder_end){.problems = diag_sink_new()};
  atomic_store(&b->over_now, false);
  b->running = true;
  b->in_a_thread = pthread_create(&b->thread, NULL, run, b) == 0;
  if (!b->in_a_thread) run(b);
}

bool builder_is_over(const builder *b) {
  return b->running && atomic_load(&b->over_now);
}

builder_end builder_finish(builder *b) {
  if (b->in_a_thread) pthread_join(b->thread, NULL);
  b->running = false;
  return b->end;
}
