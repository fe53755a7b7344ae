#include "sys/random.h"

#include <unistd.h>

bool random_token(arena *a, sv *token) {
  static const char digits[] = "0123456789abcdef";
  unsigned char bytes[16];
  if (getentropy(bytes, sizeof bytes) != 0) return false;
  char *at = arena_chars(a, 2 * sizeof bytes);
  for (size_t i = 0; i < sizeof bytes; i++) {
    at[2 * i] = digits[bytes[i] >> 4];
    at[2 * i + 1] = digits[bytes[i] & 15];
  }
  *token = sv_make(at, 2 * sizeof bytes);
  return true;
}
