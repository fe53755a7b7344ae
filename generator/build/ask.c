/* What commands ask of a site, or of a few of its texts, without building it. */
#include <stdlib.h>

#include "build/inserts.h"
#include "build/parse.h"
#include "build/run.h"
#include "emit/sources.h"
#include "sys/fs.h"

bool build_site(const build_options *options, diag_sink *sink,
                void (*use)(void *context, const site *s), void *context) {
  build_result result;
  run *r = run_start(options, sink, &result);
  bool joined = run_discover(r) && run_parse(r);
  if (joined) {
    run_link(r);
    use(context, &r->site);
  }
  run_end(r);
  return joined && diag_count(sink, DIAG_ERROR) == 0;
}

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
  if (!run_discover(r)) return false;
  r->content.pages = r->content.comments = (content_files){0};
  if (!run_parse(r)) return false;
  run_link(r);
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
  run *r = run_start(&checking, unheard, &result);
  bool alone = !read_site(r);
  if (alone) {
    r->site = (site){.memory = &r->memory};
    r->content = (content_inventory){0};
    run_read_settings(r);
  } else {
    run_open_view(r);
  }
  content_file named = file_named(r, file);
  page *p = parse_alone(&r->site, &r->content, &named, text, &r->layouts.words,
                        alone ? NULL : &r->layouts.inserts, &r->workers, sink);
  if (p) put_text(r, p, sink, html);
  diag_filter(sink, is_of_text, &alone);
  run_end(r);
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
  run *r = run_start(&checking, sink, &result);
  bool read = run_discover(r);
  keep_files(&r->content, files, &r->memory);
  read = read && run_parse(r);
  for (size_t i = 0; read && i < r->site.all.len; i++) {
    if (r->site.all.at[i]->type != PAGE_SECTION) use(context, r->site.all.at[i]);
  }
  run_end(r);
  return read;
}
