#include "emit/search_pieces.h"

#include "wrap/hash.h"

/* The shortest start of `key` that is above `before`, by whole characters. */
static sv separator(sv before, sv key) {
  size_t same = 0;
  while (same < before.len && same < key.len && before.at[same] == key.at[same]) same++;
  size_t end = same + 1;
  while (end < key.len && ((unsigned char)key.at[end] & 0xC0) == 0x80) end++;
  return sv_first(key, end);
}

static bool is_cut(const search__pieces *p, sv key, size_t room) {
  enum { ONE_IN = 16 };
  if (!p->all.len) return true;
  size_t size = p->text.len - p->all.at[p->all.len - 1].start;
  if (size < p->least) return false;
  return sv_hash(key) % ONE_IN == 0 || size + room > 3 * p->least;
}

void search__pieces_next(search__pieces *p, sv key, size_t room) {
  if (is_cut(p, key, room)) {
    sv first = p->all.len ? separator(p->last_key, key) : SV("");
    vec_push(p->memory, &p->all, (search__piece){.start = p->text.len, .first = first});
  }
  p->last_key = key;
}

sv search__put(search__files *files, sv bytes) {
  enum { PRINT_DIGITS = 10 };
  arena *a = files->memory;
  sv print = hash_hex(a, hash_of(bytes), PRINT_DIGITS);
  bool fresh;
  map_entry_for(a, &files->known, print, &fresh);
  if (fresh) {
    sv path = arena_cat(a, (sv[]){files->to->folder, print, SV(".txt")}, 3);
    files->to->put(files->to->context, path, bytes);
  }
  return print;
}

void search__pieces_put(search__pieces *p, sv name, search__files *files, json_writer *root) {
  buf firsts = BUF_EMPTY, prints = BUF_EMPTY, piece = BUF_EMPTY;
  sv text = buf_sv(&p->text);
  for (size_t i = 0; i < p->all.len; i++) {
    const search__piece *one = &p->all.at[i];
    size_t end = i + 1 < p->all.len ? p->all.at[i + 1].start : text.len;
    buf_clear(&piece);
    buf_add(&piece, sv_make(text.at + one->start, end - one->start));
    buf_add(&piece, one->extra);
    if (i) {
      buf_byte(&firsts, ' ');
      buf_byte(&prints, ' ');
    }
    buf_add(&firsts, one->first);
    buf_add(&prints, search__put(files, buf_sv(&piece)));
  }
  json_key(root, name);
  json_begin(root, '{');
  json_key(root, SV("first"));
  json_string(root, buf_sv(&firsts));
  json_key(root, SV("file"));
  json_string(root, buf_sv(&prints));
  json_end(root, '}');
  buf_free(&firsts);
  buf_free(&prints);
  buf_free(&piece);
  buf_free(&p->text);
}
