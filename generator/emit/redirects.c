#include "emit/redirects.h"

#include "model/url.h"

static void add_absolute(buf *out, const site *s, const page *p) {
  buf_html(out, s->settings.base_url);
  buf_html(out, p->url);
}

void emit_redirect(buf *out, const site *s, const page *to) {
  buf_lit(out, "<!doctype html>\n<html lang=\"");
  buf_html(out, to->lang);
  buf_lit(out, "\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
  buf_html(out, to->title);
  buf_lit(out, "</title>\n<meta name=\"description\" content=\"");
  buf_html(out, to->description.len ? to->description : to->title);
  buf_lit(out,
          "\">\n<meta name=\"generator\" content=\"Pamphlet\">\n"
          "<meta name=\"robots\" content=\"noindex\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<link rel=\"canonical\" href=\"");
  add_absolute(out, s, to);
  buf_lit(out, "\">\n<meta http-equiv=\"refresh\" content=\"0; url=");
  buf_html(out, s->settings.base_path);
  buf_html(out, to->url);
  buf_lit(out, "\">\n</head>\n<body>\n<main>\n<h1>");
  buf_html(out, to->title);
  buf_lit(out, "</h1>\n<p><a href=\"");
  buf_html(out, s->settings.base_path);
  buf_html(out, to->url);
  buf_lit(out, "\">");
  add_absolute(out, s, to);
  buf_lit(out, "</a></p>\n</main>\n</body>\n</html>\n");
}

void emit_redirects_file(buf *out, const site *s) {
  arena scratch = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    for (size_t j = 0; !p->left_out && j < p->more->aliases.len; j++) {
      sv alias = p->more->aliases.at[j].text;
      if (!url_is_site_path(alias)) continue;
      buf_add(out, s->settings.base_path);
      url_path_add(out, url_decode(&scratch, alias));
      buf_byte(out, ' ');
      buf_add(out, s->settings.base_path);
      buf_add(out, p->url);
      buf_lit(out, " 301\n");
      arena_reset(&scratch);
    }
  }
  arena_free(&scratch);
}
