#include "liquid/markup.h"

static bool starts_name(char c) {
  return liq__is_word(c) && !liq__is_digit(c);
}

static char at_offset(const liq__markup *m, size_t ahead) {
  return m->at + ahead < m->text.len ? m->text.at[m->at + ahead] : '\0';
}

static size_t name_length(const liq__markup *m) {
  size_t len = 1;
  while (liq__is_word(at_offset(m, len)) || at_offset(m, len) == '-') len++;
  return at_offset(m, len) == '?' ? len + 1 : len;
}

static size_t digits(const liq__markup *m, size_t from) {
  size_t len = 0;
  while (liq__is_digit(at_offset(m, from + len))) len++;
  return len;
}

static size_t number_length(const liq__markup *m) {
  size_t len = at_offset(m, 0) == '-';
  len += digits(m, len);
  size_t fraction = at_offset(m, len) == '.' ? digits(m, len + 1) : 0;
  return fraction ? len + 1 + fraction : len;
}

static size_t comparison_length(const liq__markup *m) {
  char c = at_offset(m, 0), d = at_offset(m, 1);
  if ((c == '=' || c == '!') && d == '=') return 2;
  if (c == '<' && (d == '>' || d == '=')) return 2;
  if (c == '>' && d == '=') return 2;
  if (c == '<' || c == '>') return 1;
  return 0;
}

static void set_token(liq__markup *m, liq__token_kind kind, size_t len) {
  m->token = (liq__token){kind, sv_make(m->text.at + m->at, len)};
  m->at += len;
}

static void bad_token(liq__markup *m, size_t len, const char *hint, const char *what) {
  set_token(m, LIQ_TOKEN_BAD, len);
  liq__refuse(m->p, DIAG_LQ001, m->token.text, hint, "%s", what);
}

static void string_token(liq__markup *m) {
  size_t close = sv_find_byte(m->text, m->text.at[m->at], m->at + 1);
  if (close == SV_NONE) {
    bad_token(m, m->text.len - m->at, "a text ends with the quote that it began with",
              "a quote that is never closed");
  } else {
    set_token(m, LIQ_TOKEN_STRING, close + 1 - m->at);
  }
}

static void name_token(liq__markup *m) {
  size_t len = name_length(m);
  sv name = sv_make(m->text.at + m->at, len);
  bool contains = sv_is(name, "contains") && liq__is_space(at_offset(m, len));
  set_token(m, contains ? LIQ_TOKEN_COMPARISON : LIQ_TOKEN_NAME, len);
}

static void mark_token(liq__markup *m, char c) {
  if (c != '\0' && strchr("|.:,[]()?-", c)) {
    set_token(m, LIQ_TOKEN_MARK, 1);
  } else if (c == '=') {
    bad_token(m, 1, "write == to compare", "a single \"=\" means nothing here");
  } else if (c == '&') {
    bad_token(m, 1, "write `and`", "\"&\" means nothing here");
  } else {
    bad_token(m, 1, NULL, "a character that means nothing here");
  }
}

void liq__markup_next(liq__markup *m) {
  while (m->at < m->text.len && liq__is_space(m->text.at[m->at])) m->at++;
  if (m->token.kind == LIQ_TOKEN_BAD) return;
  if (m->at >= m->text.len) {
    set_token(m, LIQ_TOKEN_END, 0);
    return;
  }
  char c = m->text.at[m->at];
  size_t comparison = comparison_length(m);
  if (comparison)
    set_token(m, LIQ_TOKEN_COMPARISON, comparison);
  else if (c == '\'' || c == '"')
    string_token(m);
  else if (liq__is_digit(c) || (c == '-' && liq__is_digit(at_offset(m, 1))))
    set_token(m, LIQ_TOKEN_NUMBER, number_length(m));
  else if (starts_name(c))
    name_token(m);
  else if (c == '.' && at_offset(m, 1) == '.')
    set_token(m, LIQ_TOKEN_DOTDOT, 2);
  else
    mark_token(m, c);
}

liq__markup liq__markup_of(liq__parser *p, sv text) {
  liq__markup m = {.p = p, .text = text};
  liq__markup_next(&m);
  return m;
}

bool liq__at_mark(const liq__markup *m, char mark) {
  return m->token.kind == LIQ_TOKEN_MARK && m->token.text.at[0] == mark;
}

bool liq__at_name(const liq__markup *m, const char *name) {
  return m->token.kind == LIQ_TOKEN_NAME && sv_is(m->token.text, name);
}

bool liq__at_key(const liq__markup *m) {
  if (m->token.kind != LIQ_TOKEN_NAME) return false;
  size_t at = m->at;
  while (at < m->text.len && liq__is_space(m->text.at[at])) at++;
  return at < m->text.len && m->text.at[at] == ':';
}

bool liq__take_mark(liq__markup *m, char mark) {
  if (!liq__at_mark(m, mark)) return false;
  liq__markup_next(m);
  return true;
}

bool liq__take_name(liq__markup *m, const char *name) {
  if (!liq__at_name(m, name)) return false;
  liq__markup_next(m);
  return true;
}

/* What stands there, for a message: the token, or "the end". */
static sv found(const liq__markup *m) {
  return m->token.kind == LIQ_TOKEN_END ? SV("the end") : m->token.text;
}

/* Where to point: at the token, or at the last character before the end. */
static sv pointed(const liq__markup *m) {
  if (m->token.kind != LIQ_TOKEN_END) return m->token.text;
  sv text = sv_trim(m->text);
  return text.len ? sv_skip(text, text.len - 1) : m->text;
}

bool liq__need_mark(liq__markup *m, char mark) {
  if (liq__take_mark(m, mark)) return true;
  if (m->token.kind == LIQ_TOKEN_BAD) return false;
  return liq__refuse(m->p, DIAG_LQ001, pointed(m), NULL, "expected \"%c\" but found %.*s", mark,
                     SV_ARG(found(m)));
}

bool liq__need_name(liq__markup *m, sv *name) {
  if (m->token.kind == LIQ_TOKEN_NAME) {
    *name = m->token.text;
    liq__markup_next(m);
    return true;
  }
  if (m->token.kind == LIQ_TOKEN_BAD) return false;
  return liq__refuse(m->p, DIAG_LQ001, pointed(m), NULL, "expected a name but found %.*s",
                     SV_ARG(found(m)));
}

static const char *end_hint(const liq__markup *m) {
  if (m->token.kind == LIQ_TOKEN_NUMBER && m->token.text.at[0] == '-') {
    return "there are no sums in Liquid: use the filters plus and minus";
  }
  if (m->token.kind == LIQ_TOKEN_MARK) return NULL;
  if (m->token.kind == LIQ_TOKEN_NAME)
    return "names stand with dots between them, as in page.title";
  return NULL;
}

bool liq__need_end(liq__markup *m) {
  if (m->token.kind == LIQ_TOKEN_END) return true;
  if (m->token.kind == LIQ_TOKEN_BAD) return false;
  return liq__refuse(m->p, DIAG_LQ001, m->token.text, end_hint(m), "%.*s is not expected here",
                     SV_ARG(m->token.text));
}
