/* One template with data from a JSON file, for trying things out. Partials are files beside the
 * template: {% render 'card' %} is partials/card.html there. */
#include "base/limits.h"
#include "build/source.h"
#include "cli/commands.h"
#include "liquid/liquid.h"
#include "sys/clock.h"
#include "sys/fs.h"

static bool member_of(void *context, const val_key *name, arena *scratch, val *out) {
  return val_get(*(const val *)context, name, scratch, out);
}

static liq_escape escape_for(sv file) {
  sv extension = fs_extension_of(file);
  if (sv_is(extension, "xml")) return LIQ_ESCAPE_XML;
  return sv_is(extension, "txt") ? LIQ_ESCAPE_NONE : LIQ_ESCAPE_HTML;
}

static bool read_data(arena *a, const options *o, diag_sink *sink, val *data) {
  *data = val_object_of(a, NULL, 0);
  if (!o->given[OPTION_DATA]) return true;
  const node *root = source_data(a, o->value[OPTION_DATA], sink);
  if (root) *data = node_val(a, root);
  return root != NULL;
}

static void add_partials(liq_set *set, arena *a, sv template, diag_sink *sink) {
  sv folder = fs_join(a, fs_folder_of(template), SV("partials"));
  fs_list found = {0};
  if (fs_look(arena_cstr(a, folder)) != FS_FOLDER) return;
  if (!fs_walk(a, arena_cstr(a, folder), (fs_walk_options){0}, sink, &found)) return;
  for (size_t i = 0; i < found.len; i++) {
    sv text, file = fs_join(a, folder, found.at[i].path);
    if (!source_read(a, file, sink, &text)) continue;
    liq_parse(set, fs_join(a, SV("partials"), found.at[i].path), file, text, 0, escape_for(file),
              sink);
  }
}

static bool render(arena *a, liq_set *set, sv file, val data, diag_sink *sink) {
  sv text;
  if (!source_read(a, file, sink, &text)) return false;
  const liq_template *program = liq_parse(set, file, file, text, 0, escape_for(file), sink);
  add_partials(set, a, file, sink);
  if (!liq_link(set, sink) || !program) return false;
  arena scratch = {0};
  buf out = BUF_EMPTY;
  liq_run run = {.scratch = &scratch, .sink = sink, .lookup = member_of, .context = &data};
  bool good = clock_now(&run.now.seconds) && liq_render(program, &run, &out);
  if (good) fwrite(out.at, 1, out.len, stdout);
  buf_free(&out);
  arena_free(&scratch);
  return good;
}

int cmd_liquid(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  liq_host host = {0};
  liq_set *set = liq_set_new(&host);
  val data;
  bool good =
      read_data(&memory, o, sink, &data) && render(&memory, set, o->arguments.at[0], data, sink);
  print_problems(sink, o, false);
  good = good && diag_count(sink, DIAG_ERROR) == 0;
  liq_set_free(set);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
