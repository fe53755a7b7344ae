#include "build/reuse.h"

#include "base/limits.h"
#include "base/pack.h"
#include "diag/record.h"
#include "sys/clock.h"
#include "sys/program.h"

enum { ZONES_HEAD = 64 };

static hash program_print(void) {
  buf text = BUF_EMPTY;
  program_identity(&text);
  /* Time zones come from the system, too; the first line of this file is their version. */
  arena memory = {0};
  sv zones = {"", 0}, version = {"", 0};
  if (fs_read_start(&memory, "/usr/share/zoneinfo/tzdata.zi", ZONES_HEAD, &zones)) {
    sv_line(&zones, &version);
  }
  buf_add(&text, version);
  arena_free(&memory);
  hash print = hash_of(buf_sv(&text));
  buf_free(&text);
  return print;
}

/* Of the options that decide what a site looks like; how it is built does not matter. */
static hash options_print(const build_options *o) {
  buf text = BUF_EMPTY;
  pack_text(&text, o->content);
  for (size_t i = 0; i < o->layouts.len; i++) pack_text(&text, o->layouts.at[i]);
  pack_text(&text, o->base_url);
  pack_text(&text, o->version);
  pack_u32(&text, o->drafts | o->future << 1 | o->expired << 2 | o->plain << 3);
  hash print = hash_of(buf_sv(&text));
  buf_free(&text);
  return print;
}

void reuse_start(reuse *u, arena *a, const build_options *options, pool *threads, diag_sink *sink) {
  *u = (reuse){
      .memory = a, .options = options, .sink = sink, .threads = threads, .started = clock_wall()};
}

/* Where the system has it is as good as a copy: what counts of a record is never changed. */
static sv record_of(reuse *u, const char *path) {
  u->mapped = fs_map(path, &u->record);
  if (!u->mapped && !fs_read(u->memory, path, LIMIT_LAST_BYTES, &u->record)) u->record = SV("");
  return u->record;
}

void reuse_forget(reuse *u) {
  if (u->mapped) fs_unmap(u->record);
  u->mapped = false;
}

void reuse_open(reuse *u, output *out) {
  if (!out) return;
  u->output = diag_is_empty(u->sink) ? out : NULL;
  u->program = program_print();
  u->wanted = options_print(u->options);
  u->known = u->output && !u->options->clean &&
             last_read(u->memory, record_of(u, output_last_path(out)), u->threads, &u->last) &&
             hash_eq(u->last.program, u->program) && output_has_manifest(out, &u->last.manifest);
}

void reuse_look(reuse *u, output *out) {
  if (!out) return;
  output_look(out, u->known ? &u->last.outputs : NULL, &u->last.folders);
  if (!diag_is_empty(u->sink)) u->output = NULL;
  u->known = u->known && u->output;
}

/* A day given by --today is the same for ever; the clock's is until it ends. */
static bool same_clock(const last_build *last, sv today) {
  int64_t now;
  if (!sv_eq(last->today, today)) return false;
  if (today.len) return true;
  if (!clock_now(&now) || now < last->now || now >= last->until) return false;
  return now == last->now || !last->now_read;
}

static bool nothing_changed(const reuse *u) {
  bool warned = u->options->strict && u->last.warnings > 0;
  return u->known && !warned && hash_eq(u->last.options, u->wanted) &&
         same_clock(&u->last, u->options->today) && inputs_same(&u->last, &u->inputs, u->threads) &&
         output_is_as_left(u->output);
}

bool reuse_all(reuse *u, const content_inventory *content, const found_files *designs,
               build_result *result) {
  if (!u->output) return false;
  inputs_list(u->memory, content, designs, u->started, &u->inputs);
  /* Who waits to see the site must have it linked. */
  if (u->options->checked || u->options->keep || !nothing_changed(u)) return false;
  unpack problems = {u->last.problems, false};
  diag_forget(u->sink); /* the listing's, which are among them */
  diag_replay(&problems, u->sink);
  result->nothing_to_do = true;
  result->articles = u->last.articles;
  result->pages = result->pages_kept = u->last.pages;
  for (size_t i = 0; i < 3; i++) result->left_out[i] = u->last.left_out[i];
  result->written = (output_stats){.made = u->last.outputs.len};
  return true;
}

void reuse_ready(reuse *u, output *out) {
  if (out && !output_ready(out, &u->last)) u->known = false;
}

void reuse_pages(reuse *u, workers *with) {
  if (!u->output) return;
  const char *path = output_pages_path(u->output);
  if (!fs_make_folders(arena_cstr(u->memory, fs_folder_of(sv_of(path))))) return;
  u->known = u->known && last_read_rest(u->memory, u->record, u->threads, &u->last);
  const last_build *last = u->known ? &u->last : NULL;
  input_prints files = inputs_print(u->options, last, &u->inputs);
  hash both[] = {files.context, u->wanted};
  hash context = hash_of(sv_make((const char *)both, sizeof both));
  both[0] = files.base;
  u->base = hash_of(sv_make((const char *)both, sizeof both));
  u->pages = pages_open(u->memory, path, last, &u->inputs, context, with, u->options->keep != NULL);
}

const ties *reuse_ties(reuse *u, const site *s) {
  if (!u->output) return NULL;
  ties_open(u->memory, s, u->known ? &u->last : NULL, u->pages, u->threads, &u->ties);
  return &u->ties;
}

/* A page that is not kept has no prints, so nobody could tell when it changes. */
static bool all_have_prints(const site *s) {
  for (size_t i = 0; i < s->all.len; i++) {
    if (s->all.at[i]->said_print == 0) return false;
  }
  return true;
}

void reuse_made(reuse *u, site *s, const listing_list *listings, const view *v, const plan *all,
                workers *with) {
  if (!u->pages || !all_have_prints(s)) return;
  const last_build *last = u->known ? &u->last : NULL;
  prints_take(u->memory, s, listings, v, u->base, with, &u->prints);
  u->made = made_open(last, &u->prints, s, all, u->output, with);
}

void reuse_compressed(const reuse *u, const site *s, output *to) {
  output_compress(to, s->settings.compress, u->known ? &u->last : NULL, u->threads);
}

void reuse_close(reuse *u) {
  made_close(u->made);
  u->made = NULL;
  if (!u->pages) return;
  pages_close(u->pages);
  u->pages = NULL;
  /* A build that failed leaves no trace: folders that hold nothing go. */
  sv folder = fs_folder_of(sv_of(output_pages_path(u->output)));
  if (fs_remove_empty(arena_cstr(u->memory, folder))) {
    fs_remove_empty(arena_cstr(u->memory, fs_folder_of(folder)));
  }
}

page_keeper *reuse_leave_pages(reuse *u) {
  page_keeper *left = u->pages;
  u->pages = NULL;
  return left;
}

void reuse_count(const reuse *u, build_result *result) {
  result->taken = pages_taken(u->pages);
  result->stayed = made_kept(u->made);
  result->pages_kept = made_kept_pages(u->made);
}

bool reuse_forget_damaged(reuse *u) {
  if (!pages_damaged(u->pages)) return false;
  fs_remove(output_last_path(u->output));
  return true;
}

void reuse_problems(reuse *u) {
  if (!u->output) return;
  buf problems = BUF_EMPTY;
  diag_record(u->sink, &problems);
  u->problems = arena_dup(u->memory, buf_sv(&problems));
  u->warnings = (uint32_t)diag_count(u->sink, DIAG_WARNING);
  buf_free(&problems);
}

/* A folder in which names may have changed just before tells nothing. */
static void note_folders(reuse *u, const content_inventory *content, last_build *b) {
  for (size_t i = 0; i < content->folders.len; i++) {
    const found_file *one = &content->folders.at[i];
    last_folder noted = {.path = one->path};
    if (fs_stamp_tells(&one->stamp, u->started)) noted.stamp = one->stamp;
    vec_push(u->memory, &b->content, noted);
  }
  b->content_files = (uint32_t)content->found.len;
}

static void until(const page_date *d, const site *s, int64_t *first) {
  int64_t at = d->at.seconds;
  if (d->given && at > s->clock.now.seconds && at < *first) *first = at;
}

/* When a page comes or goes next, or the day ends: reviews run out by the day. */
static int64_t next_change(const site *s) {
  date_parts p = date_split(s->clock.now);
  date tomorrow = date_join(p.year, p.month, p.day, 0, 0, 0, 0);
  tomorrow.seconds += 24 * 60 * 60;
  int64_t first = zone_local(s->settings.zone, tomorrow).seconds;
  for (size_t i = 0; i < s->all.len; i++) {
    until(&s->all.at[i]->date, s, &first);
    until(&s->all.at[i]->more->expires, s, &first);
  }
  return first;
}

void reuse_save(reuse *u, const site *s, const content_inventory *content, bool now_read,
                const build_result *result) {
  if (!u->output) return;
  inputs_finish(content, u->known ? &u->last : NULL, u->started, u->threads, &u->inputs);
  last_build b = {.program = u->program,
                  .options = u->wanted,
                  .manifest = output_manifest(u->output),
                  .today = u->options->today,
                  .now = s->clock.now.seconds,
                  .until = next_change(s),
                  .now_read = now_read,
                  .inputs = u->inputs,
                  .warnings = u->warnings,
                  .articles = (uint32_t)result->articles,
                  .pages = (uint32_t)result->pages,
                  .problems = u->problems};
  for (size_t i = 0; i < 3; i++) b.left_out[i] = (uint32_t)result->left_out[i];
  for (int i = 0; i < COMPRESS_METHODS; i++) {
    b.compress |= (uint32_t)s->settings.compress[i] << i;
  }
  note_folders(u, content, &b);
  output_list(u->output, u->memory, &u->inputs, &b.outputs, &b.folders);
  if (pages_record(u->pages, u->memory, s, &b)) {
    b.with_related = &s->all;
    made_record(u->made, u->memory, &b);
  }
  const char *path = output_last_path(u->output);
  if (fs_make_folders(arena_cstr(u->memory, fs_folder_of(sv_of(path)))) &&
      last_write(path, u->known ? &u->last : NULL, &b, u->threads)) {
    pages_drop_other(u->pages);
  }
}
