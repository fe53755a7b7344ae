#include "text/collate.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "wrap/unicode.h"

/* Letters of their own: each group names the letter behind which the others stand, in their order.
 */
static const struct {
  const char *languages, *letters;
} alphabets[] = {
    {"es gl eu ast fil tl", "nñ"}, {"sv fi", "zåäö"},
    {"da nb nn no", "zæøå"},       {"pl", "aą cć eę lł nń oó sś zźż"},
    {"cs sk", "cč rř sš zž"},      {"hr bs", "cčć dđ sš zž"},
    {"ro", "aăâ iî sș tț"},        {"tr", "cç gğ oö sş uü"},
};

/* Letters that are no accented ones to Unicode, as those that do not have them sort them. */
static const struct {
  const char *letter, *as;
} others[] = {{"æ", "ae"}, {"œ", "oe"}, {"ø", "o"},  {"ł", "l"},
              {"đ", "d"},  {"ð", "d"},  {"þ", "th"}, {"ı", "i"}};

/* Above every byte of UTF-8: the first letter behind another has the next one. */
enum { BEHIND = 0xF7 };

static const char *letters_of(sv lang) {
  sv main = sv_first(lang, sv_find_byte(lang, '-', 0));
  for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
    sv names = sv_of(alphabets[i].languages), name;
    while (sv_split(&names, ' ', &name)) {
      if (sv_eq(name, main)) return alphabets[i].letters;
    }
  }
  return "";
}

/* True for one of the alphabet's own letters: *base is the one before, *place counts from 1. */
static bool is_own(const char *alphabet, sv letter, char *base, unsigned *place) {
  sv groups = sv_of(alphabet), group;
  while (sv_split(&groups, ' ', &group)) {
    sv rest = sv_skip(group, 1);
    for (*place = 1; rest.len; ++*place) {
      uint32_t c;
      size_t len = utf8_decode(rest, &c);
      *base = group.at[0];
      if (sv_eq(sv_first(rest, len), letter)) return true;
      rest = sv_skip(rest, len);
    }
  }
  return false;
}

static sv plain_letter(arena *a, sv letter) {
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (sv_is(letter, others[i].letter)) return sv_of(others[i].as);
  }
  return unicode_plain(a, letter);
}

sv collate_key(arena *a, sv lang, sv name) {
  sv folded = unicode_fold(a, name);
  if (utf8_is_ascii(folded)) return folded;
  const char *alphabet = letters_of(lang);
  buf key = BUF_EMPTY;
  for (sv rest = folded; rest.len;) {
    uint32_t c;
    char base;
    unsigned place;
    size_t len = utf8_decode(rest, &c);
    sv letter = sv_first(rest, len);
    rest = sv_skip(rest, len);
    if (len > 1 && is_own(alphabet, letter, &base, &place)) {
      buf_byte(&key, base);
      buf_byte(&key, (char)(BEHIND + place));
    } else {
      buf_add(&key, len > 1 ? plain_letter(a, letter) : letter);
    }
  }
  buf_byte(&key, '\0'); /* names alike so far: the one without accents first */
  buf_add(&key, folded);
  sv made = arena_dup(a, buf_sv(&key));
  buf_free(&key);
  return made;
}

/* Begins with an ASCII letter to which no mark behind it belongs. */
static bool has_plain_start(sv name) {
  return name.len && (unsigned char)name.at[0] < 0x80 &&
         (name.len == 1 || (unsigned char)name.at[1] < 0x80);
}

sv collate_letter(arena *a, sv lang, sv name) {
  if (has_plain_start(name)) return unicode_upper(a, sv_first(name, 1));
  uint32_t c;
  char base;
  unsigned place;
  sv folded = unicode_fold(a, name);
  sv letter = sv_first(folded, utf8_decode(folded, &c));
  if (!is_own(letters_of(lang), letter, &base, &place)) {
    letter = plain_letter(a, letter);
    letter = sv_first(letter, utf8_decode(letter, &c));
  }
  return unicode_upper(a, letter);
}
