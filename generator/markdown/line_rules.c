#include "markdown/line_rules.h"

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool blank_or_end(sv text, size_t at) {
  return at >= text.len || is_blank(text.at[at]);
}

static size_t run(sv text, size_t at) {
  size_t end = at;
  while (end < text.len && text.at[end] == text.at[at]) end++;
  return end - at;
}

static bool only_blanks(sv text, size_t from) {
  while (from < text.len && is_blank(text.at[from])) from++;
  return from == text.len;
}

bool rule_atx_heading(sv text) {
  if (!text.len || text.at[0] != '#') return false;
  size_t level = run(text, 0);
  return level <= 6 && blank_or_end(text, level);
}

bool rule_setext(sv text) {
  if (!text.len || (text.at[0] != '=' && text.at[0] != '-')) return false;
  return only_blanks(text, run(text, 0));
}

bool rule_thematic_break(sv text) {
  if (!text.len || !strchr("*-_", text.at[0])) return false;
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == text.at[0]) {
      count++;
    } else if (!is_blank(text.at[i])) {
      return false;
    }
  }
  return count >= 3;
}

size_t rule_fence(sv text) {
  if (!text.len || (text.at[0] != '`' && text.at[0] != '~')) return 0;
  size_t len = run(text, 0);
  if (len < 3) return 0;
  return text.at[0] == '`' && sv_find_byte(text, '`', len) != SV_NONE ? 0 : len;
}

bool rule_fence_closes(sv text, char sign, size_t least) {
  if (!text.len || text.at[0] != sign) return false;
  size_t len = run(text, 0);
  return len >= least && only_blanks(text, len);
}

/* ---- HTML blocks ---- */

static const char *const verbatim_elements[] = {"script", "pre", "style", "textarea"};

static const char *const block_elements[] = {
    "address",  "article",  "aside",    "base",       "basefont", "blockquote", "body",   "caption",
    "center",   "col",      "colgroup", "dd",         "details",  "dialog",     "dir",    "div",
    "dl",       "dt",       "fieldset", "figcaption", "figure",   "footer",     "form",   "frame",
    "frameset", "h1",       "h2",       "h3",         "h4",       "h5",         "h6",     "head",
    "header",   "hr",       "html",     "iframe",     "legend",   "li",         "link",   "main",
    "menu",     "menuitem", "nav",      "noframes",   "ol",       "optgroup",   "option", "p",
    "param",    "section",  "source",   "summary",    "table",    "tbody",      "td",     "tfoot",
    "th",       "thead",    "title",    "tr",         "track",    "ul"};

static bool is_one_of(sv name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sv_eq_nocase(name, sv_of(names[i]))) return true;
  }
  return false;
}

static sv tag_name(sv text, size_t from) {
  size_t end = from;
  while (end < text.len && (is_letter(text.at[end]) || is_digit(text.at[end]) ||
                            (text.at[end] == '-' && end > from))) {
    end++;
  }
  return end > from && is_letter(text.at[from]) ? sv_make(text.at + from, end - from) : SV("");
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_spaces(sv text, size_t at) {
  while (at < text.len && is_space(text.at[at])) at++;
  return at;
}

/* Behind one attribute that starts at `at`, or SV_NONE. */
static size_t skip_attribute(sv text, size_t at) {
  char c = text.at[at];
  if (!is_letter(c) && c != '_' && c != ':') return SV_NONE;
  while (at < text.len &&
         (is_letter(text.at[at]) || is_digit(text.at[at]) || strchr("_:.-", text.at[at]))) {
    at++;
  }
  size_t equals = skip_spaces(text, at);
  if (equals == text.len || text.at[equals] != '=') return at;
  at = skip_spaces(text, equals + 1);
  if (at == text.len) return SV_NONE;
  if (text.at[at] == '"' || text.at[at] == '\'') {
    size_t close = sv_find_byte(text, text.at[at], at + 1);
    return close == SV_NONE ? SV_NONE : close + 1;
  }
  size_t from = at;
  while (at < text.len && !is_space(text.at[at]) && !strchr("\"'=<>`", text.at[at])) at++;
  return at > from ? at : SV_NONE;
}

size_t rule_tag(sv text, sv *name) {
  bool closing = text.len > 1 && text.at[1] == '/';
  if (!text.len || text.at[0] != '<') return 0;
  *name = tag_name(text, closing ? 2 : 1);
  if (!name->len) return 0;
  size_t at = (size_t)(name->at - text.at) + name->len;
  for (;;) {
    size_t next = skip_spaces(text, at);
    if (next == text.len) return 0;
    if (text.at[next] == '>') return next + 1;
    if (closing) return 0;
    if (text.at[next] == '/') {
      return next + 1 < text.len && text.at[next + 1] == '>' ? next + 2 : 0;
    }
    if (next == at) return 0; /* attributes stand behind a blank */
    at = skip_attribute(text, next);
    if (at == SV_NONE) return 0;
  }
}

/* A whole tag with nothing but blanks behind it. */
static bool is_lone_tag(sv text) {
  sv name;
  size_t length = rule_tag(text, &name);
  return length && only_blanks(text, length);
}

int rule_html_start(sv text, bool in_paragraph) {
  if (text.len < 2 || text.at[0] != '<') return 0;
  if (sv_starts(text, SV("<!--"))) return 2;
  if (text.at[1] == '?') return 3;
  if (sv_starts(text, SV("<![CDATA["))) return 5;
  if (text.at[1] == '!') return text.len > 2 && is_letter(text.at[2]) ? 4 : 0;
  bool closing = text.at[1] == '/';
  sv name = tag_name(text, closing ? 2 : 1);
  size_t end = (size_t)(name.at - text.at) + name.len;
  bool ended = end >= text.len || is_space(text.at[end]) || text.at[end] == '>';
  if (name.len) {
    bool verbatim =
        is_one_of(name, verbatim_elements, sizeof verbatim_elements / sizeof *verbatim_elements);
    if (verbatim && ended && !closing) return 1;
    ended = ended || sv_starts(sv_skip(text, end), SV("/>"));
    if (ended && is_one_of(name, block_elements, sizeof block_elements / sizeof *block_elements)) {
      return 6;
    }
  }
  return !in_paragraph && is_lone_tag(text) ? 7 : 0;
}

static bool has_verbatim_end(sv text) {
  for (size_t at = sv_find(text, SV("</"), 0); at != SV_NONE;
       at = sv_find(text, SV("</"), at + 2)) {
    sv name = tag_name(text, at + 2);
    size_t end = at + 2 + name.len;
    if (end < text.len && text.at[end] == '>' &&
        is_one_of(name, verbatim_elements, sizeof verbatim_elements / sizeof *verbatim_elements)) {
      return true;
    }
  }
  return false;
}

bool rule_html_ends(sv text, int kind) {
  switch (kind) {
    case 1: return has_verbatim_end(text);
    case 2: return sv_find(text, SV("-->"), 0) != SV_NONE;
    case 3: return sv_find(text, SV("?>"), 0) != SV_NONE;
    case 4: return sv_find_byte(text, '>', 0) != SV_NONE;
    case 5: return sv_find(text, SV("]]>"), 0) != SV_NONE;
    default: return false;
  }
}

/* ---- Lists, notes, divisions ---- */

size_t rule_list_marker(sv text, bool in_paragraph) {
  if (!text.len) return 0;
  size_t len = 0;
  if (strchr("-+*", text.at[0])) {
    len = 1;
  } else {
    while (len < text.len && len < 9 && is_digit(text.at[len])) len++;
    if (len == 0 || len == text.len || (text.at[len] != '.' && text.at[len] != ')')) return 0;
    if (in_paragraph) {
      /* Only a list that starts with 1 interrupts: "in\n1986. A year" is text. */
      size_t zeros = 0;
      while (zeros < len && text.at[zeros] == '0') zeros++;
      if (len - zeros != 1 || text.at[zeros] != '1') return 0;
    }
    len++;
  }
  if (!blank_or_end(text, len)) return 0;
  return in_paragraph && only_blanks(text, len) ? 0 : len;
}

size_t rule_task(sv line, bool *done) {
  size_t at = skip_spaces(line, 0), mark = at;
  while (at < line.len && is_digit(line.at[at])) at++;
  if (at == line.len || (at == mark && !strchr("-+*", line.at[at]))) return 0;
  mark = at + 1;
  at = skip_spaces(line, mark);
  if (at == mark || at + 3 >= line.len || line.at[at] != '[' || line.at[at + 2] != ']') return 0;
  *done = (line.at[at + 1] | 32) == 'x';
  if ((!*done && line.at[at + 1] != ' ') || !is_space(line.at[at + 3])) return 0;
  return skip_spaces(line, at + 3);
}

size_t rule_note(sv text, sv *label) {
  if (!sv_starts(text, SV("[^"))) return 0;
  size_t end = 2;
  while (end < text.len && !is_space(text.at[end]) && text.at[end] != ']') end++;
  if (end == 2 || !sv_starts(sv_skip(text, end), SV("]:"))) return 0;
  *label = sv_make(text.at + 2, end - 2);
  end += 2;
  while (end < text.len && is_blank(text.at[end])) end++;
  return end;
}

bool rule_abbreviation(sv text, sv *label, sv *title) {
  if (!sv_starts(text, SV("*["))) return false;
  size_t end = sv_find(text, SV("]:"), 2);
  if (end == SV_NONE) return false;
  *label = sv_trim(sv_make(text.at + 2, end - 2));
  *title = sv_trim(sv_skip(text, end + 2));
  return label->len > 0;
}

size_t rule_div(sv text) {
  if (!sv_starts(text, SV(":::"))) return 0;
  return run(text, 0);
}

/* ---- Tables ---- */

bool rule_row(arena *a, sv text, rule_cells *cells) {
  size_t at = 0;
  cells->len = 0;
  if (at < text.len && text.at[at] == '|') at = skip_spaces(text, at + 1);
  while (at < text.len) {
    size_t end = at;
    while (end < text.len && !(text.at[end] == '|' && (end == at || text.at[end - 1] != '\\'))) {
      end++;
    }
    size_t from = at, to = end;
    while (from < to && is_space(text.at[from])) from++;
    while (to > from && is_space(text.at[to - 1])) to--;
    vec_push(a, cells, (rule_cell){(uint32_t)from, (uint32_t)to});
    at = end < text.len ? skip_spaces(text, end + 1) : end;
  }
  return cells->len > 0;
}

const char *rule_delimiter_row(arena *a, sv text, size_t *columns) {
  for (size_t i = 0; i < text.len; i++) {
    if (!strchr("|:- \t\v\f", text.at[i])) return NULL;
  }
  rule_cells cells = {0};
  if (!text.len || !rule_row(a, text, &cells)) return NULL;
  char *align = arena_chars(a, cells.len);
  for (size_t i = 0; i < cells.len; i++) {
    sv cell = sv_make(text.at + cells.at[i].from, cells.at[i].to - cells.at[i].from);
    bool left = sv_starts(cell, SV(":")), right = sv_ends(cell, SV(":"));
    if (cell.len < (size_t)left + right + 1) return NULL;
    for (size_t j = left; j < cell.len - right; j++) {
      if (cell.at[j] != '-') return NULL;
    }
    align[i] = (char)(left && right ? 'c' : left ? 'l' : right ? 'r' : 0);
  }
  *columns = cells.len;
  return align;
}
