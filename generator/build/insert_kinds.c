#include "build/insert_kinds.h"

#include "diag/record.h"
#include "model/fields.h"

static const sv kinds[] = {[MD_TEXT] = SV_INIT("text"),
                           [MD_PHONE] = SV_INIT("phone"),
                           [MD_LINK] = SV_INIT("link"),
                           [MD_FILE] = SV_INIT("file"),
                           [MD_IMAGE] = SV_INIT("image")};
static const sv words_kinds[] = {[MD_NO_WORDS] = SV_INIT("none"),
                                 [MD_WORDS] = SV_INIT("text"),
                                 [MD_CAPTION] = SV_INIT("caption")};
static const sv places[] = {SV_INIT("paragraph"), SV_INIT("line")};

/* What the front matter of an insert, and an argument in it, may say. */
static const sv insert_fields[] = {SV_INIT("about"), SV_INIT("place"), SV_INIT("arguments")};
static const sv argument_fields[] = {SV_INIT("about"), SV_INIT("kind"),    SV_INIT("required"),
                                     SV_INIT("hint"),  SV_INIT("default"), SV_INIT("one_of"),
                                     SV_INIT("words")};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Names are what a writer types and a layout reads: a letter, then letters, digits and _. */
static bool is_name(sv name) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    bool letter = c >= 'a' && c <= 'z', later = (c >= '0' && c <= '9') || c == '_';
    if (!letter && !(i && later)) return false;
  }
  return name.len > 0;
}

static md_argument read_argument(const fields *r, const node_pair *from) {
  md_argument made = {.name = arena_dup(r->a, from->key)};
  size_t kind = MD_TEXT, words = MD_NO_WORDS;
  const node *map = from->value;
  if (!is_name(made.name)) {
    diag *d = diag_add(r->sink, r->wrong, diag_at(r->file, from->key_offset, from->key_length),
                       "\"%.*s\" cannot be the name of an argument", SV_ARG(made.name));
    diag_hint(d, "use small letters, digits and _, as in poster_2");
  }
  if (!field_map(r, (field){made.name, map}, "caption: {kind: text}")) return made;
  field_unknown(r, map, argument_fields, COUNT(argument_fields), r->wrong, true);
  field_choice(r, field_of(map, "kind"), kinds, COUNT(kinds), &kind);
  field_choice(r, field_of(map, "words"), words_kinds, COUNT(words_kinds), &words);
  field_bool(r, field_of(map, "required"), &made.required);
  field_text(r, field_of(map, "hint"), &made.hint);
  field_text(r, field_of(map, "default"), &made.otherwise);
  field_texts(r, field_of(map, "one_of"), &made.one_of);
  made.kind = (md_argument_kind)kind;
  made.words = (md_argument_words)words;
  return made;
}

static md_insert read_kind(arena *a, sv name, sv file, const node *map, diag_sink *sink) {
  md_insert made = {.name = arena_dup(a, name)};
  fields r = {a, file, DIAG_LQ008, sink, false};
  size_t place = 0;
  if (!is_name(name)) {
    diag *d = diag_add(sink, DIAG_LQ008, diag_file(file),
                       "\"%.*s\" cannot be the name of an insert", SV_ARG(name));
    diag_hint(d, "use small letters, digits and _ in the name of the file");
  }
  if (!map) return made;
  field_unknown(&r, map, insert_fields, COUNT(insert_fields), DIAG_LQ008, true);
  field_choice(&r, field_of(map, "place"), places, COUNT(places), &place);
  made.in_line = place == 1;
  const char *example = "arguments: {caption: {kind: text}}";
  if (!field_map(&r, field_of(map, "arguments"), example)) return made;
  const node *list = node_get(map, SV("arguments"));
  md_argument *arguments = arena_array(a, md_argument, list->as.map.count);
  for (size_t i = 0; i < list->as.map.count; i++) {
    arguments[i] = read_argument(&r, &list->as.map.pairs[i]);
  }
  made.arguments = arguments;
  made.argument_count = list->as.map.count;
  return made;
}

md_insert insert_kind_read(arena *a, sv name, sv file, const node *map, diag_sink *sink) {
  diag_sink *own = diag_sink_new();
  md_insert made = read_kind(a, name, file, map, own);
  made.unclear = diag_count(own, DIAG_ERROR) > 0;
  diag_hand_on(own, sink);
  diag_sink_free(own);
  return made;
}
