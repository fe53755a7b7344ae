#include "emit/json_feed.h"

#include "emit/facts.h"
#include "emit/sources.h"
#include "wrap/json.h"

static void add_text(json_writer *w, sv key, sv text) {
  if (!text.len) return;
  json_plain_key(w, key);
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
  json_plain_key(w, SV("authors"));
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
  json_plain_key(w, SV("tags"));
  json_begin(w, '[');
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      json_string(w, p->terms.at[i].terms.at[j]->name);
    }
  }
  json_end(w, ']');
}

/* What the items of a feed share. */
typedef struct feed {
  json_writer json;
  const site *site;
  arena *scratch;
  buf origin;        /* as body_reader has it */
  buf address, html; /* of one item */
} feed;

/* The text, and what it cites below it. */
static void add_content(feed *f, const page *p, sv url) {
  buf_clear(&f->address);
  buf_clear(&f->html);
  buf_html(&f->address, url);
  body_reader elsewhere = {buf_sv(&f->origin), buf_sv(&f->address)};
  sv html = body_html_from(f->scratch, &p->body, elsewhere);
  if (p->more->references.len) {
    buf_add(&f->html, html);
    emit_sources(&f->html, p, elsewhere, false, f->scratch);
    html = buf_sv(&f->html);
  }
  json_plain_key(&f->json, SV("content_html")); /* the item must have a content, be it empty */
  json_string(&f->json, html);
}

static void add_item(feed *f, const page *p) {
  json_writer *w = &f->json;
  arena *scratch = f->scratch;
  sv url = emit_absolute(scratch, f->site, p->url);
  json_begin(w, '{');
  add_text(w, SV("id"), url);
  add_text(w, SV("url"), url);
  add_text(w, SV("title"), p->title);
  add_text(w, SV("summary"), p->description.len ? p->description : p->body.summary);
  add_content(f, p, url);
  add_text(w, SV("image"), emit_absolute(scratch, f->site, p->more->image.url));
  add_date(w, SV("date_published"), &p->date);
  add_date(w, SV("date_modified"), &p->shown_updated);
  add_authors(w, f->site, p, scratch);
  add_tags(w, p);
  add_text(w, SV("language"), p->lang);
  json_end(w, '}');
}

static void add_head(json_writer *w, const settings *set, const listing *l, sv home,
                     arena *scratch) {
  sv site_title = set->title.len ? set->title : set->name;
  sv title = site_title;
  if (l->type != LISTING_HOME && l->title.len) {
    title = arena_cat(scratch, (sv[]){l->title, SV(" \xE2\x80\x93 "), site_title}, 3);
  }
  add_text(w, SV("version"), SV("https://jsonfeed.org/version/1.1"));
  json_plain_key(w, SV("title"));
  json_string(w, title);
  add_text(w, SV("home_page_url"), home);
  add_text(w, SV("feed_url"), arena_cat(scratch, (sv[]){home, SV("feed.json")}, 2));
  add_text(w, SV("description"), l->description.len ? l->description : set->description);
  add_text(w, SV("language"), l->lang);
}

void emit_json_feed(buf *out, const site *s, const listing *l, arena *scratch) {
  feed f = {.json = {.out = out},
            .site = s,
            .scratch = scratch,
            .origin = BUF_EMPTY,
            .address = BUF_EMPTY,
            .html = BUF_EMPTY};
  buf_html(&f.origin, s->settings.origin);
  json_begin(&f.json, '{');
  add_head(&f.json, &s->settings, l, emit_absolute(scratch, s, l->url), scratch);
  json_plain_key(&f.json, SV("items"));
  json_begin(&f.json, '[');
  for (size_t i = 0, items = 0; i < l->pages.len && items < FEED_ITEMS; i++) {
    /* A preview of drafts is no news. */
    if (l->pages.at[i]->state != PAGE_PUBLISHED) continue;
    arena_mark before = arena_here(scratch);
    add_item(&f, l->pages.at[i]);
    arena_rewind(scratch, before);
    items++;
  }
  json_end(&f.json, ']');
  json_end(&f.json, '}');
  buf_byte(out, '\n');
  buf_free(&f.origin);
  buf_free(&f.address);
  buf_free(&f.html);
}
