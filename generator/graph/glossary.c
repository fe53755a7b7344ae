#include "graph/glossary.h"

void glossary_link(site *s) {
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    const glossary *g = p->body.terms.len ? glossary_in(&s->glossaries, p->lang) : NULL;
    for (size_t j = 0; g && j < p->body.terms.len; j++) {
      vec_push(s->memory, &g->terms.at[p->body.terms.at[j]]->pages, p);
    }
  }
}
