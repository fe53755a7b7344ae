/* A new clinic's site: what stands in layouts/archetypes/site/, filled with the clinic's name and
 * address, and a copy of the layouts, which are the clinic's own from then on. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/archetype.h"
#include "cli/commands.h"
#include "model/settings.h"
#include "sys/fs.h"
#include "wrap/json.h"
#include "wrap/yaml.h"

static const sv starter = SV_INIT("archetypes/site");

/* A file of the new site: a text, or a copy. */
typedef struct site_part {
  sv path;
  sv text;
  sv copy_of; /* empty: `text` */
} site_part;

/* The four facts, by the options that give them. */
enum { FACTS = 4 };
static const struct {
  option_id option;
  const char *question, *member;
} fact_table[FACTS] = {{OPTION_NAME, "The clinic's name", "name"},
                       {OPTION_ADDRESS, "Its street address", "address"},
                       {OPTION_PHONE, "Its phone number", "phone"},
                       {OPTION_BASE_URL, "The site's address on the web", "base_url"}};
enum { FACT_NAME = 0, FACT_BASE_URL = 3 };

typedef struct new_site {
  const options *options;
  arena *memory;
  diag_sink *sink;
  sv folder, layouts;
  sv facts[FACTS];
  bool sample; /* it has no name or address on the web of its own yet */
  VEC(site_part) parts;
} new_site;

/* Where the layouts are: named, installed with the program, or beside it in its repository. */
static bool find_layouts(new_site *n) {
  arena *a = n->memory;
  sv program = fs_folder_of(fs_real(a, "/proc/self/exe"));
  const sv places[] = {fs_join(a, program, SV("../share/pamphlet/layouts")),
                       fs_join(a, program, SV("../layouts")),
                       fs_join(a, program, SV("../../layouts"))};
  if (n->options->given[OPTION_LAYOUTS]) {
    n->layouts = n->options->value[OPTION_LAYOUTS];
    if (fs_look(fs_join(a, n->layouts, starter).at) == FS_FOLDER) return true;
    diag_add(n->sink, DIAG_IO003, DIAG_NOWHERE, "there is no folder %.*s/%.*s", SV_ARG(n->layouts),
             SV_ARG(starter));
    return false;
  }
  for (size_t i = 0; program.len && i < sizeof places / sizeof *places; i++) {
    n->layouts = places[i];
    if (fs_look(fs_join(a, n->layouts, starter).at) == FS_FOLDER) return true;
  }
  diag *d = diag_add(n->sink, DIAG_IO003, DIAG_NOWHERE,
                     "the layouts that came with the program are not where they were installed");
  diag_hint(d, "name their folder, as in --layouts /usr/local/share/pamphlet/layouts");
  return false;
}

static sv ask(arena *a, const char *question) {
  printf("%s: ", question);
  fflush(stdout);
  char *line = NULL;
  size_t size = 0;
  ssize_t length = getline(&line, &size, stdin);
  sv answer = arena_dup(a, sv_trim(sv_make(line, length > 0 ? (size_t)length : 0)));
  free(line);
  return answer;
}

/* From the options; what they leave open is asked where somebody sits at a terminal. */
static void learn_facts(new_site *n) {
  bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  for (size_t i = 0; i < FACTS; i++) {
    n->facts[i] = option_or(n->options, fact_table[i].option, "");
    bool open = !n->options->given[fact_table[i].option];
    if (open && terminal) n->facts[i] = ask(n->memory, fact_table[i].question);
  }
  n->sample = n->facts[FACT_NAME].len == 0 || n->facts[FACT_BASE_URL].len == 0;
  if (n->facts[FACT_NAME].len == 0) n->facts[FACT_NAME] = SV("Your Clinic");
  if (n->facts[FACT_BASE_URL].len == 0) n->facts[FACT_BASE_URL] = SV("https://www.example.com");
}

static bool all_values(new_site *n, val *out) {
  val_member members[FACTS + 2];
  for (size_t i = 0; i < FACTS; i++) {
    members[i] = (val_member){val_key_of(sv_of(fact_table[i].member)), val_str(n->facts[i])};
  }
  sv day;
  zone const *utc = zone_open(n->memory, SV("UTC"));
  if (!archetype_day(n->memory, option_or(n->options, OPTION_TODAY, ""), utc, n->sink, &day))
    return false;
  members[FACTS] = (val_member){val_key_of(SV("date")), val_str(day)};
  members[FACTS + 1] = (val_member){val_key_of(SV("sample")), val_bool(n->sample)};
  *out = val_object_of(n->memory, members, FACTS + 2);
  return true;
}

static bool walk(new_site *n, sv root, bool hidden, fs_list *found) {
  fs_walk_options how = {.hidden = hidden};
  if (fs_walk(n->memory, arena_cstr(n->memory, root), how, n->sink, found)) return true;
  diag_add(n->sink, DIAG_IO001, diag_file(root), "this folder cannot be read: %s", strerror(errno));
  return false;
}

static bool add_filled(new_site *n, val values) {
  sv root = fs_join(n->memory, n->layouts, starter);
  fs_list found = {0};
  if (!walk(n, root, true, &found)) return false;
  for (size_t i = 0; i < found.len; i++) {
    sv path = fs_join(n->memory, n->folder, found.at[i].path);
    buf text = BUF_EMPTY;
    bool good = archetype_fill(n->memory, fs_join(n->memory, root, found.at[i].path), path, values,
                               n->sink, &text);
    site_part part = {.path = path, .text = arena_dup(n->memory, buf_sv(&text))};
    buf_free(&text);
    if (!good) return false;
    vec_push(n->memory, &n->parts, part);
  }
  return true;
}

static bool add_layouts(new_site *n) {
  fs_list found = {0};
  if (!walk(n, n->layouts, false, &found)) return false;
  for (size_t i = 0; i < found.len; i++) {
    sv name = found.at[i].path;
    if (sv_starts(name, starter)) continue;
    sv path = fs_join(n->memory, fs_join(n->memory, n->folder, SV("layouts")), name);
    vec_push(n->memory, &n->parts,
             (site_part){.path = path, .copy_of = fs_join(n->memory, n->layouts, name)});
  }
  return true;
}

/* An address that is none and the like are found before anything is written. */
static bool check_settings(new_site *n) {
  for (size_t i = 0; i < n->parts.len; i++) {
    const site_part *part = &n->parts.at[i];
    if (!sv_is(fs_name_of(part->path), "site.yaml")) continue;
    diag_source_text(n->sink, part->path, part->text);
    const node *root = yaml_parse(n->memory, part->path, part->text, 0, n->sink);
    settings read;
    if (root) settings_read(n->memory, part->path, root, SV(""), n->sink, &read);
  }
  return diag_count(n->sink, DIAG_ERROR) == 0;
}

static bool nothing_stands(new_site *n) {
  for (size_t i = 0; i < n->parts.len; i++) {
    if (fs_look_itself(n->parts.at[i].path.at) == FS_MISSING) continue;
    diag_add(n->sink, DIAG_IO002, diag_file(n->parts.at[i].path), "this file is there already");
  }
  if (diag_count(n->sink, DIAG_ERROR) == 0) return true;
  diag *d = diag_add(n->sink, DIAG_BD003, DIAG_NOWHERE, "nothing was written");
  diag_hint(d, "name a new folder for the site");
  return false;
}

static bool write_part(new_site *n, const site_part *part) {
  const char *folder = arena_cstr(n->memory, fs_folder_of(part->path));
  bool good = (!*folder || fs_make_folders(folder)) &&
              (part->copy_of.len ? fs_copy(part->copy_of.at, part->path.at)
                                 : fs_create(part->path.at, part->text));
  if (!good) {
    diag_add(n->sink, DIAG_IO002, diag_file(part->path), "it cannot be written: %s",
             strerror(errno));
  }
  return good;
}

static bool make(new_site *n) {
  val values;
  if (!find_layouts(n)) return false;
  learn_facts(n);
  if (!all_values(n, &values) || !add_filled(n, values) || !add_layouts(n)) return false;
  if (!check_settings(n) || !nothing_stands(n)) return false;
  for (size_t i = 0; i < n->parts.len; i++) {
    if (!write_part(n, &n->parts.at[i])) return false;
  }
  return true;
}

static void print_next(const new_site *n) {
  if (n->options->given[OPTION_QUIET]) return;
  if (n->options->format == DIAG_JSON) {
    buf out = BUF_EMPTY;
    json_writer w = {.out = &out};
    json_begin(&w, '{');
    json_key(&w, SV("folder"));
    json_string(&w, n->folder);
    json_key(&w, SV("files"));
    json_integer(&w, (int64_t)n->parts.len);
    json_key(&w, SV("sample"));
    json_bool(&w, n->sample);
    json_end(&w, '}');
    puts(buf_cstr(&out));
    buf_free(&out);
    return;
  }
  printf("%.*s is a site of %u files.\nNext:\n  1. Go there: cd %.*s\n", SV_ARG(n->folder),
         n->parts.len, SV_ARG(n->folder));
  puts(
      "  2. Read content/site.yaml, and change what is not so.\n"
      "  3. See it in a browser as you write: pamphlet serve\n"
      "  4. Start an article: pamphlet new article \"Its title\"\n"
      "  5. Build it into the folder public, for the web: pamphlet build");
  if (!n->sample) return;
  puts(
      "The clinic's name or the site's address on the web is still made up: every page says that\n"
      "it is a sample, until you set title, name and base_url and take out the line sample: true.");
}

int cmd_init(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  new_site n = {.options = o, .memory = &memory, .sink = sink, .folder = o->arguments.at[0]};
  bool good = make(&n);
  print_problems(sink, o, false);
  if (good) print_next(&n);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
