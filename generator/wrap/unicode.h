/* Unicode's rules for letters, by libunistring. All text is UTF-8 and need not be valid: a bad
 * byte is kept as it is. ASCII takes a short way. */
#ifndef PAMPHLET_WRAP_UNICODE_H
#define PAMPHLET_WRAP_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"

/* Full case mappings, without a language's own rules. `unicode_capital` raises the first
 * character and lowers the rest. The result may be the input itself where nothing changes. */
sv unicode_lower(arena *a, sv text);
sv unicode_upper(arena *a, sv text);
sv unicode_capital(arena *a, sv text);

/* For comparing without case: full case folding, then NFC. */
sv unicode_fold(arena *a, sv text);

/* Normalisation form C. */
sv unicode_nfc(arena *a, sv text);

/* Without accents: NFD, combining marks dropped, then NFC ("ciática" gives "ciatica"). */
sv unicode_plain(arena *a, sv text);

/* A letter, a number, a combining mark; white space (Unicode's property); punctuation (general
 * categories P and S, as CommonMark 0.30 does not count S: P alone). */
bool unicode_is_letter(uint32_t c);
bool unicode_is_number(uint32_t c);
bool unicode_is_mark(uint32_t c);
bool unicode_is_space(uint32_t c);
bool unicode_is_punctuation(uint32_t c);

#endif
