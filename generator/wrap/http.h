/* An HTTP/1.1 server on this machine's loopback addresses, by libmicrohttpd.
 *
 *   http_server *s = http_start(&options, &port);
 *   ...the handler is called for every request, by several threads at once...
 *   http_stop(s);
 *
 * The library reads requests, keeps connections, and sends replies; what a request means is the
 * handler's. Slow and silent clients are dropped after a while, and each has little memory. */
#ifndef PAMPHLET_WRAP_HTTP_H
#define PAMPHLET_WRAP_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"
#include "base/vec.h"

typedef struct http_server http_server;
typedef struct http_stream http_stream;

/* A request as it came in; everything lives until the reply is sent. */
typedef struct http_request {
  arena *memory;    /* the reply's texts may go here, too */
  sv method;        /* "GET" */
  sv target;        /* raw, as in the request's first line: "/a%20b/?q=1" */
  sv body;          /* of a POST; empty for every other method */
  const void *from; /* for http_header */
} http_request;

/* The value of a request's header, or NULL; `count`, where given, says how many there are. */
const char *http_header(const http_request *request, const char *name, unsigned *count);

typedef struct http_field {
  sv name, value;
} http_field;

/* What a stream gives: bytes into `at` (as many as its result, at most `room`); 0 once it has been
 * parked by http_stream_park; HTTP_STREAM_END to close. */
#define HTTP_STREAM_END ((size_t)-1)

/* A reply to be filled in. One of: a text; a part of a file; a stream that stays open. */
typedef struct http_reply {
  unsigned status;
  VEC(http_field) fields; /* one with a control character in it is left out */
  sv body;                /* lives until the reply is sent: in the request's memory, or longer */
  int file;               /* -1: none; closed once sent */
  uint64_t from, length;
  /* The stream: called by one thread at a time, and closed once in any case. */
  size_t (*read)(void *stream, http_stream *at_work, char *at, size_t room);
  void (*closed)(void *stream);
  void *stream;
} http_reply;

typedef struct http_options {
  unsigned port;    /* 0: any that is free */
  unsigned threads; /* that answer requests */
  void (*handle)(void *context, const http_request *request, http_reply *reply);
  void *context;
} http_options;

/* Listens on 127.0.0.1, and on ::1 where there is one. *port is the port that it got. NULL: it
 * cannot listen (errno; EADDRINUSE: another program has the port). */
http_server *http_start(const http_options *options, unsigned *port);

/* Ends all connections, and returns when no handler runs. Every stream must give HTTP_STREAM_END
 * from now on, and be resumed. */
void http_stop(http_server *s);

/* A stream without news parks itself from inside its `read`, and is read again after
 * http_stream_resume, by any thread. The caller's own lock must keep the two apart, and keep a
 * stream that is closed from being resumed. */
void http_stream_park(http_stream *at_work);
void http_stream_resume(http_stream *parked);

#endif
