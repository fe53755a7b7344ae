/* The command line. Every option and every command is an entry of a table, and the parser, the
 * help, and whatever else describes them read the same table. */
#ifndef PAMPHLET_CLI_OPTIONS_H
#define PAMPHLET_CLI_OPTIONS_H

#include <stdio.h>

#include "base/vec.h"
#include "diag/diag.h"

/* X(id, name, letter, value, about): an option without `value` is a switch; letter 0: none. */
/* clang-format off */
#define OPTIONS(X) \
  X(SITE,     "site",     'C', "DIR",  "the site's folder; everything else is below it (default: here)") \
  X(CONTENT,  "content",  0,   "DIR",  "the folder with the articles (default: content)") \
  X(LAYOUTS,  "layouts",  0,   "DIRS", "the folder with the layouts; with several, as A:B, the first that has a file wins (default: layouts)") \
  X(TODAY,    "today",    0,   "DATE", "build as if it were this day") \
  X(FORMAT,   "format",   0,   "FORM", "how to print problems: text, json (an object a line) or github") \
  X(QUIET,    "quiet",    'q', NULL,   "print problems and nothing else") \
  X(HELP,     "help",     'h', NULL,   "print this help") \
  X(VERSION,  "version",  0,   NULL,   "print the version") \
  X(OUTPUT,   "output",   'o', "DIR",  "the folder to write (default: public)") \
  X(BASE_URL, "base-url", 0,   "URL",  "the site's address, instead of the one in site.yaml") \
  X(DRAFTS,   "drafts",   0,   NULL,   "show drafts; needs -o") \
  X(FUTURE,   "future",   0,   NULL,   "show articles with a date in the future; needs -o") \
  X(EXPIRED,  "expired",  0,   NULL,   "show expired articles; needs -o") \
  X(JOBS,     "jobs",     'j', "N",    "how many threads work (default: one a processor)") \
  X(STRICT,   "strict",   0,   NULL,   "treat warnings as errors") \
  X(CLEAN,    "clean",    0,   NULL,   "forget what the last build did, and do everything again") \
  X(FIX,      "fix",      0,   NULL,   "first rewrite what is certainly a slip: pasted bullets, headings, bare addresses") \
  X(LINKS,    "links",    0,   NULL,   "also check every link of the built pages: layouts, menus and feeds included") \
  X(EXTERNAL, "external", 0,   NULL,   "also ask other sites whether they still answer; implies --links") \
  X(DATA,     "data",     0,   "FILE", "a JSON or YAML file with the names that the template uses") \
  X(NAME,     "name",     0,   "TEXT", "the clinic's name") \
  X(ADDRESS,  "address",  0,   "TEXT", "the clinic's street address") \
  X(PHONE,    "phone",    0,   "TEXT", "the clinic's phone number") \
  X(BY,       "by",       0,   "PERSON", "who reviewed it: the name of a file in content/people/") \
  X(MAN,      "man",      0,   NULL,   "print the manual page: pamphlet help --man | man -l -") \
  X(COMPLETION, "completion", 0, NULL, "print what completes commands and options in bash") \
  X(PORT,     "port",     0,   "N",    "the port to serve on (default: 8000, or the next that is free); 0: any that is free") \
  X(POLL,     "poll",     0,   NULL,   "look for changes now and then: for folders whose system tells of none, as on a network") \
  X(TIMINGS,  "timings",  0,   NULL,   "print how long each stage took, and which files and layouts")
/* clang-format on */

typedef enum option_id {
#define X(id, name, letter, value, about) OPTION_##id,
  OPTIONS(X)
#undef X
      OPTION_COUNT
} option_id;

typedef struct option {
  const char *name;
  char letter;
  const char *value; /* what stands for its value in the help; NULL: a switch */
  const char *about;
} option;

/* A table of every option, by id. The first OPTION_OUTPUT of them go with every command. */
extern const option option_table[OPTION_COUNT];

typedef struct options options;

typedef struct command {
  const char *name;
  const char *arguments; /* as help prints them: "[FILE]" */
  const char *about;     /* a line for the list of commands */
  const char *more;      /* sentences for the command's own help, or NULL */
  const option_id *own;  /* options besides the common ones */
  size_t own_count;
  unsigned least, most; /* arguments */
  int (*run)(const options *o);
} command;

/* Every command, in the order of the help; `name` NULL ends it. */
extern const command commands[];

struct options {
  const command *command;
  bool given[OPTION_COUNT];
  sv value[OPTION_COUNT];
  sv_list arguments;
  diag_format format;
  unsigned jobs; /* 0: one a processor */
};

enum { EXIT_GOOD = 0, EXIT_ERRORS = 1, EXIT_USAGE = 2 };

/* Reads the command line. False: *status is the program's exit status, and what there was to
 * say (help, version, or what is wrong with the line) is printed. */
bool options_read(arena *a, int argc, char **argv, options *out, int *status);

/* The value, or a default where the option was not given. */
sv option_or(const options *o, option_id id, const char *otherwise);

/* What the program is for, as half a sentence. */
extern const char help_purpose[];

/* The program's help, and a command's. */
void help_program(FILE *out);
void help_command(FILE *out, const command *c);

/* The command of a name, or NULL. */
const command *command_named(sv name);

/* Says that there is none of that name, and which one was meant; gives EXIT_USAGE. */
int command_unknown(sv name);

#endif
