#include "serve/served.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/oom.h"

/* What one build said of the site; those who look keep it while they do. */
typedef struct edition {
  unsigned readers;
  arena memory;
  const char *folder;
  sv base_path;
  hosting rules;
} edition;

struct served {
  pthread_mutex_t lock; /* of `latest` and every edition's `readers` */
  edition *latest;      /* NULL: none yet */
};

served *served_new(void) {
  served *s = oom_malloc(sizeof *s);
  *s = (served){.latest = NULL};
  pthread_mutex_init(&s->lock, NULL);
  return s;
}

/* The caller holds the lock. */
static void let_go(edition *e) {
  if (!e || --e->readers) return;
  arena_free(&e->memory);
  free(e);
}

static edition *take(served *s) {
  pthread_mutex_lock(&s->lock);
  edition *e = s->latest;
  if (e) e->readers++;
  pthread_mutex_unlock(&s->lock);
  return e;
}

static void give_back(served *s, edition *e) {
  pthread_mutex_lock(&s->lock);
  let_go(e);
  pthread_mutex_unlock(&s->lock);
}

void served_free(served *s) {
  let_go(s->latest);
  pthread_mutex_destroy(&s->lock);
  free(s);
}

static sv read_host_file(const edition *e, arena *a, const char *name) {
  int file;
  fs_stamp stamp;
  sv text = SV("");
  if (fs_open_below(e->folder, sv_of(name), &file, &stamp) != FS_FILE) return text;
  if (!fs_read_open(a, file, LIMIT_HOST_FILE_BYTES, &text)) text = SV("");
  close(file);
  return text;
}

void served_update(served *s, sv folder, sv base_path) {
  edition *e = oom_malloc(sizeof *e);
  *e = (edition){.readers = 1};
  arena *a = &e->memory;
  arena_init(a, 0);
  e->folder = arena_cstr(a, folder);
  e->base_path = arena_dup(a, base_path);
  hosting_read(a, read_host_file(e, a, "_headers"), read_host_file(e, a, "_redirects"), &e->rules);
  pthread_mutex_lock(&s->lock);
  let_go(s->latest);
  s->latest = e;
  pthread_mutex_unlock(&s->lock);
}

sv served_base(served *s, arena *a) {
  edition *e = take(s);
  if (!e) return SV("");
  sv base = arena_dup(a, e->base_path);
  give_back(s, e);
  return base;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* The two files that hosts read and do not hand out. */
static bool is_host_file(sv name) {
  return sv_is(name, "_headers") || sv_is(name, "_redirects");
}

static fs_kind open_file(const edition *e, served_found *out, sv name) {
  if (is_host_file(name)) return FS_MISSING;
  out->name = name;
  return fs_open_below(e->folder, name, &out->file, &out->stamp);
}

static bool has_index(const edition *e, arena *a, sv name) {
  served_found index;
  if (open_file(e, &index, fs_join(a, name, SV("index.html"))) != FS_FILE) return false;
  close(index.file);
  return true;
}

/* The part of a path below the site's own; false: it is another site's. */
static bool below_base(sv path, sv base, sv *rest) {
  if (!sv_starts(path, base)) return false;
  *rest = sv_skip(path, base.len);
  return sv_starts(*rest, SV("/"));
}

/* The same address with a slash behind its path. */
static sv with_slash(arena *a, const request_path *asked) {
  bool query = asked->query.len > 0;
  return arena_cat(a, (sv[]){asked->raw, SV("/"), query ? SV("?") : SV(""), asked->query}, 4);
}

static served_kind moved(served_found *out, unsigned status, sv location) {
  out->status = status;
  out->location = location;
  return SERVED_MOVED;
}

/* A file, or a folder's index. */
static served_kind find_file(const edition *e, arena *a, sv path, const request_path *asked,
                             served_found *out) {
  sv name = sv_skip(path, 1);
  bool folder = name.len == 0 || sv_ends(name, SV("/"));
  if (folder) name = fs_join(a, name, SV("index.html"));
  fs_kind kind = open_file(e, out, name);
  out->status = 200;
  if (kind == FS_FILE) return SERVED_FILE;
  if (kind == FS_FOLDER && !folder && has_index(e, a, name)) {
    return moved(out, 301, with_slash(a, asked));
  }
  return SERVED_NOTHING;
}

static served_kind find_404(const edition *e, served_found *out) {
  out->status = 404;
  return open_file(e, out, SV("404.html")) == FS_FILE ? SERVED_FILE : SERVED_NOTHING;
}

/* A rewrite (status 200) shows another file of the site under the address asked for. */
static served_kind follow(arena *a, const edition *e, sv to, unsigned status,
                          const request_path *asked, served_found *out) {
  if (status != 200) {
    bool query = asked->query.len && sv_find_byte(to, '?', 0) == SV_NONE;
    sv whole = arena_cat(a, (sv[]){to, query ? SV("?") : SV(""), query ? asked->query : SV("")}, 3);
    return moved(out, status, whole);
  }
  request_path other;
  sv rest;
  if (!request_path_read(a, to, &other)) return SERVED_NOTHING;
  if (!below_base(other.path, e->base_path, &rest)) return SERVED_NOTHING;
  return find_file(e, a, rest, &other, out);
}

static served_kind find(arena *a, const edition *e, const request_path *asked, served_found *out) {
  sv to, rest;
  unsigned status;
  served_kind kind = SERVED_NOTHING;
  if (hosting_redirect(a, &e->rules, asked->path, &to, &status)) {
    kind = follow(a, e, to, status, asked, out);
  } else if (below_base(asked->path, e->base_path, &rest)) {
    kind = find_file(e, a, rest, asked, out);
  } else if (sv_is(asked->path, "/") || sv_eq(asked->path, e->base_path)) {
    return moved(out, 302, arena_cat(a, (sv[]){e->base_path, SV("/")}, 2));
  }
  return kind == SERVED_NOTHING ? find_404(e, out) : kind;
}

/* Texts of the edition are copied, since it may go before the reply does. */
static void find_headers(arena *a, const edition *e, sv path, served_found *out) {
  hosting_headers_of(a, &e->rules, path, &out->headers);
  for (size_t i = 0; i < out->headers.len; i++) {
    hosting_header *h = &out->headers.at[i];
    h->name = arena_dup(a, h->name);
    h->value = arena_dup(a, h->value);
  }
}

served_kind served_find(served *s, arena *a, const request_path *asked, served_found *out) {
  *out = (served_found){.file = -1};
  edition *e = take(s);
  if (!e) return SERVED_NOT_YET;
  served_kind kind = find(a, e, asked, out);
  if (kind == SERVED_FILE) find_headers(a, e, asked->path, out);
  out->location = arena_dup(a, out->location);
  give_back(s, e);
  return kind;
}

sv served_mark(arena *a, const fs_stamp *stamp) {
  return arena_printf(a, "%llx-%llx-%llx", (unsigned long long)stamp->modified,
                      (unsigned long long)stamp->size, (unsigned long long)stamp->inode);
}

sv served_mark_at(void *context, arena *a, sv path) {
  request_path asked;
  served_found found;
  if (!request_path_read(a, path, &asked)) return SV("none");
  if (served_find(context, a, &asked, &found) != SERVED_FILE) return SV("none");
  close(found.file);
  return served_mark(a, &found.stamp);
}
