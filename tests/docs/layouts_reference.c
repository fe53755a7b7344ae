/* Prints the reference part of layouts/README.md: every field of every object that a layout sees,
 * from the view's own tables. */
#include <stdio.h>

#include "view/view.h"

static void print_table(const char *title, const char *introduction, const field_table *table) {
  printf("### %s\n\n%s\n\n| field | what it is |\n| --- | --- |\n", title, introduction);
  for (size_t i = 0; i < table->type.key_count; i++) {
    printf("| `%s` | %s |\n", table->fields[i].name, table->fields[i].about);
  }
  printf("\n");
}

int main(void) {
  arena memory = {0};
  view *v = arena_new(&memory, view);
  view__page_table(&memory, &v->page_fields);
  view__listing_table(&memory, &v->listing_fields);
  view__site_table(&memory, &v->site_fields);
  view__paginator_table(&memory, &v->paginator_fields);
  view__group_tables(&memory, v);
  view__shelf_tables(&memory, v);
  view__meaning_table(&memory, &v->meaning_fields);
  view__article_tables(&memory, v);
  print_table("page, of a file",
              "On the page of an article, a person or any other file of `content/`; each item of a "
              "list of pages is the same. Any other field of its front matter is there, too, and "
              "each taxonomy by its name (`page.tags`).",
              &v->page_fields);
  print_table("page, of a listing",
              "On pages that no file holds: home, sections, terms, people, archive, A-Z, glossary, "
              "search, 404.",
              &v->listing_fields);
  print_table("site", "Everywhere. Any other setting of `site.yaml` is there by its name, too.",
              &v->site_fields);
  print_table("paginator",
              "On lists, and on people's pages with `paginate: true`; a long one stands on several pages: "
              "`/articles/`, `/articles/page/2/`, …",
              &v->paginator_fields);
  print_table("a section", "Of `site.sections`.", &v->section_fields);
  print_table("a taxonomy", "Of `site.taxonomies`.", &v->taxonomy_fields);
  print_table("a term", "Of `page.tags` and the like.", &v->term_fields);
  print_table("a meaning",
              "A term of the glossary: `page.meaning`, and of the letters of the glossary's page.",
              &v->meaning_fields);
  print_table("a group",
              "A year or month of the archive, a letter of the A-Z index or of the glossary.",
              &v->group_fields);
  print_table("a related page", "Beside the fields of the page itself.", &v->related_fields);
  print_table("a comment", "Of `page.comments` and of its `replies`.", &v->comment_fields);
  arena_free(&memory);
  return 0;
}
