#include "build/gone.h"

#include "sys/fs.h"

static const char *state_word(page_state state) {
  static const char *const words[] = {[PAGE_PUBLISHED] = "published",
                                      [PAGE_DRAFT] = "a draft",
                                      [PAGE_SCHEDULED] = "scheduled for later",
                                      [PAGE_EXPIRED] = "expired"};
  return words[state];
}

/* A file that was renamed keeps its slug in another folder, or its folder with another slug;
 * only the first can be told for certain. */
static const page *same_slug(const site *s, sv url) {
  sv name = sv_ends(url, SV("/")) ? sv_first(url, url.len - 1) : url;
  name = fs_name_of(name);
  for (size_t i = 0; i < s->articles.len; i++) {
    if (sv_eq(s->articles.at[i]->slug, name)) return s->articles.at[i];
  }
  return NULL;
}

static void warn_of(const site *s, const manifest_page *old, diag_sink *sink) {
  const page *same = map_get(&s->by_source, old->source);
  diag_span where = same ? diag_file(same->source) : DIAG_NOWHERE;
  diag *d = diag_add(sink, DIAG_LK004, where, "the address %.*s is gone", SV_ARG(old->url));
  if (same && same->left_out) {
    diag_hint(d, "the page is %s, and readers who come to it get \"not found\"",
              state_word(same->state));
    return;
  }
  const page *now = same ? same : same_slug(s, old->url);
  if (now) {
    diag_hint(d, "it is probably %.*s now; to lead readers on, add to %.*s: aliases: [%.*s]",
              SV_ARG(now->url), SV_ARG(now->source), SV_ARG(old->url));
  } else {
    diag_hint(d, "if another article took its place, add to that one: aliases: [%.*s]",
              SV_ARG(old->url));
  }
}

void gone_warn(const site *s, const addresses *all, const manifest *before, diag_sink *sink) {
  arena scratch = {0};
  for (size_t i = 0; i < before->pages.len; i++) {
    const manifest_page *old = &before->pages.at[i];
    if (!address_at(all, old->url, &scratch)) warn_of(s, old, sink);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
}

void gone_still_live(const site *s, const content_inventory *content, const manifest *before,
                     diag_sink *sink) {
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
    diag *d = diag_add(sink, DIAG_BD002, diag_file(old->source),
                       "this page is %s, but %.*s is still live",
                       deleted ? "deleted" : state_word(now->state), SV_ARG(old->url));
    diag_hint(d, "it goes as soon as a build succeeds: mend the errors and build again");
  }
  arena_free(&scratch);
}
