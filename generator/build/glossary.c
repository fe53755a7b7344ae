#include "build/glossary.h"

#include "graph/addresses.h"
#include "sys/fs.h"

/* "es" of "data/glossary.es.yaml", the main language of "data/glossary.yaml"; false: it is
 * something else. */
static bool language_of(const site *s, const content_file *file, diag_sink *sink, sv *lang) {
  sv name = fs_name_of(file->below), plain = SV("glossary");
  name = sv_first(name, name.len - fs_extension_of(name).len - 1);
  *lang = s->settings.language;
  if (!sv_eq(fs_folder_of(file->below), SV("data")) || !sv_starts(name, plain)) return false;
  if (name.len == plain.len) return true;
  if (name.at[plain.len] != '.') return false;
  *lang = sv_skip(name, plain.len + 1);
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    if (sv_eq(s->settings.languages.at[i], *lang)) return true;
  }
  diag *d = diag_add(sink, DIAG_FM009, diag_file(file->path),
                     "the site has no language \"%.*s\", so this glossary explains nothing",
                     SV_ARG(*lang));
  diag_hint(d, "list it under languages: in the settings");
  return false;
}

static void convert(const site *s, glossary *g, diag_sink *sink) {
  arena scratch = {0};
  md_options options = md_article_options;
  options.lang = g->lang;
  options.super_and_subscript = s->settings.super_and_subscript;
  for (size_t i = 0; i < g->terms.len; i++) {
    glossary_term *entry = g->terms.at[i];
    diag_span where = diag_at(g->file, entry->definition.offset, entry->definition.length);
    arena_reset(&scratch);
    md_line(s->memory, &scratch, &options, entry->definition.text, where, sink, &entry->body);
    if (!entry->body.links.len) continue;
    diag *d = diag_add(sink, DIAG_GL001, where, "the definition of \"%.*s\" holds a link or image",
                       SV_ARG(entry->name.text));
    diag_hint(d, "say it in words: each term has a page, which lists the articles that use it");
  }
  arena_free(&scratch);
}

void glossary_load(site *s, const content_file *file, const node *root, diag_sink *sink) {
  sv lang;
  if (!language_of(s, file, sink, &lang)) return;
  if (glossary_in(&s->glossaries, lang)) {
    diag *d = diag_add(sink, DIAG_IO009, diag_file(file->path), "nothing is made from this file");
    diag_hint(d, "there is another glossary for this language: keep one of the two");
    return;
  }
  glossary *g = arena_new(s->memory, glossary);
  *g = (glossary){.lang = arena_dup(s->memory, lang), .file = file->path};
  glossary_read(s->memory, root, sink, g);
  convert(s, g, sink);
  addresses_glossary(s, g);
  vec_push(s->memory, &s->glossaries, g);
}

const md_glossary *glossary_for_markdown(arena *a, const site *s, sv lang) {
  const glossary *g = glossary_in(&s->glossaries, lang);
  if (!g || !g->terms.len) return NULL;
  md_term *terms = arena_array(a, md_term, g->terms.len);
  for (size_t i = 0; i < g->terms.len; i++) {
    const glossary_term *from = g->terms.at[i];
    terms[i] = (md_term){from->name.text, from->slug, from->body.html, from->url};
  }
  md_glossary *made = arena_new(a, md_glossary);
  *made = (md_glossary){g->words, terms, g->terms.len};
  return made;
}
