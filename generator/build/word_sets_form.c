/* Sets of words as the record holds them: all of each, or what one build added to those that it
 * read. */
#include "build/word_sets.h"

enum { LEAST_WASTE = 16 * 1024 };

/* What a set has from so many stems and forms on. */
static void put_set(buf *out, const word_set *set, uint32_t stems, uint32_t forms) {
  pack_text(out, set->lang);
  pack_u32(out, set->unlisted);
  pack_u32(out, set->stems.len - stems);
  for (uint32_t i = stems; i < set->stems.len; i++) pack_text(out, set->stems.at[i]);
  pack_u32(out, set->forms.len - forms);
  for (uint32_t i = forms; i < set->forms.len; i++) {
    const kept_form *form = &set->forms.at[i];
    pack_u64(out, form->hash);
    pack_text(out, form->folded);
    pack_text(out, form->plain);
    pack_u32(out, form->stem);
    pack_u32(out, form->uses);
  }
}

/* Traces of stems, from one on. */
static void put_traces(buf *out, const word_set *set, uint32_t from) {
  pack_u32(out, set->traces.len - from);
  pack_bytes(out, set->traces.at + from, (set->traces.len - from) * sizeof *set->traces.at);
}

void word_sets_pack(buf *out, const word_set_list *all) {
  pack_u32(out, (uint32_t)all->len);
  for (size_t i = 0; i < all->len; i++) {
    put_set(out, &all->at[i], 0, 0);
    put_traces(out, &all->at[i], 0);
  }
}

/* Behind what the set has already. At first there is room for more: most builds add a few. */
enum { MORE = 1024 };

static void take_set(unpack *in, arena *a, word_set *set) {
  set->lang = unpack_text(in);
  set->unlisted = unpack_u32(in) != 0;
  uint32_t stems = unpack_count(in, 4);
  if (!set->stems.len) vec_reserve(a, &set->stems, stems + MORE);
  for (uint32_t i = 0; i < stems; i++) vec_push(a, &set->stems, unpack_text(in));
  uint32_t forms = unpack_count(in, 8 + 4 * 4);
  if (!set->forms.len) vec_reserve(a, &set->forms, forms + MORE);
  for (uint32_t i = 0; i < forms; i++) {
    kept_form form = {.hash = unpack_u64(in)};
    form.folded = unpack_text(in);
    form.plain = unpack_text(in);
    form.stem = unpack_u32(in);
    form.uses = form.uses_then = unpack_u32(in);
    if (form.stem >= set->stems.len) in->bad = true;
    vec_push(a, &set->forms, form);
  }
  set->stems_then = set->stems.len;
  set->forms_then = set->forms.len;
}

/* A set has traces of all its stems, or of none. */
static void take_traces(unpack *in, arena *a, word_set *set) {
  uint32_t before = set->traces.len, count = unpack_count(in, sizeof *set->traces.at);
  if (!before) vec_reserve(a, &set->traces, count + MORE);
  vec_reserve(a, &set->traces, before + count);
  unpack_bytes(in, set->traces.at + before, count * sizeof *set->traces.at);
  set->traces.len += count;
  if (set->traces.len && set->traces.len != set->stems.len) in->bad = true;
}

void word_sets_unpack(unpack *in, arena *a, word_set_list *all) {
  uint32_t count = unpack_count(in, 4 * 4);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    word_set set = {.unlisted = false};
    take_set(in, a, &set);
    take_traces(in, a, &set);
    vec_push(a, all, set);
  }
}

static void put_uses(buf *out, const word_set *set) {
  size_t start = out->len;
  uint32_t count = 0;
  pack_u32(out, 0);
  for (uint32_t i = 0; i < set->forms_then; i++) {
    const kept_form *form = &set->forms.at[i];
    if (form->uses == form->uses_then) continue;
    pack_u32(out, i);
    pack_u32(out, form->uses);
    count++;
  }
  memcpy(out->at + start, &count, sizeof count);
}

static void take_uses(unpack *in, word_set *set) {
  uint32_t count = unpack_count(in, 2 * sizeof(uint32_t));
  for (uint32_t i = 0; i < count; i++) {
    uint32_t form = unpack_u32(in), uses = unpack_u32(in);
    if (form >= set->forms.len) {
      in->bad = true;
      return;
    }
    set->forms.at[form].uses = set->forms.at[form].uses_then = uses;
  }
}

/* Those that changed, and then those that were added. */
static void put_trace_changes(buf *out, const word_set *then, const word_set *now) {
  uint32_t count = 0, before = then->traces.len;
  size_t start = out->len;
  pack_u32(out, 0);
  for (uint32_t i = 0; i < before; i++) {
    const related_stem_trace *was = &then->traces.at[i], *is = &now->traces.at[i];
    if (was->with == is->with && was->title == is->title && was->text == is->text) continue;
    pack_u32(out, i);
    pack_bytes(out, is, sizeof *is);
    count++;
  }
  memcpy(out->at + start, &count, sizeof count);
  put_traces(out, now, before);
}

static void take_trace_changes(unpack *in, arena *a, word_set *set) {
  uint32_t count = unpack_count(in, sizeof(uint32_t) + sizeof *set->traces.at);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t stem = unpack_u32(in);
    if (stem >= set->traces.len) {
      in->bad = true;
      return;
    }
    unpack_bytes(in, &set->traces.at[stem], sizeof *set->traces.at);
  }
  take_traces(in, a, set);
}

/* True where the set is the one that was read, with more behind it. */
static bool comes_from(const word_set *now, const word_set *then) {
  return now->stems_then == then->stems_then && now->forms_then == then->forms_then &&
         now->traces.len >= then->traces.len && now->unlisted == then->unlisted &&
         sv_eq(now->lang, then->lang);
}

bool word_sets_pack_change(buf *out, const word_set_list *then, const word_set_list *now) {
  if (now->len < then->len) return false;
  pack_u32(out, (uint32_t)now->len);
  for (size_t i = 0; i < now->len; i++) {
    const word_set *set = &now->at[i];
    const word_set none = {.unlisted = false}, *before = i < then->len ? &then->at[i] : &none;
    if (i < then->len && !comes_from(set, before)) return false;
    put_set(out, set, set->stems_then, set->forms_then);
    put_uses(out, set);
    put_trace_changes(out, before, set);
  }
  return true;
}

void word_sets_unpack_change(unpack *in, arena *a, word_set_list *all) {
  uint32_t count = unpack_count(in, 5 * 4);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    if (i == all->len) vec_push(a, all, (word_set){.unlisted = false});
    take_set(in, a, &all->at[i]);
    take_uses(in, &all->at[i]);
    take_trace_changes(in, a, &all->at[i]);
  }
}

bool word_sets_worn(const word_set_list *all) {
  size_t used = 0, unused = 0;
  for (size_t i = 0; i < all->len; i++) {
    for (size_t j = 0; j < all->at[i].forms.len; j++) {
      if (all->at[i].forms.at[j].uses) {
        used++;
      } else {
        unused++;
      }
    }
  }
  return unused > used + LEAST_WASTE;
}
