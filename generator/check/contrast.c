#include "check/contrast.h"

#include <math.h>

#include "base/vec.h"
#include "model/fields.h"

bool colour_read(sv text, colour *out) {
  if (!sv_starts(text, SV("#")) || (text.len != 4 && text.len != 7)) return false;
  unsigned part[3] = {0};
  size_t digits = (text.len - 1) / 3;
  for (size_t i = 0; i < 3 * digits; i++) {
    char c = text.at[1 + i];
    unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                            : 16;
    if (digit > 15) return false;
    part[i / digits] = part[i / digits] * 16 + (digits == 1 ? digit * 17 : digit);
  }
  *out = (colour){(unsigned char)part[0], (unsigned char)part[1], (unsigned char)part[2]};
  return true;
}

/* "Relative luminance" and "contrast ratio" as WCAG 2.2 defines the terms. */
static double linear(unsigned char part) {
  double c = part / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(colour c) {
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double colour_contrast(colour a, colour b) {
  double x = luminance(a), y = luminance(b);
  return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* ---- The theme ---- */

typedef struct checking {
  sv file;
  diag_sink *sink;
  const node *light, *dark;
} checking;

static diag_span place(const checking *c, const node *n) {
  return diag_at(c->file, n->offset, n->length);
}

static void no_such_colour(const checking *c, const node *name) {
  diag *d = diag_add_once(c->sink, DIAG_LQ009, place(c, name), "the theme has no colour \"%.*s\"",
                          SV_ARG(name->as.scalar.text));
  arena scratch = {0};
  sv_list names = {0};
  for (size_t i = 0; c->light && i < c->light->as.map.count; i++) {
    vec_push(&scratch, &names, c->light->as.map.pairs[i].key);
  }
  sv near = diag_nearest(name->as.scalar.text, names.at, names.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "name one of those under colours: light:");
  }
  arena_free(&scratch);
}

/* The colour of that name in a set; a dark one that is not given is the light one. */
static bool find(const checking *c, const node *name, const node *set, colour *out) {
  const node *value = node_get(set, name->as.scalar.text);
  if (!value) value = node_get(c->light, name->as.scalar.text);
  if (!value) {
    no_such_colour(c, name);
    return false;
  }
  if (value->kind == NODE_SCALAR && colour_read(value->as.scalar.text, out)) return true;
  diag *d = diag_add_once(c->sink, DIAG_LQ009, place(c, value),
                          "%.*s is not a colour whose contrast can be worked out",
                          SV_ARG(name->as.scalar.text));
  diag_hint(d, "write it as \"#1d2b2f\", in quotes, since # begins a comment");
  return false;
}

/* 4.499 is not 4.5. */
static double rounded_down(double contrast) {
  return floor(contrast * 100) / 100;
}

static void check_pair(const checking *c, const node *pair, double least, const char *what) {
  const node *front = pair->as.list.items[0], *ground = pair->as.list.items[1];
  const node *sets[] = {c->light, c->dark};
  static const char *const names[] = {"light", "dark"};
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    colour a, b;
    if (!sets[i]) continue;
    bool good = find(c, front, sets[i], &a);
    if (!find(c, ground, sets[i], &b) || !good) continue;
    double contrast = colour_contrast(a, b);
    if (contrast >= least) continue;
    diag *d = diag_add(c->sink, DIAG_LQ010, place(c, pair),
                       "%.*s on %.*s has a contrast of %.2f to 1 in the %s colours",
                       SV_ARG(front->as.scalar.text), SV_ARG(ground->as.scalar.text),
                       rounded_down(contrast), names[i]);
    bool front_darker = luminance(a) < luminance(b);
    diag_hint(d, "%s needs %g to 1: make %.*s darker or %.*s lighter", what, least,
              SV_ARG((front_darker ? front : ground)->as.scalar.text),
              SV_ARG((front_darker ? ground : front)->as.scalar.text));
  }
}

static bool is_pair(const node *n) {
  return n->kind == NODE_LIST && n->as.list.count == 2 &&
         n->as.list.items[0]->kind == NODE_SCALAR && n->as.list.items[1]->kind == NODE_SCALAR;
}

static void check_pairs(const checking *c, const node *pairs, double least, const char *what) {
  if (!pairs) return;
  if (pairs->kind != NODE_LIST) {
    diag *d = diag_add(c->sink, DIAG_LQ009, place(c, pairs), "pairs of colours must be a list");
    diag_hint(d, "begin each line with - as in - [ink, paper]");
    return;
  }
  for (size_t i = 0; i < pairs->as.list.count; i++) {
    const node *pair = pairs->as.list.items[i];
    if (is_pair(pair)) {
      check_pair(c, pair, least, what);
      continue;
    }
    diag *d = diag_add(c->sink, DIAG_LQ009, place(c, pair), "a pair is the names of two colours");
    diag_hint(d, "write the colour in front, then the one behind it: [ink, paper]");
  }
}

void contrast_check(sv file, const node *theme, diag_sink *sink) {
  static const sv kinds[] = {SV_INIT("text"), SV_INIT("large")};
  const node *colours = node_get(theme, SV("colours")), *pairs = node_get(theme, SV("pairs"));
  checking c = {file, sink, node_get(colours, SV("light")), node_get(colours, SV("dark"))};
  arena scratch = {0};
  fields r = {&scratch, file, DIAG_LQ009, sink, false};
  field_unknown(&r, pairs, kinds, sizeof kinds / sizeof *kinds, DIAG_LQ009, true);
  check_pairs(&c, node_get(pairs, SV("text")), 4.5, "text");
  check_pairs(&c, node_get(pairs, SV("large")), 3, "large text or a control");
  arena_free(&scratch);
}
