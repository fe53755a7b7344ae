/* Filters for addresses, and base64. */
#include "base/utf8.h"
#include "liquid/filter.h"
#include "liquid/scan.h"

static sv keep(const liq_call *call, buf *text) {
  sv kept = arena_dup(liq__scratch(call), buf_sv(text));
  buf_free(text);
  return kept;
}

/* Bytes other than letters, digits and those in `plain` as %XX. */
static void percent(buf *out, sv text, const char *plain, const char *space) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (c == ' ' && space)
      buf_add(out, sv_of(space));
    else if ((liq__is_word(c) && c != '_') || (c && strchr(plain, c)))
      buf_byte(out, c);
    else
      buf_printf(out, "%%%02X", (unsigned char)c);
  }
}

static bool encode(liq_call *call, const char *plain, const char *space, val *out) {
  if (call->input.kind == VAL_NIL) return true;
  sv text = liq__input_text(call);
  if (!liq__room(call, text.len * 3)) return false;
  buf encoded = BUF_EMPTY;
  percent(&encoded, text, plain, space);
  *out = val_str(keep(call, &encoded));
  return true;
}

static bool url_encode(liq_call *call, val *out) {
  return encode(call, "_.-~", "+", out);
}

/* Everything that has a meaning in an address stays (RFC 3986, reserved and unreserved). */
static bool uri_escape(liq_call *call, val *out) {
  return encode(call, "-_.!~*'();/?:@&=+$,[]#%", NULL, out);
}

static int hex(char c) {
  if (liq__is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

static bool url_decode(liq_call *call, val *out) {
  if (call->input.kind == VAL_NIL) return true;
  sv text = liq__input_text(call);
  buf decoded = BUF_EMPTY;
  for (size_t i = 0; i < text.len; i++) {
    int high = -1, low = -1;
    if (text.at[i] == '%' && i + 2 < text.len)
      high = hex(text.at[i + 1]), low = hex(text.at[i + 2]);
    if (high >= 0 && low >= 0) {
      buf_byte(&decoded, (char)(high * 16 + low));
      i += 2;
    } else {
      buf_byte(&decoded, text.at[i] == '+' ? ' ' : text.at[i]);
    }
  }
  *out = val_str(keep(call, &decoded));
  if (utf8_invalid(val_text(*out)) == SV_NONE) return true;
  liq_fail(call, "invalid byte sequence in UTF-8");
  return false;
}

static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char for_urls[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* RFC 4648, with padding. */
static bool base64(liq_call *call, const char *alphabet, val *out) {
  sv text = liq__input_text(call);
  if (!liq__room(call, text.len * 2)) return false;
  char *at = arena_chars(liq__scratch(call), (text.len + 2) / 3 * 4), *end = at;
  for (size_t i = 0; i < text.len; i += 3) {
    unsigned group = 0;
    for (size_t j = 0; j < 3; j++) {
      group = group << 8 | (i + j < text.len ? (unsigned char)text.at[i + j] : 0);
    }
    for (size_t j = 0; j < 4; j++) {
      *end++ = i + j <= text.len ? alphabet[group >> (18 - 6 * j) & 63] : '=';
    }
  }
  *out = val_str(sv_make(at, (size_t)(end - at)));
  return true;
}

static bool unbase64(liq_call *call, const char *alphabet, const char *name, val *out) {
  sv text = liq__input_text(call);
  size_t len = text.len, padding = 0;
  while (padding < 2 && len > 0 && text.at[len - 1] == '=') len--, padding++;
  bool good = alphabet == for_urls ? len % 4 != 1 : text.len % 4 == 0;
  char *at = arena_chars(liq__scratch(call), len + 1), *end = at;
  unsigned group = 0, bits = 0;
  for (size_t i = 0; i < len && good; i++) {
    const char *digit = text.at[i] ? strchr(alphabet, text.at[i]) : NULL;
    /* The reference takes both alphabets where the address one is asked for. */
    if (!digit && alphabet == for_urls && text.at[i]) digit = strchr(standard, text.at[i]);
    good = digit != NULL;
    if (!good) break;
    size_t value = (size_t)(digit - (strchr(alphabet, text.at[i]) ? alphabet : standard));
    group = (group << 6 | (unsigned)value) & 0xFFFFFF;
    bits += 6;
    if (bits >= 8) bits -= 8, *end++ = (char)(group >> bits & 0xFF);
  }
  good = good && (group & ((1u << bits) - 1)) == 0;
  *out = val_str(sv_make(at, (size_t)(end - at)));
  if (!good) liq_fail(call, "invalid base64 provided to %s", name);
  return good;
}

static bool base64_encode(liq_call *call, val *out) {
  return base64(call, standard, out);
}

static bool base64_decode(liq_call *call, val *out) {
  return unbase64(call, standard, "base64_decode", out);
}

static bool base64_url_safe_encode(liq_call *call, val *out) {
  return base64(call, for_urls, out);
}

static bool base64_url_safe_decode(liq_call *call, val *out) {
  return unbase64(call, for_urls, "base64_url_safe_decode", out);
}

const liq__builtin liq__filters_url[] = {
    {"base64_decode", 0, 0, base64_decode, 0},
    {"base64_encode", 0, 0, base64_encode, 0},
    {"base64_url_safe_decode", 0, 0, base64_url_safe_decode, 0},
    {"base64_url_safe_encode", 0, 0, base64_url_safe_encode, 0},
    {"cgi_escape", 0, 0, url_encode, 0},
    {"uri_escape", 0, 0, uri_escape, 0},
    {"url_decode", 0, 0, url_decode, 0},
    {"url_encode", 0, 0, url_encode, 0},
    {NULL, 0, 0, NULL, 0},
};
