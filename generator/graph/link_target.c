#include "graph/link_target.h"

#include "base/span.h"
#include "graph/find.h"

static bool found_source(const link__resolver *r, sv source, link__target *out) {
  if (!source.len) return false;
  page *p = map_get(&r->site->by_source, source);
  if (p && p->url.len) {
    *out = (link__target){.url = p->url, .page = p};
    return true;
  }
  const site_file *file = map_get(&r->files->by_source, source);
  if (!file || !file->url.len) return false;
  *out = (link__target){.url = file->url, .file = file};
  return true;
}

static void index_left_out(link__resolver *r) {
  r->has_left_out = true;
  for (size_t state = 0; state < sizeof r->site->left_out / sizeof *r->site->left_out; state++) {
    const page_list *list = &r->site->left_out[state];
    for (size_t i = 0; i < list->len; i++) {
      map_put(r->kept, &r->left_out, list->at[i]->output, list->at[i]);
    }
  }
}

static bool found_address(link__resolver *r, sv path, link__target *out) {
  const address *hit = address_at(r->addresses, path, r->scratch);
  if (hit) {
    *out = (link__target){
        .url = hit->url, .page = hit->page, .file = hit->kind == ADDRESS_FILE ? hit->file : NULL};
    return true;
  }
  if (!r->has_left_out) index_left_out(r);
  page *p = map_get(&r->left_out, url_output(r->scratch, path));
  if (p) *out = (link__target){.url = p->url, .page = p};
  return p != NULL;
}

/* A path from the root: an address, with or without base_path, or a file below content/ or
 * content/files/. */
static bool found_from_root(link__resolver *r, sv path, link__target *out) {
  const site *s = r->site;
  sv base = s->settings.base_path;
  if (found_address(r, path, out)) return true;
  if (base.len && sv_starts(path, base) && path.len > base.len && path.at[base.len] == '/' &&
      found_address(r, sv_skip(path, base.len), out)) {
    return true;
  }
  return found_source(r, finder_path(r->scratch, s, finder_root(s), path), out);
}

/* As a browser would take it: from the folder of the page's address. */
static bool found_from_address(link__resolver *r, const page *from, sv path, link__target *out) {
  arena *a = r->scratch;
  sv root = finder_root(r->site), url = url_decode(a, from->url);
  size_t slash = sv_find_last_byte(url, '/');
  sv folder = arena_cat(a, (sv[]){root, sv_first(url, slash == SV_NONE ? 0 : slash)}, 2);
  sv joined = finder_path(a, r->site, folder, path);
  if (!joined.len) return false;
  sv below = arena_cat(a, (sv[]){sv_skip(joined, root.len), SV("/")}, 2);
  if (!sv_ends(path, SV("/"))) below.len--;
  return found_address(r, below, out);
}

bool link__find(link__resolver *r, const page *from, sv path, link__target *out) {
  const site *s = r->site;
  arena *a = r->scratch;
  if (path.at[0] == '/') return found_from_root(r, path, out);
  if (from) {
    static const char *const endings[] = {"", ".md", "/index.md"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
      sv file = arena_cat(a, (sv[]){path, sv_of(endings[i])}, 2);
      if (found_source(r, finder_path(a, s, from->folder, file), out)) return true;
    }
    if (found_from_address(r, from, path, out)) return true;
  }
  return found_from_root(r, arena_cat(a, (sv[]){SV("/"), path}, 2), out);
}

static bytes16 ends_name(bytes16 b) {
  return (bytes16)((b == '#') | (b == '/') | (b == '?') | (b == '%') | (b == ':'));
}

/* The source of the page that it may be, in `scratch`; empty: it is not such a target. *end is
 * where its part begins. */
static sv source_beside(const link__resolver *r, const page *from, sv target, size_t *end) {
  *end = span_until(target, 0, ends_name);
  bool whole = *end == target.len || target.at[*end] == '#';
  if (!whole || *end == 0 || target.at[0] == '.' || !sv_starts(from->folder, r->root)) {
    return (sv){"", 0};
  }
  size_t folder = from->folder.len;
  char *source = arena_chars(r->scratch, folder + 1 + *end);
  memcpy(source, from->folder.at, folder);
  source[folder] = '/';
  memcpy(source + folder + 1, target.at, *end);
  return sv_make(source, folder + 1 + *end);
}

unsigned link__hash_beside(const link__resolver *r, const page *from, sv target) {
  size_t end;
  arena_mark mark = arena_here(r->scratch);
  sv source = source_beside(r, from, target, &end);
  unsigned hash = source.len ? map_hash(source) : 0;
  arena_rewind(r->scratch, mark);
  return hash;
}

const page *link__beside(link__resolver *r, const page *from, sv target, url_parts *parts) {
  size_t end;
  sv source = source_beside(r, from, target, &end);
  if (!source.len) return NULL;
  *parts = (url_parts){.path = sv_first(target, end),
                       .fragment = sv_skip(target, end + 1),
                       .has_fragment = end < target.len};
  const page *p = map_get(&r->site->by_source, source);
  return p && p->url.len && !p->left_out ? p : NULL;
}

static const map *ids_of(link__resolver *r, const page *p) {
  map *ids = r->ids[p->number];
  if (ids) return ids;
  ids = r->ids[p->number] = arena_new(r->kept, map);
  for (size_t i = 0; i < p->body.headings.len; i++) {
    map_put(r->kept, ids, p->body.headings.at[i].id, ids);
  }
  for (size_t i = 0; i < p->body.ids.len; i++) map_put(r->kept, ids, p->body.ids.at[i], ids);
  return ids;
}

/* A few are looked through; many are found by a map, so that many links to them take no longer. */
static bool is_among_ids(link__resolver *r, const page *p, sv id) {
  enum { A_FEW = 32 };
  const body *b = &p->body;
  if (b->headings.len + b->ids.len > A_FEW) return map_find(ids_of(r, p), id) != NULL;
  for (size_t i = 0; i < b->headings.len; i++) {
    if (sv_eq(b->headings.at[i].id, id)) return true;
  }
  for (size_t i = 0; i < b->ids.len; i++) {
    if (sv_eq(b->ids.at[i], id)) return true;
  }
  return false;
}

bool link__has_id(link__resolver *r, const page *p, sv id) {
  /* "#" and "#top" are the top of any page (HTML standard, "scrolling to a fragment"). */
  if (!id.len || sv_eq_nocase(id, SV("top"))) return true;
  for (size_t i = 0; i < r->anchors->len; i++) {
    if (sv_eq(r->anchors->at[i], id)) return true;
  }
  return is_among_ids(r, p, id);
}

static sv last_part(sv path) {
  while (path.len && path.at[path.len - 1] == '/') path.len--;
  size_t slash = sv_find_last_byte(path, '/');
  return slash == SV_NONE ? path : sv_skip(path, slash + 1);
}

static void collect_names(link__resolver *r) {
  for (size_t i = 0; i < r->site->all.len; i++) {
    const page *p = r->site->all.at[i];
    if (!p->left_out) vec_push(r->kept, &r->names, last_part(p->source));
  }
  for (size_t i = 0; i < r->addresses->all.len; i++) {
    const address *at = &r->addresses->all.at[i];
    if (at->kind == ADDRESS_PART || at->kind == ADDRESS_MADE) continue;
    sv name = last_part(url_decode(r->kept, at->url));
    if (name.len) vec_push(r->kept, &r->names, name);
  }
}

sv link__nearest(link__resolver *r, sv path) {
  /* Each guess looks at every name; past this many, nobody reads them all. */
  if (!r->guesses) return (sv){"", 0};
  r->guesses--;
  if (!r->names.len) collect_names(r);
  return diag_nearest(last_part(path), r->names.at, r->names.len);
}
