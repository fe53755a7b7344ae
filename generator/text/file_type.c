#include "text/file_type.h"

#define OFFICE_ZIP "PK\x03\x04"
#define OFFICE_OLD "\xD0\xCF\x11\xE0"

/* Signatures as in the formats' own definitions: PDF in ISO 32000-1, 7.5.2 (within the first 1024
 * bytes, as readers take it); ZIP in APPNOTE 4.3.7; compound files in MS-CFB 2.2; PNG, GIF and
 * JPEG in theirs; the ISO media box `ftyp` in ISO 14496-12, 4.3; EBML in RFC 8794, 11.2.1. */
static const struct {
  const char *extension, *name, *start;
  size_t at, within; /* where it starts, or, if not 0, within how many bytes */
} types[] = {
    {"pdf", "PDF", "%PDF-", 0, FILE_TYPE_BYTES},
    {"docx", "Word", OFFICE_ZIP, 0, 0},
    {"doc", "Word", OFFICE_OLD, 0, 0},
    {"xlsx", "Excel", OFFICE_ZIP, 0, 0},
    {"xls", "Excel", OFFICE_OLD, 0, 0},
    {"pptx", "PowerPoint", OFFICE_ZIP, 0, 0},
    {"ppt", "PowerPoint", OFFICE_OLD, 0, 0},
    {"odt", "OpenDocument", OFFICE_ZIP, 0, 0},
    {"ods", "OpenDocument", OFFICE_ZIP, 0, 0},
    {"epub", "EPUB", OFFICE_ZIP, 0, 0},
    {"zip", "ZIP", OFFICE_ZIP, 0, 0},
    {"png", "PNG", "\x89PNG", 0, 0},
    {"jpg", "JPEG", "\xFF\xD8\xFF", 0, 0},
    {"jpeg", "JPEG", "\xFF\xD8\xFF", 0, 0},
    {"gif", "GIF", "GIF8", 0, 0},
    {"webp", "WebP", "WEBP", 8, 0},
    {"avif", "AVIF", "ftyp", 4, 0},
    {"mp4", "MP4", "ftyp", 4, 0},
    {"m4v", "MP4", "ftyp", 4, 0},
    {"m4a", "M4A", "ftyp", 4, 0},
    {"webm", "WebM", "\x1A\x45\xDF\xA3", 0, 0},
    {"txt", "text", "", 0, 0},
    {"ics", "calendar", "BEGIN:VCALENDAR", 0, 16},
};

static size_t find(sv extension) {
  size_t i = 0;
  while (i < sizeof types / sizeof *types && !sv_eq_nocase(extension, sv_of(types[i].extension)))
    i++;
  return i;
}

sv file_type_name(arena *a, sv extension) {
  size_t known = find(extension);
  if (known < sizeof types / sizeof *types) return sv_of(types[known].name);
  char *name = arena_chars(a, extension.len);
  for (size_t i = 0; i < extension.len; i++) {
    char c = extension.at[i];
    name[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
  }
  return sv_make(name, extension.len);
}

bool file_type_agrees(sv extension, sv start) {
  size_t known = find(extension);
  if (known == sizeof types / sizeof *types) return true;
  sv signature = sv_of(types[known].start);
  if (!types[known].within) return sv_starts(sv_skip(start, types[known].at), signature);
  size_t at = sv_find(start, signature, 0);
  return at != SV_NONE && at < types[known].within;
}
