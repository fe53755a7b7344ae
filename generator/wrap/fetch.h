/* Asks web servers whether an address answers, by libcurl. The library is loaded at the first
 * call and not before: no other command pays for it, or needs it to be there. */
#ifndef PAMPHLET_WRAP_FETCH_H
#define PAMPHLET_WRAP_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct fetch_answer {
  long status;    /* of HTTP, as 404, after redirects; 0: no server answered */
  sv problem;     /* why none did: "Could not resolve host: …" */
  sv moved_to;    /* where a chain of permanent redirects (301, 308) leads; empty: none */
  long wait;      /* seconds that the server asks us to wait (Retry-After); 0: none */
  bool try_again; /* it may answer another time: no answer, 408, 429, 5xx */
} fetch_answer;

typedef struct fetch_options {
  unsigned at_once; /* in all */
  unsigned a_host;  /* at one host */
  unsigned timeout; /* seconds for one address, redirects counted */
  const char *user_agent;
} fetch_options;

/* Asks all of them, each with HEAD, or with GET of a byte where a server refuses that. Only
 * http and https are followed. Answers live in the arena. False: libcurl is not there. */
bool fetch_all(arena *a, const sv *addresses, size_t count, const fetch_options *options,
               fetch_answer *answers);

#endif
