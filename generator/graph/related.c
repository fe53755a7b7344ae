#include "graph/related.h"

#include "graph/related_pick.h"

static void relate_language(site *s, sv lang, page_list articles, const finder *f,
                            diag_sink *sink) {
  arena kept, scratch;
  arena_init(&kept, 1024 * 1024);
  arena_init(&scratch, 1024 * 1024);
  related__index index;
  related__index_build(&kept, &scratch, s, lang, articles, &index);
  arena_reset(&scratch);
  related__scorer scorer;
  related__scorer_open(&kept, &index, &scorer);
  related__picker picker;
  related__picker_open(&kept, s, &scorer, f, &scratch, sink, &picker);
  for (uint32_t i = 0; i < index.count; i++) related__pick(&picker, i);
  vocabulary_close(&index.words);
  arena_free(&kept);
  arena_free(&scratch);
}

void related_link(site *s, diag_sink *sink) {
  arena memory = {0};
  finder f;
  finder_open(&memory, s, &f);
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    page_list articles = {0};
    for (size_t j = 0; j < s->articles.len; j++) {
      if (sv_eq(s->articles.at[j]->lang, lang)) vec_push(&memory, &articles, s->articles.at[j]);
    }
    if (articles.len) relate_language(s, lang, articles, &f, sink);
  }
  arena_free(&memory);
}
