/* Addresses and the paths behind them. A path is plain UTF-8 ("/articles/¿duele/"); an address,
 * as pages and listings carry it, is that path percent-encoded ("/articles/%C2%BFduele/"), below
 * base_path. */
#ifndef PAMPHLET_MODEL_URL_H
#define PAMPHLET_MODEL_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/sv.h"
#include "value/date.h"

/* Writes a path percent-encoded, as RFC 3986 (section 3.3) allows it in an address: letters,
 * digits, `-._~`, `/` and `!$&'()*+,;=:@` stay. Safe in a quoted attribute apart from & and ',
 * which the caller escapes as in any text. Where all stays, url_path gives the path itself. */
void url_path_add(buf *out, sv path);
sv url_path(arena *a, sv path);

/* The text with its %XX undone (the text itself where it has none); a % without two hex digits
 * stays as it is. */
sv url_decode(arena *a, sv text);

/* The value of a field in a query or a form that was sent ("text=a+b&page=2"), decoded, with a plus
 * for a blank; empty where there is none. */
sv url_field(arena *a, sv fields, const char *name);

/* A link's target in its parts, none decoded: "x.md?q=1#risks" is "x.md", "q=1", "risks".
 * `has_fragment` tells "x.md#" from "x.md". */
typedef struct url_parts {
  sv path, query, fragment;
  bool has_query, has_fragment;
} url_parts;
url_parts url_split(sv target);

/* True for what leads off the site: a scheme ("https:", "mailto:") or "//host". */
bool url_is_external(sv target);

/* The scheme without its colon ("https"), or empty. */
sv url_scheme(sv target);

/* The file that a path is: "/a/b/" is "a/b/index.html", "/404.html" is "404.html". A path
 * without a slash or an extension at its end names a folder, too. The result may be a part of
 * the path itself. */
sv url_output(arena *a, sv path);

/* What a permalink pattern can name: `/:section/:year/:slug/`. */
typedef struct permalink_facts {
  sv section, slug, title;
  bool dated;
  date at;
} permalink_facts;

/* Fills in :section :slug :title :year :month :day. False: the pattern has a name that is none
 * of these, or wants a date that there is not; *problem is that name. The result begins with a
 * slash and has none doubled. */
bool url_permalink(arena *a, sv pattern, const permalink_facts *facts, sv *out, sv *problem);

/* The names of a pattern, for checks and hints. */
extern const sv url_permalink_names[];
extern const size_t url_permalink_name_count;

/* A path that names its place from the root, for `url`, `aliases` and permalinks: begins with
 * one slash, no "." or ".." step, no query, fragment, control character or backslash. */
bool url_is_site_path(sv path);

#endif
