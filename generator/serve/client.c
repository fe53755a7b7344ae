#include "serve/client.h"

#include "serve/media_type.h"
#include "wrap/hash.h"

static const char *const reload_js[] = {
#include "serve/client/reload.js.inc"
};
static const char *const problems_css[] = {
#include "serve/client/problems.css.inc"
};
static const char *const waiting_css[] = {
#include "serve/client/waiting.css.inc"
};

#define LINES(of) of, sizeof(of) / sizeof *(of)

static const struct {
  const char *name;
  const char *const *lines;
  size_t count;
} files[] = {{"reload.js", LINES(reload_js)},
             {"problems.css", LINES(problems_css)},
             {"waiting.css", LINES(waiting_css)}};

bool client_file(arena *a, sv name, sv *text, sv *type) {
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    if (!sv_is(name, files[i].name)) continue;
    sv *pieces = arena_array(a, sv, files[i].count);
    for (size_t j = 0; j < files[i].count; j++) pieces[j] = sv_of(files[i].lines[j]);
    *text = arena_cat(a, pieces, files[i].count);
    *type = media_type_of(name);
    return true;
  }
  return false;
}

/* Where the last </body> begins; the end of a page that has none. */
static size_t end_of_body(sv html) {
  sv end = SV("</body");
  for (size_t at = html.len; at-- > 0;) {
    if (html.at[at] == '<' && sv_eq_nocase(sv_first(sv_skip(html, at), end.len), end)) return at;
  }
  return html.len;
}

/* Its address changes with its text, so that a page which is loaded again and again need not ask
 * for it; and the page is shown without waiting for it. */
static sv script(arena *a, sv mark) {
  sv text, type;
  client_file(a, SV("reload.js"), &text, &type);
  sv print = hash_hex(a, hash_of(text), HASH_NAME_DIGITS);
  return arena_printf(
      a, "<script src=\"/_pamphlet/reload.js?v=%.*s\" data-mark=\"%.*s\" async></script>\n",
      SV_ARG(print), SV_ARG(mark));
}

sv client_page(arena *a, sv html, sv mark) {
  size_t end = end_of_body(html);
  return arena_cat(a, (sv[]){sv_first(html, end), script(a, mark), sv_skip(html, end)}, 3);
}

sv client_notice(arena *a, const char *title, const char *sentence, sv mark) {
  sv html =
      arena_printf(a,
                   "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<title>%s</title>\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<link rel=\"stylesheet\" href=\"/_pamphlet/waiting.css\">\n"
                   "</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>%s</p>\n</main>\n"
                   "</body>\n</html>\n",
                   title, title, sentence);
  return client_page(a, html, mark);
}
