/* Requests and their replies: who may ask, for what, and what stands there. */
#ifndef PAMPHLET_SERVE_ANSWER_H
#define PAMPHLET_SERVE_ANSWER_H

#include "serve/events.h"
#include "serve/serve.h"
#include "serve/served.h"

typedef struct answering {
  unsigned port;
  served *site;
  events *events;
  serve_handler desk;
} answering;

/* An http_options.handle; the context is an `answering`. */
void answer_request(void *context, const http_request *request, http_reply *reply);

#endif
