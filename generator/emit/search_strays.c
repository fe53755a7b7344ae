#include "emit/search_strays.h"

#include "base/mix.h"

static search__item form_item(const void *context, uint32_t which) {
  const search__words *words = context;
  return (search__item){.key = words->forms[which],
                        .tie = words->at[words->form_words[which]].stem};
}

static bool is_within(const search__piece *piece, sv until, bool last, sv key) {
  return sv_cmp(piece->from, key) <= 0 && (last || sv_cmp(key, until) < 0);
}

static uint64_t stray_print(sv form, sv stem) {
  return mix_summand(search__text_print(search__text_print(0, stem), form));
}

uint64_t search__strays_add(const void *strays, const search__piece *piece, sv until, bool last,
                            buf *out) {
  const search__strays *s = strays;
  const search__words *words = s->words;
  uint32_t low = 0, high = s->forms.order_count;
  uint64_t print = 0;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sv_cmp(words->forms[s->forms.order[middle]], piece->from) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < s->forms.order_count; low++) {
    uint32_t form = s->forms.order[low];
    sv text = words->forms[form], stem = words->at[words->form_words[form]].stem;
    if (!is_within(piece, until, last, text)) break;
    if (is_within(piece, until, last, stem)) continue;
    buf_byte(out, '>');
    buf_add(out, text);
    buf_byte(out, '\t');
    buf_add(out, stem);
    buf_byte(out, '\n');
    print += stray_print(text, stem);
  }
  return print;
}

search__strays search__strays_of(arena *a, const search__words *words) {
  return (search__strays){words, {.memory = a, .item = form_item, .context = words}};
}

void search__strays_all(search__strays *s) {
  s->forms.count = s->words->form_count;
  s->forms.before.len = 0;
  search__pieces_order(&s->forms);
}

static uint32_t *locate_words(const search__words *words, const search__pieces *p,
                              const uint64_t *starts) {
  uint32_t *piece_of = arena_array(p->memory, uint32_t, words->count);
  for (uint32_t i = 0; i < words->count; i++) {
    piece_of[i] = search__piece_of(&p->now, starts, words->at[i].stem);
  }
  return piece_of;
}

bool search__strays_find(search__strays *s, search__pieces *p) {
  const search__words *words = s->words;
  uint64_t *starts = search__starts(p->memory, &p->now);
  uint64_t *prints = arena_array(p->memory, uint64_t, p->now.len);
  const uint32_t *piece_of = p->where;
  VEC(uint32_t) found = {0};
  if (p->some || !search__pieces_alike(p)) piece_of = locate_words(words, p, starts);
  for (uint32_t i = 0; i < words->form_count; i++) {
    uint32_t word = words->form_words[i];
    uint32_t at = search__piece_near(&p->now, starts, words->forms[i], piece_of[word]);
    if (at == piece_of[word]) continue;
    prints[at] += stray_print(words->forms[i], words->at[word].stem);
    vec_push(p->memory, &found, i);
  }
  search__sort(&s->forms, found.at, found.len);
  s->forms.order = found.at;
  s->forms.order_count = found.len;
  bool good = true;
  for (uint32_t i = 0; i < p->now.len; i++) {
    const search__piece *piece = &p->now.at[i];
    if (p->some || !piece->kept || piece->extra == prints[i]) continue;
    p->lost[piece->was] = true;
    good = false;
  }
  return good;
}
