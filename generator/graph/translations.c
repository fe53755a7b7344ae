#include "graph/translations.h"

#include "graph/find.h"

/* What the files of all translations have in common: the path without ".md" and without the
 * language before it. */
static sv common_name(const page *p) {
  sv name = p->source;
  size_t dot = sv_find_last_byte(name, '.');
  if (dot != SV_NONE) name.len = dot;
  dot = sv_find_last_byte(name, '.');
  if (dot != SV_NONE && sv_eq(sv_skip(name, dot + 1), p->lang)) name.len = dot;
  return name;
}

static size_t language_number(const site *s, sv lang) {
  size_t i = 0;
  while (i < s->settings.languages.len && !sv_eq(s->settings.languages.at[i], lang)) i++;
  return i;
}

/* Keeps a family in the order of the site's languages; the first page of a language stays. */
static void join(site *s, arena *scratch, page_list *family, page *p) {
  size_t number = language_number(s, p->lang), at = family->len;
  for (size_t i = 0; i < family->len; i++) {
    if (sv_eq(family->at[i]->lang, p->lang)) return;
  }
  vec_push(scratch, family, p);
  for (; at > 0 && language_number(s, family->at[at - 1]->lang) > number; at--) {
    family->at[at] = family->at[at - 1];
  }
  family->at[at] = p;
}

static page_list *family_of(arena *scratch, map *families, sv name) {
  bool fresh;
  map_entry *entry = map_entry_for(scratch, families, name, &fresh);
  if (fresh) entry->value = arena_new(scratch, page_list);
  return entry->value;
}

static sv name_of(const site *s, finder *f, const page *p, arena *scratch, diag_sink *sink) {
  if (!p->more->translation_of.text.len) return common_name(p);
  page as_original = *p; /* the original's slug is looked for in the main language */
  as_original.lang = s->settings.language;
  const page *original = finder_article(f, &as_original, &p->more->translation_of, scratch, sink);
  return common_name(original ? original : p);
}

/* Tells each of a family of the others. */
static void acquaint(site *s, const page_list *family) {
  for (size_t i = 0; i < family->len; i++) {
    page *one = family->at[i];
    for (size_t j = 0; j < family->len; j++) {
      if (j == i) continue;
      page_more *its = page_more_of(s->memory, one);
      vec_push(s->memory, &its->translations, family->at[j]);
      if (sv_eq(family->at[j]->lang, s->settings.language)) its->original = family->at[j];
    }
  }
}

void translations_link(site *s, diag_sink *sink) {
  if (s->settings.languages.len < 2) return;
  arena scratch = {0}, names = {0};
  finder f;
  finder_open(&scratch, s, &f);
  map families = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->left_out) continue;
    join(s, &scratch, family_of(&scratch, &families, name_of(s, &f, p, &names, sink)), p);
  }
  for (size_t i = 0; i < families.len; i++) acquaint(s, families.entries[i].value);
  arena_free(&scratch);
  arena_free(&names);
}
