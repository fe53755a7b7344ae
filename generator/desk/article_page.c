/* One article: its findings, its text with each of them at its line, and the page beside them. */
#include <stdlib.h>

#include "base/limits.h"
#include "build/source.h"
#include "desk/desk.h"
#include "desk/html.h"
#include "desk/pages.h"

/* A finding with its line in the file as it stands; 0: the file as a whole. */
typedef struct placed_finding {
  const finding *found;
  size_t line;
} placed_finding;
typedef VEC(placed_finding) placed_findings;

static int by_place(const void *left, const void *right) {
  const finding *a = ((const placed_finding *)left)->found;
  const finding *b = ((const placed_finding *)right)->found;
  size_t x = a->where.offset + 1, y = b->where.offset + 1; /* DIAG_WHOLE_FILE + 1 is 0 */
  if (x != y) return x < y ? -1 : 1;
  return ((int)a->code > (int)b->code) - ((int)a->code < (int)b->code);
}

static placed_findings all_findings(arena *a, const desk_row *row) {
  placed_findings all = {0};
  for (size_t i = 0; i < row->said_count; i++) {
    vec_push(a, &all, (placed_finding){&row->said[i], 0});
  }
  const report *r = row->checked;
  for (size_t i = 0; r && i < r->found.len; i++) {
    vec_push(a, &all, (placed_finding){&r->found.at[i], 0});
  }
  if (all.len) qsort(all.at, all.len, sizeof *all.at, by_place);
  return all;
}

/* The list is in the order of places, so one walk over the text finds every line. */
static void find_lines(placed_findings *all, sv text) {
  size_t line = 1, at = 0;
  for (size_t i = 0; i < all->len; i++) {
    size_t place = all->at[i].found->where.offset;
    if (place == DIAG_WHOLE_FILE) continue;
    for (; at < place && at < text.len; at++) line += text.at[at] == '\n';
    all->at[i].line = line;
  }
}

/* --- findings --------------------------------------------------------------------------------- */

static void add_finding(buf *out, const finding *f) {
  bool error = f->severity == DIAG_ERROR;
  buf_printf(out, "<strong class=\"%s\">", error ? "error" : "advice");
  html_word(out, error ? W_ERROR : W_WARNING);
  buf_lit(out, ":</strong> ");
  buf_html(out, f->message);
  buf_printf(out, " <span class=\"code\">%s</span>", diag_code_name(f->code));
  if (!f->hint.len) return;
  buf_lit(out, "<span class=\"hint\">");
  html_word(out, W_HINT);
  buf_html(out, f->hint);
  buf_lit(out, "</span>");
}

static void add_line_link(buf *out, size_t line, bool shown) {
  if (line && shown) buf_printf(out, "<a href=\"#line-%zu\">", line);
  if (line) {
    html_count(out, W_LINE, line);
  } else {
    html_word(out, W_WHOLE_FILE);
  }
  if (line && shown) buf_lit(out, "</a>");
}

static void add_findings(buf *out, const desk_row *row, const placed_findings *all, bool text) {
  buf_lit(out, "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">");
  if (all->len == 1) {
    html_word(out, W_FINDINGS_ONE);
  } else if (all->len) {
    html_count(out, W_FINDINGS_MANY, all->len);
  } else {
    html_word(out, W_FINDINGS);
  }
  buf_lit(out, "</h2>\n");
  if (!row->fresh) {
    buf_lit(out, "<p class=\"quiet\" data-waiting>");
    html_word(out, W_FINDINGS_WAIT);
    buf_lit(out, "</p>\n");
  } else if (!all->len) {
    buf_lit(out, "<p>");
    html_word(out, W_FINDINGS_NONE);
    buf_lit(out, "</p>\n");
  }
  if (all->len) buf_lit(out, "<ol class=\"findings\">\n");
  for (size_t i = 0; i < all->len; i++) {
    buf_lit(out, "<li>");
    add_line_link(out, all->at[i].line, text);
    buf_lit(out, " ");
    add_finding(out, all->at[i].found);
    buf_lit(out, "</li>\n");
  }
  if (all->len) buf_lit(out, "</ol>\n");
  buf_lit(out, "</section>\n");
}

/* --- the text --------------------------------------------------------------------------------- */

static void add_lines(buf *out, sv text, const placed_findings *all) {
  size_t next = 0, number = 0;
  while (next < all->len && all->at[next].line == 0) next++;
  buf_lit(out, "<ol class=\"text\">\n");
  for (sv line; sv_line(&text, &line);) {
    number++;
    bool found = next < all->len && all->at[next].line == number;
    buf_printf(out, "<li id=\"line-%zu\"%s><code>", number, found ? " class=\"found\"" : "");
    buf_html(out, line);
    buf_lit(out, "</code>");
    for (; next < all->len && all->at[next].line == number; next++) {
      buf_lit(out, "<p>");
      add_finding(out, all->at[next].found);
      buf_lit(out, "</p>");
    }
    buf_lit(out, "</li>\n");
  }
  buf_lit(out, "</ol>\n");
}

static void add_text(buf *out, sv text, bool read, const placed_findings *all) {
  buf_lit(out, "<section aria-labelledby=\"text\">\n<h2 id=\"text\">");
  html_word(out, W_TEXT);
  buf_lit(out, "</h2>\n");
  if (read && text.len <= LIMIT_DESK_TEXT) {
    add_lines(out, text, all);
  } else {
    buf_lit(out, "<p>");
    html_word(out, read ? W_TEXT_LONG : W_TEXT_GONE);
    buf_lit(out, "</p>\n");
  }
  buf_lit(out, "</section>\n");
}

/* --- the page --------------------------------------------------------------------------------- */

static void add_fact(buf *out, desk_word word, sv value) {
  buf_lit(out, "<li>");
  html_say(out, word, value);
  buf_lit(out, "</li>\n");
}

static void add_facts(buf *out, const desk_view *v, const desk_row *row) {
  const report *r = row->checked;
  char room[DATE_TEXT];
  buf_lit(out, "<ul class=\"facts\">\n");
  add_fact(out, W_FILE, row->source);
  for (unsigned s = STATE_PUBLISHED; s < STATES; s++) {
    if (!choice_state_is((choice_state)s, row)) continue;
    buf_printf(out, "<li><span class=\"state %s\">", choice_state_name((choice_state)s));
    html_word(out, choice_state_word((choice_state)s));
    buf_lit(out, "</span></li>\n");
  }
  if (r && r->measured) {
    add_fact(out, W_FACT_GRADE, arena_printf(v->memory, "%.1f (%s)", r->grade, r->method->title));
  }
  if (r) add_fact(out, W_FACT_WORDS, arena_printf(v->memory, "%zu", r->words));
  if (row->reviewed.given) add_fact(out, W_FACT_REVIEWED, html_day_text(row->reviewed, room));
  buf_lit(out, "</ul>\n");
}

static void add_preview(buf *out, const desk_view *v, const desk_row *row) {
  buf_lit(out, "<section class=\"preview\" aria-labelledby=\"preview\">\n<h2 id=\"preview\">");
  html_word(out, W_PREVIEW);
  buf_lit(out, "</h2>\n");
  if (!row->shown) {
    buf_lit(out, "<p>");
    html_word(out, W_PREVIEW_NONE);
    buf_lit(out, "</p>\n</section>\n");
    return;
  }
  buf address = BUF_EMPTY;
  buf_html(&address, v->site_path);
  buf_html(&address, row->url);
  buf_printf(out, "<p><a href=\"%s\">", buf_cstr(&address));
  html_word(out, W_OPEN_PAGE);
  buf_printf(out, "</a></p>\n<iframe src=\"%s\" title=\"", buf_cstr(&address));
  html_say(out, W_PREVIEW_OF, row->title);
  buf_lit(out, "\"></iframe>\n</section>\n");
  buf_free(&address);
}

void article_page(buf *out, const desk_view *v, const desk_row *row) {
  diag_sink *unheard = diag_sink_new(); /* what is wrong with the file is among its findings */
  sv text = SV("");
  bool read = source_read(v->memory, row->source, unheard, &text);
  diag_sink_free(unheard);
  placed_findings all = all_findings(v->memory, row);
  find_lines(&all, text);
  desk_frame frame = {.title = row->title,
                      .site = view_site(v),
                      .home = v->site_path,
                      .place = AT_ARTICLE,
                      .wide = true};
  html_begin(out, &frame);
  add_facts(out, v, row);
  buf_lit(out, "<div class=\"beside\">\n<div data-follows>\n");
  add_findings(out, row, &all, read && text.len <= LIMIT_DESK_TEXT);
  add_text(out, text, read, &all);
  buf_lit(out, "</div>\n");
  add_preview(out, v, row);
  buf_lit(out, "</div>\n");
  html_end(out);
}
