/* Filters on running text and names, as Jekyll has them. */
#include "base/utf8.h"
#include "liquid/filter.h"
#include "liquid/scan.h"
#include "wrap/json.h"
#include "wrap/unicode.h"

static sv keep(const liq_call *call, buf *text) {
  sv kept = arena_dup(liq__scratch(call), buf_sv(text));
  buf_free(text);
  return kept;
}

static bool normalize_whitespace(liq_call *call, val *out) {
  buf text = BUF_EMPTY;
  sv rest = sv_trim(liq__input_text(call));
  for (size_t i = 0; i < rest.len; i++) {
    bool space = liq__is_space(rest.at[i]);
    if (!space)
      buf_byte(&text, rest.at[i]);
    else if (!liq__is_space(rest.at[i - 1]))
      buf_byte(&text, ' ');
  }
  *out = liq__text_like(call->input, keep(call, &text));
  return true;
}

/* Chinese and Japanese characters, Japanese kana and Korean syllables. */
static bool is_cjk(uint32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0x20000 && c <= 0x2FA1F);
}

/* Words between blanks; with "cjk" or "auto" every such character is a word as well. */
static bool number_of_words(liq_call *call, val *out) {
  sv rest = liq__input_text(call);
  bool by_character = call->count > 0 && (sv_is(liq__arg_text(call, 0), "cjk") ||
                                          sv_is(liq__arg_text(call, 0), "auto"));
  bool inside = false;
  int64_t count = 0;
  while (rest.len) {
    uint32_t c;
    size_t len = utf8_decode(rest, &c);
    bool alone = by_character && is_cjk(c);
    bool word = !alone && !(c < 0x80 && liq__is_space((char)c));
    count += alone || (word && !inside);
    inside = word;
    rest = sv_skip(rest, len);
  }
  *out = val_int(count);
  return true;
}

/* "a", "a and b", "a, b, and c". */
static bool array_to_sentence_string(liq_call *call, val *out) {
  arena *a = liq__scratch(call);
  const val *items;
  size_t count, used = 0;
  if (!liq__items(call, call->input, &items, &count)) return false;
  val connector = call->count ? call->args[0] : liq__own_text(SV("and"));
  liq__part word = {liq_text(a, connector), liq__is_safe(call, connector)};
  liq__part *parts = arena_array(a, liq__part, count * 4 + 1);
  for (size_t i = 0; i < count; i++) {
    bool last = i > 0 && i + 1 == count;
    if (i) parts[used++] = (liq__part){count == 2 ? SV(" ") : SV(", "), true};
    if (last) parts[used++] = word;
    if (last) parts[used++] = (liq__part){SV(" "), true};
    parts[used++] = (liq__part){liq_text(a, items[i]), liq__is_safe(call, items[i])};
  }
  return liq__join(call, parts, used, out);
}

/* What the mode of slugify keeps; anything else is a hyphen. */
static bool slug_keeps(sv mode, uint32_t c) {
  if (sv_is(mode, "raw")) return !(c < 0x80 && liq__is_space((char)c));
  if (c < 0x80 && liq__is_word((char)c) && c != '_') return true;
  if (sv_is(mode, "pretty") && c && c < 0x80 && strchr("._~!$&'()+,;=@", (char)c)) return true;
  if (sv_is(mode, "ascii")) return false;
  return c >= 0x80 && (unicode_is_letter(c) || unicode_is_mark(c) || unicode_is_number(c));
}

static bool is_slug_mode(sv mode) {
  return sv_is(mode, "raw") || sv_is(mode, "default") || sv_is(mode, "pretty") ||
         sv_is(mode, "ascii") || sv_is(mode, "latin");
}

static bool slugify(liq_call *call, val *out) {
  arena *a = liq__scratch(call);
  sv mode = call->count ? liq__arg_text(call, 0) : SV("default");
  sv rest = unicode_lower(a, liq__input_text(call));
  if (call->input.kind == VAL_NIL) return true;
  if (!is_slug_mode(mode)) return *out = val_str(rest), true;
  if (sv_is(mode, "latin")) rest = unicode_plain(a, rest);
  buf slug = BUF_EMPTY;
  bool hyphen = false;
  while (rest.len) {
    uint32_t c;
    size_t len = utf8_decode(rest, &c);
    bool kept = slug_keeps(mode, c);
    if (kept && hyphen && slug.len) buf_byte(&slug, '-');
    if (kept) buf_add(&slug, sv_first(rest, len));
    hyphen = !kept;
    rest = sv_skip(rest, len);
  }
  *out = val_str(keep(call, &slug));
  return true;
}

static bool opens_quote(sv text, size_t at) {
  if (at == 0) return true;
  char before = text.at[at - 1];
  return liq__is_space(before) || before == '(' || before == '[' || before == '{' ||
         before == '-' || before == '>' || before == '/' || before == '"' || before == '\'';
}

/* The typographer's character for what stands at `at`, and how many bytes it is for. */
static size_t smart_piece(sv text, size_t at, sv *piece) {
  sv rest = sv_skip(text, at);
  if (sv_starts(rest, SV("---"))) return *piece = SV("\xE2\x80\x94"), 3;
  if (sv_starts(rest, SV("--"))) return *piece = SV("\xE2\x80\x93"), 2;
  if (sv_starts(rest, SV("..."))) return *piece = SV("\xE2\x80\xA6"), 3;
  bool opens = opens_quote(text, at);
  if (rest.at[0] == '"') return *piece = opens ? SV("\xE2\x80\x9C") : SV("\xE2\x80\x9D"), 1;
  if (rest.at[0] == '\'') return *piece = opens ? SV("\xE2\x80\x98") : SV("\xE2\x80\x99"), 1;
  return 0;
}

/* Curly quotes, dashes and ellipses; tags stay as they are. */
static bool smartify(liq_call *call, val *out) {
  sv text = liq__input_text(call), piece;
  buf smart = BUF_EMPTY;
  for (size_t i = 0; i < text.len;) {
    size_t tag = text.at[i] == '<' ? sv_find_byte(text, '>', i) : SV_NONE;
    size_t len = tag != SV_NONE ? tag + 1 - i : smart_piece(text, i, &piece);
    if (tag != SV_NONE || !len) piece = sv_make(text.at + i, len ? len : (len = 1));
    buf_add(&smart, piece);
    i += len;
  }
  *out = liq__text_like(call->input, keep(call, &smart));
  return true;
}

/* In markup, JSON's texts hold no character that could end a script element or a quoted
 * attribute, a double quote apart. */
static void add_json_for_markup(buf *out, sv json) {
  for (size_t i = 0; i < json.len; i++) {
    char c = json.at[i];
    if (c == '<' || c == '>' || c == '&' || c == '\'')
      buf_printf(out, "\\u%04x", (unsigned)c);
    else
      buf_byte(out, c);
  }
}

static bool jsonify(liq_call *call, val *out) {
  buf json = BUF_EMPTY, text = BUF_EMPTY;
  json_writer w = {.out = &json};
  val v = call->input;
  if (v.kind == LIQ_RANGE) {
    const val *items;
    size_t count;
    if (!liq__items(call, v, &items, &count)) return false;
    v = val_array(items, count);
  }
  json_value(&w, v, liq__scratch(call));
  if (liq__state_of(call)->template->escape == LIQ_ESCAPE_HTML) {
    add_json_for_markup(&text, buf_sv(&json));
    *out = liq__own_text(keep(call, &text));
  } else {
    *out = val_str(arena_dup(liq__scratch(call), buf_sv(&json)));
  }
  buf_free(&json);
  return liq__room(call, out->len);
}

const liq__builtin liq__filters_prose[] = {
    {"array_to_sentence_string", 0, 1, array_to_sentence_string, 0},
    {"jsonify", 0, 0, jsonify, 0},
    {"normalize_whitespace", 0, 0, normalize_whitespace, 0},
    {"number_of_words", 0, 1, number_of_words, 0},
    {"slugify", 0, 1, slugify, 0},
    {"smartify", 0, 0, smartify, 0},
    {NULL, 0, 0, NULL, 0},
};
