#include "check/built_links.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/oom.h"
#include "model/url.h"
#include "sys/fs.h"
#include "wrap/hash.h"

/* The anchors of a file, as hashes: a site has more of them than anything else. */
typedef struct anchors {
  VEC(uint64_t) ids;
  bool unknown; /* it may have any */
} anchors;

struct built_links {
  pthread_mutex_t lock;
  arena memory;
  map files;     /* path -> anchors */
  map addresses; /* address -> built_link */
};

built_links *built_links_new(void) {
  built_links *links = oom_malloc(sizeof *links);
  *links = (built_links){0};
  pthread_mutex_init(&links->lock, NULL);
  return links;
}

void built_links_free(built_links *links) {
  pthread_mutex_destroy(&links->lock);
  arena_free(&links->memory);
  free(links);
}

/* "./articles/y/" for "../y/" in articles/x/index.html: dots resolved as RFC 3986 (5.2.4) does. */
static sv from_home(arena *a, sv file, sv target) {
  sv folder = fs_folder_of(file), rest = fs_join(a, folder, target), part;
  sv_list parts = {0};
  while (sv_split(&rest, '/', &part)) {
    if (sv_is(part, "..")) {
      if (parts.len) parts.len--;
    } else if (!sv_is(part, ".")) {
      vec_push(a, &parts, part);
    }
  }
  buf out = BUF_EMPTY;
  buf_add(&out, SV("."));
  for (size_t i = 0; i < parts.len; i++) {
    buf_byte(&out, '/');
    buf_add(&out, parts.at[i]);
  }
  sv path = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return path;
}

/* The address as built_link has it; an empty target is one too: it leads to the page itself. */
static sv address_of(arena *a, sv file, sv target) {
  if (url_is_external(target) || sv_starts(target, SV("/")) || !target.len) return target;
  if (target.at[0] == '#') return arena_cat(a, (sv[]){SV("./"), file, target}, 3);
  url_parts parts = url_split(target);
  sv path = from_home(a, file, parts.path);
  if (!parts.has_fragment) return path;
  return arena_cat(a, (sv[]){path, SV("#"), parts.fragment}, 3);
}

/* One file while it is read, by itself: only what it comes to is joined to the rest. */
typedef struct seeing {
  const built_file *file;
  arena scratch;
  map links; /* address -> link_mark, the first of each */
  VEC(uint64_t) ids;
} seeing;

static void take_mark(void *context, const link_mark *mark) {
  seeing *s = context;
  if (mark->kind == LINK_MARK_ID) {
    vec_push(&s->scratch, &s->ids, hash_of(mark->target).low);
    return;
  }
  bool fresh;
  sv target = arena_dup(&s->scratch, mark->target);
  sv address = address_of(&s->scratch, s->file->path, target);
  map_entry *entry = map_entry_for(&s->scratch, &s->links, address, &fresh);
  if (!fresh) return;
  link_mark *first = arena_new(&s->scratch, link_mark);
  *first = *mark;
  first->target = target;
  entry->value = first;
}

static built_link *link_for(built_links *all, sv address) {
  built_link *link = map_get(&all->addresses, address);
  if (link) return link;
  link = arena_new(&all->memory, built_link);
  link->address = arena_dup(&all->memory, address);
  map_put(&all->memory, &all->addresses, link->address, link);
  return link;
}

/* A page that an article is behind comes before lists and feeds, which only repeat it. */
static bool stands_before(const built_file *file, const built_link *link) {
  bool has = file->source.len > 0, had = link->source.len > 0;
  return has != had ? has : sv_cmp(file->path, link->path) < 0;
}

static void join_link(built_links *all, const built_file *file, sv address, const link_mark *mark) {
  built_link *link = link_for(all, address);
  bool first = link->files++ == 0;
  if (first || mark->kind < link->kind) link->kind = mark->kind;
  if (!first && !stands_before(file, link)) return;
  link->written = arena_dup(&all->memory, mark->target);
  link->path = arena_dup(&all->memory, file->path);
  link->source = arena_dup(&all->memory, file->source);
  link->offset = mark->offset;
  link->length = mark->length;
}

static void join_file(built_links *all, const seeing *s) {
  anchors *own = arena_new(&all->memory, anchors);
  own->unknown = s->file->unmade;
  vec_reserve(&all->memory, &own->ids, s->ids.len);
  for (size_t i = 0; i < s->ids.len; i++) vec_push(&all->memory, &own->ids, s->ids.at[i]);
  map_put(&all->memory, &all->files, arena_dup(&all->memory, s->file->path), own);
  for (size_t i = 0; i < s->links.len; i++) {
    join_link(all, s->file, s->links.entries[i].key, s->links.entries[i].value);
  }
}

void built_links_see(built_links *links, const built_file *file) {
  seeing s = {.file = file};
  if (file->bytes.len) link_marks(&s.scratch, file->path, file->bytes, take_mark, &s);
  pthread_mutex_lock(&links->lock);
  join_file(links, &s);
  pthread_mutex_unlock(&links->lock);
  arena_free(&s.scratch);
}

/* What is left of a whole address of this site: "/x/" of "https://host/clinic/x/"; false: it is
 * none of this site's. */
static bool of_this_site(const settings *s, sv address, sv *path) {
  *path = address;
  if (sv_starts(address, SV("./"))) {
    *path = sv_skip(address, 1);
    return true;
  }
  if (sv_starts(address, s->origin) && s->origin.len) {
    sv rest = sv_skip(address, s->origin.len);
    if (rest.len && !strchr("/?#", rest.at[0])) return false;
    *path = rest;
  } else if (!sv_starts(address, SV("/")) || sv_starts(address, SV("//"))) {
    return false;
  }
  if (!s->base_path.len) return true;
  sv below = sv_skip(*path, s->base_path.len);
  bool ours = sv_starts(*path, s->base_path) && (!below.len || strchr("/?#", below.at[0]));
  if (ours) *path = below;
  return ours;
}

/* The file that a host serves there: itself, or the folder's page. NULL: none. */
static const anchors *file_at(const built_links *links, arena *scratch, sv path) {
  sv below = url_decode(scratch, sv_starts(path, SV("/")) ? sv_skip(path, 1) : path);
  const anchors *plain = below.len ? map_get(&links->files, below) : NULL;
  return plain ? plain : map_get(&links->files, fs_join(scratch, below, SV("index.html")));
}

static bool has_anchor(const anchors *file, arena *scratch, sv fragment) {
  if (!fragment.len || file->unknown || sv_is(fragment, "top") || sv_starts(fragment, SV(":~:")))
    return true;
  uint64_t plain = hash_of(fragment).low, decoded = hash_of(url_decode(scratch, fragment)).low;
  for (size_t i = 0; i < file->ids.len; i++) {
    if (file->ids.at[i] == plain || file->ids.at[i] == decoded) return true;
  }
  return false;
}

/* As a link that could not be resolved: a page's and a file's name may look alike. */
static bool is_reported(diag_sink *sink, diag_code code, diag_span place) {
  if (code == DIAG_LK005) return diag_knows(sink, code, place);
  return diag_knows(sink, DIAG_LK001, place) || diag_knows(sink, DIAG_LK002, place);
}

static void report(const built_link *link, diag_code code, const built_links_where *where,
                   diag_sink *sink, const char *what) {
  arena scratch = {0};
  diag_span place = built_links_place(&scratch, link, where);
  if (is_reported(sink, code, place)) {
    arena_free(&scratch);
    return;
  }
  diag *d = diag_add(sink, code, place, "\"%.*s\" %s", SV_ARG(link->written), what);
  if (link->files > 1) {
    diag_hint(d, "it stands on %zu pages, such as %.*s: mend it in the layout or setting",
              link->files, SV_ARG(link->path));
  } else {
    diag_hint(d, "it stands in %.*s", SV_ARG(link->path));
  }
  arena_free(&scratch);
}

/* A feed repeats what articles say, with whole addresses; one that is not could not be resolved,
 * and has been reported in the article. */
static bool is_repeated(const built_link *link, diag_sink *sink) {
  bool feed = sv_ends(link->path, SV(".json")) || sv_ends(link->path, SV(".xml"));
  return feed && sv_starts(link->address, SV("./")) && diag_count(sink, DIAG_ERROR) > 0;
}

static void judge_one(const built_links *links, const built_link *link,
                      const built_links_where *where, arena *scratch, diag_sink *sink) {
  sv path;
  if (!link->address.len) {
    report(link, DIAG_LK001, where, sink, "is an empty address");
    return;
  }
  if (is_repeated(link, sink) || !of_this_site(where->settings, link->address, &path)) return;
  url_parts parts = url_split(path);
  const anchors *file = file_at(links, scratch, parts.path);
  bool page = link->kind == LINK_MARK_PAGE;
  if (!file) {
    report(link, page ? DIAG_LK001 : DIAG_LK002, where, sink,
           page ? "leads nowhere" : "is no file of the site");
  } else if (!has_anchor(file, scratch, parts.fragment)) {
    report(link, DIAG_LK005, where, sink, "names a place that the page does not have");
  }
}

static int by_address(const void *left, const void *right) {
  const built_link *const *a = left, *const *b = right;
  return sv_cmp((*a)->address, (*b)->address);
}

static built_link_list sorted(const built_links *links, arena *a) {
  built_link_list all = {0};
  for (size_t i = 0; i < links->addresses.len; i++) {
    vec_push(a, &all, links->addresses.entries[i].value);
  }
  if (all.len) qsort(all.at, all.len, sizeof *all.at, by_address);
  return all;
}

void built_links_judge(built_links *links, const built_links_where *where, diag_sink *sink) {
  arena scratch = {0};
  built_link_list all = sorted(links, &links->memory);
  for (size_t i = 0; i < all.len; i++) {
    arena_reset(&scratch);
    judge_one(links, all.at[i], where, &scratch, sink);
  }
  arena_free(&scratch);
}

built_link_list built_links_outside(built_links *links, const settings *s) {
  built_link_list all = sorted(links, &links->memory), kept = {0};
  for (size_t i = 0; i < all.len; i++) {
    sv path, scheme = url_scheme(all.at[i]->address);
    bool web = sv_eq_nocase(scheme, SV("http")) || sv_eq_nocase(scheme, SV("https"));
    if (web && !of_this_site(s, all.at[i]->address, &path))
      vec_push(&links->memory, &kept, all.at[i]);
  }
  return kept;
}
