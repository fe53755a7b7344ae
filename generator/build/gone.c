#include "build/gone.h"

#include "model/url.h"
#include "sys/fs.h"

static const char *state_word(page_state state) {
  static const char *const words[] = {[PAGE_PUBLISHED] = "published",
                                      [PAGE_DRAFT] = "a draft",
                                      [PAGE_SCHEDULED] = "scheduled for later",
                                      [PAGE_EXPIRED] = "expired"};
  return words[state];
}

/* Pages whose name is like the one that went, looked for only among so many new ones: past that
 * a site is being rearranged, and a guess by name is worth little. */
enum { NEW_PAGES_COMPARED = 200 };

/* Where a page that went may have gone. */
typedef struct successors {
  arena *memory;
  map by_slug;     /* pages shown */
  page_list fresh; /* of these, the ones at addresses that the last build did not have */
  sv_list slugs;   /* of `fresh` */
  size_t gone;     /* how many addresses went */
} successors;

static void add_successors(successors *to, const page_list *pages, const manifest *before) {
  for (size_t i = 0; i < pages->len; i++) {
    page *one = pages->at[i];
    map_put(to->memory, &to->by_slug, one->slug, one);
    if (manifest_page_at(before, one->url)) continue;
    vec_push(to->memory, &to->fresh, one);
    vec_push(to->memory, &to->slugs, one->slug);
  }
}

/* A file that was moved keeps its slug; one that was renamed has a new page with a like slug, or
 * is the only page that went while only one came. */
static const page *likely_successor(const successors *among, sv url) {
  sv name = fs_name_of(sv_ends(url, SV("/")) ? sv_first(url, url.len - 1) : url);
  const page *same = map_get(&among->by_slug, name);
  if (same) return same;
  if (among->gone == 1 && among->fresh.len == 1) return among->fresh.at[0];
  if (among->fresh.len > NEW_PAGES_COMPARED) return NULL;
  sv near = diag_nearest(name, among->slugs.at, among->slugs.len);
  return near.len ? map_get(&among->by_slug, near) : NULL;
}

static void warn_of(const site *s, const manifest_page *old, const successors *among,
                    diag_sink *sink) {
  const page *same = map_get(&s->by_source, old->source);
  diag_span where = same ? diag_file(same->source) : DIAG_NOWHERE;
  diag *d = diag_add(sink, DIAG_LK004, where, "the address %.*s is gone", SV_ARG(old->url));
  if (same && same->left_out) {
    diag_hint(d, "the page is %s, and readers who come to it get \"not found\"",
              state_word(same->state));
    return;
  }
  const page *now = same ? same : likely_successor(among, old->url);
  if (now) {
    diag_hint(d, "it is probably %.*s now; to lead readers on, add to %.*s: aliases: [%.*s]",
              SV_ARG(now->url), SV_ARG(now->source), SV_ARG(old->url));
  } else {
    diag_hint(d, "if another article took its place, add to that one: aliases: [%.*s]",
              SV_ARG(old->url));
  }
}

void gone_warn(const site *s, const addresses *all, const manifest *before, diag_sink *sink) {
  arena scratch = {0}, memory = {0};
  successors among = {.memory = &memory};
  VEC(const manifest_page *) gone = {0};
  for (size_t i = 0; i < before->pages.len; i++) {
    const manifest_page *old = &before->pages.at[i];
    sv decoded = url_decode(&scratch, old->url);
    if (!address_at(all, decoded, &scratch)) vec_push(&memory, &gone, old);
    arena_reset(&scratch);
  }
  among.gone = gone.len;
  if (gone.len) {
    add_successors(&among, &s->articles, before);
    add_successors(&among, &s->plain, before);
  }
  for (size_t i = 0; i < gone.len; i++) warn_of(s, gone.at[i], &among, sink);
  arena_free(&scratch);
  arena_free(&memory);
}

void gone_still_live(const site *s, const content_inventory *content, output *out,
                     diag_sink *sink) {
  const manifest *before = output_before(out);
  arena scratch = {0};
  map present = {0};
  const content_files *lists[] = {&content->pages, &content->indexes};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    for (size_t j = 0; j < lists[i]->len; j++) {
      map_put(&scratch, &present, lists[i]->at[j].path, NULL);
    }
  }
  for (size_t i = 0; i < before->pages.len; i++) {
    const manifest_page *old = &before->pages.at[i];
    const page *now = map_get(&s->by_source, old->source);
    bool deleted = old->source.len && !map_find(&present, old->source);
    if (!deleted && !(now && now->left_out)) continue;
    if (!output_still_has(out, old->output)) continue;
    diag *d = diag_add(sink, DIAG_BD002, diag_file(old->source),
                       "this page is %s, but %.*s is still live",
                       deleted ? "deleted" : state_word(now->state), SV_ARG(old->url));
    diag_hint(d, "it goes as soon as a build succeeds: mend the errors and build again");
  }
  arena_free(&scratch);
}
