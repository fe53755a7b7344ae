#include "serve/served.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/oom.h"
#include "wrap/hash.h"

/* What one build said of the site; those who look keep it while they do. */
typedef struct edition {
  unsigned readers;
  arena memory;
  const char *folder;
  sv base_path;
  hosting rules;
} edition;

/* A page that is shown ahead of its build. */
typedef struct ahead {
  struct ahead *next;
  arena memory;
  sv name, bytes;
} ahead;

struct served {
  pthread_mutex_t lock; /* of what follows, and of every edition's `readers` */
  edition *latest;      /* NULL: none yet */
  ahead *first;         /* newest first, each name once */
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

/* With the lock, but for the one who ends it all. */
static void drop_ahead(ahead **at) {
  ahead *gone = *at;
  *at = gone->next;
  arena_free(&gone->memory);
  free(gone);
}

static void drop_all_ahead(served *s) {
  while (s->first) drop_ahead(&s->first);
}

/* With the lock. */
static void put_ahead(served *s, const preview_page *from) {
  for (ahead **at = &s->first; *at; at = &(*at)->next) {
    if (!sv_eq((*at)->name, from->output)) continue;
    drop_ahead(at);
    break;
  }
  ahead *made = oom_malloc(sizeof *made);
  *made = (ahead){.next = s->first};
  made->name = arena_dup(&made->memory, from->output);
  made->bytes = arena_dup(&made->memory, from->bytes);
  s->first = made;
}

void served_ahead(served *s, const preview_pages *pages) {
  pthread_mutex_lock(&s->lock);
  for (size_t i = 0; i < pages->len; i++) put_ahead(s, &pages->at[i]);
  pthread_mutex_unlock(&s->lock);
}

void served_free(served *s) {
  drop_all_ahead(s);
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

void served_update(served *s, sv folder, sv base_path, const preview_pages *pages) {
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
  drop_all_ahead(s);
  for (size_t i = 0; i < pages->len; i++) put_ahead(s, &pages->at[i]);
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

/* A search for one request. */
typedef struct finding {
  served *site;
  const edition *edition;
  arena *memory; /* of what is found */
  served_found *out;
} finding;

static bool is_page(sv name) {
  return sv_ends(name, SV(".html")) || sv_ends(name, SV(".htm"));
}

static bool find_ahead(const finding *f, sv name) {
  pthread_mutex_lock(&f->site->lock);
  const ahead *one = f->site->first;
  while (one && !sv_eq(one->name, name)) one = one->next;
  if (one) f->out->bytes = arena_dup(f->memory, one->bytes);
  pthread_mutex_unlock(&f->site->lock);
  return one != NULL;
}

/* Pages are read at once, since the script goes into them. */
static fs_kind open_page(const finding *f, sv name) {
  served_found *out = f->out;
  if (find_ahead(f, name)) return FS_FILE;
  fs_kind kind = fs_open_below(f->edition->folder, name, &out->file, &out->stamp);
  if (kind != FS_FILE) return kind;
  bool read = fs_read_open(f->memory, out->file, LIMIT_PAGE_BYTES, &out->bytes);
  if (read) {
    close(out->file);
    out->file = -1;
  }
  out->page = read; /* a file of that size is no page of ours */
  return FS_FILE;
}

static fs_kind open_file(const finding *f, sv name) {
  if (is_host_file(name)) return FS_MISSING;
  f->out->name = name;
  f->out->page = is_page(name);
  if (f->out->page) return open_page(f, name);
  return fs_open_below(f->edition->folder, name, &f->out->file, &f->out->stamp);
}

static bool has_index(const finding *f, sv name) {
  int file;
  fs_stamp stamp;
  sv index = fs_join(f->memory, name, SV("index.html"));
  if (fs_open_below(f->edition->folder, index, &file, &stamp) != FS_FILE) return false;
  close(file);
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

static served_kind moved(const finding *f, unsigned status, sv location) {
  f->out->status = status;
  f->out->location = location;
  return SERVED_MOVED;
}

/* A file, or a folder's index. */
static served_kind find_file(const finding *f, sv path, const request_path *asked) {
  sv name = sv_skip(path, 1);
  bool folder = name.len == 0 || sv_ends(name, SV("/"));
  if (folder) name = fs_join(f->memory, name, SV("index.html"));
  fs_kind kind = open_file(f, name);
  f->out->status = 200;
  if (kind == FS_FILE) return SERVED_FILE;
  if (kind == FS_FOLDER && !folder && has_index(f, name)) {
    return moved(f, 301, with_slash(f->memory, asked));
  }
  return SERVED_NOTHING;
}

static served_kind find_404(const finding *f) {
  f->out->status = 404;
  return open_file(f, SV("404.html")) == FS_FILE ? SERVED_FILE : SERVED_NOTHING;
}

/* A rewrite (status 200) shows another file of the site under the address asked for. */
static served_kind follow(const finding *f, sv to, unsigned status, const request_path *asked) {
  arena *a = f->memory;
  if (status != 200) {
    bool query = asked->query.len && sv_find_byte(to, '?', 0) == SV_NONE;
    sv whole = arena_cat(a, (sv[]){to, query ? SV("?") : SV(""), query ? asked->query : SV("")}, 3);
    return moved(f, status, whole);
  }
  request_path other;
  sv rest;
  if (!request_path_read(a, to, &other)) return SERVED_NOTHING;
  if (!below_base(other.path, f->edition->base_path, &rest)) return SERVED_NOTHING;
  return find_file(f, rest, &other);
}

static served_kind find(const finding *f, const request_path *asked) {
  const edition *e = f->edition;
  sv to, rest;
  unsigned status;
  served_kind kind = SERVED_NOTHING;
  if (hosting_redirect(f->memory, &e->rules, asked->path, &to, &status)) {
    kind = follow(f, to, status, asked);
  } else if (below_base(asked->path, e->base_path, &rest)) {
    kind = find_file(f, rest, asked);
  } else if (sv_is(asked->path, "/") || sv_eq(asked->path, e->base_path)) {
    return moved(f, 302, arena_cat(f->memory, (sv[]){e->base_path, SV("/")}, 2));
  }
  return kind == SERVED_NOTHING ? find_404(f) : kind;
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
  served_kind kind = find(&(finding){s, e, a, out}, asked);
  if (kind == SERVED_FILE) find_headers(a, e, asked->path, out);
  out->location = arena_dup(a, out->location);
  give_back(s, e);
  return kind;
}

sv served_mark(arena *a, const served_found *found) {
  if (found->page) return hash_hex(a, hash_of(found->bytes), HASH_DIGITS);
  const fs_stamp *stamp = &found->stamp;
  return arena_printf(a, "%llx-%llx-%llx", (unsigned long long)stamp->modified,
                      (unsigned long long)stamp->size, (unsigned long long)stamp->inode);
}

sv served_mark_at(void *context, arena *a, sv path) {
  request_path asked;
  served_found found;
  if (!request_path_read(a, path, &asked)) return SV("none");
  if (served_find(context, a, &asked, &found) != SERVED_FILE) return SV("none");
  if (found.file >= 0) close(found.file);
  return served_mark(a, &found);
}
