/* How hard Markdown files are to read: counts, grades, and what to begin with. */
#include "base/utf8.h"
#include "build/source.h"
#include "cli/commands.h"
#include "health/hardest.h"
#include "markdown/markdown.h"
#include "model/front_matter.h"
#include "wrap/json.h"

enum { WORDS_A_MINUTE = 200 };

typedef struct article_text {
  sv file, lang, text;
  body body;
} article_text;

/* `epidural.es.md` is Spanish, and so is an article that says `lang: es`. */
static sv language_of(sv file, const node *root) {
  const node *lang = node_get(root, SV("lang"));
  if (lang && lang->kind == NODE_SCALAR) return lang->as.scalar.text;
  return sv_ends(file, SV(".es.md")) || sv_ends(file, SV(".es.txt")) ? SV("es") : SV("en");
}

/* A file without front matter is all text. What the Markdown may get wrong is for `check`. */
static bool read_text(arena *a, arena *scratch, sv file, diag_sink *sink, article_text *out) {
  *out = (article_text){.file = file};
  if (!source_read(a, file, sink, &out->text)) return false;
  diag_sink *unheard = diag_sink_new();
  front_matter parts;
  bool front = front_matter_split(a, file, out->text, unheard, &parts);
  size_t start = sv_starts(out->text, UTF8_BOM) ? UTF8_BOM.len : 0;
  out->lang = language_of(file, front ? parts.root : NULL);
  md_options as_article = md_article_options;
  as_article.site_links = false;
  as_article.lang = out->lang;
  md_source source = {file, out->text, front ? parts.body : start};
  md_convert(a, scratch, &as_article, source, unheard, &out->body);
  diag_sink_free(unheard);
  return true;
}

static size_t line_of(const article_text *of, diag_span where) {
  size_t line = 1;
  for (size_t i = 0; i < where.offset && i < of->text.len; i++) line += of->text.at[i] == '\n';
  return line;
}

static void add_count(json_writer *w, const char *name, size_t count) {
  json_key(w, sv_of(name));
  json_integer(w, (int64_t)count);
}

static void add_score(json_writer *w, const char *name, double score) {
  json_key(w, sv_of(name));
  json_decimal(w, score);
}

static void add_hardest(json_writer *w, const article_text *of, const hardest *h) {
  json_key(w, SV("hardest_sentences"));
  json_begin(w, '[');
  for (size_t i = 0; i < h->sentence_count; i++) {
    json_begin(w, '{');
    add_count(w, "line", line_of(of, h->sentences[i].where));
    add_count(w, "words", h->sentences[i].words);
    json_key(w, SV("text"));
    json_string(w, h->sentences[i].text);
    json_end(w, '}');
  }
  json_end(w, ']');
  json_key(w, SV("hardest_words"));
  json_begin(w, '[');
  for (size_t i = 0; i < h->word_count; i++) {
    json_begin(w, '{');
    add_count(w, "line", line_of(of, h->words[i].where));
    add_count(w, "syllables", h->words[i].syllables);
    add_count(w, "times", h->words[i].times);
    json_key(w, SV("text"));
    json_string(w, h->words[i].text);
    json_end(w, '}');
  }
  json_end(w, ']');
}

static bool is_spanish(sv lang) {
  return sv_is(sv_first(lang, 2), "es");
}

static void print_json(const article_text *of, const hardest *h) {
  const text_counts *c = &h->counts;
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_key(&w, SV("file"));
  json_string(&w, of->file);
  json_key(&w, SV("language"));
  json_string(&w, of->lang);
  add_count(&w, "words", c->words);
  add_count(&w, "sentences", c->sentences);
  add_count(&w, "syllables", c->syllables);
  add_count(&w, "letters", c->letters);
  add_count(&w, "polysyllables", c->polysyllables);
  add_count(&w, "common_polysyllables", c->common_polysyllables);
  add_count(&w, "words_left_out", c->left_out);
  add_score(&w, "flesch_reading_ease", flesch_reading_ease(c));
  add_score(&w, "flesch_kincaid_grade", flesch_kincaid_grade(c));
  add_score(&w, "smog", smog(c));
  add_score(&w, "gunning_fog", gunning_fog(c));
  add_score(&w, "coleman_liau", coleman_liau(c));
  add_score(&w, "ari", automated_readability(c));
  if (is_spanish(of->lang)) {
    add_score(&w, "fernandez_huerta", fernandez_huerta(c));
    add_score(&w, "szigriszt_pazos", szigriszt_pazos(c));
  }
  json_key(&w, SV("confidence"));
  json_string(&w, measure_confidence(c));
  add_hardest(&w, of, h);
  json_end(&w, '}');
  buf_byte(&out, '\n');
  fwrite(out.at, 1, out.len, stdout);
  buf_free(&out);
}

static void print_score(const char *name, double score) {
  printf("  %-22s %6.1f\n", name, score);
}

static void print_grades(const article_text *of, const text_counts *c) {
  if (is_spanish(of->lang)) {
    print_score("INFLESZ", szigriszt_pazos(c));
    print_score("Fern\xC3\xA1ndez Huerta", fernandez_huerta(c));
    return;
  }
  print_score("Flesch-Kincaid grade", flesch_kincaid_grade(c));
  print_score("SMOG", smog(c));
  print_score("Gunning Fog", gunning_fog(c));
  print_score("Coleman-Liau", coleman_liau(c));
  print_score("ARI", automated_readability(c));
  print_score("Flesch Reading Ease", flesch_reading_ease(c));
}

static void print_text(const article_text *of, const hardest *h) {
  const text_counts *c = &h->counts;
  printf("%.*s\n", SV_ARG(of->file));
  printf("  %zu words, %zu sentences, %zu syllables, %zu words of three or more\n", c->words,
         c->sentences, c->syllables, c->polysyllables);
  if (c->left_out) printf("  %zu words of list items that are no sentence left out\n", c->left_out);
  if (c->sentences == 0) {
    printf("  nothing to grade\n");
    return;
  }
  size_t minutes = (c->words + c->left_out + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
  printf("  %zu minute%s to read\n", minutes, plural(minutes));
  print_grades(of, c);
  if (c->sentences < MEASURE_SURE_SENTENCES) {
    printf("  low confidence: fewer than %d sentences\n", MEASURE_SURE_SENTENCES);
  }
  printf("  hardest sentences:\n");
  for (size_t i = 0; i < h->sentence_count; i++) {
    printf("    %5zu: %.*s\n", line_of(of, h->sentences[i].where), SV_ARG(h->sentences[i].text));
  }
  printf("  hardest words:\n");
  for (size_t i = 0; i < h->word_count; i++) {
    const hard_word *word = &h->words[i];
    printf("    %5zu: %.*s (%u syllables, %zu time%s)\n", line_of(of, word->where),
           SV_ARG(word->text), word->syllables, word->times, plural(word->times));
  }
}

int cmd_readability(const options *o) {
  arena memory = {0}, scratch = {0};
  diag_sink *sink = diag_sink_new();
  for (size_t i = 0; i < o->arguments.len; i++) {
    article_text article;
    hardest found;
    arena_reset(&memory);
    arena_reset(&scratch);
    if (!read_text(&memory, &scratch, o->arguments.at[i], sink, &article)) continue;
    hardest_find(&scratch, article.lang, &article.body.prose, article.file, article.text, &found);
    if (o->format == DIAG_JSON) {
      print_json(&article, &found);
    } else {
      print_text(&article, &found);
    }
  }
  print_problems(sink, o, false);
  bool good = diag_count(sink, DIAG_ERROR) == 0;
  diag_sink_free(sink);
  arena_free(&memory);
  arena_free(&scratch);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
