/* Before libcmark: marks in place of inserts, and back again where they are none. */
#include "base/limits.h"
#include "markdown/inserts.h"

enum {
  MARK = 0x0E,
  FILL = 0x0F, /* makes the mark as long as what it stands for */
  LOOK_ALIKE = 0x1F,
  DIGITS = 3,
  SHORTEST = sizeof "{%a%}" - 1
};

/* Letters and digits, so that libcmark sees a word. */
static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
enum { BASE = sizeof digits - 1 };

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Behind the `%}` that closes what starts at `from`, quoted values passed over; SV_NONE: nothing
 * does. Where a quote is never closed, the first `%}` it is, for its message to be short. */
static size_t end_of(sv line, size_t from) {
  char quote = '\0';
  for (size_t i = from + 2; i + 1 < line.len; i++) {
    char c = line.at[i];
    if (quote && c == '\\') {
      i++;
    } else if (quote) {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '%' && line.at[i + 1] == '}') {
      return i + 2;
    }
  }
  size_t close = sv_find(line, SV("%}"), from + 2);
  return close == SV_NONE ? SV_NONE : close + 2;
}

/* `{%` and a name; `\{%` is text. */
static bool starts_insert(sv text, size_t at) {
  size_t name = at + 2, slashes = at;
  while (name < text.len && (text.at[name] == ' ' || text.at[name] == '\t')) name++;
  if (name < text.len && text.at[name] == '-') name++;
  while (name < text.len && (text.at[name] == ' ' || text.at[name] == '\t')) name++;
  while (slashes > 0 && text.at[slashes - 1] == '\\') slashes--;
  return name < text.len && is_letter(text.at[name]) && (at - slashes) % 2 == 0;
}

static void put_mark(char *at, size_t length, size_t number) {
  *at++ = MARK;
  for (size_t i = 0; i < DIGITS; i++, number /= BASE) *at++ = digits[number % BASE];
  memset(at, FILL, length - 1 - DIGITS);
}

/* A copy in which no character of the writer's own looks like a mark. */
static char *copy_of(md__doc *doc, sv text) {
  char *copy = arena_chars(doc->scratch, text.len);
  for (size_t i = 0; i < text.len; i++) {
    copy[i] = text.at[i] == MARK ? (char)LOOK_ALIKE : text.at[i];
  }
  return copy;
}

/* Where the line ends that `at` is in; `end` is that of an earlier one, or of the same. */
static size_t line_end(sv text, size_t at, size_t end) {
  if (at < end) return end;
  end = sv_find_byte(text, '\n', at);
  return end == SV_NONE ? text.len : end;
}

sv md__take_inserts(md__doc *doc, sv text, size_t offset) {
  char *copy = NULL;
  size_t next, end = 0;
  for (size_t at = sv_find(text, SV("{%"), 0); at != SV_NONE; at = sv_find(text, SV("{%"), next)) {
    doc->has_inserts = true;
    next = at + 2;
    if (!starts_insert(text, at)) continue;
    end = line_end(text, at, end);
    sv line = sv_make(text.at + at, end - at);
    size_t length = end_of(line, 0);
    if (length == SV_NONE) {
      next = at + line.len; /* nothing on this line is closed */
      continue;
    }
    if (length < SHORTEST) continue;
    diag_span where = diag_at(doc->source.file, offset + at, length);
    if (doc->inserts.len >= LIMIT_INSERTS) {
      md__refuse(doc, where, "too many inserts");
      return SV("");
    }
    if (!copy) copy = copy_of(doc, text);
    put_mark(copy + at, length, doc->inserts.len);
    vec_push(doc->scratch, &doc->inserts, where);
    next = at + length;
  }
  return copy ? sv_make(copy, text.len) : text;
}

/* The two texts are equally long. */
static sv as_in(sv name, sv marked, sv written) {
  bool inside = name.at >= marked.at && name.at + name.len <= marked.at + marked.len;
  return inside ? sv_make(written.at + (name.at - marked.at), name.len) : name;
}

void md__name_as_written(md__doc *doc, sv marked, sv written) {
  for (size_t i = 0; i < doc->taken.len; i++) {
    doc->taken.at[i]->label = as_in(doc->taken.at[i]->label, marked, written);
  }
  for (size_t i = 0; i < doc->abbreviations.len; i++) {
    md__abbreviation *found = &doc->abbreviations.at[i];
    found->label = as_in(found->label, marked, written);
    found->title = as_in(found->title, marked, written);
  }
}

size_t md__insert_mark(const md__doc *doc, sv text, size_t from, size_t *end, size_t *number) {
  for (size_t at = sv_find_byte(text, MARK, from); at != SV_NONE;
       at = sv_find_byte(text, MARK, at + 1)) {
    if (at + SHORTEST > text.len) return SV_NONE;
    size_t found = 0, weight = 1;
    for (size_t i = 1; i <= DIGITS; i++, weight *= BASE) {
      const char *digit = memchr(digits, text.at[at + i], BASE);
      if (digit) found += (size_t)(digit - digits) * weight;
    }
    if (found >= doc->inserts.len || at + doc->inserts.at[found].length > text.len) continue;
    *end = at + doc->inserts.at[found].length;
    *number = found;
    return at;
  }
  return SV_NONE;
}

/* The text with the writer's own characters in place of every mark, or NULL: there is none. */
static const char *as_written(md__doc *doc, const char *text) {
  sv from = sv_of(text);
  size_t end, number, at = md__insert_mark(doc, from, 0, &end, &number);
  if (at == SV_NONE) return NULL;
  char *out = (char *)(uintptr_t)arena_cstr(doc->scratch, from);
  for (; at != SV_NONE; at = md__insert_mark(doc, from, end, &end, &number)) {
    sv written = sv_first(sv_skip(doc->source.text, doc->inserts.at[number].offset),
                          doc->inserts.at[number].length);
    memcpy(out + at, written.at, written.len);
  }
  return out;
}

static void put_back(md__doc *doc, cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  const char *text = NULL;
  if (cmark_node_get_literal(node)) text = as_written(doc, cmark_node_get_literal(node));
  if (text) cmark_node_set_literal(node, text);
  if (type == CMARK_NODE_CODE_BLOCK) {
    text = as_written(doc, cmark_node_get_fence_info(node));
    if (text) cmark_node_set_fence_info(node, text);
  }
  if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) return;
  text = as_written(doc, cmark_node_get_url(node));
  if (text) cmark_node_set_url(node, text);
  text = as_written(doc, cmark_node_get_title(node));
  if (text) cmark_node_set_title(node, text);
}

void md__put_inserts_back(md__doc *doc) {
  if (doc->inserts_found == doc->inserts.len) return;
  for (cmark_node *n = doc->root; n; n = md__following(n, doc->root)) put_back(doc, n);
}
