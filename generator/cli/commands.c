#include "cli/commands.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/manual.h"
#include "cli/version.h"
#include "sys/fs.h"
#include "sys/pool.h"

enum { MANY_PROBLEMS = 1000 /* to start threads for */ };

#define OWN(...) \
  (const option_id[]){__VA_ARGS__}, sizeof((const option_id[]){__VA_ARGS__}) / sizeof(option_id)

const command commands[] = {
    {"build", "", "make the site: content and layouts in, public out",
     "Nothing in the output changes when there is an error.",
     OWN(OPTION_OUTPUT, OPTION_BASE_URL, OPTION_DRAFTS, OPTION_FUTURE, OPTION_EXPIRED, OPTION_JOBS,
         OPTION_STRICT, OPTION_CLEAN, OPTION_TIMINGS),
     0, 0, cmd_build},
    {"serve", "", "show the site in a browser while you write, and renew it after each save",
     "Drafts and scheduled pages are shown, with a mark. Open pages follow what is saved; an error "
     "is "
     "shown over them until it is mended. Only this machine can see it, and nothing in public "
     "changes.",
     OWN(OPTION_PORT, OPTION_POLL, OPTION_BASE_URL, OPTION_JOBS), 0, 0, cmd_serve},
    {"check", "", "find every problem, and write nothing",
     "With --fix it rewrites articles where the right text is certain, and loses no word of them. "
     "With --external it asks other sites politely: few at a time, and none that answered in the "
     "last week; what it found out is kept in .pamphlet/links.json.",
     OWN(OPTION_FIX, OPTION_LINKS, OPTION_EXTERNAL, OPTION_STRICT, OPTION_JOBS), 0, 0, cmd_check},
    {"markdown", "[FILE]", "convert one Markdown file, or standard input, to HTML",
     "Front matter is skipped, and its references are listed behind the text. In the folder of a "
     "site "
     "the text is converted as an article of it: with its glossary, inserts, words and settings; "
     "links to its pages stay as they are written.",
     NULL, 0, 0, 1, cmd_markdown},
    {"liquid", "TEMPLATE", "fill one Liquid template with data and print it", NULL,
     OWN(OPTION_DATA), 1, 1, cmd_liquid},
    {"init", "DIR", "make a new clinic's site",
     "What the options leave open is asked on a terminal. The new site has a copy of the layouts, "
     "which are its own from then on; they come from ../share/pamphlet beside the program's "
     "folder, or from --layouts. Nothing is ever written over.",
     OWN(OPTION_NAME, OPTION_ADDRESS, OPTION_PHONE, OPTION_BASE_URL), 1, 1, cmd_init},
    {"new", "KIND \"Title\"", "start a new article, question or page, as a draft",
     "KIND is the name of a file in layouts/archetypes/, which says what the new file starts with. "
     "Nothing is ever written over.",
     NULL, 0, 2, 2, cmd_new},
    {"review", "ARTICLE", "record that a person reviewed an article as it stands today",
     "Sets reviewed_by, reviewed and, where it is given, next_review in the article's front "
     "matter, "
     "and adds a line to data/reviews.yaml in the content folder. ARTICLE is a file or a slug. "
     "From "
     "then on, check says so when the text has changed since.",
     OWN(OPTION_BY), 1, 1, cmd_review},
    {"status", "", "list drafts, scheduled and expired pages, and the reviews that are due",
     "It ends with the next days on which the site changes by itself: build on these days.", NULL,
     0, 0, 0, cmd_status},
    {"related", "[PAGE]", "list the articles related to one page, or to each, with the reasons",
     NULL, NULL, 0, 0, 1, cmd_related},
    {"links", "", "list the articles that no other article links to, and where a link would fit",
     "For each it names up to three places: an article, a line, and the words that could carry the "
     "link.",
     NULL, 0, 0, 0, cmd_links},
    {"popular", "LOG...", "count what readers open, from the web server's access logs",
     "Reads common and combined logs, plain or gzip, and writes data/popular.json in the content "
     "folder: how often each article was opened, and nothing about who did. Robots, errors, files "
     "and whatever is no article are left out; the same client on the same page counts once in 30 "
     "minutes. An opening 30 days before the newest counts half, 60 days before it a quarter. "
     "Give all logs at once: the file is made anew each time.",
     OWN(OPTION_BASE_URL), 1, UINT_MAX, cmd_popular},
    {"readability", "FILE...", "measure how hard Markdown files are to read",
     "Counts, grades by published formulas, and the hardest sentences and words with their lines.",
     NULL, 0, 1, UINT_MAX, cmd_readability},
    {"help", "[COMMAND]", "print help on the program or on a command", NULL,
     OWN(OPTION_MAN, OPTION_COMPLETION), 0, 1, cmd_help},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL}};

int cmd_help(const options *o) {
  if (o->given[OPTION_MAN] || o->given[OPTION_COMPLETION]) {
    if (o->given[OPTION_MAN]) manual_page(stdout);
    if (o->given[OPTION_COMPLETION]) manual_completion(stdout);
    return EXIT_GOOD;
  }
  if (o->arguments.len == 0) {
    help_program(stdout);
    return EXIT_GOOD;
  }
  const command *c = command_named(o->arguments.at[0]);
  if (!c) return command_unknown(o->arguments.at[0]);
  help_command(stdout, c);
  return EXIT_GOOD;
}

sv site_way(arena *a, sv given) {
  if (!sv_starts(given, SV("/"))) return given;
  sv path = given;
  while (path.len > 1 && sv_ends(path, SV("/"))) path.len--;
  sv name = fs_name_of(path), above = fs_real(a, arena_cstr(a, fs_folder_of(path)));
  bool named = name.len && !sv_is(name, ".") && !sv_is(name, "..");
  if (above.len == 0) return given;
  sv real = named ? fs_join(a, above, name) : fs_real(a, arena_cstr(a, path));
  sv way = fs_way(a, fs_real(a, "."), real);
  return fs_look(arena_cstr(a, way)) == FS_MISSING ? given : way;
}

static sv_list layout_folders(arena *a, const options *o) {
  sv_list folders = {0};
  sv rest = option_or(o, OPTION_LAYOUTS, "layouts"), folder;
  while (sv_split(&rest, ':', &folder)) {
    if (folder.len) vec_push(a, &folders, site_way(a, folder));
  }
  return folders;
}

build_options site_options(arena *a, const options *o) {
  return (build_options){.content = site_way(a, option_or(o, OPTION_CONTENT, "content")),
                         .layouts = layout_folders(a, o),
                         .output = option_or(o, OPTION_OUTPUT, "public"),
                         .base_url = option_or(o, OPTION_BASE_URL, ""),
                         .strict = o->given[OPTION_STRICT],
                         .threads = o->jobs,
                         .today = option_or(o, OPTION_TODAY, ""),
                         .version = SV(PAMPHLET_NAME)};
}

static void run_in_pool(void *context, size_t count,
                        void (*task)(void *task_context, size_t i, unsigned worker),
                        void *task_context) {
  pool_run(context, count, task, task_context);
}

/* stderr gives lines out one by one; this gives each piece out as it is printed, whole lines and
 * many at once. */
static FILE *open_errors(void) {
  int file = dup(STDERR_FILENO);
  FILE *out = file < 0 ? NULL : fdopen(file, "w");
  fflush(stderr);
  if (out) setvbuf(out, NULL, _IONBF, 0);
  if (!out && file >= 0) close(file);
  return out;
}

void print_problems(diag_sink *sink, const options *o, bool strict) {
  bool color = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
  diag_print_options how = {.format = o->format, .color = color, .strict = strict};
  bool many = diag_count(sink, DIAG_ERROR) + diag_count(sink, DIAG_WARNING) > MANY_PROBLEMS;
  pool *threads = many ? pool_new(o->jobs) : NULL;
  if (many) how.threads = (diag_threads){run_in_pool, threads};
  FILE *out = many ? open_errors() : NULL;
  diag_print(sink, out ? out : stderr, how);
  if (out) fclose(out);
  pool_free(threads);
}

const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}
