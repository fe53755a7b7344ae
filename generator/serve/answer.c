#include "serve/answer.h"

#include <unistd.h>

#include "base/limits.h"
#include "model/url.h"
#include "serve/client.h"
#include "serve/host_name.h"
#include "serve/media_type.h"
#include "serve/policy.h"
#include "serve/range.h"

#define OWN_PREFIX "/_pamphlet/"

/* A request on its way to its reply. */
typedef struct turn {
  const answering *server;
  const http_request *request;
  http_reply *reply;
  arena *memory;
  request_path path;
  sv origin; /* "http://localhost:8000", by the name that the browser uses */
} turn;

static void add_field(turn *t, sv name, sv value) {
  vec_push(t->memory, &t->reply->fields, (http_field){name, value});
}

static void reply_kept(turn *t, unsigned status, sv type, sv text, sv how_long) {
  t->reply->status = status;
  t->reply->body = text;
  add_field(t, SV("Content-Type"), type);
  add_field(t, SV("X-Content-Type-Options"), SV("nosniff"));
  add_field(t, SV("Cache-Control"), how_long);
}

static void reply_text(turn *t, unsigned status, sv type, sv text) {
  reply_kept(t, status, type, text, SV("no-store"));
}

static void refuse(turn *t, unsigned status, const char *why) {
  reply_text(t, status, SV("text/plain; charset=utf-8"), sv_of(why));
}

static void redirect(turn *t, unsigned status, sv location) {
  reply_text(t, status, SV("text/plain; charset=utf-8"), SV("Moved.\n"));
  add_field(t, SV("Location"), location);
}

static sv header(const turn *t, const char *name) {
  const char *value = http_header(t->request, name, NULL);
  return value ? sv_of(value) : SV("");
}

/* The address of a prefix as people type it: "/_desk". */
static bool lacks_slash(sv path, const char *prefix) {
  return prefix && path.len + 1 == strlen(prefix) && sv_starts(sv_of(prefix), path);
}

/* The part of a path below a prefix; false: it is elsewhere. */
static bool is_below(sv path, const char *prefix, sv *rest) {
  if (!prefix || !sv_starts(path, sv_of(prefix))) return false;
  *rest = sv_skip(path, strlen(prefix));
  return true;
}

/* --- what belongs to the server --------------------------------------------------------------- */

static bool is_mark(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if (!strchr("0123456789abcdefnone-", text.at[i]) || text.at[i] == 0) return false;
  }
  return text.len <= 64;
}

static void answer_events(turn *t) {
  sv mark = header(t, "Last-Event-ID"); /* a stream that broke off and begins again */
  if (mark.len == 0) mark = url_field(t->memory, t->path.query, "mark");
  sv path = url_field(t->memory, t->path.query, "page");
  if (!is_mark(mark)) {
    refuse(t, 400, "This is no mark of a page.\n");
    return;
  }
  reply_text(t, 200, SV("text/event-stream"), SV(""));
  add_field(t, SV("Cross-Origin-Resource-Policy"), SV("same-origin"));
  if (sv_is(t->request->method, "GET")) events_listen(t->server->events, path, mark, t->reply);
}

static void answer_own(turn *t, sv name) {
  sv text, type;
  if (sv_is(name, "events")) {
    answer_events(t);
  } else if (client_file(t->memory, name, &text, &type)) {
    bool of_version = sv_starts(t->path.query, SV("v="));
    reply_kept(t, 200, type, text, of_version ? SV("max-age=86400, immutable") : SV("no-store"));
    add_field(t, SV("Cross-Origin-Resource-Policy"), SV("same-origin"));
  } else {
    refuse(t, 404, "There is no such page.\n");
  }
}

/* --- the desk --------------------------------------------------------------------------------- */

/* A form is taken from our own pages alone: another site could send one here unseen. */
static bool may_post(const turn *t) {
  const char *origin = http_header(t->request, "Origin", NULL);
  sv from = header(t, "Sec-Fetch-Site");
  if (from.len && !sv_is(from, "same-origin")) return false;
  return origin && origin_is_own(sv_of(origin), t->server->port);
}

static void answer_desk(turn *t, sv rest) {
  bool post = sv_is(t->request->method, "POST");
  if (post && !may_post(t)) {
    refuse(t, 403, "Forms are taken from this server's pages only.\n");
    return;
  }
  serve_question asked = {.memory = t->memory,
                          .method = post ? SV("POST") : SV("GET"),
                          .path = rest,
                          .query = t->path.query,
                          .body = t->request->body,
                          .body_type = header(t, "Content-Type"),
                          .site_path = served_base(t->server->site, t->memory)};
  serve_answer answer = {0};
  const serve_handler *desk = &t->server->desk;
  if (!desk->answer(desk->context, &asked, &answer)) {
    refuse(t, 404, "There is no such page.\n");
    return;
  }
  if (answer.location.len) {
    redirect(t, answer.status ? answer.status : 303, answer.location);
    return;
  }
  reply_text(t, answer.status ? answer.status : 200, answer.type, answer.body);
  add_field(t, SV("Content-Security-Policy"),
            SV("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
               "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
               "form-action 'self'; frame-ancestors 'none'"));
  add_field(t, SV("Referrer-Policy"), SV("same-origin"));
  add_field(t, SV("Cross-Origin-Resource-Policy"), SV("same-origin"));
}

/* --- the site --------------------------------------------------------------------------------- */

/* Shown in a frame of our own, as the desk shows a page beside its findings. */
static bool is_framed(const turn *t) {
  return sv_is(header(t, "Sec-Fetch-Dest"), "iframe") &&
         sv_is(header(t, "Sec-Fetch-Site"), "same-origin");
}

/* What the connection needs is the library's to say. */
static bool is_connections(sv name) {
  static const char *const names[] = {"Connection", "Content-Length", "Transfer-Encoding",
                                      "Date",       "Content-Range",  "ETag",
                                      "Location",   "Upgrade"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (sv_eq_nocase(name, sv_of(names[i]))) return true;
  }
  return false;
}

static void add_headers(turn *t, const served_found *found) {
  bool cached = false, typed = false, framed = is_framed(t);
  for (size_t i = 0; i < found->headers.len; i++) {
    hosting_header h = found->headers.at[i];
    if (is_connections(h.name)) continue;
    cached |= sv_eq_nocase(h.name, SV("Cache-Control"));
    typed |= sv_eq_nocase(h.name, SV("Content-Type"));
    if (sv_eq_nocase(h.name, SV("Content-Security-Policy"))) {
      h.value = policy_allow(t->memory, h.value, t->origin, framed);
    } else if (framed && sv_eq_nocase(h.name, SV("X-Frame-Options"))) {
      h.value = SV("SAMEORIGIN");
    }
    add_field(t, h.name, h.value);
  }
  if (!cached) add_field(t, SV("Cache-Control"), SV("public, max-age=0, must-revalidate"));
  if (!typed) add_field(t, SV("Content-Type"), media_type_of(found->name));
}

/* If-None-Match: a list of tags, or "*"; weak ones count here, too. */
static bool is_known(sv tags, sv tag) {
  for (sv one; sv_split(&tags, ',', &one);) {
    one = sv_trim(one);
    if (sv_starts(one, SV("W/"))) one = sv_skip(one, 2);
    if (sv_eq(one, tag) || sv_is(one, "*")) return true;
  }
  return false;
}

/* The part that is asked for, of a reply that is whole as it comes here. */
static void cut_range(turn *t, sv tag, uint64_t size) {
  http_reply *reply = t->reply;
  sv range = header(t, "Range"), unless = header(t, "If-Range");
  uint64_t from = 0, length = size;
  range_kind kind = range.len ? range_read(range, size, &from, &length) : RANGE_WHOLE;
  add_field(t, SV("Accept-Ranges"), SV("bytes"));
  if (kind == RANGE_WHOLE || (unless.len && !sv_eq(unless, tag))) return;
  unsigned long long first = from, all = size, last = from + length - 1;
  if (kind == RANGE_BEYOND) {
    reply->status = 416;
    if (reply->file >= 0) close(reply->file);
    reply->file = -1;
    reply->body = SV("");
    add_field(t, SV("Content-Range"), arena_printf(t->memory, "bytes */%llu", all));
    return;
  }
  reply->status = 206;
  reply->from = from;
  reply->length = length;
  if (reply->file < 0) reply->body = sv_first(sv_skip(reply->body, (size_t)from), (size_t)length);
  add_field(t, SV("Content-Range"),
            arena_printf(t->memory, "bytes %llu-%llu/%llu", first, last, all));
}

/* Small files are read at once, which is quicker than to hand them over. */
static void take_file(turn *t, const served_found *found) {
  enum { SMALL = 64 * 1024 };
  http_reply *reply = t->reply;
  reply->file = found->file;
  reply->length = found->stamp.size;
  if (found->stamp.size > SMALL) return;
  sv text;
  if (!fs_read_open(t->memory, found->file, SMALL, &text)) return;
  close(found->file);
  reply->file = -1;
  reply->body = text;
}

static void answer_file(turn *t, const served_found *found) {
  http_reply *reply = t->reply;
  sv mark = served_mark(t->memory, found);
  sv tag = arena_printf(t->memory, "\"%.*s\"", SV_ARG(mark));
  reply->status = found->status;
  add_headers(t, found);
  add_field(t, SV("ETag"), tag);
  sv known = header(t, "If-None-Match");
  if (found->status == 200 && known.len && is_known(known, tag)) {
    if (found->file >= 0) close(found->file);
    reply->status = 304;
    return;
  }
  if (found->page) {
    reply->body = client_page(t->memory, found->bytes, mark);
  } else {
    take_file(t, found);
  }
  uint64_t size = reply->file < 0 ? reply->body.len : reply->length;
  if (found->status == 200 && sv_is(t->request->method, "GET")) cut_range(t, tag, size);
}

static void answer_notice(turn *t, unsigned status, const char *title, const char *sentence) {
  sv html = client_notice(t->memory, title, sentence, SV("none"));
  reply_text(t, status, SV("text/html; charset=utf-8"), html);
}

static void answer_site(turn *t) {
  served_found found;
  switch (served_find(t->server->site, t->memory, &t->path, &found)) {
    case SERVED_FILE: answer_file(t, &found); break;
    case SERVED_MOVED: redirect(t, found.status, found.location); break;
    case SERVED_NOT_YET:
      answer_notice(t, 503, "Not yet", "The site shows itself here as soon as it is built.");
      break;
    case SERVED_NOTHING:
      answer_notice(t, 404, "Not here", "There is no page at this address.");
      break;
  }
}

/* --- who may ask ------------------------------------------------------------------------------ */

static bool is_welcome(turn *t) {
  unsigned hosts;
  const char *host = http_header(t->request, "Host", &hosts);
  if (hosts != 1) {
    refuse(t, 400, "A request names one host.\n");
  } else if (!host_is_own(sv_of(host), t->server->port)) {
    refuse(t, 421, "This server answers to localhost, 127.0.0.1 and [::1] only.\n");
  } else if (!request_path_read(t->memory, t->request->target, &t->path)) {
    refuse(t, 400, "This is no address of a page.\n");
  } else {
    t->origin = arena_printf(t->memory, "http://%s", host);
    return true;
  }
  return false;
}

static bool is_known_method(turn *t, bool desk) {
  sv method = t->request->method;
  if (sv_is(method, "GET") || sv_is(method, "HEAD") || (desk && sv_is(method, "POST"))) return true;
  refuse(t, 405, "Pages here are read, and no more.\n");
  add_field(t, SV("Allow"), desk ? SV("GET, HEAD, POST") : SV("GET, HEAD"));
  return false;
}

void answer_request(void *context, const http_request *request, http_reply *reply) {
  const answering *server = context;
  turn t = {.server = server, .request = request, .reply = reply, .memory = request->memory};
  if (!is_welcome(&t)) return;
  sv rest;
  bool desk = is_below(t.path.path, server->desk.prefix, &rest);
  if (!is_known_method(&t, desk)) return;
  if (lacks_slash(t.path.path, server->desk.prefix)) {
    redirect(&t, 301, sv_of(server->desk.prefix));
  } else if (desk) {
    answer_desk(&t, rest);
  } else if (is_below(t.path.path, OWN_PREFIX, &rest)) {
    answer_own(&t, rest);
  } else {
    answer_site(&t);
  }
}
