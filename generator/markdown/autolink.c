/* Bare addresses, by GitHub's rules (GFM 0.29, "Autolinks (extension)"). */
#include "markdown/autolink.h"

#include "base/utf8.h"
#include "markdown/marks.h"
#include "wrap/unicode.h"

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_letter_or_digit(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_host_char(sv text) {
  uint32_t c;
  if (!text.len || ((unsigned char)text.at[0] & 0xC0) == 0x80) return false;
  utf8_decode(text, &c);
  if (c < 0x80) return is_letter_or_digit((char)c);
  return !unicode_is_space(c) && !unicode_is_punctuation(c);
}

/* A name of more parts is no longer searched for underscores. */
enum { MOST_DOTS = 10 };

/* Bytes of the domain at the start of the text, or 0: its last two parts hold no underscore. */
static size_t domain_length(sv text, bool short_name) {
  size_t dots = 0, before_last = 0, last = 0, i = 1;
  for (; i + 1 < text.len; i++) {
    char c = text.at[i];
    if (c == '\\' && i + 2 < text.len) c = text.at[++i];
    if (c == '_') {
      last++;
    } else if (c == '.') {
      before_last = last;
      last = 0;
      dots++;
    } else if (c != '-' && !is_host_char(sv_skip(text, i))) {
      break;
    }
  }
  if ((before_last || last) && dots <= MOST_DOTS) return 0;
  return short_name || dots ? i : 0;
}

/* Steps back over "&copy;" at the end, or over the ";" alone. */
static size_t without_entity(sv text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && is_letter(text.at[at - 1])) at--;
  return at > 0 && at < end - 1 && text.at[at - 1] == '&' ? at - 1 : end - 1;
}

/* The sentence's own punctuation is no part of the address, nor a closing bracket that nothing
 * in it opened. */
static size_t trimmed_end(sv text, size_t end) {
  size_t angle = sv_find_byte(sv_first(text, end), '<', 0);
  if (angle != SV_NONE) end = angle;
  size_t opened = 0, closed = 0;
  for (size_t i = 0; i < end; i++) {
    opened += text.at[i] == '(';
    closed += text.at[i] == ')';
  }
  while (end > 0) {
    char last = text.at[end - 1];
    if (last == ';') {
      end = without_entity(text, end);
    } else if (last == ')' && closed > opened) {
      closed--;
      end--;
    } else if (strchr("?!.,:*_~'\"", last)) {
      end--;
    } else {
      break;
    }
  }
  return end;
}

static size_t to_blank(sv text, size_t at) {
  while (at < text.len && !is_space(text.at[at])) at++;
  return at;
}

static bool is_scheme(sv word) {
  return sv_eq_nocase(word, SV("http")) || sv_eq_nocase(word, SV("https")) ||
         sv_eq_nocase(word, SV("ftp"));
}

static size_t word_start(sv text, size_t at, size_t least) {
  while (at > least && is_letter(text.at[at - 1])) at--;
  return at;
}

bool autolink_scheme(sv text, size_t at) {
  size_t from = word_start(text, at, 0);
  return is_scheme(sv_make(text.at + from, at - from));
}

static bool match_url(sv text, size_t at, size_t least, autolink *out) {
  if (!sv_starts(sv_skip(text, at), SV("://"))) return false;
  size_t from = word_start(text, at, least);
  bool known = is_scheme(sv_make(text.at + from, at - from));
  sv rest = sv_skip(text, at + 3);
  if (!known || !is_host_char(rest)) return false;
  size_t domain = domain_length(rest, true);
  if (!domain) return false;
  size_t end = to_blank(rest, domain);
  end = trimmed_end(sv_skip(text, at), 3 + end);
  *out = (autolink){.from = from, .to = at + end, .before = SV("")};
  return end > 3;
}

static bool may_precede(char c) {
  return strchr("*_~(", c) || c == MD__MARK_STAR || c == MD__MARK_UNDERSCORE;
}

static bool match_www(sv text, size_t at, autolink *out) {
  sv rest = sv_skip(text, at);
  if (!sv_starts(rest, SV("www."))) return false;
  if (at > 0 && !is_space(text.at[at - 1]) && !may_precede(text.at[at - 1])) return false;
  size_t domain = domain_length(rest, false);
  if (!domain) return false;
  size_t end = trimmed_end(rest, to_blank(rest, domain));
  *out = (autolink){.from = at, .to = at + end, .before = SV("http://")};
  return end > 0;
}

/* "mailto:" or "xmpp:" that ends before `at`; what stands before it is no letter or digit. */
static bool ends_with_scheme(sv text, size_t at, size_t least, sv scheme) {
  if (at < least + scheme.len || !sv_ends(sv_first(text, at), scheme)) return false;
  size_t from = at - scheme.len;
  return from == least || !is_letter_or_digit(text.at[from - 1]);
}

static bool match_mail(sv text, size_t at, size_t least, autolink *out) {
  bool scheme = false, chat = false;
  size_t from = at;
  for (; from > least; from--) {
    char c = text.at[from - 1];
    if (is_letter_or_digit(c) || strchr(".+-_", c)) continue;
    if (c != ':') break;
    chat = ends_with_scheme(text, from, least, SV("xmpp:"));
    if (!chat && !ends_with_scheme(text, from, least, SV("mailto:"))) break;
    scheme = true;
  }
  if (from == at) return false;
  size_t to = at, signs = 0, dots = 0;
  for (; to < text.len; to++) {
    char c = text.at[to];
    if (is_letter_or_digit(c) || (c == '/' && chat)) continue;
    if (c == '@') {
      if (++signs > 1) return false;
    } else if (c == '.' && to + 1 < text.len && is_letter_or_digit(text.at[to + 1])) {
      dots++;
    } else if (c != '-' && c != '_') {
      break;
    }
  }
  bool ends_well = to > at && (is_letter(text.at[to - 1]) || text.at[to - 1] == '.');
  if (to - at < 2 || !dots || !ends_well) return false;
  size_t end = trimmed_end(sv_skip(text, at), to - at);
  *out = (autolink){.from = from, .to = at + end, .before = scheme ? SV("") : SV("mailto:")};
  return end > 0;
}

bool autolink_at(sv text, size_t at, size_t least, bool addresses, autolink *out) {
  switch (text.at[at]) {
    case ':': return addresses && match_url(text, at, least, out);
    case 'w': return addresses && match_www(text, at, out);
    case '@': return match_mail(text, at, least, out);
    default: return false;
  }
}
