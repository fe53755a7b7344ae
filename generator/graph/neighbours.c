#include "graph/neighbours.h"

void neighbours_link(site *s) {
  for (size_t i = 0; i < s->sections.len; i++) {
    const page_list *newest_first = &s->sections.at[i]->pages;
    for (size_t j = 1; j < newest_first->len; j++) {
      newest_first->at[j - 1]->previous = newest_first->at[j];
      newest_first->at[j]->next = newest_first->at[j - 1];
    }
  }
}
