#include "markdown/html_tokens.h"

#include "markdown/line_rules.h"

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where what starts like this ends: behind `end`, or with the text, as in HTML. */
static size_t until(sv text, sv start, sv end) {
  if (!sv_starts(text, start)) return 0;
  size_t at = sv_find(text, end, start.len);
  return at == SV_NONE ? text.len : at + end.len;
}

static size_t other_length(sv text) {
  size_t length = 0;
  if (sv_starts(text, SV("<!-->"))) return 5;
  if (sv_starts(text, SV("<!--->"))) return 6;
  if (!length) length = until(text, SV("<!--"), SV("-->"));
  if (!length) length = until(text, SV("<?"), SV(">"));
  if (!length) length = until(text, SV("<![CDATA["), SV("]]>"));
  if (!length) length = until(text, SV("<!"), SV(">"));
  return length;
}

bool html_next(sv *rest, html_token *out) {
  *out = (html_token){.kind = HTML_TEXT};
  if (!rest->len) return false;
  sv text = *rest;
  size_t length = 0;
  if (text.at[0] == '<') {
    length = rule_tag(text, &out->name);
    if (length) {
      bool closing = text.at[1] == '/';
      size_t from = (size_t)(out->name.at - text.at) + out->name.len;
      out->kind = closing ? HTML_CLOSE : HTML_OPEN;
      out->attributes = sv_make(text.at + from, length - 1 - from);
    } else {
      length = other_length(text);
      if (length) out->kind = HTML_OTHER;
    }
  }
  if (!length) {
    length = sv_find_byte(text, '<', 1);
    if (length == SV_NONE) length = text.len;
  }
  out->text = sv_first(text, length);
  *rest = sv_skip(text, length);
  return true;
}

bool html_next_attribute(sv *rest, sv *name, sv *value) {
  sv text = *rest;
  size_t at = 0;
  while (at < text.len && (is_space(text.at[at]) || text.at[at] == '/')) at++;
  size_t from = at;
  while (at < text.len && !is_space(text.at[at]) && text.at[at] != '=' && text.at[at] != '/') at++;
  if (at == from) return false;
  *name = sv_make(text.at + from, at - from);
  *value = SV("");
  size_t equals = at;
  while (equals < text.len && is_space(text.at[equals])) equals++;
  if (equals < text.len && text.at[equals] == '=') {
    at = equals + 1;
    while (at < text.len && is_space(text.at[at])) at++;
    char quote = at < text.len ? text.at[at] : '\0';
    bool quoted = quote == '"' || quote == '\'';
    from = at += quoted;
    while (at < text.len && (quoted ? text.at[at] != quote : !is_space(text.at[at]))) at++;
    *value = sv_make(text.at + from, at - from);
    at += quoted && at < text.len;
  }
  *rest = sv_skip(text, at);
  return true;
}
