#include "desk/form.h"

#include "base/utf8.h"
#include "model/url.h"

sv form_field(arena *a, sv fields, const char *name) {
  sv value = url_field(a, fields, name);
  for (size_t i = 0; i < value.len; i++) {
    if ((unsigned char)value.at[i] < 0x20) return SV("");
  }
  return utf8_invalid(value) == SV_NONE ? value : SV("");
}
