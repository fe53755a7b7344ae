#include "model/page_parts.h"

#include "model/reference_ids.h"
#include "model/url.h"

#define COUNT(names) (sizeof(names) / sizeof(names)[0])

/* `alt: ""` says that a picture only decorates; nothing at all says nothing. */
static void check_alternative(const fields *r, const node *image, const page_image *read) {
  const node *alt = node_get(image, SV("alt"));
  bool empty = alt && alt->kind == NODE_SCALAR && alt->as.scalar.quoted;
  if (read->alt.len || empty || !read->src.text.len) return;
  diag_span where = diag_at(r->file, read->src.offset, read->src.length);
  diag *d = diag_add(r->sink, DIAG_MD006, where, "this image has no alternative text");
  diag_hint(d,
            "say what it shows: image: {src: %.*s, alt: A needle beside a joint}, or that it only "
            "decorates: alt: \"\"",
            SV_ARG(read->src.text));
}

void page__read_image(const fields *r, field f, bool needs_alt, page_image *out) {
  static const sv known[] = {SV_INIT("src"), SV_INIT("alt"), SV_INIT("caption")};
  bool plain = field_given(f.value) && f.value->kind == NODE_SCALAR;
  if (plain) {
    field_placed(r, f, &out->src);
    if (needs_alt) check_alternative(r, f.value, out);
    return;
  }
  if (!field_map(r, f, "image: {src: needle.jpg, alt: What it shows}")) return;
  field_unknown(r, f.value, known, COUNT(known), DIAG_FM005, false);
  field_text(r, field_of(f.value, "alt"), &out->alt);
  field_text(r, field_of(f.value, "caption"), &out->caption);
  if (field_placed(r, field_of(f.value, "src"), &out->src)) {
    if (needs_alt) check_alternative(r, f.value, out);
    return;
  }
  if (field_given(node_get(f.value, SV("src")))) return; /* has been reported */
  diag *d = field_wrong(r, f.value, "\"%.*s\" names no file", SV_ARG(f.name));
  diag_hint(d, "write image: {src: needle.jpg, alt: What it shows}");
}

void page__read_series(const fields *r, field f, page *out) {
  static const sv known[] = {SV_INIT("name"), SV_INIT("part")};
  enum { PARTS_MOST = 10000 };
  bool plain = field_given(f.value) && f.value->kind == NODE_SCALAR;
  if (plain) {
    field_text(r, f, &out->more->series);
    return;
  }
  if (!field_map(r, f, "series: {name: Before your procedure, part: 1}")) return;
  field_unknown(r, f.value, known, COUNT(known), DIAG_FM005, false);
  long long part = 0;
  field_text(r, field_of(f.value, "name"), &out->more->series);
  field_whole(r, field_of(f.value, "part"), 1, PARTS_MOST, &part);
  out->more->series_part = (unsigned)part;
}

/* A link elsewhere: http, https or mailto, or a path; never a script. */
static bool check_link(const fields *r, const node *value, sv link) {
  sv scheme = url_scheme(link);
  bool good = scheme.len == 0 || sv_eq_nocase(scheme, SV("http")) ||
              sv_eq_nocase(scheme, SV("https")) || sv_eq_nocase(scheme, SV("mailto"));
  if (good) return true;
  diag *d = field_wrong(r, value, "\"%.*s\" is not a web address", SV_ARG(link));
  diag_hint(d, "write it as in https://medlineplus.gov/pain.html");
  return false;
}

static bool read_link(const fields *r, field f, sv *out) {
  sv link;
  if (!field_text(r, f, &link) || !check_link(r, f.value, link)) return false;
  *out = link;
  return true;
}

/* What stands between the signs of [^id]: no blank, and no bracket. */
static bool read_reference_id(const fields *r, field f, placed *out) {
  placed id;
  if (!field_placed(r, f, &id)) return !field_given(f.value);
  for (size_t i = 0; i < id.text.len; i++) {
    if ((unsigned char)id.text.at[i] > ' ' && !strchr("[]", id.text.at[i])) continue;
    diag *d = field_wrong(r, f.value, "\"%.*s\" cannot be cited", SV_ARG(id.text));
    diag_hint(d, "make it one short word, as in id: nhs-epidural");
    return false;
  }
  *out = id;
  return true;
}

static void read_doi(const fields *r, field f, sv *out) {
  sv doi;
  if (!field_text(r, f, &doi)) return;
  if (reference_is_doi(doi)) {
    *out = doi;
    return;
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" is not a DOI", SV_ARG(doi));
  sv inside = reference_doi_in(doi);
  if (inside.len) {
    diag_hint(d, "write it without what stands before it: %.*s", SV_ARG(inside));
  } else {
    diag_hint(d, "it begins with 10. and has a slash, as in 10.1000/182");
  }
}

static void read_pmid(const fields *r, field f, sv *out) {
  sv pmid;
  if (!field_text(r, f, &pmid)) return;
  if (reference_is_pmid(pmid)) {
    *out = pmid;
    return;
  }
  diag *d = field_wrong(r, f.value, "\"%.*s\" is not a PubMed number", SV_ARG(pmid));
  diag_hint(d, "it has up to eight digits and nothing else, as in 17238363");
}

void page__read_references(const fields *r, field f, page *out) {
  static const sv known[] = {SV_INIT("id"),  SV_INIT("title"), SV_INIT("publisher"), SV_INIT("url"),
                             SV_INIT("doi"), SV_INIT("pmid"),  SV_INIT("year")};
  static const char example[] = "references: [{id: nhs, title: Epidural, url: https://…}]";
  field_maps_list entries = {0};
  field_maps(r, f, example, &entries);
  if (entries.len) vec_reserve(r->a, &out->more->references, entries.len);
  for (size_t i = 0; i < entries.len; i++) {
    const node *entry = entries.at[i];
    page_reference made = {0};
    field_unknown(r, entry, known, COUNT(known), DIAG_FM005, false);
    made.id = (placed){.offset = entry->offset, .length = entry->length};
    bool good = read_reference_id(r, field_of(entry, "id"), &made.id);
    made.excused = !good || !sv_eq(r->file, out->source);
    field_text(r, field_of(entry, "publisher"), &made.publisher);
    read_doi(r, field_of(entry, "doi"), &made.doi);
    read_pmid(r, field_of(entry, "pmid"), &made.pmid);
    field_text(r, field_of(entry, "year"), &made.year);
    read_link(r, field_of(entry, "url"), &made.url);
    if (!field_text(r, field_of(entry, "title"), &made.title)) {
      diag *d = field_wrong(r, entry, "a reference without a title");
      diag_hint(d, "say what readers will find there, as in title: Epidural injections");
    }
    vec_push(r->a, &out->more->references, made);
  }
}

void page__read_also_read(const fields *r, field f, page *out) {
  static const sv known[] = {SV_INIT("title"), SV_INIT("url")};
  static const char example[] = "also_read: [{title: What it is, url: https://…}]";
  field_maps_list entries = {0};
  field_maps(r, f, example, &entries);
  if (entries.len) vec_reserve(r->a, &out->more->also_read, entries.len);
  for (size_t i = 0; i < entries.len; i++) {
    const node *entry = entries.at[i];
    also_read made = {0};
    field_unknown(r, entry, known, COUNT(known), DIAG_FM005, false);
    field_text(r, field_of(entry, "title"), &made.title);
    if (read_link(r, field_of(entry, "url"), &made.url)) {
      if (!made.title.len) made.title = made.url;
      vec_push(r->a, &out->more->also_read, made);
    } else if (!field_given(node_get(entry, SV("url")))) {
      diag *d = field_wrong(r, entry, "a link without a url");
      diag_hint(d, "write %s", example);
    }
  }
}

void page__check_testimonial(const fields *r, field f) {
  static const sv known[] = {SV_INIT("authorised"), SV_INIT("compensation")};
  if (!field_map(r, f, "testimonial: {authorised: true, compensation: none}")) return;
  bool authorised;
  sv compensation;
  field_unknown(r, f.value, known, COUNT(known), DIAG_FM005, false);
  field_bool(r, field_of(f.value, "authorised"), &authorised);
  field_text(r, field_of(f.value, "compensation"), &compensation);
}

/* A machine among those who did something. */
static bool names_machine(const placed_list *who) {
  for (size_t i = 0; i < who->len; i++) {
    if (page_is_machine(who->at[i].text)) return true;
  }
  return false;
}

void page__read_translation(const fields *r, field f, page *out) {
  static const sv known[] = {SV_INIT("by"), SV_INIT("reviewed_by")};
  if (!field_map(r, f, "translation: {by: jane-doe, reviewed_by: john-doe}")) return;
  placed_list *by = &out->more->translated_by, *checked = &out->more->translation_checked_by;
  field by_field = field_of(f.value, "by");
  field_unknown(r, f.value, known, COUNT(known), DIAG_FM005, false);
  field_placed_list(r, by_field, by);
  field_placed_list(r, field_of(f.value, "reviewed_by"), checked);
  if (!names_machine(by) || (checked->len && !names_machine(checked))) return;
  diag_span where = diag_at(r->file, by_field.value->offset, by_field.value->length);
  diag *d = diag_add(r->sink, DIAG_FM011, where,
                     "no person is named who checked what a machine translated");
  diag_hint(d,
            "have someone who reads both languages compare them, and name that person here: "
            "reviewed_by: john-doe");
}

static bool climbs(sv path) {
  sv rest = path, step;
  while (sv_split(&rest, '/', &step)) {
    if (sv_is(step, "..")) return true;
  }
  return false;
}

bool page__check_address(const fields *r, const node *value, sv address) {
  sv path = url_decode(r->a, address);
  if (url_is_site_path(path)) return true;
  if (climbs(path)) {
    diag *d = diag_add_once(r->sink, DIAG_IO007, diag_at(r->file, value->offset, value->length),
                            "the address \"%.*s\" leaves the site", SV_ARG(address));
    diag_hint(d, "write the whole path from the front page on, without ..");
    return false;
  }
  diag *d = field_wrong(r, value, "\"%.*s\" is not an address of this site", SV_ARG(address));
  if (url_is_external(path) || path.len == 0 || strpbrk(arena_cstr(r->a, path), "?#\\")) {
    diag_hint(d, "write the path from the front page on, as in /articles/epidural/");
  } else {
    diag_hint(d, "begin it with a slash: /%.*s", SV_ARG(address));
  }
  return false;
}
