/* The list of articles, with the counts above it and the form that narrows it. */
#include "desk/desk.h"
#include "desk/html.h"
#include "desk/pages.h"

enum { PAGE_ROWS = 50, ELSEWHERE_SHOWN = 20 };

static const desk_word columns[ORDERS] = {
    [BY_TITLE] = W_COLUMN_TITLE,       [BY_STATE] = W_COLUMN_STATE,
    [BY_DATE] = W_COLUMN_DATE,         [BY_GRADE] = W_COLUMN_GRADE,
    [BY_FINDINGS] = W_COLUMN_FINDINGS, [BY_WORDS] = W_COLUMN_WORDS,
    [BY_REVIEWED] = W_COLUMN_REVIEWED,
};

/* In the order in which they stand on the page. */
static const choice_order shown_columns[ORDERS] = {BY_TITLE,    BY_STATE, BY_DATE,    BY_GRADE,
                                                   BY_FINDINGS, BY_WORDS, BY_REVIEWED};

/* --- at a glance ------------------------------------------------------------------------------ */

static void add_state_link(buf *out, const choice *now, choice_state state, size_t count) {
  choice to = {.state = state, .order = now->order, .down = now->down, .page = 1};
  buf_printf(out, "<li%s><a href=\"", count ? "" : " class=\"empty\"");
  choice_address(out, &to);
  buf_printf(out, "\"%s><b>%zu</b> ", now->state == state ? " aria-current=\"true\"" : "", count);
  html_word(out, choice_state_word(state));
  buf_lit(out, "</a></li>\n");
}

static void add_glance(buf *out, const catalogue *c, const choice *now) {
  size_t counts[STATES] = {0}, waiting = 0;
  char room[DATE_TEXT];
  for (size_t i = 0; i < c->len; i++) {
    for (unsigned s = 0; s < STATES; s++)
      counts[s] += choice_state_is((choice_state)s, &c->rows[i]);
    waiting += !c->rows[i].fresh;
  }
  buf_lit(out, "<section aria-labelledby=\"glance\">\n<h2 id=\"glance\" class=\"spoken\">");
  html_word(out, W_AT_A_GLANCE);
  buf_lit(out, "</h2>\n<ul class=\"counts\">\n");
  for (unsigned s = 0; s < STATES; s++) add_state_link(out, now, (choice_state)s, counts[s]);
  buf_lit(out, "</ul>\n<p class=\"due\"><span>");
  html_say(out, W_NEXT_PUBLISH, html_day_text(c->next_publish, room));
  buf_lit(out, "</span> <span>");
  html_say(out, W_NEXT_REVIEW, html_day_text(c->next_review, room));
  buf_lit(out, "</span></p>\n");
  if (waiting) {
    buf_lit(out, "<p class=\"quiet\" data-waiting>");
    html_count(out, W_CHECKING, waiting);
    buf_lit(out, "</p>\n");
  }
  buf_lit(out, "</section>\n");
}

/* --- the form --------------------------------------------------------------------------------- */

static void add_option(buf *out, sv value, sv name, bool chosen) {
  buf_lit(out, "<option value=\"");
  buf_html(out, value);
  buf_printf(out, "\"%s>", chosen ? " selected" : "");
  buf_html(out, name);
  buf_lit(out, "</option>");
}

static void begin_select(buf *out, const char *field, desk_word label) {
  buf_printf(out, "<p><label for=\"%s\">", field);
  html_word(out, label);
  buf_printf(out, "</label><select id=\"%s\" name=\"%s\">", field, field);
}

/* A choice among what there is; none where there is but one. */
static void add_select(buf *out, const char *field, desk_word label, const sv_list *values,
                       sv now) {
  if (values->len < 2 && !now.len) return;
  begin_select(out, field, label);
  buf_lit(out, "<option value=\"\">");
  html_word(out, W_FILTER_ANY);
  buf_lit(out, "</option>");
  for (size_t i = 0; i < values->len; i++) {
    add_option(out, values->at[i], values->at[i], sv_eq(values->at[i], now));
  }
  buf_lit(out, "</select></p>\n");
}

static void add_states(buf *out, choice_state now) {
  begin_select(out, "state", W_FILTER_STATE);
  for (unsigned s = 0; s < STATES; s++) {
    bool chosen = now == (choice_state)s;
    buf_printf(out, "<option value=\"%s\"%s>", choice_state_name((choice_state)s),
               chosen ? " selected" : "");
    html_word(out, choice_state_word((choice_state)s));
    buf_lit(out, "</option>");
  }
  buf_lit(out, "</select></p>\n");
}

static void add_filter(buf *out, const catalogue *c, const choice *now) {
  buf_lit(out, "<form class=\"filter\" role=\"search\" aria-label=\"");
  html_word(out, W_FILTER);
  buf_lit(out, "\" action=\"" DESK_PREFIX "\">\n<p class=\"words\"><label for=\"text\">");
  html_word(out, W_FILTER_TEXT);
  buf_lit(out, "</label><input id=\"text\" name=\"text\" type=\"search\" value=\"");
  buf_html(out, now->text);
  buf_lit(out, "\"></p>\n");
  add_states(out, now->state);
  add_select(out, "lang", W_FILTER_LANGUAGE, &c->languages, now->lang);
  add_select(out, "section", W_FILTER_SECTION, &c->sections, now->section);
  add_select(out, "author", W_FILTER_AUTHOR, &c->authors, now->author);
  buf_printf(out,
             "<p class=\"tick\"><input id=\"findings\" name=\"findings\" type=\"checkbox\" "
             "value=\"yes\"%s><label for=\"findings\">",
             now->findings ? " checked" : "");
  html_word(out, W_FILTER_FINDINGS);
  buf_lit(out, "</label></p>\n<p class=\"send\"><button>");
  html_word(out, W_FILTER_SHOW);
  buf_lit(out, "</button>");
  if (choice_is_narrow(now)) {
    buf_lit(out, " <a href=\"" DESK_PREFIX "\">");
    html_word(out, W_FILTER_CLEAR);
    buf_lit(out, "</a>");
  }
  buf_lit(out, "</p>\n</form>\n");
}

/* --- the table -------------------------------------------------------------------------------- */

/* Figures stand one below the other. */
static const char *cell_class(choice_order order) {
  bool number = order == BY_GRADE || order == BY_FINDINGS || order == BY_WORDS;
  return number ? " class=\"number\"" : "";
}

static void begin_cell(buf *out, choice_order order) {
  buf_printf(out, "<td%s data-label=\"", cell_class(order));
  html_word(out, columns[order]);
  buf_lit(out, "\">");
}

static void add_column(buf *out, const choice *now, choice_order order) {
  bool here = now->order == order;
  choice to = *now;
  to.order = order;
  to.down = here ? !now->down : choice_order_falls(order);
  to.page = 1;
  buf_printf(out, "<th scope=\"col\"%s", cell_class(order));
  if (here) buf_printf(out, " aria-sort=\"%s\"", now->down ? "descending" : "ascending");
  buf_lit(out, "><a href=\"");
  choice_address(out, &to);
  buf_lit(out, "\">");
  html_word(out, columns[order]);
  if (here)
    buf_printf(out, "<span aria-hidden=\"true\"> %s</span>",
               now->down ? "\xE2\x96\xBC" : "\xE2\x96\xB2");
  buf_lit(out, "</a></th>\n");
}

static void add_state(buf *out, choice_state state) {
  buf_printf(out, "<span class=\"state %s\">", choice_state_name(state));
  html_word(out, choice_state_word(state));
  buf_lit(out, "</span> ");
}

static void add_states_of(buf *out, const desk_row *row) {
  for (unsigned s = STATE_PUBLISHED; s < STATES; s++) {
    if (choice_state_is((choice_state)s, row)) add_state(out, (choice_state)s);
  }
}

static void add_title(buf *out, const desk_view *v, const desk_row *row) {
  buf_lit(out, "<th scope=\"row\">");
  html_article_link(out, row->source);
  buf_html(out, row->title);
  buf_lit(out, "</a><span class=\"file\">");
  buf_html(out, row->source);
  if (v->catalogue->languages.len > 1) {
    buf_lit(out, " \xC2\xB7 ");
    buf_html(out, row->lang);
  }
  for (size_t i = 0; i < row->authors.len; i++) {
    buf_lit(out, " \xC2\xB7 ");
    buf_html(out, row->authors.at[i]);
  }
  buf_lit(out, "</span></th>\n");
}

static void add_note(buf *out, desk_word word) {
  buf_lit(out, " <span class=\"file\">");
  html_word(out, word);
  buf_lit(out, "</span>");
}

static void add_figures(buf *out, const desk_row *row) {
  const report *r = row->checked;
  begin_cell(out, BY_GRADE);
  if (r && r->measured) {
    buf_printf(out, "%.1f", r->grade);
    if (r->method->ease) add_note(out, W_EASE);
  } else if (r || row->fresh) {
    html_none(out);
  } else {
    html_waiting(out);
  }
  buf_lit(out, "</td>\n");
  size_t count = choice_findings(row);
  begin_cell(out, BY_FINDINGS);
  if (!r && !row->fresh && !count) {
    html_waiting(out);
  } else {
    buf_printf(out, count ? "<b>%zu</b>" : "%zu", count);
  }
  buf_lit(out, "</td>\n");
  begin_cell(out, BY_WORDS);
  if (r) {
    buf_printf(out, "%zu", r->words);
  } else if (row->fresh) {
    html_none(out);
  } else {
    html_waiting(out);
  }
  buf_lit(out, "</td>\n");
}

static void add_row(buf *out, const desk_view *v, const desk_row *row) {
  char room[DATE_TEXT];
  buf_lit(out, "<tr>\n");
  add_title(out, v, row);
  begin_cell(out, BY_STATE);
  add_states_of(out, row);
  buf_lit(out, "</td>\n");
  begin_cell(out, BY_DATE);
  html_day(out, row->date);
  buf_lit(out, "</td>\n");
  add_figures(out, row);
  begin_cell(out, BY_REVIEWED);
  html_day(out, row->reviewed);
  if (row->next_review.given) {
    buf_lit(out, " <span class=\"file\">");
    html_say(out, W_REVIEW_UNTIL, html_day_text(row->next_review, room));
    buf_lit(out, "</span>");
  }
  buf_lit(out, "</td>\n</tr>\n");
}

static void add_caption(buf *out, const choice *now, size_t count, size_t pages) {
  buf_lit(out, "<caption>");
  if (count == 1) {
    html_word(out, W_CAPTION_ONE);
  } else {
    html_count(out, W_CAPTION, count);
  }
  if (pages > 1) {
    html_count(out, W_CAPTION_PART, now->page);
    html_count(out, W_CAPTION_OF, pages);
  }
  buf_lit(out, "</caption>\n");
}

static void add_step(buf *out, const choice *now, size_t number, desk_word word, const char *rel) {
  choice to = *now;
  to.page = number;
  buf_printf(out, "<a rel=\"%s\" href=\"", rel);
  choice_address(out, &to);
  buf_lit(out, "\">");
  html_word(out, word);
  buf_lit(out, "</a> ");
}

static void add_steps(buf *out, const choice *now, size_t pages) {
  if (pages < 2) return;
  buf_lit(out, "<nav class=\"steps\" aria-label=\"");
  html_word(out, W_PAGES);
  buf_lit(out, "\">");
  if (now->page > 1) add_step(out, now, now->page - 1, W_PREVIOUS, "prev");
  if (now->page < pages) add_step(out, now, now->page + 1, W_NEXT, "next");
  buf_lit(out, "</nav>\n");
}

static void add_table(buf *out, const desk_view *v, const choice *c) {
  desk_rows rows = choice_rows(v->memory, c, v->catalogue);
  if (rows.len == 0) {
    buf_lit(out, "<p>");
    html_word(out, choice_is_narrow(c) ? W_NONE : W_NO_ARTICLES);
    buf_lit(out, "</p>\n");
    return;
  }
  choice now = *c;
  size_t pages = (rows.len + PAGE_ROWS - 1) / PAGE_ROWS;
  if (now.page > pages) now.page = pages;
  buf_lit(out, "<table class=\"articles\">\n");
  add_caption(out, &now, rows.len, pages);
  buf_lit(out, "<thead><tr>\n");
  for (unsigned i = 0; i < ORDERS; i++) add_column(out, &now, shown_columns[i]);
  buf_lit(out, "</tr></thead>\n<tbody>\n");
  size_t end = now.page * PAGE_ROWS < rows.len ? now.page * PAGE_ROWS : rows.len;
  for (size_t i = (now.page - 1) * PAGE_ROWS; i < end; i++) add_row(out, v, rows.at[i]);
  buf_lit(out, "</tbody>\n</table>\n");
  add_steps(out, &now, pages);
}

/* --- what is wrong beside the articles -------------------------------------------------------- */

static void add_elsewhere(buf *out, const catalogue *c) {
  size_t count = 0;
  for (size_t i = 0; i < c->said.len; i++) {
    const finding *f = &c->said.at[i];
    if (catalogue_row(c, f->where.file)) continue;
    if (count++ == 0) {
      buf_lit(out, "<section aria-labelledby=\"elsewhere\">\n<h2 id=\"elsewhere\">");
      html_word(out, W_ELSEWHERE);
      buf_lit(out, "</h2>\n<p>");
      html_word(out, W_ELSEWHERE_SAYS);
      buf_lit(out, "</p>\n<ul class=\"elsewhere\">\n");
    }
    if (count > ELSEWHERE_SHOWN) continue;
    buf_lit(out, "<li><span class=\"file\">");
    buf_html(out, f->where.file);
    buf_lit(out, "</span> ");
    buf_html(out, f->message);
    buf_lit(out, "</li>\n");
  }
  if (count > ELSEWHERE_SHOWN) {
    buf_lit(out, "<li>");
    html_count(out, W_ELSEWHERE_MORE, count - ELSEWHERE_SHOWN);
    buf_lit(out, "</li>\n");
  }
  if (count) buf_lit(out, "</ul>\n</section>\n");
}

void list_page(buf *out, const desk_view *v, const choice *c) {
  desk_frame frame = {.title = html_plain(v->memory, W_ARTICLES, SV("")),
                      .site = view_site(v),
                      .home = v->site_path,
                      .place = AT_ARTICLES,
                      .wide = true};
  html_begin(out, &frame);
  if (!v->catalogue) {
    buf_lit(out, "<p data-waiting>");
    html_word(out, W_NOT_YET);
    buf_lit(out, "</p>\n");
  } else {
    add_glance(out, v->catalogue, c);
    add_filter(out, v->catalogue, c);
    add_table(out, v, c);
    add_elsewhere(out, v->catalogue);
  }
  html_end(out);
}
