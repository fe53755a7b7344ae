#include "build/records.h"

#include <stdlib.h>

#include "build/glossary.h"
#include "build/source.h"
#include "markdown/markdown.h"
#include "model/records.h"
#include "sys/fs.h"

static sv without_extension(sv name) {
  size_t dot = sv_find_last_byte(name, '.');
  return dot == SV_NONE ? name : sv_first(name, dot);
}

void records_data(site *s, const content_inventory *content, diag_sink *sink) {
  VEC(val_member) members = {0};
  arena scratch = {0};
  for (size_t i = 0; i < content->data.len; i++) {
    const content_file *file = &content->data.at[i];
    const node *root = source_data(&scratch, file->path, sink);
    if (!root) continue;
    sv name = without_extension(fs_name_of(file->below));
    if (sv_is(file->below, "data/synonyms.yaml") || sv_is(file->below, "data/synonyms.json")) {
      synonyms_read(s->memory, s->settings.language, file->path, root, sink, &s->synonyms);
    }
    vec_push(s->memory, &members, (val_member){val_key_of(name), node_val(s->memory, root)});
    if (sv_is(without_extension(file->below), "data/" REVIEW_DATA)) {
      reviews_read(s->memory, file->path, root, sink, &s->reviews);
    }
    if (sv_is(name, "codes")) codes_read(s->memory, file->path, root, sink, &s->codes);
    glossary_load(s, file, root, sink);
    arena_reset(&scratch);
  }
  s->data = val_object_of(s->memory, members.at, members.len);
  arena_free(&scratch);
}

/* "comments/epidural/2026-02-13-anna.yaml" belongs to the article whose file is epidural.md,
 * or whose slug is epidural. */
static map pages_by_name(arena *a, const site *s) {
  map names = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->type != PAGE_ARTICLE) continue;
    map_put(a, &names, p->slug, p);
    sv file = p->bundle ? p->folder : without_extension(p->source);
    map_put(a, &names, fs_name_of(file), p);
  }
  return names;
}

static void read_comment(site *s, const map *by_name, const content_file *file, arena *scratch,
                         diag_sink *sink) {
  const node *root = source_data(scratch, file->path, sink);
  page_comment comment = {.source = file->path};
  placed written;
  if (!root || !comment_read(s->memory, &s->settings, file->path, root, sink, &comment, &written)) {
    return;
  }
  sv folder = fs_folder_of(sv_skip(file->below, SV("comments/").len));
  page *p = map_get(by_name, folder);
  if (!p) {
    diag *d = diag_add(sink, DIAG_LK008, diag_file(file->path), "this comment is on no article");
    sv near = diag_nearest_key(folder, by_name);
    if (near.len) {
      diag_hint(d, "did you mean content/comments/%.*s/?", SV_ARG(near));
    } else {
      diag_hint(d, "its folder is called like the article's file, without .md");
    }
    return;
  }
  md_options options = md_article_options;
  options.lang = p->lang;
  options.site_links = options.warn_pastes = options.heading_ids = options.figures = false;
  options.reader_text = true;
  options.origin = s->settings.origin;
  comment.html = md_inline(s->memory, scratch, &options, written.text,
                           diag_at(file->path, written.offset, written.length), sink);
  vec_push(s->memory, &page_more_of(s->memory, p)->comments, comment);
}

static int by_order(const void *left, const void *right) {
  return page_comment_order(left, right);
}

void records_comments(site *s, const content_inventory *content, diag_sink *sink) {
  if (!s->settings.comments.show || content->comments.len == 0) return;
  arena scratch = {0}, names = {0};
  map by_name = pages_by_name(&names, s);
  for (size_t i = 0; i < content->comments.len; i++) {
    arena_reset(&scratch);
    read_comment(s, &by_name, &content->comments.at[i], &scratch, sink);
  }
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->more->comments.len) {
      qsort(p->more->comments.at, p->more->comments.len, sizeof *p->more->comments.at, by_order);
    }
  }
  arena_free(&scratch);
  arena_free(&names);
}
