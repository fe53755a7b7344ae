#include "model/settings_parts.h"

#include "model/page_fields.h"
#include "model/url.h"

/* What is wrong with an address for the site, or NULL; *out is its parts. */
static const char *split_base_url(arena *a, sv url, settings *out) {
  sv scheme = url_scheme(url);
  if (!sv_eq_nocase(scheme, SV("https")) && !sv_eq_nocase(scheme, SV("http"))) {
    return "is not a web address";
  }
  sv rest = sv_skip(url, scheme.len + 1);
  if (!sv_starts(rest, SV("//"))) return "is not a web address";
  rest = sv_skip(rest, 2);
  for (size_t i = 0; i < rest.len; i++) {
    unsigned char c = (unsigned char)rest.at[i];
    if (c <= ' ' || c == 0x7F || strchr("\"'<>\\^`{|}", c))
      return "holds a character that no address has";
    if (c == '?' || c == '#') return "must not have a ? or a #";
    if (c == '@') return "must not name a user";
  }
  size_t slash = sv_find_byte(rest, '/', 0);
  sv host = sv_first(rest, slash);
  if (host.len == 0 || host.at[0] == ':' || host.at[0] == '.') return "has no host";
  sv path = slash == SV_NONE ? SV("") : sv_skip(rest, slash);
  if (path.len && !url_is_site_path(path)) return "has a path that leads elsewhere";
  while (sv_ends(path, SV("/"))) path.len--;
  size_t origin = (size_t)(host.at + host.len - url.at);
  out->origin = sv_first(url, origin);
  out->base_path = url_path(a, url_decode(a, path));
  out->base_url = arena_cat(a, (sv[]){out->origin, out->base_path}, 2);
  return NULL;
}

static void report_base_url(const fields *r, const node *value, sv url, const char *problem) {
  diag *d = value ? field_wrong(r, value, "\"%.*s\" %s", SV_ARG(url), problem)
                  : diag_add(r->sink, DIAG_CF003, DIAG_NOWHERE, "--base-url \"%.*s\" %s",
                             SV_ARG(url), problem);
  if (!url_scheme(url).len && url.len && !sv_starts(url, SV("/"))) {
    diag_hint(d, "start it with https://, as in https://%.*s", SV_ARG(url));
  } else {
    diag_hint(d, "write where the site will stand, as in https://www.example.com/patients");
  }
}

void settings__read_base_url(const fields *r, const node *root, sv wanted, settings *out) {
  field f = field_of(root, "base_url");
  sv url = arena_dup(r->a, wanted);
  const char *problem;
  if (wanted.len) {
    problem = split_base_url(r->a, url, out);
    if (problem) report_base_url(r, NULL, url, problem);
  } else if (field_text(r, f, &url)) {
    problem = split_base_url(r->a, url, out);
    if (problem) report_base_url(r, f.value, url, problem);
  } else if (!field_given(f.value) && root) {
    const node_pair *empty = node_pair_of(root, SV("base_url"));
    diag_span where =
        empty ? diag_at(r->file, empty->key_offset, empty->key_length) : diag_file(r->file);
    diag *d =
        diag_add(r->sink, DIAG_CF002, where, empty ? "base_url is empty" : "base_url is missing");
    diag_hint(d, "%s: base_url: https://www.example.com",
              empty ? "write the address of the site" : "add a line with the address of the site");
  }
}

/* "en", "pt-BR": letters and digits in parts of one to eight (RFC 5646), two or more first. */
static bool is_language(sv tag) {
  sv rest = tag, part;
  bool first = true;
  while (sv_split(&rest, '-', &part)) {
    if (part.len < (first ? 2u : 1u) || part.len > 8) return false;
    for (size_t i = 0; i < part.len; i++) {
      char c = part.at[i];
      bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (first || c < '0' || c > '9')) return false;
    }
    first = false;
  }
  return true;
}

static void add_language(const fields *r, sv tag, const node *value, settings *out) {
  for (size_t i = 0; i < out->languages.len; i++) {
    if (sv_eq(out->languages.at[i], tag)) return;
  }
  if (is_language(tag)) {
    vec_push(r->a, &out->languages, tag);
    language_place place =
        value ? (language_place){value->offset, value->length} : (language_place){0};
    vec_push(r->a, &out->language_places, place);
    return;
  }
  diag *d = field_wrong(r, value, "\"%.*s\" is not the code of a language", SV_ARG(tag));
  diag_hint(d, "write en for English, es for Spanish, pt-BR for Portuguese as in Brazil");
}

void settings__read_languages(const fields *r, const node *root, settings *out) {
  field main_one = field_of(root, "language"), others = field_of(root, "languages");
  placed tag = {0};
  field_text(r, main_one, &out->language);
  add_language(r, out->language, main_one.value, out);
  if (!out->languages.len) out->language = SV("en");
  if (!out->languages.len) add_language(r, out->language, NULL, out);
  for (size_t i = 0; field_next(r, others, &i, &tag);) {
    node where = {.kind = NODE_SCALAR, .offset = tag.offset, .length = tag.length};
    add_language(r, tag.text, &where, out);
  }
}

void settings__read_zone(const fields *r, const node *root, settings *out) {
  field f = field_of(root, "time_zone");
  sv name;
  if (!field_text(r, f, &name)) return;
  const zone *z = zone_open(r->a, name);
  if (z) {
    out->zone = z;
    return;
  }
  diag *d =
      field_wrong(r, f.value, "\"%.*s\" is not a time zone that this machine knows", SV_ARG(name));
  diag_hint(d, "write continent and city, as in America/Los_Angeles, or UTC");
}

static void add_notice(const fields *r, field f, settings *out) {
  sv name;
  if (!field_text(r, f, &name)) return;
  vec_push(r->a, &out->notices, (notice_setting){name, f.value->offset, f.value->length});
}

/* A list of pages, or a map whose names are the clinic's own: privacy: our-privacy-practices. */
void settings__read_notices(const fields *r, const node *root, settings *out) {
  field f = field_of(root, "notices");
  if (!field_given(f.value)) return;
  if (f.value->kind == NODE_SCALAR) add_notice(r, f, out);
  for (size_t i = 0; f.value->kind == NODE_LIST && i < f.value->as.list.count; i++) {
    add_notice(r, (field){f.name, f.value->as.list.items[i]}, out);
  }
  for (size_t i = 0; f.value->kind == NODE_MAP && i < f.value->as.map.count; i++) {
    const node_pair *pair = &f.value->as.map.pairs[i];
    add_notice(r, (field){pair->key, pair->value}, out);
  }
}

void settings__read_menu(const fields *r, const node *root, settings *out) {
  static const sv known[] = {SV_INIT("title"), SV_INIT("url")};
  static const char example[] = "a list of entries such as - {title: About us, url: /about/}";
  field_maps_list entries = {0};
  field_maps(r, field_of(root, "menu"), example, &entries);
  for (size_t i = 0; i < entries.len; i++) {
    const node *entry = entries.at[i];
    menu_item item = {0};
    placed url = {0};
    field_unknown(r, entry, known, 2, DIAG_CF004, false);
    bool titled = field_text(r, field_of(entry, "title"), &item.title);
    if (!titled || !field_placed(r, field_of(entry, "url"), &url)) {
      diag *d = field_wrong(r, entry, "an entry of the menu needs a title and a url");
      diag_hint(d, "as in - {title: About us, url: /about/}");
      continue;
    }
    item.url = url.text;
    item.offset = url.offset;
    item.length = url.length;
    vec_push(r->a, &out->menu, item);
  }
}

static bool has_taxonomy(const settings *s, sv name) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    if (sv_eq(s->taxonomies.at[i].name, name)) return true;
  }
  return false;
}

/* A taxonomy is a field of the front matter and a part of addresses. */
static void add_taxonomy(const fields *r, const node *where, sv name, sv title, settings *out) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (good) continue;
    diag *d = field_wrong(r, where, "\"%.*s\" cannot be the name of a taxonomy", SV_ARG(name));
    diag_hint(d, "use small letters, digits, - and _; what readers see is its title");
    return;
  }
  if (page__field_of(name) != FIELD_NONE) {
    diag *d = field_wrong(r, where, "\"%.*s\" is a field of its own already", SV_ARG(name));
    diag_hint(d, "choose another name for the taxonomy");
    return;
  }
  if (name.len && !has_taxonomy(out, name)) {
    vec_push(r->a, &out->taxonomies, (taxonomy_setting){name, title});
  }
}

static void add_named_taxonomies(const fields *r, const node *map, settings *out) {
  for (size_t i = 0; i < map->as.map.count; i++) {
    const node_pair *pair = &map->as.map.pairs[i];
    sv title = SV("");
    field_text(r, (field){pair->key, pair->value}, &title);
    add_taxonomy(r, pair->value, arena_dup(r->a, pair->key), title, out);
  }
}

void settings__read_taxonomies(const fields *r, const node *root, settings *out) {
  static const sv usual[] = {SV_INIT("tags"), SV_INIT("conditions"), SV_INIT("procedures"),
                             SV_INIT("specialties")};
  field f = field_of(root, "taxonomies");
  sv_list listed = {0};
  if (f.value && f.value->kind == NODE_MAP) {
    add_named_taxonomies(r, f.value, out);
  } else {
    field_texts(r, f, &listed);
    for (size_t i = 0; i < listed.len; i++) {
      add_taxonomy(r, f.value, listed.at[i], SV(""), out);
    }
  }
  for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
    add_taxonomy(r, f.value, usual[i], SV(""), out);
  }
}

static bool is_permalink(const fields *r, const node *value, sv pattern) {
  sv filled, problem = SV("");
  permalink_facts facts = {SV("x"), SV("x"), SV("x"), true, {0}};
  diag *d;
  if (!url_is_site_path(pattern)) {
    d = field_wrong(r, value, "\"%.*s\" is not the pattern of an address", SV_ARG(pattern));
  } else if (!url_permalink(r->a, pattern, &facts, &filled, &problem)) {
    d = field_wrong(r, value, "a permalink has no \":%.*s\"", SV_ARG(problem));
  } else if (sv_find(pattern, SV(":slug"), 0) == SV_NONE &&
             sv_find(pattern, SV(":title"), 0) == SV_NONE) {
    d = field_wrong(r, value, "all pages would stand at one address");
  } else {
    return true;
  }
  sv near = diag_nearest(problem, url_permalink_names, url_permalink_name_count);
  if (near.len) {
    diag_hint(d, "did you mean \":%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "write it as in /:year/:slug/; there are :section :slug :title :year :month :day");
  }
  return false;
}

void settings__read_permalinks(const fields *r, const node *root, settings *out) {
  field f = field_of(root, "permalinks");
  if (!field_map(r, f, "permalinks: {articles: /:year/:slug/}")) return;
  for (size_t i = 0; i < f.value->as.map.count; i++) {
    const node_pair *pair = &f.value->as.map.pairs[i];
    placed pattern = {0};
    if (!field_placed(r, (field){pair->key, pair->value}, &pattern)) continue;
    if (!is_permalink(r, pair->value, pattern.text)) continue;
    permalink_setting made = {arena_dup(r->a, pair->key), pattern.text, pattern.offset,
                              pattern.length};
    vec_push(r->a, &out->permalinks, made);
  }
}
