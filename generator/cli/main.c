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
  return status;
}
