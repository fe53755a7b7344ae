/* Abbreviations, as in PHP Markdown Extra: `*[MRI]: magnetic resonance imaging` on a line of its
 * own, found by the line scanner, and every "MRI" of the text tells in its title what it means. */
#include "base/limits.h"
#include "markdown/beside.h"
#include "markdown/runs.h"
#include "text/trie.h"

/* The labels, byte by byte. */
typedef struct labels {
  md__doc *doc;
  trie tree;
  VEC(const md__made *) ends; /* by node: what stands for the label that ends there, or NULL */
  md__stretches found;        /* in the run that is being read */
} labels;

static void report_twice(md__doc *doc, const md__abbreviation *again) {
  diag *d =
      diag_add(doc->sink, DIAG_MD014, md__span(doc, again->where),
               "\"%.*s\" is explained twice; the first explanation holds", SV_ARG(again->label));
  diag_hint(d, "take one of the two out");
}

static void add_label(md__doc *doc, labels *all, const md__abbreviation *one) {
  uint32_t node = 0;
  for (size_t i = 0; i < one->label.len; i++) {
    node = trie_grow(doc->scratch, &all->tree, node, (unsigned char)one->label.at[i]);
    if (node >= all->ends.len) vec_push(doc->scratch, &all->ends, NULL);
  }
  if (!all->ends.at[node]) {
    md__made *made = arena_new(doc->scratch, md__made);
    *made = (md__made){.kind = MD__ABBREVIATION, .as.meaning_of = one};
    all->ends.at[node] = made;
  } else if (doc->options->note_checks) {
    report_twice(doc, one);
  }
}

/* The longest label that starts at a place and ends where a word does; NULL: none. */
static const md__made *label_at(const labels *all, sv text, size_t at, size_t *end) {
  const md__made *found = NULL;
  uint32_t node = 0;
  for (size_t i = at; i < text.len; i++) {
    unsigned char c = (unsigned char)text.at[i];
    node = trie_step(&all->tree, node, c == '\n' ? ' ' : c);
    if (!node) break;
    bool ends = i + 1 == text.len || beside_after(text, i + 1) != BESIDE_LETTER;
    if (!all->ends.at[node] || !ends) continue;
    found = all->ends.at[node];
    *end = i + 1;
  }
  return found;
}

static void mark_run(void *context, const md__run *run) {
  labels *all = context;
  md__doc *doc = all->doc;
  sv text = run->text;
  all->found.len = 0;
  for (size_t i = 0; i < text.len; i++) {
    size_t end;
    bool inside = ((unsigned char)text.at[i] & 0xC0) == 0x80;
    if (inside || !trie_step(&all->tree, 0, (unsigned char)text.at[i])) continue;
    if (i > 0 && beside_before(text, i) == BESIDE_LETTER) continue;
    const md__made *one = label_at(all, text, i, &end);
    if (!one) continue;
    cmark_node *node = md__node_with(CMARK_NODE_CUSTOM_INLINE, one);
    vec_push(doc->scratch, &all->found, (md__stretch){i, end, node});
    i = end - 1;
  }
  if (all->found.len) md__move_in(doc, run, &all->found);
}

static bool is_image(cmark_node *node) {
  return cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

void md__abbreviate(md__doc *doc) {
  labels all = {.doc = doc};
  vec_push(doc->scratch, &all.ends, NULL); /* the root */
  for (size_t i = 0; i < doc->abbreviations.len; i++) {
    add_label(doc, &all, &doc->abbreviations.at[i]);
  }
  for (cmark_node *n = doc->root; n;) {
    cmark_node_type type = cmark_node_get_type(n);
    bool holds_text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (holds_text) md__each_run(doc, n, is_image, mark_run, &all);
    n = holds_text ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
}
