#include "text/slug.h"

#include "base/utf8.h"
#include "wrap/unicode.h"

/* What a slug is when nothing of the name can stand in an address. */
static const sv nameless = SV_INIT("page");

static bool is_unsafe(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c < 0x80 && strchr("/\\?#%:*\"<>|", (int)c));
}

static sv folded(arena *a, sv text) {
  return unicode_nfc(a, unicode_lower(a, text));
}

/* True for a name that is its own slug, as most are. */
static bool is_plain(sv name) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_') return false;
  }
  return name.len > 0;
}

sv slug_of_file(arena *a, sv name) {
  if (is_plain(name)) return arena_dup(a, name);
  sv from = folded(a, name);
  char *out = arena_chars(a, from.len);
  size_t len = 0;
  while (from.len) {
    uint32_t c;
    size_t taken = utf8_decode(from, &c);
    if (unicode_is_space(c)) {
      out[len++] = '-';
    } else if (!is_unsafe(c)) {
      memcpy(out + len, from.at, taken);
      len += taken;
    }
    from = sv_skip(from, taken);
  }
  sv slug = sv_make(out, len);
  return len == 0 || sv_is(slug, ".") || sv_is(slug, "..") ? nameless : slug;
}

/* The symbols outside ASCII, blanks aside: a term that is an emoji keeps its own address. */
static sv symbols_of(arena *a, sv text) {
  char *out = arena_chars(a, text.len);
  size_t len = 0;
  while (text.len) {
    uint32_t c;
    size_t taken = utf8_decode(text, &c);
    if (c >= 0xA0 && !unicode_is_space(c)) {
      memcpy(out + len, text.at, taken);
      len += taken;
    }
    text = sv_skip(text, taken);
  }
  return len ? sv_make(out, len) : nameless;
}

sv slug_of_title(arena *a, sv title) {
  sv from = folded(a, title);
  char *out = arena_chars(a, from.len);
  size_t len = 0;
  bool gap = false;
  for (sv rest = from; rest.len;) {
    uint32_t c;
    size_t taken = utf8_decode(rest, &c);
    /* Marks join what stands before them; alone, as in an emoji, they are no word. */
    bool mark = unicode_is_mark(c) && len > 0 && !gap;
    if (unicode_is_letter(c) || unicode_is_number(c) || mark) {
      if (gap && len) out[len++] = '-';
      memcpy(out + len, rest.at, taken);
      len += taken;
      gap = false;
    } else {
      gap = true;
    }
    rest = sv_skip(rest, taken);
  }
  return len ? sv_make(out, len) : symbols_of(a, from);
}
