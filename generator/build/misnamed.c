#include "build/misnamed.h"

#include "base/utf8.h"
#include "sys/fs.h"

enum { MOST_EXTENSION = 5 }; /* bytes of those below */

/* What stands beside articles for its own sake: it is never opened. */
static bool is_known_kind(sv extension) {
  static const char *const kinds[] = {
      "png",  "jpg", "jpeg", "gif", "webp", "avif", "svg",  "ico", "bmp",  "tif",  "tiff",
      "heic", "pdf", "zip",  "doc", "docx", "xls",  "xlsx", "ppt", "pptx", "odt",  "ods",
      "odp",  "rtf", "csv",  "mp3", "m4a",  "ogg",  "wav",  "mp4", "m4v",  "mov",  "webm",
      "vtt",  "srt", "js",   "css", "json", "xml",  "yaml", "yml", "ics",  "vcf",  "epub",
      "gz",   "br",  "psd",  "ai",  "eps",  "key",  "otf",  "ttf", "woff", "woff2"};
  if (extension.len == 0 || extension.len > MOST_EXTENSION) return false;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (sv_eq_nocase(extension, sv_of(kinds[i]))) return true;
  }
  return false;
}

/* Endings that other programs give to Markdown. */
static bool is_other_markdown(sv extension) {
  static const char *const others[] = {"mdx",  "mdown", "mkd",    "mkdn",
                                       "mdwn", "mdtxt", "mdtext", "markdn"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (sv_eq_nocase(extension, sv_of(others[i]))) return true;
  }
  return false;
}

static bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* "plan" of "plan.md.txt" and "plan.md (copy)"; empty where no part of the name ends so. */
static sv before_ending(sv name) {
  static const sv endings[] = {SV_INIT(".md"), SV_INIT(".markdown")};
  for (size_t at = sv_find_byte(name, '.', 0); at != SV_NONE;
       at = sv_find_byte(name, '.', at + 1)) {
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
      sv rest = sv_skip(name, at);
      if (!sv_eq_nocase(sv_first(rest, endings[i].len), endings[i])) continue;
      if (rest.len == endings[i].len || !is_alphanumeric(rest.at[endings[i].len])) {
        return sv_first(name, at);
      }
    }
  }
  return SV("");
}

misnamed misnamed_by_name(sv name) {
  sv extension = fs_extension_of(name);
  if (is_known_kind(extension)) return MISNAMED_NO;
  return is_other_markdown(extension) || before_ending(name).len ? MISNAMED_YES : MISNAMED_OPEN;
}

/* "title: …", and neither a rule nor a sentence. */
static bool is_field(sv line) {
  size_t i = 0;
  while (i < line.len && (is_alphanumeric(line.at[i]) || line.at[i] == '_' || line.at[i] == '-')) {
    i++;
  }
  return i > 0 && i < line.len && line.at[i] == ':';
}

bool misnamed_by_start(sv start) {
  sv rest = sv_starts(start, UTF8_BOM) ? sv_skip(start, UTF8_BOM.len) : start, line;
  if (!sv_line(&rest, &line) || !sv_starts(line, SV("---")) || sv_trim(line).len != 3) return false;
  while (sv_line(&rest, &line) && !sv_starts(line, SV("---"))) {
    if (is_field(line)) return true;
  }
  return false;
}

void misnamed_report(sv path, diag_sink *sink) {
  sv name = fs_name_of(path), stem = before_ending(name);
  size_t dot = sv_find_last_byte(name, '.');
  if (!stem.len) stem = dot ? sv_first(name, dot) : name;
  diag *d = diag_add(sink, DIAG_IO011, diag_file(path),
                     "this looks like an article, but its name does not end in .md, so it would "
                     "be published as it is");
  diag_hint(d,
            "if it is an article, name it %.*s.md; if it is a file for readers, move it into "
            "content/files/; else take it out of the site's folder",
            SV_ARG(stem));
}
