#include "value/date_format.h"

const date_names date_names_english = {
    .months = {SV_INIT("January"), SV_INIT("February"), SV_INIT("March"), SV_INIT("April"),
               SV_INIT("May"), SV_INIT("June"), SV_INIT("July"), SV_INIT("August"),
               SV_INIT("September"), SV_INIT("October"), SV_INIT("November"), SV_INIT("December")},
    .short_months = {SV_INIT("Jan"), SV_INIT("Feb"), SV_INIT("Mar"), SV_INIT("Apr"), SV_INIT("May"),
                     SV_INIT("Jun"), SV_INIT("Jul"), SV_INIT("Aug"), SV_INIT("Sep"), SV_INIT("Oct"),
                     SV_INIT("Nov"), SV_INIT("Dec")},
    .days = {SV_INIT("Sunday"), SV_INIT("Monday"), SV_INIT("Tuesday"), SV_INIT("Wednesday"),
             SV_INIT("Thursday"), SV_INIT("Friday"), SV_INIT("Saturday")},
    .short_days = {SV_INIT("Sun"), SV_INIT("Mon"), SV_INIT("Tue"), SV_INIT("Wed"), SV_INIT("Thu"),
                   SV_INIT("Fri"), SV_INIT("Sat")},
    .am = SV_INIT("AM"),
    .pm = SV_INIT("PM"),
};

enum { MOST_WIDTH = 1024 }; /* wider is no date */

/* One directive: what stands between % and its letter. */
typedef struct directive {
  char letter, padding; /* padding: '-', '0', '_' or 0 for the letter's own */
  bool upper, other;
  unsigned colons;
  size_t width;
} directive;

typedef struct formatter {
  buf *out;
  date d;
  date_parts parts;
  const date_names *names;
} formatter;

static char changed_case(char c, bool upper) {
  if (upper && c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
  if (!upper && c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
  return c;
}

static void add_padding(buf *out, char padding, size_t len, size_t width) {
  for (; len < width; len++) buf_byte(out, padding);
}

static void add_text(formatter *f, const directive *d, sv text) {
  if (d->padding != '-') add_padding(f->out, d->padding == '0' ? '0' : ' ', text.len, d->width);
  bool change = d->upper || d->other;
  bool names_half_day = d->letter == 'p' || d->letter == 'Z';
  bool upper = names_half_day ? d->upper && !d->other : true;
  for (size_t i = 0; i < text.len; i++) {
    buf_byte(f->out, change ? changed_case(text.at[i], upper) : text.at[i]);
  }
}

/* As nearly all numbers are: "07", "2026". False: not so short. */
static bool add_short_number(buf *out, int64_t number, size_t width) {
  if (number < 0 || number > (width == 2 ? 99 : 9999) || (width != 2 && width != 4)) return false;
  char *to = buf_reserve(out, width);
  for (size_t i = width; i > 0; number /= 10) to[--i] = (char)('0' + number % 10);
  out->len += width;
  return true;
}

static void add_number(formatter *f, const directive *d, int64_t number, size_t width,
                       char padding) {
  char room[BUF_DIGITS];
  bool negative = number < 0;
  sv digits = buf_digits(room, (unsigned long long)(negative ? -number : number), 0);
  if (d->padding == '-')
    width = 0;
  else if (d->width)
    width = d->width;
  if (d->padding == '0') padding = '0';
  if (d->padding == '_') padding = ' ';
  if (padding == ' ') add_padding(f->out, ' ', digits.len + negative, width);
  if (negative) buf_byte(f->out, '-');
  if (padding == '0') add_padding(f->out, '0', digits.len + negative, width);
  buf_add(f->out, digits);
}

/* "+01:00" with as many colons as the directive has. */
static void add_zone(formatter *f, const directive *d) {
  char room[BUF_DIGITS];
  int32_t offset = f->d.offset;
  unsigned seconds = offset < 0 ? 0u - (unsigned)offset : (unsigned)offset;
  bool blanks = d->padding == '_';
  sv hours = buf_digits(room, seconds / 3600, blanks ? 1 : 2);
  unsigned colons = d->colons > 1 ? 2 : d->colons;
  size_t len = hours.len + (d->colons > 1 ? 4 : 2) + colons;
  size_t width = d->width ? d->width : 5 + d->colons;
  if (blanks) add_padding(f->out, ' ', len + 1, width);
  buf_byte(f->out, offset < 0 ? '-' : '+');
  if (!blanks) add_padding(f->out, '0', len + 1, width);
  buf_add(f->out, hours);
  if (colons) buf_byte(f->out, ':');
  add_short_number(f->out, seconds / 60 % 60, 2);
  if (colons > 1) buf_byte(f->out, ':');
  if (colons > 1) add_short_number(f->out, seconds % 60, 2);
}

/* Digits of a fraction of a second, of which this program keeps none. */
static void add_fraction(formatter *f, const directive *d, size_t digits) {
  add_padding(f->out, '0', 0, d->width ? d->width : digits);
}

/* The year and week of ISO 8601: weeks begin on Monday, and the first one has a Thursday. */
static void iso_week(const date_parts *p, int64_t *year, int *week) {
  int weekday = p->weekday == 0 ? 7 : p->weekday;
  *year = p->year;
  *week = (p->yearday - weekday + 10) / 7;
  if (*week < 1) {
    int64_t last_days = date_days(p->year, 1, 1) - date_days(p->year - 1, 1, 1);
    *year = p->year - 1;
    *week = (p->yearday + (int)last_days - weekday + 10) / 7;
  } else if (*week == 53) {
    int64_t days = date_days(p->year + 1, 1, 1) - date_days(p->year, 1, 1);
    if (p->yearday - weekday + 4 > days) {
      *year = p->year + 1;
      *week = 1;
    }
  }
}

static int64_t floor_mod(int64_t a, int64_t b) {
  int64_t rest = a % b;
  return rest < 0 ? rest + b : rest;
}

static bool add_date_field(formatter *f, const directive *d) {
  const date_parts *p = &f->parts;
  int64_t year;
  int week;
  switch (d->letter) {
    case 'Y': add_number(f, d, p->year, p->year < 0 ? 5 : 4, '0'); return true;
    case 'C': add_number(f, d, (p->year - floor_mod(p->year, 100)) / 100, 2, '0'); return true;
    case 'y': add_number(f, d, floor_mod(p->year, 100), 2, '0'); return true;
    case 'm': add_number(f, d, p->month, 2, '0'); return true;
    case 'B': add_text(f, d, f->names->months[p->month - 1]); return true;
    case 'b':
    case 'h': add_text(f, d, f->names->short_months[p->month - 1]); return true;
    case 'd': add_number(f, d, p->day, 2, '0'); return true;
    case 'e': add_number(f, d, p->day, 2, ' '); return true;
    case 'j': add_number(f, d, p->yearday, 3, '0'); return true;
    case 'A': add_text(f, d, f->names->days[p->weekday]); return true;
    case 'a': add_text(f, d, f->names->short_days[p->weekday]); return true;
    case 'u': add_number(f, d, p->weekday == 0 ? 7 : p->weekday, 1, '0'); return true;
    case 'w': add_number(f, d, p->weekday, 1, '0'); return true;
    case 'U': add_number(f, d, (p->yearday + 6 - p->weekday) / 7, 2, '0'); return true;
    case 'W': add_number(f, d, (p->yearday + 6 - (p->weekday + 6) % 7) / 7, 2, '0'); return true;
    case 'G':
      iso_week(p, &year, &week);
      add_number(f, d, year, 4, '0');
      return true;
    case 'g':
      iso_week(p, &year, &week);
      add_number(f, d, floor_mod(year, 100), 2, '0');
      return true;
    case 'V':
      iso_week(p, &year, &week);
      add_number(f, d, week, 2, '0');
      return true;
    default: return false;
  }
}

static bool add_time_field(formatter *f, const directive *d) {
  const date_parts *p = &f->parts;
  directive lower = *d;
  int hour = p->hour % 12 ? p->hour % 12 : 12;
  switch (d->letter) {
    case 'H': add_number(f, d, p->hour, 2, '0'); return true;
    case 'k': add_number(f, d, p->hour, 2, ' '); return true;
    case 'I': add_number(f, d, hour, 2, '0'); return true;
    case 'l': add_number(f, d, hour, 2, ' '); return true;
    case 'M': add_number(f, d, p->minute, 2, '0'); return true;
    case 'S': add_number(f, d, p->second, 2, '0'); return true;
    case 'L': add_fraction(f, d, 3); return true;
    case 'N': add_fraction(f, d, 9); return true;
    case 'p': add_text(f, d, p->hour < 12 ? f->names->am : f->names->pm); return true;
    case 'P':
      lower.other = !d->upper && !d->other;
      lower.letter = 'p';
      add_text(f, &lower, p->hour < 12 ? f->names->am : f->names->pm);
      return true;
    case 'z': add_zone(f, d); return true;
    case 'Z': add_text(f, d, f->d.offset ? SV("") : SV("UTC")); return true;
    case 's': add_number(f, d, f->d.seconds, 1, '0'); return true;
    default: return false;
  }
}

static const char *combination(char letter) {
  switch (letter) {
    case 'c': return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x': return "%m/%d/%y";
    case 'F': return "%Y-%m-%d";
    case 'v': return "%e-%^b-%Y";
    case 'X':
    case 'T': return "%H:%M:%S";
    case 'r': return "%I:%M:%S %p";
    case 'R': return "%H:%M";
    default: return NULL;
  }
}

static void add_pattern(formatter *f, sv pattern);

static bool add_combination(formatter *f, const directive *d) {
  const char *pattern = combination(d->letter);
  if (!pattern) return false;
  buf text = BUF_EMPTY;
  formatter inner = *f;
  inner.out = &text;
  add_pattern(&inner, sv_of(pattern));
  directive whole = *d;
  whole.other = false; /* the other case is for single names */
  if (whole.padding == '-') whole.padding = 0;
  add_text(f, &whole, buf_sv(&text));
  buf_free(&text);
  return true;
}

static bool add_character(formatter *f, const directive *d) {
  char c = d->letter == 'n' ? '\n' : d->letter == 't' ? '\t' : d->letter == '%' ? '%' : '\0';
  if (c) add_text(f, d, sv_make(&c, 1));
  return c != '\0';
}

/* E and O ask for a locale's other forms, of which there are none; they stand before some
 * letters only. */
static bool takes_modifier(char modifier, char letter) {
  if (modifier == 'E') return strchr("cCxXyY", letter) != NULL;
  return modifier == 'O' && strchr("deHkIlmMSuUVwWy", letter) != NULL;
}

/* Reads flags, width and letter; 0: there is no letter. */
static size_t read_directive(sv s, directive *d) {
  size_t i = 1;
  *d = (directive){0};
  for (; i < s.len; i++) {
    char c = s.at[i];
    if (d->padding == '-' && (c == '_' || (c == '0' && !d->width))) continue;
    if (c == '-' || c == '_' || (c == '0' && !d->width))
      d->padding = c;
    else if (c == '^')
      d->upper = true;
    else if (c == '#')
      d->other = true;
    else if (c == ':')
      d->colons++;
    else if (c >= '0' && c <= '9' && d->width < MOST_WIDTH) {
      d->width = d->width * 10 + (size_t)(c - '0');
    } else {
      break;
    }
  }
  if (i + 1 < s.len && takes_modifier(s.at[i], s.at[i + 1])) i++;
  if (i >= s.len || d->width > MOST_WIDTH) return 0;
  d->letter = s.at[i];
  if (d->colons && d->letter != 'z') return 0;
  return i + 1;
}

/* The directives of which nearly all patterns are made: "%Y-%m-%d". False: another one, or a number
 * that is not so short. */
static bool add_usual(formatter *f, sv pattern) {
  const date_parts *p = &f->parts;
  switch (pattern.len > 1 ? pattern.at[1] : '\0') {
    case 'Y': return add_short_number(f->out, p->year, 4);
    case 'm': return add_short_number(f->out, p->month, 2);
    case 'd': return add_short_number(f->out, p->day, 2);
    case 'H': return add_short_number(f->out, p->hour, 2);
    case 'M': return add_short_number(f->out, p->minute, 2);
    case 'S': return add_short_number(f->out, p->second, 2);
    default: return false;
  }
}

static void add_pattern(formatter *f, sv pattern) {
  while (pattern.len) {
    if (pattern.at[0] != '%') {
      buf_byte(f->out, pattern.at[0]);
      pattern = sv_skip(pattern, 1);
      continue;
    }
    if (add_usual(f, pattern)) {
      pattern = sv_skip(pattern, 2);
      continue;
    }
    directive d;
    size_t len = read_directive(pattern, &d);
    bool known = len && (add_date_field(f, &d) || add_time_field(f, &d) || add_character(f, &d) ||
                         add_combination(f, &d));
    if (!known) {
      len = len ? len : 1;
      buf_add(f->out, sv_first(pattern, len));
    }
    pattern = sv_skip(pattern, len);
  }
}

void date_format(buf *out, date d, sv pattern, const date_names *names) {
  formatter f = {out, d, date_split(d), names ? names : &date_names_english};
  add_pattern(&f, pattern);
}
