#include "graph/related.h"

#include "graph/related_pick.h"

enum { BLOCK = 1024 * 1024 };

typedef struct linking {
  site *site;
  related_reader *const *readers;
  size_t reader_count;
  finder finder;
  diag_sink *sink;
} linking;

static void relate_language(linking *l, sv lang, page_list articles) {
  arena kept, scratch;
  arena_init(&kept, BLOCK);
  arena_init(&scratch, BLOCK);
  related__index index;
  related__index_build(&kept, &scratch, l->site, l->readers, l->reader_count, lang, articles,
                       &index);
  arena_reset(&scratch);
  related__scorer scorer;
  related__scorer_open(&kept, &index, &scorer);
  related__picker picker;
  related__picker_open(&kept, l->site, &scorer, &l->finder, &scratch, l->sink, &picker);
  for (uint32_t i = 0; i < index.count; i++) related__pick(&picker, i);
  arena_free(&kept);
  arena_free(&scratch);
}

page_list related__articles_in(arena *a, const site *s, sv lang) {
  page_list found = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    if (sv_eq(s->articles.at[i]->lang, lang)) vec_push(a, &found, s->articles.at[i]);
  }
  return found;
}

void related_link(site *s, related_reader *const *readers, size_t count, diag_sink *sink) {
  arena memory;
  arena_init(&memory, BLOCK);
  linking l = {.site = s, .readers = readers, .reader_count = count, .sink = sink};
  finder_open(&memory, s, &l.finder);
  for (size_t i = 0; i < s->articles.len; i++) {
    if (!s->articles.at[i]->words) related_read(readers[0], s->memory, s->articles.at[i]);
  }
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    page_list articles = related__articles_in(&memory, s, lang);
    if (articles.len) relate_language(&l, lang, articles);
  }
  arena_free(&memory);
}
