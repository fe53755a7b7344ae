/* The fields of an article's front matter: their names, and where each stands in a file. */
#ifndef PAMPHLET_MODEL_PAGE_FIELDS_H
#define PAMPHLET_MODEL_PAGE_FIELDS_H

#include "model/fields.h"
#include "model/settings.h"

/* clang-format off */
#define PAGE_FIELDS(X) \
  X(TITLE, "title") X(DESCRIPTION, "description") X(DATE, "date") X(UPDATED, "updated") \
  X(DRAFT, "draft") X(EXPIRES, "expires") X(KIND, "kind") X(AUTHORS, "authors") \
  X(ANSWERED_BY, "answered_by") X(REVIEWED_BY, "reviewed_by") X(REVIEWED, "reviewed") \
  X(NEXT_REVIEW, "next_review") X(SLUG, "slug") X(URL, "url") X(ALIASES, "aliases") \
  X(LAYOUT, "layout") X(TOC, "toc") X(IMAGE, "image") X(KEY_POINTS, "key_points") \
  X(QUESTIONS_TO_ASK, "questions_to_ask") X(REFERENCES, "references") X(RELATED, "related") \
  X(RELATED_EXCLUDE, "related_exclude") X(ALSO_READ, "also_read") X(SERIES, "series") \
  X(TESTIMONIAL, "testimonial") X(FEATURED, "featured") X(WEIGHT, "weight") \
  X(COMMENTS, "comments") X(LANG, "lang") X(TRANSLATION_OF, "translation_of") \
  X(TRANSLATION, "translation") X(GLOSSARY, "glossary") X(SAMPLE, "sample") X(NOINDEX, "noindex") X(CREDENTIALS, "credentials") \
  X(ROLE, "role") X(ORGANISATION, "organisation") X(CASCADE, "cascade")
/* clang-format on */

typedef enum page_field {
#define X(id, name) FIELD_##id,
  PAGE_FIELDS(X)
#undef X
      FIELD_COUNT,
  FIELD_NONE = FIELD_COUNT
} page_field;

/* The field of a name or of one of its synonyms (`lastmod` is `updated`), or FIELD_NONE. */
page_field page__field_of(sv name);

/* A field's or taxonomy's name where it lives as long as the settings; empty: it is neither's. */
sv page__known_name(const settings *s, sv name);

/* What a file says for one field. */
typedef struct given_field {
  const node_pair *pair;
  sv file;      /* where the pair stands: the page's own, or the section's _index.md */
  bool negated; /* `published`, which says the opposite of `draft` */
} given_field;

typedef struct given_fields {
  given_field by_field[FIELD_COUNT];
} given_fields;

/* Sorts the pairs of the front matter by field, fills up from the cascade, and reports what
 * stands under two names with different values (FM008). */
given_fields page__sort_fields(const fields *r, bool person, const node *root, const node *cascade,
                               sv cascade_file);

/* Warns about names in a map that are near misses of a field's (FM005). Where the page would be
 * held back if it were written right, that is an error (FM012). */
void page__warn_near_misses(const fields *r, const settings *s, bool person, const node *map);

#endif
