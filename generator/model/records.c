#include "model/records.h"

#include "model/fields.h"

/* "2026-01-10-one" of "content/comments/decide/2026-01-10-one.yaml". */
static sv name_of(sv file) {
  size_t slash = sv_find_last_byte(file, '/');
  sv name = slash == SV_NONE ? file : sv_skip(file, slash + 1);
  return sv_first(name, sv_find_last_byte(name, '.'));
}

static bool needed(const fields *r, const node *root, const char *name, const char *example) {
  const node_pair *pair = node_pair_of(root, sv_of(name));
  if (pair && field_given(pair->value)) return true;
  diag_span where =
      pair ? diag_at(r->file, pair->key_offset, pair->key_length) : diag_file(r->file);
  diag *d = diag_add(r->sink, DIAG_FM002, where, "this comment has no %s", name);
  diag_hint(d, "add a line, as in %s: %s", name, example);
  return false;
}

bool comment_read(arena *a, const settings *s, sv file, const node *root, diag_sink *sink,
                  page_comment *out, placed *text) {
  static const sv known[] = {SV_INIT("author"), SV_INIT("date"),     SV_INIT("text"),
                             SV_INIT("clinic"), SV_INIT("reply_to"), SV_INIT("id")};
  *out = (page_comment){.source = arena_dup(a, file)};
  *text = (placed){0};
  fields r = {a, out->source, DIAG_FM003, sink, false};
  if (root->kind != NODE_MAP) {
    diag *d = field_wrong(&r, root, "a comment is lines of \"name: value\"");
    diag_hint(d, "it needs author, date and text");
    return false;
  }
  field_unknown(&r, root, known, sizeof known / sizeof known[0], DIAG_FM005, false);
  field when = field_of(root, "date");
  bool good = needed(&r, root, "author", "Ann");
  good = needed(&r, root, "text", "Thank you.") && good;
  good = needed(&r, root, "date", "2026-02-13") && good;
  out->id = name_of(out->source);
  field_text(&r, field_of(root, "author"), &out->author);
  field_placed(&r, field_of(root, "text"), text);
  field_text(&r, field_of(root, "id"), &out->id);
  field_text(&r, field_of(root, "reply_to"), &out->reply_to);
  field_bool(&r, field_of(root, "clinic"), &out->clinic);
  if (field_given(when.value)) {
    good = settings_date(s, out->source, when.value, when.name, sink, &out->at) && good;
  }
  return good && out->author.len && text->text.len;
}

int page_comment_order(const page_comment *a, const page_comment *b) {
  int order = (a->at.seconds > b->at.seconds) - (a->at.seconds < b->at.seconds);
  return order ? order : sv_cmp(a->source, b->source);
}
