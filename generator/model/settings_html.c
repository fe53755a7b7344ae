/* `raw_html`: off, listed, a list of the site's own, or everything. */
#include "model/settings_parts.h"

/* So many words that nobody writes them by accident. */
#define EVERYTHING "everything-even-scripts"

static const sv choices[] = {SV_INIT("off"), SV_INIT("listed"), SV_INIT(EVERYTHING)};
enum { CHOICES = sizeof choices / sizeof *choices };

static void report_element(const fields *r, const node_pair *pair) {
  diag *d = diag_add(r->sink, r->wrong, diag_at(r->file, pair->key_offset, pair->key_length),
                     "raw_html cannot list the element \"%.*s\"", SV_ARG(pair->key));
  arena scratch = {0};
  sv_list names = {0};
  html_element_names(&scratch, &names);
  sv near = diag_nearest(pair->key, names.at, names.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "what could run a program, send a form or ask another server cannot be listed");
  }
  arena_free(&scratch);
}

/* The attributes of one line, `a: [href, title]`; an element of NULL stands for "*". */
static void read_attributes(const fields *r, const node_pair *pair, const html_element *element,
                            sv_list *out) {
  if (!field_given(pair->value)) return;
  sv_list typed = {0};
  if (!field_texts(r, (field){pair->key, pair->value}, &typed)) return;
  for (size_t i = 0; i < typed.len; i++) {
    if (html_may_have(element, typed.at[i])) {
      vec_push(r->a, out, typed.at[i]);
      continue;
    }
    diag *d = field_wrong(r, pair->value, "raw_html cannot list the attribute \"%.*s\" of %.*s",
                          SV_ARG(typed.at[i]), SV_ARG(pair->key));
    diag_hint(d,
              "an element may have its own attributes, in small letters, and class, id, lang, "
              "title, role and aria-…; never style or on…");
  }
}

static void read_list(const fields *r, const node *map, settings *out) {
  out->raw_html = HTML_LISTED;
  for (size_t i = 0; i < map->as.map.count; i++) {
    const node_pair *pair = &map->as.map.pairs[i];
    html_allowed one = {.element = html_element_named(pair->key)};
    if (sv_is(pair->key, "*")) {
      read_attributes(r, pair, NULL, &out->html.everywhere);
    } else if (!one.element) {
      report_element(r, pair);
    } else {
      read_attributes(r, pair, one.element, &one.attributes);
      vec_push(r->a, &out->html.elements, one);
    }
  }
}

static void warn_of_everything(const fields *r, const node *value) {
  diag *d = diag_add(r->sink, DIAG_CF006, diag_at(r->file, value->offset, value->length),
                     "every article may now run scripts in your readers' browsers");
  diag_hint(d,
            "whoever can change an article can read what readers type; raw_html: listed lets only "
            "harmless HTML through");
}

void settings__read_html(const fields *r, const node *root, settings *out) {
  field f = field_of(root, "raw_html");
  size_t choice = 0;
  if (!field_given(f.value)) return;
  if (f.value->kind == NODE_MAP) {
    read_list(r, f.value, out);
    return;
  }
  val plain = f.value->kind == NODE_SCALAR ? f.value->as.scalar.plain : val_nil();
  if (plain.kind == VAL_BOOL) {
    choice = plain.as.boolean;
  } else if (!field_choice(r, f, choices, CHOICES, &choice)) {
    return;
  }
  out->raw_html = (html_policy)choice;
  if (out->raw_html == HTML_LISTED) html_rules_usual(r->a, &out->html);
  if (out->raw_html == HTML_EVERYTHING) warn_of_everything(r, f.value);
}
