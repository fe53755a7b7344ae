#include "build/prints.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/pack.h"
#include "graph/notices.h"

/* What the tasks share. */
typedef struct taking {
  prints *out;
  const site *site;
  const listing_list *listings;
  workers *workers;
  const term **terms; /* by number */
} taking;

static uint64_t done(buf *text) {
  uint64_t print = hash_of(buf_sv(text)).low;
  buf_clear(text);
  return print;
}

static void put_moment(buf *out, const page_date *d) {
  pack_u32(out, d->given);
  pack_u64(out, (uint64_t)d->at.seconds);
  pack_u32(out, (uint32_t)d->at.offset);
}

static void put_page(buf *out, const prints *p, const page *of) {
  pack_u64(out, of ? p->keys[view_page_thing(of, VIEW_SAID)] : 0);
}

static void put_pages(buf *out, const prints *p, const page_list *pages) {
  pack_u32(out, (uint32_t)pages->len);
  for (size_t i = 0; i < pages->len; i++) put_page(out, p, pages->at[i]);
}

/* ---- Pages ---- */

/* People are shown with what their pages say of them. */
static void put_people(buf *out, const prints *p, const person_refs *refs) {
  for (size_t i = 0; i < refs->len; i++) {
    const page *person = refs->at[i].person;
    put_page(out, p, person);
    pack_u64(out, person ? person->said_print : 0);
    pack_text(out, person ? person->url : SV(""));
  }
}

static void put_said(const taking *t, buf *out, const page *of) {
  pack_u64(out, of->said_print);
  pack_text(out, of->url);
  pack_u32(out, (uint32_t)of->state << 2 | (uint32_t)of->left_out << 1 |
                    page_is_overdue(of, t->site->clock.today));
  put_moment(out, &of->shown_updated);
  pack_u32(out, page_reading_minutes(of));
  pack_text(out, of->more->image.url);
  pack_u32(out, of->more->image.width);
  pack_u32(out, of->more->image.height);
  for (size_t i = 0; i < of->terms.len; i++) {
    const page_terms *given = &of->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      pack_u64(out,
               t->out->keys[view_term_thing(&t->out->things, given->terms.at[j], VIEW_TERM_NAME)]);
    }
  }
  put_people(out, t->out, &of->authors);
  put_people(out, t->out, &of->answered_by);
  put_people(out, t->out, &of->reviewed_by);
}

static void put_slots(buf *out, const body *text) {
  for (size_t i = 0; i < text->links.len; i++) pack_text(out, text->links.at[i].address);
  for (size_t i = 0; i < text->inserts.len; i++) pack_text(out, text->inserts.at[i].html);
}

static void put_text(buf *out, const page *of) {
  pack_u64(out, of->text_print);
  put_slots(out, &of->body);
  for (size_t i = 0; i < of->key_points.len; i++) put_slots(out, &of->key_points.at[i].body);
  for (size_t i = 0; i < of->questions_to_ask.len; i++) {
    put_slots(out, &of->questions_to_ask.at[i].body);
  }
}

static void put_related(buf *out, const prints *p, const related_page *r) {
  put_page(out, p, r->page);
  pack_bytes(out, &r->score, sizeof r->score);
  for (size_t i = 0; i < r->why.len; i++) {
    const related_reason *why = &r->why.at[i];
    pack_u32(out, why->kind);
    pack_u32(out, why->taxonomy);
    pack_bytes(out, &why->score, sizeof why->score);
    pack_text(out, related_what(why));
  }
}

static void put_comment(buf *out, const page_comment *c) {
  pack_text(out, c->author);
  pack_text(out, c->id);
  pack_text(out, c->reply_to);
  pack_text(out, c->html);
  pack_u64(out, (uint64_t)c->at.seconds);
  pack_u32(out, (uint32_t)c->at.offset << 1 | c->clinic);
}

static void put_ties(buf *out, const prints *p, const page *of) {
  for (size_t i = 0; i < of->related_pages.len; i++) put_related(out, p, &of->related_pages.at[i]);
  put_page(out, p, of->previous);
  put_page(out, p, of->next);
  put_pages(out, p, &of->more->series_pages);
  put_pages(out, p, &of->more->translations);
  put_page(out, p, of->more->original);
  pack_u32(out, page_is_outdated(of));
  put_pages(out, p, &of->more->authored);
  put_pages(out, p, &of->more->reviewed_pages);
  for (size_t i = 0; i < of->more->comments.len; i++) put_comment(out, &of->more->comments.at[i]);
}

static void key_page(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  const page *of = t->site->all.at[i];
  uint64_t key = hash_of(of->source).low;
  for (int part = 0; part < VIEW_PAGE_PARTS; part++) {
    t->out->keys[view_page_thing(of, (view_page_part)part)] = mix_in(key, (uint64_t)part + 1);
  }
}

static void take_page(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  buf *text = &t->workers->each[worker].out;
  const page *of = t->site->all.at[i];
  buf_clear(text);
  put_said(t, text, of);
  t->out->of[view_page_thing(of, VIEW_SAID)] = done(text);
  put_text(text, of);
  t->out->of[view_page_thing(of, VIEW_TEXT)] = done(text);
  put_ties(text, t->out, of);
  t->out->of[view_page_thing(of, VIEW_TIES)] = done(text);
}

/* ---- Terms ---- */

static void key_terms(taking *t, buf *text) {
  const site *s = t->site;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *of = s->taxonomies.at[i];
    for (size_t j = 0; j < of->terms.len; j++) {
      const term *one = of->terms.at[j];
      pack_text(text, SV("term"));
      pack_text(text, of->setting->name);
      pack_text(text, of->lang);
      pack_text(text, one->name);
      pack_text(text, one->slug);
      pack_text(text, one->url);
      uint64_t key = done(text);
      uint32_t thing = view_term_thing(&t->out->things, one, VIEW_TERM_NAME);
      t->out->keys[thing] = t->out->of[thing] = key; /* its key says all */
      t->out->keys[thing + VIEW_TERM_PAGES] = mix_in(key, 1);
      t->terms[one->number] = one;
    }
  }
}

static void take_term(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  buf *text = &t->workers->each[worker].out;
  buf_clear(text);
  put_pages(text, t->out, &t->terms[i]->pages);
  t->out->of[view_term_thing(&t->out->things, t->terms[i], VIEW_TERM_PAGES)] = done(text);
}

/* ---- Listings ---- */

static void put_shelf(buf *out, const listing *l) {
  pack_u32(out, l->type);
  pack_text(out, l->lang);
  pack_text(out, l->title);
  pack_text(out, l->description);
  pack_text(out, l->url);
}

static void put_groups(const prints *p, buf *out, const listing_group *groups, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const listing_group *g = &groups[i];
    pack_text(out, g->name);
    pack_text(out, g->url);
    pack_u64(out, (uint64_t)g->at.seconds);
    put_pages(out, p, &g->pages);
    put_groups(p, out, g->parts.at, g->parts.len); /* years hold months, and no more */
  }
}

static void put_terms(const prints *p, buf *out, const taxonomy *of) {
  for (size_t i = 0; of && i < of->terms.len; i++) {
    pack_u64(out, p->keys[view_term_thing(&p->things, of->terms.at[i], VIEW_TERM_NAME)]);
  }
}

/* What the glossary says is in content/data; who explains its terms is not. */
static void put_glossary(const prints *p, buf *out, const glossary *of) {
  for (size_t i = 0; of && i < of->terms.len; i++) {
    pack_text(out, of->terms.at[i]->url);
    put_pages(out, p, &of->terms.at[i]->pages);
  }
}

static void key_listings(taking *t, buf *text) {
  for (size_t i = 0; i < t->listings->len; i++) {
    const listing *l = t->listings->at[i];
    pack_text(text, SV("listing"));
    pack_u32(text, l->type);
    pack_text(text, l->lang);
    pack_text(text, l->url);
    t->out->keys[view_listing_thing(&t->out->things, l)] = done(text);
  }
}

static void take_listing(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  const prints *p = t->out;
  buf *text = &t->workers->each[worker].out;
  const listing *l = t->listings->at[i];
  const page *index = l->section ? l->section->index : NULL;
  buf_clear(text);
  for (const listing *up = l; up; up = up->above) put_shelf(text, up);
  pack_u32(text, (uint32_t)l->paginated << 1 | l->feeds);
  put_pages(text, p, &l->pages);
  put_groups(p, text, l->groups.at, l->groups.len);
  put_terms(p, text, l->taxonomy);
  put_glossary(p, text, l->glossary);
  if (index) {
    pack_u64(text, p->of[view_page_thing(index, VIEW_SAID)]);
    pack_u64(text, p->of[view_page_thing(index, VIEW_TEXT)]);
  }
  t->out->of[view_listing_thing(&p->things, l)] = done(text);
}

/* ---- Lists of the site, and the whole ---- */

static void put_some(buf *out, const prints *p, const page_list *pages, sv lang, bool featured) {
  for (size_t i = 0; i < pages->len; i++) {
    const page *one = pages->at[i];
    if (sv_eq(one->lang, lang) && (!featured || one->featured)) put_page(out, p, one);
  }
}

static void put_sections(buf *out, const prints *p, const site *s, sv lang) {
  for (size_t i = 0; i < s->sections.len; i++) {
    const section *of = s->sections.at[i];
    if (sv_eq(of->lang, lang)) put_pages(out, p, &of->pages);
  }
}

static void put_taxonomies(buf *out, const prints *p, const site *s, sv lang) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *of = s->taxonomies.at[i];
    if (sv_eq(of->lang, lang)) put_terms(p, out, of);
  }
}

static void put_list(const taking *t, buf *out, sv lang, view_list which) {
  const site *s = t->site;
  const prints *p = t->out;
  switch (which) {
    case VIEW_ARTICLES: put_some(out, p, &s->articles, lang, false); break;
    case VIEW_FEATURED: put_some(out, p, &s->articles, lang, true); break;
    case VIEW_POPULAR: put_some(out, p, &s->popular, lang, false); break;
    case VIEW_PAGES: put_some(out, p, &s->plain, lang, false); break;
    case VIEW_PEOPLE: put_pages(out, p, &s->people); break;
    case VIEW_SECTIONS: put_sections(out, p, s, lang); break;
    case VIEW_TAXONOMIES: put_taxonomies(out, p, s, lang); break;
    case VIEW_LISTS: break;
  }
}

static void take_lists(const taking *t, buf *text) {
  const sv_list *languages = &t->site->settings.languages;
  for (size_t i = 0; i < languages->len; i++) {
    for (int which = 0; which < VIEW_LISTS; which++) {
      uint32_t thing = view_list_thing(&t->out->things, i, (view_list)which);
      pack_text(text, SV("list"));
      pack_text(text, languages->at[i]);
      pack_u32(text, (uint32_t)which);
      t->out->keys[thing] = done(text);
      put_list(t, text, languages->at[i], (view_list)which);
      t->out->of[thing] = done(text);
    }
  }
}

static void take_whole(const taking *t, buf *text) {
  uint32_t whole = t->out->things.whole;
  pack_text(text, SV("whole"));
  t->out->keys[whole] = done(text);
  for (uint32_t i = 0; i < whole; i++) pack_u64(text, t->out->of[i]);
  t->out->of[whole] = done(text);
}

/* Shelves, menus and notices stand on every page, and so does the year; the names of fields decide
 * which ones a layout may ask for. */
static uint64_t take_common(const taking *t, const map *fields, hash base, buf *text) {
  const site *s = t->site;
  pack_u64(text, base.high);
  pack_u64(text, base.low);
  pack_u64(text, (uint64_t)date_split(s->clock.today).year);
  for (size_t i = 0; i < s->sections.len; i++) {
    const section *of = s->sections.at[i];
    sv facts[] = {of->name, of->lang, of->title, of->url};
    for (size_t j = 0; j < 4; j++) pack_text(text, facts[j]);
  }
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *of = s->taxonomies.at[i];
    sv facts[] = {of->setting->name, of->lang, of->title, of->url};
    for (size_t j = 0; j < 4; j++) pack_text(text, facts[j]);
    pack_u32(text, of->terms.len > 0);
  }
  for (size_t i = 0; i < t->listings->len; i++) {
    listing_type type = t->listings->at[i]->type;
    bool many = type == LISTING_TERM || type == LISTING_YEAR || type == LISTING_MONTH ||
                type == LISTING_MEANING;
    if (!many) put_shelf(text, t->listings->at[i]);
  }
  for (size_t i = 0; i < s->settings.menu.len; i++) {
    pack_text(text, s->settings.menu.at[i].address);
  }
  for (size_t i = 0; i < s->notices.len; i++) {
    for (size_t j = 0; j < s->settings.languages.len; j++) {
      put_page(text, t->out, notices_in(s->notices.at[i], s->settings.languages.at[j]));
    }
  }
  uint64_t sum = 0; /* whatever the order in which pages bring them */
  for (size_t i = 0; i < fields->len; i++) sum += hash_of(fields->entries[i].key).low;
  pack_u64(text, sum);
  return done(text);
}

static void index_keys(arena *a, prints *p) {
  size_t size = 1024;
  while (size < (size_t)p->things.count * 2) size *= 2;
  p->slots = arena_array(a, uint32_t, size);
  p->slot_mask = size - 1;
  for (uint32_t i = 0; i < p->things.count; i++) {
    size_t at = p->keys[i] & p->slot_mask;
    while (p->slots[at]) at = (at + 1) & p->slot_mask;
    p->slots[at] = i + 1;
  }
}

uint32_t prints_find(const prints *p, uint64_t key) {
  for (size_t at = key & p->slot_mask; p->slots[at]; at = (at + 1) & p->slot_mask) {
    if (p->keys[p->slots[at] - 1] == key) return p->slots[at] - 1;
  }
  return UINT32_MAX;
}

void prints_take(arena *a, site *s, const listing_list *listings, const map *fields, hash base,
                 workers *with, prints *out) {
  *out = (prints){.things = view_things_number(s, listings)};
  out->keys = arena_array(a, uint64_t, out->things.count);
  out->of = arena_array(a, uint64_t, out->things.count);
  uint32_t terms = (out->things.listings - out->things.terms) / VIEW_TERM_PARTS;
  taking t = {out, s, listings, with, arena_array(a, const term *, terms)};
  buf text = BUF_EMPTY;
  key_terms(&t, &text);
  key_listings(&t, &text);
  pool_run(with->pool, s->all.len, key_page, &t);
  pool_run(with->pool, s->all.len, take_page, &t);
  pool_run(with->pool, terms, take_term, &t);
  pool_run(with->pool, listings->len, take_listing, &t);
  take_lists(&t, &text);
  take_whole(&t, &text);
  out->all = take_common(&t, fields, base, &text);
  buf_free(&text);
  index_keys(a, out);
}
