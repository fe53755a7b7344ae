#include "emit/facts.h"
#include "emit/jsonld_parts.h"

void jsonld__text(jsonld *w, const char *key, sv text) {
  if (!text.len) return;
  json_plain_key(&w->json, sv_of(key));
  json_string(&w->json, text);
}

/* The whole address with a name behind it. */
static void add_address(jsonld *w, sv key, sv url, sv name) {
  sv host = emit_is_inside(url) ? w->host : SV("");
  json_plain_member(&w->json, key, (sv[]){host, json_escaped(w->scratch, url, true), name}, 3);
}

void jsonld__address(jsonld *w, const char *key, sv url) {
  if (url.len) add_address(w, sv_of(key), url, SV(""));
}

void jsonld__date(jsonld *w, const char *key, const page_date *when) {
  if (!when->given) return;
  char text[DATE_TEXT];
  size_t len = when->at.has_time ? date_rfc3339(when->at, text) : date_day_text(when->at, text);
  jsonld__text(w, key, sv_make(text, len));
}

void jsonld__begin(jsonld *w, const char *type) {
  sv name = sv_of(type);
  json_begin(&w->json, '{');
  json_plain_member(&w->json, SV("@type"), &name, 1);
}

void jsonld__end(jsonld *w) {
  json_end(&w->json, '}');
}

void jsonld__id(jsonld *w, sv url, const char *name) {
  add_address(w, SV("@id"), url, sv_of(name));
}

void jsonld__ref(jsonld *w, const char *key, sv url, const char *name) {
  json_plain_key(&w->json, sv_of(key));
  json_begin(&w->json, '{');
  jsonld__id(w, url, name);
  json_end(&w->json, '}');
}

void jsonld__image(jsonld *w, const page *p) {
  if (!p->more->image.url.len) return;
  json_plain_key(&w->json, SV("image"));
  jsonld__begin(w, "ImageObject");
  jsonld__address(w, "url", p->more->image.url);
  if (p->more->image.width && p->more->image.height) {
    json_plain_key(&w->json, SV("width"));
    json_integer(&w->json, p->more->image.width);
    json_plain_key(&w->json, SV("height"));
    json_integer(&w->json, p->more->image.height);
  }
  jsonld__text(w, "caption", p->more->image.caption);
  jsonld__end(w);
}
