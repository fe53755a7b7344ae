/* What may belong to a person: phone numbers, e-mail addresses and birth dates in the text. The
 * clinic's own, as in the settings, are fine. */
#include "health/checking.h"
#include "health/sentences.h"
#include "health/tokens.h"

enum { PHONE_DIGITS = 10, MOST_DIGITS = 24 };

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The digits of a text, without the 1 that North America dials first. */
static sv digits_of(sv text, char out[MOST_DIGITS]) {
  size_t len = 0;
  for (size_t i = 0; i < text.len && len < MOST_DIGITS; i++) {
    if (is_digit(text.at[i])) out[len++] = text.at[i];
  }
  sv digits = sv_make(out, len);
  return digits.len == PHONE_DIGITS + 1 && out[0] == '1' ? sv_skip(digits, 1) : digits;
}

static bool is_own_number(const checking *c, sv digits) {
  char own[MOST_DIGITS];
  if (settings_unread(c->rules->settings, "phone")) return true;
  return sv_eq(digits, digits_of(c->rules->settings->phone, own)) ||
         sv_eq(digits, digits_of(c->rules->settings->emergency_number, own));
}

/* The length of what is written like a phone number: three, three and four digits with marks
 * between; 0: none. */
static size_t phone_length(sv text) {
  static const unsigned groups[] = {3, 3, 4};
  size_t at = 0;
  for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
    bool bracket = g == 0 && at < text.len && text.at[at] == '(';
    at += bracket;
    for (unsigned k = 0; k < groups[g]; k++, at++) {
      if (at >= text.len || !is_digit(text.at[at])) return 0;
    }
    if (g == 2) break;
    size_t marks = at;
    while (at < text.len && strchr(") -.", text.at[at])) at++;
    if (at == marks || at - marks > 2) return 0;
  }
  return at < text.len && is_digit(text.at[at]) ? 0 : at;
}

/* The three digits in the middle stand between marks, as a word of digits. */
static void check_phones(checking *c, const prose_block *block) {
  if (!(health__read(c, block)->traits & WORD_FIGURE)) return;
  sv text = block->text;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] != '(' && !is_digit(text.at[i])) continue;
    size_t length = phone_length(sv_skip(text, i));
    char own[MOST_DIGITS];
    sv number = sv_make(text.at + i, length);
    if (length && !is_own_number(c, digits_of(number, own))) {
      size_t bracket = text.at[i] == '(';
      health__at(
          c, DIAG_HC020, block, sv_skip(number, bracket),
          arena_printf(c->scratch, "%.*s is not the clinic's phone number", SV_ARG(number)),
          SV("leave it out, or link to the page that has it; the clinic's own belongs into the "
             "settings"));
    }
    if (length) i += length - 1;
    while (i + 1 < text.len && is_digit(text.at[i]) && is_digit(text.at[i + 1])) i++;
  }
}

/* The clinic's: of the host of the site, or the one in the settings. */
static bool is_own_address(const checking *c, sv address) {
  const settings *s = c->rules->settings;
  sv domain = sv_skip(address, sv_find_byte(address, '@', 0) + 1);
  sv host = sv_skip(s->origin, sv_find(s->origin, SV("://"), 0) == SV_NONE
                                   ? 0
                                   : sv_find(s->origin, SV("://"), 0) + 3);
  if (sv_starts(host, SV("www."))) host = sv_skip(host, 4);
  val own = val_at(s->all, SV("email"), c->scratch);
  return sv_eq_nocase(domain, host) || sv_eq_nocase(address, val_text(own));
}

static void check_addresses(checking *c, const prose_block *block) {
  sv rest = block->text, word;
  if (sv_find_byte(rest, '@', 0) == SV_NONE) return;
  while (sentences_word(&rest, &word)) {
    size_t at = sv_find_byte(word, '@', 0);
    while (word.len && strchr(".,;:!?)>\"'", word.at[word.len - 1])) word.len--;
    while (word.len && strchr("(<\"'", word.at[0])) word = sv_skip(word, 1);
    if (at == SV_NONE || sv_find_byte(word, '.', at) == SV_NONE || is_own_address(c, word))
      continue;
    health__at(c, DIAG_HC022, block, word,
               arena_printf(c->scratch, "%.*s is not the clinic's address", SV_ARG(word)),
               SV("leave it out, or link to the contact page"));
  }
}

static bool is_month_or_number(sv word) {
  static const char *const months[] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
  for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
    if (sv_is(word, months[i])) return true;
  }
  return word.len && is_digit(word.at[0]);
}

void health__add_births(arena *a, phrase_set *set) {
  phrases_add(a, set, SV("born on|in"), NULL);
  phrases_add(a, set, SV("date of birth"), NULL);
  phrases_add(a, set, SV("birth date"), NULL);
  phrases_add(a, set, SV("dob|birthdate|birthday"), NULL);
}

/* "born on May 3, 1961", "date of birth: 3/5/61", "DOB 1961". */
static void check_births(checking *c, const prose_block *block) {
  if (!(health__read(c, block)->traits & (unsigned)WORD_STARTS << PHRASES_BIRTHS)) return;
  const token_list t = health__read(c, block)->tokens;
  for (size_t i = 0; i < t.len; i++) {
    const phrase *found;
    if (!t.at[i].known->starts[PHRASES_BIRTHS]) continue;
    size_t length = phrases_match(PHRASES_BIRTHS, &t.at[i], t.len - i, &found);
    size_t behind = i + length;
    if (!length) continue;
    if (behind < t.len && sv_is(t.at[behind].known->folded, "is")) behind++;
    if (behind >= t.len || !is_month_or_number(t.at[behind].known->folded)) continue;
    health__at(c, DIAG_HC021, block, tokens_span(&t.at[i], behind + 1 - i),
               SV("a birth date tells who a patient is"), SV("write the age, or leave it out"));
  }
}

void health__check_private(checking *c) {
  health__each_block(c, check_phones);
  health__each_block(c, check_addresses);
  health__each_block(c, check_births);
}
