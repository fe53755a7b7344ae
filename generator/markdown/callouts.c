/* Callouts, care cards and do/don't lists, in both spellings: `> [!NOTE]` and `::: note`. */
#include "markdown/callouts.h"

typedef enum card_form { CARD_CALLOUT, CARD_CARE, CARD_ADVICE } card_form;

struct md__card {
  const char *name; /* as written, and its class */
  card_form form;
  const char *word, *otherwise; /* what md_word is asked for, and English */
};

static const md__card cards[] = {
    {"note", CARD_CALLOUT, "callout_note", "Note"},
    {"tip", CARD_CALLOUT, "callout_tip", "Tip"},
    {"warning", CARD_CALLOUT, "callout_warning", "Warning"},
    {"key", CARD_CALLOUT, "callout_key", "Key message"},
    {"non-urgent", CARD_CARE, "care_non_urgent", "Non-urgent advice:"},
    {"urgent", CARD_CARE, "care_urgent", "Urgent advice:"},
    {"emergency", CARD_CARE, "care_emergency", "Immediate action required:"},
    {"do", CARD_ADVICE, "do", "Do"},
    {"dont", CARD_ADVICE, "dont", "Don\xE2\x80\x99t"},
};
enum { CARD_COUNT = sizeof cards / sizeof *cards };

/* GitHub's other two kinds by their nearest meaning. */
static const struct {
  const char *written, *name;
} other_names[] = {{"important", "key"}, {"caution", "warning"}, {"don't", "dont"}};

static const md__card *card_named(sv name) {
  for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
    if (sv_eq_nocase(name, sv_of(other_names[i].written))) name = sv_of(other_names[i].name);
  }
  for (size_t i = 0; i < CARD_COUNT; i++) {
    if (sv_eq_nocase(name, sv_of(cards[i].name))) return &cards[i];
  }
  return NULL;
}

static void report_unknown(md__doc *doc, sv name, diag_span where) {
  sv names[CARD_COUNT];
  for (size_t i = 0; i < CARD_COUNT; i++) names[i] = sv_of(cards[i].name);
  diag *d = diag_add(doc->sink, DIAG_MD008, md__span(doc, where), "\"%.*s\" is no kind of callout",
                     SV_ARG(name));
  sv near = diag_nearest(name, names, CARD_COUNT);
  if (near.len) {
    diag_hint(d, "did you mean %.*s?", SV_ARG(near));
  } else {
    diag_hint(d, "the kinds are note, tip, warning, key, non-urgent, urgent, emergency, do, dont");
  }
}

static void report_part(md__doc *doc, const md__taken *taken, const char *what, const char *hint) {
  diag_span where = diag_at(doc->source.file, taken->offset, taken->length);
  diag *d = diag_add(doc->sink, DIAG_MD011, md__span(doc, where), "%s", what);
  diag_hint(d, "%s", hint);
}

/* ---- Parts ---- */

static void move_children(cmark_node *from, cmark_node *to) {
  for (cmark_node *n = cmark_node_first_child(from), *next; n; n = next) {
    next = cmark_node_next(n);
    cmark_node_append_child(to, n);
  }
}

static bool ends_in_colon(md__doc *doc, cmark_node *node) {
  return sv_ends(sv_trim(md__plain(doc->scratch, node)), SV(":"));
}

/* A care card without a title takes its first heading, or a line that ends in a colon. */
static void take_title(md__doc *doc, cmark_node *title) {
  cmark_node *next = cmark_node_next(title);
  if (cmark_node_first_child(title) || !next) return;
  cmark_node_type type = cmark_node_get_type(next);
  bool heading = type == CMARK_NODE_HEADING && !cmark_node_get_user_data(next);
  if (!heading && !(type == CMARK_NODE_PARAGRAPH && ends_in_colon(doc, next))) return;
  move_children(next, title);
  md__remove(next);
}

static bool says_if(md__doc *doc, cmark_node *title) {
  sv text = sv_trim(md__plain(doc->scratch, title));
  if (!sv_starts(doc->options->lang, SV("en")) && doc->options->lang.len) {
    return sv_ends(text, SV(":"));
  }
  return text.len > 3 && sv_eq_nocase(sv_skip(text, text.len - 4), SV(" if:"));
}

static void check_care(md__doc *doc, cmark_node *title, const md__taken *taken) {
  bool list = false;
  for (cmark_node *n = title; n; n = cmark_node_next(n)) {
    list = list || cmark_node_get_type(n) == CMARK_NODE_LIST;
  }
  if (!says_if(doc, title)) {
    report_part(doc, taken, "a care card without its \"\xE2\x80\xA6 if:\" heading",
                "say what to do and when, as in: Call us today if:");
  }
  if (!list) {
    report_part(doc, taken, "a care card without its list of signs",
                "list the signs below the heading, a line each: - a fever above 38 degrees");
  }
}

/* Makes `box` a card whose first child is its title. */
static void make_card(md__doc *doc, cmark_node *box, cmark_node *title, md__taken *taken) {
  const md__card *card = card_named(taken->label);
  if (!card) {
    report_unknown(doc, taken->label, diag_at(doc->source.file, taken->offset, taken->length));
    return;
  }
  taken->card = card;
  cmark_node_set_user_data(box, taken);
  if (card->form != CARD_CARE) return;
  take_title(doc, title);
  if (doc->options->site_links) check_care(doc, title, taken);
}

bool md__is_care(cmark_node *box) {
  cmark_node_type type = cmark_node_get_type(box);
  if (type != CMARK_NODE_CUSTOM_BLOCK && type != CMARK_NODE_BLOCK_QUOTE) return false;
  const md__taken *taken = cmark_node_get_user_data(box);
  return taken && taken->card && taken->card->form == CARD_CARE;
}

/* ---- > [!NOTE] ---- */

/* "NOTE" of "[!NOTE]" at the start, and what it takes up; empty: none. */
static sv written_kind(sv text, size_t *length) {
  size_t close = sv_starts(text, SV("[!")) ? sv_find_byte(text, ']', 0) : SV_NONE;
  if (close == SV_NONE || close < 3) return SV("");
  sv kind = sv_make(text.at + 2, close - 2);
  for (size_t i = 0; i < kind.len; i++) {
    char c = kind.at[i];
    if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '-' && c != '\'') return SV("");
  }
  *length = close + 1;
  return kind;
}

static void skip_blanks(md__doc *doc, cmark_node *text, size_t from) {
  sv left = sv_skip(sv_of(cmark_node_get_literal(text)), from);
  while (left.len && left.at[0] == ' ') left = sv_skip(left, 1);
  md__set_text(doc, text, left);
}

/* The rest of the first line becomes the title. */
static cmark_node *title_of_quote(cmark_node *quote, cmark_node *paragraph, cmark_node *text) {
  cmark_node *title = cmark_node_new_with_mem(CMARK_NODE_HEADING, &md__allocator);
  cmark_node_set_heading_level(title, 6); /* not among the writer's own */
  for (cmark_node *n = text, *next; n; n = next) {
    next = cmark_node_next(n);
    bool ended = cmark_node_get_type(n) == CMARK_NODE_SOFTBREAK ||
                 cmark_node_get_type(n) == CMARK_NODE_LINEBREAK;
    if (ended) {
      md__remove(n);
      break;
    }
    bool empty = n == text && !*cmark_node_get_literal(n);
    if (empty) {
      md__remove(n);
    } else {
      cmark_node_append_child(title, n);
    }
  }
  cmark_node_prepend_child(quote, title);
  if (!cmark_node_first_child(paragraph)) md__remove(paragraph);
  return title;
}

void md__callout(md__doc *doc, cmark_node *quote) {
  cmark_node *paragraph = cmark_node_first_child(quote);
  if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) return;
  cmark_node *text = cmark_node_first_child(paragraph);
  if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT) return;
  size_t length;
  sv kind = written_kind(sv_of(cmark_node_get_literal(text)), &length);
  if (!kind.len) return;
  diag_span where = md__inline_span(doc, text);
  md__taken *taken = arena_new(doc->scratch, md__taken);
  *taken = (md__taken){.kind = MD__DIV_OPEN,
                       .offset = (uint32_t)where.offset,
                       .length = (uint32_t)length,
                       .label = arena_dup(doc->scratch, kind)};
  if (!card_named(kind)) {
    report_unknown(doc, taken->label, diag_at(where.file, where.offset, length));
    return;
  }
  skip_blanks(doc, text, length);
  cmark_node *title = title_of_quote(quote, paragraph, text);
  cmark_node_set_user_data(title, taken);
  make_card(doc, quote, title, taken);
}

/* ---- ::: note ---- */

static bool is_close(cmark_node *node) {
  const md__taken *taken = cmark_node_get_user_data(node);
  return cmark_node_get_type(node) == CMARK_NODE_HEADING && taken && taken->kind == MD__DIV_CLOSE;
}

/* Puts the heading and what follows, up to the closing line, into a box of their own. */
static void wrap(md__doc *doc, cmark_node *title) {
  md__taken *taken = cmark_node_get_user_data(title);
  cmark_node *box = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, &md__allocator);
  cmark_node_insert_before(title, box);
  cmark_node *n = cmark_node_next(box);
  while (n && !is_close(n)) {
    cmark_node *next = cmark_node_next(n);
    cmark_node_append_child(box, n);
    n = next;
  }
  if (n) {
    md__remove(n);
  } else if (doc->options->site_links) {
    diag_span where = diag_at(doc->source.file, taken->offset, taken->length);
    diag *d = diag_add(doc->sink, DIAG_MD013, md__span(doc, where), "this block is never closed");
    diag_hint(d, "end it with a line of its own: :::");
  }
  make_card(doc, box, title, taken);
}

void md__wrap_divs(md__doc *doc) {
  /* The innermost first: the next closing line is then its own. */
  for (size_t i = doc->divs.len; i > 0; i--) wrap(doc, doc->divs.at[i - 1]);
}

/* ---- Printing ---- */

/* One level below the heading that the card stands under. */
static int title_level(const md__doc *doc) {
  int level = doc->headings.len ? doc->headings.at[doc->headings.len - 1].heading.level + 1 : 3;
  return level > 6 ? 6 : level;
}

bool md__render_card(md__doc *doc, cmark_node *box, bool entering) {
  const md__taken *taken = cmark_node_get_user_data(box);
  if (!taken) return true; /* of an unknown kind: reported */
  bool emergency = taken->card->form == CARD_CARE && sv_is(sv_of(taken->card->name), "emergency");
  md__line_start(doc);
  if (emergency) doc->emergencies += entering ? 1 : -1;
  if (!entering) {
    buf_add(&doc->html, taken->card->form == CARD_CALLOUT ? SV("</aside>\n") : SV("</section>\n"));
    return true;
  }
  static const char *const opening[] = {[CARD_CALLOUT] = "<aside class=\"callout callout-%s\">\n",
                                        [CARD_CARE] = "<section class=\"care care-%s\">\n",
                                        [CARD_ADVICE] = "<section class=\"advice advice-%s\">\n"};
  sv name = sv_of(taken->card->name), form = sv_of(opening[taken->card->form]);
  size_t at = sv_find(form, SV("%s"), 0);
  buf_add(&doc->html, sv_first(form, at));
  buf_add(&doc->html, name);
  buf_add(&doc->html, sv_skip(form, at + 2));
  return true;
}

bool md__render_title(md__doc *doc, cmark_node *title, bool entering) {
  const md__taken *taken = cmark_node_get_user_data(title);
  const md__card *card = taken->card;
  if (!card) return true;
  int level = title_level(doc);
  if (!entering) {
    if (card->form == CARD_CALLOUT) {
      buf_lit(&doc->html, "</p>\n");
    } else {
      buf_printf(&doc->html, "</h%d>\n", level);
    }
    return true;
  }
  sv word = md__word(doc, sv_of(card->word), sv_of(card->otherwise));
  switch (card->form) {
    case CARD_CALLOUT: buf_lit(&doc->html, "<p class=\"callout-title\">"); break;
    case CARD_CARE:
      buf_printf(&doc->html, "<h%d class=\"care-title\"><span class=\"visually-hidden\">", level);
      buf_add(&doc->html, word);
      buf_lit(&doc->html, " </span>");
      break;
    case CARD_ADVICE: buf_printf(&doc->html, "<h%d class=\"advice-title\">", level); break;
  }
  if (cmark_node_first_child(title)) {
    md__add_prose(doc, title, PROSE_PARAGRAPH, 0, md__plain(doc->a, title));
  } else if (card->form != CARD_CARE) {
    buf_add(&doc->html, word);
  }
  return true;
}

void md__check_emergency_link(md__doc *doc, diag_span where, sv target) {
  if (doc->emergencies <= 0 || sv_starts(target, SV("tel:"))) return;
  diag *d = diag_add(doc->sink, DIAG_MD011, md__span(doc, where),
                     "an emergency card holds a link away from it");
  diag_hint(d,
            "give a number to call instead, as in [911](tel:911), and put the link below the card");
}
