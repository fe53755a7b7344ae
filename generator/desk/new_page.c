/* The form that starts an article, and what comes after it. */
#include "desk/desk.h"
#include "desk/html.h"
#include "desk/pages.h"

sv view_site(const desk_view *v) {
  return v->catalogue ? v->catalogue->site : SV("");
}

static void begin(buf *out, const desk_view *v, sv title) {
  desk_frame frame = {.title = title, .site = view_site(v), .home = v->site_path, .place = AT_NEW};
  html_begin(out, &frame);
}

static bool has_problem(const new_form *form) {
  return form->wrong || (form->problems && form->problems->len);
}

/* Said first, and taken to by the script, so that nobody looks for it. */
static void add_problems(buf *out, const new_form *form) {
  if (!has_problem(form)) return;
  buf_lit(out, "<div class=\"wrong\" role=\"alert\" id=\"wrong\">\n<h2>");
  html_word(out, W_NEW_PROBLEM);
  buf_lit(out, "</h2>\n");
  if (form->wrong) {
    buf_lit(out, "<p>");
    html_word(out, *form->wrong);
    buf_lit(out, "</p>\n");
  }
  for (size_t i = 0; form->problems && i < form->problems->len; i++) {
    const finding *f = &form->problems->at[i];
    buf_lit(out, "<p>");
    if (f->where.file.len) {
      buf_lit(out, "<span class=\"file\">");
      buf_html(out, f->where.file);
      buf_lit(out, "</span> ");
    }
    buf_html(out, f->message);
    if (f->hint.len) {
      buf_lit(out, "<span class=\"hint\">");
      html_word(out, W_HINT);
      buf_html(out, f->hint);
      buf_lit(out, "</span>");
    }
    buf_lit(out, "</p>\n");
  }
  buf_lit(out, "</div>\n");
}

static void add_kinds(buf *out, const new_form *form) {
  buf_lit(out, "<fieldset>\n<legend>");
  html_word(out, W_NEW_KIND);
  buf_lit(out, "</legend>\n");
  for (size_t i = 0; i < form->kinds.len; i++) {
    sv kind = form->kinds.at[i];
    bool chosen = form->kind.len ? sv_eq(form->kind, kind) : i == 0;
    buf_printf(out,
               "<p class=\"tick\"><input type=\"radio\" id=\"kind-%zu\" name=\"kind\" value=\"", i);
    buf_html(out, kind);
    buf_printf(out, "\"%s><label for=\"kind-%zu\">", chosen ? " checked" : "", i);
    buf_html(out, kind);
    buf_lit(out, "</label></p>\n");
  }
  buf_lit(out, "</fieldset>\n");
}

static void add_form(buf *out, const new_form *form) {
  buf_lit(out, "<form method=\"post\" class=\"new\" action=\"" DESK_PREFIX "new\">\n");
  buf_lit(out, "<input type=\"hidden\" name=\"token\" value=\"");
  buf_html(out, form->token);
  buf_lit(out, "\">\n<p><label for=\"title\">");
  html_word(out, W_NEW_TITLE);
  buf_printf(out, "</label><span class=\"hint\" id=\"title-says\">");
  html_word(out, W_NEW_TITLE_SAYS);
  buf_printf(
      out,
      "</span><input id=\"title\" name=\"title\" required aria-describedby=\"title-says%s\"%s "
      "autocomplete=\"off\" value=\"",
      has_problem(form) ? " wrong" : "", has_problem(form) ? " aria-invalid=\"true\"" : "");
  buf_html(out, form->title);
  buf_lit(out, "\"></p>\n");
  add_kinds(out, form);
  buf_lit(out, "<p class=\"send\"><button>");
  html_word(out, W_NEW_MAKE);
  buf_lit(out, "</button></p>\n</form>\n");
}

void new_page(buf *out, const desk_view *v, const new_form *form) {
  begin(out, v, html_plain(v->memory, W_NEW, SV("")));
  add_problems(out, form);
  buf_lit(out, "<p>");
  html_word(out, form->kinds.len ? W_NEW_SAYS : W_NEW_NO_KINDS);
  buf_lit(out, "</p>\n");
  if (form->kinds.len) add_form(out, form);
  html_end(out);
}

void made_page(buf *out, const desk_view *v, sv path, bool listed) {
  begin(out, v, html_plain(v->memory, W_MADE, path));
  buf_lit(out, "<ol class=\"next\">\n<li>");
  html_word(out, W_MADE_1);
  buf_lit(out, " <code>");
  buf_html(out, path);
  buf_lit(out, "</code></li>\n<li>");
  html_word(out, W_MADE_2);
  buf_lit(out, "</li>\n<li>");
  html_word(out, W_MADE_3);
  buf_lit(out, "</li>\n</ol>\n<p class=\"send\">");
  if (listed) {
    html_article_link(out, path);
    html_word(out, W_MADE_LOOK);
    buf_lit(out, "</a> ");
  }
  buf_lit(out, "<a href=\"" DESK_PREFIX "new\">");
  html_word(out, W_MADE_AGAIN);
  buf_lit(out, "</a></p>\n");
  html_end(out);
}
