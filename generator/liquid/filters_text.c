/* Filters that change text. */
#include "base/utf8.h"
#include "liquid/filter.h"
#include "liquid/scan.h"
#include "wrap/unicode.h"

static bool like_input(const liq_call *call, sv text, val *out) {
  *out = liq__text_like(call->input, text);
  return true;
}

static bool upcase(liq_call *call, val *out) {
  return like_input(call, unicode_upper(liq__scratch(call), liq__input_text(call)), out);
}

static bool downcase(liq_call *call, val *out) {
  return like_input(call, unicode_lower(liq__scratch(call), liq__input_text(call)), out);
}

static bool capitalize(liq_call *call, val *out) {
  return like_input(call, unicode_capital(liq__scratch(call), liq__input_text(call)), out);
}

static bool strip(liq_call *call, val *out) {
  return like_input(call, liq__trim_left(liq__trim_right(liq__input_text(call))), out);
}

static bool lstrip(liq_call *call, val *out) {
  return like_input(call, liq__trim_left(liq__input_text(call)), out);
}

static bool rstrip(liq_call *call, val *out) {
  return like_input(call, liq__trim_right(liq__input_text(call)), out);
}

static liq__part part_of(const liq_call *call, val v) {
  return (liq__part){liq_text(liq__scratch(call), v), liq__is_safe(call, v)};
}

static bool append(liq_call *call, val *out) {
  liq__part parts[] = {part_of(call, call->input), part_of(call, call->args[0])};
  return liq__join(call, parts, 2, out);
}

static bool prepend(liq_call *call, val *out) {
  liq__part parts[] = {part_of(call, call->args[0]), part_of(call, call->input)};
  return liq__join(call, parts, 2, out);
}

typedef VEC(liq__part) part_list;

/* A replacement may name what it replaces, as Ruby's does: \0 and \&; \\ is one backslash. */
static liq__part replacement_of(const liq_call *call, val v, sv match) {
  liq__part part = part_of(call, v);
  if (sv_find_byte(part.text, '\\', 0) == SV_NONE) return part;
  buf text = BUF_EMPTY;
  for (size_t i = 0; i < part.text.len; i++) {
    char c = part.text.at[i], next = i + 1 < part.text.len ? part.text.at[i + 1] : '\0';
    if (c != '\\' || !(next == '\\' || next == '&' || liq__is_digit(next))) {
      buf_byte(&text, c);
      continue;
    }
    i++;
    if (next == '\\') buf_byte(&text, next);
    if (next == '&' || next == '0') buf_add(&text, match);
  }
  part.text = arena_dup(liq__scratch(call), buf_sv(&text));
  buf_free(&text);
  return part;
}

/* Pieces of the input with the new text between them. An empty match stands between any two
 * characters. */
static bool replace_matches(liq_call *call, val new_text, size_t most, val *out) {
  arena *a = liq__scratch(call);
  liq__part input = part_of(call, call->input);
  sv match = liq__arg_text(call, 0), rest = input.text;
  liq__part replacement = replacement_of(call, new_text, match);
  part_list parts = {0};
  liq__finder finder = liq__finder_of(a, match);
  size_t done = 0, size = rest.len;
  while (done < most) {
    size_t at = liq__find_first(&finder, rest);
    if (at == SV_NONE) break;
    size_t step = match.len ? at + match.len : utf8_offset(rest, 1);
    vec_push(a, &parts, (liq__part){sv_first(rest, at), input.safe});
    vec_push(a, &parts, replacement);
    if (parts.len > LIMIT_LIQUID_ITEMS * 4) return liq__too_many(call);
    if (!match.len) vec_push(a, &parts, (liq__part){sv_first(rest, step), input.safe});
    size += replacement.text.len;
    if (!liq__room(call, size)) return false;
    bool end = !match.len && rest.len == 0;
    rest = sv_skip(rest, step);
    done++;
    if (end) break;
  }
  if (done == 0) {
    *out = val_is_text(call->input) ? call->input : val_str(input.text);
    return true;
  }
  vec_push(a, &parts, (liq__part){rest, input.safe});
  return liq__join(call, parts.at, parts.len, out);
}

static val empty_text(void) {
  return liq__own_text(SV(""));
}

static val second(const liq_call *call) {
  return call->count > 1 ? call->args[1] : empty_text();
}

static bool replace(liq_call *call, val *out) {
  return replace_matches(call, second(call), SIZE_MAX, out);
}

static bool replace_first(liq_call *call, val *out) {
  return replace_matches(call, second(call), 1, out);
}

static bool remove_all(liq_call *call, val *out) {
  return replace_matches(call, empty_text(), SIZE_MAX, out);
}

static bool remove_first(liq_call *call, val *out) {
  return replace_matches(call, empty_text(), 1, out);
}

static bool replace_last_with(liq_call *call, val new_text, val *out) {
  liq__part input = part_of(call, call->input);
  sv match = liq__arg_text(call, 0);
  liq__finder finder = liq__finder_of(liq__scratch(call), match);
  size_t at = match.len ? liq__find_last(&finder, input.text) : input.text.len;
  if (at == SV_NONE) {
    *out = val_is_text(call->input) ? call->input : val_str(input.text);
    return true;
  }
  liq__part parts[] = {{sv_first(input.text, at), input.safe},
                       part_of(call, new_text),
                       {sv_skip(input.text, at + match.len), input.safe}};
  return liq__join(call, parts, 3, out);
}

static bool replace_last(liq_call *call, val *out) {
  return replace_last_with(call, call->args[1], out);
}

static bool remove_last(liq_call *call, val *out) {
  return replace_last_with(call, empty_text(), out);
}

/* A cut text may end inside a tag or an entity: it is plain text. */
static bool truncate_text(liq_call *call, val *out) {
  if (call->input.kind == VAL_NIL) return true;
  sv text = liq__input_text(call);
  sv end = call->count > 1 ? liq__arg_text(call, 1) : SV("...");
  int64_t length = 50;
  if (call->count > 0 && !liq__arg_integer(call, call->args[0], &length)) return false;
  *out = val_str(text);
  if (length >= 0 && (uint64_t)liq__length(text) <= (uint64_t)length) return true;
  int64_t ending = (int64_t)liq__length(end), kept = length > ending ? length - ending : 0;
  sv start = sv_first(text, utf8_offset(text, (size_t)kept));
  if (!liq__room(call, start.len + end.len)) return false;
  *out = val_str(arena_cat(liq__scratch(call), (sv[]){start, end}, 2));
  return true;
}

/* The next word and the white space behind it. */
static sv take_word(sv *text, bool *space) {
  while (text->len && liq__is_space(text->at[0])) *text = sv_skip(*text, 1);
  size_t len = 0;
  while (len < text->len && !liq__is_space(text->at[len])) len++;
  sv word = sv_first(*text, len);
  *text = sv_skip(*text, len);
  *space = text->len > 0;
  return word;
}

static bool truncatewords(liq_call *call, val *out) {
  if (call->input.kind == VAL_NIL) return true;
  arena *a = liq__scratch(call);
  sv text = liq__input_text(call), rest = text;
  int64_t words = 15;
  if (call->count > 0 && !liq__arg_integer(call, call->args[0], &words)) return false;
  if (words <= 0) words = 1;
  sv_list pieces = {0};
  bool space = true;
  for (int64_t i = 0; i < words && space; i++) {
    sv word = take_word(&rest, &space);
    if (i) vec_push(a, &pieces, SV(" "));
    vec_push(a, &pieces, word);
  }
  *out = val_str(text);
  if (!space) return true;
  vec_push(a, &pieces, call->count > 1 ? liq__arg_text(call, 1) : SV("..."));
  *out = val_str(arena_cat(a, pieces.at, pieces.len));
  return liq__room(call, out->len);
}

static bool push_piece(liq_call *call, sv text, sv_list *pieces) {
  if (pieces->len >= LIMIT_LIQUID_ITEMS) return liq__too_many(call);
  vec_push(liq__scratch(call), pieces, text);
  return true;
}

static bool split_words(liq_call *call, sv text, sv_list *pieces) {
  bool space;
  for (;;) {
    sv word = take_word(&text, &space);
    if (!word.len) return true;
    if (!push_piece(call, word, pieces)) return false;
  }
}

static bool split_at(liq_call *call, sv text, sv by, sv_list *pieces) {
  liq__finder finder = liq__finder_of(liq__scratch(call), by);
  while (text.len) {
    size_t at = by.len ? liq__find_first(&finder, text) : utf8_offset(text, 1);
    if (at == SV_NONE) at = text.len;
    if (!push_piece(call, sv_first(text, at), pieces)) return false;
    text = sv_skip(text, at + by.len);
  }
  while (pieces->len && pieces->at[pieces->len - 1].len == 0) pieces->len--;
  return true;
}

static bool split(liq_call *call, val *out) {
  sv text = liq__input_text(call), by = liq__arg_text(call, 0);
  sv_list pieces = {0};
  bool words = sv_is(by, " ");
  if (!(words ? split_words(call, text, &pieces) : split_at(call, text, by, &pieces))) return false;
  val *items = arena_array(liq__scratch(call), val, pieces.len);
  for (size_t i = 0; i < pieces.len; i++) items[i] = liq__text_like(call->input, pieces.at[i]);
  *out = val_array(items, pieces.len);
  return true;
}

/* Where a slice of `length` things begins and ends; false: outside. */
static bool slice_bounds(int64_t count, int64_t from, int64_t length, size_t *start, size_t *end) {
  if (from < 0) from += count;
  if (from < 0 || from > count || length < 0) return false;
  *start = (size_t)from;
  *end = (size_t)(length > count - from ? count : from + length);
  return true;
}

static bool slice(liq_call *call, val *out) {
  int64_t from, length = 1;
  size_t start, end;
  val second_arg = liq__arg(call, 1);
  bool given =
      second_arg.kind != VAL_NIL && !(second_arg.kind == VAL_BOOL && !second_arg.as.boolean);
  if (!liq__arg_integer(call, call->args[0], &from)) return false;
  if (given && !liq__arg_integer(call, second_arg, &length)) return false;
  if (call->input.kind == VAL_ARRAY) {
    bool inside = slice_bounds(call->input.len, from, length, &start, &end);
    *out = inside ? val_array(call->input.as.items + start, end - start) : val_array(NULL, 0);
    return true;
  }
  sv text = liq__input_text(call);
  if (!slice_bounds((int64_t)liq__length(text), from, length, &start, &end)) {
    return like_input(call, SV(""), out);
  }
  size_t at = utf8_offset(text, start);
  text = sv_skip(text, at);
  return like_input(call, sv_first(text, utf8_offset(text, end - start)), out);
}

const liq__builtin liq__filters_text[] = {
    {"append", 1, 1, append, 0},
    {"capitalize", 0, 0, capitalize, 0},
    {"downcase", 0, 0, downcase, 0},
    {"lstrip", 0, 0, lstrip, 0},
    {"prepend", 1, 1, prepend, 0},
    {"remove", 1, 1, remove_all, 0},
    {"remove_first", 1, 1, remove_first, 0},
    {"remove_last", 1, 1, remove_last, 0},
    {"replace", 1, 2, replace, 0},
    {"replace_first", 1, 2, replace_first, 0},
    {"replace_last", 2, 2, replace_last, 0},
    {"rstrip", 0, 0, rstrip, 0},
    {"slice", 1, 2, slice, 0},
    {"split", 1, 1, split, 0},
    {"strip", 0, 0, strip, 0},
    {"truncate", 0, 2, truncate_text, 0},
    {"truncatewords", 0, 2, truncatewords, 0},
    {"upcase", 0, 0, upcase, 0},
    {NULL, 0, 0, NULL, 0},
};
