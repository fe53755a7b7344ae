#include "graph/links.h"

#include "base/limits.h"
#include "base/mix.h"
#include "diag/record.h"
#include "graph/find.h"
#include "graph/link_target.h"
#include "text/address_slips.h"

/* A target with its place. */
typedef struct written_target {
  const page *from; /* NULL: the settings */
  diag_span where;
  sv text;
  body_link_kind kind;
} written_target;

static bool looks_like_file(sv path) {
  size_t dot = sv_find_last_byte(path, '.');
  if (dot == SV_NONE || sv_find_byte(path, '/', dot) != SV_NONE) return false;
  sv extension = sv_skip(path, dot + 1);
  return !sv_is(extension, "md") && !sv_is(extension, "html");
}

/* An address that a setting may give which could not be read. */
static bool may_be_address(const link__resolver *r, sv path) {
  const settings *set = &r->site->settings;
  return path.len && path.at[0] == '/' &&
         (settings_unread(set, "base_url") || settings_unread(set, "permalinks") ||
          settings_unread(set, "taxonomies"));
}

static void report_nowhere(link__resolver *r, const written_target *w, sv path) {
  if (may_be_address(r, path)) return;
  sv meant = w->kind == BODY_LINK ? address_meant(r->scratch, w->text) : (sv){"", 0};
  bool file = w->kind != BODY_LINK || (!meant.len && looks_like_file(path));
  diag *d = diag_add(r->sink, file ? DIAG_LK002 : DIAG_LK001, w->where,
                     file ? "there is no file \"%.*s\"" : "this link leads nowhere: \"%.*s\"",
                     SV_ARG(w->text));
  sv near = meant.len ? meant : link__nearest(r, path);
  if (meant.len) {
    diag_hint(d, "write %.*s", SV_ARG(meant));
  } else if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else if (file) {
    diag_hint(d, "put the file into content/files/, or beside the article in a folder of its own");
  } else {
    /* From an article its neighbours are near; from elsewhere the folder is part of the name. */
    bool near_articles = w->from && w->from->type == PAGE_ARTICLE;
    diag_hint(d, "name the page's file, such as \"%sepidural.md\", or its address, such as %s",
              near_articles ? "" : "articles/", "\"/articles/epidural/\"");
  }
}

static void report_empty(link__resolver *r, const written_target *w) {
  bool image = w->kind == BODY_IMAGE;
  diag *d = diag_add(r->sink, image ? DIAG_LK002 : DIAG_LK001, w->where,
                     image ? "this image has no address" : "this link has no address");
  diag_hint(d, image ? "write the picture's file behind its text: ![what it shows](needle.png)"
                     : "write where it leads behind its text: [text](epidural.md)");
}

static void report_left_out(link__resolver *r, const written_target *w, const page *p) {
  diag *d = diag_add(r->sink, DIAG_LK001, w->where,
                     "this link leads to %.*s, which is %s and not on the site", SV_ARG(p->source),
                     finder_state(p));
  diag_hint(d, "take the link out until that page is published");
}

static bool check_fragment(link__resolver *r, const written_target *w, const page *p, sv fragment) {
  sv id = url_decode(r->scratch, fragment);
  /* What a listing's layout adds to a section's page is not known here. */
  if (!p || p->type == PAGE_SECTION || p->unread || link__has_id(r, p, id)) return true;
  diag *d = diag_add(r->sink, DIAG_LK005, w->where, "%.*s has no part \"#%.*s\"", SV_ARG(p->source),
                     SV_ARG(id));
  sv_list ids = {0};
  for (size_t i = 0; i < p->body.headings.len; i++) {
    vec_push(r->scratch, &ids, p->body.headings.at[i].id);
  }
  sv near = diag_nearest(id, ids.at, ids.len);
  if (near.len) {
    diag_hint(d, "did you mean \"#%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "a heading's part is its words in lower case with hyphens, as in #risks-of-it");
  }
  return false;
}

/* Finds what the target means and reports it where that is nothing. */
static bool resolve(link__resolver *r, const written_target *w, const url_parts *parts,
                    link__target *out) {
  sv path = url_decode(r->scratch, parts->path);
  if (!w->text.len) {
    report_empty(r, w);
    return false;
  }
  if (!path.len) {
    *out = (link__target){.url = w->from ? w->from->url : SV("/"), .page = w->from};
  } else if (!link__find(r, w->from, path, out)) {
    report_nowhere(r, w, path);
    return false;
  } else if (out->page && out->page->left_out) {
    report_left_out(r, w, out->page);
    return false;
  }
  if (w->kind != BODY_LINK && !out->file) {
    const char *wanted = w->kind == BODY_IMAGE ? "an image" : "a file";
    diag *d = diag_add(r->sink, DIAG_LK002, w->where, "\"%.*s\" is a page, not %s", SV_ARG(w->text),
                       wanted);
    diag_hint(d, "name %s", w->kind == BODY_IMAGE ? "an image file" : "a file of content/files/");
    return false;
  }
  return !parts->has_fragment || check_fragment(r, w, out->page, parts->fragment);
}

/* The address as a browser gets it, in `a`. */
static sv final_address(link__resolver *r, arena *a, const link__target *target,
                        const url_parts *parts) {
  buf *out = &r->out;
  buf_clear(out);
  buf_add(out, r->site->settings.base_path);
  buf_add(out, target->url);
  if (parts->has_query) {
    buf_byte(out, '?');
    buf_add(out, parts->query);
  }
  if (parts->has_fragment) {
    buf_byte(out, '#');
    url_path_add(out, url_decode(r->scratch, parts->fragment));
  }
  return arena_dup(a, buf_sv(out));
}

/* Mostly it is just the page's address, and then no text of its own. */
static sv slot_text(link__resolver *r, sv final, sv url, const site_file *image) {
  buf *out = &r->out;
  buf_clear(out);
  buf_html(out, final);
  if (image && image->width && image->height) {
    buf_printf(out, "\" width=\"%u\" height=\"%u", image->width, image->height);
  }
  return sv_eq(buf_sv(out), url) ? url : arena_dup(r->found, buf_sv(out));
}

/* Without them the page jumps while the image loads. */
static void check_size(link__resolver *r, const written_target *w, const site_file *file) {
  if (w->kind != BODY_IMAGE || !file || (file->width && file->height)) return;
  diag *d = diag_add(r->sink, DIAG_LK010, w->where, "the width and height of %.*s cannot be read",
                     SV_ARG(file->source));
  diag_hint(d, "save it again as PNG, JPEG, GIF, WebP, AVIF, or SVG with a viewBox");
}

/* True where the slot takes the address of what was found as it is, as that of most links. */
static bool takes_it_as_it_is(const link__resolver *r, const body_link *link,
                              const link__target *target, const url_parts *parts) {
  return !link->of_insert && !target->file && !parts->has_query && !parts->has_fragment &&
         !r->site->settings.base_path.len && buf_html_as_it_is(target->url);
}

/* The address of what was found, in the form that the link's slot or its insert takes. */
static void give_address(link__resolver *r, body_link *link, const link__target *target,
                         const url_parts *parts) {
  link->leads_to = target->page ? target->page->number + 1 : 0;
  if (takes_it_as_it_is(r, link, target, parts)) {
    link->address = target->url;
    return;
  }
  sv final = final_address(r, link->of_insert ? r->found : r->scratch, target, parts);
  if (link->of_insert) {
    link->address = final;
    if (target->file) link->file = (uint32_t)(target->file - r->files->all.at) + 1;
  } else {
    link->address =
        slot_text(r, final, target->url, link->kind == BODY_IMAGE ? target->file : NULL);
  }
}

/* The same where the page that is meant is known (NULL: it is not), as is what more the target
 * says.
 */
static bool find_target(link__resolver *r, const written_target *w, const page *beside,
                        url_parts *parts, link__target *out) {
  if (!beside) {
    *parts = url_split(w->text);
    return resolve(r, w, parts, out);
  }
  *out = (link__target){.url = beside->url, .page = beside};
  return !parts->has_fragment || check_fragment(r, w, beside, parts->fragment);
}

static void resolve_link(link__resolver *r, page *p, body_link *link) {
  url_parts parts;
  const page *beside = link->kind == BODY_LINK ? link__beside(r, p, link->target, &parts) : NULL;
  if (!beside && url_is_external(link->target)) return;
  written_target w = {p, diag_at(p->source, link->offset, link->length), link->target, link->kind};
  link__target target;
  if (find_target(r, &w, beside, &parts, &target)) {
    give_address(r, link, &target, &parts);
    check_size(r, &w, target.file);
  } else {
    sv written = link->target.len ? link->target : p->url;
    link->address = slot_text(r, written, written, NULL);
  }
  p->links_print = mix_text(mix_in(p->links_print, link->address.len), link->address);
}

static void resolve_text(link__resolver *r, page *p, body *text) {
  for (size_t i = 0; i < text->links.len; i++) {
    body_link *link = &text->links.at[i];
    /* A link within the page stands in its HTML already, but its end may be missing. */
    bool within = link->target.len && link->target.at[0] == '#';
    bool asks = link->slot != BODY_NO_SLOT || link->of_insert || within;
    arena_mark mark = arena_here(r->scratch);
    if (asks) resolve_link(r, p, link);
    arena_rewind(r->scratch, mark);
  }
}

/* Calls back for the page's text, then for what its front matter has of texts. */
static void each_text(page *p, void (*visit)(void *context, page *p, body *text), void *context) {
  visit(context, p, &p->body);
  for (size_t i = 0; i < p->key_points.len; i++) visit(context, p, &p->key_points.at[i].body);
  for (size_t i = 0; i < p->questions_to_ask.len; i++) {
    visit(context, p, &p->questions_to_ask.at[i].body);
  }
}

static void visit_text(void *context, page *p, body *text) {
  resolve_text(context, p, text);
}

static void resolve_image(link__resolver *r, page *p) {
  page_image *image = &p->more->image;
  if (!image->src.text.len) return;
  diag_span where = diag_at(p->source, image->src.offset, image->src.length);
  written_target w = {p, where, image->src.text, BODY_IMAGE};
  url_parts parts = url_split(image->src.text);
  if (url_is_external(image->src.text)) {
    image->url = image->src.text;
  } else {
    link__target target;
    if (!resolve(r, &w, &parts, &target)) return;
    check_size(r, &w, target.file);
    image->url = target.url;
    image->width = target.file->width;
    image->height = target.file->height;
  }
  size_t dot = sv_find_last_byte(parts.path, '.');
  if (dot != SV_NONE && sv_eq_nocase(sv_skip(parts.path, dot), SV(".svg"))) {
    diag *d = diag_add(r->sink, DIAG_LK007, where,
                       "social networks do not show SVG images, and this is the page's image");
    diag_hint(d, "give a PNG or JPEG of it, 1200 by 630 pixels");
  }
}

static void report_slip(link__resolver *r, const menu_item *item) {
  address_slip slip;
  if (!address_slip_of(r->scratch, item->url, &slip)) return;
  diag_span where = diag_at(r->site->settings.file, item->offset, item->length);
  diag *d =
      diag_add(r->sink, slip.file ? DIAG_LK002 : DIAG_LK001, where, "%.*s", SV_ARG(slip.what));
  diag_hint(d, "%.*s", SV_ARG(slip.hint));
}

static void resolve_menu(link__resolver *r) {
  settings *set = &r->site->settings;
  for (size_t i = 0; i < set->menu.len; i++) {
    menu_item *item = &set->menu.at[i];
    if (url_is_external(item->url)) {
      report_slip(r, item);
      item->address = item->url;
      continue;
    }
    written_target w = {NULL, diag_at(set->file, item->offset, item->length), item->url, BODY_LINK};
    url_parts parts = url_split(item->url);
    link__target target;
    if (resolve(r, &w, &parts, &target)) {
      item->address = final_address(r, r->found, &target, &parts);
    }
  }
}

/* What it finds goes into `found`; it makes no guesses yet. */
static link__resolver resolver_open(site *s, const addresses *all, const site_files *files,
                                    const sv_list *anchors, arena *found, diag_sink *sink) {
  link__resolver r = {.site = s,
                      .addresses = all,
                      .files = files,
                      .anchors = anchors,
                      .root = finder_root(s),
                      .found = found,
                      .sink = sink};
  r.scratch = arena_new(found, arena);
  r.kept = arena_new(found, arena);
  r.ids = arena_array(r.kept, map *, s->all.len);
  return r;
}

static void resolver_close(link__resolver *r) {
  buf_free(&r->out);
  arena_free(r->scratch);
  arena_free(r->kept);
}

static void resolve_page(link__resolver *r, page *p) {
  p->links_print = 0;
  resolve_image(r, p);
  each_text(p, visit_text, r);
  arena_reset(r->scratch);
}

enum { PAGES_A_TASK = 64, PAGES_AHEAD = 16, LINKS_AHEAD = 8 };

/* Under which hashes the targets of a page will be looked for, as far as that is known: for calling
 * them into the cache and for nothing else. */
typedef struct expected {
  unsigned hashes[LINKS_AHEAD], count;
} expected;

/* One that resolves pages beside others. */
typedef struct lane {
  link__resolver resolver;        /* tells nobody of what is wrong */
  uint32_t *last_from;            /* by page: the last that links to it, + 1 */
  uint32_t *links_in;             /* by page: how many articles link to it */
  expected expected[PAGES_AHEAD]; /* by page: its number modulo that */
} lane;

typedef struct lanes {
  site *site;
  lane *each;
  bool *wrong; /* by page: there is something to say of it */
} lanes;

static void count_text(void *context, page *p, body *text) {
  lane *l = context;
  for (size_t i = 0; i < text->links.len; i++) {
    uint32_t to = text->links.at[i].leads_to;
    if (!to || to - 1 == p->number || l->last_from[to - 1] == p->number + 1) continue;
    l->last_from[to - 1] = p->number + 1;
    l->links_in[to - 1]++;
  }
}

static void resolve_beside(const lanes *all, lane *l, size_t i) {
  page *p = all->site->all.at[i];
  if (p->left_out) return;
  resolve_page(&l->resolver, p);
  all->wrong[i] = !diag_is_empty(l->resolver.sink);
  if (all->wrong[i]) diag_forget(l->resolver.sink);
  if (p->type == PAGE_ARTICLE) each_text(p, count_text, l);
}

static void prefetch_page(const page *p) {
  __builtin_prefetch(p);
  __builtin_prefetch(&p->folder);
  __builtin_prefetch(&p->key_points);
  __builtin_prefetch(&p->more);
  __builtin_prefetch(&p->body.links);
  __builtin_prefetch(&p->links_print);
}

static void prefetch_links(const page *p) {
  __builtin_prefetch(&p->more->image);
  for (size_t i = 0; i < p->body.links.len && i < LINKS_AHEAD; i++) {
    __builtin_prefetch(&p->body.links.at[i].target);
    __builtin_prefetch(&p->body.links.at[i].address);
  }
}

static void prefetch_targets(const page *p) {
  for (size_t i = 0; i < p->body.links.len && i < LINKS_AHEAD; i++) {
    __builtin_prefetch(p->body.links.at[i].target.at);
  }
}

static void hash_targets(lane *l, const page *p) {
  expected *e = &l->expected[p->number % PAGES_AHEAD];
  e->count = 0;
  for (size_t i = 0; i < p->body.links.len && i < LINKS_AHEAD; i++) {
    unsigned hash = link__hash_beside(&l->resolver, p, p->body.links.at[i].target);
    if (!hash) continue;
    e->hashes[e->count++] = hash;
    map_prefetch(&l->resolver.site->by_source, hash, MAP_SLOT);
  }
}

static void prefetch_found(const lane *l, const page *p, map_part part) {
  const expected *e = &l->expected[p->number % PAGES_AHEAD];
  for (size_t i = 0; i < e->count; i++) {
    map_prefetch(&l->resolver.site->by_source, e->hashes[i], part);
  }
}

/* What resolving looks at stands far apart, one thing leading to the next: it is called for some
 * pages ahead, a step at a time. */
static void prefetch_ahead(lane *l, const page_list *pages, size_t at) {
  enum { LINKS = 12, TARGETS = 9, SLOTS = 7, ENTRIES = 5, VALUES = 3 };
  if (at + PAGES_AHEAD >= pages->len) return;
  page **here = pages->at + at;
  prefetch_page(here[PAGES_AHEAD]);
  prefetch_links(here[LINKS]);
  prefetch_targets(here[TARGETS]);
  hash_targets(l, here[SLOTS]);
  prefetch_found(l, here[ENTRIES], MAP_ENTRY);
  prefetch_found(l, here[VALUES], MAP_VALUE);
}

static void resolve_task(void *context, size_t number, unsigned worker) {
  const lanes *all = context;
  lane *l = &all->each[worker];
  const page_list *pages = &all->site->all;
  size_t i = number * PAGES_A_TASK, until = i + PAGES_A_TASK;
  for (; i < until && i < pages->len; i++) {
    prefetch_ahead(l, pages, i);
    resolve_beside(all, l, i);
  }
}

static void open_lanes(lanes *all, const link__resolver *r, const crew *by) {
  all->each = arena_array(r->kept, lane, by->workers);
  all->wrong = arena_array(r->kept, bool, r->site->all.len);
  for (unsigned i = 0; i < by->workers; i++) {
    lane *l = &all->each[i];
    l->resolver =
        resolver_open(r->site, r->addresses, r->files, r->anchors, by->kept[i], diag_sink_new());
    l->last_from = arena_array(r->kept, uint32_t, r->site->all.len);
    l->links_in = arena_array(r->kept, uint32_t, r->site->all.len);
  }
}

static void close_lanes(lanes *all, const crew *by) {
  for (size_t j = 0; j < all->site->all.len; j++) {
    unsigned count = 0;
    for (unsigned i = 0; i < by->workers; i++) count += all->each[i].links_in[j];
    all->site->all.at[j]->links_in += count;
  }
  for (unsigned i = 0; i < by->workers; i++) {
    lane *l = &all->each[i];
    diag_sink_free(l->resolver.sink);
    resolver_close(&l->resolver);
  }
}

/* Pages are resolved beside each other; those of which there is something to say once more, one
 * after the other: who gets one of the few guesses depends on the order. */
void links_resolve(site *s, const addresses *all, const site_files *files, const sv_list *anchors,
                   const crew *by, diag_sink *sink) {
  link__resolver r = resolver_open(s, all, files, anchors, s->memory, sink);
  r.guesses = LIMIT_LINK_GUESSES;
  resolve_menu(&r);
  lanes beside = {.site = s};
  open_lanes(&beside, &r, by);
  crew_run(by, (s->all.len + PAGES_A_TASK - 1) / PAGES_A_TASK, resolve_task, &beside);
  close_lanes(&beside, by);
  for (size_t i = 0; i < s->all.len; i++) {
    if (beside.wrong[i]) resolve_page(&r, s->all.at[i]);
  }
  resolver_close(&r);
}

void links_resolve_page(site *s, page *p, const addresses *all, const site_files *files,
                        const sv_list *anchors, diag_sink *sink) {
  link__resolver r = resolver_open(s, all, files, anchors, s->memory, sink);
  r.guesses = LIMIT_LINK_GUESSES;
  resolve_page(&r, p);
  resolver_close(&r);
}
