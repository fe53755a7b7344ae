/* The commands, one file cmd_<name>.c each. A command gets the options as read, with the site's
 * folder entered already, and returns the program's exit status. */
#ifndef PAMPHLET_CLI_COMMANDS_H
#define PAMPHLET_CLI_COMMANDS_H

#include "build/build.h"
#include "cli/options.h"

int cmd_build(const options *o);
int cmd_check(const options *o);
int cmd_help(const options *o);
int cmd_init(const options *o);
int cmd_links(const options *o);
int cmd_liquid(const options *o);
int cmd_markdown(const options *o);
int cmd_new(const options *o);
int cmd_popular(const options *o);
int cmd_readability(const options *o);
int cmd_related(const options *o);
int cmd_review(const options *o);
int cmd_serve(const options *o);
int cmd_status(const options *o);

/* A path by its way from the site: of one that is given from the root, neither messages nor what is
 * kept of a build change when the site and it are moved together. What does not exist, or has
 * nothing but the root in common with the site, stays as it is given. */
sv site_way(arena *a, sv given);

/* What the options say of the site that a command reads. */
build_options site_options(arena *a, const options *o);

/* "s" for every count but one. */
const char *plural(size_t count);

/* Prints the problems of a run on standard error, as --format asks. */
void print_problems(diag_sink *sink, const options *o, bool strict);

#endif
