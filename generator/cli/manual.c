#include "cli/manual.h"

#include "cli/options.h"
#include "cli/version.h"

/* Text as roff takes it: no character that it would read as a request, an escape or a hyphen. */
static void add_text(FILE *out, const char *text) {
  for (const char *c = text; *c; c++) {
    bool starts_line = c == text || c[-1] == '\n';
    if (starts_line && (*c == '.' || *c == '\'')) fputs("\\&", out);
    switch (*c) {
      case '\\': fputs("\\e", out); break;
      case '-': fputs("\\-", out); break;
      case '\'': fputs("\\(aq", out); break;
      case '"': fputs("\\(dq", out); break;
      case '`': fputs("\\(ga", out); break;
      case '^': fputs("\\(ha", out); break;
      case '~': fputs("\\(ti", out); break;
      default: fputc(*c, out);
    }
  }
}

static void add_line(FILE *out, const char *text) {
  add_text(out, text);
  fputc('\n', out);
}

static void add_option(FILE *out, option_id id) {
  const option *o = &option_table[id];
  fputs(".TP\n", out);
  if (o->letter) fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
  fputs("\\fB\\-\\-", out);
  add_text(out, o->name);
  fputs("\\fR", out);
  if (o->value) fprintf(out, " \\fI%s\\fR", o->value);
  fputc('\n', out);
  add_line(out, o->about);
}

static void add_command(FILE *out, const command *c) {
  fprintf(out, ".SS \"pamphlet %s ", c->name);
  add_text(out, c->arguments);
  fputs("\"\n", out);
  add_line(out, c->about);
  if (c->more) {
    fputs(".PP\n", out);
    add_line(out, c->more);
  }
  for (size_t i = 0; i < c->own_count; i++) add_option(out, c->own[i]);
}

static void add_entries(FILE *out, const char *heading, const char *const (*entries)[2]) {
  fprintf(out, ".SH %s\n", heading);
  for (; (*entries)[0]; entries++) {
    fputs(".TP\n", out);
    add_line(out, (*entries)[0]);
    add_line(out, (*entries)[1]);
  }
}

void manual_page(FILE *out) {
  static const char *const statuses[][2] = {
      {"0", "good"},
      {"1", "the site has errors, or the command could not do what it was asked"},
      {"2", "the command line was not understood"},
      {NULL, NULL}};
  static const char *const files[][2] = {
      {"content/", "everything that is said: site.yaml, articles, pages, people, data"},
      {"layouts/", "everything that is seen: Liquid layouts, partials, words, assets"},
      {"public/", "what a build writes, ready for any web host"},
      {".pamphlet/", "what the last build made; may be removed, must not be published"},
      {NULL, NULL}};
  static const char *const variables[][2] = {
      {"SOURCE_DATE_EPOCH", "the time to build as of, in seconds since 1970, instead of the clock"},
      {"NO_COLOR", "print problems without colors"},
      {"TMPDIR", "where a large build keeps what it does not need at once (default: /tmp)"},
      {NULL, NULL}};
  fputs(".TH PAMPHLET 1 \"\" \"" PAMPHLET_NAME "\" \"\"\n.SH NAME\npamphlet \\- ", out);
  add_line(out, help_purpose);
  fputs(".SH SYNOPSIS\n.B pamphlet\n.I COMMAND\n[\\fIOPTION\\fR]...\n.SH COMMANDS\n", out);
  for (const command *c = commands; c->name; c++) add_command(out, c);
  fputs(".SH OPTIONS OF EVERY COMMAND\n", out);
  for (int i = 0; i < OPTION_OUTPUT; i++) add_option(out, (option_id)i);
  add_entries(out, "EXIT STATUS", statuses);
  add_entries(out, "FILES", files);
  add_entries(out, "ENVIRONMENT", variables);
}

/* The options with a value of one of these kinds (NULL: of any), as alternatives of a shell
 * pattern: "-C|--site". */
static void add_pattern(FILE *out, const char *kind, const char *other_kind) {
  const char *before = "";
  for (int i = 0; i < OPTION_COUNT; i++) {
    const option *o = &option_table[i];
    if (!o->value) continue;
    sv value = sv_of(o->value);
    if (kind && !sv_is(value, kind) && !(other_kind && sv_is(value, other_kind))) continue;
    fputs(before, out);
    if (o->letter) fprintf(out, "-%c|", o->letter);
    fprintf(out, "--%s", o->name);
    before = "|";
  }
}

static void add_words(FILE *out, const option_id *ids, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int id = ids ? (int)ids[i] : (int)i;
    const option *o = &option_table[id];
    if (o->letter) fprintf(out, " -%c", o->letter);
    fprintf(out, " --%s", o->name);
  }
}

/* Finds the command: the first word that is neither an option nor an option's value. */
static void add_search(FILE *out) {
  fputs(
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${COMP_WORDS[i]} in\n      ",
      out);
  add_pattern(out, NULL, NULL);
  fputs(
      ") ((i++)) ;;\n"
      "      -*) ;;\n"
      "      *) command=${COMP_WORDS[i]}; break ;;\n"
      "    esac\n"
      "  done\n",
      out);
}

/* Completes the value of the option before the word. */
static void add_values(FILE *out) {
  fputs("  case $before in\n    ", out);
  add_pattern(out, "DIR", "DIRS");
  fputs(") mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;\n    ", out);
  add_pattern(out, "FILE", NULL);
  fputs(") mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n    ", out);
  add_pattern(out, "FORM", NULL);
  fputs(") COMPREPLY=($(compgen -W 'text json github' -- \"$word\")); return ;;\n    ", out);
  add_pattern(out, NULL, NULL);
  fputs(") return ;;\n  esac\n", out);
}

static void add_options(FILE *out) {
  fputs("  options='", out);
  add_words(out, NULL, OPTION_OUTPUT);
  fputs("'\n  case $command in\n", out);
  for (const command *c = commands; c->name; c++) {
    if (c->own_count == 0) continue;
    fprintf(out, "    %s) options+='", c->name);
    add_words(out, c->own, c->own_count);
    fputs("' ;;\n", out);
  }
  fputs("  esac\n", out);
}

void manual_completion(FILE *out) {
  fputs(
      "# Completion of pamphlet for bash; made by: pamphlet help --completion\n"
      "_pamphlet() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command= options i\n",
      out);
  add_search(out);
  add_values(out);
  add_options(out);
  fputs(
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  elif [[ -z $command || $command == help ]]; then\n"
      "    COMPREPLY=($(compgen -W '",
      out);
  for (const command *c = commands; c->name; c++) {
    fprintf(out, "%s%s", c == commands ? "" : " ", c->name);
  }
  fputs(
      "' -- \"$word\"))\n"
      "  else\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _pamphlet pamphlet\n",
      out);
}
