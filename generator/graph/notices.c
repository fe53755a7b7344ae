#include "graph/notices.h"

#include "base/buf.h"
#include "graph/find.h"

/* By slug, file ("pages/privacy.md", "privacy.md") or address. */
static bool is_called(const site *s, const page *p, sv name) {
  sv below = sv_skip(p->source, finder_root(s).len + 1);
  sv file = sv_skip(below, sv_find_last_byte(below, '/') + 1);
  return sv_eq(name, p->slug) || sv_eq(name, p->source) || sv_eq(name, below) ||
         sv_eq(name, file) || (p->url.len && sv_eq(name, p->url));
}

/* Pages come before articles of the same name, the site's language before others, and what is
 * shown before what is not. */
static int rank(const site *s, const page *p) {
  return (p->left_out ? 0 : 4) + (sv_eq(p->lang, s->settings.language) ? 2 : 0) +
         (p->type == PAGE_PLAIN);
}

static page *find(const site *s, sv name) {
  page *best = NULL;
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if ((p->type != PAGE_PLAIN && p->type != PAGE_ARTICLE) || !is_called(s, p, name)) continue;
    if (!best || rank(s, p) > rank(s, best)) best = p;
  }
  return best;
}

/* The pages there are, for a name that is near to none of them. */
static void list_pages(const site *s, diag *d) {
  enum { LISTED = 12 }; /* more are no help */
  buf names = BUF_EMPTY;
  size_t count = 0;
  for (size_t i = 0; i < s->plain.len && count < LISTED; i++) {
    const page *p = s->plain.at[i];
    if (!sv_eq(p->lang, s->settings.language)) continue;
    buf_printf(&names, "%s%.*s", count++ ? ", " : "", SV_ARG(p->slug));
  }
  if (count) {
    diag_hint(d, "write the page, or name one that there is: %s", buf_cstr(&names));
  } else {
    diag_hint(d, "write the page into pages/, or take its name out here");
  }
  buf_free(&names);
}

/* The pages whose names are near, else all. */
static void suggest(const site *s, sv name, diag *d) {
  arena scratch = {0};
  sv_list slugs = {0};
  for (size_t i = 0; i < s->plain.len; i++) vec_push(&scratch, &slugs, s->plain.at[i]->slug);
  sv near = diag_nearest(name, slugs.at, slugs.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    list_pages(s, d);
  }
  arena_free(&scratch);
}

void notices_find(site *s, diag_sink *sink) {
  for (size_t i = 0; i < s->settings.notices.len; i++) {
    const notice_setting *n = &s->settings.notices.at[i];
    page *p = find(s, n->name);
    if (p && !p->left_out) {
      vec_push(s->memory, &s->notices, p);
      continue;
    }
    diag_span where = diag_at(s->settings.file, n->offset, n->length);
    if (p) {
      diag *d = diag_add(sink, DIAG_CF005, where, "the page of the notice \"%.*s\" is %s",
                         SV_ARG(n->name), finder_state(p));
      diag_hint(d, "publish %.*s, or take its name out here", SV_ARG(p->source));
    } else {
      suggest(s, n->name,
              diag_add(sink, DIAG_CF005, where, "there is no page for the notice \"%.*s\"",
                       SV_ARG(n->name)));
    }
  }
}

const page *notices_in(const page *notice, sv lang) {
  for (size_t i = 0; i < notice->more->translations.len; i++) {
    const page *other = notice->more->translations.at[i];
    if (sv_eq(other->lang, lang) && !other->left_out) return other;
  }
  return notice;
}
