#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/options.h"

/* Everything a command names is below the site's folder, so it is entered first. */
static bool enter_site(arena *a, const options *o) {
  if (!o->given[OPTION_SITE]) return true;
  if (chdir(arena_cstr(a, o->value[OPTION_SITE])) == 0) return true;
  fprintf(stderr, "pamphlet: cannot enter %.*s: %s\n", SV_ARG(o->value[OPTION_SITE]),
          strerror(errno));
  return false;
}

/* A result that is lost (a full disk, a reader that is gone) is no success. */
static bool results_are_written(void) {
  bool lost = ferror(stdout) != 0;
  errno = 0;
  if (fflush(stdout) == 0 && !lost) return true;
  fprintf(stderr, "pamphlet: what it has to say could not be written to standard output%s%s\n",
          errno ? ": " : "", errno ? strerror(errno) : "");
  return false;
}

int main(int argc, char **argv) {
  arena memory = {0};
  options o;
  int status;
  /* Whole lines: other jobs may write to the same log. */
  setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
  if (options_read(&memory, argc, argv, &o, &status)) {
    status = enter_site(&memory, &o) ? o.command->run(&o) : EXIT_USAGE;
  }
  arena_free(&memory);
  if (!results_are_written() && status == EXIT_GOOD) status = EXIT_ERRORS;
  return status;
}
