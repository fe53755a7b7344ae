#include "model/synonyms.h"

#include "base/utf8.h"
#include "model/fields.h"
#include "wrap/unicode.h"

typedef struct reading {
  fields r;
  sv lang;
  synonym_rows *out;
} reading;

static bool has_word(sv text) {
  for (size_t i = 0; i < text.len;) {
    uint32_t c;
    i += utf8_decode(sv_skip(text, i), &c);
    if (unicode_is_letter(c) || unicode_is_number(c)) return true;
  }
  return false;
}

static bool is_known(const synonym_row *row, sv folded, arena *scratch) {
  for (size_t i = 0; i < row->phrases.len; i++) {
    if (sv_eq(unicode_fold(scratch, row->phrases.at[i]), folded)) return true;
  }
  return false;
}

static void read_phrase(reading *in, const node *phrase, synonym_row *row) {
  sv text = phrase->kind == NODE_SCALAR ? sv_trim(phrase->as.scalar.text) : SV("");
  if (!has_word(text)) {
    diag *d = field_wrong(&in->r, phrase, "this is no word or phrase");
    diag_hint(d, "write the words that readers search for, as in [heart attack, MI]");
    return;
  }
  arena scratch = {0};
  if (is_known(row, unicode_fold(&scratch, text), &scratch)) {
    diag *d = field_wrong(&in->r, phrase, "\"%.*s\" stands twice in this row", SV_ARG(text));
    diag_hint(d, "take one of them out");
  } else {
    vec_push(in->r.a, &row->phrases, arena_dup(in->r.a, text));
  }
  arena_free(&scratch);
}

static void read_row(reading *in, const node *written) {
  if (written->kind != NODE_LIST || written->as.list.count < 2) {
    diag *d = field_wrong(&in->r, written, "a row of synonyms is a list of two or more");
    diag_hint(d, "write it as in [heart attack, myocardial infarction]");
    return;
  }
  synonym_row row = {.lang = in->lang};
  for (size_t i = 0; i < written->as.list.count; i++) {
    read_phrase(in, written->as.list.items[i], &row);
  }
  if (row.phrases.len > 1) vec_push(in->r.a, in->out, row);
}

static void read_rows(reading *in, const node *list) {
  if (!field_given(list)) return;
  if (list->kind != NODE_LIST) {
    diag *d = field_wrong(&in->r, list, "synonyms are a list of rows");
    diag_hint(d, "begin each with \"- \", as in - [heart attack, myocardial infarction]");
    return;
  }
  for (size_t i = 0; i < list->as.list.count; i++) read_row(in, list->as.list.items[i]);
}

/* "en", "es", "pt-BR". */
static bool is_language(sv key) {
  size_t letters = 0;
  while (letters < key.len && key.at[letters] >= 'a' && key.at[letters] <= 'z') letters++;
  return (letters == 2 || letters == 3) && (letters == key.len || key.at[letters] == '-');
}

void synonyms_read(arena *a, sv lang, sv file, const node *root, diag_sink *sink,
                   synonym_rows *out) {
  reading in = {{a, file, DIAG_CF003, sink, false}, lang, out};
  if (root->kind != NODE_MAP) {
    read_rows(&in, root);
    return;
  }
  for (size_t i = 0; i < root->as.map.count; i++) {
    const node_pair *pair = &root->as.map.pairs[i];
    if (!is_language(pair->key)) {
      diag_span where = diag_at(file, pair->key_offset, pair->key_length);
      diag *d = diag_add(sink, DIAG_CF003, where, "\"%.*s\" is not a language", SV_ARG(pair->key));
      diag_hint(d, "rows of synonyms stand below their language, as in en: or es:");
      continue;
    }
    in.lang = arena_dup(a, pair->key);
    read_rows(&in, pair->value);
  }
}
