/* Jargon that has a plain word, and claims. */
#include "health/checking.h"
#include "health/claims.h"

static size_t check_jargon(checking *c, const prose_block *block, const token *at, size_t left) {
  const phrase *found = NULL;
  size_t length = phrases_match(PHRASES_JARGON, at, left, &found);
  if (!length) return 0;
  sv text = tokens_span(at, length);
  health__at(c, DIAG_HC007, block, text,
             arena_printf(c->scratch, "\"%.*s\" is jargon", SV_ARG(text)),
             arena_printf(c->scratch, "write: %.*s", SV_ARG(*(const sv *)found->about)));
  return length;
}

static void report_claim(checking *c, const prose_block *block, diag_span where, sv text,
                         const claim_kind *kind) {
  sv message = arena_printf(c->scratch, "\"%.*s\" reads as %s", SV_ARG(text), kind->what);
  sv hint = arena_printf(c->scratch, "%s (%s)", kind->say, kind->rule);
  if (block) {
    health__at(c, kind->code, block, text, message, hint);
  } else {
    health__add(c, kind->code, where, message, hint);
  }
}

static void check_sentence(checking *c, const prose_block *block, diag_span where,
                           const read_sentence *s) {
  static const unsigned wanted = (unsigned)WORD_STARTS << PHRASES_JARGON | (unsigned)WORD_STARTS
                                                                               << PHRASES_CLAIMS;
  if (!(s->traits & wanted)) return;
  const token_list tokens = s->tokens;
  size_t jargon_until = 0, claim_until = 0;
  for (size_t i = 0; i < tokens.len; i++) {
    if (!(tokens.at[i].known->traits & wanted)) continue;
    size_t length;
    if (block && i >= jargon_until) {
      jargon_until = i + check_jargon(c, block, &tokens.at[i], tokens.len - i);
    }
    if (i < claim_until) continue;
    const claim_kind *kind = claims_find(&tokens, s->text, i, &length);
    if (!kind) continue;
    report_claim(c, block, where, tokens_span(&tokens.at[i], length), kind);
    claim_until = i + length;
  }
}

static void visit(checking *c, const prose_block *block) {
  const read_block *read = health__read(c, block);
  for (size_t i = 0; i < read->sentences.len; i++) {
    check_sentence(c, block, DIAG_NOWHERE, &read->sentences.at[i]);
  }
}

/* A text outside the article's blocks. */
static void check_text(checking *c, diag_span where, sv text) {
  prose_block block = {.kind = PROSE_PARAGRAPH, .text = text};
  const read_block *read = reading_of(c->words, c->scratch, &(prose){&block, 1, 1});
  for (size_t i = 0; i < read->sentences.len; i++) {
    check_sentence(c, NULL, where, &read->sentences.at[i]);
  }
}

/* A text of the front matter, found again in it. */
static void check_field(checking *c, sv text) {
  size_t at = sv_find(sv_first(c->source, c->page->body.offset), text, 0);
  diag_span where = text.len && at != SV_NONE ? diag_at(c->page->source, at, text.len)
                                              : diag_file(c->page->source);
  check_text(c, where, text);
}

void health__check_words(checking *c) {
  if (sv_is(sv_first(c->page->lang, 2), "es")) return; /* the tables are English */
  health__each_block(c, visit);
  check_field(c, c->page->title);
  check_field(c, c->page->description);
  for (size_t i = 0; i < c->page->key_points.len; i++) {
    const placed *line = &c->page->key_points.at[i].written;
    check_text(c, diag_at(c->page->source, line->offset, line->length), line->text);
  }
}
