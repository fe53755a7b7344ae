/* The files of forms in which an edit leaves some as they are: mostly one that has a new form. */
#include "emit/search_patch.h"

/* A line of a file. */
typedef struct form_line {
  sv form, key;
  char digit;
  bool tied; /* other words have this form */
} form_line;

typedef struct forms_patch {
  search__index *index;
  search__pieces *pieces;
  bool is_backwards;
  VEC(form_line) lines;
  map changes; /* by form */
  size_t met;  /* of these, the forms that were there already */
} forms_patch;

static sv key_of(const forms_patch *patch, sv form) {
  return patch->is_backwards ? search__backwards(patch->index->a, form) : form;
}

static search__item line_item(const void *context, uint32_t which) {
  const forms_patch *patch = context;
  const form_line *line = &patch->lines.at[which];
  return (search__item){
      .key = line->key, .tie = SV(""), .room = (uint32_t)line->form.len + 3, .tied = line->tied};
}

static bool is_tied(const search__piece *piece, sv key) {
  for (uint32_t i = 0; i < piece->ties.len; i++) {
    if (sv_eq(piece->ties.at[i], key)) return true;
  }
  return false;
}

/* False: of several words that have the form, nobody knows what stands behind the next one's. */
static bool read_line(forms_patch *patch, const search__piece *piece, sv text) {
  size_t tab = sv_find_byte(text, '\t', 0);
  if (tab == SV_NONE || tab + 2 != text.len) return false;
  form_line line = {.form = sv_first(text, tab), .digit = text.at[tab + 1]};
  line.key = key_of(patch, line.form);
  line.tied = is_tied(piece, line.key);
  const search__form_change *change = map_get(&patch->changes, line.form);
  if (change) {
    if (line.tied || change->then != line.digit) return false;
    patch->met++;
    line.digit = change->now;
  }
  if (line.digit) vec_push(patch->index->a, &patch->lines, line);
  return true;
}

static bool read_lines(void *context, const search__piece *piece, sv text) {
  for (sv line; sv_line(&text, &line);) {
    if (!read_line(context, piece, line)) return false;
  }
  return true;
}

static bool read_lost(forms_patch *patch) {
  return search__pieces_read_lost(patch->pieces, &patch->index->files, read_lines, patch);
}

static bool make_lines(const forms_patch *patch) {
  search__pieces *p = patch->pieces;
  buf text = BUF_EMPTY; /* of one line */
  bool good = true;
  p->count = patch->lines.len;
  search__pieces_compare(p);
  search__pieces_order(p);
  for (uint32_t i = 0; good && i < p->order_count; i++) {
    const form_line *line = &patch->lines.at[p->order[i]];
    buf_clear(&text);
    buf_add(&text, line->form);
    buf_byte(&text, '\t');
    buf_byte(&text, line->digit);
    buf_byte(&text, '\n');
    good = search__pieces_line(p, p->order[i], arena_dup(patch->index->a, buf_sv(&text)));
  }
  buf_free(&text);
  return good && search__pieces_end(p);
}

/* The changes, and the files that they are in. */
static bool place_changes(forms_patch *patch, const search__form_changes *changes) {
  search__pieces *p = patch->pieces;
  const uint64_t *starts = search__starts(patch->index->a, &p->before);
  for (uint32_t i = 0; i < changes->len; i++) {
    search__form_change *change = &changes->at[i];
    if (map_put(patch->index->a, &patch->changes, change->form, change)) return false;
    p->lost[search__piece_of(&p->before, starts, key_of(patch, change->form))] = true;
  }
  return true;
}

static void add_new(forms_patch *patch, const search__form_changes *changes) {
  for (uint32_t i = 0; i < changes->len; i++) {
    sv form = changes->at[i].form;
    if (changes->at[i].then) continue;
    form_line line = {.form = form, .key = key_of(patch, form), .digit = changes->at[i].now};
    vec_push(patch->index->a, &patch->lines, line);
  }
}

static size_t count_known(const search__form_changes *changes) {
  size_t known = 0;
  for (uint32_t i = 0; i < changes->len; i++) known += changes->at[i].then != 0;
  return known;
}

bool search__patch_forms(search__index *index, const search__form_changes *changes,
                         bool is_backwards, search__pieces *p) {
  forms_patch *patch = arena_new(index->a, forms_patch);
  *patch = (forms_patch){.index = index, .pieces = p, .is_backwards = is_backwards};
  *p = (search__pieces){.memory = index->a,
                        .least = SEARCH_FORMS_BYTES,
                        .item = line_item,
                        .context = patch,
                        .some = true,
                        .before = is_backwards ? index->before.ends : index->before.starts};
  if (!p->before.len) return false;
  search__pieces_find(p, &index->files);
  if (!place_changes(patch, changes) || !read_lost(patch)) return false;
  if (patch->met != count_known(changes)) return false;
  add_new(patch, changes);
  while (!make_lines(patch)) {
    if (!read_lost(patch)) return false;
  }
  return true;
}
