/* The server with a handler of its own, talked to over the loopback. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "serve/answer.h"

static answering server;
static http_server *http;
static char reply[65536];

/* Says what it was asked; knows nothing of "missing". */
static bool answer(void *context, const serve_question *asked, serve_answer *out) {
  if (sv_is(asked->path, "missing")) return false;
  if (sv_is(asked->path, "moved")) {
    out->location = SV("/_desk/");
    return true;
  }
  out->type = SV("text/plain; charset=utf-8");
  out->body = arena_printf(asked->memory, "%s: %.*s [%.*s] [%.*s] [%.*s]", (const char *)context,
                           SV_ARG(asked->method), SV_ARG(asked->path), SV_ARG(asked->query),
                           SV_ARG(asked->body));
  return true;
}

static int begin(void **state) {
  (void)state;
  signal(SIGPIPE, SIG_IGN);
  static char name[] = "desk";
  server = (answering){.site = served_new(),
                       .desk = {.prefix = "/_desk/", .answer = answer, .context = name}};
  server.events = events_new(served_mark_at, server.site);
  http_options options = {0, 2, answer_request, &server};
  http = http_start(&options, &server.port);
  return http ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  events_close(server.events);
  http_stop(http);
  events_free(server.events);
  served_free(server.site);
  return 0;
}

/* The reply to a request of this first line and these header lines, in `reply`. */
static const char *ask(const char *line, const char *headers, const char *text) {
  char request[4096];
  int length = snprintf(request, sizeof request,
                        "%s HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n"
                        "Content-Length: %zu\r\n%s\r\n%s",
                        line, server.port, strlen(text), headers, text);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)server.port)};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
  assert_int_equal(send(fd, request, (size_t)length, 0), length);
  size_t len = 0;
  for (ssize_t got = 1; got > 0 && len<sizeof reply - 1; len += got> 0 ? (size_t)got : 0) {
    got = recv(fd, reply + len, sizeof reply - 1 - len, 0);
  }
  reply[len] = 0;
  close(fd);
  return reply;
}

static const char *own_origin(void) {
  static char line[64];
  snprintf(line, sizeof line, "Origin: http://localhost:%u\r\n", server.port);
  return line;
}

static void a_handler_is_asked_below_its_prefix(void **state) {
  (void)state;
  assert_non_null(strstr(ask("GET /_desk/", "", ""), "desk: GET [] [] []"));
  assert_non_null(strstr(ask("GET /_desk/a%20b?q=%31", "", ""), "desk: GET [a b] [q=%31] []"));
  assert_non_null(strstr(reply, "Cache-Control: no-store"));
  assert_non_null(strstr(reply, "Content-Security-Policy: default-src 'none'; script-src 'self'"));
  assert_non_null(strstr(ask("GET /_desk", "", ""), "Location: /_desk/\r\n"));
  ask("HEAD /_desk/", "", "");
  assert_non_null(strstr(reply, " 200 OK"));
  assert_null(strstr(reply, "desk: GET"));
}

static void what_a_handler_does_not_know_is_not_there(void **state) {
  (void)state;
  assert_non_null(strstr(ask("GET /_desk/missing", "", ""), " 404 "));
}

static void a_handler_leads_elsewhere(void **state) {
  (void)state;
  assert_non_null(strstr(ask("POST /_desk/moved", own_origin(), "x"), " 303 "));
  assert_non_null(strstr(reply, "Location: /_desk/\r\n"));
}

static void a_form_is_taken_from_own_pages_alone(void **state) {
  (void)state;
  assert_non_null(
      strstr(ask("POST /_desk/new", own_origin(), "title=x"), "desk: POST [new] [] [title=x]"));
  static const char *const others[] = {"", "Origin: null\r\n", "Origin: http://evil.example\r\n",
                                       "Origin: http://localhost:1\r\n"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    assert_non_null(strstr(ask("POST /_desk/new", others[i], "title=x"), " 403 "));
  }
  char both[128];
  snprintf(both, sizeof both, "%sSec-Fetch-Site: cross-site\r\n", own_origin());
  assert_non_null(strstr(ask("POST /_desk/new", both, "title=x"), " 403 "));
}

static void other_methods_are_none(void **state) {
  (void)state;
  assert_non_null(strstr(ask("PUT /_desk/", own_origin(), "x"), " 405 "));
  assert_non_null(strstr(reply, "Allow: GET, HEAD, POST"));
  assert_non_null(strstr(ask("POST /", own_origin(), "x"), " 405 "));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_handler_is_asked_below_its_prefix),
      cmocka_unit_test(what_a_handler_does_not_know_is_not_there),
      cmocka_unit_test(a_handler_leads_elsewhere),
      cmocka_unit_test(a_form_is_taken_from_own_pages_alone),
      cmocka_unit_test(other_methods_are_none),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
