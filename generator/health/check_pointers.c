/* What points elsewhere: link texts, the order of headings, and places told by colour or side. */
#include "health/checking.h"
#include "health/tokens.h"

static void check_links(checking *c) {
  static const char *const vague[] = {
      "click here",  "here",       "read more",      "more",  "learn more",
      "this link",   "link",       "this page",      "this",  "go",
      "this site",   "page",       "website",        "click", "haga clic aqu\xC3\xAD",
      "aqu\xC3\xAD", "m\xC3\xA1s", "leer m\xC3\xA1s"};
  for (size_t i = 0; i < c->page->body.links.len; i++) {
    const body_link *link = &c->page->body.links.at[i];
    if (link->kind != BODY_LINK) continue;
    for (size_t k = 0; k < sizeof vague / sizeof *vague; k++) {
      if (!sv_eq_nocase(sv_trim(link->text), sv_of(vague[k]))) continue;
      health__add(c, DIAG_HC008, diag_at(c->page->source, link->offset, link->length),
                  arena_printf(c->scratch, "the link \"%.*s\" does not say where it leads",
                               SV_ARG(link->text)),
                  SV("name the page: [what a nerve block is](nerve-blocks.md)"));
    }
  }
}

static void check_headings(checking *c) {
  unsigned before = 1; /* the title */
  for (size_t i = 0; i < c->page->body.headings.len; i++) {
    const body_heading *h = &c->page->body.headings.at[i];
    if (h->level > before + 1) {
      health__add(c, DIAG_HC009, diag_at(c->page->source, h->offset, h->level),
                  arena_printf(c->scratch, "this heading of level %u follows one of level %u",
                               (unsigned)h->level, before),
                  arena_printf(c->scratch, "write it with %u # signs", before + 1));
    }
    before = h->level;
  }
}

static const char *const by_sight[] = {
    "red|green|blue|yellow|orange|purple|gray|grey box|button|link|text|area|panel",
    "box|button|panel|menu|picture|link|column on|to|at the right|left",
    "right|left hand side|column|box|panel",
};

void health__add_sights(arena *a, phrase_set *set) {
  for (size_t i = 0; i < sizeof by_sight / sizeof *by_sight; i++) {
    phrases_add(a, set, sv_of(by_sight[i]), NULL);
  }
}

static void check_sight(checking *c, const prose_block *block) {
  if (!(health__read(c, block)->traits & (unsigned)WORD_STARTS << PHRASES_SIGHTS)) return;
  const token_list tokens = health__read(c, block)->tokens;
  for (size_t i = 0; i < tokens.len; i++) {
    const phrase *found;
    if (!tokens.at[i].known->starts[PHRASES_SIGHTS]) continue;
    size_t length = phrases_match(PHRASES_SIGHTS, &tokens.at[i], tokens.len - i, &found);
    if (!length) continue;
    sv text = tokens_span(&tokens.at[i], length);
    health__at(c, DIAG_HC010, block, text,
               arena_printf(c->scratch, "\"%.*s\" means nothing to a reader who cannot see it",
                            SV_ARG(text)),
               SV("name what it says, or its heading: under \"When to call\""));
    i += length - 1;
  }
}

void health__check_pointers(checking *c) {
  check_links(c);
  check_headings(c);
  health__each_block(c, check_sight);
}
