#include "emit/search_pieces.h"

#include <stdlib.h>

#include "base/oom.h"
#include "base/sort.h"
#include "wrap/hash.h"

/* --- where a key is ------------------------------------------------------------------------ */

/* The shortest start of `key` that is above `before`, by whole characters. */
static sv separator(sv before, sv key) {
  size_t same = 0;
  while (same < before.len && same < key.len && before.at[same] == key.at[same]) same++;
  size_t end = same + 1;
  while (end < key.len && ((unsigned char)key.at[end] & 0xC0) == 0x80) end++;
  return sv_first(key, end);
}

/* The first eight bytes as a number, the first highest. */
static uint64_t start_of(sv key) {
  uint64_t start = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (key.len >= sizeof start) {
    memcpy(&start, key.at, sizeof start);
    return __builtin_bswap64(start);
  }
  if (key.len >= sizeof(uint32_t)) { /* two halves, which may share bytes */
    uint32_t first, last;
    memcpy(&first, key.at, sizeof first);
    memcpy(&last, key.at + key.len - sizeof last, sizeof last);
    uint64_t rest = (uint64_t)__builtin_bswap32(last) << (64 - 8 * key.len);
    return (uint64_t)__builtin_bswap32(first) << 32 | (rest & UINT32_MAX);
  }
#endif
  for (size_t i = 0; i < sizeof start && i < key.len; i++) {
    start |= (uint64_t)(unsigned char)key.at[i] << (56 - 8 * i);
  }
  return start;
}

uint64_t *search__starts(arena *a, const search__piece_list *pieces) {
  uint64_t *starts = arena_array(a, uint64_t, pieces->len);
  for (uint32_t i = 0; i < pieces->len; i++) starts[i] = start_of(pieces->at[i].from);
  return starts;
}

uint32_t search__piece_near(const search__piece_list *pieces, const uint64_t *starts, sv key,
                            uint32_t near) {
  uint64_t start = start_of(key);
  bool below = near + 1 == pieces->len || start < starts[near + 1];
  return starts[near] < start && below ? near : search__piece_of(pieces, starts, key);
}

uint32_t search__piece_of(const search__piece_list *pieces, const uint64_t *starts, sv key) {
  uint64_t start = start_of(key);
  uint32_t at = 0;
  /* Without a branch: a processor guesses it wrong every other time. */
  for (uint32_t left = pieces->len; left > 1; left -= left / 2) {
    at += starts[at + left / 2] <= start ? left / 2 : 0;
  }
  while (at > 0 && starts[at] == start && sv_cmp(pieces->at[at].from, key) > 0) at--;
  return at;
}

/* --- what is to be made -------------------------------------------------------------------- */

void search__pieces_find(search__pieces *p, const search__files *files) {
  p->lost = arena_array(p->memory, bool, p->before.len);
  p->read = arena_array(p->memory, bool, p->before.len);
  for (uint32_t i = 0; i < p->before.len; i++) {
    search__piece *piece = &p->before.at[i];
    piece->kept = true;
    piece->was = i;
    piece->from = i ? separator(p->before.at[i - 1].last_key, piece->first_key) : SV("");
    p->lost[i] = !search__stands(files, piece->file);
  }
}

static uint64_t print_of(const search__pieces *p, uint32_t which) {
  return p->print ? p->print(p->context, which) : 0;
}

void search__pieces_compare(search__pieces *p) {
  if (!p->before.len) return;
  uint64_t *starts = search__starts(p->memory, &p->before);
  uint64_t *prints = arena_array(p->memory, uint64_t, p->before.len);
  p->lines = arena_array(p->memory, uint32_t, p->before.len);
  p->where = arena_array(p->memory, uint32_t, p->count);
  for (uint32_t i = 0; i < p->count; i++) {
    search__item item = p->item(p->context, i);
    uint32_t at = search__piece_of(&p->before, starts, item.key);
    p->where[i] = at;
    p->lines[at]++;
    prints[at] += print_of(p, i);
  }
  for (uint32_t i = 0; i < p->before.len && !p->some; i++) {
    if (prints[i] != p->before.at[i].print) p->lost[i] = true;
  }
}

typedef struct keyed {
  sv key;
  uint32_t which;
} keyed;

/* The few that have the same key stand in the order in which they came. */
static void settle_ties(const search__pieces *p, keyed *all, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    keyed moving = all[i];
    uint32_t to = i;
    while (to > 0 && sv_eq(all[to - 1].key, moving.key) &&
           sv_cmp(p->item(p->context, all[to - 1].which).tie,
                  p->item(p->context, moving.which).tie) > 0) {
      all[to] = all[to - 1];
      to--;
    }
    all[to] = moving;
  }
}

void search__sort(const search__pieces *p, uint32_t *which, uint32_t count) {
  keyed *all = oom_malloc(count * sizeof *all);
  for (uint32_t i = 0; i < count; i++)
    all[i] = (keyed){p->item(p->context, which[i]).key, which[i]};
  sort_by_text(all, count, sizeof *all);
  settle_ties(p, all, count);
  for (uint32_t i = 0; i < count; i++) which[i] = all[i].which;
  free(all);
}

bool search__pieces_hopeless(const search__pieces *p) {
  uint32_t lost = 0;
  for (uint32_t i = 0; i < p->before.len; i++) lost += p->lost[i];
  return lost > p->before.len / 2;
}

void search__pieces_order(search__pieces *p) {
  if (search__pieces_hopeless(p)) p->before.len = 0;
  p->now.len = p->put = p->next = p->left = p->order_count = 0;
  uint32_t wanted = p->before.len ? 0 : p->count;
  for (uint32_t i = 0; i < p->before.len; i++) wanted += p->lost[i] ? p->lines[i] : 0;
  p->order = arena_array(p->memory, uint32_t, wanted);
  for (uint32_t i = 0; i < p->count && p->order_count < wanted; i++) {
    uint32_t which = p->all ? p->all[i] : i;
    if (!p->before.len || p->lost[p->where[which]]) p->order[p->order_count++] = which;
  }
  if (!p->all) search__sort(p, p->order, p->order_count);
}

/* --- cuts ---------------------------------------------------------------------------------- */

static bool is_cut(const search__pieces *p, sv key, size_t room) {
  enum { ONE_IN = 16 };
  if (!p->now.len) return true;
  size_t size = p->now.at[p->now.len - 1].size;
  if (size < p->least) return false;
  return sv_hash(key) % ONE_IN == 0 || size + room > 3 * p->least;
}

static void add_piece(search__pieces *p, search__piece piece) {
  sv before = p->now.len ? p->now.at[p->now.len - 1].last_key : SV("");
  piece.from = p->now.len ? separator(before, piece.first_key) : SV("");
  vec_push(p->memory, &p->now, piece);
}

/* The pieces that stay, up to one of which lines are to come. */
static bool add_kept(search__pieces *p) {
  for (; !p->left && p->next < p->before.len; p->next++) {
    const search__piece *piece = &p->before.at[p->next];
    if (p->lost[p->next]) {
      p->left = p->lines[p->next];
    } else if (is_cut(p, piece->first_key, piece->room)) {
      add_piece(p, *piece);
    } else {
      p->lost[p->next] = true;
      return false;
    }
  }
  return true;
}

static void add_text(search__pieces *p, search__piece *to, sv line) {
  sv *last = to->text.len ? &to->text.at[to->text.len - 1] : NULL;
  if (last && last->at + last->len == line.at) {
    last->len += line.len;
  } else {
    vec_push(p->memory, &to->text, line);
  }
  to->size += (uint32_t)line.len;
}

static void add_tie(search__pieces *p, search__piece *to, sv key) {
  bool known = to->ties.len && sv_eq(to->ties.at[to->ties.len - 1], key);
  if (!known) vec_push(p->memory, &to->ties, key);
}

bool search__pieces_line(search__pieces *p, uint32_t which, sv line) {
  search__item item = p->item(p->context, which);
  if (!add_kept(p)) return false;
  if (p->left) p->left--;
  search__piece *last = p->now.len ? &p->now.at[p->now.len - 1] : NULL;
  if (last && !last->kept && sv_eq(last->last_key, item.key)) {
    last->print += print_of(p, which);
    add_tie(p, last, item.key);
    return true;
  }
  if (is_cut(p, item.key, item.room)) {
    add_piece(p, (search__piece){.first_key = item.key, .room = item.room});
    last = &p->now.at[p->now.len - 1];
  } else if (last->kept) {
    p->lost[last->was] = true;
    return false;
  }
  last->last_key = item.key;
  last->print += print_of(p, which);
  if (item.tied) add_tie(p, last, item.key);
  add_text(p, last, line);
  return true;
}

bool search__pieces_end(search__pieces *p) {
  return add_kept(p);
}

bool search__pieces_alike(const search__pieces *p) {
  bool alike = p->now.len == p->before.len;
  for (uint32_t i = 0; alike && i < p->now.len; i++) {
    alike = sv_eq(p->now.at[i].from, p->before.at[i].from);
  }
  return alike;
}

static sv until_of(const search__piece_list *pieces, uint32_t i) {
  return i + 1 < pieces->len ? pieces->at[i + 1].from : SV("");
}

bool search__pieces_steady(search__pieces *p) {
  bool steady = true;
  for (uint32_t i = 0; i < p->now.len; i++) {
    const search__piece *piece = &p->now.at[i];
    if (!piece->kept) continue;
    bool same = sv_eq(piece->from, p->before.at[piece->was].from) &&
                sv_eq(until_of(&p->now, i), until_of(&p->before, piece->was));
    if (!same) p->lost[piece->was] = true;
    steady = steady && same;
  }
  return steady;
}

/* --- files --------------------------------------------------------------------------------- */

static sv path_of(arena *a, const search__files *files, const char *name) {
  return arena_cat(a, (sv[]){files->to->folder, sv_make(name, SEARCH_NAME), SV(".txt")}, 3);
}

static bool is_among(const search__piece_list *others, const char *name) {
  for (uint32_t i = 0; others && i < others->len; i++) {
    if (memcmp(others->at[i].file, name, SEARCH_NAME) == 0) return true;
  }
  return false;
}

void search__put(const search__files *files, unsigned worker, sv bytes, char name[SEARCH_NAME]) {
  arena scratch = {0};
  memcpy(name, hash_hex(&scratch, hash_of(bytes), SEARCH_NAME).at, SEARCH_NAME);
  if (!is_among(files->others, name)) {
    files->to->put(files->to->context, worker, path_of(&scratch, files, name), bytes);
  }
  arena_free(&scratch);
}

bool search__stands(const search__files *files, const char name[SEARCH_NAME]) {
  if (!files->to->stands) return false;
  arena scratch = {0};
  bool stands = files->to->stands(files->to->context, path_of(&scratch, files, name));
  arena_free(&scratch);
  return stands;
}

static bool read_text(search__pieces *p, uint32_t i, const search__files *files, sv *text) {
  const search_sink *to = files->to;
  p->read[i] = true;
  sv path = path_of(p->memory, files, p->before.at[i].file);
  return to->read && to->read(to->context, p->memory, path, text);
}

bool search__pieces_read_lost(search__pieces *p, const search__files *files,
                              search__take_text *take, void *context) {
  if (search__pieces_hopeless(p)) return false;
  for (uint32_t i = 0; i < p->before.len; i++) {
    sv text;
    if (!p->lost[i] || p->read[i]) continue;
    if (!read_text(p, i, files, &text) || !take(context, &p->before.at[i], text)) return false;
  }
  return true;
}

void search__keep(const search__files *files, unsigned worker, const char name[SEARCH_NAME]) {
  if (is_among(files->others, name)) return;
  arena scratch = {0};
  files->to->keep(files->to->context, worker, path_of(&scratch, files, name));
  arena_free(&scratch);
}

typedef struct putting {
  search__pieces *pieces;
  uint32_t first;
  const search__files *files;
} putting;

static void put_piece(void *context, size_t i, unsigned worker) {
  const putting *job = context;
  const search__pieces *p = job->pieces;
  search__piece *piece = &p->now.at[job->first + i];
  if (piece->kept) {
    search__keep(job->files, worker, piece->file);
    return;
  }
  bool last = job->first + i + 1 == p->now.len;
  sv until = last ? SV("") : piece[1].from;
  buf text = BUF_EMPTY;
  buf_reserve(&text, piece->size);
  for (size_t n = 0; n < piece->text.len; n++) buf_add(&text, piece->text.at[n]);
  if (p->behind) piece->extra = p->behind(p->behind_context, piece, until, last, &text);
  search__put(job->files, worker, buf_sv(&text), piece->file);
  buf_free(&text);
}

void search__pieces_put(search__pieces *p, uint32_t until, const search__files *files) {
  putting job = {p, p->put, files};
  if (until > p->put) crew_run(files->by, until - p->put, put_piece, &job);
  p->put = until;
}

void search__pieces_carry(search__pieces *p, buf *text) {
  if (!p->now.len) return;
  search__piece *last = &p->now.at[p->now.len - 1];
  buf moved = BUF_EMPTY;
  for (size_t i = 0; i < last->text.len; i++) buf_add(&moved, last->text.at[i]);
  buf_free(text);
  *text = moved;
  last->text.len = 0;
  vec_push(p->memory, &last->text, buf_sv(text));
}

void search__pieces_write(const search__pieces *p, sv name, json_writer *root) {
  buf firsts = BUF_EMPTY, files = BUF_EMPTY;
  for (uint32_t i = 0; i < p->now.len; i++) {
    if (i) {
      buf_byte(&firsts, ' ');
      buf_byte(&files, ' ');
    }
    buf_add(&firsts, p->now.at[i].from);
    buf_add(&files, sv_make(p->now.at[i].file, SEARCH_NAME));
  }
  json_key(root, name);
  json_begin(root, '{');
  json_key(root, SV("first"));
  json_string(root, buf_sv(&firsts));
  json_key(root, SV("file"));
  json_string(root, buf_sv(&files));
  json_end(root, '}');
  buf_free(&firsts);
  buf_free(&files);
}
