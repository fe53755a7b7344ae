#include "graph/find.h"

#include "base/limits.h"

static sv key_of(arena *a, sv lang, sv shelf, sv slug) {
  sv slash = shelf.len ? SV("/") : SV("");
  return arena_cat(a, (sv[]){lang, SV(" "), shelf, slash, slug}, 5);
}

void finder_open(arena *a, const site *s, finder *out) {
  *out = (finder){.site = s, .memory = a, .guesses = LIMIT_LINK_GUESSES};
}

static void name_articles(finder *f) {
  arena *a = f->memory;
  for (size_t i = 0; i < f->site->all.len; i++) {
    page *p = f->site->all.at[i];
    if (p->type != PAGE_ARTICLE) continue;
    bool fresh;
    sv key = key_of(a, p->lang, p->section, p->slug);
    map_entry *entry = map_entry_for(a, &f->by_name, key, &fresh);
    if (fresh) entry->value = p;
    entry = map_entry_for(a, &f->by_name, key_of(a, p->lang, (sv){"", 0}, p->slug), &fresh);
    /* The same slug in two sections: a page that is shown comes before one that is not. */
    const page *known = entry->value;
    if (fresh || (known->left_out && !p->left_out)) entry->value = p;
  }
}

const char *finder_state(const page *p) {
  static const char *const states[] = {"published", "a draft", "scheduled", "expired"};
  return states[p->state];
}

sv finder_root(const site *s) {
  return settings_folder(&s->settings);
}

sv finder_path(arena *a, const site *s, sv folder, sv path) {
  sv root = finder_root(s), piece;
  sv inside = sv_starts(folder, root) ? sv_skip(folder, root.len) : (sv){"", 0};
  sv rest = arena_cat(a, (sv[]){inside, SV("/"), path}, 3);
  char *out = arena_chars(a, root.len + rest.len + 1);
  memcpy(out, root.at, root.len);
  size_t len = root.len;
  while (sv_split(&rest, '/', &piece)) {
    if (piece.len == 0 || sv_is(piece, ".")) continue;
    if (sv_is(piece, "..")) {
      if (len == root.len) return (sv){"", 0};
      len = sv_find_last_byte(sv_make(out, len), '/');
      continue;
    }
    out[len++] = '/';
    memcpy(out + len, piece.at, piece.len);
    len += piece.len;
  }
  return sv_make(out, len);
}

static page *look_up(finder *f, const page *from, sv name, arena *scratch) {
  while (name.len && name.at[0] == '/') name = sv_skip(name, 1);
  while (name.len && name.at[name.len - 1] == '/') name.len--;
  if (sv_ends(name, SV(".md"))) {
    sv folders[] = {from->folder, finder_root(f->site)};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
      page *hit = map_get(&f->site->by_source, finder_path(scratch, f->site, folders[i], name));
      if (hit) return hit;
    }
    name.len -= 3;
  }
  if (!f->by_name.len) name_articles(f);
  return map_get(&f->by_name, key_of(scratch, from->lang, (sv){"", 0}, name));
}

static void suggest(diag *d, finder *f, const page *from, sv name, arena *scratch) {
  sv_list names = {0};
  bool guess = f->guesses > 0;
  f->guesses -= guess;
  for (size_t i = 0; guess && i < f->site->articles.len; i++) {
    const page *p = f->site->articles.at[i];
    if (sv_eq(p->lang, from->lang)) vec_push(scratch, &names, p->slug);
  }
  sv near = diag_nearest(name, names.at, names.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "write the article's file without its ending, such as \"epidural\"");
  }
}

page *finder_article(finder *f, const page *from, const placed *name, arena *scratch,
                     diag_sink *sink) {
  arena_mark mark = arena_here(scratch);
  page *hit = look_up(f, from, name->text, scratch);
  if (!hit || hit->type != PAGE_ARTICLE) {
    diag *d = diag_add(sink, DIAG_RL001, diag_at(from->source, name->offset, name->length),
                       "there is no article \"%.*s\"", SV_ARG(name->text));
    suggest(d, f, from, name->text, scratch);
    hit = NULL;
  } else if (hit->left_out) {
    diag *d = diag_add(sink, DIAG_RL001, diag_at(from->source, name->offset, name->length),
                       "the article \"%.*s\" is %s", SV_ARG(name->text), finder_state(hit));
    diag_hint(d, "publish %.*s, or take its name out here", SV_ARG(hit->source));
    hit = NULL;
  }
  arena_rewind(scratch, mark);
  return hit;
}
