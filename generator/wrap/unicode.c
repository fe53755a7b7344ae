#include "wrap/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/oom.h"
#include "base/utf8.h"

static bool is_ascii(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if ((unsigned char)text.at[i] >= 0x80) return false;
  }
  return true;
}

/* Offset of the first byte for which `wanted` differs from the text, or the length. */
static size_t first_change(sv text, char first, char last) {
  size_t i = 0;
  while (i < text.len && !(text.at[i] >= first && text.at[i] <= last)) i++;
  return i;
}

/* ASCII letters from first..last moved by `shift`; the text itself when it has none. */
static sv shift_letters(arena *a, sv text, char first, char last, int shift) {
  size_t same = first_change(text, first, last);
  if (same == text.len) return text;
  char *at = arena_chars(a, text.len);
  memcpy(at, text.at, same);
  for (size_t i = same; i < text.len; i++) {
    char c = text.at[i];
    at[i] = c >= first && c <= last ? (char)(c + shift) : c;
  }
  return sv_make(at, text.len);
}

/* One of libunistring's mappings over valid UTF-8. */
typedef uint8_t *mapping(const uint8_t *text, size_t len, uint8_t *out, size_t *out_len);

static uint8_t *map_lower(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_tolower(s, n, "", NULL, out, out_len);
}

static uint8_t *map_upper(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_toupper(s, n, "", NULL, out, out_len);
}

static uint8_t *map_title(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_totitle(s, n, "", NULL, out, out_len);
}

static uint8_t *map_fold(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_casefold(s, n, "", UNINORM_NFC, out, out_len);
}

static uint8_t *map_nfc(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_normalize(UNINORM_NFC, s, n, out, out_len);
}

static uint8_t *map_nfd(const uint8_t *s, size_t n, uint8_t *out, size_t *out_len) {
  return u8_normalize(UNINORM_NFD, s, n, out, out_len);
}

static void add_mapped(buf *out, sv valid, mapping *map) {
  if (valid.len == 0) return;
  size_t len = 0;
  uint8_t *mapped = map((const uint8_t *)valid.at, valid.len, NULL, &len);
  if (!mapped) oom_abort(valid.len);
  buf_add(out, sv_make((const char *)mapped, len));
  free(mapped);
}

/* Maps the valid stretches of the text; a byte that is no UTF-8 stays. */
static sv map_text(arena *a, sv text, mapping *map) {
  buf out = BUF_EMPTY;
  while (text.len) {
    size_t bad = utf8_invalid(text);
    sv valid = bad == SV_NONE ? text : sv_first(text, bad);
    add_mapped(&out, valid, map);
    text = sv_skip(text, valid.len);
    if (text.len) buf_byte(&out, text.at[0]);
    text = sv_skip(text, 1);
  }
  sv result = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return result;
}

sv unicode_lower(arena *a, sv text) {
  return is_ascii(text) ? shift_letters(a, text, 'A', 'Z', 'a' - 'A')
                        : map_text(a, text, map_lower);
}

sv unicode_upper(arena *a, sv text) {
  return is_ascii(text) ? shift_letters(a, text, 'a', 'z', 'A' - 'a')
                        : map_text(a, text, map_upper);
}

sv unicode_capital(arena *a, sv text) {
  if (text.len == 0) return text;
  size_t first = utf8_offset(text, 1);
  sv head = sv_first(text, first), tail = sv_skip(text, first);
  sv raised = is_ascii(head) ? unicode_upper(a, head) : map_text(a, head, map_title);
  /* The whole text is lowered, since a letter may depend on the one before it (final sigma). */
  sv lowered = unicode_lower(a, text);
  if (is_ascii(text))
    lowered = sv_skip(lowered, 1);
  else
    lowered = sv_skip(lowered, unicode_lower(a, head).len);
  if (raised.at == head.at && lowered.len == tail.len && sv_eq(lowered, tail)) return text;
  return arena_cat(a, (sv[]){raised, lowered}, 2);
}

sv unicode_fold(arena *a, sv text) {
  return is_ascii(text) ? shift_letters(a, text, 'A', 'Z', 'a' - 'A') : map_text(a, text, map_fold);
}

sv unicode_nfc(arena *a, sv text) {
  return is_ascii(text) ? text : map_text(a, text, map_nfc);
}

sv unicode_plain(arena *a, sv text) {
  if (is_ascii(text)) return text;
  sv apart = map_text(a, text, map_nfd);
  buf out = BUF_EMPTY;
  while (apart.len) {
    uint32_t c;
    size_t len = utf8_decode(apart, &c);
    if (!unicode_is_mark(c)) buf_add(&out, sv_first(apart, len));
    apart = sv_skip(apart, len);
  }
  sv result = map_text(a, buf_sv(&out), map_nfc);
  buf_free(&out);
  return result;
}

bool unicode_is_letter(uint32_t c) {
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}

bool unicode_is_number(uint32_t c) {
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_N);
}

bool unicode_is_mark(uint32_t c) {
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

bool unicode_is_space(uint32_t c) {
  return uc_is_property_white_space(c);
}

bool unicode_is_punctuation(uint32_t c) {
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P);
}
