#include "serve/hosting.h"

#include "base/buf.h"
#include "model/url.h"

/* What "*" and ":name" stood for. */
enum { CAPTURES = 8 };
typedef struct captured {
  struct {
    sv name, text;
  } at[CAPTURES];
  size_t len;
} captured;

static bool capture(captured *c, sv name, sv text) {
  if (c->len == CAPTURES) return false;
  c->at[c->len].name = name;
  c->at[c->len++].text = text;
  return true;
}

static bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t name_length(sv text) {
  size_t len = 0;
  while (len < text.len && is_name_byte(text.at[len])) len++;
  return len;
}

/* Matches up to the "*", which takes what the rest of the pattern leaves over. */
static bool matches(sv pattern, sv path, captured *c) {
  while (pattern.len) {
    if (pattern.at[0] == '*') {
      sv behind = sv_skip(pattern, 1);
      if (!sv_ends(path, behind)) return false;
      return capture(c, SV("splat"), sv_first(path, path.len - behind.len));
    }
    size_t name = pattern.at[0] == ':' ? name_length(sv_skip(pattern, 1)) : 0;
    if (name) {
      size_t end = sv_find_byte(path, '/', 0);
      sv text = sv_first(path, end);
      if (text.len == 0 || !capture(c, sv_first(sv_skip(pattern, 1), name), text)) return false;
      pattern = sv_skip(pattern, name + 1);
      path = sv_skip(path, text.len);
    } else {
      if (path.len == 0 || path.at[0] != pattern.at[0]) return false;
      pattern = sv_skip(pattern, 1);
      path = sv_skip(path, 1);
    }
  }
  return path.len == 0;
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static sv next_word(sv *line) {
  *line = sv_trim(*line);
  size_t end = 0;
  while (end < line->len && !is_blank(line->at[end])) end++;
  sv word = sv_first(*line, end);
  *line = sv_skip(*line, end);
  return word;
}

/* A path of this host; one pattern with two "*" has no one meaning. */
static bool is_pattern(sv text) {
  size_t star = sv_find_byte(text, '*', 0);
  return sv_starts(text, SV("/")) &&
         (star == SV_NONE || sv_find_byte(text, '*', star + 1) == SV_NONE);
}

static bool is_field_name(sv name) {
  for (size_t i = 0; i < name.len; i++) {
    if (!is_name_byte(name.at[i]) && name.at[i] != '-') return false;
  }
  return name.len > 0;
}

/* A control character in a header would end it, and begin what was never meant. */
static bool is_clean(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7F) return false;
  }
  return true;
}

static void read_header_line(arena *a, header_rule *rule, sv line) {
  if (sv_starts(line, SV("!"))) {
    sv name = sv_trim(sv_skip(line, 1));
    if (is_field_name(name)) vec_push(a, &rule->lines, (header_line){name, SV(""), true});
    return;
  }
  size_t colon = sv_find_byte(line, ':', 0);
  if (colon == SV_NONE) return;
  header_line made = {sv_trim(sv_first(line, colon)), sv_trim(sv_skip(line, colon + 1)), false};
  if (is_field_name(made.name) && is_clean(made.value)) vec_push(a, &rule->lines, made);
}

static void read_headers(arena *a, sv text, hosting *out) {
  bool known = false;
  for (sv line; sv_line(&text, &line);) {
    bool indented = line.len && is_blank(line.at[0]);
    sv content = sv_trim(line);
    if (content.len == 0 || content.at[0] == '#') continue;
    if (!indented) {
      known = is_pattern(content);
      if (known) vec_push(a, &out->headers, (header_rule){.path = url_decode(a, content)});
    } else if (known) {
      read_header_line(a, &out->headers.at[out->headers.len - 1], content);
    }
  }
}

/* "301", "301!"; none is 301. */
static bool read_status(sv word, unsigned *out) {
  static const unsigned known[] = {200, 301, 302, 303, 307, 308};
  if (sv_ends(word, SV("!"))) word.len--;
  long long value = 301;
  if (word.len && !sv_to_long(word, &value)) return false;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (value != (long long)known[i]) continue;
    *out = known[i];
    return true;
  }
  return false;
}

static void read_redirect(arena *a, sv line, hosting *out) {
  redirect_rule rule = {.from = next_word(&line)};
  rule.to = next_word(&line);
  sv status = next_word(&line);
  bool within = sv_starts(rule.to, SV("/"));
  bool outside = sv_starts(rule.to, SV("https://")) || sv_starts(rule.to, SV("http://"));
  if (sv_trim(line).len || !is_pattern(rule.from) || !(within || outside)) return;
  if (!is_clean(rule.to)) return;
  if (!read_status(status, &rule.status) || (outside && rule.status == 200)) return;
  rule.from = url_decode(a, rule.from);
  vec_push(a, &out->redirects, rule);
}

void hosting_read(arena *a, sv headers, sv redirects, hosting *out) {
  *out = (hosting){0};
  read_headers(a, headers, out);
  for (sv line; sv_line(&redirects, &line);) {
    line = sv_trim(line);
    if (line.len && line.at[0] != '#') read_redirect(a, line, out);
  }
}

/* --- asking ----------------------------------------------------------------------------------- */

static hosting_header *header_named(hosting_headers *all, sv name) {
  for (size_t i = 0; i < all->len; i++) {
    if (sv_eq_nocase(all->at[i].name, name)) return &all->at[i];
  }
  return NULL;
}

static void apply(arena *a, const header_line *line, hosting_headers *out) {
  hosting_header *there = header_named(out, line->name);
  if (line->taken_back) {
    if (there) *there = out->at[--out->len];
  } else if (there) {
    there->value = arena_cat(a, (sv[]){there->value, SV(", "), line->value}, 3);
  } else {
    vec_push(a, out, (hosting_header){line->name, line->value});
  }
}

void hosting_headers_of(arena *a, const hosting *h, sv path, hosting_headers *out) {
  for (size_t i = 0; i < h->headers.len; i++) {
    const header_rule *rule = &h->headers.at[i];
    captured c = {.len = 0};
    if (!matches(rule->path, path, &c)) continue;
    for (size_t j = 0; j < rule->lines.len; j++) apply(a, &rule->lines.at[j], out);
  }
}

/* "to" with what was captured in its place. */
static sv fill_in(arena *a, sv to, const captured *c) {
  buf out = BUF_EMPTY;
  while (to.len) {
    size_t name = to.at[0] == ':' ? name_length(sv_skip(to, 1)) : 0;
    sv wanted = sv_first(sv_skip(to, 1), name);
    bool found = false;
    for (size_t i = 0; name && !found && i < c->len; i++) {
      found = sv_eq(c->at[i].name, wanted);
      if (found) url_path_add(&out, c->at[i].text);
    }
    if (!found) buf_byte(&out, to.at[0]);
    to = sv_skip(to, found ? name + 1 : 1);
  }
  sv made = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return made;
}

static sv without_slash(sv path) {
  return path.len > 1 && sv_ends(path, SV("/")) ? sv_first(path, path.len - 1) : path;
}

bool hosting_redirect(arena *a, const hosting *h, sv path, sv *to, unsigned *status) {
  for (size_t i = 0; i < h->redirects.len; i++) {
    const redirect_rule *rule = &h->redirects.at[i];
    captured c = {.len = 0};
    bool found = matches(rule->from, path, &c);
    if (!found) {
      c.len = 0;
      found = matches(without_slash(rule->from), without_slash(path), &c);
    }
    if (!found) continue;
    *to = fill_in(a, rule->to, &c);
    *status = rule->status;
    return true;
  }
  return false;
}
