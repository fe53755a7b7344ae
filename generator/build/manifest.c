#include "build/manifest.h"

#include <errno.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mix.h"
#include "base/sort.h"
#include "base/span.h"
#include "sys/append.h"
#include "sys/fs.h"

#define HEAD "pamphlet-manifest 2 "
#define CHANGES "changes "
#define AFTER "after "
#define CAME "came "
#define WENT "went "

static bytes16 is_escaped(bytes16 b) {
  return (bytes16)((b < 0x20) | (b == '%') | (b == 0x7F));
}

static void add_name(buf *out, sv name) {
  size_t from = 0;
  for (size_t i; (i = span_until(name, from, is_escaped)) < name.len; from = i + 1) {
    buf_add(out, sv_make(name.at + from, i - from));
    buf_printf(out, "%%%02X", (unsigned)(unsigned char)name.at[i]);
  }
  buf_add(out, sv_skip(name, from));
}

static int digit_of(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes add_name. The hash was right, so the form is ours; the rest is taken as it stands. */
static sv read_name(arena *a, sv written) {
  if (sv_find_byte(written, '%', 0) == SV_NONE) return written;
  char *at = arena_chars(a, written.len);
  size_t len = 0;
  for (size_t i = 0; i < written.len; i++) {
    bool escape = written.at[i] == '%' && i + 2 < written.len;
    if (escape) {
      at[len++] = (char)(digit_of(written.at[i + 1]) * 16 + digit_of(written.at[i + 2]));
      i += 2;
    } else {
      at[len++] = written.at[i];
    }
  }
  return sv_make(at, len);
}

/* Takes `word` and the blank behind it off the line. */
static bool take_word(sv *line, sv word) {
  if (!sv_starts(*line, word)) return false;
  *line = sv_skip(*line, word.len);
  return true;
}

static bool read_line(arena *a, sv line, manifest *out) {
  sv url, output, source;
  if (take_word(&line, SV("file "))) {
    vec_push(a, &out->files, read_name(a, line));
  } else if (take_word(&line, SV("page "))) {
    if (!sv_split(&line, '\t', &url) || !sv_split(&line, '\t', &output)) return false;
    if (!sv_split(&line, '\t', &source)) return false;
    vec_push(a, &out->pages,
             (manifest_page){read_name(a, url), read_name(a, output), read_name(a, source)});
  } else if (take_word(&line, SV("output "))) {
    out->output = read_name(a, line);
  } else {
    return false;
  }
  return true;
}

/* ---- What stands in its file, one behind the other ---- */

typedef struct piece {
  hash sum;
  sv lines;
} piece;

typedef enum piece_kind { PIECE_WHOLE, PIECE_TORN, PIECE_DAMAGED } piece_kind;

enum { LENGTH_DIGITS = 10 }; /* of the length in a head */

/* The word in front of a head has its blank with it. */
static size_t head_size(sv word) {
  return word.len + HASH_DIGITS + 1 + LENGTH_DIGITS + 1;
}

static bool is_sum(sv digits, hash sum) {
  arena scratch = {0};
  bool same = sv_eq(digits, hash_hex(&scratch, sum, HASH_DIGITS));
  arena_free(&scratch);
  return same;
}

static piece_kind take_piece(sv *text, sv word, piece *out) {
  sv rest = *text, head, sum;
  long long length;
  if (sv_find_byte(rest, '\n', 0) == SV_NONE) return PIECE_TORN;
  sv_line(&rest, &head);
  if (!take_word(&head, word) || !sv_split(&head, ' ', &sum)) return PIECE_DAMAGED;
  if (!sv_to_long(head, &length) || length < 0) return PIECE_DAMAGED;
  if ((size_t)length > rest.len) return PIECE_TORN;
  out->lines = sv_first(rest, (size_t)length);
  out->sum = hash_of(out->lines);
  *text = sv_skip(rest, (size_t)length);
  return is_sum(sum, out->sum) ? PIECE_WHOLE : PIECE_DAMAGED;
}

/* A file that came or went. */
typedef struct change {
  sv path;
  bool came;
} change;
typedef VEC(change) change_list;

static bool read_changes(arena *a, sv lines, hash before, change_list *out) {
  sv line;
  if (!sv_line(&lines, &line) || !take_word(&line, SV(AFTER)) || !is_sum(line, before))
    return false;
  while (out && sv_line(&lines, &line)) {
    bool came = take_word(&line, SV(CAME));
    if (!came && !take_word(&line, SV(WENT))) return false;
    vec_push(a, out, (change){read_name(a, line), came});
  }
  return true;
}

/* Where a file came and went, what was said of it last counts. */
static void apply(arena *a, change_list *changes, sv_list *files) {
  sv_list all = {0};
  size_t at = 0;
  if (!changes->len) return;
  sort_by_text(changes->at, changes->len, sizeof *changes->at);
  vec_reserve(a, &all, files->len + changes->len);
  for (size_t i = 0; i < changes->len; i++) {
    sv path = changes->at[i].path;
    if (i + 1 < changes->len && sv_eq(changes->at[i + 1].path, path)) continue;
    while (at < files->len && sv_cmp(files->at[at], path) < 0) {
      vec_push(a, &all, files->at[at++]);
    }
    if (at < files->len && sv_eq(files->at[at], path)) at++;
    if (changes->at[i].came) vec_push(a, &all, path);
  }
  while (at < files->len) vec_push(a, &all, files->at[at++]);
  *files = all;
}

static bool read_facts(arena *a, sv text, manifest *out) {
  sv line;
  while (text.len) {
    sv rest = text;
    if (!sv_line(&text, &line) || !read_line(a, line, out)) return false;
    if (out->pages.len == 1 && !out->pages_text.len) out->pages_text = rest;
  }
  return true;
}

/* `out` may be NULL. */
static bool read_all(arena *a, sv text, manifest *out, manifest_extent *extent) {
  size_t size = text.len;
  piece one;
  change_list changes = {0};
  if (take_piece(&text, SV(HEAD), &one) != PIECE_WHOLE) return false;
  if (out && !read_facts(a, one.lines, out)) return false;
  extent->whole = size - text.len;
  for (;;) {
    extent->sum = one.sum;
    extent->end = size - text.len;
    piece_kind next = text.len ? take_piece(&text, SV(CHANGES), &one) : PIECE_TORN;
    if (next == PIECE_DAMAGED) return false;
    if (next == PIECE_TORN) break;
    if (!read_changes(a, one.lines, extent->sum, out ? &changes : NULL)) return false;
  }
  if (out) apply(a, &changes, &out->files);
  return true;
}

bool manifest_take(arena *a, sv text, manifest *out, manifest_extent *extent) {
  *out = (manifest){0};
  if (read_all(a, text, out, extent)) return true;
  *out = (manifest){0};
  return false;
}

bool manifest_check(sv text, manifest_extent *extent) {
  return read_all(NULL, text, NULL, extent);
}

void manifest_sort_pages(manifest_pages *pages) {
  sort_by_text(pages->at, pages->len, sizeof *pages->at);
}

bool manifest_same_pages(const manifest_pages *left, const manifest_pages *right) {
  if (left->len != right->len) return false;
  for (size_t i = 0; i < left->len; i++) {
    const manifest_page *a = &left->at[i], *b = &right->at[i];
    bool same = sv_eq(a->url, b->url) && sv_eq(a->output, b->output) && sv_eq(a->source, b->source);
    if (!same) return false;
  }
  return true;
}

uint64_t manifest_print_pages(const manifest_pages *pages) {
  uint64_t print = pages->len;
  for (size_t i = 0; i < pages->len; i++) {
    const manifest_page *page = &pages->at[i];
    print = mix_in(print, sv_sum(page->url));
    print = mix_in(mix_in(print, sv_sum(page->output)), sv_sum(page->source));
  }
  return print ? print : 1;
}

static void add_page(buf *out, const manifest_page *page) {
  buf_lit(out, "page ");
  add_name(out, page->url);
  buf_byte(out, '\t');
  add_name(out, page->output);
  buf_byte(out, '\t');
  add_name(out, page->source);
  buf_byte(out, '\n');
}

static void put_names(buf *out, sv word, const sv_list *names) {
  for (size_t i = 0; i < names->len; i++) {
    buf_add(out, word);
    add_name(out, names->at[i]);
    buf_byte(out, '\n');
  }
}

static void put_facts(buf *out, const manifest *m) {
  buf_lit(out, "output ");
  add_name(out, m->output);
  buf_byte(out, '\n');
  put_names(out, SV("file "), &m->files);
  buf_add(out, m->pages_text);
  for (size_t i = 0; !m->pages_text.len && i < m->pages.len; i++) add_page(out, &m->pages.at[i]);
}

/* About as much as it is, so that it grows in one place. */
static size_t size_of(const manifest *m) {
  enum { HEADS = 256, WORD = sizeof "file \n" };
  size_t size = HEADS + m->output.len + m->pages_text.len;
  for (size_t i = 0; i < m->files.len; i++) size += WORD + m->files.at[i].len;
  for (size_t i = 0; !m->pages_text.len && i < m->pages.len; i++) {
    const manifest_page *page = &m->pages.at[i];
    size += 2 * WORD + page->url.len + page->output.len + page->source.len;
  }
  return size;
}

/* The head goes before the lines, of which it tells, and has room there for `word`. */
static hash put_head(buf *out, sv word) {
  arena scratch = {0};
  sv lines = sv_skip(buf_sv(out), head_size(word));
  hash sum = hash_of(lines);
  sv head = arena_printf(&scratch, "%.*s%.*s %0*zu\n", SV_ARG(word),
                         SV_ARG(hash_hex(&scratch, sum, HASH_DIGITS)), LENGTH_DIGITS, lines.len);
  memcpy(out->at, head.at, head.len);
  arena_free(&scratch);
  return sum;
}

bool manifest_write(const char *path, manifest *m, manifest_extent *extent) {
  buf whole = BUF_EMPTY;
  sort_by_text(m->files.at, m->files.len, sizeof *m->files.at);
  if (!m->pages_text.len) manifest_sort_pages(&m->pages);
  buf_reserve(&whole, size_of(m));
  whole.len = head_size(SV(HEAD));
  put_facts(&whole, m);
  extent->sum = put_head(&whole, SV(HEAD));
  extent->end = extent->whole = whole.len;
  bool good = fs_holds(path, buf_sv(&whole)) || fs_write(path, buf_sv(&whole));
  int reason = errno;
  buf_free(&whole);
  errno = reason;
  return good;
}

static bool append(const char *path, sv text, bool safe, uint64_t end) {
  append_file *f = append_open(path, end);
  uint64_t at;
  bool good = f && !append_is_shared(f) && append_add(f, text, &at) && (!safe || append_sync(f));
  append_close(f);
  return good;
}

bool manifest_add(const char *path, const sv_list *came, const sv_list *went, bool safe,
                  manifest_extent *extent) {
  enum { FEW = 4096 };
  arena scratch = {0};
  buf text = BUF_EMPTY;
  buf_reserve(&text, head_size(SV(CHANGES)));
  text.len = head_size(SV(CHANGES));
  buf_lit(&text, AFTER);
  buf_add(&text, hash_hex(&scratch, extent->sum, HASH_DIGITS));
  buf_byte(&text, '\n');
  put_names(&text, SV(CAME), came);
  put_names(&text, SV(WENT), went);
  hash sum = put_head(&text, SV(CHANGES));
  bool good = extent->end + text.len < extent->whole + extent->whole / 4 + FEW &&
              append(path, buf_sv(&text), safe, extent->end);
  if (good) {
    extent->sum = sum;
    extent->end += text.len;
  }
  buf_free(&text);
  arena_free(&scratch);
  return good;
}

const manifest_page *manifest_page_at(const manifest *m, sv url) {
  size_t low = 0, high = m->pages.len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sv_cmp(m->pages.at[middle].url, url) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  bool hit = low < m->pages.len && sv_eq(m->pages.at[low].url, url);
  return hit ? &m->pages.at[low] : NULL;
}
