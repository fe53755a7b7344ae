/* The fields of a page that a file holds. */
#include "view/view.h"

static const page *page_of(const val_lazy *self) {
  return ((const page_view *)(const void *)self)->page;
}

static const view *view_of(const val_lazy *self) {
  return ((const page_view *)(const void *)self)->view;
}

static val optional_date(page_date d) {
  return d.given ? val_date(d.at) : val_nil();
}

static val people(const val_lazy *self, arena *scratch, const person_refs *refs) {
  val *items = arena_array(scratch, val, refs->len);
  for (size_t i = 0; i < refs->len; i++) {
    const person_ref *ref = &refs->at[i];
    items[i] =
        ref->person
            ? view__page(view_of(self), ref->person)
            : view__object(scratch, 2, (const char *[]){"name", "title"},
                           (val[]){val_str(ref->as_written.text), val_str(ref->as_written.text)});
  }
  return val_array(items, refs->len);
}

static val first(val list) {
  return list.len ? list.as.items[0] : val_nil();
}

static val html_list(arena *scratch, const page_lines *lines) {
  val *items = arena_array(scratch, val, lines->len);
  for (size_t i = 0; i < lines->len; i++) {
    items[i] = val_safe(body_html(scratch, &lines->at[i].body));
  }
  return val_array(items, lines->len);
}

static val page_type_name(const val_lazy *self, arena *scratch) {
  static const char *const names[] = {[PAGE_ARTICLE] = "article",
                                      [PAGE_PLAIN] = "page",
                                      [PAGE_PERSON] = "person",
                                      [PAGE_SECTION] = "section"};
  return val_str(sv_of(names[page_of(self)->type]));
}

static val page_title(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->title);
}

static val page_description(const val_lazy *self, arena *scratch) {
  const page *p = page_of(self);
  return view__text(p->description.len ? p->description : p->body.summary);
}

static val page_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, view_of(self), page_of(self)->url);
}

static val page_permalink(const val_lazy *self, arena *scratch) {
  return view__absolute(scratch, view_of(self), page_of(self)->url);
}

static val page_lang(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->lang);
}

static val page_content(const val_lazy *self, arena *scratch) {
  return val_safe(body_html(scratch, &page_of(self)->body));
}

static val page_summary(const val_lazy *self, arena *scratch) {
  return view__text(body_summary(scratch, &page_of(self)->body));
}

static val page_kind(const val_lazy *self, arena *scratch) {
  const page *p = page_of(self);
  return p->type == PAGE_ARTICLE ? val_str(article_kind_name(p->kind)) : val_nil();
}

static val page_slug(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->slug);
}

static val page_section(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->section);
}

static val page_source(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->source);
}

static val page_date_field(const val_lazy *self, arena *scratch) {
  return optional_date(page_of(self)->date);
}

static val page_updated(const val_lazy *self, arena *scratch) {
  return optional_date(page_of(self)->shown_updated);
}

static val page_expires(const val_lazy *self, arena *scratch) {
  return optional_date(page_of(self)->more->expires);
}

static val page_reviewed(const val_lazy *self, arena *scratch) {
  return optional_date(page_of(self)->reviewed);
}

static val page_next_review(const val_lazy *self, arena *scratch) {
  return optional_date(page_of(self)->next_review);
}

static val page_overdue(const val_lazy *self, arena *scratch) {
  return val_bool(page_is_overdue(page_of(self), view_of(self)->site->clock.today));
}

static val page_draft(const val_lazy *self, arena *scratch) {
  return val_bool(page_of(self)->draft);
}

static val page_state_name(const val_lazy *self, arena *scratch) {
  static const char *const names[] = {[PAGE_PUBLISHED] = "published",
                                      [PAGE_DRAFT] = "draft",
                                      [PAGE_SCHEDULED] = "scheduled",
                                      [PAGE_EXPIRED] = "expired"};
  return val_str(sv_of(names[page_of(self)->state]));
}

static val page_authors(const val_lazy *self, arena *scratch) {
  return people(self, scratch, &page_of(self)->authors);
}

static val page_author(const val_lazy *self, arena *scratch) {
  return first(page_authors(self, scratch));
}

static val page_answered_by(const val_lazy *self, arena *scratch) {
  return people(self, scratch, &page_of(self)->answered_by);
}

static val page_reviewed_by(const val_lazy *self, arena *scratch) {
  return people(self, scratch, &page_of(self)->reviewed_by);
}

static val term_values(const val_lazy *self, arena *scratch, const page_terms *terms) {
  val *items = arena_array(scratch, val, terms->terms.len);
  for (size_t i = 0; i < terms->terms.len; i++) {
    items[i] = view__term(scratch, view_of(self), terms->terms.at[i]);
  }
  return val_array(items, terms->terms.len);
}

static const taxonomy *taxonomy_numbered(const site *s, unsigned number, sv lang) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *t = s->taxonomies.at[i];
    if (t->number == number && sv_eq(t->lang, lang)) return t;
  }
  return NULL;
}

static val page_term_groups(const val_lazy *self, arena *scratch) {
  const page *p = page_of(self);
  const view *v = view_of(self);
  VEC(val) groups = {0};
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *terms = &p->terms.at[i];
    const taxonomy *t = taxonomy_numbered(v->site, terms->taxonomy, p->lang);
    if (!t || terms->terms.len == 0) continue;
    val group =
        view__keyed(scratch, 4, v->keys.terms,
                    (val[]){val_str(t->setting->name), val_str(t->title),
                            view__address(scratch, v, t->url), term_values(self, scratch, terms)});
    vec_push(scratch, &groups, group);
  }
  return val_array(groups.at, groups.len);
}

static val page_toc(const val_lazy *self, arena *scratch) {
  return view__toc(scratch, view_of(self), page_of(self));
}

static val page_words(const val_lazy *self, arena *scratch) {
  return val_int(page_of(self)->body.words);
}

static val page_reading_time(const val_lazy *self, arena *scratch) {
  return val_int(page_reading_minutes(page_of(self)));
}

static val page_key_points(const val_lazy *self, arena *scratch) {
  return html_list(scratch, &page_of(self)->key_points);
}

static val page_questions(const val_lazy *self, arena *scratch) {
  return html_list(scratch, &page_of(self)->questions_to_ask);
}

static val page_image_value(const val_lazy *self, arena *scratch) {
  const page_image *image = &page_of(self)->more->image;
  const view *v = view_of(self);
  if (image->src.text.len == 0) return val_nil();
  bool inside = image->url.len && image->url.at[0] == '/';
  return view__object(
      scratch, 6, (const char *[]){"src", "url", "alt", "caption", "width", "height"},
      (val[]){inside ? view__address(scratch, v, image->url) : val_str(image->src.text),
              inside ? view__absolute(scratch, v, image->url) : val_str(image->src.text),
              val_str(image->alt), view__text(image->caption),
              image->width ? val_int(image->width) : val_nil(),
              image->height ? val_int(image->height) : val_nil()});
}

static val page_also_read(const val_lazy *self, arena *scratch) {
  const page *p = page_of(self);
  val *items = arena_array(scratch, val, p->more->also_read.len);
  for (size_t i = 0; i < p->more->also_read.len; i++) {
    items[i] = view__link(scratch, view_of(self), p->more->also_read.at[i].title,
                          val_str(p->more->also_read.at[i].url));
  }
  return val_array(items, p->more->also_read.len);
}

static val page_comments(const val_lazy *self, arena *scratch) {
  return view__comments(scratch, view_of(self), page_of(self));
}

static val page_comment_count(const val_lazy *self, arena *scratch) {
  return val_int((int64_t)page_of(self)->more->comments.len);
}

static val page_comments_open(const val_lazy *self, arena *scratch) {
  return val_bool(page_of(self)->comments_open);
}

static val page_previous(const val_lazy *self, arena *scratch) {
  return view__page(view_of(self), page_of(self)->previous);
}

static val page_next(const val_lazy *self, arena *scratch) {
  return view__page(view_of(self), page_of(self)->next);
}

static val page_translations(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, view_of(self), &page_of(self)->more->translations);
}

static val page_original(const val_lazy *self, arena *scratch) {
  return view__page(view_of(self), page_of(self)->more->original);
}

static val page_outdated(const val_lazy *self, arena *scratch) {
  return val_bool(page_is_outdated(page_of(self)));
}

static val page_featured(const val_lazy *self, arena *scratch) {
  return val_bool(page_of(self)->featured);
}

static val page_weight(const val_lazy *self, arena *scratch) {
  return val_int(page_of(self)->weight);
}

static val page_sample(const val_lazy *self, arena *scratch) {
  return val_bool(page_of(self)->sample || view_of(self)->site->settings.sample);
}

static val page_noindex(const val_lazy *self, arena *scratch) {
  const page *p = page_of(self);
  return val_bool(p->noindex || p->state != PAGE_PUBLISHED || view_of(self)->options.preview);
}

static val page_preview(const val_lazy *self, arena *scratch) {
  return val_bool(view_of(self)->options.preview);
}

static val page_name(const val_lazy *self, arena *scratch) {
  return val_str(page_of(self)->title);
}

static val page_credentials(const val_lazy *self, arena *scratch) {
  return view__text(page_of(self)->more->credentials);
}

static val page_role(const val_lazy *self, arena *scratch) {
  return view__text(page_of(self)->more->role);
}

static val page_organisation(const val_lazy *self, arena *scratch) {
  return view__text(page_of(self)->more->organisation);
}

static val page_authored(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, view_of(self), &page_of(self)->more->authored);
}

static val page_reviewed_pages(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, view_of(self), &page_of(self)->more->reviewed_pages);
}

static val page_params_value(const val_lazy *self, arena *scratch) {
  return page_params(scratch, page_of(self));
}

static const field fields[] = {
    {"type", page_type_name, "article, page, person or section"},
    {"title", page_title, "the title, as text"},
    {"description", page_description, "the description, else the summary"},
    {"url", page_url, "the address on this site, with its base path"},
    {"permalink", page_permalink, "the whole address, with the host"},
    {"lang", page_lang, "the language, as en"},
    {"content", page_content, "the text as HTML"},
    {"summary", page_summary,
     "plain text: what stands before <!--more-->, else the first paragraph"},
    {"kind", page_kind, "guide, question or news; nil for what is no article"},
    {"slug", page_slug, "the last part of the address"},
    {"section", page_section, "the folder of content/ that it stands in"},
    {"source", page_source, "the file"},
    {"date", page_date_field, "when it was published"},
    {"updated", page_updated, "when it was last changed; nil if never"},
    {"expires", page_expires, "when it goes"},
    {"reviewed", page_reviewed, "when it was reviewed"},
    {"next_review", page_next_review, "until when the review holds"},
    {"overdue", page_overdue, "true where the review no longer holds"},
    {"draft", page_draft, "true for a draft"},
    {"state", page_state_name, "published, draft, scheduled or expired"},
    {"authors", page_authors, "people: name, url, credentials and more"},
    {"author", page_author, "the first of them"},
    {"answered_by", page_answered_by, "people who answered a question"},
    {"reviewed_by", page_reviewed_by, "people who reviewed it"},
    {"terms", page_term_groups, "its terms by taxonomy: taxonomy, title, url, terms"},
    {"toc", page_toc, "the headings, nested: id, title, html, level, children"},
    {"words", page_words, "how many words the text has"},
    {"reading_time", page_reading_time, "minutes, at 200 words a minute"},
    {"key_points", page_key_points, "the key points, each as HTML"},
    {"questions_to_ask", page_questions, "questions to ask, each as HTML"},
    {"references", view__page_references,
     "what the text cites, in that order: id, anchor (its id on the page), title, publisher, url, "
     "doi, pmid, doi_url, pubmed_url, year, number, cited, back (ids of the places that cite it); "
     "where the article has references, its footnotes are among them, and have note (HTML) instead "
     "of a title"},
    {"image", page_image_value, "src, url (whole address), alt, caption, width, height"},
    {"also_read", page_also_read, "links elsewhere: title, url"},
    {"related", view__page_related, "related pages; each has why, too"},
    {"series", view__page_series, "name, part, total, pages"},
    {"comments", page_comments, "author, date, html, clinic, id, replies"},
    {"comment_count", page_comment_count, "how many comments in all"},
    {"comments_open", page_comments_open, "whether comments are shown"},
    {"previous", page_previous, "the article before, by date"},
    {"next", page_next, "the article after, by date"},
    {"breadcrumb", view__page_breadcrumb, "title and url, the home page first"},
    {"translations", page_translations, "the same page in other languages"},
    {"original", page_original, "of a translation, the page in the site's main language"},
    {"outdated", page_outdated, "true for a translation that is older than its original"},
    {"atom_url", view__page_atom_url, "the feed that it is in"},
    {"feed_json_url", view__page_feed_json_url, "the same as JSON Feed"},
    {"featured", page_featured, "true for a featured article"},
    {"weight", page_weight, "a number for sorting"},
    {"sample", page_sample, "true for sample content"},
    {"noindex", page_noindex, "true where search engines must pass by"},
    {"preview", page_preview, "true in a build with drafts"},
    {"json_ld", view__page_json_ld, "structured data, for a script element"},
    {"name", page_name, "a person's name"},
    {"credentials", page_credentials, "of a person"},
    {"role", page_role, "of a person"},
    {"organisation", page_organisation, "of a person"},
    {"authored", page_authored, "a person's articles, those in its language first, newest first"},
    {"reviewed_pages", page_reviewed_pages, "what a person reviewed, in the same order"},
    {"params", page_params_value, "every field of the front matter by name"},
};

/* page.tags and the like, then any other field of the front matter. */
static bool other_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const page *p = page_of(self);
  const taxonomy_settings *taxonomies = &view_of(self)->site->settings.taxonomies;
  for (size_t i = 0; i < taxonomies->len; i++) {
    if (!sv_eq(taxonomies->at[i].name, key->name)) continue;
    *out = val_array(NULL, 0);
    for (size_t j = 0; j < p->terms.len; j++) {
      if (p->terms.at[j].taxonomy == i) *out = term_values(self, scratch, &p->terms.at[j]);
    }
    return true;
  }
  const view *v = view_of(self);
  if (fields_have(&v->related_fields, key)) view_reads_passing(v->options.reads);
  if (val_get(p->params, key, scratch, out)) return true;
  *out = val_nil();
  return fields_have(&v->listing_fields, key) || map_find(v->own_fields, key->name);
}

static uint32_t page_number(const val_lazy *self) {
  return page_of(self)->number;
}

void view_page_names(arena *a, field_table *table) {
  fields_init(a, table, "page", fields, sizeof fields / sizeof *fields);
}

void view__page_table(arena *a, field_table *table) {
  view_page_names(a, table);
  view__page_reads(a, table);
  table->other = other_field;
  table->type.number = page_number;
}
