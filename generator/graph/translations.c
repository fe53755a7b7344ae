#include "graph/translations.h"

#include <stdarg.h>

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

static diag *report(diag_sink *sink, const page *p, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* At the page's translation_of. */
static diag *report(diag_sink *sink, const page *p, const char *format, ...) {
  arena scratch;
  arena_init(&scratch, 1024);
  va_list args;
  va_start(args, format);
  sv message = arena_vprintf(&scratch, format, args);
  va_end(args);
  const placed *name = &p->more->translation_of;
  diag *d = diag_add(sink, DIAG_RL003, diag_at(p->source, name->offset, name->length), "%.*s",
                     SV_ARG(message));
  arena_free(&scratch);
  return d;
}

static void report_two(const page *p, const page *there, bool is_original, diag_sink *sink) {
  if (is_original) {
    diag *d = report(sink, p, "%.*s is in the language %.*s, as %.*s is, so it is no translation",
                     SV_ARG(p->source), SV_ARG(p->lang), SV_ARG(there->source));
    diag_hint(d,
              "take translation_of out, or give this page its language in the file's name, as "
              "in name.es.md");
    return;
  }
  diag *d = report(sink, p, "there are two translations into %.*s: %.*s and %.*s", SV_ARG(p->lang),
                   SV_ARG(there->source), SV_ARG(p->source));
  diag_hint(d, "keep one of them, or take translation_of out here");
}

/* Keeps a family in the order of the site's languages. The page of its language that is there
 * already stays, and is returned; NULL: there was none. */
static page *join(site *s, arena *scratch, page_list *family, page *p) {
  size_t number = language_number(s, p->lang), at = family->len;
  for (size_t i = 0; i < family->len; i++) {
    if (sv_eq(family->at[i]->lang, p->lang)) return family->at[i];
  }
  vec_push(scratch, family, p);
  for (; at > 0 && language_number(s, family->at[at - 1]->lang) > number; at--) {
    family->at[at] = family->at[at - 1];
  }
  family->at[at] = p;
  return NULL;
}

static page_list *family_of(arena *scratch, map *families, sv name) {
  bool fresh;
  map_entry *entry = map_entry_for(scratch, families, name, &fresh);
  if (fresh) entry->value = arena_new(scratch, page_list);
  return entry->value;
}

static const page *original_of(const site *s, finder *f, const page *p, arena *scratch,
                               diag_sink *sink) {
  page as_original = *p; /* the original's slug is looked for in the main language */
  as_original.lang = s->settings.language;
  return finder_article(f, &as_original, &p->more->translation_of, scratch, sink);
}

/* A page that says itself what it is a translation of: after all those that do not. */
static void join_named(site *s, finder *f, map *families, page *p, arena *names, diag_sink *sink) {
  const page *original = original_of(s, f, p, names, sink);
  if (original == p) {
    diag *d = report(sink, p, "a page cannot be its own translation");
    diag_hint(d, "name the file that this page was translated from, or take translation_of out");
    return;
  }
  sv name = common_name(original ? original : p);
  const page *there = join(s, f->memory, family_of(f->memory, families, name), p);
  if (there && original) report_two(p, there, there == original, sink);
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
  page_list named = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->left_out) continue;
    if (p->more->translation_of.text.len) {
      vec_push(&scratch, &named, p);
    } else {
      join(s, &scratch, family_of(&scratch, &families, common_name(p)), p);
    }
  }
  for (size_t i = 0; i < named.len; i++) join_named(s, &f, &families, named.at[i], &names, sink);
  for (size_t i = 0; i < families.len; i++) acquaint(s, families.entries[i].value);
  arena_free(&scratch);
  arena_free(&names);
}
