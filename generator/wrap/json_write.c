#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/span.h"
#include "base/utf8.h"
#include "value/date.h"
#include "wrap/json.h"

/* What is looked at one by one: all that may need an escape, and what is not ASCII. */
static bytes16 is_special(bytes16 b) {
  return (bytes16)((b < 0x20) | (b == '"') | (b == '\\') | (b >= 0x80));
}
static bytes16 is_special_in_html(bytes16 b) {
  return (bytes16)((b < 0x20) | (b == '"') | (b == '\\') | (b == '<') | (b >= 0x80));
}

/* U+2028 and U+2029 end a line in a script, where the text may land; as escapes they cannot. */
static bool needs_escape(uint32_t c, bool in_html) {
  return c < 0x20 || c == '"' || c == '\\' || (in_html && (c == '<' || c == 0x2028 || c == 0x2029));
}

static char *put_escaped(char *to, uint32_t c) {
  const char *digits = "0123456789abcdef";
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\': *to++ = (char)c; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
    default: break;
  }
  *to++ = 'u';
  for (int shift = 12; shift >= 0; shift -= 4) *to++ = digits[c >> shift & 15];
  return to;
}

/* The character at a special byte, escaped where it must be; returns its length. */
static size_t put_special(char **to, sv text, bool in_html) {
  uint32_t c;
  /* What HTML is full of. */
  if (text.at[0] == '"' || text.at[0] == '\n') {
    *(*to)++ = '\\';
    *(*to)++ = text.at[0] == '"' ? '"' : 'n';
    return 1;
  }
  size_t len = utf8_decode(text, &c);
  if (needs_escape(c, in_html)) {
    *to = put_escaped(*to, c);
  } else {
    *to += utf8_encode(c, *to); /* U+FFFD for a bad byte */
  }
  return len;
}

/* A text with something special. */
static void add_escaped(buf *out, sv text, bool in_html) {
  enum { STEP = 1024, LONGEST = 6, MORE = 16 + 4 }; /* a step may end so many bytes late */
  for (size_t i = 0; i < text.len;) {
    size_t until = text.len - i < STEP ? text.len : i + STEP;
    char *start = buf_reserve(out, (until - i + MORE) * LONGEST), *to = start;
    while (i < until) {
      size_t plain =
          in_html ? span_copy(to, text, i, is_special_in_html) : span_copy(to, text, i, is_special);
      to += plain;
      i += plain;
      if (plain < sizeof(bytes16) && i < text.len) {
        i += put_special(&to, sv_skip(text, i), in_html);
      }
    }
    out->len += (size_t)(to - start);
  }
}

static void add_text(buf *out, sv text, bool in_html) {
  size_t plain =
      in_html ? span_until(text, 0, is_special_in_html) : span_until(text, 0, is_special);
  buf_add(out, sv_first(text, plain));
  if (plain < text.len) add_escaped(out, sv_skip(text, plain), in_html);
}

void json_add_string(buf *out, sv text, bool in_html) {
  buf_byte(out, '"');
  add_text(out, text, in_html);
  buf_byte(out, '"');
}

/* The comma before a value or key, where one is due. */
static void separate(json_writer *w) {
  if (w->need_comma) buf_byte(w->out, ',');
  w->need_comma = true;
}

void json_begin(json_writer *w, char bracket) {
  separate(w);
  buf_byte(w->out, bracket);
  w->need_comma = false;
}

void json_end(json_writer *w, char bracket) {
  buf_byte(w->out, bracket);
  w->need_comma = true;
}

void json_key(json_writer *w, sv key) {
  separate(w);
  json_add_string(w->out, key, w->in_html);
  buf_byte(w->out, ':');
  w->need_comma = false;
}

/* The text in quotes, with room behind it for a byte. */
static char *put_plain(json_writer *w, sv text) {
  enum { AROUND = 4 }; /* the comma, the quotes, and what comes behind */
  char *start = buf_reserve(w->out, text.len + AROUND), *to = start;
  if (w->need_comma) *to++ = ',';
  *to++ = '"';
  if (text.len) memcpy(to, text.at, text.len);
  to += text.len;
  *to++ = '"';
  w->out->len += (size_t)(to - start);
  return to;
}

void json_plain_key(json_writer *w, sv key) {
  *put_plain(w, key) = ':';
  w->out->len++;
  w->need_comma = false;
}

void json_string(json_writer *w, sv text) {
  separate(w);
  json_add_string(w->out, text, w->in_html);
}

static char *put(char *to, sv text) {
  if (text.len) memcpy(to, text.at, text.len);
  return to + text.len;
}

void json_plain_member(json_writer *w, sv key, const sv *pieces, size_t count) {
  size_t len = 0;
  for (size_t i = 0; i < count; i++) len += pieces[i].len;
  char *to = put_plain(w, key);
  *to = ':';
  w->out->len++;
  char *start = buf_reserve(w->out, len + 2);
  to = start;
  *to++ = '"';
  for (size_t i = 0; i < count; i++) to = put(to, pieces[i]);
  *to++ = '"';
  w->out->len += (size_t)(to - start);
  w->need_comma = true;
}

void json_raw(json_writer *w, sv json) {
  separate(w);
  buf_add(w->out, json);
}

sv json_escaped(arena *a, sv text, bool in_html) {
  size_t plain =
      in_html ? span_until(text, 0, is_special_in_html) : span_until(text, 0, is_special);
  if (plain == text.len) return text;
  buf out = BUF_EMPTY;
  add_escaped(&out, text, in_html);
  sv escaped = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return escaped;
}

void json_integer(json_writer *w, int64_t number) {
  separate(w);
  buf_long(w->out, number);
}

void json_decimal(json_writer *w, double number) {
  if (!isfinite(number)) {
    json_null(w);
    return;
  }
  char text[32];
  int digits = 15; /* what a double always keeps; 17 are always enough */
  do {
    snprintf(text, sizeof text, "%.*g", digits, number);
  } while (strtod(text, NULL) != number && ++digits <= 17);
  separate(w);
  buf_add(w->out, sv_of(text));
  if (!strpbrk(text, ".e")) buf_lit(w->out, ".0");
}

void json_bool(json_writer *w, bool value) {
  separate(w);
  buf_add(w->out, value ? SV("true") : SV("false"));
}

void json_null(json_writer *w) {
  separate(w);
  buf_lit(w->out, "null");
}

static void add_date(json_writer *w, date d) {
  char text[DATE_TEXT];
  size_t len = d.has_time ? date_rfc3339(d, text) : date_day_text(d, text);
  json_string(w, sv_make(text, len));
}

/* How far a value stands inside others. */
typedef struct nesting {
  unsigned depth;
  bool in_lazy;
} nesting;

static void add_value(json_writer *w, val v, nesting in, arena *scratch);

static void add_array(json_writer *w, val v, nesting in, arena *scratch) {
  json_begin(w, '[');
  for (uint32_t i = 0; i < v.len; i++) add_value(w, v.as.items[i], in, scratch);
  json_end(w, ']');
}

static void add_object(json_writer *w, const val_object *object, nesting in, arena *scratch) {
  json_begin(w, '{');
  for (uint32_t i = 0; i < object->len; i++) {
    json_key(w, object->members[i].key.name);
    add_value(w, object->members[i].value, in, scratch);
  }
  json_end(w, '}');
}

static void add_lazy(json_writer *w, const val_lazy *lazy, nesting in, arena *scratch) {
  if (in.in_lazy) {
    json_null(w);
    return;
  }
  in.in_lazy = true;
  json_begin(w, '{');
  for (size_t i = 0; i < lazy->type->key_count; i++) {
    const val_key *key = &lazy->type->keys[i];
    val member = val_nil();
    if (!lazy->type->get(lazy, key, scratch, &member)) continue;
    json_key(w, key->name);
    add_value(w, member, in, scratch);
  }
  json_end(w, '}');
}

static void add_value(json_writer *w, val v, nesting in, arena *scratch) {
  if (in.depth++ > LIMIT_DATA_DEPTH) {
    json_null(w);
    return;
  }
  switch ((val_kind)v.kind) {
    case VAL_NIL: json_null(w); break;
    case VAL_BOOL: json_bool(w, v.as.boolean); break;
    case VAL_INT: json_integer(w, v.as.integer); break;
    case VAL_DECIMAL: json_decimal(w, v.as.decimal); break;
    case VAL_STR:
    case VAL_SAFE: json_string(w, val_text(v)); break;
    case VAL_DATE: add_date(w, val_as_date(v)); break;
    case VAL_ARRAY: add_array(w, v, in, scratch); break;
    case VAL_OBJECT: add_object(w, v.as.object, in, scratch); break;
    case VAL_LAZY: add_lazy(w, v.as.lazy, in, scratch); break;
  }
}

void json_value(json_writer *w, val v, arena *scratch) {
  add_value(w, v, (nesting){0}, scratch);
}
