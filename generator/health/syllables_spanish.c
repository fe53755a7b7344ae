/* Spanish syllables. Two strong vowels (a, e, o, and any i or u with an accent) stand apart; a weak
 * one joins its neighbour. Source: Real Academia Española, Ortografía de la lengua española (2010),
 * on diphthongs and hiatus. */
#include "base/utf8.h"
#include "health/syllables.h"

typedef enum sound { CONSONANT, WEAK, STRONG, STRESSED_WEAK } sound;

static sound sound_of(uint32_t c) {
  switch (c) {
    case 'a':
    case 'e':
    case 'o':
    case 'A':
    case 'E':
    case 'O': return STRONG;
    case 0xE1:
    case 0xE9:
    case 0xF3:
    case 0xC1:
    case 0xC9:
    case 0xD3: return STRONG;
    case 'i':
    case 'u':
    case 'I':
    case 'U':
    case 0xFC:
    case 0xDC: return WEAK;
    case 0xED:
    case 0xFA:
    case 0xCD:
    case 0xDA: return STRESSED_WEAK;
    default: return CONSONANT;
  }
}

/* The u of "que" and "gui" is not read. */
static bool is_mute(uint32_t before, uint32_t c, sound next) {
  bool guttural = before == 'q' || before == 'Q' || before == 'g' || before == 'G';
  return guttural && (c == 'u' || c == 'U') && next != CONSONANT;
}

static bool begins_syllable(sound before, sound now) {
  if (before == CONSONANT) return true;
  if (now == STRESSED_WEAK || before == STRESSED_WEAK) return before != WEAK || now != WEAK;
  return before == STRONG && now == STRONG;
}

static sound sound_at(sv rest) {
  uint32_t c;
  if (rest.len == 0) return CONSONANT;
  utf8_decode(rest, &c);
  return sound_of(c);
}

unsigned syllables_spanish(sv word) {
  unsigned count = 0;
  sound before = CONSONANT;
  uint32_t last = 0;
  for (sv rest = word; rest.len;) {
    uint32_t c;
    rest = sv_skip(rest, utf8_decode(rest, &c));
    if (c >= '0' && c <= '9') return 1;
    sound now = sound_of(c);
    bool final_y = (c == 'y' || c == 'Y') && rest.len == 0 && before == CONSONANT;
    bool read = !(now == WEAK && is_mute(last, c, sound_at(rest)) && sound_at(rest) != CONSONANT);
    if (final_y || (now != CONSONANT && read && begins_syllable(before, now))) count++;
    before = read ? now : CONSONANT;
    last = c;
  }
  return count ? count : 1;
}

unsigned syllables_of(sv lang, sv word) {
  return sv_is(sv_first(lang, 2), "es") ? syllables_spanish(word) : syllables_english(word);
}
