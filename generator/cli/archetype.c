#include "cli/archetype.h"

#include "build/source.h"
#include "liquid/liquid.h"
#include "sys/clock.h"

static bool member_of(void *context, const val_key *name, arena *scratch, val *out) {
  return val_get(*(const val *)context, name, scratch, out);
}

bool archetype_fill(arena *a, sv archetype, sv made, val values, diag_sink *sink, buf *out) {
  sv text;
  if (!source_read(a, archetype, sink, &text)) return false;
  liq_host host = {0};
  liq_set *set = liq_set_new(&host);
  const liq_template *program =
      liq_parse(set, archetype, archetype, text, 0, LIQ_ESCAPE_NONE, sink);
  liq_run run = {
      .scratch = a, .sink = sink, .subject = made, .lookup = member_of, .context = &values};
  bool good = liq_link(set, sink) && program && liq_render(program, &run, out);
  liq_set_free(set);
  return good;
}

bool archetype_day(arena *a, sv today, const zone *z, diag_sink *sink, sv *day) {
  date now = {0};
  if (today.len) {
    date_parse(today, &now);
  } else if (clock_now(&now.seconds)) {
    now = zone_shift(z, now);
  } else {
    diag_add(sink, DIAG_BD003, DIAG_NOWHERE,
             "SOURCE_DATE_EPOCH is not a number of seconds since 1970");
    return false;
  }
  char text[DATE_TEXT];
  size_t length = date_day_text(now, text);
  *day = arena_dup(a, sv_make(text, length));
  return true;
}
