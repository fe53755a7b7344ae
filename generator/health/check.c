#include "health/check.h"

#include "health/checking.h"
#include "health/claims.h"
#include "wrap/unicode.h"

const health_rules *health_rules_new(arena *a, const site *s, val plain_words) {
  health_rules *made = arena_new(a, health_rules);
  made->settings = &s->settings;
  made->site = s;
  claims_add(a, &made->phrases[PHRASES_CLAIMS]);
  health__add_sights(a, &made->phrases[PHRASES_SIGHTS]);
  health__add_births(a, &made->phrases[PHRASES_BIRTHS]);
  if (plain_words.kind != VAL_OBJECT) return made;
  for (uint32_t i = 0; i < plain_words.as.object->len; i++) {
    const val_member *member = &plain_words.as.object->members[i];
    sv *swap = arena_new(a, sv);
    *swap = val_text(member->value);
    phrases_add(a, &made->phrases[PHRASES_JARGON], unicode_fold(a, member->key.name), swap);
  }
  return made;
}

diag_span health__title(const checking *c) {
  const page *p = c->page;
  if (!p->name_length) return diag_file(p->source);
  return diag_at(p->source, p->name_offset, p->name_length);
}

bool health__is_excused(checking *c, diag_code code, diag_span where) {
  for (size_t i = 0; i < c->result->excuses.len; i++) {
    health_excuse *e = &c->result->excuses.at[i];
    bool in_text = where.offset != DIAG_WHOLE_FILE && where.offset >= c->page->body.offset;
    bool covers = !in_text || (where.offset >= e->from && where.offset < e->to);
    if (e->code != code || !covers) continue;
    e->used = true;
    return true;
  }
  return false;
}

void health__add(checking *c, diag_code code, diag_span where, sv message, sv hint) {
  if (health__is_excused(c, code, where)) return;
  diag_say(c->sink, code, where, message, hint);
}

void health__at(checking *c, diag_code code, const prose_block *block, sv text, sv message,
                sv hint) {
  health__add(c, code, place_of(&c->cursor, block, text), message, hint);
}

void health__each_block(checking *c, health__visit visit) {
  const prose *blocks = &c->page->body.prose;
  for (size_t i = 0; i < blocks->len; i++) {
    if (blocks->at[i].kind != PROSE_CODE) visit(c, &blocks->at[i]);
  }
}

const read_block *health__read(const checking *c, const prose_block *block) {
  return &c->read[block - c->page->body.prose.at];
}

const health_result *health_check(arena *a, arena *scratch, const health_rules *rules,
                                  lexicon *words, const page *p, sv source, diag_sink *sink) {
  if (p->type != PAGE_ARTICLE && p->type != PAGE_PLAIN) return NULL;
  lexicon_begin(words);
  health_result *result = arena_new(a, health_result);
  checking c = {.scratch = scratch,
                .rules = rules,
                .words = words,
                .page = p,
                .source = source,
                .sink = sink,
                .result = result,
                .read = reading_of(words, scratch, &p->body.prose),
                .cursor = {.file = p->source, .source = source}};
  health__read_excuses(a, &c);
  health__check_words(&c);
  health__check_private(&c);
  health__check_pointers(&c);
  if (p->type == PAGE_ARTICLE) {
    health__check_language(&c);
    health__check_acronyms(&c);
    health__check_numbers(&c);
    health__check_structure(&c);
  }
  return result;
}
