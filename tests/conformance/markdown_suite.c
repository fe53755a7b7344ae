/* Runs cases of the CommonMark specification's form:
 *
 *   markdown-suite [--exceptions FILE.json] [--differences] FILE.json...
 *
 * A file is a list of cases {markdown, html, section, example, extensions}. Each is converted with
 * raw HTML allowed and with the passes alone that give a meaning to more syntax: no curly quotes,
 * no ids, no figures. The HTML is compared as a browser would read it: blanks outside <pre>, the
 * order of attributes and the spelling of characters do not count.
 *
 * An exception {file, example, reason, html} is a case in which Pamphlet follows GitHub and not
 * the specification: its own `html` is what is expected. One that gives the specification's answer
 * again fails, so that the list stays true. Closes with "N passed, N failed"; exits with 1 when
 * something failed. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markdown/markdown.h"
#include "suite.h"
#include "wrap/json.h"

/* ---- HTML as a browser reads it ---- */

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':' ||
         c == '_';
}

static bool is_block(sv name) {
  static const char *const blocks[] = {
      "article",    "aside",   "blockquote", "body",   "button", "canvas", "col",
      "colgroup",   "dd",      "div",        "dl",     "dt",     "embed",  "fieldset",
      "figcaption", "figure",  "footer",     "form",   "h1",     "h2",     "h3",
      "h4",         "h5",      "h6",         "header", "hr",     "iframe", "li",
      "map",        "object",  "ol",         "output", "p",      "pre",    "progress",
      "script",     "section", "style",      "table",  "tbody",  "td",     "textarea",
      "tfoot",      "th",      "thead",      "tr",     "ul",     "video"};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
    if (sv_eq_nocase(name, sv_of(blocks[i]))) return true;
  }
  return false;
}

/* How the text of a tag, comment or the like ends; 0: "<" is a character here. */
static size_t markup_length(sv html) {
  const char *end = ">";
  if (sv_starts(html, SV("<!--"))) {
    end = "-->";
  } else if (sv_starts(html, SV("<![CDATA["))) {
    end = "]]>";
  } else if (html.len < 2 || !(strchr("!?/", html.at[1]) || is_name(html.at[1]))) {
    return 0;
  }
  char quote = '\0';
  for (size_t i = 1; i < html.len; i++) {
    char c = html.at[i];
    bool tag = end[1] == '\0';
    if (quote) {
      if (c == quote) quote = '\0';
    } else if (tag && (c == '"' || c == '\'')) {
      quote = c;
    } else if (sv_starts(sv_skip(html, i), sv_of(end))) {
      return i + strlen(end);
    }
  }
  return 0;
}

typedef struct attribute {
  sv name, value;
  bool has_value;
} attribute;

static int by_name(const void *a, const void *b) {
  return sv_cmp(((const attribute *)a)->name, ((const attribute *)b)->name);
}

/* The next attribute of what stands in a tag behind its name. */
static bool next_attribute(sv *rest, attribute *out) {
  while (rest->len && (is_blank(rest->at[0]) || rest->at[0] == '/')) *rest = sv_skip(*rest, 1);
  size_t len = 0;
  while (len < rest->len && !is_blank(rest->at[len]) && !strchr("=/>", rest->at[len])) len++;
  if (!len) return false;
  *out = (attribute){.name = sv_first(*rest, len)};
  *rest = sv_trim(sv_skip(*rest, len));
  if (!sv_starts(*rest, SV("="))) return true;
  *rest = sv_trim(sv_skip(*rest, 1));
  char quote = rest->len ? rest->at[0] : '\0';
  bool quoted = quote == '"' || quote == '\'';
  if (quoted) *rest = sv_skip(*rest, 1);
  len = 0;
  while (len < rest->len && (quoted ? rest->at[len] != quote : !is_blank(rest->at[len]))) len++;
  out->value = sv_first(*rest, len);
  out->has_value = true;
  *rest = sv_skip(*rest, len + quoted);
  return true;
}

/* A character reference by number, as the character; the four that HTML needs stay. */
static void add_text(buf *out, sv text) {
  while (text.len) {
    char *end = NULL;
    bool number = sv_starts(text, SV("&#"));
    bool hex = number && text.len > 2 && (text.at[2] | 32) == 'x';
    size_t semicolon = number ? sv_find_byte(text, ';', 0) : SV_NONE;
    char digits[16] = "";
    if (semicolon != SV_NONE && semicolon < sizeof digits) {
      memcpy(digits, text.at + 2 + hex, semicolon - 2 - hex);
    }
    unsigned long code = *digits ? strtoul(digits, &end, hex ? 16 : 10) : 0;
    if (code && !*end && code < 0x110000 && !strchr("<>&\"", code < 128 ? (int)code : 'a')) {
      char bytes[4];
      buf_add(out, sv_make(bytes, utf8_encode((uint32_t)code, bytes)));
      text = sv_skip(text, semicolon + 1);
    } else {
      buf_byte(out, text.at[0]);
      text = sv_skip(text, 1);
    }
  }
}

/* What is known between two pieces of a text. */
typedef struct normaliser {
  buf *out;
  bool in_pre, after_break;
  bool after_open, after_close; /* behind a block's first or last tag */
} normaliser;

static void trim_end(normaliser *n) {
  while (n->out->len && is_blank(n->out->at[n->out->len - 1])) n->out->len--;
}

static void add_tag(normaliser *n, sv tag) {
  bool closes = tag.at[1] == '/';
  sv inside = sv_make(tag.at + 1 + closes, tag.len - 2 - closes);
  size_t len = 0;
  while (len < inside.len && is_name(inside.at[len])) len++;
  sv name = sv_first(inside, len), rest = sv_skip(inside, len);
  bool block = is_block(name);
  if (sv_is(name, "pre")) n->in_pre = !closes;
  if (block) trim_end(n);
  buf_add(n->out, closes ? SV("</") : SV("<"));
  buf_add(n->out, name);
  attribute all[32];
  size_t count = 0;
  while (count < sizeof all / sizeof *all && next_attribute(&rest, &all[count])) count++;
  qsort(all, count, sizeof *all, by_name);
  for (size_t i = 0; i < count; i++) {
    buf_byte(n->out, ' ');
    buf_add(n->out, all[i].name);
    if (!all[i].has_value) continue;
    buf_lit(n->out, "=\"");
    add_text(n->out, all[i].value);
    buf_byte(n->out, '"');
  }
  buf_byte(n->out, '>');
  n->after_break = sv_is(name, "br");
  n->after_open = block && !closes;
  n->after_close = block && closes;
}

static void add_data(normaliser *n, sv data) {
  if (n->after_break && sv_starts(data, SV("\n"))) data = sv_skip(data, 1);
  n->after_break = false;
  if (n->in_pre) {
    add_text(n->out, data);
    return;
  }
  buf folded = BUF_EMPTY;
  bool blank = n->after_open || n->after_close;
  for (size_t i = 0; i < data.len; i++) {
    if (!is_blank(data.at[i])) {
      buf_byte(&folded, data.at[i]);
    } else if (!blank) {
      buf_byte(&folded, ' ');
    }
    blank = is_blank(data.at[i]);
  }
  if (n->after_close) folded.len = sv_trim(buf_sv(&folded)).len;
  add_text(n->out, buf_sv(&folded));
  n->after_open = n->after_close = false;
  buf_free(&folded);
}

static void normalise(sv html, buf *out) {
  normaliser n = {.out = out};
  while (html.len) {
    size_t len = html.at[0] == '<' ? markup_length(html) : 0;
    if (len) {
      sv markup = sv_first(html, len);
      if (markup.at[1] == '!' || markup.at[1] == '?') {
        buf_add(out, markup);
        n.after_open = n.after_close = n.after_break = false;
      } else {
        add_tag(&n, markup);
      }
    } else {
      len = 1;
      while (len < html.len && html.at[len] != '<') len++;
      add_data(&n, sv_first(html, len));
    }
    html = sv_skip(html, len);
  }
  trim_end(&n);
}

static bool same(sv a, sv b) {
  buf first = BUF_EMPTY, second = BUF_EMPTY;
  normalise(a, &first);
  normalise(b, &second);
  bool equal = sv_eq(buf_sv(&first), buf_sv(&second));
  buf_free(&first);
  buf_free(&second);
  return equal;
}

/* ---- Cases ---- */

typedef struct suite {
  arena memory, scratch;
  const node *exceptions;
  bool differences;
  tally count;
} suite;

static node *read_cases(suite *s, const char *path) {
  buf text = BUF_EMPTY;
  diag_sink *sink = diag_sink_new();
  bool good = read_file(path, &text);
  if (!good) fprintf(stderr, "%s: cannot be read\n", path);
  node *root = good ? json_parse(&s->memory, sv_of(path), buf_sv(&text), 0, sink) : NULL;
  diag_print(sink, stderr, (diag_print_options){0});
  diag_sink_free(sink);
  buf_free(&text);
  return root && root->kind == NODE_LIST ? root : NULL;
}

static const node *exception_for(const suite *s, sv path, const node *item) {
  for (size_t i = 0; s->exceptions && i < s->exceptions->as.list.count; i++) {
    const node *e = s->exceptions->as.list.items[i];
    if (sv_ends(path, text_at(e, SV("file"))) &&
        sv_eq(text_at(e, SV("example")), text_at(item, SV("example")))) {
      return e;
    }
  }
  return NULL;
}

static void print_difference(sv example, sv html) {
  buf line = BUF_EMPTY;
  json_writer w = {.out = &line};
  json_begin(&w, '{');
  json_key(&w, SV("example"));
  json_string(&w, example);
  json_key(&w, SV("html"));
  json_string(&w, html);
  json_end(&w, '}');
  printf("%.*s\n", SV_ARG(buf_sv(&line)));
  buf_free(&line);
}

static void print_failure(const node *item, sv expected, sv html) {
  printf("FAIL %.*s (%.*s)\n--- markdown\n%.*s--- expected\n%.*s--- actual\n%.*s\n",
         SV_ARG(text_at(item, SV("example"))), SV_ARG(text_at(item, SV("section"))),
         SV_ARG(text_at(item, SV("markdown"))), SV_ARG(expected), SV_ARG(html));
}

static void check_case(suite *s, sv path, const node *item) {
  md_options options = {.extensions = true, .raw_html = HTML_EVERYTHING};
  const node *exception = exception_for(s, path, item);
  sv markdown = text_at(item, SV("markdown"));
  sv expected = text_at(exception ? exception : item, SV("html"));
  diag_sink *sink = diag_sink_new();
  arena pages = {0};
  body out;
  md_convert(&pages, &s->scratch, &options, (md_source){SV("case"), markdown, 0}, sink, &out);
  bool good = same(out.html, expected);
  if (good && exception && same(out.html, text_at(item, SV("html")))) good = false;
  if (good) {
    s->count.passed++;
  } else {
    s->count.failed++;
    if (s->differences) {
      print_difference(text_at(item, SV("example")), out.html);
    } else {
      print_failure(item, expected, out.html);
    }
  }
  arena_free(&pages);
  diag_sink_free(sink);
}

static bool run_file(suite *s, const char *path) {
  const node *cases = read_cases(s, path);
  for (size_t i = 0; cases && i < cases->as.list.count; i++) {
    check_case(s, sv_of(path), cases->as.list.items[i]);
    arena_reset(&s->scratch);
  }
  return cases != NULL;
}

int main(int argc, char **argv) {
  suite s = {0};
  bool good = argc > 1;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--exceptions") == 0 && i + 1 < argc) {
      s.exceptions = read_cases(&s, argv[++i]);
      good = s.exceptions && good;
    } else if (strcmp(argv[i], "--differences") == 0) {
      s.differences = true;
    } else {
      good = run_file(&s, argv[i]) && good;
    }
  }
  if (argc < 2)
    fprintf(stderr,
            "usage: markdown-suite [--exceptions FILE.json] [--differences] FILE.json...\n");
  printf("%zu passed, %zu failed\n", s.count.passed, s.count.failed);
  arena_free(&s.scratch);
  arena_free(&s.memory);
  return good && s.count.failed == 0 ? 0 : 1;
}
