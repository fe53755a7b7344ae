#include "desk/html.h"

#include "desk/desk.h"

static const char *const words[] = {
#define X(id, text) text,
    DESK_WORDS(X)
#undef X
};

void html_word(buf *out, desk_word word) {
  buf_html(out, sv_of(words[word]));
}

void html_say(buf *out, desk_word word, sv fill) {
  sv text = sv_of(words[word]);
  size_t at = sv_find(text, SV("{}"), 0);
  buf_html(out, sv_first(text, at));
  if (at == SV_NONE) return;
  buf_html(out, fill);
  buf_html(out, sv_skip(text, at + 2));
}

void html_count(buf *out, desk_word word, size_t count) {
  char room[BUF_DIGITS];
  html_say(out, word, buf_digits(room, count, 1));
}

sv html_plain(arena *a, desk_word word, sv fill) {
  sv text = sv_of(words[word]);
  size_t at = sv_find(text, SV("{}"), 0);
  if (at == SV_NONE) return text;
  return arena_cat(a, (sv[]){sv_first(text, at), fill, sv_skip(text, at + 2)}, 3);
}

sv html_day_text(page_date when, char room[DATE_TEXT]) {
  if (!when.given) return sv_of(words[W_NO_NEXT]);
  return sv_make(room, date_day_text(when.at, room));
}

/* What a sign means is said to those who hear the page. */
static void add_sign(buf *out, desk_word sign, desk_word spoken) {
  buf_lit(out, "<span aria-hidden=\"true\">");
  html_word(out, sign);
  buf_lit(out, "</span><span class=\"spoken\">");
  html_word(out, spoken);
  buf_lit(out, "</span>");
}

void html_none(buf *out) {
  add_sign(out, W_NO_VALUE, W_NO_VALUE_SPOKEN);
}

void html_waiting(buf *out) {
  add_sign(out, W_WAITING, W_WAITING_SPOKEN);
}

void html_day(buf *out, page_date when) {
  char room[DATE_TEXT];
  if (!when.given) {
    html_none(out);
    return;
  }
  buf_lit(out, "<time>");
  buf_html(out, html_day_text(when, room));
  buf_lit(out, "</time>");
}

void html_query(buf *out, sv value) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  for (size_t i = 0; i < value.len; i++) {
    char c = value.at[i];
    if (c && strchr(plain, c)) {
      buf_byte(out, c);
    } else {
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
  }
}

void html_article_link(buf *out, sv source) {
  buf_lit(out, "<a href=\"" DESK_PREFIX "article?file=");
  html_query(out, source);
  buf_lit(out, "\">");
}

static void add_part(buf *out, const char *href, desk_word name, bool here) {
  buf_printf(out, "<li><a href=\"%s\"%s>", href, here ? " aria-current=\"page\"" : "");
  html_word(out, name);
  buf_lit(out, "</a></li>\n");
}

static void add_head(buf *out, const desk_frame *frame) {
  buf_lit(out,
          "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  buf_html(out, frame->title);
  html_word(out, W_TITLE_SUFFIX);
  buf_lit(out,
          "</title>\n<link rel=\"icon\" href=\"data:,\">\n"
          "<link rel=\"stylesheet\" href=\"" DESK_PREFIX
          "desk.css\">\n"
          "<script src=\"" DESK_PREFIX "desk.js\" defer></script>\n</head>\n");
}

void html_begin(buf *out, const desk_frame *frame) {
  add_head(out, frame);
  buf_lit(out, "<body>\n<a class=\"skip\" href=\"#main\">");
  html_word(out, W_SKIP);
  buf_lit(out, "</a>\n<header>\n<p class=\"name\">");
  html_say(out, W_DESK_OF, frame->site);
  buf_lit(out, "</p>\n<nav aria-label=\"");
  html_word(out, W_PARTS);
  buf_lit(out, "\"><ul>\n");
  add_part(out, DESK_PREFIX, W_ARTICLES, frame->place == AT_ARTICLES);
  add_part(out, DESK_PREFIX "new", W_NEW, frame->place == AT_NEW);
  buf_lit(out, "<li><a href=\"");
  buf_html(out, frame->home);
  buf_lit(out, "/\">");
  html_word(out, W_SITE);
  buf_printf(out, "</a></li>\n</ul></nav>\n</header>\n<main id=\"main\"%s tabindex=\"-1\">\n<h1>",
             frame->wide ? " class=\"wide\"" : "");
  buf_html(out, frame->title);
  buf_lit(out, "</h1>\n");
}

void html_end(buf *out) {
  buf_lit(out, "</main>\n</body>\n</html>\n");
}
