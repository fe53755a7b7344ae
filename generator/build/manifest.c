#include "build/manifest.h"

#include <errno.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mix.h"
#include "base/sort.h"
#include "base/span.h"
#include "sys/fs.h"

#define HEAD "pamphlet-manifest 1 "

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

static bool read_all(arena *a, sv text, manifest *out) {
  sv head, line;
  if (!sv_line(&text, &head) || !take_word(&head, SV(HEAD))) return false;
  if (!sv_eq(head, hash_hex(a, hash_of(text), HASH_DIGITS))) return false;
  while (text.len) {
    sv rest = text;
    if (!sv_line(&text, &line) || !read_line(a, line, out)) return false;
    if (out->pages.len == 1 && !out->pages_text.len) out->pages_text = rest;
  }
  return true;
}

bool manifest_take(arena *a, sv text, manifest *out) {
  *out = (manifest){0};
  if (read_all(a, text, out)) return true;
  *out = (manifest){0};
  return false;
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

static void put_facts(buf *out, const manifest *m) {
  buf_lit(out, "output ");
  add_name(out, m->output);
  buf_byte(out, '\n');
  for (size_t i = 0; i < m->files.len; i++) {
    buf_lit(out, "file ");
    add_name(out, m->files.at[i]);
    buf_byte(out, '\n');
  }
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

bool manifest_write(const char *path, manifest *m, hash *content) {
  arena scratch = {0};
  buf whole = BUF_EMPTY;
  sort_by_text(m->files.at, m->files.len, sizeof *m->files.at);
  if (!m->pages_text.len) manifest_sort_pages(&m->pages);
  buf_reserve(&whole, size_of(m));
  buf_lit(&whole, HEAD);
  size_t sum = whole.len, facts = sum + HASH_DIGITS + 1;
  whole.len = facts;
  put_facts(&whole, m);
  hash of_facts = hash_of(sv_skip(buf_sv(&whole), facts));
  memcpy(whole.at + sum, hash_hex(&scratch, of_facts, HASH_DIGITS).at, HASH_DIGITS);
  whole.at[facts - 1] = '\n';
  *content = hash_of(buf_sv(&whole));
  bool good = fs_holds(path, buf_sv(&whole)) || fs_write(path, buf_sv(&whole));
  int reason = errno;
  buf_free(&whole);
  arena_free(&scratch);
  errno = reason;
  return good;
}

sv manifest_page_lines(sv text) {
  sv first = SV("\npage ");
  size_t at = sv_find(text, first, 0);
  return at == SV_NONE ? SV("") : sv_skip(text, at + 1);
}

bool manifest_has_file(const manifest *m, sv path) {
  return m->files.len && bsearch(&path, m->files.at, m->files.len, sizeof path, sv_order);
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
