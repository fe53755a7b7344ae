#include "text/pastes.h"

#include "base/span.h"
#include "base/utf8.h"
#include "text/paste_lines.h"

/* ---- Bullets ---- */

/* The hyphen takes the bullet's place, and the blanks before it stay where they do for a list. */
static void find_bullet(arena *a, const paste_line *l, paste_list *out) {
  size_t at = l->offset + l->indent;
  bool keep = l->place == l->column;
  sv replacement = SV("- ");
  if (!keep) {
    size_t len = l->place + replacement.len;
    char *text = arena_chars(a, len);
    memset(text, ' ', len);
    text[l->place] = '-';
    replacement = sv_make(text, len);
  }
  uint32_t c;
  size_t sign = utf8_decode(sv_skip(l->text, l->indent), &c);
  vec_push(a, out,
           (paste){.kind = PASTE_BULLET,
                   .offset = at,
                   .length = sign,
                   .from = keep ? at : l->offset,
                   .until = at + l->bullet,
                   .replacement = replacement});
}

/* ---- Headings ---- */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

enum { HEADING_BYTES = 90, HEADING_WORDS = 14 };

static bool is_upper_start(sv word) {
  uint32_t c;
  utf8_decode(word, &c);
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c < 128 && is_digit((char)c));
}

static bool next_word(sv *rest, sv *word) {
  *rest = sv_trim(*rest);
  size_t end = 0;
  while (end < rest->len && rest->at[end] != ' ' && rest->at[end] != '\t') end++;
  *word = sv_first(*rest, end);
  *rest = sv_skip(*rest, end);
  return end > 0;
}

/* Every word of four letters or more has a capital: "Common Risks to Be Aware Of". */
static bool is_title_case(sv text) {
  sv word;
  while (next_word(&text, &word)) {
    if (word.len >= 5 && !is_upper_start(word)) return false;
  }
  return true;
}

static bool is_byline(sv text) {
  static const char *const starts[] = {"by ", "answered by ", "reviewed by ", "written by ",
                                       "posted by "};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
    sv start = sv_of(starts[i]);
    if (text.len > start.len && sv_eq_nocase(sv_first(text, start.len), start)) return true;
  }
  return false;
}

/* "needle." but not "Dr.": two sentences are no heading, however short. */
static bool ends_sentence(sv word) {
  enum { ABBREVIATION = 4 };
  return word.len > ABBREVIATION && strchr(".?!", word.at[word.len - 1]);
}

static bool could_be_heading(sv text) {
  if (!text.len || text.len > HEADING_BYTES || !is_upper_start(text) || is_byline(text))
    return false;
  if (strchr(".,;:!\"", text.at[text.len - 1]) || sv_ends(text, SV("\xE2\x80\xA6"))) return false;
  size_t words = 0, digits = 0;
  sv rest = text, word;
  while (next_word(&rest, &word)) {
    words++;
    if (ends_sentence(word) && sv_trim(rest).len) return false;
  }
  for (size_t i = 0; i < text.len; i++) {
    digits += is_digit(text.at[i]);
    if (strchr("@|`<>[]{}*_\\", text.at[i])) return false;
  }
  return words <= HEADING_WORDS && digits < 5 && sv_find(text, SV("://"), 0) == SV_NONE;
}

static bool stands_alone(const paste_line_list *lines, size_t i) {
  return lines->at[i].kind == LINE_TEXT && lines->at[i].column < 4 &&
         (i == 0 || lines->at[i - 1].kind == LINE_BLANK) &&
         (i + 1 == lines->len || lines->at[i + 1].kind == LINE_BLANK);
}

/* The next line with text in it that is no byline; NULL at the end. */
static const paste_line *what_follows(const paste_line_list *lines, size_t i) {
  for (i++; i < lines->len; i++) {
    const paste_line *l = &lines->at[i];
    if (l->kind != LINE_BLANK && !is_byline(sv_trim(l->text))) return l;
  }
  return NULL;
}

static void find_heading(arena *a, const paste_line_list *lines, size_t i, paste_list *out) {
  const paste_line *l = &lines->at[i];
  if (!stands_alone(lines, i)) return;
  sv text = sv_trim(l->text);
  if (!could_be_heading(text)) return;
  const paste_line *next = what_follows(lines, i);
  if (!next) return;
  bool leads = next->kind == LINE_ITEM || (next->kind == LINE_TEXT && next->text.len > text.len);
  if (!leads && !is_title_case(text)) return;
  size_t at = (size_t)(text.at - l->text.at) + l->offset;
  vec_push(a, out,
           (paste){.kind = PASTE_HEADING,
                   .offset = at,
                   .length = text.len,
                   .from = at,
                   .until = at,
                   .replacement = SV("## ")});
}

/* ---- Addresses ---- */

static bool is_address_start(sv text) {
  return sv_starts(text, SV("http://")) || sv_starts(text, SV("https://"));
}

/* Up to a blank or bracket, without the sentence's own punctuation (GitHub's rule). */
static size_t address_length(sv text) {
  size_t len = 0, opened = 0, closed = 0;
  while (len < text.len && (unsigned char)text.at[len] > ' ' && !strchr("<>\"`", text.at[len])) {
    opened += text.at[len] == '(';
    closed += text.at[len] == ')';
    len++;
  }
  while (len) {
    char last = text.at[len - 1];
    if (last == ')' && closed > opened) {
      closed--;
    } else if (!strchr("?!.,:;*_~'", last)) {
      break;
    }
    len--;
  }
  return len;
}

/* Bytes to pass over at the start of the text: a code span, a link's target, markup in angle
 * brackets, an insert. 0: nothing special. */
static size_t passed_over(sv text) {
  if (text.at[0] == '`') {
    size_t run = 0;
    while (run < text.len && text.at[run] == '`') run++;
    size_t close = sv_find(text, sv_first(text, run), run);
    return close == SV_NONE ? run : close + run;
  }
  if (text.at[0] == '<') {
    size_t close = sv_find_byte(text, '>', 0);
    return close == SV_NONE ? 1 : close + 1;
  }
  if (sv_starts(text, SV("]("))) {
    size_t close = sv_find_byte(text, ')', 0);
    return close == SV_NONE ? 2 : close + 1;
  }
  if (sv_starts(text, SV("{%"))) {
    size_t close = sv_find(text, SV("%}"), 2);
    return close == SV_NONE ? 2 : close + 2;
  }
  if (text.at[0] == '\\') return text.len > 1 ? 2 : 1;
  return 0;
}

/* "[id]: https://…" says where links lead, in its own way. */
static bool is_definition(sv text) {
  text = sv_trim(text);
  return sv_starts(text, SV("[")) && sv_find(text, SV("]:"), 0) != SV_NONE;
}

static void find_addresses(arena *a, const paste_line *l, paste_list *out) {
  if (sv_find(l->text, SV("://"), 0) == SV_NONE || is_definition(l->text)) return;
  size_t brackets = 0;
  for (size_t i = 0; i < l->text.len;) {
    sv rest = sv_skip(l->text, i);
    size_t skip = passed_over(rest), len = 0;
    brackets += rest.at[0] == '[';
    if (rest.at[0] == ']' && brackets) brackets--;
    /* Inside [ ] it is a link's own text. */
    if (!skip && !brackets && is_address_start(rest)) len = address_length(rest);
    if (len > sizeof "https://" - 1) {
      sv url = sv_first(rest, len);
      vec_push(a, out,
               (paste){.kind = PASTE_ADDRESS,
                       .offset = l->offset + i,
                       .length = len,
                       .from = l->offset + i,
                       .until = l->offset + i + len,
                       .replacement = arena_cat(a, (sv[]){SV("<"), url, SV(">")}, 3)});
    }
    i += skip ? skip : len ? len : 1;
  }
}

/* ---- All together ---- */

static bytes16 is_beyond_ascii(bytes16 b) {
  return (bytes16)(b >= 0x80);
}

/* A line, with or without its end, that may be blank, be it behind blanks. */
static bool may_be_blank(sv text) {
  return !text.len || (unsigned char)text.at[0] <= ' ';
}

/* Whether could_be_heading has to be asked of a line of ASCII. */
static bool may_be_heading(sv text) {
  char first = text.at[0], last = text.at[text.len - 1];
  if ((unsigned char)first <= ' ' || (unsigned char)last <= ' ') return true;
  return text.len <= HEADING_BYTES && is_upper_start(text) && !strchr(".,;:!\"", last);
}

/* Of most articles a look tells that nothing was pasted into them: no sign of a bullet, no address,
 * and no line alone that is like a heading. */
static bool may_have_pastes(sv text) {
  if (span_until(text, 0, is_beyond_ascii) < text.len) return true;
  if (sv_find(text, SV("://"), 0) != SV_NONE) return true;
  bool alone = true; /* as far as the line before it goes */
  for (sv one; sv_line(&text, &one); alone = may_be_blank(one)) {
    if (alone && one.len && may_be_blank(text) && may_be_heading(one)) return true;
  }
  return false;
}

void pastes_find(arena *a, sv text, size_t start, paste_list *out) {
  if (!may_have_pastes(sv_skip(text, start))) return;
  paste_line_list lines = paste_lines(a, text, start);
  bool addresses = sv_find(text, SV("://"), start) != SV_NONE;
  for (size_t i = 0; i < lines.len; i++) {
    const paste_line *l = &lines.at[i];
    if (l->kind == LINE_CODE || l->kind == LINE_BLANK) continue;
    if (l->bullet) find_bullet(a, l, out);
    if (l->kind == LINE_TEXT) find_heading(a, &lines, i, out);
    if (addresses) find_addresses(a, l, out);
  }
}

sv pastes_apply(arena *a, sv text, const paste_list *found) {
  sv_list pieces = {0};
  size_t at = 0;
  for (size_t i = 0; i < found->len; i++) {
    const paste *p = &found->at[i];
    vec_push(a, &pieces, sv_make(text.at + at, p->from - at));
    vec_push(a, &pieces, p->replacement);
    at = p->until;
  }
  vec_push(a, &pieces, sv_skip(text, at));
  return arena_cat(a, pieces.at, pieces.len);
}
