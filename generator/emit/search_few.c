/* Where an edit leaves the words as they are, and moves a few: those alone are joined that stand in
 * the files to be made, or have a form there. */
#include "emit/search_index.h"

/* More files than one in so many, and all words are as quickly joined. */
enum { ONE_FILE_IN = 8 };

/* What a text begins with, two bytes, tells of nearly all that they are not in these files. */
enum { BEGINNINGS = 256 * 256 };

typedef struct lost_files {
  const search__pieces *pieces;
  const uint64_t *starts;
  bool begins[BEGINNINGS];
} lost_files;

static uint32_t beginning(sv text) {
  uint32_t first = text.len > 0 ? (unsigned char)text.at[0] : 0;
  return first << 8 | (text.len > 1 ? (unsigned char)text.at[1] : 0);
}

static bool is_lost(const void *context, sv text) {
  const lost_files *files = context;
  if (!files->begins[beginning(text)]) return false;
  const search__pieces *p = files->pieces;
  return p->lost[search__piece_of(&p->before, files->starts, text)];
}

static void mark_beginnings(lost_files *files) {
  const search__piece_list *before = &files->pieces->before;
  for (uint32_t i = 0; i < before->len; i++) {
    if (!files->pieces->lost[i]) continue;
    uint32_t last = i + 1 < before->len ? beginning(before->at[i + 1].from) : BEGINNINGS - 1;
    for (uint32_t at = beginning(before->at[i].from); at <= last; at++) files->begins[at] = true;
  }
}

bool search__join_few(search__index *index, search__pieces *words) {
  const search__changes *changes = &index->changes;
  uint32_t lost = 0;
  if (!words->before.len) return false;
  lost_files *files = arena_new(index->a, lost_files);
  files->pieces = words;
  files->starts = search__starts(index->a, &words->before);
  for (uint32_t i = 0; i < changes->all.len; i++) {
    words->lost[search__piece_of(&words->before, files->starts, changes->all.at[i].stem)] = true;
  }
  for (uint32_t i = 0; i < words->before.len; i++) lost += words->lost[i];
  if (lost > words->before.len / ONE_FILE_IN) return false;
  mark_beginnings(files);
  size_t read =
      index->from_count - 2; /* `others` and `plain` are small, and synonyms refer to all */
  search__join(index, &(search__choice){is_lost, files, read});
  return true;
}
