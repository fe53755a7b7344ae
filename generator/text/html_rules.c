#include "text/html_rules.h"

static const html_element elements[] = {
    /* name, empty, block, usual, attributes */
    {"a", false, false, true, "href hreflang rel"},
    {"abbr", false, false, true, ""},
    {"address", false, true, true, ""},
    {"article", false, true, false, ""},
    {"aside", false, true, true, ""},
    {"audio", false, false, false, "src controls preload muted loop"},
    {"b", false, false, true, ""},
    {"bdi", false, false, true, ""},
    {"bdo", false, false, true, ""},
    {"blockquote", false, true, true, "cite"},
    {"br", true, false, true, ""},
    {"caption", false, true, true, ""},
    {"cite", false, false, true, ""},
    {"code", false, false, true, ""},
    {"col", true, true, true, "span"},
    {"colgroup", false, true, true, "span"},
    {"data", false, false, true, "value"},
    {"dd", false, true, true, ""},
    {"del", false, false, true, "cite datetime"},
    {"details", false, true, true, "open"},
    {"dfn", false, false, true, ""},
    {"div", false, true, true, ""},
    {"dl", false, true, true, ""},
    {"dt", false, true, true, ""},
    {"em", false, false, true, ""},
    {"figcaption", false, true, true, ""},
    {"figure", false, true, true, ""},
    {"footer", false, true, false, ""},
    {"h2", false, true, false, ""},
    {"h3", false, true, false, ""},
    {"h4", false, true, false, ""},
    {"h5", false, true, false, ""},
    {"h6", false, true, false, ""},
    {"header", false, true, false, ""},
    {"hr", true, true, true, ""},
    {"i", false, false, true, ""},
    {"img", true, false, true, "src alt width height loading decoding"},
    {"ins", false, false, true, "cite datetime"},
    {"kbd", false, false, true, ""},
    {"li", false, true, true, "value"},
    {"mark", false, false, true, ""},
    {"meter", false, false, false, "value min max low high optimum"},
    {"nav", false, true, false, ""},
    {"ol", false, true, true, "start reversed type"},
    {"p", false, true, true, ""},
    {"pre", false, true, true, ""},
    {"progress", false, false, false, "value max"},
    {"q", false, false, true, "cite"},
    {"rp", false, false, true, ""},
    {"rt", false, false, true, ""},
    {"ruby", false, false, true, ""},
    {"s", false, false, true, ""},
    {"samp", false, false, true, ""},
    {"section", false, true, true, ""},
    {"small", false, false, true, ""},
    {"source", true, false, false, "src type media"},
    {"span", false, false, true, ""},
    {"strong", false, false, true, ""},
    {"sub", false, false, true, ""},
    {"summary", false, true, true, ""},
    {"sup", false, false, true, ""},
    {"table", false, true, true, ""},
    {"tbody", false, true, true, ""},
    {"td", false, true, true, "colspan rowspan headers"},
    {"tfoot", false, true, true, ""},
    {"th", false, true, true, "colspan rowspan headers scope abbr"},
    {"thead", false, true, true, ""},
    {"time", false, false, true, "datetime"},
    {"tr", false, true, true, ""},
    {"track", true, false, false, "src kind srclang label default"},
    {"u", false, false, true, ""},
    {"ul", false, true, true, ""},
    {"var", false, false, true, ""},
    {"video", false, false, false,
     "src controls preload poster muted loop width height playsinline"},
    {"wbr", true, false, true, ""},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

static const char usual_everywhere[] = "class dir id lang title";
static const char more_everywhere[] =
    "class dir id lang title translate hidden role tabindex aria-label aria-labelledby "
    "aria-describedby aria-hidden aria-level aria-current aria-expanded aria-controls";

static bool next_word(sv *words, sv *word) {
  *words = sv_trim(*words);
  size_t blank = sv_find_byte(*words, ' ', 0);
  *word = sv_first(*words, blank == SV_NONE ? words->len : blank);
  *words = sv_skip(*words, word->len);
  return word->len > 0;
}

static bool is_among(const char *list, sv name) {
  sv words = sv_of(list), word;
  while (next_word(&words, &word)) {
    if (sv_eq(word, name)) return true;
  }
  return false;
}

const html_element *html_element_named(sv name) {
  for (size_t i = 0; i < ELEMENTS; i++) {
    if (sv_eq_nocase(name, sv_of(elements[i].name))) return &elements[i];
  }
  return NULL;
}

bool html_may_have(const html_element *element, sv attribute) {
  return is_among(more_everywhere, attribute) ||
         (element && is_among(element->attributes, attribute));
}

static void add_words(arena *a, const char *list, sv_list *out) {
  sv words = sv_of(list), word;
  while (next_word(&words, &word)) vec_push(a, out, word);
}

void html_rules_usual(arena *a, html_rules *out) {
  for (size_t i = 0; i < ELEMENTS; i++) {
    if (!elements[i].usual) continue;
    html_allowed one = {.element = &elements[i]};
    add_words(a, elements[i].attributes, &one.attributes);
    vec_push(a, &out->elements, one);
  }
  add_words(a, usual_everywhere, &out->everywhere);
}

static bool has(const sv_list *list, sv name) {
  for (size_t i = 0; i < list->len; i++) {
    if (sv_eq(list->at[i], name)) return true;
  }
  return false;
}

static const html_allowed *find(const html_rules *list, const html_element *element) {
  for (size_t i = 0; i < list->elements.len; i++) {
    if (list->elements.at[i].element == element) return &list->elements.at[i];
  }
  return NULL;
}

bool html_rules_has_element(const html_rules *list, const html_element *element) {
  return element && find(list, element);
}

bool html_rules_has(const html_rules *list, const html_element *element, sv attribute) {
  const html_allowed *allowed = find(list, element);
  return allowed && (has(&allowed->attributes, attribute) || has(&list->everywhere, attribute));
}

void html_element_names(arena *a, sv_list *out) {
  for (size_t i = 0; i < ELEMENTS; i++) vec_push(a, out, sv_of(elements[i].name));
}
