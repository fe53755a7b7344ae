/* The global names of a layout. */
#include "graph/pagination.h"
#include "view/view.h"

typedef enum global { PAGE, SITE, PAGINATOR, CONTENT, LAYOUT, GLOBALS } global;

const val_key screen_names[SCREEN_NAMES] = {[PAGE] = {SV_INIT("page"), 0},
                                            [SITE] = {SV_INIT("site"), 0},
                                            [PAGINATOR] = {SV_INIT("paginator"), 0},
                                            [CONTENT] = {SV_INIT("content"), 0},
                                            [LAYOUT] = {SV_INIT("layout"), 0}};

static void start(screen *s, const view *v, sv lang, sv url, arena *scratch) {
  s->view = v;
  s->lang = lang;
  s->url = url;
  s->site_val = view__site(scratch, s);
  s->content = s->layout = val_nil();
}

/* What an article shows of others comes at its end. */
static void fetch_ties(const page *p) {
  for (size_t i = 0; i < p->related_pages.len; i++) view__fetch(p->related_pages.at[i].page);
  view__fetch(p->previous);
  view__fetch(p->next);
}

void screen_page(screen *s, const view *v, const page *p, size_t part, arena *scratch) {
  *s = (screen){.page = p, .page_val = view__page(v, p), .part = part, .subject = p->source};
  s->paginator_val = view__page_paginator(scratch, v, p, part);
  start(s, v, p->lang, p->url, scratch);
  fetch_ties(p);
}

void screen_listing(screen *s, const view *v, const listing *l, size_t part, arena *scratch) {
  *s = (screen){.listing = l, .part = part};
  s->page_val = view__listing(scratch, v, l, part);
  s->paginator_val = view__paginator(scratch, v, l, part);
  s->subject = pagination_url(scratch, l->url, part);
  start(s, v, l->lang, l->url, scratch);
}

bool screen_language(const screen *s, uint32_t *number) {
  const view_lists *lists = view__lists(s->view, s->lang);
  *number = (uint32_t)(lists - s->view->languages.at);
  return sv_eq(lists->lang, s->lang);
}

static val own_content(const screen *s, arena *scratch) {
  if (s->content.kind != VAL_NIL || !s->page) return s->content;
  return val_safe(body_html(scratch, &s->page->body));
}

bool screen_lookup(void *context, const val_key *name, arena *scratch, val *out) {
  const screen *s = context;
  for (int i = 0; i < GLOBALS; i++) {
    if (!sv_eq(screen_names[i].name, name->name)) continue;
    switch ((global)i) {
      case PAGE: *out = s->page_val; break;
      case SITE: *out = s->site_val; break;
      case PAGINATOR: *out = s->paginator_val; break;
      case CONTENT: *out = own_content(s, scratch); break;
      case LAYOUT: *out = s->layout; break;
      case GLOBALS: break;
    }
    return true;
  }
  *out = val_nil();
  return false;
}
