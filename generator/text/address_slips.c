#include "text/address_slips.h"

#include <string.h>

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool starts_nocase(sv text, sv start) {
  return text.len >= start.len && sv_eq_nocase(sv_first(text, start.len), start);
}

static sv without_slashes(sv text) {
  while (text.len && text.at[0] == '/') text = sv_skip(text, 1);
  return text;
}

/* ---- With a scheme ---- */

typedef struct scheme {
  sv name;
  bool web;
  const char *example;
} scheme;

static const scheme schemes[] = {
    {{"https", 5}, true, "https://www.example.com"},
    {{"http", 4}, true, "https://www.example.com"},
    {{"mailto", 6}, false, "mailto:jane@clinic.org"},
    {{"tel", 3}, false, "tel:+12025550100"},
};
enum { SCHEMES = sizeof schemes / sizeof *schemes };

/* Near enough to the others for a slip, but none. */
static bool is_of_its_own(sv name) {
  static const char *const known[] = {"ftp", "ftps", "sftp", "smtp", "rtsp", "tg", "tv"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (sv_eq(name, sv_of(known[i]))) return true;
  }
  return false;
}

/* "htps" is https; two slips count in a longer name that starts as it should. NULL: none is near.
 */
static const scheme *nearest_scheme(sv name) {
  enum { LONGER = 4 };
  const scheme *best = NULL;
  unsigned least = 3;
  if (is_of_its_own(name)) return NULL;
  for (size_t i = 0; i < SCHEMES; i++) {
    const scheme *s = &schemes[i];
    unsigned distance = sv_distance(name, s->name, 2);
    bool same_start = name.at[0] == s->name.at[0];
    bool longer = name.len >= LONGER && s->name.len >= LONGER;
    bool slip = distance <= 1 ? same_start || longer : distance == 2 && same_start && longer;
    if (!slip || distance >= least) continue;
    best = s;
    least = distance;
  }
  return best;
}

static sv hint_to_write(arena *a, sv start, sv rest) {
  return arena_cat(a, (sv[]){SV("write "), start, rest}, 3);
}

static sv whole_address(arena *a, const scheme *s, sv rest) {
  return hint_to_write(a, arena_cat(a, (sv[]){s->name, s->web ? SV("://") : SV(":")}, 2),
                       without_slashes(rest));
}

/* "https://www.example.com" of what follows the first "https://", or an empty text. */
static sv second_start(arena *a, sv rest) {
  rest = without_slashes(rest);
  for (size_t i = 0; i < SCHEMES && schemes[i].web; i++) {
    sv behind = sv_skip(rest, schemes[i].name.len);
    if (!starts_nocase(rest, schemes[i].name)) continue;
    if (behind.len && behind.at[0] == ':') behind = sv_skip(behind, 1);
    if (sv_starts(behind, SV("//"))) return whole_address(a, &schemes[i], behind);
  }
  return (sv){"", 0};
}

/* Of an address with a scheme that browsers know; false: nothing is wrong. */
static bool is_cut_or_doubled(arena *a, const scheme *s, sv rest, address_slip *out) {
  sv where = s->web ? without_slashes(rest) : sv_trim(rest);
  if (!where.len || (s->web && strchr("?#", where.at[0]))) {
    *out = (address_slip){
        .what = SV("this address ends before it says where to"),
        .hint = arena_cat(a, (sv[]){SV("write all of it, as in "), sv_of(s->example)}, 2)};
    return true;
  }
  if (!s->web) return false;
  sv second = second_start(a, rest);
  if (second.len) {
    *out = (address_slip){.what = SV("this address starts twice"), .hint = second};
  } else if (!sv_starts(rest, SV("//"))) {
    *out = (address_slip){.what = SV("two slashes are missing in this address"),
                          .hint = whole_address(a, s, rest)};
  }
  return out->what.len > 0;
}

static sv last_part(sv path) {
  size_t at = path.len;
  while (at && path.at[at - 1] != '/' && path.at[at - 1] != '\\') at--;
  return sv_skip(path, at);
}

/* "C:\Users\me\x.docx" */
static bool is_on_a_disk(sv target) {
  return target.len > 2 && is_letter(target.at[0]) && target.at[1] == ':' &&
         strchr("/\\", target.at[2]);
}

static sv lower(arena *a, sv text) {
  char *out = arena_chars(a, text.len);
  for (size_t i = 0; i < text.len; i++) {
    out[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] | 32 : text.at[i]);
  }
  return sv_make(out, text.len);
}

bool address_slip_of(arena *a, sv target, address_slip *out) {
  enum { LONGEST = 10 };
  *out = (address_slip){0};
  if (is_on_a_disk(target)) {
    *out =
        (address_slip){.what = SV("this file lies on your own computer, where no reader gets it"),
                       .hint = arena_cat(a,
                                         (sv[]){SV("put the file into content/files/ and write /"),
                                                last_part(target), SV(" here")},
                                         3),
                       .file = true};
    return true;
  }
  size_t colon = sv_find_byte(target, ':', 0);
  if (colon == SV_NONE || colon == 0 || colon > LONGEST) return false;
  sv name = sv_first(target, colon), rest = sv_skip(target, colon + 1);
  for (size_t i = 0; i < SCHEMES; i++) {
    if (sv_eq_nocase(name, schemes[i].name)) return is_cut_or_doubled(a, &schemes[i], rest, out);
  }
  const scheme *meant = nearest_scheme(lower(a, name));
  if (!meant) return false;
  *out = (address_slip){
      .what = arena_cat(a, (sv[]){SV("no address starts with \""), name, SV(":\"")}, 3),
      .hint = whole_address(a, meant, rest)};
  return true;
}

/* ---- Without one ---- */

/* "https//x.test", with another sign or none for the colon. */
static sv with_its_colon(arena *a, sv target) {
  for (size_t i = 0; i < SCHEMES && schemes[i].web; i++) {
    sv rest = sv_skip(target, schemes[i].name.len);
    if (!starts_nocase(target, schemes[i].name)) continue;
    if (rest.len && strchr(";,.", rest.at[0])) rest = sv_skip(rest, 1);
    if (!sv_starts(rest, SV("//")) || !without_slashes(rest).len) continue;
    return arena_cat(a, (sv[]){schemes[i].name, SV("://"), without_slashes(rest)}, 3);
  }
  return (sv){"", 0};
}

static bool is_mail_address(sv target) {
  size_t at = sv_find_byte(target, '@', 0);
  if (at == SV_NONE || at == 0 || sv_find_byte(target, '/', 0) != SV_NONE) return false;
  sv host = sv_skip(target, at + 1);
  size_t dot = sv_find_byte(host, '.', 0);
  return dot != SV_NONE && dot > 0 && dot + 1 < host.len && sv_find_byte(host, '@', 0) == SV_NONE;
}

/* "www.example.com/x", or a name with an end that most sites have. */
static bool is_host(sv target) {
  static const char *const ends[] = {".com", ".org", ".net", ".gov", ".edu"};
  size_t slash = sv_find_byte(target, '/', 0);
  sv host = slash == SV_NONE ? target : sv_first(target, slash);
  if (starts_nocase(host, SV("www."))) return sv_find_byte(host, '.', 4) != SV_NONE;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    sv end = sv_of(ends[i]);
    if (host.len > end.len && starts_nocase(sv_skip(host, host.len - end.len), end)) return true;
  }
  return false;
}

/* Ten digits with what people put between them, as "(202) 555-0100"; the number to dial. */
static sv phone_number(arena *a, sv target) {
  enum { LEAST = 10 };
  char *out = arena_chars(a, target.len);
  size_t len = 0, digits = 0;
  for (size_t i = 0; i < target.len; i++) {
    char c = target.at[i];
    if (!is_digit(c) && !strchr("+-.() ", c)) return (sv){"", 0};
    digits += is_digit(c);
    if (is_digit(c) || (c == '+' && len == 0)) out[len++] = c;
  }
  return digits < LEAST ? (sv){"", 0} : sv_make(out, len);
}

sv address_meant(arena *a, sv target) {
  sv found = with_its_colon(a, target);
  if (found.len) return found;
  if (is_mail_address(target)) return arena_cat(a, (sv[]){SV("mailto:"), target}, 2);
  if (is_host(target)) return arena_cat(a, (sv[]){SV("https://"), target}, 2);
  found = phone_number(a, target);
  return found.len ? arena_cat(a, (sv[]){SV("tel:"), found}, 2) : found;
}
