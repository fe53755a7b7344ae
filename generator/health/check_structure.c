/* What belongs into an article: its key message first, references, and for a treatment what the
 * DISCERN questions ask after (D. Charnock, The DISCERN Handbook, 1998). No score is given. */
#include "health/checking.h"
#include "text/words.h"

typedef struct part {
  const char *name;
  const char *signs; /* of its heading, folded, with | between */
} part;

static const part parts[] = {
    {"benefits",
     "benefit|help|helps|helped|good for|why have|relief|beneficio|beneficios|ayuda|ayudar"},
    {"risks", "risk|risks|side effects|problems|complications|safe|safety|riesgo|riesgos|efectos"},
    {"what happens without treatment",
     "without|do not have|dont have|do nothing|no treatment|if i wait|if you wait|decide against|"
     "sin tratamiento|no me|no lo hago|si no"},
    {"other options",
     "other|alternative|alternatives|options|choices|instead|otras|opciones|alternativas"},
    {"what is uncertain",
     "uncertain|not certain|not known|do not know|dont know|unknown|not "
     "sure|evidence|seguro|incierto|"
     "no se sabe"},
    {"questions to ask", "questions|preguntas"},
};

enum { PARTS = sizeof parts / sizeof *parts };

/* The words of a heading, folded, with a blank on both sides. */
static sv spaced(arena *a, sv text) {
  sv out = SV(" "), word;
  while (words_next(&text, &word)) {
    out = arena_cat(a, (sv[]){out, words_fold(a, word), SV(" ")}, 3);
  }
  return out;
}

static bool has_sign(arena *a, sv heading, const char *signs) {
  sv rest = sv_of(signs), sign;
  while (sv_split(&rest, '|', &sign)) {
    sv padded = arena_cat(a, (sv[]){SV(" "), sign, SV(" ")}, 3);
    if (sv_find(heading, padded, 0) != SV_NONE) return true;
  }
  return false;
}

static void find_parts(const checking *c, bool present[PARTS]) {
  const page *p = c->page;
  for (size_t i = 0; i < p->body.headings.len; i++) {
    sv heading = spaced(c->scratch, p->body.headings.at[i].text);
    for (size_t k = 0; k < PARTS; k++) {
      present[k] = present[k] || has_sign(c->scratch, heading, parts[k].signs);
    }
  }
  present[PARTS - 1] = present[PARTS - 1] || p->questions_to_ask.len;
}

static sv listed(const checking *c, const bool present[PARTS], bool wanted) {
  sv out = SV("");
  for (size_t k = 0; k < PARTS; k++) {
    if (present[k] != wanted) continue;
    out = arena_printf(c->scratch, "%.*s%s%s", SV_ARG(out), out.len ? ", " : "", parts[k].name);
  }
  return out.len ? out : SV("nothing");
}

/* Whether the page is a guide with a term in that taxonomy. */
static bool is_guide_to(const checking *c, const char *shelf) {
  const page *p = c->page;
  const taxonomy_settings *all = &c->rules->settings->taxonomies;
  for (size_t i = 0; p->kind == ARTICLE_GUIDE && i < p->terms.len; i++) {
    unsigned number = p->terms.at[i].taxonomy;
    if (number >= all->len || !sv_is(all->at[number].name, shelf)) continue;
    if (p->terms.at[i].names.len) return true;
  }
  return false;
}

static void check_parts(checking *c) {
  if (!is_guide_to(c, "procedures")) return;
  bool present[PARTS] = {false};
  find_parts(c, present);
  bool whole = true;
  for (size_t k = 0; k < PARTS; k++) whole = whole && present[k];
  if (whole) return;
  health__add(c, DIAG_HC023, health__title(c),
              arena_printf(c->scratch, "no heading on: %.*s", SV_ARG(listed(c, present, false))),
              arena_printf(c->scratch, "there is: %.*s; questions may stand in questions_to_ask",
                           SV_ARG(listed(c, present, true))));
}

static void check_key_message(checking *c) {
  const prose *blocks = &c->page->body.prose;
  if (c->page->key_points.len || blocks->len == 0 || blocks->at[0].kind != PROSE_HEADING) return;
  health__at(c, DIAG_HC024, &blocks->at[0], blocks->at[0].text,
             SV("the article begins with a heading, not with its key message"),
             SV("say in a sentence or two what matters most, or give key_points"));
}

/* A guide to a treatment or a condition states facts, and facts have sources. */
static void check_references(checking *c) {
  const page *p = c->page;
  if (p->more->references.len) return;
  if (!is_guide_to(c, "procedures") && !is_guide_to(c, "conditions")) return;
  for (size_t i = 0; i < p->body.prose.len; i++) {
    const prose_block *block = &p->body.prose.at[i];
    if (block->kind == PROSE_NOTE || measure_is_references(block)) return;
  }
  health__add(c, DIAG_HC025, health__title(c), SV("the article names no source"),
              SV("list where its facts come from under references"));
}

/* Has the field, or says by its title that it is one. */
static void check_testimonial(checking *c) {
  const page *p = c->page;
  val field = val_at(p->params, SV("testimonial"), c->scratch);
  sv title = spaced(c->scratch, p->title);
  bool told = has_sign(c->scratch, title,
                       "testimonial|testimonials|patient story|patients story|patient stories|"
                       "success story|success stories|my story|testimonio|testimonios");
  if (field.kind == VAL_NIL && !told) return;
  val authorised = val_at(field, SV("authorised"), c->scratch);
  val compensation = val_at(field, SV("compensation"), c->scratch);
  bool signed_for = authorised.kind == VAL_BOOL && authorised.as.boolean;
  if (signed_for && val_text(compensation).len) return;
  health__add(c, DIAG_HC019, health__title(c),
              arena_printf(c->scratch, "a patient's story needs %s",
                           signed_for ? "a word on compensation" : "the patient's authorisation"),
              SV("once it is signed, write testimonial: {authorised: true, compensation: none} "
                 "(45 CFR 164.508; 16 CFR 255.5)"));
}

void health__check_structure(checking *c) {
  check_parts(c);
  check_key_message(c);
  check_references(c);
  check_testimonial(c);
}
