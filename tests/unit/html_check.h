/* What a browser makes of an article's HTML, by an HTML5 parser: nothing but what a site lists and
 * what Markdown prints itself, and nothing that leaves the element around the article. */
#ifndef PAMPHLET_TESTS_HTML_CHECK_H
#define PAMPHLET_TESTS_HTML_CHECK_H

#include <gumbo.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "text/html_rules.h"

/* Attributes that Markdown's own HTML has, beyond those that may be listed. */
static inline bool html__is_own(const char *element, const char *attribute) {
  static const char *const own[] = {"p class",
                                    "th align",
                                    "td align",
                                    "a data-footnote-ref",
                                    "a data-footnote-backref",
                                    "a aria-label",
                                    "input type",
                                    "input checked",
                                    "input disabled",
                                    "img loading",
                                    "ol start",
                                    "div role",
                                    "div tabindex",
                                    "section data-footnotes",
                                    "div aria-label"};
  bool heading = element[0] == 'h' && element[1] >= '1' && element[1] <= '6';
  if (heading && (strcmp(attribute, "id") == 0 || strcmp(attribute, "class") == 0)) return true;
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    size_t len = strlen(element);
    if (strncmp(own[i], element, len) == 0 && own[i][len] == ' ' &&
        strcmp(own[i] + len + 1, attribute) == 0) {
      return true;
    }
  }
  return false;
}

static inline bool html__is_own_element(const char *name) {
  static const char *const own[] = {"input", "h2", "h3", "h4", "h5", "h6", "h1", "article"};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    if (strcmp(own[i], name) == 0) return true;
  }
  return false;
}

/* As the URL Standard reads a scheme: no tab or line end, nothing but what schemes have. */
static inline bool html__runs_a_program(const char *address) {
  static const char *const bad[] = {
      "javascript:", "vbscript:", "data:", "blob:", "feed:", "view-source:"};
  char clean[32];
  size_t len = 0;
  for (; *address && len < sizeof clean - 1; address++) {
    if ((unsigned char)*address <= ' ' && (len == 0 || strchr("\t\n\r", *address))) continue;
    clean[len++] = *address;
  }
  clean[len] = '\0';
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    if (strncasecmp(clean, bad[i], strlen(bad[i])) == 0) return true;
  }
  return false;
}

static inline const char *html__check_element(const GumboElement *e, const html_rules *rules) {
  const char *name = gumbo_normalized_tagname(e->tag);
  const html_element *element = html_element_named(sv_of(name));
  if (e->tag_namespace != GUMBO_NAMESPACE_HTML) return "an element of another language";
  if (!html_rules_has_element(rules, element) && !html__is_own_element(name)) return "an element";
  for (unsigned i = 0; i < e->attributes.length; i++) {
    const GumboAttribute *a = e->attributes.data[i];
    bool allowed = element && html_rules_has(rules, element, sv_of(a->name));
    if (!allowed && !html__is_own(name, a->name)) return "an attribute";
    bool address = strcmp(a->name, "href") == 0 || strcmp(a->name, "src") == 0 ||
                   strcmp(a->name, "cite") == 0 || strcmp(a->name, "poster") == 0;
    if (address && html__runs_a_program(a->value)) return "an address that runs a program";
  }
  return NULL;
}

static inline const char *html__check_below(const GumboVector *children, const html_rules *rules) {
  for (unsigned i = 0; i < children->length; i++) {
    const GumboNode *node = children->data[i];
    if (node->type == GUMBO_NODE_COMMENT) return "a comment";
    if (node->type == GUMBO_NODE_TEMPLATE) return "a template";
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const char *wrong = html__check_element(&node->v.element, rules);
    if (!wrong) wrong = html__check_below(&node->v.element.children, rules);
    if (wrong) return wrong;
  }
  return NULL;
}

/* What is wrong with the HTML where only what `rules` list may stand, or NULL. */
static inline const char *html_check(arena *a, sv html, const html_rules *rules) {
  sv page = arena_cat(a,
                      (sv[]){SV("<!doctype html><title>t</title><body><main><article>"), html,
                             SV("</article></main><footer>f</footer>")},
                      3);
  GumboOutput *parsed = gumbo_parse_with_options(&kGumboDefaultOptions, page.at, page.len);
  const char *wrong = "something broke out of the article";
  const GumboVector *parts = &parsed->root->v.element.children;
  const GumboNode *whole = parts->length == 2 ? parts->data[1] : NULL;
  const GumboVector *inside = whole ? &whole->v.element.children : NULL;
  if (inside && inside->length == 2 && !whole->v.element.attributes.length) {
    const GumboNode *main = inside->data[0], *footer = inside->data[1];
    bool kept = main->type == GUMBO_NODE_ELEMENT && main->v.element.tag == GUMBO_TAG_MAIN &&
                footer->type == GUMBO_NODE_ELEMENT && footer->v.element.tag == GUMBO_TAG_FOOTER &&
                main->v.element.children.length == 1 && footer->v.element.children.length == 1;
    if (kept) wrong = html__check_below(&main->v.element.children, rules);
  }
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
  return wrong;
}

#endif
