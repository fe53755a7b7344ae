#include "serve/saves.h"

#include <stdlib.h>

#include "sys/fs.h"

bool saves_ignore(sv name) {
  static const char *const endings[] = {
      "~",    ".swp",  ".swo",        ".swx",         ".bak",
      ".tmp", ".part", ".crdownload", "___jb_tmp___", "___jb_old___"};
  if (sv_starts(name, SV("."))) return true;
  if (sv_is(name, "4913")) return true; /* vim tries whether it may */
  if (sv_starts(name, SV("#")) && sv_ends(name, SV("#"))) return true; /* emacs */
  if (sv_is(name, "Thumbs.db") || sv_is(name, "desktop.ini")) return true;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (sv_ends(name, sv_of(endings[i]))) return true;
  }
  return false;
}

static bool is_style(sv path) {
  return sv_ends(path, SV(".css")) || sv_is(fs_name_of(path), "theme.yaml");
}

/* Read into pages, whose bytes then tell whether they changed. */
static bool is_source(sv path) {
  static const char *const kinds[] = {"md", "markdown", "yaml", "yml", "json", "html", "css", "js"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (sv_is(fs_extension_of(path), kinds[i])) return true;
  }
  return false;
}

events_change saves_change(const sv_list *changed) {
  events_change change = EVENTS_STYLES;
  for (size_t i = 0; i < changed->len; i++) {
    if (!is_source(changed->at[i])) return EVENTS_ALL;
    if (!is_style(changed->at[i])) change = EVENTS_PAGES;
  }
  return change;
}

void saves_add(saves *s, const sv_list *changed) {
  sv_list *all = &s->paths;
  size_t before = all->len;
  for (size_t i = 0; i < changed->len; i++) {
    sv path = changed->at[i];
    if (before && bsearch(&path, all->at, before, sizeof path, sv_order)) continue;
    vec_push(&s->memory, all, arena_dup(&s->memory, path));
  }
  if (all->len > before) qsort(all->at, all->len, sizeof *all->at, sv_order);
}

void saves_clear(saves *s) {
  arena_reset(&s->memory);
  s->paths = (sv_list){0};
}
