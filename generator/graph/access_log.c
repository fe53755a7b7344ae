#include "graph/access_log.h"

#include "value/date.h"

enum { AGENT_BYTES = 1024 }; /* where a program says its name; people's browsers need 250 */

/* Takes the text up to a byte off *rest, and the byte too. */
static bool take_until(sv *rest, char end, sv *taken) {
  size_t at = sv_find_byte(*rest, end, 0);
  if (at == SV_NONE) return false;
  *taken = sv_first(*rest, at);
  *rest = sv_skip(*rest, at + 1);
  return true;
}

/* Takes a field in quotes, in which a backslash guards the byte behind it. */
static bool take_quoted(sv *rest, sv *taken) {
  if (!sv_starts(*rest, SV("\""))) return false;
  for (size_t i = 1; i < rest->len; i++) {
    if (rest->at[i] == '\\') {
      i++;
    } else if (rest->at[i] == '"') {
      *taken = sv_make(rest->at + 1, i - 1);
      *rest = sv_skip(*rest, i + 1);
      return true;
    }
  }
  return false;
}

/* `digits` digits at a place of a text. */
static bool number_at(sv text, size_t at, size_t digits, int *out) {
  *out = 0;
  for (size_t i = at; i < at + digits; i++) {
    if (text.at[i] < '0' || text.at[i] > '9') return false;
    *out = *out * 10 + (text.at[i] - '0');
  }
  return true;
}

/* "13/Feb/2026:09:30:00 +0100" */
static bool read_time(sv text, int64_t *seconds) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.len != 26 || text.at[2] != '/' || text.at[6] != '/' || text.at[11] != ':' ||
      text.at[14] != ':' || text.at[17] != ':' || text.at[20] != ' ') {
    return false;
  }
  int day, year, hour, minute, second, zone_hours, zone_minutes;
  bool digits = number_at(text, 0, 2, &day) && number_at(text, 7, 4, &year) &&
                number_at(text, 12, 2, &hour) && number_at(text, 15, 2, &minute) &&
                number_at(text, 18, 2, &second) && number_at(text, 22, 2, &zone_hours) &&
                number_at(text, 24, 2, &zone_minutes);
  size_t month = sv_find(SV(months), sv_make(text.at + 3, 3), 0);
  if (!digits || month == SV_NONE || month % 3 || (text.at[21] != '+' && text.at[21] != '-')) {
    return false;
  }
  int number = (int)(month / 3) + 1;
  if (day < 1 || day > date_days_in_month(year, number) || hour > 23 || minute > 59 ||
      second > 60) {
    return false;
  }
  int32_t offset = (zone_hours * 60 + zone_minutes) * 60;
  if (text.at[21] == '-') offset = -offset;
  *seconds = date_join(year, number, day, hour, minute, second, offset).seconds;
  return true;
}

/* "GET /about/ HTTP/1.1"; what a client sent that was no request has no method. */
static void read_request(sv request, access_hit *out) {
  sv rest = request;
  if (take_until(&rest, ' ', &out->method)) {
    size_t end = sv_find_last_byte(rest, ' ');
    out->target = end == SV_NONE ? rest : sv_first(rest, end);
  } else {
    out->method = out->target = SV("");
  }
}

static bool read_status(sv text, unsigned *status) {
  int number;
  if (text.len != 3 || !number_at(text, 0, 3, &number) || number < 100) return false;
  *status = (unsigned)number;
  return true;
}

static bool is_size(sv text) {
  long long bytes;
  return sv_is(text, "-") || (sv_to_long(text, &bytes) && bytes >= 0);
}

bool access_log_read(sv line, access_hit *out) {
  sv rest = line, ident, user, time, request, status, size, referer;
  *out = (access_hit){.agent = SV("")};
  if (!take_until(&rest, ' ', &out->client) || out->client.len == 0) return false;
  if (!take_until(&rest, ' ', &ident) || !take_until(&rest, ' ', &user)) return false;
  if (!sv_starts(rest, SV("["))) return false;
  rest = sv_skip(rest, 1);
  if (!take_until(&rest, ']', &time) || !read_time(time, &out->seconds)) return false;
  if (!sv_starts(rest, SV(" "))) return false;
  rest = sv_skip(rest, 1);
  if (!take_quoted(&rest, &request) || !sv_starts(rest, SV(" "))) return false;
  read_request(request, out);
  rest = sv_skip(rest, 1);
  if (!take_until(&rest, ' ', &status) || !read_status(status, &out->status)) return false;
  if (!take_until(&rest, ' ', &size)) {
    size = rest;
    rest = SV("");
  }
  if (!is_size(size)) return false;
  if (rest.len == 0) return true;
  out->has_agent = take_quoted(&rest, &referer) && sv_starts(rest, SV(" "));
  rest = sv_skip(rest, 1);
  return out->has_agent && take_quoted(&rest, &out->agent);
}

static bool contains_one(sv text, const sv *parts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sv_find(text, parts[i], 0) != SV_NONE) return true;
  }
  return false;
}

bool access_log_is_robot(sv agent) {
  /* Nearly every robot has one of these in its name, or says where to read about it. */
  static const sv marks[] = {
      SV_INIT("bot"),     SV_INIT("crawl"),    SV_INIT("spider"),     SV_INIT("slurp"),
      SV_INIT("http:"),   SV_INIT("https:"),   SV_INIT("@"),          SV_INIT("curl"),
      SV_INIT("wget"),    SV_INIT("python"),   SV_INIT("java/"),      SV_INIT("perl"),
      SV_INIT("ruby"),    SV_INIT("go-http"),  SV_INIT("httpclient"), SV_INIT("okhttp"),
      SV_INIT("axios"),   SV_INIT("node"),     SV_INIT("headless"),   SV_INIT("lighthouse"),
      SV_INIT("preview"), SV_INIT("monitor"),  SV_INIT("uptime"),     SV_INIT("pingdom"),
      SV_INIT("scan"),    SV_INIT("facebook"), SV_INIT("whatsapp"),   SV_INIT("feed"),
      SV_INIT("archiv"),  SV_INIT("fetch"),    SV_INIT("check"),      SV_INIT("validator")};
  /* People all the same: readers inside an app, and a make of telephone. */
  static const sv people[] = {SV_INIT("fban/"), SV_INIT("fbav/"), SV_INIT("cubot")};
  if (agent.len == 0 || sv_is(agent, "-")) return true;
  char lower[AGENT_BYTES];
  size_t length = agent.len < AGENT_BYTES ? agent.len : AGENT_BYTES;
  for (size_t i = 0; i < length; i++) {
    char c = agent.at[i];
    lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  sv name = sv_make(lower, length);
  return !contains_one(name, people, sizeof people / sizeof *people) &&
         contains_one(name, marks, sizeof marks / sizeof *marks);
}
