#include "wrap/json_error.h"

#include "base/limits.h"

typedef struct mistake {
  sv file, text;
  size_t offset;
  size_t at;     /* where libcjson gave up */
  size_t before; /* the nearest byte before it that is not white space, or SV_NONE */
  diag_sink *sink;
} mistake;

static char byte(const mistake *m, size_t at) {
  return at < m->text.len ? m->text.at[at] : '\0';
}

static void report(const mistake *m, size_t at, size_t length, const char *message,
                   const char *hint) {
  diag *d = diag_add(m->sink, DIAG_YM001, diag_at(m->file, m->offset + at, length), "%s", message);
  diag_hint(d, "%s", hint);
}

/* The brackets open where libcjson gave up, and where the innermost of them stands. */
static size_t open_brackets(const mistake *m, bool *in_string, size_t *innermost) {
  size_t places[LIMIT_DATA_DEPTH + 1], depth = 0;
  *in_string = false;
  for (size_t i = 0; i <= m->at && i < m->text.len; i++) {
    char c = m->text.at[i];
    if (*in_string) {
      if (c == '\\') i++;
      if (c == '"') *in_string = false;
      continue;
    }
    if (c == '"') {
      *in_string = true;
      *innermost = i;
    } else if (c == '{' || c == '[') {
      if (depth <= LIMIT_DATA_DEPTH) places[depth] = i;
      depth++;
    } else if ((c == '}' || c == ']') && depth > 0) {
      depth--;
    }
  }
  if (!*in_string && depth > 0) {
    *innermost = places[depth <= LIMIT_DATA_DEPTH ? depth - 1 : LIMIT_DATA_DEPTH];
  }
  return depth;
}

static bool explain_nesting(const mistake *m) {
  bool in_string;
  size_t place = 0, depth = open_brackets(m, &in_string, &place);
  if (depth > LIMIT_DATA_DEPTH) {
    diag_add(m->sink, DIAG_YM003, diag_at(m->file, m->offset + place, 1),
             "values nested more than %u deep", LIMIT_DATA_DEPTH);
    return true;
  }
  if (in_string) {
    sv rest = sv_skip(m->text, place), line = {NULL, 0};
    sv_line(&rest, &line);
    if (rest.len || sv_find_byte(sv_skip(line, 1), '"', 0) != SV_NONE) return false;
    report(m, place, 1, "this quote is never closed", "put a \" after the text");
    return true;
  }
  if (depth == 0 || m->at + 1 < m->text.len) return false;
  bool list = byte(m, place) == '[';
  report(m, place, 1, list ? "this [ is never closed" : "this { is never closed",
         list ? "put the missing ] at its end" : "put the missing } at its end");
  return true;
}

static bool explain_empty(const mistake *m) {
  if (sv_trim(m->text).len) return false;
  report(m, 0, 0, "the file is empty", "write at least {}");
  return true;
}

static bool explain_comma(const mistake *m) {
  /* libcjson has stepped over the bracket when it wanted a name there. */
  size_t end = m->at && strchr("]}", byte(m, m->at - 1)) ? m->at - 1 : m->at;
  size_t comma = end;
  while (comma > 0 && strchr(" \t\r\n", byte(m, comma - 1))) comma--;
  char bracket = byte(m, end);
  if ((bracket != '}' && bracket != ']') || !comma || byte(m, comma - 1) != ',') return false;
  report(m, comma - 1, 1, "a comma after the last entry", "remove it");
  return true;
}

static bool explain_character(const mistake *m) {
  char c = byte(m, m->at), before = m->at ? byte(m, m->at - 1) : '\0';
  if (c == '\'' || before == '\'') {
    report(m, c == '\'' ? m->at : m->at - 1, 1, "a single quote where JSON wants a double one",
           "put names and texts in \"…\"");
  } else if (c == '/' || before == '/') {
    report(m, c == '/' ? m->at : m->at - 1, 1, "JSON has no comments", "remove it");
  } else if (c == '\\') {
    report(m, m->at, 2, "an unknown escape in a text", "write a backslash twice: \\\\");
  } else {
    return false;
  }
  return true;
}

/* libcjson has stepped over the first byte of what should have been a name. */
static bool explain_name(const mistake *m) {
  if (m->at == 0) return false;
  size_t start = m->at - 1, end = start, before = start;
  while (before > 0 && strchr(" \t\r\n", byte(m, before - 1))) before--;
  char previous = before ? byte(m, before - 1) : '\0';
  while (end < m->text.len && !strchr(" \t\r\n:,{}[]\"", byte(m, end))) end++;
  if ((previous != '{' && previous != ',') || end == start || byte(m, end) != ':') return false;
  report(m, start, end - start, "a name without quotes", "put it in quotes: \"name\": value");
  return true;
}

static bool explain_missing(const mistake *m) {
  char c = byte(m, m->at), before = byte(m, m->before);
  if (m->before == SV_NONE || strchr("{[:,", before)) return false;
  if (c == '-' && before >= '0' && before <= '9') {
    report(m, m->at, 1, "a number ends here; a date is a text",
           "put it in quotes, as in \"2026-02-13\"");
    return true;
  }
  bool starts_value = c == '"' || c == '{' || c == '[' || c == '-' || (c >= '0' && c <= '9');
  if (!starts_value) return false;
  report(m, m->at, 1, "a comma or a colon is missing before this",
         "entries are \"name\": value, with a comma between them");
  return true;
}

static bool explain_anything(const mistake *m) {
  report(
      m, m->at, 1, "this cannot be read as JSON",
      "texts stand in \"…\"; other values are numbers, true, false, null, [lists] and {objects}");
  return true;
}

void json__explain(sv file, sv text, size_t offset, size_t at, diag_sink *sink) {
  static bool (*const explanations[])(const mistake *) = {
      explain_empty, explain_nesting, explain_comma,   explain_character,
      explain_name,  explain_missing, explain_anything};
  mistake m = {file, text, offset, at, SV_NONE, sink};
  for (size_t i = at; i > 0 && m.before == SV_NONE; i--) {
    if (!strchr(" \t\r\n", text.at[i - 1])) m.before = i - 1;
  }
  size_t i = 0;
  while (!explanations[i](&m)) i++;
}
