#include "serve/policy.h"

#include "base/buf.h"

static sv directive_name(sv directive) {
  size_t end = 0;
  while (end < directive.len && directive.at[end] != ' ' && directive.at[end] != '\t') end++;
  return sv_first(directive, end);
}

/* The sources of a directive of that name; false: the policy has none. */
static bool sources_of(sv policy, const char *name, sv *sources) {
  for (sv piece; sv_split(&policy, ';', &piece);) {
    piece = sv_trim(piece);
    sv found = directive_name(piece);
    if (!sv_eq_nocase(found, sv_of(name))) continue;
    *sources = sv_trim(sv_skip(piece, found.len));
    return true;
  }
  return false;
}

static bool has_self(sv sources) {
  for (sv word; sv_split(&sources, ' ', &word);) {
    if (sv_eq_nocase(word, SV("'self'"))) return true;
  }
  return false;
}

static void add_directive(buf *out, sv name, sv sources, sv origin) {
  buf_add(out, name);
  if (!sv_eq_nocase(sources, SV("'none'")) && sources.len) {
    buf_byte(out, ' ');
    buf_add(out, sources);
  }
  buf_byte(out, ' ');
  buf_add(out, origin);
}

static const char *const needed[] = {"script-src", "style-src", "connect-src"};
enum { NEEDED = sizeof needed / sizeof *needed };

static bool is_needed(sv name) {
  for (int i = 0; i < NEEDED; i++) {
    if (sv_eq_nocase(name, sv_of(needed[i]))) return true;
  }
  return false;
}

static void add_piece(buf *out, sv piece, sv origin, bool framed) {
  sv name = directive_name(piece), sources = sv_trim(sv_skip(piece, name.len));
  bool ours = is_needed(name) && !has_self(sources);
  if (framed && sv_eq_nocase(name, SV("frame-ancestors"))) {
    buf_lit(out, "frame-ancestors 'self'");
  } else if (ours) {
    add_directive(out, name, sources, origin);
  } else {
    buf_add(out, piece);
  }
}

sv policy_allow(arena *a, sv policy, sv origin, bool framed) {
  buf out = BUF_EMPTY;
  sv rest = policy, sources = SV("");
  for (sv piece; sv_split(&rest, ';', &piece);) {
    piece = sv_trim(piece);
    if (piece.len == 0) continue;
    if (out.len) buf_lit(&out, "; ");
    add_piece(&out, piece, origin, framed);
  }
  /* What has no directive of its own goes by the default. */
  sv fallback;
  bool has_default = sources_of(policy, "default-src", &fallback) && !has_self(fallback);
  for (int i = 0; has_default && i < NEEDED; i++) {
    if (sources_of(policy, needed[i], &sources)) continue;
    buf_lit(&out, "; ");
    add_directive(&out, sv_of(needed[i]), fallback, origin);
  }
  sv made = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return made;
}
