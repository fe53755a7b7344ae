/* Help, printed from the tables that parse the command line. */
#include <string.h>

#include "cli/options.h"
#include "cli/version.h"

const char help_purpose[] = "makes a clinic's patient-education site from a folder of articles";

enum { LABEL_WIDTH = 19, LINE_WIDTH = 79 };

/* Text from a column on, broken at blanks and indented under itself. */
static void print_text(FILE *out, int column, int indent, const char *text) {
  sv rest = sv_of(text), word;
  bool first = true;
  while (sv_split(&rest, ' ', &word)) {
    if (!first && column + 1 + (int)word.len > LINE_WIDTH) {
      column = fprintf(out, "\n%*s", indent, "") - 1;
      first = true;
    }
    column += fprintf(out, "%s%.*s", first ? "" : " ", SV_ARG(word));
    first = false;
  }
  fputc('\n', out);
}

/* A label in its column, and what it is about. */
static void print_entry(FILE *out, const char *label, const char *text) {
  int column = fprintf(out, "  %-*s ", LABEL_WIDTH, label);
  print_text(out, column, LABEL_WIDTH + 3, text);
}

static void print_option(FILE *out, option_id id) {
  const option *o = &option_table[id];
  char label[64] = "    ";
  if (o->letter) {
    snprintf(label, sizeof label, "-%c, ", o->letter);
  }
  snprintf(label + 4, sizeof label - 4, "--%s%s%s", o->name, o->value ? " " : "",
           o->value ? o->value : "");
  print_entry(out, label, o->about);
}

static void print_common(FILE *out) {
  fputs("\nOptions of every command:\n", out);
  for (int i = 0; i < OPTION_OUTPUT; i++) print_option(out, (option_id)i);
}

void help_program(FILE *out) {
  fprintf(out, PAMPHLET_NAME " %s.\n\nUsage: pamphlet COMMAND [OPTION]...\n\nCommands:\n",
          help_purpose);
  for (const command *c = commands; c->name; c++) {
    char label[64];
    snprintf(label, sizeof label, "%s %s", c->name, c->arguments);
    print_entry(out, label, c->about);
  }
  print_common(out);
  fputs("\nExit status: 0 good, 1 the site has errors, 2 the command line was not understood.\n",
        out);
}

void help_command(FILE *out, const command *c) {
  fprintf(out, "Usage: pamphlet %s%s%s [OPTION]...\n\n", c->name, *c->arguments ? " " : "",
          c->arguments);
  print_text(out, 0, 0, c->about);
  if (c->more) print_text(out, 0, 0, c->more);
  if (c->own_count) fputs("\nOptions:\n", out);
  for (size_t i = 0; i < c->own_count; i++) print_option(out, c->own[i]);
  print_common(out);
}
