#include "model/glossary.h"

#include "base/limits.h"
#include "model/fields.h"
#include "text/slug.h"
#include "text/terms.h"

typedef struct glossary_reader {
  fields r;
  glossary *out;
  term_set *words;
  unsigned guesses; /* names not found, each compared with all terms */
} glossary_reader;

static diag_span place_of(const glossary_reader *g, const placed *p) {
  return diag_at(g->out->file, p->offset, p->length);
}

static const char example[] = "- {term: Nerve block, definition: A shot that numbs a nerve.}";

/* `first` is the term that has these words already. Both places are told. */
static void report_there(const glossary_reader *g, const placed *written, uint32_t first) {
  const placed *other = &g->out->terms.at[first]->name;
  diag *d = diag_add_once(g->r.sink, DIAG_GL002, place_of(g, other),
                          "\"%.*s\" is explained here, and again below", SV_ARG(other->text));
  diag_hint(d, "readers get one explanation of a word: make one of them");
  d = diag_add(g->r.sink, DIAG_GL002, place_of(g, written), "\"%.*s\" is explained already",
               SV_ARG(written->text));
  diag_hint(d, "it is what \"%.*s\" is, or a way of writing it", SV_ARG(other->text));
}

/* Makes a way of writing known for the term of that number; false: reported. */
static bool add_form(glossary_reader *g, const placed *written, uint32_t number) {
  uint32_t found = number;
  diag *d;
  switch (terms_add(g->words, written->text, &found)) {
    case TERM_ADDED: return true;
    case TERM_THERE:
      if (found != number) report_there(g, written, found);
      return found == number;
    case TERM_NO_WORD:
      d = diag_add(g->r.sink, DIAG_GL001, place_of(g, written), "\"%.*s\" has no word in it",
                   SV_ARG(written->text));
      diag_hint(d, "write the term as it stands in an article");
      return false;
    case TERM_TOO_LONG:
      d = diag_add(g->r.sink, DIAG_GL001, place_of(g, written), "a term of more than %u words",
                   LIMIT_TERM_WORDS);
      diag_hint(d, "explain a shorter phrase");
      return false;
    case TERM_TOO_ALIKE:
      d = diag_add(g->r.sink, DIAG_GL001, place_of(g, written),
                   "more than %u ways of writing that differ by their endings alone",
                   LIMIT_TERMS_ALIKE);
      diag_hint(d, "take this one out: endings such as -s and -ed are found by themselves");
      return false;
  }
  return false;
}

static void read_slug(glossary_reader *g, const node *map, glossary_term *term) {
  term->slug = slug_of_title(g->r.a, term->name.text);
  placed slug = {0};
  if (!field_placed(&g->r, field_of(map, "slug"), &slug)) return;
  if (sv_find_byte(slug.text, '/', 0) == SV_NONE) {
    term->slug = slug_of_file(g->r.a, slug.text);
    return;
  }
  diag *d = diag_add(g->r.sink, DIAG_GL001, place_of(g, &slug),
                     "a slug is one part of an address, without a slash");
  diag_hint(d, "as in slug: nerve-block");
}

/* `entry` is what the file has for the term. Of what has the wrong form enough has been said. */
static bool has_both(glossary_reader *g, const node *entry, const glossary_term *term) {
  if (term->name.text.len && term->definition.text.len) return true;
  bool named = term->name.text.len > 0;
  if (field_given(node_get(entry, named ? SV("definition") : SV("term")))) return false;
  diag *d = diag_add(
      g->r.sink, DIAG_GL001,
      named ? place_of(g, &term->name) : diag_at(g->out->file, entry->offset, entry->length),
      named ? "\"%.*s\" has no definition" : "%.*san entry without a term",
      SV_ARG(term->name.text));
  diag_hint(d, "write it as in %s", example);
  return false;
}

/* One of the same words as another is left out: it is reported. */
static void add_term(glossary_reader *g, glossary_term *term) {
  uint32_t number = (uint32_t)g->out->terms.len;
  if (!add_form(g, &term->name, number)) return;
  vec_push(g->r.a, &g->out->terms, term);
  for (size_t i = 0; i < term->forms.len; i++) add_form(g, &term->forms.at[i], number);
}

/* What a map says of a term; its name is known already where it was the map's key. */
static void read_parts(glossary_reader *g, const node *map, glossary_term *term) {
  static const sv known[] = {SV_INIT("term"),   SV_INIT("definition"), SV_INIT("forms"),
                             SV_INIT("plural"), SV_INIT("see_also"),   SV_INIT("slug")};
  field_unknown(&g->r, map, known, sizeof known / sizeof *known, DIAG_GL004, true);
  if (!term->name.text.len) field_placed(&g->r, field_of(map, "term"), &term->name);
  field_placed(&g->r, field_of(map, "definition"), &term->definition);
  field_placed_list(&g->r, field_of(map, "forms"), &term->forms);
  placed_list plural = {0};
  field_placed_list(&g->r, field_of(map, "plural"), &plural);
  for (size_t i = 0; i < plural.len; i++) vec_push(g->r.a, &term->forms, plural.at[i]);
  field_placed_list(&g->r, field_of(map, "see_also"), &term->see_also_written);
  read_slug(g, map, term);
}

static void read_list(glossary_reader *g, const node *root) {
  for (size_t i = 0; i < root->as.list.count; i++) {
    const node *entry = root->as.list.items[i];
    if (entry->kind != NODE_MAP) {
      diag *d = field_wrong(&g->r, entry, "an entry of the glossary is a term with its definition");
      diag_hint(d, "write it as in %s", example);
      continue;
    }
    glossary_term *term = arena_new(g->r.a, glossary_term);
    term->file = g->out->file;
    read_parts(g, entry, term);
    if (has_both(g, entry, term)) add_term(g, term);
  }
}

/* The shorter form: "Nerve block: A shot that numbs a nerve." */
static void read_map(glossary_reader *g, const node *root) {
  for (size_t i = 0; i < root->as.map.count; i++) {
    const node_pair *pair = &root->as.map.pairs[i];
    glossary_term *term = arena_new(g->r.a, glossary_term);
    term->file = g->out->file;
    term->name = (placed){arena_dup(g->r.a, pair->key), (uint32_t)pair->key_offset,
                          (uint32_t)pair->key_length};
    if (pair->value->kind == NODE_MAP) {
      read_parts(g, pair->value, term);
    } else {
      field_placed(&g->r, (field){pair->key, pair->value}, &term->definition);
      term->slug = slug_of_title(g->r.a, term->name.text);
    }
    if (has_both(g, pair->value, term)) add_term(g, term);
  }
}

static void report_unknown(glossary_reader *g, const placed *written) {
  diag *d = diag_add(g->r.sink, DIAG_GL003, place_of(g, written),
                     "the glossary does not explain \"%.*s\"", SV_ARG(written->text));
  arena scratch = {0};
  sv_list names = {0};
  bool guess = g->guesses++ < LIMIT_LINK_GUESSES;
  for (size_t i = 0; guess && i < g->out->terms.len; i++) {
    vec_push(&scratch, &names, g->out->terms.at[i]->name.text);
  }
  sv near = diag_nearest(written->text, names.at, names.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "explain it, too, or take it out of see_also");
  }
  arena_free(&scratch);
}

static void resolve_see_also(glossary_reader *g) {
  arena scratch = {0};
  for (size_t i = 0; i < g->out->terms.len; i++) {
    glossary_term *term = g->out->terms.at[i];
    for (size_t j = 0; j < term->see_also_written.len; j++) {
      const placed *written = &term->see_also_written.at[j];
      uint32_t number;
      arena_reset(&scratch);
      if (terms_find(g->words, &scratch, written->text, &number)) {
        vec_push(g->r.a, &term->see_also, g->out->terms.at[number]);
      } else {
        report_unknown(g, written);
      }
    }
  }
  arena_free(&scratch);
}

void glossary_read(arena *a, const node *root, diag_sink *sink, glossary *out) {
  glossary_reader g = {.r = {a, out->file, DIAG_GL001, sink, false}, .out = out};
  g.words = terms_open(a, out->lang);
  if (root->kind == NODE_LIST) {
    read_list(&g, root);
  } else if (root->kind == NODE_MAP) {
    read_map(&g, root);
  } else if (field_given(root)) {
    diag *d = field_wrong(&g.r, root, "the glossary is a list of terms");
    diag_hint(d, "write an entry as in %s", example);
  }
  terms_close(g.words);
  out->words = g.words;
  resolve_see_also(&g);
}

glossary *glossary_in(const glossary_list *all, sv lang) {
  for (size_t i = 0; i < all->len; i++) {
    if (sv_eq(all->at[i]->lang, lang)) return all->at[i];
  }
  return NULL;
}
