/* An edit mostly moves a few words: the files in which they stand, or a form of them, are read and
 * made anew, and nobody looks at any other word, nor at any other page. */
#include "emit/search_patch.h"

#include "base/sort.h"
#include "emit/search_strays.h"

/* A line of a word in a file, with the lines of synonyms behind it. */
typedef struct word_line {
  sv whole, stem, forms, pages, titles, texts, behind;
} word_line;

/* A form in a file that is not its word's. */
typedef struct stray_line {
  sv form, stem;
} stray_line;

/* A word whose line is made once its lists are known. */
typedef struct waiting {
  uint32_t word;
  search__cut_list titles, texts;
  sv behind;
} waiting;

typedef struct words_patch {
  search__index *index;
  search__pieces *pieces;
  search__strays strays;
  const uint64_t *starts;  /* of the pieces before */
  VEC(search__word) words; /* of the files that are read */
  sv_list lines, forms;    /* of these */
  VEC(stray_line) stray_lines;
  VEC(waiting) waiting;
  search__recounts recounts; /* of these */
  search__form_changes form_changes;
} words_patch;

/* ---- A line ---- */

static bool take_field(sv *rest, char end, sv *field) {
  size_t at = sv_find_byte(*rest, end, 0);
  if (at == SV_NONE) return false;
  *field = sv_first(*rest, at);
  *rest = sv_skip(*rest, at + 1);
  return true;
}

static bool take_line(sv *rest, word_line *line) {
  sv all = *rest, none;
  bool whole = take_field(rest, '\t', &line->stem) && take_field(rest, '\t', &line->forms) &&
               take_field(rest, '\t', &line->pages) && take_field(rest, '\t', &line->titles) &&
               take_field(rest, '\n', &line->texts);
  sv behind = *rest;
  while (whole && rest->len && rest->at[0] == '~') whole = take_field(rest, '\n', &none);
  line->behind = sv_first(behind, behind.len - rest->len);
  line->whole = sv_first(all, all.len - rest->len);
  return whole;
}

/* How long the lists were before a cut. */
static void find_sizes(const search__index *index, const word_line *line, uint32_t *titles,
                       uint32_t *texts) {
  const search__cuts *cuts = &index->before.cuts;
  *titles = search__list_count(line->titles);
  *texts = search__list_count(line->texts);
  if (*titles < SEARCH_TITLE_MOST && *texts < SEARCH_TEXT_MOST) return;
  size_t at = sort_find(cuts->at, cuts->len, sizeof *cuts->at, line->stem, NULL);
  if (at == SV_NONE) return;
  *titles = cuts->at[at].titles;
  *texts = cuts->at[at].texts;
}

static void add_forms(words_patch *patch, sv forms) {
  sv form;
  while (forms.len && sv_split(&forms, ' ', &form)) vec_push(patch->index->a, &patch->forms, form);
}

/* The last of the words begins; its forms are to follow. */
static search__word *add_word(words_patch *patch, sv stem, sv line) {
  arena *a = patch->index->a;
  vec_push(a, &patch->words, (search__word){.stem = stem, .forms_first = patch->forms.len});
  vec_push(a, &patch->lines, line);
  return &patch->words.at[patch->words.len - 1];
}

static void end_word(const words_patch *patch, search__word *word) {
  word->form_count = patch->forms.len - word->forms_first;
}

/* ---- A word that moved ---- */

static bool has(const sv *all, uint32_t count, sv text) {
  for (uint32_t i = 0; i < count; i++) {
    if (sv_eq(all[i], text)) return true;
  }
  return false;
}

/* Into their place among the word's, of which there are few. */
static void insert_form(words_patch *patch, uint32_t first, sv form) {
  sv_list *forms = &patch->forms;
  vec_push(patch->index->a, forms, form);
  uint32_t at = forms->len - 1;
  for (; at > first && sv_cmp(forms->at[at - 1], form) > 0; at--) forms->at[at] = forms->at[at - 1];
  forms->at[at] = form;
}

/* False: one that is gone was not there. */
static bool patch_forms(words_patch *patch, const search__moved *moved, sv before) {
  uint32_t first = patch->forms.len, gone = 0;
  for (sv form; before.len && sv_split(&before, ' ', &form);) {
    if (has(moved->gone_forms.at, moved->gone_forms.len, form)) {
      gone++;
    } else {
      vec_push(patch->index->a, &patch->forms, form);
    }
  }
  for (uint32_t i = 0; i < moved->came_forms.len; i++) {
    sv form = moved->came_forms.at[i];
    const sv *own = patch->forms.at + first;
    if (!has(own, patch->forms.len - first, form)) insert_form(patch, first, form);
  }
  for (uint32_t i = 0; i < moved->gone_forms.len; i++) {
    if (has(moved->gone_forms.at, i, moved->gone_forms.at[i])) gone++; /* it is there twice */
  }
  return gone == moved->gone_forms.len;
}

static void add_form_change(words_patch *patch, sv form, char then, char now) {
  if (then == now) return;
  vec_push(patch->index->a, &patch->form_changes, (search__form_change){form, then, now});
}

static void change_forms(words_patch *patch, sv before, uint32_t pages_before,
                         const search__word *word) {
  char then = search__halvings(pages_before), now = search__halvings(word->pages);
  const sv *own = patch->forms.at + word->forms_first;
  sv rest = before, form;
  while (rest.len && sv_split(&rest, ' ', &form)) {
    add_form_change(patch, form, then, has(own, word->form_count, form) ? now : 0);
  }
  for (uint32_t i = 0; i < word->form_count; i++) {
    bool was = false;
    rest = before;
    while (rest.len && !was && sv_split(&rest, ' ', &form)) was = sv_eq(form, own[i]);
    if (!was) add_form_change(patch, own[i], 0, now);
  }
}

static search__list_entries titles_of(arena *a, const search__entries *entries) {
  search__list_entries list = {0};
  for (uint32_t i = 0; i < entries->len; i++) {
    const search__entry *e = &entries->at[i];
    if (e->title) vec_push(a, &list, e->page << 4 | e->title);
  }
  return list;
}

static search__list_entries texts_of(arena *a, const search__entries *entries) {
  search__list_entries list = {0};
  for (uint32_t i = 0; i < entries->len; i++) {
    const search__entry *e = &entries->at[i];
    if (e->code) vec_push(a, &list, e->page << 4 | search__rank_of_code(e->code));
  }
  return list;
}

/* Patches both lists; where what is left of one does not tell it, the word is counted. False: it
 * cannot be told at all. */
static bool patch_lists(words_patch *patch, const search__moved *moved, const word_line *line,
                        waiting *w) {
  arena *a = patch->index->a;
  search__list_entries gone[] = {titles_of(a, &moved->gone), texts_of(a, &moved->gone)};
  search__list_entries came[] = {titles_of(a, &moved->came), texts_of(a, &moved->came)};
  w->titles.most = SEARCH_TITLE_MOST;
  w->texts.most = SEARCH_TEXT_MOST;
  if (!search__list_read(a, line->titles, &w->titles.entries)) return false;
  if (!search__list_read(a, line->texts, &w->texts.entries)) return false;
  find_sizes(patch->index, line, &w->titles.size, &w->texts.size);
  uint32_t titles = w->titles.size + came[0].len - gone[0].len;
  uint32_t texts = w->texts.size + came[1].len - gone[1].len;
  bool told = search__list_patch(a, &w->titles, &gone[0], &came[0]) &&
              search__list_patch(a, &w->texts, &gone[1], &came[1]);
  w->titles.size = titles;
  w->texts.size = texts;
  if (!told) vec_push(a, &patch->recounts, (search__recounted){.stem = line->stem});
  if (!told) vec_push(a, &patch->waiting, *w);
  return true;
}

static sv make_line(const words_patch *patch, const search__word *word, const waiting *w) {
  arena *a = patch->index->a;
  buf out = BUF_EMPTY;
  buf_add(&out, word->stem);
  for (uint32_t i = 0; i < word->form_count; i++) {
    buf_byte(&out, i ? ' ' : '\t');
    buf_add(&out, patch->forms.at[word->forms_first + i]);
  }
  buf_byte(&out, '\t');
  buf_long(&out, word->pages);
  buf_byte(&out, '\t');
  search__list_write(a, &out, &w->titles);
  buf_byte(&out, '\t');
  search__list_write(a, &out, &w->texts);
  buf_byte(&out, '\n');
  buf_add(&out, w->behind);
  sv line = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return line;
}

/* False: the line and what moved do not go together. */
static bool add_moved(words_patch *patch, search__moved *moved, const word_line *line) {
  long long pages = 0;
  moved->met = true;
  if (!sv_to_long(line->pages, &pages)) return false;
  waiting w = {.word = patch->words.len, .behind = line->behind};
  search__word *word = add_word(patch, line->stem, SV(""));
  if (!patch_forms(patch, moved, line->forms)) return false;
  end_word(patch, word);
  word->pages = (uint32_t)pages + moved->came.len - moved->gone.len;
  change_forms(patch, line->forms, (uint32_t)pages, word);
  if (!word->form_count) { /* it is no word any more */
    patch->words.len--;
    patch->lines.len--;
    return !word->pages && !line->behind.len;
  }
  uint32_t recounts = patch->recounts.len;
  if (!patch_lists(patch, moved, line, &w)) return false;
  word->titles = w.titles.size;
  word->texts = w.texts.size;
  if (recounts == patch->recounts.len) patch->lines.at[w.word] = make_line(patch, word, &w);
  return true;
}

static bool add_new_words(words_patch *patch) {
  search__changes *changes = &patch->index->changes;
  for (uint32_t i = 0; i < changes->all.len; i++) {
    search__moved *moved = &changes->all.at[i];
    if (moved->met) continue;
    if (moved->gone.len || moved->gone_forms.len || !moved->came_forms.len) return false;
    word_line none = {.stem = moved->stem, .pages = SV("0")};
    if (!add_moved(patch, moved, &none)) return false;
  }
  return true;
}

static bool count_waiting(words_patch *patch) {
  if (!patch->waiting.len) return true;
  if (!search__recount(patch->index, &patch->recounts)) return false;
  for (uint32_t i = 0; i < patch->waiting.len; i++) {
    waiting *w = &patch->waiting.at[i];
    w->titles.entries = patch->recounts.at[i].titles;
    w->texts.entries = patch->recounts.at[i].texts;
    patch->lines.at[w->word] = make_line(patch, &patch->words.at[w->word], w);
  }
  return true;
}

/* ---- Files ---- */

static bool read_word(words_patch *patch, sv *rest) {
  search__changes *changes = &patch->index->changes;
  word_line line;
  if (!take_line(rest, &line)) return false;
  const map_entry *moved = map_find(&changes->by_stem, line.stem);
  if (moved) return add_moved(patch, &changes->all.at[moved - changes->by_stem.entries], &line);
  search__word *word = add_word(patch, line.stem, line.whole);
  add_forms(patch, line.forms);
  end_word(patch, word);
  find_sizes(patch->index, &line, &word->titles, &word->texts);
  return true;
}

static bool read_stray(words_patch *patch, sv *rest) {
  stray_line stray;
  *rest = sv_skip(*rest, 1);
  if (!take_field(rest, '\t', &stray.form) || !take_field(rest, '\n', &stray.stem)) return false;
  vec_push(patch->index->a, &patch->stray_lines, stray);
  return true;
}

static bool read_words(void *context, const search__piece *piece, sv text) {
  words_patch *patch = context;
  while (text.len) {
    bool good = text.at[0] == '>' ? read_stray(patch, &text) : read_word(patch, &text);
    if (!good) return false;
  }
  return true;
}

static bool read_lost(words_patch *patch) {
  return search__pieces_read_lost(patch->pieces, &patch->index->files, read_words, patch);
}

static void lose(words_patch *patch, sv key) {
  search__pieces *p = patch->pieces;
  p->lost[search__piece_of(&p->before, patch->starts, key)] = true;
}

static void lose_moved(words_patch *patch) {
  const search__changes *changes = &patch->index->changes;
  for (uint32_t i = 0; i < changes->all.len; i++) {
    const search__moved *moved = &changes->all.at[i];
    lose(patch, moved->stem);
    for (uint32_t j = 0; j < moved->came_forms.len; j++) lose(patch, moved->came_forms.at[j]);
    for (uint32_t j = 0; j < moved->gone_forms.len; j++) lose(patch, moved->gone_forms.at[j]);
  }
}

/* ---- Pieces ---- */

/* The words of the files, and behind them those of which they have a form alone. */
static void settle_words(words_patch *patch) {
  arena *a = patch->index->a;
  const search__pieces *p = patch->pieces;
  search__words *out = &patch->index->words;
  uint32_t all = patch->words.len + patch->stray_lines.len;
  *out = (search__words){.at = arena_array(a, search__word, all),
                         .count = patch->words.len,
                         .forms = arena_array(a, sv, patch->forms.len + patch->stray_lines.len)};
  out->form_words = arena_array(a, uint32_t, patch->forms.len + patch->stray_lines.len);
  for (uint32_t i = 0; i < out->count; i++) {
    const search__word *word = &patch->words.at[i];
    out->at[i] = *word;
    out->at[i].forms_first = out->form_count;
    for (uint32_t j = 0; j < word->form_count; j++) {
      out->form_words[out->form_count] = i;
      out->forms[out->form_count++] = patch->forms.at[word->forms_first + j];
    }
  }
  for (uint32_t i = 0; i < patch->stray_lines.len; i++) {
    const stray_line *stray = &patch->stray_lines.at[i];
    if (p->lost[search__piece_of(&p->before, patch->starts, stray->stem)]) continue;
    out->at[out->count] = (search__word){stray->stem, out->form_count, 1, 0, 0, 0, 0};
    out->form_words[out->form_count] = out->count++;
    out->forms[out->form_count++] = stray->form;
  }
}

static bool make_lines(words_patch *patch) {
  search__pieces *p = patch->pieces;
  bool good = true;
  settle_words(patch);
  p->count = patch->words.len;
  search__pieces_compare(p);
  search__pieces_order(p);
  for (uint32_t i = 0; good && i < p->order_count; i++) {
    good = search__pieces_line(p, p->order[i], patch->lines.at[p->order[i]]);
  }
  return good && search__pieces_end(p) && search__pieces_steady(p);
}

static bool patch_words(words_patch *patch, search__pieces *p) {
  search__index *index = patch->index;
  *p = (search__pieces){.memory = index->a,
                        .least = SEARCH_WORDS_BYTES,
                        .item = search__word_item,
                        .context = &index->words,
                        .some = true,
                        .behind = search__strays_add,
                        .behind_context = &patch->strays,
                        .before = index->before.words};
  if (!p->before.len) return false;
  patch->pieces = p;
  search__pieces_find(p, &index->files);
  patch->starts = search__starts(index->a, &p->before);
  lose_moved(patch);
  if (!read_lost(patch) || !add_new_words(patch) || !count_waiting(patch)) return false;
  while (!make_lines(patch)) {
    if (!read_lost(patch)) return false;
  }
  patch->strays = search__strays_of(index->a, &index->words);
  return search__strays_find(&patch->strays, p);
}

/* ---- All of it ---- */

/* Which lists are cut now. */
static void note_cuts(search__index *index, const words_patch *patch) {
  const search__cuts *before = &index->before.cuts;
  search__cuts *now = &index->now.cuts;
  for (uint32_t i = 0; i < before->len; i++) {
    if (map_find(&index->changes.by_stem, before->at[i].stem)) continue;
    vec_push(index->a, now, before->at[i]);
  }
  for (uint32_t i = 0; i < patch->words.len; i++) {
    const search__word *word = &patch->words.at[i];
    if (word->titles <= SEARCH_TITLE_MOST && word->texts <= SEARCH_TEXT_MOST) continue;
    if (!map_find(&index->changes.by_stem, word->stem)) continue;
    vec_push(index->a, now, (search__cut){word->stem, word->titles, word->texts});
  }
  if (now->len) sort_by_text(now->at, now->len, sizeof *now->at);
}

bool search__patch(search__index *index, json_writer *root) {
  words_patch patch = {.index = index};
  search__pieces words, starts, ends;
  search__files files = index->files;
  if (!index->before.words.len || !search__find_changes(index)) return false;
  if (!patch_words(&patch, &words)) return false;
  if (!search__patch_forms(index, &patch.form_changes, false, &starts)) return false;
  if (!search__patch_forms(index, &patch.form_changes, true, &ends)) return false;
  search__pieces_put(&words, words.now.len, &files);
  search__pieces_put(&starts, starts.now.len, &files);
  files.others = &starts.now; /* of very few words, both are the same */
  search__pieces_put(&ends, ends.now.len, &files);
  search__pieces_write(&words, SV("words"), root);
  search__pieces_write(&starts, SV("starts"), root);
  search__pieces_write(&ends, SV("ends"), root);
  index->now.words = words.now;
  index->now.starts = starts.now;
  index->now.ends = ends.now;
  note_cuts(index, &patch);
  return true;
}
