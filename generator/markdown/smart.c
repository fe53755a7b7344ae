/* Curly quotes, dashes and ellipses, by the rules of cmark's own smart punctuation; here rather
 * than there, because addresses must be known before. */
#include "base/span.h"
#include "markdown/beside.h"

/* A quote sign and where it goes. */
typedef struct quote {
  char *at; /* its three bytes in the new text */
  char sign;
  bool opens, closes;
} quote;

typedef struct smartener {
  md__doc *doc;
  VEC(quote) open; /* openers that nothing closed yet */
} smartener;

static bool is_special(sv text, size_t i) {
  char c = text.at[i];
  if (c == '"' || c == '\'') return true;
  if (c == '-') return i + 1 < text.len && text.at[i + 1] == '-';
  return c == '.' && sv_starts(sv_skip(text, i), SV("..."));
}

/* Points end sentences and hyphens join words: only two in a row may be special. */
static uint64_t may_be_special(const char *at) {
  bytes16 b, next;
  memcpy(&b, at, sizeof b);
  memcpy(&next, at + 1, sizeof next);
  bytes16 twice = (bytes16)((b == next) & ((b == '-') | (b == '.')));
  return span_bits((bytes16)((b == '"') | (b == '\'')) | twice);
}

/* The first of the places marked in `bits`, counted from `from`, that is special; SV_NONE: none. */
static size_t special_among(sv text, size_t from, uint64_t bits) {
  for (; bits; bits &= bits - 1) {
    size_t i = from + (size_t)__builtin_ctzll(bits);
    if (is_special(text, i)) return i;
  }
  return SV_NONE;
}

/* The next such place, or the end. */
static size_t next_special(sv text, size_t from) {
  size_t i = from, found;
  for (; i + sizeof(bytes16) < text.len; i += sizeof(bytes16)) {
    found = special_among(text, i, may_be_special(text.at + i));
    if (found != SV_NONE) return found;
  }
  if (i < text.len && text.len > sizeof(bytes16)) { /* the rest with some of what was before it */
    size_t last = text.len - sizeof(bytes16) - 1;
    found = special_among(text, i, may_be_special(text.at + last) >> (i - last));
    if (found != SV_NONE) return found;
    i = text.len - 1;
  }
  while (i < text.len && !is_special(text, i)) i++;
  return i < text.len ? i : text.len;
}

bool md__is_smart(sv text) {
  return next_special(text, 0) < text.len;
}

static char *put(char *at, const char *text) {
  size_t len = strlen(text);
  memcpy(at, text, len);
  return at + len;
}

/* Hyphens in a row as em and en dashes, with no hyphen left over. */
static char *put_dashes(char *at, size_t hyphens) {
  size_t en = hyphens % 3 == 0 ? 0 : hyphens % 2 == 0 ? hyphens / 2 : hyphens % 3 == 2 ? 1 : 2;
  for (size_t em = (hyphens - 2 * en) / 3; em > 0; em--) at = put(at, "\xE2\x80\x94");
  while (en-- > 0) at = put(at, "\xE2\x80\x93");
  return at;
}

/* Pairs a closing quote with the nearest open one of its kind. */
static void pair(smartener *s, quote q) {
  bool single = q.sign == '\'';
  memcpy(q.at, single || q.closes ? "\xE2\x80\x99" : "\xE2\x80\x9C", 3);
  if (!single && q.closes) memcpy(q.at, "\xE2\x80\x9D", 3);
  if (q.closes) {
    for (size_t i = s->open.len; i > 0; i--) {
      quote *o = &s->open.at[i - 1];
      if (o->sign != q.sign) continue;
      memcpy(o->at, single ? "\xE2\x80\x98" : "\xE2\x80\x9C", 3);
      s->open.len = i - 1;
      return;
    }
  }
  /* A quotation inside a hundred others is a row of apostrophes. */
  enum { MOST_OPEN = 100 };
  if (q.opens && s->open.len < MOST_OPEN) vec_push(s->doc->scratch, &s->open, q);
}

static char *put_quote(smartener *s, cmark_node *node, sv text, size_t i, char *at) {
  cmark_node *parent = cmark_node_parent(node);
  beside before =
      i > 0 ? beside_before(text, i) : beside_edge(cmark_node_previous(node), parent, true);
  beside after = i + 1 < text.len ? beside_after(text, i + 1)
                                  : beside_edge(cmark_node_next(node), parent, false);
  char left = i > 0 ? text.at[i - 1] : ' ';
  bool opens = beside_opens(before, after), closes = beside_opens(after, before);
  bool behind_bracket = left == '(' || left == '[';
  quote q = {.at = at,
             .sign = text.at[i],
             .opens = opens && (!closes || behind_bracket) && left != ')' && left != ']',
             .closes = closes};
  pair(s, q);
  return at + 3;
}

/* The address that a link shows stays as it is. */
static bool shows_address(cmark_node *node, sv text) {
  cmark_node *link = cmark_node_parent(node);
  if (cmark_node_get_type(link) != CMARK_NODE_LINK) return false;
  return (md__made_of(link) || sv_find(text, SV("://"), 0) != SV_NONE ||
          sv_find_byte(text, '@', 0) != SV_NONE);
}

/* The new text; its quotes may be turned until the block is through. */
static char *smarten_text(smartener *s, cmark_node *node, sv text, size_t from) {
  char *start = arena_chars(s->doc->scratch, text.len * 3 + 1), *at = start;
  memcpy(at, text.at, from);
  at += from;
  for (size_t i = from; i < text.len;) {
    char c = text.at[i];
    if (c == '-') {
      size_t end = i;
      while (end < text.len && text.at[end] == '-') end++;
      at = put_dashes(at, end - i);
      i = end;
    } else if (c == '.') {
      at = put(at, "\xE2\x80\xA6");
      i += 3;
    } else {
      at = put_quote(s, node, text, i, at);
      i++;
    }
    size_t next = next_special(text, i);
    memcpy(at, text.at + i, next - i);
    at += next - i;
    i = next;
  }
  *at = '\0';
  return start;
}

/* What a text becomes; NULL: it stays as it is. */
static char *smartened(smartener *s, cmark_node *node) {
  sv text = sv_of(cmark_node_get_literal(node));
  size_t from = next_special(text, 0);
  return from == text.len || shows_address(node, text) ? NULL : smarten_text(s, node, text, from);
}

void md__find_smart(md__doc *doc, cmark_node *block) {
  doc->smart.len = 0;
  for (cmark_node *n = block; n; n = md__following(n, block)) {
    bool text = cmark_node_get_type(n) == CMARK_NODE_TEXT;
    if (text && md__is_smart(sv_of(cmark_node_get_literal(n))))
      vec_push(doc->scratch, &doc->smart, n);
  }
}

void md__smarten(md__doc *doc) {
  smartener s = {.doc = doc};
  VEC(char *) changed = {0};
  if (!doc->smart.len) return;
  vec_reserve(doc->scratch, &changed, doc->smart.len);
  for (size_t i = 0; i < doc->smart.len; i++) {
    vec_push(doc->scratch, &changed, smartened(&s, doc->smart.at[i]));
  }
  for (size_t i = 0; i < doc->smart.len; i++) {
    if (changed.at[i]) cmark_node_set_literal(doc->smart.at[i], changed.at[i]);
  }
  doc->smart.len = 0;
}
