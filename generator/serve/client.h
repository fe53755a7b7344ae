/* What the server itself puts into browsers: the files of serve/client/, which stand in the program
 * and never among a site's files. */
#ifndef PAMPHLET_SERVE_CLIENT_H
#define PAMPHLET_SERVE_CLIENT_H

#include "base/arena.h"

/* The file of that name below /_pamphlet/, and its type; false: there is none. */
bool client_file(arena *a, sv name, sv *text, sv *type);

/* A page with the script put in, and the mark of the page's file for it. */
sv client_page(arena *a, sv html, sv mark);

/* A page for when there is none: what is going on, in a sentence. It follows the site as any
 * other page does. */
sv client_notice(arena *a, const char *title, const char *sentence, sv mark);

#endif
