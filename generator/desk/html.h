/* What the pages of the desk share: words, values and the frame around them. Every text that is not
 * of this program goes through `buf_html` or one of these. */
#ifndef PAMPHLET_DESK_HTML_H
#define PAMPHLET_DESK_HTML_H

#include "base/arena.h"
#include "base/buf.h"
#include "desk/words.h"
#include "model/page.h"

/* The desk's own words as HTML; `fill` is escaped and stands in the place of "{}". */
void html_word(buf *out, desk_word word);
void html_say(buf *out, desk_word word, sv fill);
void html_count(buf *out, desk_word word, size_t count);

/* The same as plain text. */
sv html_plain(arena *a, desk_word word, sv fill);

/* A day, as <time>; without one a dash that is read as "none". */
void html_day(buf *out, page_date when);
sv html_day_text(page_date when, char room[DATE_TEXT]);
void html_none(buf *out);
void html_waiting(buf *out);

/* A value in a query: percent-encoded, so safe in an attribute, too. */
void html_query(buf *out, sv value);

/* The link to an article's page of the desk, up to its text. */
void html_article_link(buf *out, sv source);

/* From <!doctype> to the beginning of <main>, with the page's name and heading alike, and the rest.
 * `site` is what the site is called, `home` where it begins. */
typedef enum desk_place { AT_ARTICLES, AT_ARTICLE, AT_NEW } desk_place;
typedef struct desk_frame {
  sv title, site, home;
  desk_place place;
  bool wide;
} desk_frame;
void html_begin(buf *out, const desk_frame *frame);
void html_end(buf *out);

#endif
