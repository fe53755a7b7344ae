#include "graph/links.h"

#include "base/limits.h"
#include "graph/find.h"
#include "graph/link_target.h"
#include "model/url.h"

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

static void report_nowhere(link__resolver *r, const written_target *w, sv path) {
  bool file = w->kind != BODY_LINK || looks_like_file(path);
  diag *d = diag_add(r->sink, file ? DIAG_LK002 : DIAG_LK001, w->where,
                     file ? "there is no file \"%.*s\"" : "this link leads nowhere: \"%.*s\"",
                     SV_ARG(w->text));
  sv near = link__nearest(r, path);
  if (near.len) {
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

static void report_left_out(link__resolver *r, const written_target *w, const page *p) {
  diag *d = diag_add(r->sink, DIAG_LK001, w->where,
                     "this link leads to %.*s, which is %s and not on the site", SV_ARG(p->source),
                     finder_state(p));
  diag_hint(d, "take the link out until that page is published");
}

static bool check_fragment(link__resolver *r, const written_target *w, const page *p, sv fragment) {
  sv id = url_decode(r->scratch, fragment);
  /* What a listing's layout adds to a section's page is not known here. */
  if (!p || p->type == PAGE_SECTION || link__has_id(r, p, id)) return true;
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
static sv final_address(arena *a, const site *s, const link__target *target,
                        const url_parts *parts) {
  buf out = BUF_EMPTY;
  buf_add(&out, s->settings.base_path);
  buf_add(&out, target->url);
  if (parts->has_query) {
    buf_byte(&out, '?');
    buf_add(&out, parts->query);
  }
  if (parts->has_fragment) {
    arena scratch = {0};
    buf_byte(&out, '#');
    url_path_add(&out, url_decode(&scratch, parts->fragment));
    arena_free(&scratch);
  }
  sv kept = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return kept;
}

static sv slot_text(arena *a, sv final, const site_file *image) {
  buf out = BUF_EMPTY;
  buf_html(&out, final);
  if (image && image->width && image->height) {
    buf_printf(&out, "\" width=\"%u\" height=\"%u", image->width, image->height);
  }
  sv kept = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return kept;
}

/* Without them the page jumps while the image loads. */
static void check_size(link__resolver *r, const written_target *w, const site_file *file) {
  if (w->kind != BODY_IMAGE || !file || (file->width && file->height)) return;
  diag *d = diag_add(r->sink, DIAG_LK010, w->where, "the width and height of %.*s cannot be read",
                     SV_ARG(file->source));
  diag_hint(d, "save it again as PNG, JPEG, GIF, WebP, AVIF, or SVG with a viewBox");
}

/* The address of what was found, in the form that the link's slot or its insert takes. */
static void give_address(link__resolver *r, const page *p, body_link *link,
                         const link__target *target, const url_parts *parts) {
  arena *a = r->site->memory;
  sv final = final_address(r->scratch, r->site, target, parts);
  if (link->of_insert) {
    link->address = arena_dup(a, final);
    if (target->file) link->file = (uint32_t)(target->file - r->files->all.at) + 1;
  } else {
    link->address = slot_text(a, final, link->kind == BODY_IMAGE ? target->file : NULL);
  }
  link->leads_to = target->page ? target->page->number + 1 : 0;
}

static void resolve_text(link__resolver *r, page *p, body *text, uint32_t *last_from) {
  arena *a = r->site->memory;
  for (size_t i = 0; i < text->links.len; i++) {
    body_link *link = &text->links.at[i];
    /* A link within the page stands in its HTML already, but its end may be missing. */
    bool within = sv_starts(link->target, SV("#"));
    bool asks = link->slot != BODY_NO_SLOT || link->of_insert || within;
    if (!asks || url_is_external(link->target)) continue;
    arena_mark mark = arena_here(r->scratch);
    written_target w = {p, diag_at(p->source, link->offset, link->length), link->target,
                        link->kind};
    url_parts parts = url_split(link->target);
    link__target target;
    if (resolve(r, &w, &parts, &target)) {
      give_address(r, p, link, &target, &parts);
      check_size(r, &w, target.file);
      if (target.page && target.page != p && p->type == PAGE_ARTICLE &&
          last_from[target.page->number] != p->number + 1) {
        last_from[target.page->number] = p->number + 1;
        r->site->all.at[target.page->number]->links_in++;
      }
    } else {
      link->address = slot_text(a, link->target, NULL);
    }
    arena_rewind(r->scratch, mark);
  }
}

static void resolve_body(link__resolver *r, page *p, uint32_t *last_from) {
  resolve_text(r, p, &p->body, last_from);
  for (size_t i = 0; i < p->key_points.len; i++) {
    resolve_text(r, p, &p->key_points.at[i].body, last_from);
  }
  for (size_t i = 0; i < p->questions_to_ask.len; i++) {
    resolve_text(r, p, &p->questions_to_ask.at[i].body, last_from);
  }
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

static void resolve_menu(link__resolver *r) {
  settings *set = &r->site->settings;
  for (size_t i = 0; i < set->menu.len; i++) {
    menu_item *item = &set->menu.at[i];
    if (url_is_external(item->url)) {
      item->address = item->url;
      continue;
    }
    written_target w = {NULL, diag_at(set->file, item->offset, item->length), item->url, BODY_LINK};
    url_parts parts = url_split(item->url);
    link__target target;
    if (resolve(r, &w, &parts, &target)) {
      item->address = final_address(r->site->memory, r->site, &target, &parts);
    }
  }
}

void links_resolve(site *s, const addresses *all, const site_files *files, const sv_list *anchors,
                   diag_sink *sink) {
  arena scratch = {0}, kept = {0};
  link__resolver r = {.site = s,
                      .addresses = all,
                      .files = files,
                      .anchors = anchors,
                      .sink = sink,
                      .scratch = &scratch,
                      .kept = &kept,
                      .guesses = LIMIT_LINK_GUESSES};
  r.ids = arena_array(&kept, map *, s->all.len);
  uint32_t *last_from = arena_array(&kept, uint32_t, s->all.len);
  resolve_menu(&r);
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->left_out) continue;
    resolve_image(&r, p);
    resolve_body(&r, p, last_from);
    arena_reset(&scratch);
  }
  arena_free(&scratch);
  arena_free(&kept);
}
