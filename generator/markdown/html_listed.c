/* HTML in an article of a site that lets some of it through: read tag by tag and written anew, so
 * that nothing is printed but listed elements with listed attributes, each closed where it was
 * opened. What cannot be read as a tag is text. */
#include "base/limits.h"
#include "base/utf8.h"
#include "markdown/callouts.h"
#include "markdown/html_tokens.h"
#include "markdown/raw_html.h"

/* A piece of an article's HTML on its way. */
typedef struct filter {
  md__doc *doc;
  cmark_node *node;
  cmark_node *owner; /* the node in which what is opened must be closed */
  bool in_line;
  sv html;
  size_t at;        /* of the token, in `html` */
  size_t seen;      /* line ends are counted up to here */
  int line;         /* libcmark's line at `seen` */
  size_t line_from; /* where that line starts in `html` */
} filter;

/* ---- Saying what is left out ---- */

/* The token as it stands in the file, up to its line's end. */
static diag_span span_of(filter *f, sv token) {
  md__doc *doc = f->doc;
  if (f->in_line) return md__span(doc, md__inline_span(doc, f->node));
  for (; f->seen < f->at; f->seen++) {
    if (f->html.at[f->seen] != '\n') continue;
    f->line++;
    f->line_from = f->seen + 1;
  }
  diag_span whole = md__block_span(doc, f->node);
  sv first = token, rest = token;
  if (doc->has_fixed || f->line < 1 || (size_t)f->line > doc->lines.len) {
    return md__span(doc, whole);
  }
  sv_line(&rest, &first);
  size_t start = doc->lines.at[f->line - 1].source;
  enum { MARKS = 4096 }; /* more than stands before the token in the file and not in `html` */
  sv source = sv_skip(doc->source.text, start);
  sv line = sv_first(source, f->at - f->line_from + first.len + MARKS);
  /* In a quotation or list the file's line has marks before what is here. */
  size_t found = sv_find(line, first, f->at - f->line_from);
  return found == SV_NONE ? diag_at(whole.file, start, 1)
                          : diag_at(whole.file, start + found, first.len ? first.len : 1);
}

static diag *left_out(filter *f, const html_token *t, const char *what) {
  return diag_add(f->doc->sink, DIAG_MD001, span_of(f, t->text),
                  "the HTML element <%.*s> is left out%s", SV_ARG(t->name), what);
}

static void report_element(filter *f, const html_token *t) {
  diag *d = left_out(f, t, "");
  if (html_element_named(t->name)) {
    diag_hint(d, "raw_html in site.yaml does not list it");
  } else {
    diag_hint(d, "no site can let it through, as it can do more than show text");
  }
}

static void report_attribute(filter *f, const html_token *t, const html_element *element, sv name) {
  diag *d = diag_add(f->doc->sink, DIAG_MD001, span_of(f, t->text),
                     "the attribute %.*s of <%s> is left out", SV_ARG(name), element->name);
  diag_hint(d, html_may_have(element, name) ? "raw_html in site.yaml does not list it"
                                            : "no site can let it through");
}

/* ---- What is open ---- */

static md__open_html *top(const md__doc *doc) {
  return doc->open_html.len ? &doc->open_html.at[doc->open_html.len - 1] : NULL;
}

static bool is_open_here(const filter *f, const char *name) {
  const md__open_html *last = top(f->doc);
  return last && last->owner == f->owner && strcmp(last->element->name, name) == 0;
}

static void close_last(md__doc *doc) {
  buf_printf(&doc->html, "</%s>", top(doc)->element->name);
  doc->open_html.len--;
}

/* Elements that HTML lets end with what they stand in. */
static bool may_stay_open(const html_element *element) {
  static const char *const names[] = {"p",  "li", "dt", "dd",    "tr",    "td",
                                      "th", "rt", "rp", "thead", "tbody", "tfoot"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(element->name, names[i]) == 0) return true;
  }
  return false;
}

static void report_unclosed(md__doc *doc, const md__open_html *open) {
  if (may_stay_open(open->element)) return;
  diag *d =
      diag_add(doc->sink, DIAG_MD018, open->where, "<%s> is never closed", open->element->name);
  diag_hint(d, "close it with </%s> in the paragraph, item or quotation that it starts in",
            open->element->name);
}

void md__close_html(md__doc *doc, cmark_node *owner) {
  while (doc->open_html.len && top(doc)->owner == owner) {
    report_unclosed(doc, top(doc));
    close_last(doc);
  }
}

/* HTML lets some end tags be left out: a paragraph ends where a block starts, an item where the
 * next one does. */
static void close_implied(filter *f, const html_element *next) {
  static const char *const pairs[][2] = {{"li", "li"}, {"dt", "dt"}, {"dt", "dd"}, {"dd", "dt"},
                                         {"dd", "dd"}, {"td", "td"}, {"td", "th"}, {"th", "td"},
                                         {"th", "th"}, {"tr", "tr"}};
  if (next->block && is_open_here(f, "p")) close_last(f->doc);
  if (strcmp(next->name, "tr") == 0 && (is_open_here(f, "td") || is_open_here(f, "th"))) {
    close_last(f->doc);
  }
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    if (strcmp(next->name, pairs[i][1]) == 0 && is_open_here(f, pairs[i][0])) {
      close_last(f->doc);
      return;
    }
  }
}

static void put_close(filter *f, const html_token *t) {
  md__doc *doc = f->doc;
  const html_element *element = html_element_named(t->name);
  size_t at = doc->open_html.len;
  /* These were reported where they start. */
  if (!html_rules_has_element(doc->options->html, element)) return;
  if (f->in_line && element->block) return;
  while (at > 0 && doc->open_html.at[at - 1].owner == f->owner &&
         doc->open_html.at[at - 1].element != element) {
    at--;
  }
  if (at == 0 || doc->open_html.at[at - 1].owner != f->owner || element->empty) {
    diag *d =
        diag_add(doc->sink, DIAG_MD018, span_of(f, t->text), "</%s> closes nothing", element->name);
    diag_hint(d, "take it out, or open <%s> in the same paragraph, item or quotation",
              element->name);
    return;
  }
  while (doc->open_html.len > at) {
    report_unclosed(doc, top(doc));
    close_last(doc);
  }
  close_last(doc);
}

/* ---- Text and values ---- */

/* Length of a character reference such as &amp; or &#x2014; at the start, or 0. */
static size_t reference_length(sv text) {
  size_t at = 1;
  if (at < text.len && text.at[at] == '#') at++;
  size_t from = at;
  while (at < text.len && at < 32 &&
         (((text.at[at] | 32) >= 'a' && (text.at[at] | 32) <= 'z') ||
          (text.at[at] >= '0' && text.at[at] <= '9'))) {
    at++;
  }
  return at > from && at < text.len && text.at[at] == ';' ? at + 1 : 0;
}

/* Text or a value as it was written, its references kept. */
static void put_text(buf *out, sv text) {
  while (text.len) {
    size_t amp = sv_find_byte(text, '&', 0);
    md__escape(out, sv_first(text, amp == SV_NONE ? text.len : amp));
    if (amp == SV_NONE) return;
    text = sv_skip(text, amp);
    size_t length = reference_length(text);
    if (length) {
      buf_add(out, sv_first(text, length));
    } else {
      buf_lit(out, "&amp;");
    }
    text = sv_skip(text, length ? length : 1);
  }
}

/* The character that "#106", "#x6A" or "amp" means; 0: another name, which then is text. */
static uint32_t meaning(sv name) {
  static const struct {
    const char *name;
    char c;
  } named[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
    if (sv_is(name, named[i].name)) return (uint32_t)named[i].c;
  }
  if (!sv_starts(name, SV("#")) || name.len > 8) return 0;
  bool hex = name.len > 2 && (name.at[1] | 32) == 'x';
  uint32_t c = 0;
  for (size_t i = 1 + hex; i < name.len; i++) {
    char digit = (char)(name.at[i] | 32);
    bool letter = digit >= 'a' && digit <= 'f';
    if (!(digit >= '0' && digit <= '9') && !(hex && letter)) return 0;
    c = c * (hex ? 16 : 10) + (uint32_t)(letter ? digit - 'a' + 10 : name.at[i] - '0');
  }
  return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF) ? c : 0;
}

/* The text with its references undone. One that is not known here stays as it is: what is printed
 * of it is its letters. */
static sv plain_of(arena *a, sv text) {
  buf out = BUF_EMPTY;
  for (size_t i = 0; i < text.len;) {
    sv rest = sv_skip(text, i);
    size_t length = rest.at[0] == '&' ? reference_length(rest) : 0;
    uint32_t c = length ? meaning(sv_make(rest.at + 1, length - 2)) : 0;
    if (!c) length = 1;
    char bytes[4];
    buf_add(&out, c ? sv_make(bytes, utf8_encode(c, bytes)) : sv_first(rest, 1));
    i += length;
  }
  sv plain = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return plain;
}

/* An address as a browser reads it: tabs and line ends anywhere and blanks around it taken out (URL
 * Standard, 4.4). */
static sv address_of(arena *a, sv value) {
  sv plain = plain_of(a, value);
  char *at = arena_chars(a, plain.len), *end = at;
  for (size_t i = 0; i < plain.len; i++) {
    if (!strchr("\t\n\r", plain.at[i])) *end++ = plain.at[i];
  }
  sv clean = sv_make(at, (size_t)(end - at));
  while (clean.len && (unsigned char)clean.at[0] <= ' ') clean = sv_skip(clean, 1);
  while (clean.len && (unsigned char)clean.at[clean.len - 1] <= ' ') clean.len--;
  return clean;
}

/* ---- Attributes ---- */

static bool is_address(sv attribute) {
  return sv_is(attribute, "href") || sv_is(attribute, "src") || sv_is(attribute, "cite") ||
         sv_is(attribute, "poster");
}

/* Only what a reader can follow: pages and files, the web, mail, a phone. */
static bool is_harmless(sv address) {
  static const char *const schemes[] = {"http", "https", "mailto", "tel", "sms"};
  md__target kind = md__target_kind(address);
  if (kind == MD__SITE || kind == MD__FRAGMENT) return true;
  if (kind == MD__ACTIVE) return false;
  size_t colon = sv_find_byte(address, ':', 0), slash = sv_find_byte(address, '/', 0);
  if (colon == SV_NONE || slash < colon) return true; /* //host/… */
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    if (sv_eq_nocase(sv_first(address, colon), sv_of(schemes[i]))) return true;
  }
  return false;
}

typedef struct attributes {
  sv names[LIMIT_HTML_ATTRIBUTES], values[LIMIT_HTML_ATTRIBUTES];
  size_t count;
} attributes;

static const sv *value_of(const attributes *all, sv name) {
  for (size_t i = 0; i < all->count; i++) {
    if (sv_eq(all->names[i], name)) return &all->values[i];
  }
  return NULL;
}

static sv lowered(arena *a, sv name) {
  char *low = arena_chars(a, name.len);
  for (size_t i = 0; i < name.len; i++) {
    low[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] | 32) : name.at[i];
  }
  return sv_make(low, name.len);
}

/* The listed ones that are harmless, the first of each name. */
static void read_attributes(filter *f, const html_token *t, const html_element *element,
                            attributes *out) {
  sv rest = t->attributes, name, value;
  out->count = 0;
  while (html_next_attribute(&rest, &name, &value)) {
    name = lowered(f->doc->scratch, name);
    if (value_of(out, name) || out->count == LIMIT_HTML_ATTRIBUTES) continue;
    if (!html_rules_has(f->doc->options->html, element, name)) {
      report_attribute(f, t, element, name);
      continue;
    }
    if (is_address(name)) {
      value = address_of(f->doc->scratch, value);
      if (!is_harmless(value)) {
        md__report_active_at(f->doc, span_of(f, t->text), value);
        continue;
      }
    }
    out->names[out->count] = name;
    out->values[out->count++] = value;
  }
}

/* ---- Opening tags ---- */

static void put_address(filter *f, const html_token *t, const html_element *element,
                        const attributes *all, sv name, sv value) {
  md__doc *doc = f->doc;
  diag_span where = span_of(f, t->text);
  bool image = sv_is(sv_of(element->name), "img") && !value_of(all, SV("width")) &&
               !value_of(all, SV("height"));
  if (sv_is(name, "href") && doc->emergencies > 0) md__check_emergency_link(doc, where, value);
  md__put_target_at(doc, where, image ? BODY_IMAGE : BODY_LINK, value, SV(""));
}

/* An id that no other part of the page has; true: it may be printed. */
static bool take_id(filter *f, const html_token *t, sv id) {
  bool fresh = false;
  md__doc *doc = f->doc;
  sv kept = arena_dup(doc->a, id);
  if (id.len) map_entry_for(doc->scratch, &doc->ids, kept, &fresh);
  if (fresh) {
    vec_push(doc->a, &doc->out->ids, kept);
  } else {
    diag *d = diag_add(doc->sink, DIAG_MD012, span_of(f, t->text), "the id \"%.*s\" stands twice",
                       SV_ARG(id));
    diag_hint(d, "give this one another");
  }
  return fresh;
}

static void put_attributes(filter *f, const html_token *t, const html_element *element,
                           const attributes *all) {
  buf *html = &f->doc->html;
  for (size_t i = 0; i < all->count; i++) {
    sv name = all->names[i], value = all->values[i];
    if (sv_is(name, "id") && !take_id(f, t, value)) continue;
    buf_byte(html, ' ');
    buf_add(html, name);
    buf_lit(html, "=\"");
    if (is_address(name)) {
      put_address(f, t, element, all, name, value);
    } else {
      put_text(html, value);
    }
    buf_byte(html, '"');
  }
}

/* An image that says nothing to those who cannot see it, or has nothing to show. */
static bool is_good_image(filter *f, const html_token *t, const attributes *all) {
  if (!value_of(all, SV("src"))) return false;
  if (f->doc->options->image_checks && !value_of(all, SV("alt"))) {
    diag *d = diag_add(f->doc->sink, DIAG_MD006, span_of(f, t->text),
                       "this image has no alternative text");
    diag_hint(d,
              "say what it shows: alt=\"a needle beside a joint\", or that it only decorates: "
              "alt=\"\"");
  }
  return true;
}

static bool inside_link(const filter *f) {
  for (size_t i = 0; i < f->doc->open_html.len; i++) {
    if (sv_is(sv_of(f->doc->open_html.at[i].element->name), "a")) return true;
  }
  for (cmark_node *n = f->node; n; n = cmark_node_parent(n)) {
    if (cmark_node_get_type(n) == CMARK_NODE_LINK) return true;
  }
  return false;
}

static void put_open(filter *f, const html_token *t) {
  md__doc *doc = f->doc;
  const html_element *element = html_element_named(t->name);
  attributes all;
  if (!html_rules_has_element(doc->options->html, element)) {
    report_element(f, t);
    return;
  }
  sv name = sv_of(element->name);
  if (f->in_line && element->block) {
    diag_hint(left_out(f, t, ": it cannot stand in a line"), "start a line of its own with it");
    return;
  }
  if (sv_is(name, "a") && inside_link(f)) {
    diag_hint(left_out(f, t, ": it stands in another link"), "close that one first");
    return;
  }
  if (doc->open_html.len >= LIMIT_MARKDOWN_DEPTH) {
    diag_hint(left_out(f, t, ": too many are open"), "close some of them first");
    return;
  }
  read_attributes(f, t, element, &all);
  if (sv_is(name, "img") && !is_good_image(f, t, &all)) return;
  close_implied(f, element);
  buf_byte(&doc->html, '<');
  buf_add(&doc->html, name);
  put_attributes(f, t, element, &all);
  buf_add(&doc->html, element->empty ? SV(" />") : SV(">"));
  if (element->empty) return;
  md__open_html open = {element, f->owner, span_of(f, t->text)};
  vec_push(doc->scratch, &doc->open_html, open);
}

/* ---- All together ---- */

/* Elements whose inside is no text for a reader, or is read by other rules. */
static bool swallows(sv name) {
  static const char *const names[] = {
      "script",   "style",     "textarea", "title", "xmp",      "iframe", "noembed", "noframes",
      "noscript", "plaintext", "svg",      "math",  "template", "object", "select",  "head"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (sv_eq_nocase(name, sv_of(names[i]))) return true;
  }
  return false;
}

/* Behind the end tag of that name; the end of it all where there is none. */
static sv behind(sv rest, sv name) {
  html_token t;
  for (size_t at = sv_find(rest, SV("</"), 0); at != SV_NONE;
       at = sv_find(rest, SV("</"), at + 2)) {
    sv from = sv_skip(rest, at);
    if (html_next(&from, &t) && t.kind == HTML_CLOSE && sv_eq_nocase(t.name, name)) return from;
  }
  return SV("");
}

void md__put_listed_html(md__doc *doc, cmark_node *node) {
  bool in_line = cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE;
  filter f = {.doc = doc,
              .node = node,
              .owner = cmark_node_parent(node),
              .in_line = in_line,
              .html = sv_of(cmark_node_get_literal(node)),
              .line = cmark_node_get_start_line(node)};
  sv rest = f.html;
  sv_list words = {0};
  size_t start = doc->html.len;
  html_token t;
  while (html_next(&rest, &t)) {
    f.at = (size_t)(t.text.at - f.html.at);
    switch (t.kind) {
      case HTML_TEXT:
        put_text(&doc->html, t.text);
        vec_push(doc->scratch, &words, t.text);
        break;
      case HTML_OPEN:
        put_open(&f, &t);
        if (!in_line && swallows(t.name)) rest = behind(rest, t.name);
        break;
      case HTML_CLOSE: put_close(&f, &t); break;
      case HTML_OTHER: break;
    }
  }
  /* What is left of a comment are line ends. */
  if (!sv_trim(sv_skip(buf_sv(&doc->html), start)).len) doc->html.len = start;
  sv read = sv_trim(arena_cat(doc->scratch, words.at, words.len));
  if (!in_line && read.len) {
    md__add_prose(doc, node, PROSE_PARAGRAPH, 0, plain_of(doc->bulk, read));
  }
}
