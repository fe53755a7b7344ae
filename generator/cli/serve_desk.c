#include "cli/serve_desk.h"

#include "cli/new_file.h"
#include "sys/random.h"

static sv_list kinds(void *wanted, arena *a) {
  return new_file_kinds(a, wanted);
}

static bool create(void *wanted, arena *a, sv kind, sv title, diag_sink *sink, sv *path) {
  new_file n = {.memory = a, .sink = sink, .wanted = wanted, .kind = kind, .title = title};
  if (!new_file_make(&n)) return false;
  *path = n.path;
  return true;
}

static bool answer(void *d, const serve_question *asked, serve_answer *out) {
  bool post = sv_is(asked->method, "POST");
  desk_question question = {.memory = asked->memory,
                            .post = post,
                            .path = asked->path,
                            .fields = post ? asked->body : asked->query,
                            .site_path = asked->site_path};
  desk_answer made;
  if (!desk_answer_to(d, &question, &made)) return false;
  *out = (serve_answer){made.status, made.type, made.body, made.location};
  return true;
}

static void built(void *d, sv_list changed, diag_sink *problems) {
  desk_see_build(d, changed, problems);
}

desk *serve_desk_new(arena *a, const build_options *wanted) {
  desk_options options = {.build = *wanted, .kinds = kinds, .create = create};
  build_options *own = arena_new(a, build_options);
  *own = *wanted;
  options.context = own;
  return random_token(a, &options.token) ? desk_new(&options) : NULL;
}

void serve_desk_join(desk *d, serve_options *to) {
  to->desk = (serve_handler){DESK_PREFIX, answer, built, d};
  to->build.checked = desk_see_site;
  to->build.checked_context = d;
}
