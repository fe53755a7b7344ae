#include "emit/json_feed.h"

#include "emit/facts.h"
#include "emit/sources.h"
#include "wrap/json.h"

static void add_text(json_writer *w, sv key, sv text) {
  if (!text.len) return;
  json_key(w, key);
  json_string(w, text);
}

static void add_date(json_writer *w, sv key, const page_date *when) {
  if (!when->given) return;
  char text[DATE_TEXT];
  add_text(w, key, sv_make(text, date_rfc3339(when->at, text)));
}

static void add_authors(json_writer *w, const site *s, const page *p, arena *scratch) {
  emit_people people = emit_authors(scratch, p);
  if (!people.len) return;
  json_key(w, SV("authors"));
  json_begin(w, '[');
  for (size_t i = 0; i < people.len; i++) {
    json_begin(w, '{');
    add_text(w, SV("name"), people.at[i].name);
    if (people.at[i].page) {
      add_text(w, SV("url"), emit_absolute(scratch, s, people.at[i].page->url));
    }
    json_end(w, '}');
  }
  json_end(w, ']');
}

static void add_tags(json_writer *w, const page *p) {
  bool any = false;
  for (size_t i = 0; i < p->terms.len; i++) any = any || p->terms.at[i].terms.len > 0;
  if (!any) return;
  json_key(w, SV("tags"));
  json_begin(w, '[');
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      json_string(w, p->terms.at[i].terms.at[j]->name);
    }
  }
  json_end(w, ']');
}

/* The text, and what it cites below it. */
static void add_content(json_writer *w, const site *s, const page *p, sv url, arena *scratch) {
  buf origin = BUF_EMPTY, address = BUF_EMPTY, html = BUF_EMPTY;
  buf_html(&origin, s->settings.origin);
  buf_html(&address, url);
  body_reader elsewhere = {buf_sv(&origin), buf_sv(&address)};
  buf_add(&html, body_html_from(scratch, &p->body, elsewhere));
  emit_sources(&html, p, elsewhere, scratch);
  json_key(w, SV("content_html")); /* the item must have a content, be it empty */
  json_string(w, buf_sv(&html));
  buf_free(&origin);
  buf_free(&address);
  buf_free(&html);
}

static void add_item(json_writer *w, const site *s, const page *p, arena *scratch) {
  sv url = emit_absolute(scratch, s, p->url);
  json_begin(w, '{');
  add_text(w, SV("id"), url);
  add_text(w, SV("url"), url);
  add_text(w, SV("title"), p->title);
  add_text(w, SV("summary"), p->description.len ? p->description : p->body.summary);
  add_content(w, s, p, url, scratch);
  add_text(w, SV("image"), emit_absolute(scratch, s, p->image.url));
  add_date(w, SV("date_published"), &p->date);
  add_date(w, SV("date_modified"), &p->shown_updated);
  add_authors(w, s, p, scratch);
  add_tags(w, p);
  add_text(w, SV("language"), p->lang);
  json_end(w, '}');
}

void emit_json_feed(buf *out, const site *s, const listing *l, arena *scratch) {
  const settings *set = &s->settings;
  sv site_title = set->title.len ? set->title : set->name;
  sv title = site_title;
  if (l->type != LISTING_HOME && l->title.len) {
    title = arena_cat(scratch, (sv[]){l->title, SV(" \xE2\x80\x93 "), site_title}, 3);
  }
  sv home = emit_absolute(scratch, s, l->url);
  json_writer w = {.out = out};
  json_begin(&w, '{');
  add_text(&w, SV("version"), SV("https://jsonfeed.org/version/1.1"));
  json_key(&w, SV("title"));
  json_string(&w, title);
  add_text(&w, SV("home_page_url"), home);
  add_text(&w, SV("feed_url"), arena_cat(scratch, (sv[]){home, SV("feed.json")}, 2));
  add_text(&w, SV("description"), l->description.len ? l->description : set->description);
  add_text(&w, SV("language"), l->lang);
  json_key(&w, SV("items"));
  json_begin(&w, '[');
  for (size_t i = 0, items = 0; i < l->pages.len && items < FEED_ITEMS; i++) {
    /* A preview of drafts is no news. */
    if (l->pages.at[i]->state != PAGE_PUBLISHED) continue;
    add_item(&w, s, l->pages.at[i], scratch);
    items++;
  }
  json_end(&w, ']');
  json_end(&w, '}');
  buf_byte(out, '\n');
}
