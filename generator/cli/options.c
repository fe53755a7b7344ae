#include "cli/options.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "cli/version.h"
#include "value/date.h"

const option option_table[OPTION_COUNT] = {
#define X(id, name, letter, value, about) [OPTION_##id] = {name, letter, value, about},
    OPTIONS(X)
#undef X
};

const command *command_named(sv name) {
  for (const command *c = commands; c->name; c++) {
    if (sv_is(name, c->name)) return c;
  }
  return NULL;
}

sv option_or(const options *o, option_id id, const char *otherwise) {
  return o->given[id] ? o->value[id] : sv_of(otherwise);
}

static bool belongs(const command *c, option_id id) {
  if (id < OPTION_OUTPUT) return true;
  for (size_t i = 0; c && i < c->own_count; i++) {
    if (c->own[i] == id) return true;
  }
  return false;
}

/* Says what is wrong with the command line, in the name of the command where there is one. */
__attribute__((format(printf, 2, 3))) static int usage_error(const command *c, const char *format,
                                                             ...) {
  va_list args;
  va_start(args, format);
  fprintf(stderr, "pamphlet%s%s: ", c ? " " : "", c ? c->name : "");
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
  va_end(args);
  return EXIT_USAGE;
}

/* A slip of typing gets the name that was meant, anything else the way to all names. */
static void suggest(const command *c, sv typed, const sv *names, size_t count, const char *before,
                    const char *after) {
  sv near = diag_nearest(typed, names, count);
  if (near.len) {
    fprintf(stderr, "  did you mean %s%.*s%s?\n", before, SV_ARG(near), after);
  } else {
    fprintf(stderr, "  see pamphlet help%s%s\n", c ? " " : "", c ? c->name : "");
  }
}

static int unknown_option(const command *c, sv name) {
  sv names[OPTION_COUNT];
  size_t count = 0;
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (belongs(c, (option_id)i)) names[count++] = sv_of(option_table[i].name);
  }
  usage_error(c, "there is no option --%.*s", SV_ARG(name));
  suggest(c, name, names, count, "--", "");
  return EXIT_USAGE;
}

int command_unknown(sv name) {
  enum { MOST = 64 }; /* more commands than anyone would read through */
  sv names[MOST];
  size_t count = 0;
  for (const command *c = commands; c->name && count < MOST; c++) names[count++] = sv_of(c->name);
  usage_error(NULL, "there is no command \"%.*s\"", SV_ARG(name));
  suggest(NULL, name, names, count, "\"", "\"");
  return EXIT_USAGE;
}

/* The words still to be read. */
typedef struct reader {
  arena *memory;
  int count, at;
  char **words;
  options *out;
  int status;
} reader;

static bool fail(reader *r, int status) {
  r->status = status;
  return false;
}

static bool take_value(reader *r, option_id id, sv attached, bool has_attached) {
  const option *o = &option_table[id];
  options *out = r->out;
  if (!o->value && has_attached) {
    return fail(r, usage_error(out->command, "--%s takes no value", o->name));
  }
  if (o->value && !has_attached) {
    if (r->at < r->count) attached = sv_of(r->words[r->at++]);
  }
  if (o->value && attached.len == 0) {
    return fail(r, usage_error(out->command, "--%s needs a value (%s)", o->name, o->value));
  }
  out->given[id] = true;
  out->value[id] = attached;
  return true;
}

static bool take_long(reader *r, sv word) {
  size_t equals = sv_find_byte(word, '=', 0);
  sv name = equals == SV_NONE ? word : sv_first(word, equals);
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (!sv_is(name, option_table[i].name) || !belongs(r->out->command, (option_id)i)) continue;
    return take_value(r, (option_id)i, sv_skip(word, name.len + 1), equals != SV_NONE);
  }
  return fail(r, unknown_option(r->out->command, name));
}

/* "-j4", "-j 4", "-qC dir": switches may share a dash with what follows. */
static bool take_letters(reader *r, sv word) {
  for (size_t at = 0; at < word.len; at++) {
    int found = -1;
    for (int i = 0; i < OPTION_COUNT; i++) {
      bool same = option_table[i].letter && option_table[i].letter == word.at[at];
      if (same && belongs(r->out->command, (option_id)i)) found = i;
    }
    if (found < 0) {
      return fail(r, usage_error(r->out->command, "there is no option -%c", word.at[at]));
    }
    bool wants = option_table[found].value != NULL;
    sv rest = sv_skip(word, at + 1);
    if (!take_value(r, (option_id)found, rest, wants && rest.len > 0)) return false;
    if (wants) break;
  }
  return true;
}

/* The command is the first word that is no option; options may stand before it. */
static const command *find_command(const reader *r, sv *typed) {
  for (int i = 1; i < r->count; i++) {
    sv word = sv_of(r->words[i]);
    if (word.len == 0 || word.at[0] != '-') {
      *typed = word;
      return command_named(word);
    }
    bool takes_next = sv_is(word, "-C");
    for (int j = 0; j < OPTION_OUTPUT; j++) {
      takes_next |= option_table[j].value && sv_starts(word, SV("--")) &&
                    sv_is(sv_skip(word, 2), option_table[j].name);
    }
    i += takes_next;
  }
  return NULL;
}

static bool read_format(reader *r) {
  static const char *const names[] = {
      [DIAG_TEXT] = "text", [DIAG_JSON] = "json", [DIAG_GITHUB] = "github"};
  sv wanted = option_or(r->out, OPTION_FORMAT, "text");
  for (int i = 0; i < 3; i++) {
    if (!sv_is(wanted, names[i])) continue;
    r->out->format = (diag_format)i;
    return true;
  }
  return fail(r, usage_error(r->out->command, "--format is text, json or github, not \"%.*s\"",
                             SV_ARG(wanted)));
}

static bool read_jobs(reader *r) {
  if (!r->out->given[OPTION_JOBS]) return true;
  long long jobs;
  sv text = r->out->value[OPTION_JOBS];
  if (sv_to_long(text, &jobs) && jobs >= 1 && jobs <= LIMIT_THREADS) {
    r->out->jobs = (unsigned)jobs;
    return true;
  }
  return fail(r, usage_error(r->out->command, "--jobs is a number from 1 to %u, not \"%.*s\"",
                             LIMIT_THREADS, SV_ARG(text)));
}

static bool read_today(reader *r) {
  date day;
  sv text = r->out->value[OPTION_TODAY];
  if (!r->out->given[OPTION_TODAY] || date_parse(text, &day) == DATE_DAY) return true;
  usage_error(r->out->command, "--today \"%.*s\" is not a day", SV_ARG(text));
  fputs("  write year-month-day, as in 2026-02-13\n", stderr);
  return fail(r, EXIT_USAGE);
}

static bool read_words(reader *r, sv typed) {
  bool only_arguments = false, command_seen = false;
  while (r->at < r->count) {
    sv word = sv_of(r->words[r->at++]);
    if (!only_arguments && sv_is(word, "--")) {
      only_arguments = true;
    } else if (!only_arguments && sv_starts(word, SV("--"))) {
      if (!take_long(r, sv_skip(word, 2))) return false;
    } else if (!only_arguments && word.len > 1 && word.at[0] == '-') {
      if (!take_letters(r, sv_skip(word, 1))) return false;
    } else if (!command_seen && word.at == typed.at) {
      command_seen = true;
    } else {
      vec_push(r->memory, &r->out->arguments, word);
    }
  }
  return true;
}

static bool check_arguments(reader *r) {
  const command *c = r->out->command;
  size_t count = r->out->arguments.len;
  if (count >= c->least && count <= c->most) return true;
  if (count < c->least) return fail(r, usage_error(c, "it needs %s", c->arguments));
  return fail(r,
              usage_error(c, "what is \"%.*s\"? It takes %s", SV_ARG(r->out->arguments.at[c->most]),
                          c->most ? c->arguments : "options only"));
}

static bool read_all(reader *r) {
  sv typed = {NULL, 0};
  options *out = r->out;
  out->command = find_command(r, &typed);
  if (typed.at && !out->command) return fail(r, command_unknown(typed));
  if (!read_words(r, typed)) return false;
  if (out->given[OPTION_VERSION]) {
    puts(PAMPHLET_NAME);
    return fail(r, EXIT_GOOD);
  }
  if (out->given[OPTION_HELP]) {
    if (out->command) {
      help_command(stdout, out->command);
    } else {
      help_program(stdout);
    }
    return fail(r, EXIT_GOOD);
  }
  if (!out->command) {
    help_program(stderr);
    return fail(r, EXIT_USAGE);
  }
  return read_format(r) && read_jobs(r) && read_today(r) && check_arguments(r);
}

bool options_read(arena *a, int argc, char **argv, options *out, int *status) {
  *out = (options){0};
  reader r = {.memory = a, .count = argc, .at = 1, .words = argv, .out = out};
  bool good = read_all(&r);
  *status = r.status;
  return good;
}
