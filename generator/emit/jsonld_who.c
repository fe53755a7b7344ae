/* Who is behind a page: the clinic, its writers and reviewers. */
#include "emit/facts.h"
#include "emit/jsonld_parts.h"

static const char clinic_id[] = "#clinic";

/* An address in lines, as a text in one. */
static sv in_one_line(arena *a, sv lines) {
  buf out = BUF_EMPTY;
  sv line;
  while (sv_split(&lines, '\n', &line)) {
    line = sv_trim(line);
    if (!line.len) continue;
    if (out.len) buf_add(&out, SV(", "));
    buf_add(&out, line);
  }
  sv text = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return text;
}

void jsonld__clinic(jsonld *w) {
  const settings *set = &w->site->settings;
  jsonld__begin(w, "MedicalClinic");
  jsonld__id(w, SV("/"), clinic_id);
  jsonld__text(w, "name", set->name.len ? set->name : set->title);
  jsonld__address(w, "url", SV("/"));
  jsonld__text(w, "telephone", set->phone);
  jsonld__text(w, "address", in_one_line(w->scratch, set->address));
  jsonld__end(w);
}

void jsonld__clinic_ref(jsonld *w, const char *key) {
  jsonld__ref(w, key, SV("/"), clinic_id);
}

static bool is_before(const person_refs *refs, size_t i) {
  for (size_t j = 0; j < i; j++) {
    if (refs->at[j].person && refs->at[j].person == refs->at[i].person) return true;
  }
  return false;
}

static void add_people(jsonld *w, const person_refs *refs) {
  for (size_t i = 0; i < refs->len; i++) {
    const person_ref *ref = &refs->at[i];
    if (is_before(refs, i)) continue;
    if (ref->person) {
      json_begin(&w->json, '{');
      jsonld__id(w, ref->person->url, "#person");
      json_end(&w->json, '}');
    } else {
      jsonld__begin(w, "Person");
      jsonld__text(w, "name", ref->as_written.text);
      jsonld__end(w);
    }
  }
}

void jsonld__people(jsonld *w, const char *key, const person_refs *refs, const person_refs *more) {
  if (refs->len + (more ? more->len : 0) == 0) return;
  json_plain_key(&w->json, sv_of(key));
  json_begin(&w->json, '[');
  add_people(w, refs);
  if (more) add_people(w, more);
  json_end(&w->json, ']');
}

/* What every mention of a person tells. */
static void begin_person(jsonld *w, const page *person) {
  jsonld__begin(w, "Person");
  jsonld__id(w, person->url, "#person");
  jsonld__text(w, "name", person->title);
  jsonld__address(w, "url", person->url);
  jsonld__text(w, "honorificSuffix", person->more->credentials);
}

void jsonld__persons(jsonld *w, const page *article) {
  const person_refs *lists[] = {&article->answered_by, &article->authors, &article->reviewed_by};
  VEC(const page *) done = {0};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    for (size_t j = 0; j < lists[i]->len; j++) {
      const page *person = lists[i]->at[j].person;
      bool known = !person;
      for (size_t k = 0; k < done.len; k++) known = known || done.at[k] == person;
      if (known) continue;
      vec_push(w->scratch, &done, person);
      begin_person(w, person);
      jsonld__end(w);
    }
  }
}

void jsonld__person(jsonld *w, const page *person) {
  begin_person(w, person);
  jsonld__text(w, "jobTitle", person->more->role);
  if (person->more->organisation.len) {
    json_plain_key(&w->json, SV("affiliation"));
    jsonld__begin(w, "Organization");
    jsonld__text(w, "name", person->more->organisation);
    jsonld__end(w);
  }
  jsonld__image(w, person);
  jsonld__end(w);
}
