#include "build/preview.h"

#include <stdlib.h>

#include "build/inserts.h"
#include "build/parse.h"
#include "build/relink.h"
#include "build/render.h"
#include "build/run.h"

enum { MOST = 8 }; /* files: a build is as quick as more of them one by one */

static int to_file(const void *key, const void *file) {
  return sv_cmp(*(const sv *)key, ((const content_file *)file)->path);
}

static const content_file *file_of(const kept_site *k, sv path) {
  const content_files *pages = &k->content.pages;
  return pages->len ? bsearch(&path, pages->at, pages->len, sizeof *pages->at, to_file) : NULL;
}

static const planned *plan_of(const kept_site *k, const page *p) {
  for (size_t i = 0; i < k->plan.len; i++) {
    const planned *one = &k->plan.at[i];
    if (one->kind == PLANNED_PAGE && one->page == p) return one;
  }
  return NULL;
}

static bool is_good(const kept_site *k, diag_sink *problems) {
  return diag_count(problems, DIAG_ERROR) == 0 &&
         !(k->options.strict && diag_count(problems, DIAG_WARNING) > 0);
}

/* With the page in its place in the site. */
static bool render(kept_site *k, site *s, page *p, const planned *as, diag_sink *problems) {
  link_page(s, p, &k->linked, problems);
  inserts_render_page(
      &(inserts_job){s, k->view, &k->layouts, &k->linked.files, &k->workers, problems}, p);
  render_job job = {
      .site = s, .view = k->view, .plan = &k->plan, .workers = &k->workers, .sink = problems};
  return render_alone(&job, as) && is_good(k, problems);
}

/* Whatever points to the page sees it as it is now, until it has been rendered. What is made on the
 * way lives in the first worker's memory. */
static bool make(kept_site *k, sv path, diag_sink *problems) {
  const content_file *file = file_of(k, path);
  page *place = file ? map_get(&k->site.by_source, file->path) : NULL;
  const planned *as = place ? plan_of(k, place) : NULL;
  if (!as) return false;
  site s = k->site;
  s.memory = &k->workers.each[0].pages;
  page *now = parse_again(&s, &k->content, file, &k->layouts.words, &k->layouts.inserts,
                          &k->workers, problems);
  if (!now || !is_good(k, problems) || !relink(&s, place, now, problems)) return false;
  page was = *place;
  *place = *now;
  bool good = render(k, &s, place, as, problems);
  *place = was;
  return good && !pages_damaged(k->pages);
}

static bool make_one(kept_site *k, sv path, arena *a, preview_pages *out) {
  worker_memory *memory = &k->workers.each[0];
  diag_sink *problems = diag_sink_new();
  arena_mark mark = arena_here(&memory->pages);
  bool good = make(k, path, problems);
  if (good) {
    const page *p = map_get(&k->site.by_source, path);
    vec_push(a, out, ((preview_page){arena_dup(a, p->output), arena_dup(a, buf_sv(&memory->out))}));
  }
  arena_rewind(&memory->pages, mark);
  workers_rest(&k->workers);
  diag_sink_free(problems);
  return good;
}

bool preview_make(kept_site *kept, const sv_list *files, arena *a, preview_pages *out) {
  if (!kept || files->len > MOST) return false;
  bool all = true;
  for (size_t i = 0; i < files->len; i++) all = make_one(kept, files->at[i], a, out) && all;
  return all;
}
