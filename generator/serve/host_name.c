#include "serve/host_name.h"

bool host_is_own(sv host, unsigned port) {
  static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    sv name = sv_of(names[i]);
    if (!sv_eq_nocase(sv_first(host, name.len), name)) continue;
    sv rest = sv_skip(host, name.len);
    if (rest.len == 0) return port == 80;
    long long given;
    return rest.len <= 6 && rest.at[0] == ':' && rest.len > 1 && rest.at[1] != '-' &&
           sv_to_long(sv_skip(rest, 1), &given) && given == (long long)port;
  }
  return false;
}

bool origin_is_own(sv origin, unsigned port) {
  return sv_starts(origin, SV("http://")) && host_is_own(sv_skip(origin, 7), port);
}
