/* What the filters share. */
#include "liquid/filter.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "liquid/compare.h"

bool liq__room(liq_call *call, size_t size) {
  if (size <= LIMIT_LIQUID_TEXT) return true;
  return liq__raise_limit(
      liq__state_of(call),
      "a text grows too large: look at what a loop around this place adds to it "
      "each time",
      "Memory limits exceeded: a text of more than %u bytes", LIMIT_LIQUID_TEXT);
}

bool liq__is_safe(const liq_call *call, val v) {
  if (v.kind != VAL_SAFE) return !val_is_text(v);
  return liq__state_of(call)->template->escape != LIQ_ESCAPE_XML || v.has_time;
}

val liq__text_like(val like, sv text) {
  val v = val_str(text);
  if (like.kind == VAL_SAFE) {
    v.kind = VAL_SAFE;
    v.has_time = like.has_time;
  }
  return v;
}

/* How the parts come together: all as they are, or the plain ones escaped. */
typedef enum mixture { MIX_PLAIN, MIX_SAFE, MIX_ESCAPED } mixture;

static mixture mixture_of(const liq_call *call, const liq__part *parts, size_t count) {
  bool plain = false, plain_marks = false, safe = false, safe_marks = false;
  for (size_t i = 0; i < count; i++) {
    bool marks = liq__has_markup(parts[i].text);
    if (parts[i].safe)
      safe = true, safe_marks = safe_marks || marks;
    else
      plain = true, plain_marks = plain_marks || marks;
  }
  if (!plain && safe) return MIX_SAFE;
  if (!safe || !safe_marks) return MIX_PLAIN;
  if (liq__state_of(call)->template->escape == LIQ_ESCAPE_NONE) return MIX_PLAIN;
  return plain_marks ? MIX_ESCAPED : MIX_SAFE;
}

static size_t joined_size(const liq__part *parts, size_t count) {
  size_t size = 0;
  for (size_t i = 0; i < count && size <= LIMIT_LIQUID_TEXT; i++) size += parts[i].text.len;
  return size;
}

bool liq__join(liq_call *call, const liq__part *parts, size_t count, val *out) {
  arena *a = liq__scratch(call);
  mixture mix = mixture_of(call, parts, count);
  size_t size = joined_size(parts, count);
  if (!liq__room(call, size)) return false;
  if (mix == MIX_ESCAPED) {
    buf text = BUF_EMPTY;
    for (size_t i = 0; i < count; i++) {
      if (parts[i].safe)
        buf_add(&text, parts[i].text);
      else
        buf_html(&text, parts[i].text);
    }
    *out = liq__own_text(arena_dup(a, buf_sv(&text)));
    buf_free(&text);
    return true;
  }
  char *at = arena_chars(a, size), *end = at;
  for (size_t i = 0; i < count; i++) {
    if (parts[i].text.len) memcpy(end, parts[i].text.at, parts[i].text.len);
    end += parts[i].text.len;
  }
  *out = mix == MIX_SAFE ? liq__own_text(sv_make(at, size)) : val_str(sv_make(at, size));
  return true;
}

bool liq__arg_integer(liq_call *call, val v, int64_t *out) {
  if (v.kind == VAL_INT) return *out = v.as.integer, true;
  if (liq__beyond_integers(v, out)) return true;
  if (liq__whole_integer(liq_text(liq__scratch(call), v), out)) return true;
  liq_fail(call, "invalid integer");
  return false;
}

typedef VEC(val) val_list;

static void flatten(arena *a, val array, val_list *out, unsigned depth) {
  for (size_t i = 0; i < array.len; i++) {
    val item = array.as.items[i];
    if (item.kind == VAL_ARRAY && depth < LIMIT_LIQUID_DEPTH)
      flatten(a, item, out, depth + 1);
    else
      vec_push(a, out, item);
  }
}

static bool has_arrays(val array) {
  for (size_t i = 0; i < array.len; i++) {
    if (array.as.items[i].kind == VAL_ARRAY) return true;
  }
  return false;
}

bool liq__too_many(liq_call *call) {
  return liq__raise_limit(
      liq__state_of(call), "look at the range or the text that this list is made of",
      "Memory limits exceeded: a list of more than %u items", LIMIT_LIQUID_ITEMS);
}

static bool count_out(liq_call *call, liq__range range, val_list *out) {
  for (int64_t i = range.low; i <= range.high; i++) {
    if (out->len >= LIMIT_LIQUID_ITEMS) return liq__too_many(call);
    vec_push(liq__scratch(call), out, val_int(i));
    if (i == INT64_MAX) break;
  }
  return true;
}

bool liq__items(liq_call *call, val input, const val **items, size_t *count) {
  val_list list = {0};
  bool good = true;
  if (input.kind == VAL_ARRAY && !has_arrays(input)) {
    *items = input.as.items;
    *count = input.len;
    return true;
  }
  if (input.kind == VAL_ARRAY)
    flatten(liq__scratch(call), input, &list, 0);
  else if (input.kind == LIQ_RANGE)
    good = count_out(call, liq__range_at(input), &list);
  else if (input.kind != VAL_NIL)
    vec_push(liq__scratch(call), &list, input);
  *items = list.at;
  *count = list.len;
  return good;
}

/* The number that a value is as an index; false: none. */
static bool index_of(val v, int64_t *out) {
  if (v.kind == VAL_INT)
    *out = v.as.integer;
  else if (v.kind == VAL_DECIMAL)
    *out = liq__truncated(v.as.decimal);
  return v.kind == VAL_INT || v.kind == VAL_DECIMAL;
}

/* text["part"] is the part where it is in the text; text[2] a character. */
static liq__looked look_into_text(arena *a, val item, val property, val *out) {
  sv text = val_text(item);
  int64_t index = 0;
  if (val_is_text(property)) {
    liq__finder finder = liq__finder_of(a, val_text(property));
    if (liq__find_first(&finder, text) != SV_NONE) *out = val_str(val_text(property));
    return LIQ_LOOKED;
  }
  if (!index_of(property, &index)) return LIQ_CANNOT_LOOK;
  int64_t count = (int64_t)liq__length(text);
  if (index < 0) index += count;
  if (index < 0 || index >= count) return LIQ_LOOKED;
  text = sv_skip(text, utf8_offset(text, (size_t)index));
  *out = liq__text_like(item, sv_first(text, utf8_offset(text, 1)));
  return LIQ_LOOKED;
}

/* Ruby gives a bit of an integer, which is true for `if` whatever it is. */
static liq__looked look_into_integer(int64_t number, val property, val *out) {
  int64_t index = 0;
  if (!index_of(property, &index)) return LIQ_CANNOT_LOOK;
  *out = val_int(index < 0 ? 0 : index < 63 ? number >> index & 1 : number < 0);
  return LIQ_LOOKED;
}

liq__looked liq__property(liq_call *call, val item, val property, val *out) {
  *out = val_nil();
  switch (item.kind) {
    case VAL_OBJECT:
    case VAL_LAZY:
      if (val_is_text(property)) {
        val_key key = val_key_of(val_text(property));
        val_get(item, &key, liq__scratch(call), out);
      }
      return LIQ_LOOKED;
    case VAL_STR:
    case VAL_SAFE: return look_into_text(liq__scratch(call), item, property, out);
    case VAL_INT: return look_into_integer(item.as.integer, property, out);
    default: return LIQ_NOT_LOOKED;
  }
}
