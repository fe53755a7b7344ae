#include "wrap/yaml_error.h"

#include "base/buf.h"
#include "base/utf8.h"

/* A line as its writer meant it: indent, "- ", name, colon, value. */
typedef struct typed_line {
  size_t start;  /* in the text */
  sv text;       /* without its line end */
  size_t indent; /* blanks and tabs before the first mark */
  sv name;       /* empty: the line has no "name:" */
  sv value;      /* trimmed; the line behind "- " where it has no name */
} typed_line;

/* What an explanation has to go on. */
typedef struct mistake {
  sv file, text;
  size_t offset;
  yaml__failure failure;
  typed_line line; /* where libyaml stumbled */
  arena *scratch;
  diag_sink *sink;
} mistake;

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* The colon that ends a name: followed by a blank or the line's end, not within quotes. */
static size_t name_colon(sv line) {
  char quote = line.len && (line.at[0] == '"' || line.at[0] == '\'') ? line.at[0] : '\0';
  for (size_t i = quote ? 1 : 0; i < line.len; i++) {
    if (quote) {
      if (line.at[i] == quote) quote = '\0';
    } else if (line.at[i] == ':' && (i + 1 == line.len || is_blank(line.at[i + 1]))) {
      return i;
    }
  }
  return SV_NONE;
}

static typed_line line_from(sv text, size_t start) {
  typed_line l = {.start = start};
  sv rest = sv_skip(text, start);
  sv_line(&rest, &l.text);
  while (l.indent < l.text.len && is_blank(l.text.at[l.indent])) l.indent++;
  sv typed = sv_skip(l.text, l.indent);
  while (sv_starts(typed, SV("- "))) typed = sv_trim(sv_skip(typed, 2));
  size_t colon = name_colon(typed);
  if (colon != SV_NONE) l.name = sv_first(typed, colon);
  l.value = sv_trim(colon == SV_NONE ? typed : sv_skip(typed, colon + 1));
  return l;
}

static size_t line_start(sv text, size_t at) {
  if (at > text.len) at = text.len;
  while (at > 0 && text.at[at - 1] != '\n') at--;
  return at;
}

static typed_line line_at(sv text, size_t at) {
  return line_from(text, line_start(text, at));
}

/* The nearest line above that is not blank; false where there is none. */
static bool line_above(sv text, const typed_line *below, typed_line *out) {
  size_t start = below->start;
  while (start > 0) {
    *out = line_at(text, start - 1);
    start = out->start;
    if (out->indent < out->text.len) return true;
  }
  return false;
}

static diag *report(const mistake *m, size_t from, size_t to, const char *message) {
  return diag_add(m->sink, DIAG_YM001,
                  diag_at(m->file, m->offset + from, to > from ? to - from : 1), "%s", message);
}

static size_t place_of(const mistake *m, sv part) {
  return (size_t)(part.at - m->text.at);
}

sv yaml__quoted(arena *a, sv text) {
  bool has_double = sv_find_byte(text, '"', 0) != SV_NONE;
  bool has_escape = sv_find_byte(text, '\\', 0) != SV_NONE;
  bool has_single = sv_find_byte(text, '\'', 0) != SV_NONE;
  if (!has_double && !has_escape) return arena_cat(a, (sv[]){SV("\""), text, SV("\"")}, 3);
  if (!has_single) return arena_cat(a, (sv[]){SV("'"), text, SV("'")}, 3);
  char *out = arena_chars(a, text.len * 2 + 2);
  size_t len = 0;
  out[len++] = '"';
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == '"' || text.at[i] == '\\') out[len++] = '\\';
    out[len++] = text.at[i];
  }
  out[len++] = '"';
  return sv_make(out, len);
}

/* "name: value", or the value alone where the line has no name. */
static sv as_line(const mistake *m, sv name, sv value) {
  if (!name.len) return value;
  return arena_cat(m->scratch, (sv[]){name, SV(": "), value}, 3);
}

static void hint_quotes(const mistake *m, diag *d, const typed_line *line, sv value) {
  sv fixed = as_line(m, line->name, yaml__quoted(m->scratch, yaml__uncurled(value)));
  diag_hint(d, "put the value in quotes: %.*s", SV_ARG(fixed));
}

static bool says(const mistake *m, const char *words) {
  return strstr(m->failure.problem, words) != NULL;
}

static bool explain_control(const mistake *m) {
  if (!says(m, "control characters")) return false;
  size_t at = m->failure.at;
  diag *d = report(m, at, at + 1, "an invisible control character");
  diag_hint(d, "delete it, and type the characters around it again");
  return true;
}

static bool explain_tab(const mistake *m) {
  const typed_line *l = &m->line;
  size_t tab = sv_find_byte(sv_first(l->text, l->indent), '\t', 0);
  size_t at = l->start + tab;
  if (tab == SV_NONE) {
    if (m->failure.at >= m->text.len || m->text.at[m->failure.at] != '\t') return false;
    at = m->failure.at;
  }
  diag *d = report(m, at, at + 1, "a tab where YAML takes only spaces");
  diag_hint(d, "replace the tab with two spaces");
  return true;
}

/* The quote that closes the value's first one: doubled '' and escaped \" do not. */
static size_t closing_quote(sv value) {
  char quote = value.at[0];
  for (size_t i = 1; i < value.len; i++) {
    if (quote == '"' && value.at[i] == '\\') {
      i++;
    } else if (value.at[i] == quote) {
      if (quote == '"' || i + 1 == value.len || value.at[i + 1] != quote) return i;
      i++;
    }
  }
  return SV_NONE;
}

static bool starts_with_quote(sv value) {
  return value.len && (value.at[0] == '"' || value.at[0] == '\'');
}

/* A quote that is not closed on its line, with another "name:" on the next. */
static bool is_left_open(sv text, const typed_line *line) {
  if (!starts_with_quote(line->value) || closing_quote(line->value) != SV_NONE) return false;
  size_t next = line->start + line->text.len;
  while (next < text.len && text.at[next] != '\n') next++;
  if (next >= text.len) return true;
  typed_line after = line_from(text, next + 1);
  return after.name.len && after.indent <= line->indent;
}

static bool explain_open_quote(const mistake *m) {
  size_t start = 0;
  typed_line line;
  for (;;) {
    line = line_from(m->text, start);
    if (is_left_open(m->text, &line)) break;
    size_t next = sv_find_byte(m->text, '\n', start);
    if (next == SV_NONE || next >= m->failure.at) {
      if (!says(m, "unexpected end of stream")) return false;
      line = line_at(m->text, m->failure.began);
      if (!starts_with_quote(line.value)) return false;
      break;
    }
    start = next + 1;
  }
  size_t at = place_of(m, line.value);
  diag *d = report(m, at, at + 1, "this quote is never closed");
  sv fixed = as_line(m, line.name, yaml__quoted(m->scratch, sv_skip(line.value, 1)));
  diag_hint(d, "close it at the end of the value: %.*s", SV_ARG(fixed));
  return true;
}

static bool explain_text_after_quote(const mistake *m) {
  sv value = m->line.value;
  if (!starts_with_quote(value)) return false;
  size_t close = closing_quote(value);
  if (close == SV_NONE || close + 1 >= value.len) return false;
  size_t after = close + 1;
  while (is_blank(value.at[after])) after++;
  size_t at = place_of(m, value) + after;
  diag *d = report(m, at, at + value.len - after, "the value goes on after its closing quote");
  bool outer = value.at[value.len - 1] == value.at[0];
  hint_quotes(m, d, &m->line, outer ? sv_make(value.at + 1, value.len - 2) : value);
  return true;
}

static bool explain_escape(const mistake *m) {
  if (!says(m, "escape")) return false;
  size_t at = m->failure.at;
  while (at > m->line.start && m->text.at[at] != '\\') at--;
  diag *d = report(m, at, at + 2, "a backslash has a meaning of its own inside \"…\"");
  sv value = m->line.value;
  if (starts_with_quote(value) && closing_quote(value) == value.len - 1 &&
      sv_find_byte(value, '\'', 0) == SV_NONE) {
    sv inner = sv_make(value.at + 1, value.len - 2);
    sv quoted = arena_cat(m->scratch, (sv[]){SV("'"), inner, SV("'")}, 3);
    sv fixed = as_line(m, m->line.name, quoted);
    diag_hint(d, "use single quotes: %.*s", SV_ARG(fixed));
  } else {
    diag_hint(d, "write it twice: \\\\");
  }
  return true;
}

static bool explain_list_on_line(const mistake *m) {
  if (!says(m, "block sequence entries")) return false;
  size_t at = m->failure.at;
  diag *d = report(m, at, at + 1, "a list cannot start on the line of its name");
  sv item = sv_trim(sv_skip(m->line.value, 1));
  if (m->line.name.len && sv_starts(m->line.value, SV("-"))) {
    diag_hint(d, "start it on the next line, or write %.*s: [%.*s]", SV_ARG(m->line.name),
              SV_ARG(item));
  } else {
    diag_hint(d, "start it on the next line");
  }
  return true;
}

static bool starts_with_bracket(sv value) {
  return value.len && (value.at[0] == '[' || value.at[0] == '{');
}

/* The innermost bracket that is open at the end of the text, by a walk from a place outside of all;
 * SV_NONE: none is. */
static size_t bracket_left_open(sv text, size_t from) {
  enum { DEEPEST = 64 };
  size_t open[DEEPEST], depth = 0;
  char quote = '\0';
  for (size_t i = from; i < text.len && depth < DEEPEST; i++) {
    char c = text.at[i];
    if (quote) {
      if (c == '\\' && quote == '"') i++;
      if (c == quote) quote = '\0';
    } else if ((c == '"' || c == '\'') && i > from && strchr(" \t\n[{,", text.at[i - 1])) {
      quote = c;
    } else if (c == '#' && i > from && strchr(" \t\n", text.at[i - 1])) {
      i = sv_find_byte(text, '\n', i);
      if (i == SV_NONE) break;
    } else if (c == '[' || c == '{') {
      open[depth++] = i;
    } else if ((c == ']' || c == '}') && depth) {
      depth--;
    }
  }
  return depth ? open[depth - 1] : SV_NONE;
}

/* libyaml waits for what the brackets hold, and the text is at its end. */
static size_t bracket_before_end(const mistake *m) {
  if (!says(m, "expected node content")) return SV_NONE;
  if (sv_trim(sv_skip(m->text, m->failure.at)).len) return SV_NONE;
  typed_line line = line_at(m->text, m->failure.at);
  while (!starts_with_bracket(line.value)) {
    if (!line_above(m->text, &line, &line)) return SV_NONE;
  }
  return bracket_left_open(m->text, place_of(m, line.value));
}

/* A list or group that is never closed. */
static bool explain_open_bracket(const mistake *m) {
  bool told = says(m, "',' or ']'") || says(m, "',' or '}'");
  size_t at = told ? m->failure.began : bracket_before_end(m);
  if (at == SV_NONE) return false;
  bool list = told ? says(m, "',' or ']'") : m->text.at[at] == '[';
  typed_line line = line_at(m->text, at);
  diag *d = report(m, at, at + 1, list ? "this [ is never closed" : "this { is never closed");
  sv fixed = arena_cat(m->scratch, (sv[]){line.value, list ? SV("]") : SV("}")}, 2);
  sv shown = as_line(m, line.name, fixed);
  diag_hint(d, "close it: %.*s", SV_ARG(shown));
  return true;
}

/* A value that begins with a character that YAML keeps for itself. */
static bool explain_first_character(const mistake *m) {
  sv value = m->line.value;
  if (!value.len || !memchr("@`%&*!|>?[]{},", value.at[0], 14)) return false;
  if (m->failure.at < place_of(m, value)) return false;
  size_t at = place_of(m, value);
  char message[] = "a value cannot begin with ? unless it is in quotes";
  *strchr(message, '?') = value.at[0];
  diag *d = report(m, at, at + 1, message);
  hint_quotes(m, d, &m->line, value);
  return true;
}

/* title: Epidural: what to expect */
static bool explain_colon(const mistake *m) {
  if (!m->line.name.len || starts_with_quote(m->line.value)) return false;
  size_t colon = name_colon(m->line.value);
  if (colon == SV_NONE) return false;
  size_t at = place_of(m, m->line.value) + colon;
  diag *d = report(m, at, at + 1, "a colon inside a value that is not in quotes");
  hint_quotes(m, d, &m->line, m->line.value);
  return true;
}

static void report_no_name(const mistake *m, const typed_line *line) {
  size_t from = line->start + line->indent;
  diag *d = report(m, from, line->start + line->text.len, "this line is not \"name: value\"");
  sv typed = sv_trim(line->text);
  size_t colon = sv_find_byte(typed, ':', 0);
  size_t equals = sv_find_byte(typed, '=', 0);
  size_t mark = colon != SV_NONE ? colon : equals;
  if (mark != SV_NONE && mark > 0) {
    sv name = sv_trim(sv_first(typed, mark)), value = sv_trim(sv_skip(typed, mark + 1));
    diag_hint(d, "write a colon and a space between the two: %.*s: %.*s", SV_ARG(name),
              SV_ARG(value));
  } else {
    diag_hint(d,
              "write name: value, or begin the line with two spaces if it continues the one above");
  }
}

/* A line that is no "name: value", or one above that libyaml took together with this one. */
static bool explain_no_name(const mistake *m) {
  if (says(m, "could not find expected ':'")) {
    typed_line line = line_at(m->text, m->failure.began);
    report_no_name(m, &line);
    return true;
  }
  typed_line above;
  if (!says(m, "mapping values") || !line_above(m->text, &m->line, &above)) return false;
  if (above.name.len || above.indent != m->line.indent) return false;
  report_no_name(m, &above);
  return true;
}

static bool explain_indent(const mistake *m) {
  typed_line above;
  const typed_line *l = &m->line;
  if (!line_above(m->text, l, &above) || above.indent == l->indent) return false;
  diag *d = report(m, l->start, l->start + l->indent,
                   "this line starts in another column than the lines it belongs with");
  if (says(m, "mapping values") && above.value.len) {
    diag_hint(d, "start it in column %zu, like the line above", above.indent + 1);
  } else {
    diag_hint(d, "names, and the dashes of a list, stand one below the other");
  }
  return true;
}

static bool explain_anything(const mistake *m) {
  size_t at = m->failure.at < m->text.len ? m->failure.at : m->text.len;
  diag *d = report(m, at, at + 1, "this cannot be read as YAML");
  diag_hint(
      d, "a line is name: value; a value with one of : # [ ] { } & * ! | > @ in it wants quotes");
  return true;
}

void yaml__explain(sv file, sv text, size_t offset, yaml__failure failure, diag_sink *sink) {
  static bool (*const explanations[])(const mistake *) = {
      explain_control,         explain_tab,          explain_escape,           explain_open_quote,
      explain_list_on_line,    explain_open_bracket, explain_text_after_quote, explain_colon,
      explain_first_character, explain_no_name,      explain_indent,           explain_anything};
  arena scratch;
  arena_init(&scratch, 1024);
  if (failure.at > text.len) failure.at = text.len;
  if (failure.began > failure.at) failure.began = failure.at;
  mistake m = {.file = file,
               .text = text,
               .offset = offset,
               .failure = failure,
               .line = line_at(text, failure.at),
               .scratch = &scratch,
               .sink = sink};
  size_t i = 0;
  while (!explanations[i](&m)) i++;
  arena_free(&scratch);
}
