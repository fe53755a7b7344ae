/* What the program calls itself, in --version and in the pages it makes. */
#ifndef PAMPHLET_CLI_VERSION_H
#define PAMPHLET_CLI_VERSION_H

#define PAMPHLET_NAME "Pamphlet 0.1.0"

#endif
