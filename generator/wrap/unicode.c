#include "wrap/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/oom.h"
#include "base/span.h"
#include "base/utf8.h"

static bytes16 is_upper(bytes16 b) {
  return (bytes16)((b >= 'A') & (b <= 'Z'));
}

static bytes16 is_lower(bytes16 b) {
  return (bytes16)((b >= 'a') & (b <= 'z'));
}

/* The bit that ASCII letters of one case have, and those of the other have not. */
enum { CASE_BIT = 0x20 };

/* Sixteen bytes at a time, the last of them along with some before. */
static inline sv turn_letters(arena *a, sv text, bytes16 (*to_turn)(bytes16)) {
  bytes16 bytes;
  enum { STEP = sizeof bytes };
  char *at = arena_chars(a, text.len < STEP ? STEP : text.len);
  if (text.len < STEP) {
    bytes = span_few(text.at, text.len);
    bytes ^= to_turn(bytes) & CASE_BIT;
    memcpy(at, &bytes, STEP);
    return sv_make(at, text.len);
  }
  for (size_t i = 0; i < text.len; i += STEP) {
    size_t from = i + STEP <= text.len ? i : text.len - STEP;
    memcpy(&bytes, text.at + from, STEP);
    bytes ^= to_turn(bytes) & CASE_BIT;
    memcpy(at + from, &bytes, STEP);
  }
  return sv_make(at, text.len);
}

/* ASCII letters of one case as those of the other; the text itself where it has none. */
static sv lower_letters(arena *a, sv text) {
  return span_until(text, 0, is_upper) == text.len ? text : turn_letters(a, text, is_upper);
}

static sv raise_letters(arena *a, sv text) {
  return span_until(text, 0, is_lower) == text.len ? text : turn_letters(a, text, is_lower);
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
  return utf8_is_ascii(text) ? lower_letters(a, text) : map_text(a, text, map_lower);
}

sv unicode_upper(arena *a, sv text) {
  return utf8_is_ascii(text) ? raise_letters(a, text) : map_text(a, text, map_upper);
}

sv unicode_capital(arena *a, sv text) {
  if (text.len == 0) return text;
  size_t first = utf8_offset(text, 1);
  sv head = sv_first(text, first), tail = sv_skip(text, first);
  sv raised = utf8_is_ascii(head) ? unicode_upper(a, head) : map_text(a, head, map_title);
  /* The whole text is lowered, since a letter may depend on the one before it (final sigma). */
  sv lowered = unicode_lower(a, text);
  if (utf8_is_ascii(text))
    lowered = sv_skip(lowered, 1);
  else
    lowered = sv_skip(lowered, unicode_lower(a, head).len);
  if (raised.at == head.at && lowered.len == tail.len && sv_eq(lowered, tail)) return text;
  return arena_cat(a, (sv[]){raised, lowered}, 2);
}

sv unicode_fold(arena *a, sv text) {
  return utf8_is_ascii(text) ? lower_letters(a, text) : map_text(a, text, map_fold);
}

sv unicode_nfc(arena *a, sv text) {
  return utf8_is_ascii(text) ? text : map_text(a, text, map_nfc);
}

sv unicode_plain(arena *a, sv text) {
  if (utf8_is_ascii(text)) return text;
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
  if (c < 0x80) return (c | CASE_BIT) >= 'a' && (c | CASE_BIT) <= 'z';
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}

bool unicode_is_number(uint32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
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
