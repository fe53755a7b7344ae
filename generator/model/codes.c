#include "model/codes.h"

#include "model/fields.h"
#include "text/slug.h"

static const char example[] = "Sciatica: {system: ICD-10-CM, code: M54.3}";

static sv key_of(arena *a, sv taxonomy, sv slug) {
  return arena_cat(a, (sv[]){taxonomy, SV("/"), slug}, 3);
}

/* A quoted or a bare 62323 is the same code. */
static bool read_code(const fields *r, const node *entry, medical_code *out) {
  static const sv known[] = {SV_INIT("system"), SV_INIT("code")};
  field_unknown(r, entry, known, sizeof known / sizeof known[0], DIAG_FM005, true);
  field_text(r, field_of(entry, "system"), &out->system);
  field_text(r, field_of(entry, "code"), &out->code);
  if (out->system.len && out->code.len) return true;
  diag *d = diag_add(r->sink, DIAG_FM002, diag_at(r->file, entry->offset, entry->length),
                     "this code has no %s", out->system.len ? "code" : "system");
  diag_hint(d, "write both, as in %s", example);
  return false;
}

static void read_term(const fields *r, sv taxonomy, const node_pair *pair, map *out) {
  field_maps_list entries = {0};
  field_maps(r, (field){pair->key, pair->value}, example, &entries);
  medical_codes *codes = arena_new(r->a, medical_codes);
  for (size_t i = 0; i < entries.len; i++) {
    medical_code one = {0};
    if (read_code(r, entries.at[i], &one)) vec_push(r->a, codes, one);
  }
  if (codes->len) map_put(r->a, out, key_of(r->a, taxonomy, slug_of_title(r->a, pair->key)), codes);
}

void codes_read(arena *a, sv file, const node *root, diag_sink *sink, map *out) {
  fields r = {a, arena_dup(a, file), DIAG_FM003, sink, false};
  static const char groups[] = "conditions: and below it, with two blanks before it, Sciatica: …";
  if (!field_map(&r, (field){SV("codes"), root}, groups)) return;
  for (size_t i = 0; i < root->as.map.count; i++) {
    const node_pair *group = &root->as.map.pairs[i];
    if (!field_map(&r, (field){group->key, group->value}, example)) continue;
    for (size_t j = 0; j < group->value->as.map.count; j++) {
      read_term(&r, group->key, &group->value->as.map.pairs[j], out);
    }
  }
}

const medical_codes *codes_of(const map *codes, arena *scratch, sv taxonomy, sv slug) {
  return map_get(codes, key_of(scratch, taxonomy, slug));
}
