/* Liquid: parses a template and renders it. The first byte chooses the mode, the escapes and
 * inline errors; what stands behind a NUL is a partial named "p". */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "liquid/liquid.h"

static val list_of(arena *a, const val *items, size_t count) {
  val *kept = arena_array(a, val, count);
  for (size_t i = 0; i < count; i++) kept[i] = items[i];
  return val_array(kept, count);
}

static val object_of(arena *a, const char *name, val value, const char *other, val more) {
  val_member members[] = {{val_key_of(sv_of(name)), value}, {val_key_of(sv_of(other)), more}};
  return val_object_of(a, members, 2);
}

/* A value of every kind, under the names that the cases use most. */
static val data(arena *a) {
  val shoe = object_of(a, "title", val_str(SV("shoe")), "z", val_int(42));
  val hat = object_of(a, "title", val_str(SV("Hät & <i>")), "z", val_nil());
  val things[] = {shoe, hat};
  val mixed[] = {val_int(3), val_decimal(1.5), val_str(SV("b")), val_nil(), val_bool(false)};
  val text[] = {val_str(SV("b")), val_str(SV("a")), val_safe(SV("<b>")), val_str(SV(""))};
  date day = {.seconds = 1457913600, .has_time = true};
  val_member members[] = {
      {val_key_of(SV("a")), list_of(a, things, 2)},
      {val_key_of(SV("b")), list_of(a, mixed, 5)},
      {val_key_of(SV("array")), list_of(a, text, 4)},
      {val_key_of(SV("product")), object_of(a, "tags", list_of(a, text, 3), "title", shoe)},
      {val_key_of(SV("s")), val_str(SV("Hello, <i>wörld</i> &amp; \"more\"\r\n"))},
      {val_key_of(SV("x")), val_int(-7)},
      {val_key_of(SV("d")), val_date(day)},
      {val_key_of(SV("f")), val_decimal(-0.1)},
      {val_key_of(SV("e")), list_of(a, NULL, 0)},
  };
  return val_object_of(a, members, sizeof members / sizeof *members);
}

static bool lookup(void *context, const val_key *name, arena *scratch, val *out) {
  const val *values = context;
  return val_get(*values, name, scratch, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size < 1) return 0;
  uint8_t options = bytes[0];
  sv source = {(const char *)bytes + 1, size - 1};
  size_t nul = sv_find_byte(source, '\0', 0);
  sv partial = nul == SV_NONE ? SV("") : sv_skip(source, nul + 1);
  liq_escape escape = (liq_escape)((options >> 2 & 3) % 3);
  liq_host host = {.mode = (liq_mode)(options & 3)};
  diag_sink *sink = diag_sink_new();
  liq_set *set = liq_set_new(&host);
  arena scratch;
  buf out = BUF_EMPTY;
  arena_init(&scratch, 0);
  val values = data(&scratch);
  liq_parse(set, SV("p"), SV("p"), partial, 0, escape, sink);
  const liq_template *t =
      liq_parse(set, SV("main"), SV("main"), sv_first(source, nul), 0, escape, sink);
  liq_link(set, sink);
  if (t) {
    liq_run run = {.scratch = &scratch,
                   .sink = sink,
                   .subject = SV("input"),
                   .lookup = lookup,
                   .context = &values,
                   .now = {.seconds = 1457913600, .has_time = true},
                   .output_limit = 1 << 18,
                   .step_limit = 1 << 16,
                   .inline_errors = options >> 4 & 1};
    liq_render(t, &run, &out);
  }
  liq_set_free(set);
  diag_sink_free(sink);
  arena_free(&scratch);
  buf_free(&out);
  return 0;
}
