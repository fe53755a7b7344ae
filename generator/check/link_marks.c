#include "check/link_marks.h"

#include "diag/diag.h"
#include "wrap/html.h"
#include "wrap/json.h"

typedef struct reader {
  arena *a;
  void (*visit)(void *context, const link_mark *mark);
  void *context;
} reader;

static void mark(const reader *r, link_mark_kind kind, sv target, size_t offset, size_t length) {
  r->visit(r->context, &(link_mark){kind, target, offset, length});
}

/* Attributes that hold an address; an empty tag is any. */
static const struct {
  const char *tag, *attribute;
  link_mark_kind kind;
} addresses[] = {
    {"a", "href", LINK_MARK_PAGE},
    {"area", "href", LINK_MARK_PAGE},
    {"form", "action", LINK_MARK_PAGE},
    {"iframe", "src", LINK_MARK_PAGE},
    {"img", "src", LINK_MARK_FILE},
    {"script", "src", LINK_MARK_FILE},
    {"source", "src", LINK_MARK_FILE},
    {"video", "src", LINK_MARK_FILE},
    {"video", "poster", LINK_MARK_FILE},
    {"audio", "src", LINK_MARK_FILE},
    {"track", "src", LINK_MARK_FILE},
    {"embed", "src", LINK_MARK_FILE},
    {"object", "data", LINK_MARK_FILE},
    {"use", "href", LINK_MARK_FILE},
    {"image", "href", LINK_MARK_FILE},
    {"input", "src", LINK_MARK_FILE},
    {"button", "formaction", LINK_MARK_PAGE},
};

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Behind an address of a set: "2x" or "640w" up to a comma that is not in parentheses. */
static sv skip_descriptors(sv rest) {
  size_t at = 0;
  bool inside = false;
  for (; at < rest.len && (inside || rest.at[at] != ','); at++) {
    inside = rest.at[at] == '(' || (inside && rest.at[at] != ')');
  }
  return sv_skip(rest, at);
}

/* "a.jpg 1x, b,c.jpg 2x": the addresses, as HTML's "parse a srcset attribute" finds them. An
 * address ends at a blank and may hold commas; those at its end end the item. */
static void read_source_set(const reader *r, html_value set) {
  sv rest = set.text;
  for (;;) {
    while (rest.len && (is_blank(rest.at[0]) || rest.at[0] == ',')) rest = sv_skip(rest, 1);
    if (!rest.len) return;
    size_t end = 0;
    while (end < rest.len && !is_blank(rest.at[end])) end++;
    sv target = sv_first(rest, end);
    rest = sv_skip(rest, end);
    if (!sv_ends(target, SV(","))) rest = skip_descriptors(rest);
    while (sv_ends(target, SV(","))) target.len--; /* it starts with none */
    mark(r, LINK_MARK_FILE, target, set.offset, set.length);
  }
}

/* <link>: pages are canonical, alternate, next and the like; files the browser fetches. */
static void read_link_element(const reader *r, const html_element *e) {
  static const char *const pages[] = {"canonical", "alternate", "next", "prev", "self"};
  html_value target, rel = {.text = SV("")};
  if (!html_attribute(e, "href", &target)) return;
  html_attribute(e, "rel", &rel);
  link_mark_kind kind = LINK_MARK_FILE;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    if (sv_is(rel.text, pages[i]) || !rel.text.len) kind = LINK_MARK_PAGE;
  }
  mark(r, kind, target.text, target.offset, target.length);
}

/* og:url, og:image, and where a page leads by itself ("0; url=/x/"). */
static void read_meta(const reader *r, const html_element *e) {
  html_value name, content;
  if (!html_attribute(e, "content", &content)) return;
  if (html_attribute(e, "property", &name)) {
    bool image = sv_is(name.text, "og:image");
    if (!image && !sv_is(name.text, "og:url")) return;
    mark(r, image ? LINK_MARK_FILE : LINK_MARK_PAGE, content.text, content.offset, content.length);
  } else if (html_attribute(e, "http-equiv", &name) && sv_eq_nocase(name.text, SV("refresh"))) {
    size_t at = sv_find(content.text, SV("url="), 0);
    if (at == SV_NONE) return;
    mark(r, LINK_MARK_PAGE, sv_skip(content.text, at + 4), content.offset, content.length);
  }
}

static void read_element(void *context, const html_element *e) {
  const reader *r = context;
  html_value value;
  if (html_attribute(e, "id", &value)) {
    mark(r, LINK_MARK_ID, value.text, value.offset, value.length);
  }
  if (sv_is(e->tag, "a") && html_attribute(e, "name", &value)) {
    mark(r, LINK_MARK_ID, value.text, value.offset, value.length);
  }
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    if (sv_is(e->tag, addresses[i].tag) && html_attribute(e, addresses[i].attribute, &value)) {
      mark(r, addresses[i].kind, value.text, value.offset, value.length);
    }
  }
  if (html_attribute(e, "srcset", &value)) read_source_set(r, value);
  if (sv_is(e->tag, "link")) read_link_element(r, e);
  if (sv_is(e->tag, "meta")) read_meta(r, e);
}

/* Links inside the HTML that a feed carries as text; `at` is the place of the whole. */
typedef struct carried {
  const reader *outer;
  size_t offset, length;
} carried;

static void take_carried(void *context, const link_mark *inner) {
  const carried *c = context;
  if (inner->kind == LINK_MARK_ID) return;
  mark(c->outer, inner->kind, inner->target, c->offset, c->length);
}

static void read_carried(const reader *r, sv html, size_t offset, size_t length) {
  carried c = {r, offset, length};
  reader inner = {r->a, take_carried, &c};
  html_read(html, read_element, &inner);
}

/* Site maps name pages in <loc>; Atom has <link href>, and texts with HTML in them. A page's
 * parser reads both well enough, since neither nests what HTML would not. */
static void read_xml_element(void *context, const html_element *e) {
  const reader *r = context;
  html_value value;
  if (sv_is(e->tag, "loc")) {
    mark(r, LINK_MARK_PAGE, sv_trim(html_text(r->a, e)), e->offset, e->length);
  } else if (sv_is(e->tag, "link") && html_attribute(e, "href", &value)) {
    mark(r, LINK_MARK_PAGE, value.text, value.offset, value.length);
  } else if (sv_is(e->tag, "content") && html_attribute(e, "type", &value) &&
             sv_is(value.text, "html")) {
    read_carried(r, html_text(r->a, e), e->offset, e->length);
  }
}

/* What JSON Feed and the web manifest call their addresses. */
static void read_json(const reader *r, const node *n, sv key) {
  static const char *const pages[] = {"url", "home_page_url", "feed_url", "start_url", "scope"};
  static const char *const files[] = {"image", "icon", "favicon", "avatar", "src"};
  if (n->kind == NODE_LIST) {
    for (size_t i = 0; i < n->as.list.count; i++) read_json(r, n->as.list.items[i], key);
  } else if (n->kind == NODE_MAP) {
    for (size_t i = 0; i < n->as.map.count; i++) {
      read_json(r, n->as.map.pairs[i].value, n->as.map.pairs[i].key);
    }
  } else if (sv_is(key, "content_html")) {
    read_carried(r, n->as.scalar.text, n->offset, n->length);
  } else {
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
      sv text = n->as.scalar.text;
      if (sv_is(key, pages[i])) mark(r, LINK_MARK_PAGE, text, n->offset, n->length);
      if (sv_is(key, files[i])) mark(r, LINK_MARK_FILE, text, n->offset, n->length);
    }
  }
}

static void read_json_file(const reader *r, sv path, sv bytes) {
  diag_sink *unheard = diag_sink_new();
  const node *root = json_parse(r->a, path, bytes, 0, unheard);
  if (root) read_json(r, root, SV(""));
  diag_sink_free(unheard);
}

/* url(x), url("x") */
static void read_style(const reader *r, sv bytes) {
  for (size_t at = sv_find(bytes, SV("url("), 0); at != SV_NONE;
       at = sv_find(bytes, SV("url("), at + 4)) {
    size_t end = sv_find_byte(bytes, ')', at);
    if (end == SV_NONE) return;
    sv target = sv_trim(sv_first(sv_skip(bytes, at + 4), end - at - 4));
    bool quoted = target.len >= 2 && (target.at[0] == '"' || target.at[0] == '\'');
    if (quoted) target = sv_first(sv_skip(target, 1), target.len - 2);
    mark(r, LINK_MARK_FILE, target, at, end + 1 - at);
  }
}

void link_marks(arena *a, sv path, sv bytes, void (*visit)(void *context, const link_mark *mark),
                void *context) {
  reader r = {a, visit, context};
  if (sv_ends(path, SV(".html"))) {
    html_read(bytes, read_element, &r);
  } else if (sv_ends(path, SV(".xml"))) {
    html_read(bytes, read_xml_element, &r);
  } else if (sv_ends(path, SV("feed.json")) || sv_ends(path, SV(".webmanifest"))) {
    read_json_file(&r, path, bytes);
  } else if (sv_ends(path, SV(".css"))) {
    read_style(&r, bytes);
  }
}
