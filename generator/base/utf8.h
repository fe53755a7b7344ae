/* UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF. */
#ifndef PAMPHLET_BASE_UTF8_H
#define PAMPHLET_BASE_UTF8_H

#include <stdint.h>

#include "base/buf.h"
#include "base/sv.h"

#define UTF8_BOM SV("\xEF\xBB\xBF")
#define UTF8_REPLACEMENT 0xFFFDu

/* Reads the code point at the start of a non-empty view and returns how many bytes it takes.
 * A byte that starts no valid sequence is one replacement character of length 1. */
size_t utf8_decode(sv text, uint32_t *code_point);

/* Writes a code point (4 bytes at the most) and returns its length. */
size_t utf8_encode(uint32_t code_point, char out[4]);
void utf8_add(buf *b, uint32_t code_point);

/* Offset of the first byte that is not valid UTF-8, or SV_NONE. */
size_t utf8_invalid(sv text);

/* True where every byte is a code point below 0x80. */
bool utf8_is_ascii(sv text);

/* Code points in valid text (other bytes count one each). */
size_t utf8_count(sv text);

/* Byte offset of the nth code point (the length when there are fewer). */
size_t utf8_offset(sv text, size_t nth);

#endif
