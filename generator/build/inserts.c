#include "build/inserts.h"

#include "build/first_limit.h"
#include "diag/record.h"
#include "model/url.h"
#include "sys/fs.h"
#include "text/file_type.h"

/* One insert on its way; what it prints is handed over when all are done, so that none sees
 * another's. */
typedef struct task {
  const page *page;
  const body *text;
  body_insert *insert;
  body_insert made;
} task;
typedef VEC(task) task_list;

typedef struct rendering {
  const inserts_job *job;
  task_list tasks;
  first_limit limit;
} rendering;

/* ---- What its layout sees ---- */

/* The screen comes first: filters take the context for one. */
typedef struct insert_screen {
  screen screen;
  const body_insert *insert;
  const val *arguments; /* by number */
} insert_screen;

static bool look_up(void *context, const val_key *name, arena *scratch, val *out) {
  const insert_screen *s = context;
  for (size_t i = 0; i < s->insert->argument_count; i++) {
    if (!sv_eq(s->insert->arguments[i].name, name->name)) continue;
    *out = s->arguments[i];
    return true;
  }
  bool shared = sv_is(name->name, "page") || sv_is(name->name, "site");
  *out = val_nil();
  return shared && screen_lookup(context, name, scratch, out);
}

/* "240 kB", "1.2 MB", with the language's own decimal mark. */
static sv printed_size(arena *a, const view *v, sv lang, uint64_t bytes) {
  enum { KILO = 1000 };
  uint64_t kilobytes = (bytes + KILO / 2) / KILO;
  if (kilobytes < KILO) return arena_printf(a, "%u kB", kilobytes ? (unsigned)kilobytes : 1);
  uint64_t tenths = (bytes + KILO * KILO / 20) / (KILO * KILO / 10);
  sv mark = words_text(v->options.words, lang, SV("decimal_mark"));
  if (!mark.len) mark = SV(".");
  return arena_printf(a, "%llu%.*s%u MB", (unsigned long long)(tenths / 10), SV_ARG(mark),
                      (unsigned)(tenths % 10));
}

static val link_value(arena *a, const rendering *r, const task *t, const body_link *link) {
  bool external = url_is_external(link->target);
  const site_file *file = link->file ? &r->job->files->all.at[link->file - 1] : NULL;
  sv extension = file ? fs_extension_of(file->source) : SV("");
  val size = file ? val_str(printed_size(a, r->job->view, t->page->lang, file->size)) : val_nil();
  val url = val_str(external ? link->target : link->address);
  static const char *const names[] = {"url",  "src",   "external", "name", "type",
                                      "size", "width", "height",   "lazy"};
  return view__object(
      a, sizeof names / sizeof *names, names,
      (val[]){url, url, val_bool(external), file ? val_str(fs_name_of(file->source)) : val_nil(),
              val_str_or_nil(file_type_name(a, extension)), size,
              file && file->width ? val_int(file->width) : val_nil(),
              file && file->height ? val_int(file->height) : val_nil(),
              val_bool(t->insert->below_image)});
}

static const val *values_of(arena *a, const rendering *r, const task *t) {
  const body_insert *insert = t->insert;
  val *values = arena_array(a, val, insert->argument_count);
  for (size_t i = 0; i < insert->argument_count; i++) {
    const body_argument *from = &insert->arguments[i];
    values[i] = from->link ? link_value(a, r, t, &t->text->links.at[from->link - 1])
                           : val_str_or_nil(from->text);
  }
  return values;
}

/* The names that exist, for "did you mean". */
static const val_key *names_of(arena *a, const body_insert *insert) {
  val_key *names = arena_array(a, val_key, insert->argument_count + 2);
  for (size_t i = 0; i < insert->argument_count; i++) {
    names[i] = val_key_of(insert->arguments[i].name);
  }
  names[insert->argument_count] = val_key_of(SV("page"));
  names[insert->argument_count + 1] = val_key_of(SV("site"));
  return names;
}

/* ---- What it prints ---- */

/* Where addresses from the site's root start, for readers elsewhere: body_html_from. */
static void find_roots(arena *a, body_insert *made) {
  static const char *const attributes[] = {" href=\"/", " src=\"/", " poster=\"/"};
  VEC(uint32_t) roots = {0};
  sv html = made->html;
  for (size_t at = sv_find(html, SV("=\"/"), 0); at != SV_NONE;
       at = sv_find(html, SV("=\"/"), at + 3)) {
    sv before = sv_first(html, at + 3);
    if (sv_starts(sv_skip(html, at + 3), SV("/"))) continue;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
      if (!sv_ends(before, sv_of(attributes[i]))) continue;
      uint32_t root = (uint32_t)at + 2;
      vec_push(a, &roots, root);
    }
  }
  made->root = roots.at;
  made->root_count = roots.len;
}

/* A page that somebody saved as .pdf opens as nothing. */
static void check_file(const rendering *r, const task *t, const body_link *link, arena *scratch) {
  if (link->kind != BODY_FILE || !link->file) return;
  const site_file *file = &r->job->files->all.at[link->file - 1];
  sv start, extension = fs_extension_of(file->source);
  const char *path = arena_cstr(scratch, file->source);
  /* One that cannot be read is reported when it is copied. */
  if (!fs_read_start(scratch, path, FILE_TYPE_BYTES, &start)) return;
  if (file_type_agrees(extension, start)) return;
  diag_span where = diag_at(t->page->source, link->offset, link->length);
  sv type = file_type_name(scratch, extension);
  diag *d =
      diag_add(r->job->sink, DIAG_LK010, where, "%.*s is not the %.*s file that its name says",
               SV_ARG(file->source), SV_ARG(type));
  diag_hint(d, "open it, and save it again as what its name says");
}

static void render_task(void *context, size_t i, unsigned worker) {
  rendering *r = context;
  task *t = &r->tasks.at[i];
  t->made = *t->insert;
  if (first_limit_precedes(&r->limit, i)) return;
  worker_memory *memory = &r->job->workers->each[worker];
  arena *scratch = &memory->scratch;
  arena_reset(scratch);
  buf_clear(&memory->out);
  for (size_t k = 0; k < t->insert->argument_count; k++) {
    uint32_t link = t->insert->arguments[k].link;
    if (link) check_file(r, t, &t->text->links.at[link - 1], scratch);
  }
  insert_screen s = {.insert = t->insert, .arguments = values_of(scratch, r, t)};
  screen_page(&s.screen, r->job->view, t->page, 0, scratch);
  liq_run run = {.scratch = scratch,
                 .sink = memory->problems,
                 .subject = t->page->source,
                 .lookup = look_up,
                 .names = names_of(scratch, t->insert),
                 .name_count = t->insert->argument_count + 2,
                 .context = &s,
                 .now = r->job->site->clock.now};
  const layout *by = layouts_insert(r->job->layouts, t->insert->name);
  if (!by || !by->program) return;
  bool good = liq_render(by->program, &run, &memory->out);
  if (run.limit_met) {
    first_limit_met(&r->limit, i, worker);
  } else {
    diag_hand_on(memory->problems, r->job->sink);
  }
  memory->now_read = memory->now_read || run.now_read || s.screen.now_read;
  if (!good) return;
  t->made.html = arena_dup(&memory->pages, sv_trim(buf_sv(&memory->out)));
  find_roots(&memory->pages, &t->made);
}

static void add_text(rendering *r, const page *p, body *text) {
  for (size_t i = 0; i < text->inserts.len; i++) {
    task one = {.page = p, .text = text, .insert = &text->inserts.at[i]};
    vec_push(r->job->site->memory, &r->tasks, one);
  }
}

static void add_page(rendering *r, page *p) {
  add_text(r, p, &p->body);
  for (size_t k = 0; k < p->key_points.len; k++) add_text(r, p, &p->key_points.at[k].body);
  for (size_t k = 0; k < p->questions_to_ask.len; k++) {
    add_text(r, p, &p->questions_to_ask.at[k].body);
  }
}

/* Inserts whose layouts met a limit leave the others that come after them as they are. */
static void render_tasks(rendering *r, bool together) {
  first_limit_open(&r->limit, r->job->sink);
  if (together)
    pool_run(r->job->workers->pool, r->tasks.len, render_task, r);
  else
    for (size_t i = 0; i < r->tasks.len; i++) render_task(r, i, 0);
  first_limit_close(&r->limit, r->job->workers, r->job->sink);
}

static void hand_over(const rendering *r) {
  for (size_t i = 0; i < r->tasks.len; i++) *r->tasks.at[i].insert = r->tasks.at[i].made;
}

void inserts_render(const inserts_job *job) {
  rendering r = {.job = job};
  for (size_t i = 0; i < job->site->all.len; i++) {
    if (!job->site->all.at[i]->left_out) add_page(&r, job->site->all.at[i]);
  }
  if (!r.tasks.len) return;
  render_tasks(&r, true);
  hand_over(&r);
}

void inserts_render_page(const inserts_job *job, page *p) {
  rendering r = {.job = job};
  add_page(&r, p);
  render_tasks(&r, false);
  hand_over(&r);
}
