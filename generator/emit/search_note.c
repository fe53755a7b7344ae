#include "emit/search_note.h"

#include "base/pack.h"

static void put_pieces(buf *out, const search__piece_list *pieces) {
  pack_u32(out, pieces->len);
  for (uint32_t i = 0; i < pieces->len; i++) {
    const search__piece *piece = &pieces->at[i];
    pack_text(out, piece->first_key);
    pack_text(out, piece->last_key);
    pack_u64(out, piece->print);
    pack_u64(out, piece->extra);
    pack_u32(out, piece->size);
    pack_u32(out, piece->room);
    pack_u32(out, piece->ties.len);
    for (uint32_t j = 0; j < piece->ties.len; j++) pack_text(out, piece->ties.at[j]);
    pack_bytes(out, piece->file, SEARCH_NAME);
  }
}

static void take_pieces(unpack *in, arena *a, search__piece_list *pieces) {
  enum { LEAST = 2 * 4 + 2 * 8 + 3 * 4 + SEARCH_NAME };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, pieces, count);
  for (uint32_t i = 0; i < count; i++) {
    search__piece piece = {.first_key = unpack_text(in)};
    piece.last_key = unpack_text(in);
    piece.print = unpack_u64(in);
    piece.extra = unpack_u64(in);
    piece.size = unpack_u32(in);
    piece.room = unpack_u32(in);
    uint32_t ties = unpack_count(in, sizeof(uint32_t));
    for (uint32_t j = 0; j < ties; j++) vec_push(a, &piece.ties, unpack_text(in));
    unpack_bytes(in, piece.file, SEARCH_NAME);
    vec_push(a, pieces, piece);
  }
}

static void take_prints(unpack *in, arena *a, search__page_prints *pages) {
  sv bytes = unpack_text(in);
  uint32_t count = (uint32_t)(bytes.len / sizeof *pages->at);
  vec_reserve(a, pages, count);
  if (count) memcpy(pages->at, bytes.at, count * sizeof *pages->at);
  pages->len = count;
}

static void put_cuts(buf *out, const search__cuts *cuts) {
  pack_u32(out, cuts->len);
  for (uint32_t i = 0; i < cuts->len; i++) {
    pack_text(out, cuts->at[i].stem);
    pack_u32(out, cuts->at[i].titles);
    pack_u32(out, cuts->at[i].texts);
  }
}

static void take_cuts(unpack *in, arena *a, search__cuts *cuts) {
  uint32_t count = unpack_count(in, 3 * sizeof(uint32_t));
  vec_reserve(a, cuts, count);
  for (uint32_t i = 0; i < count; i++) {
    search__cut cut = {.stem = unpack_text(in)};
    cut.titles = unpack_u32(in);
    cut.texts = unpack_u32(in);
    vec_push(a, cuts, cut);
  }
}

void search__note_write(const search__note *note, buf *out) {
  pack_u64(out, note->common);
  pack_u64(out, note->base);
  pack_text(out, sv_make((const char *)note->pages.at, note->pages.len * sizeof *note->pages.at));
  put_pieces(out, &note->words);
  put_pieces(out, &note->starts);
  put_pieces(out, &note->ends);
  put_cuts(out, &note->cuts);
  pack_u32(out, note->facts.len);
  for (uint32_t i = 0; i < note->facts.len; i++) {
    pack_u64(out, note->facts.at[i].print);
    pack_bytes(out, note->facts.at[i].file, SEARCH_NAME);
  }
}

void search__note_read(arena *a, sv bytes, uint64_t common, search__note *out) {
  unpack in = {bytes, false};
  *out = (search__note){.common = unpack_u64(&in)};
  if (!bytes.len || out->common != common) {
    *out = (search__note){.common = common};
    return;
  }
  out->base = unpack_u64(&in);
  take_prints(&in, a, &out->pages);
  take_pieces(&in, a, &out->words);
  take_pieces(&in, a, &out->starts);
  take_pieces(&in, a, &out->ends);
  take_cuts(&in, a, &out->cuts);
  uint32_t blocks = unpack_count(&in, sizeof(uint64_t) + SEARCH_NAME);
  vec_reserve(a, &out->facts, blocks);
  for (uint32_t i = 0; i < blocks; i++) {
    search__block block = {.print = unpack_u64(&in)};
    unpack_bytes(&in, block.file, SEARCH_NAME);
    vec_push(a, &out->facts, block);
  }
  if (in.bad) *out = (search__note){.common = common};
}
