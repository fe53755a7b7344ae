#include "wrap/http.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/oom.h"

enum {
  WAITING = 1024, /* connections that the system keeps for us until we take them */
  EXCHANGE_BLOCK = 4096,
  STREAM_BLOCK = 4096,
  OWN_FILES = 256 /* open files besides connections */
};

#ifndef ELIBACC /* the error of a library that cannot be loaded */
#  define ELIBACC ENOSYS
#endif

/* What is used of libmicrohttpd. Who serves loads it, with the libraries that it brings: every
 * other command would wait for them at its start. */
/* clang-format off */
#define LIBRARY(use)                       \
  use(start_daemon)                        \
  use(stop_daemon)                         \
  use(get_connection_values)               \
  use(suspend_connection)                  \
  use(resume_connection)                   \
  use(create_response_from_callback)       \
  use(create_response_from_fd_at_offset64) \
  use(create_response_from_buffer)         \
  use(add_response_header)                 \
  use(queue_response)                      \
  use(destroy_response)
/* clang-format on */

#define POINTER(name) __typeof__(MHD_##name) *(name);
static struct {
  void *from; /* NULL: not loaded yet */
  LIBRARY(POINTER)
} mhd;
#undef POINTER

/* ISO C has no cast from an object's address to a function's; POSIX asks for this copy. */
static bool find(const char *name, void *function, size_t size) {
  void *found = dlsym(mhd.from, name);
  memcpy(function, &found, size);
  return found != NULL;
}

/* False with errno. */
static bool load_library(void) {
  if (mhd.from) return true;
  mhd.from = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
  if (!mhd.from) mhd.from = dlopen("libmicrohttpd.so", RTLD_NOW | RTLD_LOCAL);
  if (!mhd.from) mhd.from = dlopen("libmicrohttpd.dylib", RTLD_NOW | RTLD_LOCAL);
  bool all = mhd.from != NULL;
#define FIND(name) all = all && find("MHD_" #name, &mhd.name, sizeof mhd.name);
  LIBRARY(FIND)
#undef FIND
  if (all) return true;
  if (mhd.from) dlclose(mhd.from);
  mhd.from = NULL;
  errno = ELIBACC;
  return false;
}

struct http_server {
  http_options options;
  struct MHD_Daemon *four, *six; /* six: NULL where the machine has no ::1 */
};

/* A request and its reply, from the first line to the last byte sent. */
typedef struct exchange {
  arena memory;
  struct MHD_Connection *connection;
  sv target;
  buf body;
  bool begun;
} exchange;

typedef struct counted {
  const char *name, *value;
  unsigned count;
} counted;

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name,
                                    const char *value) {
  counted *c = context;
  if (!sv_eq_nocase(sv_of(name), sv_of(c->name))) return MHD_YES;
  if (c->count++ == 0) c->value = value ? value : "";
  return MHD_YES;
}

const char *http_header(const http_request *request, const char *name, unsigned *count) {
  const exchange *e = request->from;
  counted c = {.name = name};
  mhd.get_connection_values(e->connection, MHD_HEADER_KIND, count_header, &c);
  if (count) *count = c.count;
  return c.value;
}

/* --- replies ---------------------------------------------------------------------------------- */

struct http_stream {
  struct MHD_Connection *connection;
  size_t (*read)(void *stream, http_stream *at_work, char *at, size_t room);
  void (*closed)(void *stream);
  void *stream;
};

static ssize_t read_stream(void *context, uint64_t position, char *at, size_t room) {
  http_stream *s = context;
  size_t given = s->read(s->stream, s, at, room);
  return given == HTTP_STREAM_END ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)given;
}

static void close_stream(void *context) {
  http_stream *s = context;
  s->closed(s->stream);
  free(s);
}

void http_stream_park(http_stream *at_work) {
  mhd.suspend_connection(at_work->connection);
}

void http_stream_resume(http_stream *parked) {
  mhd.resume_connection(parked->connection);
}

static struct MHD_Response *open_stream(exchange *e, const http_reply *reply) {
  http_stream *s = oom_malloc(sizeof *s);
  *s = (http_stream){e->connection, reply->read, reply->closed, reply->stream};
  struct MHD_Response *response = mhd.create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
                                                                    read_stream, s, close_stream);
  if (!response) close_stream(s);
  return response;
}

static struct MHD_Response *make_response(exchange *e, const http_reply *reply) {
  if (reply->read) return open_stream(e, reply);
  if (reply->file >= 0) {
    struct MHD_Response *response =
        mhd.create_response_from_fd_at_offset64(reply->length, reply->file, reply->from);
    if (!response) close(reply->file);
    return response;
  }
  /* Persistent: the bytes live in the exchange, which is freed when the reply is through. */
  void *bytes = (void *)(uintptr_t)reply->body.at;
  return mhd.create_response_from_buffer(reply->body.len, bytes, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_reply(exchange *e, const http_reply *reply) {
  struct MHD_Response *response = make_response(e, reply);
  if (!response) return MHD_NO;
  for (size_t i = 0; i < reply->fields.len; i++) {
    /* The library refuses what would break the head apart. */
    mhd.add_response_header(response, arena_cstr(&e->memory, reply->fields.at[i].name),
                            arena_cstr(&e->memory, reply->fields.at[i].value));
  }
  enum MHD_Result queued = mhd.queue_response(e->connection, reply->status, response);
  mhd.destroy_response(response);
  return queued;
}

/* --- requests --------------------------------------------------------------------------------- */

static void *begin_exchange(void *context, const char *target, struct MHD_Connection *connection) {
  exchange *e = oom_malloc(sizeof *e);
  *e = (exchange){.connection = connection};
  arena_init(&e->memory, EXCHANGE_BLOCK);
  e->target = arena_dup(&e->memory, sv_of(target));
  return e;
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode why) {
  exchange *e = *request;
  *request = NULL;
  if (!e) return;
  buf_free(&e->body);
  arena_free(&e->memory);
  free(e);
}

/* The library calls once for the head, then for each piece of a body, then once for the reply. */
static enum MHD_Result take_request(void *context, struct MHD_Connection *connection,
                                    const char *url, const char *method, const char *version,
                                    const char *upload, size_t *upload_size, void **request) {
  http_server *s = context;
  exchange *e = *request;
  if (!e->begun) {
    e->begun = true;
    return MHD_YES;
  }
  if (*upload_size) {
    if (e->body.len + *upload_size > LIMIT_REQUEST_BODY) return MHD_NO;
    buf_add(&e->body, sv_make(upload, *upload_size));
    *upload_size = 0;
    return MHD_YES;
  }
  http_request asked = {&e->memory, sv_of(method), e->target, SV(""), e};
  if (sv_is(asked.method, "POST")) asked.body = buf_sv(&e->body);
  http_reply reply = {.file = -1};
  s->options.handle(s->options.context, &asked, &reply);
  return send_reply(e, &reply);
}

/* Escapes are for the handler to undo, once and with care. */
static size_t leave_escapes(void *context, struct MHD_Connection *connection, char *text) {
  return strlen(text);
}

/* --- the server ------------------------------------------------------------------------------- */

/* A socket that listens; -1 with errno. */
static int listen_at(const struct sockaddr *address, socklen_t length) {
  int on = 1;
  int fd = socket(address->sa_family, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, O_NONBLOCK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (address->sa_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind(fd, address, length) == 0 && listen(fd, WAITING) == 0) return fd;
  int reason = errno;
  close(fd);
  errno = reason;
  return -1;
}

static int listen_four(unsigned port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return listen_at((struct sockaddr *)&at, sizeof at);
}

static int listen_six(unsigned port) {
  struct sockaddr_in6 at = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
  at.sin6_addr = (struct in6_addr)IN6ADDR_LOOPBACK_INIT;
  return listen_at((struct sockaddr *)&at, sizeof at);
}

static unsigned port_of(int fd) {
  struct sockaddr_in at = {0};
  socklen_t length = sizeof at;
  return getsockname(fd, (struct sockaddr *)&at, &length) == 0 ? ntohs(at.sin_port) : 0;
}

/* Takes the socket over, whether it succeeds or not. */
static struct MHD_Daemon *start_daemon(http_server *s, int fd, unsigned threads) {
  unsigned pool = threads > 1 ? threads : 0;
  unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  struct MHD_Daemon *d = mhd.start_daemon(
      flags, 0, NULL, NULL, take_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
      MHD_OPTION_THREAD_POOL_SIZE, pool, MHD_OPTION_CONNECTION_LIMIT, LIMIT_CONNECTIONS,
      MHD_OPTION_CONNECTION_TIMEOUT, LIMIT_CONNECTION_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t)LIMIT_CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, NULL,
      MHD_OPTION_NOTIFY_COMPLETED, end_exchange, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes,
      NULL, MHD_OPTION_END);
  if (!d) {
    int reason = errno;
    close(fd);
    errno = reason ? reason : EAGAIN;
  }
  return d;
}

/* As many open files as connections may take, if the system lets us. */
static void allow_files(void) {
  struct rlimit files;
  rlim_t wanted = LIMIT_CONNECTIONS + OWN_FILES;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) return;
  files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
  setrlimit(RLIMIT_NOFILE, &files);
}

http_server *http_start(const http_options *options, unsigned *port) {
  if (!load_library()) return NULL;
  allow_files();
  int four = listen_four(options->port);
  if (four < 0) return NULL;
  *port = port_of(four);
  int six = listen_six(*port);
  /* A port that is free by one of its names only would lead half the browsers elsewhere. */
  if (six < 0 && errno == EADDRINUSE && options->port) {
    close(four);
    errno = EADDRINUSE;
    return NULL;
  }
  http_server *s = oom_malloc(sizeof *s);
  *s = (http_server){.options = *options};
  s->four = start_daemon(s, four, options->threads);
  if (s->four) {
    if (six >= 0) s->six = start_daemon(s, six, 1);
    return s;
  }
  int reason = errno;
  if (six >= 0) close(six);
  free(s);
  errno = reason;
  return NULL;
}

void http_stop(http_server *s) {
  if (s->six) mhd.stop_daemon(s->six);
  mhd.stop_daemon(s->four);
  free(s);
}
