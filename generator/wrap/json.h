/* JSON to nodes, by libcjson, and values to JSON. */
#ifndef PAMPHLET_WRAP_JSON_H
#define PAMPHLET_WRAP_JSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sv.h"
#include "diag/diag.h"
#include "value/node.h"
#include "value/val.h"

/* Reads one document (RFC 8259), with places as yaml_parse gives them, a key that
 * stands twice too. Refused beyond what libcjson refuses: a NUL in a text, text behind the
 * document, numbers and control characters that the RFC does not allow. NULL: refused, and the
 * sink knows why. */
node *json_parse(arena *a, sv file, sv text, size_t offset, diag_sink *sink);

/* The bytes of the one JSON object that `text` starts with, or 0 where its end is not found:
 * for front matter, with the article behind it. */
size_t json_object_length(sv text);

/* Writes JSON piece by piece; commas come by themselves:
 *
 *   json_writer w = {.out = &out};
 *   json_begin(&w, '{');
 *   json_key(&w, SV("title"));
 *   json_string(&w, title);
 *   json_end(&w, '}');
 */
typedef struct json_writer {
  buf *out;
  bool in_html;    /* `<` is written \u003c, so that "</script>" cannot end the element */
  bool need_comma; /* the writer's own */
} json_writer;

void json_begin(json_writer *w, char bracket);
void json_end(json_writer *w, char bracket);
void json_key(json_writer *w, sv key);
void json_plain_key(json_writer *w, sv key); /* which needs no escape: it is not looked through */
void json_string(json_writer *w, sv text);
/* A key with a text of several pieces, all of which need no escape. */
void json_plain_member(json_writer *w, sv key, const sv *pieces, size_t count);
/* A value that is JSON already. */
void json_raw(json_writer *w, sv json);
void json_integer(json_writer *w, int64_t number);

/* A decimal as short as reads back the same; null where it is infinite or no number. */
void json_decimal(json_writer *w, double number);
void json_bool(json_writer *w, bool value);
void json_null(json_writer *w);

/* Any value. Dates are texts (2026-02-13, or RFC 3339 with a time). A lazy object is written
 * with its members, and lazy objects inside it as null, since pages lead to each other without
 * end. `scratch` is for what lazy objects build. */
void json_value(json_writer *w, val v, arena *scratch);

/* A text as it stands between the quotes: itself where it needs no escape. */
sv json_escaped(arena *a, sv text, bool in_html);

/* One text in quotes, without a writer. A byte that is not UTF-8 becomes U+FFFD. */
void json_add_string(buf *out, sv text, bool in_html);

#endif
