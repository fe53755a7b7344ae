/* What the name of a page's file says. */
#include "model/front_matter.h"
#include "text/slug.h"

static sv name_of(sv path) {
  size_t slash = sv_find_last_byte(path, '/');
  return slash == SV_NONE ? path : sv_skip(path, slash + 1);
}

static sv folder_of(sv path) {
  size_t slash = sv_find_last_byte(path, '/');
  return slash == SV_NONE ? sv_first(path, 0) : sv_first(path, slash);
}

static sv without_extension(sv name) {
  size_t dot = sv_find_last_byte(name, '.');
  return dot == SV_NONE || dot == 0 ? name : sv_first(name, dot);
}

sv page_name_language(const settings *s, sv *name) {
  size_t dot = sv_find_last_byte(*name, '.');
  if (dot == SV_NONE || dot == 0) return SV("");
  sv suffix = sv_skip(*name, dot + 1);
  for (size_t i = 0; i < s->languages.len; i++) {
    if (!sv_eq(s->languages.at[i], suffix)) continue;
    *name = sv_first(*name, dot);
    return s->languages.at[i];
  }
  return SV("");
}

/* Two small letters behind a dot are meant as a language. */
static void warn_unlisted_language(const page_file *file, sv name, diag_sink *sink) {
  size_t dot = sv_find_last_byte(name, '.');
  if (dot == SV_NONE || dot == 0 || name.len - dot != 3) return;
  sv suffix = sv_skip(name, dot + 1);
  for (size_t i = 0; i < suffix.len; i++) {
    if (suffix.at[i] < 'a' || suffix.at[i] > 'z') return;
  }
  diag *d = diag_add(sink, DIAG_FM009, diag_file(file->source),
                     "\"%.*s\" is not among the languages of the site, so it is part of the name",
                     SV_ARG(suffix));
  diag_hint(d, "add it to languages in the site's settings, or rename the file");
}

enum { DATE_PREFIX = 11 }; /* "2026-02-13-" */

static void take_date(const settings *s, sv *name, page_date *out) {
  if (name->len <= DATE_PREFIX || name->at[DATE_PREFIX - 1] != '-') return;
  date day;
  if (date_parse(sv_first(*name, DATE_PREFIX - 1), &day) != DATE_DAY) return;
  *out = (page_date){true, zone_local(s->zone, day)};
  *name = sv_skip(*name, DATE_PREFIX);
}

static page_type type_of(sv section, sv name) {
  if (sv_is(name, "_index")) return PAGE_SECTION;
  if (sv_is(section, "people")) return PAGE_PERSON;
  return section.len == 0 || sv_is(section, "pages") ? PAGE_PLAIN : PAGE_ARTICLE;
}

void page_read_name(arena *a, const settings *s, const page_file *file, diag_sink *sink,
                    page *out) {
  sv folder = folder_of(file->path), name = without_extension(name_of(file->path));
  out->source = file->source;
  out->folder = folder_of(out->source);
  out->section = sv_first(folder, sv_find_byte(folder, '/', 0));
  out->lang = page_name_language(s, &name);
  if (!out->lang.len) {
    warn_unlisted_language(file, name, sink);
    out->lang = s->language;
  }
  out->type = type_of(out->section, name);
  out->bundle = sv_is(name, "index") && !sv_eq(folder, out->section);
  if (out->bundle) name = name_of(folder);
  take_date(s, &name, &out->date);
  out->slug = out->type == PAGE_SECTION ? out->section : slug_of_file(a, name);
}
