/* Filters for markup: escapes, line breaks, tags. */
#include "liquid/filter.h"
#include "liquid/scan.h"

/* The text of a buffer, kept; the buffer is freed. */
static sv keep(const liq_call *call, buf *text) {
  sv kept = arena_dup(liq__scratch(call), buf_sv(text));
  buf_free(text);
  return kept;
}

static bool escape(liq_call *call, val *out) {
  if (call->input.kind == VAL_NIL) return true;
  sv text = liq__input_text(call);
  if (!liq__room(call, text.len)) return false;
  if (!liq__has_markup(text)) return *out = liq__own_text(text), true;
  buf escaped = BUF_EMPTY;
  buf_html(&escaped, text);
  *out = liq__own_text(keep(call, &escaped));
  return true;
}

/* The length of an entity (&name; or &#123;) at the head, or 0. */
static size_t entity_length(sv s) {
  size_t i = 1;
  bool number = s.len > 1 && s.at[1] == '#';
  if (number) i = 2;
  size_t from = i;
  while (i < s.len && liq__is_word(s.at[i]) && s.at[i] != '_' && liq__is_digit(s.at[i]) == number) {
    i++;
  }
  return i > from && i < s.len && s.at[i] == ';' ? i + 1 : 0;
}

static bool escape_once(liq_call *call, val *out) {
  sv text = liq__input_text(call);
  if (!liq__room(call, text.len)) return false;
  buf escaped = BUF_EMPTY;
  for (size_t i = 0; i < text.len;) {
    size_t entity = text.at[i] == '&' ? entity_length(sv_skip(text, i)) : 0;
    if (entity)
      buf_add(&escaped, sv_make(text.at + i, entity));
    else
      buf_html(&escaped, sv_make(text.at + i, 1));
    i += entity ? entity : 1;
  }
  *out = liq__own_text(keep(call, &escaped));
  return true;
}

/* The next line end, LF or CRLF: its offset and length; false: none. */
static bool line_end(sv text, size_t *at, size_t *len) {
  size_t lf = sv_find_byte(text, '\n', 0);
  if (lf == SV_NONE) return false;
  bool cr = lf > 0 && text.at[lf - 1] == '\r';
  *at = lf - cr;
  *len = 1 + (size_t)cr;
  return true;
}

typedef VEC(liq__part) part_list;

static bool between_lines(liq_call *call, sv mark, val *out) {
  arena *a = liq__scratch(call);
  sv rest = liq__input_text(call);
  bool safe = liq__is_safe(call, call->input);
  part_list parts = {0};
  size_t at, len;
  while (line_end(rest, &at, &len)) {
    vec_push(a, &parts, (liq__part){sv_first(rest, at), safe});
    if (mark.len) vec_push(a, &parts, (liq__part){mark, true});
    rest = sv_skip(rest, at + len);
  }
  if (!parts.len) {
    *out = liq__text_like(call->input, rest);
    return true;
  }
  vec_push(a, &parts, (liq__part){rest, safe});
  return liq__join(call, parts.at, parts.len, out);
}

static bool newline_to_br(liq_call *call, val *out) {
  return between_lines(call, SV("<br />\n"), out);
}

static bool strip_newlines(liq_call *call, val *out) {
  return between_lines(call, SV(""), out);
}

/* What goes with all that is in it, and how it ends. A kind whose end was not found once is
 * not looked for again. */
typedef struct hidden {
  sv start, end;
  bool gone;
} hidden;

static size_t hidden_length(sv s, hidden *kinds, size_t count) {
  for (size_t i = 0; i < count; i++) {
    hidden *kind = &kinds[i];
    if (kind->gone || !sv_starts(s, kind->start)) continue;
    size_t end = sv_find(s, kind->end, kind->start.len);
    if (end != SV_NONE) return end + kind->end.len;
    kind->gone = true;
  }
  return 0;
}

static void strip_hidden(buf *out, sv text) {
  hidden kinds[] = {{SV_INIT("<script"), SV_INIT("</script>"), false},
                    {SV_INIT("<!--"), SV_INIT("-->"), false},
                    {SV_INIT("<style"), SV_INIT("</style>"), false}};
  for (size_t i = 0; i < text.len;) {
    size_t len = text.at[i] == '<' ? hidden_length(sv_skip(text, i), kinds, 3) : 0;
    if (len)
      i += len;
    else
      buf_byte(out, text.at[i++]);
  }
}

static void strip_tags(buf *out, sv text) {
  while (text.len) {
    size_t open = sv_find_byte(text, '<', 0);
    size_t close = open == SV_NONE ? SV_NONE : sv_find_byte(text, '>', open);
    if (close == SV_NONE) break;
    buf_add(out, sv_first(text, open));
    text = sv_skip(text, close + 1);
  }
  buf_add(out, text);
}

static bool strip_html(liq_call *call, val *out) {
  buf shown = BUF_EMPTY, text = BUF_EMPTY;
  strip_hidden(&shown, liq__input_text(call));
  strip_tags(&text, buf_sv(&shown));
  buf_free(&shown);
  *out = liq__text_like(call->input, keep(call, &text));
  return true;
}

/* The way past the escape, for text that its writer knows to be markup. */
static bool raw(liq_call *call, val *out) {
  *out = call->input;
  if (val_is_text(call->input)) *out = liq__own_text(val_text(call->input));
  return true;
}

const liq__builtin liq__filters_html[] = {
    {"escape", 0, 0, escape, 0},
    {"escape_once", 0, 0, escape_once, 0},
    {"h", 0, 0, escape, 0},
    {"newline_to_br", 0, 0, newline_to_br, 0},
    {"raw", 0, 0, raw, 0},
    {"safe", 0, 0, raw, 0},
    {"strip_html", 0, 0, strip_html, 0},
    {"strip_newlines", 0, 0, strip_newlines, 0},
    {"xml_escape", 0, 0, escape, 0},
    {NULL, 0, 0, NULL, 0},
};
