/* The manual page and the shell's completion, made from the tables of commands and options. */
#ifndef PAMPHLET_CLI_MANUAL_H
#define PAMPHLET_CLI_MANUAL_H

#include <stdio.h>

/* The manual page as source for man (the macros of man(7)). */
void manual_page(FILE *out);

/* A completion script for bash: commands, the options of each, and the values of some. */
void manual_completion(FILE *out);

#endif
