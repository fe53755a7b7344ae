/* Excuses: comments in which a writer says why a finding may stand. */
#include "base/vec.h"
#include "health/checking.h"

static const sv opening = SV_INIT("<!-- excuse ");

static bool code_named(sv name, diag_code *out) {
  for (int code = DIAG_HC001; code < DIAG_CODE_COUNT; code++) {
    if (!sv_is(name, diag_code_name((diag_code)code))) continue;
    *out = (diag_code)code;
    return true;
  }
  return false;
}

static size_t line_end(sv source, size_t at) {
  size_t end = sv_find_byte(source, '\n', at);
  return end == SV_NONE ? source.len : end;
}

/* What a comment at `from` to `to` excuses: its line, or the paragraph below where it is alone. */
static void set_reach(sv source, size_t from, size_t to, health_excuse *out) {
  size_t start = from;
  while (start && source.at[start - 1] != '\n') start--;
  size_t end = line_end(source, to);
  bool alone = sv_trim(sv_make(source.at + start, from - start)).len == 0 &&
               sv_trim(sv_make(source.at + to, end - to)).len == 0;
  while (alone && end < source.len && sv_trim(sv_make(source.at + end, 1)).len == 0) end++;
  while (alone && end < source.len) {
    size_t next = line_end(source, end);
    if (sv_trim(sv_make(source.at + end, next - end)).len == 0) break;
    end = next < source.len ? next + 1 : next;
  }
  out->from = start;
  out->to = end;
}

static void refuse(checking *c, size_t from, size_t to, const char *message) {
  diag *d = diag_add(c->sink, DIAG_HC026, diag_at(c->page->source, from, to - from), "%s", message);
  diag_hint(d, "write <!-- excuse HC007: why the words may stand -->");
}

static void read_one(arena *a, checking *c, size_t from, size_t to, size_t line) {
  sv text = sv_make(c->source.at + from + opening.len, to - from - opening.len - 3);
  size_t colon = sv_find_byte(text, ':', 0);
  sv codes = sv_trim(colon == SV_NONE ? text : sv_first(text, colon)), code;
  sv reason = colon == SV_NONE ? SV("") : sv_trim(sv_skip(text, colon + 1));
  if (reason.len == 0) {
    refuse(c, from, to, "an excuse without a reason excuses nothing");
    return;
  }
  while (sv_split(&codes, ' ', &code)) {
    health_excuse made = {.offset = from, .line = line};
    if (code.len == 0) continue;
    if (!code_named(code, &made.code)) {
      refuse(c, from, to, "there is no finding of that code to excuse");
      continue;
    }
    made.reason = arena_dup(a, reason);
    set_reach(c->source, from, to, &made);
    vec_push(a, &c->result->excuses, made);
  }
}

void health__read_excuses(arena *a, checking *c) {
  size_t line = 1, counted = 0, from = sv_find(c->source, opening, c->page->body.offset);
  while (from != SV_NONE) {
    size_t close = sv_find(c->source, SV("-->"), from);
    if (close == SV_NONE) return;
    for (; counted < from; counted++) line += c->source.at[counted] == '\n';
    read_one(a, c, from, close + 3, line);
    from = sv_find(c->source, opening, close);
  }
}
