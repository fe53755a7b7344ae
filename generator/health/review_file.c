/* The file of recorded reviews, as text. */
#include "base/buf.h"
#include "health/review.h"
#include "wrap/json.h"

static const char START[] = "- {article: ";
static const char HEAD[] =
    "# Who reviewed which article, when, and a fingerprint of what it said then.\n"
    "# \"pamphlet review\" writes a line for each; keep this file with the articles.\n";

/* A path that YAML reads as a text within braces, quoted only where it must be. */
static void put_name(buf *out, sv name) {
  bool plain = true, letter = false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      (i && strchr("/._-", c)));
    letter = letter || c > '9';
  }
  if (plain && letter) {
    buf_add(out, name);
  } else {
    json_add_string(out, name, false);
  }
}

sv review_line(arena *a, sv name, const review_record *record) {
  buf line = BUF_EMPTY;
  buf_printf(&line, "%s", START);
  put_name(&line, name);
  buf_printf(&line, ", reviewed: %.*s, by: ", SV_ARG(record->reviewed));
  put_name(&line, record->by);
  buf_printf(&line, ", text: \"%.*s\"}", SV_ARG(record->text));
  sv made = arena_dup(a, buf_sv(&line));
  buf_free(&line);
  return made;
}

/* Up to the fingerprint: what a line must share to be of the same article, day and person. */
static sv subject_of(sv line) {
  size_t end = sv_find(line, SV(", text: "), 0);
  return end == SV_NONE ? line : sv_first(line, end);
}

sv review_file(arena *a, sv text, sv line) {
  buf out = BUF_EMPTY;
  if (sv_trim(text).len == 0) buf_add(&out, SV(HEAD));
  bool done = false;
  sv rest = text, at;
  for (sv before = text; sv_line(&rest, &at); before = rest) {
    sv whole = sv_first(before, before.len - rest.len);
    bool is_record = sv_starts(at, SV(START));
    bool same = is_record && sv_eq(subject_of(at), subject_of(line));
    if (!done && (same || (is_record && sv_cmp(line, at) < 0))) {
      buf_add(&out, line);
      buf_add(&out, sv_skip(whole, at.len).len ? sv_skip(whole, at.len) : SV("\n"));
      done = true;
    }
    if (!same) buf_add(&out, whole);
  }
  if (!done) {
    if (out.len && out.at[out.len - 1] != '\n') buf_byte(&out, '\n');
    buf_add(&out, line);
    buf_byte(&out, '\n');
  }
  sv made = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return made;
}
