#include "emit/facts.h"

bool emit_is_inside(sv url) {
  return url.len && url.at[0] == '/' && !(url.len > 1 && url.at[1] == '/');
}

sv emit_absolute(arena *a, const site *s, sv url) {
  return emit_is_inside(url) ? arena_cat(a, (sv[]){s->settings.base_url, url}, 2) : url;
}

static void add(arena *a, emit_people *people, const person_refs *refs) {
  for (size_t i = 0; i < refs->len; i++) {
    const page *person = refs->at[i].person;
    sv name = person ? person->title : refs->at[i].as_written.text;
    bool known = false;
    for (size_t j = 0; j < people->len; j++) known = known || sv_eq(people->at[j].name, name);
    if (!known && name.len) vec_push(a, people, (emit_person){name, person});
  }
}

emit_people emit_authors(arena *a, const page *p) {
  emit_people people = {0};
  add(a, &people, &p->authors);
  add(a, &people, &p->answered_by);
  return people;
}
