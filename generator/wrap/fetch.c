#include "wrap/fetch.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <string.h>

#include "base/oom.h"

/* What is used of libcurl. */
typedef struct library {
  CURLcode (*global_init)(long);
  CURL *(*easy_init)(void);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  void (*easy_cleanup)(CURL *);
  const char *(*easy_strerror)(CURLcode);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
  CURLMcode (*multi_add_handle)(CURLM *, CURL *);
  CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
  CURLMcode (*multi_perform)(CURLM *, int *);
  CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned, int, int *);
  CURLMsg *(*multi_info_read)(CURLM *, int *);
  CURLMcode (*multi_cleanup)(CURLM *);
} library;

/* ISO C has no cast from an object's address to a function's; POSIX asks for this copy. */
static bool find(void *from, const char *name, void *function) {
  void *found = dlsym(from, name);
  memcpy(function, &found, sizeof found);
  return found != NULL;
}

static bool load(library *lib) {
  void *from = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!from) from = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!from) from = dlopen("libcurl.4.dylib", RTLD_NOW | RTLD_LOCAL);
  return from && find(from, "curl_global_init", &lib->global_init) &&
         find(from, "curl_easy_init", &lib->easy_init) &&
         find(from, "curl_easy_setopt", &lib->easy_setopt) &&
         find(from, "curl_easy_getinfo", &lib->easy_getinfo) &&
         find(from, "curl_easy_cleanup", &lib->easy_cleanup) &&
         find(from, "curl_easy_strerror", &lib->easy_strerror) &&
         find(from, "curl_multi_init", &lib->multi_init) &&
         find(from, "curl_multi_setopt", &lib->multi_setopt) &&
         find(from, "curl_multi_add_handle", &lib->multi_add_handle) &&
         find(from, "curl_multi_remove_handle", &lib->multi_remove_handle) &&
         find(from, "curl_multi_perform", &lib->multi_perform) &&
         find(from, "curl_multi_poll", &lib->multi_poll) &&
         find(from, "curl_multi_info_read", &lib->multi_info_read) &&
         find(from, "curl_multi_cleanup", &lib->multi_cleanup) &&
         lib->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

/* One address on its way. */
typedef struct transfer {
  const char *address;
  fetch_answer *answer;
  bool temporary; /* a redirect on the way was not for good */
  bool by_get;
} transfer;

typedef struct job {
  library lib;
  arena *a;
  CURLM *multi;
  const fetch_options *options;
  size_t running;
} job;

/* An answer's text is not wanted; one byte of it ends the transfer. */
static size_t drop(char *text, size_t size, size_t count, void *context) {
  return 0;
}

/* Each answer on the way begins with its status line. */
static size_t see_header(char *text, size_t size, size_t count, void *context) {
  transfer *t = context;
  sv line = sv_make(text, size * count);
  size_t blank = sv_find_byte(line, ' ', 0);
  if (sv_starts(line, SV("HTTP/")) && blank != SV_NONE) {
    sv status = sv_first(sv_skip(line, blank + 1), 3);
    t->temporary |= sv_is(status, "302") || sv_is(status, "303") || sv_is(status, "307");
  }
  return size * count;
}

/* A handle of the library, which gives none where memory has run out. */
static void *had(void *handle) {
  if (!handle) oom_abort(1);
  return handle;
}

static void start(job *j, transfer *t) {
  const library *lib = &j->lib;
  CURL *one = had(lib->easy_init());
  lib->easy_setopt(one, CURLOPT_URL, t->address);
  lib->easy_setopt(one, CURLOPT_PRIVATE, t);
  lib->easy_setopt(one, CURLOPT_PROTOCOLS_STR, "http,https");
  lib->easy_setopt(one, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  lib->easy_setopt(one, CURLOPT_FOLLOWLOCATION, 1L);
  lib->easy_setopt(one, CURLOPT_MAXREDIRS, 8L);
  lib->easy_setopt(one, CURLOPT_TIMEOUT, (long)j->options->timeout);
  lib->easy_setopt(one, CURLOPT_NOSIGNAL, 1L);
  lib->easy_setopt(one, CURLOPT_USERAGENT, j->options->user_agent);
  lib->easy_setopt(one, CURLOPT_HEADERFUNCTION, see_header);
  lib->easy_setopt(one, CURLOPT_HEADERDATA, t);
  lib->easy_setopt(one, CURLOPT_WRITEFUNCTION, drop);
  if (t->by_get) {
    lib->easy_setopt(one, CURLOPT_RANGE, "0-0");
  } else {
    lib->easy_setopt(one, CURLOPT_NOBODY, 1L);
  }
  if (lib->multi_add_handle(j->multi, one) != CURLM_OK) oom_abort(1);
  j->running++;
}

static bool may_change(long status) {
  return status == 0 || status == 408 || status == 429 || status >= 500;
}

static void take_answer(job *j, transfer *t, CURL *one, CURLcode how) {
  const library *lib = &j->lib;
  fetch_answer *out = t->answer;
  char *last = NULL;
  long redirects = 0;
  curl_off_t wait = 0;
  lib->easy_getinfo(one, CURLINFO_RESPONSE_CODE, &out->status);
  lib->easy_getinfo(one, CURLINFO_REDIRECT_COUNT, &redirects);
  lib->easy_getinfo(one, CURLINFO_EFFECTIVE_URL, &last);
  lib->easy_getinfo(one, CURLINFO_RETRY_AFTER, &wait);
  /* The byte that a GET was stopped at is no failure. */
  bool reached = how == CURLE_OK || (how == CURLE_WRITE_ERROR && out->status);
  if (!reached) {
    out->status = 0;
    out->problem = arena_dup(j->a, sv_of(lib->easy_strerror(how)));
  }
  out->wait = (long)wait;
  out->try_again = may_change(out->status);
  if (reached && redirects && !t->temporary && last) out->moved_to = arena_dup(j->a, sv_of(last));
}

/* Servers that will not answer HEAD are asked for the page itself. */
static bool refuses_head(long status) {
  return status == 403 || status == 404 || status == 405 || status == 501;
}

static void finish(job *j, const CURLMsg *message) {
  const library *lib = &j->lib;
  CURL *one = message->easy_handle;
  CURLcode how = message->data.result;
  transfer *t = NULL;
  lib->easy_getinfo(one, CURLINFO_PRIVATE, &t);
  *t->answer = (fetch_answer){0};
  take_answer(j, t, one, how);
  lib->multi_remove_handle(j->multi, one);
  lib->easy_cleanup(one);
  j->running--;
  if (!t->by_get && refuses_head(t->answer->status)) {
    t->by_get = true;
    t->temporary = false;
    start(j, t);
  }
}

static void run(job *j, transfer *transfers, size_t count) {
  size_t next = 0;
  while (next < count || j->running) {
    while (next < count && j->running < j->options->at_once) start(j, &transfers[next++]);
    int still = 0, left = 0;
    j->lib.multi_perform(j->multi, &still);
    CURLMsg *message;
    while ((message = j->lib.multi_info_read(j->multi, &left)) != NULL) {
      if (message->msg == CURLMSG_DONE) finish(j, message);
    }
    if (j->running) j->lib.multi_poll(j->multi, NULL, 0, 1000, NULL);
  }
}

bool fetch_all(arena *a, const sv *addresses, size_t count, const fetch_options *options,
               fetch_answer *answers) {
  job j = {.a = a, .options = options};
  if (!load(&j.lib)) return false;
  j.multi = had(j.lib.multi_init());
  j.lib.multi_setopt(j.multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)options->a_host);
  transfer *transfers = arena_array(a, transfer, count);
  for (size_t i = 0; i < count; i++) {
    transfers[i] = (transfer){.address = arena_cstr(a, addresses[i]), .answer = &answers[i]};
  }
  run(&j, transfers, count);
  j.lib.multi_cleanup(j.multi);
  return true;
}
