#include "check/outside.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/map.h"
#include "sys/clock.h"
#include "sys/fs.h"
#include "value/date.h"
#include "wrap/fetch.h"
#include "wrap/json.h"

enum {
  DAY = 24 * 60 * 60,
  GOOD_FOR = 7 * DAY, /* an answer holds this long */
  AT_ONCE = 16,
  A_HOST = 2,
  TIMEOUT = 20, /* seconds */
  TRIES = 3,
  LONGEST_WAIT = 30 /* seconds, whatever a server asks for */
};

/* What is known of an address; which part of the page is wanted is no matter of the server's.
 * Moments are seconds since 1970. */
typedef struct record {
  sv address;
  bool listed; /* by this check */
  long status; /* 0: no server answered */
  sv problem, moved_to;
  int64_t asked, silent_since; /* 0: it answers */
} record;
typedef VEC(record *) records;

static int64_t number_of(const node *n, const char *key) {
  const node *found = node_get(n, sv_of(key));
  long long number = 0;
  if (found && found->kind == NODE_SCALAR) sv_to_long(found->as.scalar.text, &number);
  return number;
}

static sv text_of(arena *a, const node *n, const char *key) {
  const node *found = node_get(n, sv_of(key));
  return found && found->kind == NODE_SCALAR ? arena_dup(a, found->as.scalar.text) : SV("");
}

/* A memory that is missing or damaged is none: all is asked again. */
static void recall(arena *a, const char *path, map *known) {
  sv text;
  if (!fs_read(a, path, LIMIT_SOURCE_BYTES, &text)) return;
  diag_sink *unheard = diag_sink_new();
  const node *root = json_parse(a, sv_of(path), text, 0, unheard);
  diag_sink_free(unheard);
  for (size_t i = 0; root && root->kind == NODE_MAP && i < root->as.map.count; i++) {
    const node *n = root->as.map.pairs[i].value;
    record *r = arena_new(a, record);
    *r = (record){.address = arena_dup(a, root->as.map.pairs[i].key),
                  .status = (long)number_of(n, "status"),
                  .problem = text_of(a, n, "problem"),
                  .moved_to = text_of(a, n, "moved_to"),
                  .asked = number_of(n, "asked"),
                  .silent_since = number_of(n, "silent_since")};
    map_put(a, known, r->address, r);
  }
}

static void add_number(json_writer *w, const char *key, int64_t number) {
  json_key(w, sv_of(key));
  json_integer(w, number);
}

static void add_text(json_writer *w, const char *key, sv text) {
  if (!text.len) return;
  json_key(w, sv_of(key));
  json_string(w, text);
}

/* One line an address, so that two versions can be compared. */
static bool remember(const char *path, const records *all) {
  buf out = BUF_EMPTY;
  arena scratch = {0};
  buf_add(&out, SV("{"));
  for (size_t i = 0; i < all->len; i++) {
    const record *r = all->at[i];
    buf_add(&out, i ? SV(",\n") : SV("\n"));
    json_add_string(&out, r->address, false);
    buf_add(&out, SV(": "));
    json_writer w = {.out = &out};
    json_begin(&w, '{');
    add_number(&w, "status", r->status);
    add_number(&w, "asked", r->asked);
    if (r->silent_since) add_number(&w, "silent_since", r->silent_since);
    add_text(&w, "problem", r->problem);
    add_text(&w, "moved_to", r->moved_to);
    json_end(&w, '}');
  }
  buf_add(&out, SV("\n}\n"));
  sv folder = fs_folder_of(sv_of(path));
  bool good = fs_make_folders(arena_cstr(&scratch, folder)) && fs_write(path, buf_sv(&out));
  buf_free(&out);
  arena_free(&scratch);
  return good;
}

static bool answers(const record *r) {
  return r->status >= 200 && r->status < 400;
}

static bool is_due(const record *r, int64_t now) {
  return !r->asked || !answers(r) || now - r->asked > GOOD_FOR || r->asked > now;
}

static void take(arena *a, record *r, const fetch_answer *answer, int64_t now) {
  r->status = answer->status;
  r->problem = arena_dup(a, answer->problem);
  r->moved_to = arena_dup(a, answer->moved_to);
  r->asked = now;
  if (answers(r)) {
    r->silent_since = 0;
  } else if (!r->silent_since) {
    r->silent_since = now;
  }
}

/* One round over what is left; *left becomes what may answer another time. Gives the seconds
 * to wait until then, or -1: libcurl is missing. */
static long ask(arena *a, records *left, const outside_options *options) {
  sv_list addresses = {0};
  fetch_answer *got = arena_array(a, fetch_answer, left->len);
  sv agent = arena_cat(a, (sv[]){options->version, SV(" (link check)")}, 2);
  fetch_options how = {AT_ONCE, A_HOST, TIMEOUT, arena_cstr(a, agent)};
  for (size_t i = 0; i < left->len; i++) vec_push(a, &addresses, left->at[i]->address);
  if (!fetch_all(a, addresses.at, addresses.len, &how, got)) return -1;
  records again = {0};
  long wait = 1;
  for (size_t i = 0; i < left->len; i++) {
    take(a, left->at[i], &got[i], options->now);
    if (!got[i].try_again) continue;
    vec_push(a, &again, left->at[i]);
    if (got[i].wait > wait) wait = got[i].wait;
  }
  *left = again;
  return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

static bool ask_all(arena *a, records *due, const outside_options *options) {
  records left = *due;
  for (int i = 0; i < TRIES && left.len; i++) {
    long wait = ask(a, &left, options);
    if (wait < 0) return false;
    if (left.len && i + 1 < TRIES) clock_sleep((double)wait * (i + 1));
  }
  return true;
}

static void report_silent(const built_link *link, const record *r, const outside_options *options,
                          diag_span where, diag_sink *sink) {
  int64_t days = (options->now - r->silent_since) / DAY;
  diag *d;
  if (r->status) {
    d = diag_add(sink, DIAG_LK011, where, "\"%.*s\" answers with error %ld", SV_ARG(link->address),
                 r->status);
  } else {
    d = diag_add(sink, DIAG_LK011, where, "\"%.*s\" does not answer: %.*s", SV_ARG(link->address),
                 SV_ARG(r->problem));
  }
  if (days > 0) {
    diag_hint(d, "it has been so for %lld day%s; find where the page is now, or take the link out",
              (long long)days, days == 1 ? "" : "s");
  } else {
    diag_hint(d, "open it in a browser; if it is gone, find where the page is now");
  }
}

static void report(const built_link *link, const record *r, const outside_options *options,
                   diag_sink *sink, outside_counts *counts) {
  bool silent = !answers(r), moved = !silent && r->moved_to.len;
  if (!silent && !moved) return;
  arena scratch = {0};
  diag_span where = built_links_place(&scratch, link, options->where);
  counts->silent += silent;
  counts->moved += moved;
  if (silent) {
    report_silent(link, r, options, where, sink);
  } else {
    diag *d =
        diag_add(sink, DIAG_LK012, where, "\"%.*s\" has moved for good", SV_ARG(link->address));
    diag_hint(d, "write its new address: %.*s", SV_ARG(r->moved_to));
  }
  arena_free(&scratch);
}

static record *record_for(arena *a, map *known, sv link) {
  size_t hash = sv_find_byte(link, '#', 0);
  sv address = hash == SV_NONE ? link : sv_first(link, hash);
  record *r = map_get(known, address);
  if (r) return r;
  r = arena_new(a, record);
  *r = (record){.address = address};
  map_put(a, known, address, r);
  return r;
}

void outside_check(const built_link_list *links, const outside_options *options, diag_sink *sink,
                   outside_counts *counts) {
  arena memory = {0};
  map known = {0};
  records all = {0}, of_link = {0}, due = {0};
  recall(&memory, options->memory, &known);
  for (size_t i = 0; i < links->len; i++) {
    record *r = record_for(&memory, &known, links->at[i]->address);
    vec_push(&memory, &of_link, r);
    if (r->listed) continue;
    r->listed = true;
    vec_push(&memory, &all, r);
    if (is_due(r, options->now)) vec_push(&memory, &due, r);
  }
  *counts = (outside_counts){.all = all.len, .asked = due.len};
  if (due.len && !ask_all(&memory, &due, options)) {
    diag *d =
        diag_add(sink, DIAG_BD003, DIAG_NOWHERE, "--external needs libcurl, which is not here");
    diag_hint(d, "install it (Debian: apt-get install libcurl4), or leave --external out");
  } else {
    for (size_t i = 0; i < links->len; i++)
      report(links->at[i], of_link.at[i], options, sink, counts);
    if (!remember(options->memory, &all)) {
      diag_add(sink, DIAG_IO002, diag_file(sv_of(options->memory)), "%s", strerror(errno));
    }
  }
  arena_free(&memory);
}
