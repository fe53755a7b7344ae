#include "serve/problems.h"

#include "base/utf8.h"

enum {
  SHOWN = 20,      /* problems; a person mends one and looks again */
  LINE_SHOWN = 400 /* code points of a source line */
};

typedef struct writer {
  buf *out;
  size_t seen;
} writer;

/* The source line with the mark where it is meant. */
static void add_source(buf *out, const diag_view *d) {
  if (d->column == 0 || d->text.len == 0) return;
  size_t from = utf8_offset(d->text, d->column - 1);
  sv before = sv_first(d->text, from), rest = sv_skip(d->text, from);
  size_t width = utf8_offset(rest, d->mark_width < LINE_SHOWN ? d->mark_width : LINE_SHOWN);
  sv after = sv_skip(rest, width);
  size_t before_count = utf8_count(before);
  buf_lit(out, "<pre><code>");
  if (before_count > LINE_SHOWN / 2) {
    buf_lit(out, "\xE2\x80\xA6");
    before = sv_skip(before, utf8_offset(before, before_count - LINE_SHOWN / 2));
  }
  buf_html(out, before);
  buf_lit(out, "<mark>");
  buf_html(out, sv_first(rest, width));
  buf_lit(out, "</mark>");
  buf_html(out, sv_first(after, utf8_offset(after, LINE_SHOWN)));
  buf_lit(out, "</code></pre>");
}

static void add_problem(void *context, const diag_view *d) {
  writer *w = context;
  if (d->severity != DIAG_ERROR || ++w->seen > SHOWN) return;
  buf *out = w->out;
  buf_lit(out, "<li>");
  if (d->file.len) {
    buf_lit(out, "<p class=\"place\">");
    buf_html(out, d->file);
    if (d->line) buf_printf(out, ", line %zu, column %zu", d->line, d->column);
    buf_lit(out, "</p>");
  }
  buf_lit(out, "<p class=\"message\">");
  buf_html(out, d->message);
  buf_lit(out, "</p>");
  add_source(out, d);
  if (d->hint.len) {
    buf_lit(out, "<p>Hint: ");
    buf_html(out, d->hint);
    buf_lit(out, "</p>");
  }
  buf_lit(out, "</li>\n");
}

void problems_html(buf *out, diag_sink *sink) {
  size_t count = diag_count(sink, DIAG_ERROR);
  if (count == 0) return;
  buf_printf(out,
             "<header><h2>%zu error%s to mend</h2><button type=\"button\">Hide</button></header>\n",
             count, count == 1 ? "" : "s");
  buf_lit(out, "<p>Until then, the page stays as it was last built.</p>\n<ol>\n");
  writer w = {out, 0};
  diag_each(sink, add_problem, &w);
  buf_lit(out, "</ol>\n");
  if (count > SHOWN) buf_printf(out, "<p>%zu more stand in the terminal.</p>\n", count - SHOWN);
}
