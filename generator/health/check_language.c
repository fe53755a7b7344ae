/* How the article reads: its grade, long sentences, paragraphs and lists, and the passive. */
#include <math.h>

#include "base/buf.h"
#include "health/checking.h"
#include "health/tokens.h"

enum {
  SENTENCE_WORDS = 20,
  PARAGRAPH_SENTENCES = 3,
  LIST_ITEMS = 7,
  LABEL_WORDS = 4,
  PASSIVE_PERCENT = 20,
  PASSIVE_LEAST = 3 /* sentences; fewer are no habit */
};

typedef struct reading {
  checking *c;
  const prose_block *block; /* the paragraph being counted */
  size_t in_block;
  size_t passive;
  const prose_block *first_passive;
  sv passive_text;
} reading;

static bool is_spanish(const checking *c) {
  return sv_is(sv_first(c->page->lang, 2), "es");
}

static bool is_among(sv word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (word.len && word.at[0] == list[i][0] && sv_is(word, list[i])) return true;
  }
  return false;
}

#define IS_AMONG(word, list) is_among((word), (list), sizeof(list) / sizeof *(list))

static bool is_be(sv word) {
  static const char *const forms[] = {"is",   "are",  "was",   "were",  "be",     "been", "being",
                                      "gets", "isnt", "arent", "wasnt", "werent", "get",  "got"};
  return IS_AMONG(word, forms);
}

static bool is_participle(sv word) {
  static const char *const irregular[] = {
      "done",    "given",  "taken",  "seen",  "made", "put",     "held",   "shown", "known",
      "felt",    "found",  "kept",   "sent",  "told", "brought", "chosen", "drawn", "worn",
      "written", "cut",    "left",   "lost",  "paid", "read",    "said",   "set",   "thought",
      "built",   "caught", "broken", "begun", "run",  "spread"};
  static const char *const no_verbs[] = {"red",     "tired",   "need",      "scared",
                                         "worried", "bed",     "indeed",    "pleased",
                                         "swollen", "excited", "interested"};
  if (IS_AMONG(word, irregular)) return true;
  return word.len > 3 && sv_ends(word, SV("ed")) && !IS_AMONG(word, no_verbs);
}

unsigned health__verb_traits(sv folded) {
  return (is_be(folded) ? WORD_BE : 0u) | (is_participle(folded) ? WORD_PARTICIPLE : 0u);
}

static bool stands_between(sv word) {
  return sv_ends(word, SV("ly")) || sv_is(word, "not") || sv_is(word, "often") ||
         sv_is(word, "also") || sv_is(word, "never") || sv_is(word, "being");
}

/* A form of "be" and a participle, with an adverb or "not" between at the most. */
static bool is_passive(const read_sentence *s) {
  if (!(s->traits & WORD_BE) || !(s->traits & WORD_PARTICIPLE)) return false;
  const token_list tokens = s->tokens;
  for (size_t i = 0; i + 1 < tokens.len; i++) {
    if (!(tokens.at[i].known->traits & WORD_BE)) continue;
    size_t next = i + 1;
    if (next + 1 < tokens.len && stands_between(tokens.at[next].known->folded)) next++;
    if (tokens.at[next].known->traits & WORD_PARTICIPLE) return true;
  }
  return false;
}

/* A site may have a hundred thousand of these, and printf takes longer than finding them. */
static sv counted(arena *a, const char *before, size_t number, const char *behind) {
  char room[BUF_DIGITS];
  return arena_cat(a, (sv[]){sv_of(before), buf_digits(room, number, 0), sv_of(behind)}, 3);
}

static void check_paragraph(reading *r, const measured_sentence *s) {
  if (r->block != s->block) {
    r->block = s->block;
    r->in_block = 0;
  }
  bool is_label = r->in_block == 0 && s->counts.words < LABEL_WORDS; /* "**Infection.** Germs …" */
  if (!is_label) r->in_block++;
  if (r->in_block != PARAGRAPH_SENTENCES + 1 || s->block->kind != PROSE_PARAGRAPH) return;
  health__at(
      r->c, DIAG_HC003, s->block, s->read->text,
      counted(r->c->scratch, "this paragraph goes on after ", PARAGRAPH_SENTENCES, " sentences"),
      SV("begin a new paragraph here, or turn its points into a list"));
}

static void visit(void *context, const measured_sentence *s) {
  reading *r = context;
  checking *c = r->c;
  if (s->counts.words > SENTENCE_WORDS) {
    health__at(c, DIAG_HC002, s->block, s->read->text,
               counted(c->scratch, "a sentence of ", s->counts.words, " words"),
               SV("make two of it, or drop what is not needed; 20 words are enough"));
  }
  check_paragraph(r, s);
  if (is_spanish(c) || !is_passive(s->read)) return;
  if (r->passive++) return;
  r->first_passive = s->block;
  r->passive_text = s->read->text;
}

static void check_passive(reading *r) {
  checking *c = r->c;
  size_t all = c->result->counts.sentences;
  if (r->passive < PASSIVE_LEAST || r->passive * 100 <= all * PASSIVE_PERCENT) return;
  health__at(
      c, DIAG_HC005, r->first_passive, r->passive_text,
      arena_printf(c->scratch, "%zu of %zu sentences are in the passive voice; the first is this",
                   r->passive, all),
      SV("say who does it: \"the doctor numbs your skin\", not \"your skin is numbed\""));
}

/* The settings' limits are grades unless the site chose a scale itself; INFLESZ calls a text under
 * 55 hard, and under 40 very hard. */
static void find_grade(checking *c) {
  const readability_settings *wanted = &c->rules->settings->readability;
  health_result *result = c->result;
  const measure_method *m = measure_method_for(c->page->lang, wanted->method);
  bool chosen = sv_is(wanted->method, m->name);
  result->method = m;
  result->grade = result->counts.words < MEASURE_LEAST_WORDS ? NAN : m->value(&result->counts);
  result->warn = m->ease && !chosen ? 55 : wanted->warn;
  result->fail = m->ease && !chosen ? 40 : wanted->fail;
}

/* Grades rise with difficulty, and scales of ease fall. */
static void check_grade(checking *c) {
  const measure_method *m = c->result->method;
  double grade = c->result->grade, warn = c->result->warn, fail = c->result->fail;
  if (isnan(grade)) return;
  double sign = m->ease ? -1 : 1;
  if (sign * grade <= sign * warn) return;
  diag_span where = health__title(c);
  bool failed = sign * grade > sign * fail;
  const char *sure =
      c->result->counts.sentences < MEASURE_SURE_SENTENCES ? ", with low confidence" : "";
  if (health__is_excused(c, DIAG_HC001, where)) return;
  diag *d = diag_add(c->sink, DIAG_HC001, where, "it reads at %.1f by %s%s; %.4g is the limit",
                     grade, m->title, sure, failed ? fail : warn);
  diag_hint(d, "pamphlet readability %.*s lists its hardest sentences and words",
            SV_ARG(c->page->source));
  if (failed) diag_severity_set(d, DIAG_ERROR);
}

/* Where an item's marker stands in its line; SV_NONE for a paragraph that goes on in an item. */
static size_t item_column(const checking *c, const prose_block *block) {
  size_t start = block->offset;
  while (start && c->source.at[start - 1] != '\n') start--;
  sv before = sv_make(c->source.at + start, block->offset - start);
  sv mark = sv_trim(before);
  if (mark.len == 0) return SV_NONE;
  return (size_t)(mark.at - before.at);
}

static void check_lists(checking *c) {
  const prose *blocks = &c->page->body.prose;
  size_t items = 0, column = SV_NONE;
  for (size_t i = 0; i < blocks->len; i++) {
    const prose_block *block = &blocks->at[i];
    if (block->kind != PROSE_ITEM) {
      items = 0;
      continue;
    }
    size_t here = item_column(c, block);
    if (here == SV_NONE) continue;
    items = items && here == column ? items + 1 : 1;
    column = here;
    if (items != LIST_ITEMS + 1) continue;
    health__at(c, DIAG_HC004, block, block->text,
               counted(c->scratch, "this list goes on after ", LIST_ITEMS, " items"),
               SV("group the items under headings of their own, or keep the ones that matter"));
  }
}

void health__check_language(checking *c) {
  health_result *result = c->result;
  reading r = {.c = c};
  measure_prose(c->words, c->page->lang, &c->page->body.prose, c->read, visit, &r, &result->counts);
  find_grade(c);
  check_passive(&r);
  check_lists(c);
  check_grade(c);
}
