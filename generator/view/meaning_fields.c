/* The fields of a term of the glossary. */
#include "view/view.h"

typedef struct meaning_view {
  val_lazy lazy;
  const view *view;
  const glossary_term *term;
} meaning_view;

static const glossary_term *term_of(const val_lazy *self) {
  return ((const meaning_view *)(const void *)self)->term;
}

static const view *view_of(const val_lazy *self) {
  return ((const meaning_view *)(const void *)self)->view;
}

static val meaning_term(const val_lazy *self, arena *scratch) {
  return val_str(term_of(self)->name.text);
}

static val meaning_definition(const val_lazy *self, arena *scratch) {
  return val_safe(term_of(self)->body.html);
}

static val meaning_text(const val_lazy *self, arena *scratch) {
  return val_str(term_of(self)->body.summary);
}

static val meaning_slug(const val_lazy *self, arena *scratch) {
  return val_str(term_of(self)->slug);
}

static val meaning_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, view_of(self), term_of(self)->url);
}

static val meaning_forms(const val_lazy *self, arena *scratch) {
  const placed_list *forms = &term_of(self)->forms;
  val *items = arena_array(scratch, val, forms->len);
  for (size_t i = 0; i < forms->len; i++) items[i] = val_str(forms->at[i].text);
  return val_array(items, forms->len);
}

static val meaning_see_also(const val_lazy *self, arena *scratch) {
  return view__meanings(scratch, view_of(self), &term_of(self)->see_also);
}

static val meaning_pages(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, view_of(self), &term_of(self)->pages);
}

static const field fields[] = {
    {"term", meaning_term, "the term as written"},
    {"title", meaning_term, "the same"},
    {"definition", meaning_definition, "what it means, as HTML"},
    {"text", meaning_text, "the same as text"},
    {"slug", meaning_slug, "the last part of its address"},
    {"url", meaning_url, "its page"},
    {"forms", meaning_forms, "other ways to write it"},
    {"see_also", meaning_see_also, "other terms that its entry names"},
    {"pages", meaning_pages, "the articles that explain it, newest first"},
};

val view__meaning(arena *a, const view *v, const glossary_term *one) {
  meaning_view *made = arena_new(a, meaning_view);
  *made = (meaning_view){{&v->meaning_fields.type}, v, one};
  return val_lazy_of(&made->lazy);
}

val view__meanings(arena *a, const view *v, const glossary_terms *terms) {
  val *items = arena_array(a, val, terms->len);
  for (size_t i = 0; i < terms->len; i++) items[i] = view__meaning(a, v, terms->at[i]);
  return val_array(items, terms->len);
}

void view__meaning_table(arena *a, field_table *table) {
  fields_init(a, table, "meaning", fields, sizeof fields / sizeof *fields);
}
