/* Articles that no other article links to, and where a link to each would fit. */
#include <math.h>

#include "base/utf8.h"
#include "build/source.h"
#include "cli/commands.h"
#include "graph/link_places.h"
#include "markdown/markdown.h"
#include "model/front_matter.h"
#include "wrap/json.h"

typedef struct search {
  const options *options;
  arena scratch;
} search;

/* A place as a person looks for it. */
typedef struct shown_place {
  size_t line, column;
  sv text; /* the line */
  sv link; /* what to write for the words */
} shown_place;

static bool read_again(arena *a, const page *p, sv *text) {
  diag_sink *unheard = diag_sink_new(); /* the file was read and reported on already */
  bool good = source_read(a, p->source, unheard, text);
  diag_sink_free(unheard);
  return good;
}

static void read_article(search *q, link_places *l, const page *p) {
  arena_reset(&q->scratch);
  arena *a = &q->scratch;
  sv text;
  if (!read_again(a, p, &text)) return;
  diag_sink *unheard = diag_sink_new();
  front_matter parts;
  body made = {0};
  if (front_matter_split(a, p->source, text, unheard, &parts)) {
    md_options how = md_article_options;
    how.lang = p->lang;
    arena converting = {0};
    md_convert(a, &converting, &how, (md_source){p->source, text, parts.body}, unheard, &made);
    arena_free(&converting);
    link_places_read(l, p, text, &made.prose);
  }
  diag_sink_free(unheard);
}

static sv one_line(arena *a, sv text) {
  char *copy = arena_cstr(a, text);
  for (size_t i = 0; i < text.len; i++) {
    if (copy[i] == '\n' || copy[i] == '\r') copy[i] = ' ';
  }
  return sv_make(copy, text.len);
}

static bool show_place(arena *a, const site *s, const page *to, const link_place *place,
                       shown_place *out) {
  sv text;
  if (!read_again(a, place->from, &text) || place->offset + place->length > text.len) return false;
  size_t start = 0;
  out->line = 1;
  for (size_t i = 0; i < place->offset; i++) {
    if (text.at[i] != '\n') continue;
    out->line++;
    start = i + 1;
  }
  size_t end = sv_find_byte(text, '\n', place->offset);
  out->text = sv_trim(sv_make(text.at + start, (end == SV_NONE ? text.len : end) - start));
  out->column = utf8_count(sv_make(text.at + start, place->offset - start)) + 1;
  sv target = link_places_target(a, s, place->from, to);
  bool blanks = sv_find_byte(target, ' ', 0) != SV_NONE;
  out->link = arena_printf(a, blanks ? "[%.*s](<%.*s>)" : "[%.*s](%.*s)",
                           SV_ARG(one_line(a, place->words)), SV_ARG(target));
  return true;
}

static void print_text(search *q, const site *s, const link_wanted *w) {
  printf("%.*s  %.*s\n", SV_ARG(w->page->source), SV_ARG(w->page->title));
  for (size_t i = 0; i < w->place_count; i++) {
    arena_reset(&q->scratch);
    shown_place shown;
    if (!show_place(&q->scratch, s, w->page, &w->places[i], &shown)) continue;
    printf("  %.*s:%zu:%zu\n", SV_ARG(w->places[i].from->source), shown.line, shown.column);
    printf("    write %.*s\n", SV_ARG(shown.link));
  }
  if (w->place_count) return;
  puts("  no article has words for a link; a sentence would fit into:");
  for (size_t i = 0; i < w->page->related_pages.len; i++) {
    printf("    %.*s\n", SV_ARG(w->page->related_pages.at[i].page->source));
  }
}

static void add_text(json_writer *w, const char *key, sv text) {
  json_key(w, sv_of(key));
  json_string(w, text);
}

static void add_place(json_writer *w, const link_place *place, const shown_place *shown) {
  json_begin(w, '{');
  add_text(w, "file", place->from->source);
  json_key(w, SV("line"));
  json_integer(w, (int64_t)shown->line);
  json_key(w, SV("column"));
  json_integer(w, (int64_t)shown->column);
  add_text(w, "words", place->words);
  add_text(w, "text", shown->text);
  add_text(w, "link", shown->link);
  json_key(w, SV("score"));
  json_decimal(w, round(place->score * 1000) / 1000);
  json_end(w, '}');
}

static void add_json(search *q, const site *s, const link_wanted *wanted, json_writer *w) {
  json_begin(w, '{');
  add_text(w, "slug", wanted->page->slug);
  add_text(w, "file", wanted->page->source);
  add_text(w, "title", wanted->page->title);
  json_key(w, SV("places"));
  json_begin(w, '[');
  for (size_t i = 0; i < wanted->place_count; i++) {
    arena_reset(&q->scratch);
    shown_place shown;
    if (show_place(&q->scratch, s, wanted->page, &wanted->places[i], &shown)) {
      add_place(w, &wanted->places[i], &shown);
    }
  }
  json_end(w, ']');
  json_key(w, SV("related"));
  json_begin(w, '[');
  for (size_t i = 0; i < wanted->page->related_pages.len; i++) {
    json_string(w, wanted->page->related_pages.at[i].page->source);
  }
  json_end(w, ']');
  json_end(w, '}');
}

static void print_json(search *q, const site *s, const link_wanted *wanted, size_t count) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '[');
  for (size_t i = 0; i < count; i++) add_json(q, s, &wanted[i], &w);
  json_end(&w, ']');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static void answer(void *context, const site *s) {
  search *q = context;
  arena memory = {0};
  link_places *l = link_places_open(&memory, s);
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    if (p->type == PAGE_ARTICLE && !p->left_out) read_article(q, l, p);
  }
  size_t count;
  const link_wanted *wanted = link_places_found(l, &count);
  if (q->options->format == DIAG_JSON) {
    print_json(q, s, wanted, count);
  } else {
    for (size_t i = 0; i < count; i++) print_text(q, s, &wanted[i]);
    printf("%zu of %u article%s without a link from another\n", count, s->articles.len,
           plural(s->articles.len));
  }
  link_places_close(l);
  arena_free(&memory);
}

int cmd_links(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  search q = {.options = o};
  bool good = build_site(&wanted, sink, answer, &q);
  print_problems(sink, o, false);
  arena_free(&q.scratch);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
