#include "build/unread.h"

#include <math.h>

#include "sys/fs.h"

sv unread_base_url(const node_gaps *gaps, sv wanted) {
  return !wanted.len && node_is_gap(gaps, SV("base_url")) ? SV("https://site.invalid") : wanted;
}

static bool is_listed(const settings *set, sv lang) {
  for (size_t i = 0; i < set->languages.len; i++) {
    if (sv_eq(set->languages.at[i], lang)) return true;
  }
  return false;
}

/* Those that names of files end in: two small letters, as in epidural.es.md. */
static void take_languages(arena *a, const content_files *files, settings *set) {
  for (size_t i = 0; i < files->len; i++) {
    sv name = fs_name_of(files->at[i].below);
    name = sv_first(name, sv_find_last_byte(name, '.'));
    size_t dot = sv_find_last_byte(name, '.');
    if (dot == SV_NONE || dot == 0 || name.len - dot != 3) continue;
    sv lang = sv_skip(name, dot + 1);
    bool small = lang.at[0] >= 'a' && lang.at[0] <= 'z' && lang.at[1] >= 'a' && lang.at[1] <= 'z';
    if (!small || is_listed(set, lang)) continue;
    vec_push(a, &set->languages, lang);
    vec_push(a, &set->language_places, (language_place){0});
  }
}

void unread_settings(arena *a, const node_gaps *gaps, const content_inventory *content,
                     settings *set) {
  set->gaps = *gaps;
  if (settings_unread(set, "phone")) set->phone = SV("202-555-0100");
  if (settings_unread(set, "emergency_number")) set->emergency_number = SV("911");
  if (settings_unread(set, "raw_html")) set->raw_html = HTML_EVERYTHING;
  if (settings_unread(set, "readability")) {
    set->readability.warn = set->readability.fail = INFINITY;
  }
  if (settings_unread(set, "languages") || settings_unread(set, "language")) {
    take_languages(a, &content->pages, set);
    take_languages(a, &content->data, set);
  }
}
