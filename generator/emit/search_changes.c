/* What an edit moved: mostly a page or two say something else than the earlier index had of them,
 * and the words that these say, or said, are all whose lists differ. */
#include "base/mix.h"
#include "emit/search_index.h"
#include "text/words.h"

/* Where more than one page in so many differs, all are as quickly counted. */
enum { ONE_PAGE_IN = 16, FEW_PAGES = 4 };

/* ---- What the index is made from ---- */

/* Of all that is looked up of a page, but for its number and the names of its terms. */
static uint64_t print_of(const page *p, sv url) {
  uint64_t print = mix_in(search__text_print(0, url), p->said_print);
  print = mix_in(print, p->text_print);
  return mix_in(print, (uint64_t)p->words->count << 32 | p->words->length);
}

static uint64_t add_terms(uint64_t print, const site *s) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const term_list *terms = &s->taxonomies.at[i]->terms;
    for (size_t j = 0; j < terms->len; j++) print = search__text_print(print, terms->at[j]->name);
  }
  return print;
}

/* The terms of the glossary, which come first, are of the base. */
void search__note_pages(search__index *index) {
  search__page_prints *prints = &index->now.pages;
  uint64_t base = add_terms(mix_in(index->job->base, index->meanings), index->job->site) | 1;
  vec_reserve(index->a, prints, index->pages.len);
  for (size_t i = 0; i < index->pages.len; i++) {
    const page *p = index->pages.at[i];
    bool known = i < index->meanings || p->said_print;
    vec_push(index->a, prints, i < index->meanings ? 1 : print_of(p, p->url));
    if (!known) base = 0;
  }
  index->now.base = base;
}

/* ---- Pages that differ ---- */

/* The same number of pages, as they are and as they were. */
typedef struct changed_pages {
  page_list now, then;
  VEC(uint32_t) numbers;
  bool any_fresh; /* there was no such page */
} changed_pages;

static bool same_terms(const page *now, const page *then) {
  if (now->terms.len != then->terms.len) return false;
  for (size_t i = 0; i < now->terms.len; i++) {
    const page_terms *a = &now->terms.at[i], *b = &then->terms.at[i];
    if (a->taxonomy != b->taxonomy || a->names.len != b->names.len) return false;
    for (size_t j = 0; j < a->names.len; j++) {
      if (!sv_eq(a->names.at[j].text, b->names.at[j].text)) return false;
    }
  }
  return true;
}

/* A page that was not there said nothing. */
static page *no_page(arena *a, const page *now) {
  page *none = arena_new(a, page);
  related_bag *bag = arena_new(a, related_bag);
  bag->from = now->words->from;
  none->lang = now->lang;
  none->words = bag;
  return none;
}

/* The page of the same number as the earlier index had it. Link has not seen it: its terms are
 * those of now where it names the same. */
static page *page_then(const search__index *index, const page *now, uint64_t print) {
  const search_job *job = index->job;
  page *then = job->then ? job->then(job->then_context, index->a, now) : NULL;
  if (!then || !then->words || print_of(then, now->url) != print) return NULL;
  if (!same_terms(now, then)) return NULL;
  then->terms = now->terms;
  return then;
}

static bool list_changed(const search__index *index, changed_pages *out) {
  const search__page_prints *before = &index->before.pages, *now = &index->now.pages;
  uint32_t most = FEW_PAGES + now->len / ONE_PAGE_IN;
  if (!index->now.base || index->now.base != index->before.base) return false;
  if (before->len < index->meanings || before->len > now->len) return false;
  for (uint32_t i = 0; i < now->len; i++) {
    page *p = index->pages.at[i];
    bool fresh = i >= before->len;
    if (!fresh && now->at[i] == before->at[i]) continue;
    page *then = fresh ? no_page(index->a, p) : page_then(index, p, before->at[i]);
    if (!then || out->now.len == most) return false;
    vec_push(index->a, &out->now, p);
    vec_push(index->a, &out->then, then);
    vec_push(index->a, &out->numbers, i);
    out->any_fresh = out->any_fresh || fresh;
  }
  return true;
}

/* Words of no meaning are looked up where a title has nearly no others. */
static sv bare_title(const page *p) {
  return search__is_bare(p) ? p->title : SV("");
}

/* But for pages that are new. */
static bool same_bare_titles(const search__index *index, const changed_pages *pages) {
  for (size_t i = 0; i < pages->now.len; i++) {
    sv now = bare_title(pages->now.at[i]), then = bare_title(pages->then.at[i]);
    bool fresh = pages->numbers.at[i] >= index->before.pages.len;
    if (!fresh && !sv_eq(now, then)) return false;
  }
  return true;
}

/* ---- Their words ---- */

static search__moved *moved_of(search__index *index, sv stem) {
  search__changes *changes = &index->changes;
  bool fresh;
  map_entry *entry = map_entry_for(index->a, &changes->by_stem, stem, &fresh);
  size_t place = (size_t)(entry - changes->by_stem.entries);
  if (fresh) vec_push(index->a, &changes->all, (search__moved){.stem = stem});
  return &changes->all.at[place];
}

static void add_entry(search__index *index, const map *stems, uint64_t packed, bool came) {
  search__moved *moved = moved_of(index, stems->entries[search__entry_stem(packed)].key);
  vec_push(index->a, came ? &moved->came : &moved->gone, search__entry_unpack(packed));
}

/* What is in one of two rising lists alone. */
static void compare_entries(search__index *index, const map *stems,
                            const search__packed_entries *then, const search__packed_entries *now) {
  uint32_t i = 0, j = 0;
  while (i < then->len || j < now->len) {
    if (i < then->len && j < now->len && then->at[i] == now->at[j]) {
      i++;
      j++;
    } else if (j == now->len || (i < then->len && then->at[i] < now->at[j])) {
      add_entry(index, stems, then->at[i++], false);
    } else {
      add_entry(index, stems, now->at[j++], true);
    }
  }
}

static bool has_form(const vocabulary *words, const vocabulary_moved *form) {
  for (uint32_t i = 0; i < words->spellings.len; i++) {
    const vocabulary_spelling *one = &words->spellings.at[i];
    if (!sv_eq(one->text, form->form)) continue;
    if (sv_eq(words->by_stem.entries[one->stem].key, form->stem)) return true;
  }
  return false;
}

/* The words that pages may have beside those that parse reads in them: more of them than they
 * have. */
static void read_names(search__index *index, vocabulary *others, vocabulary *plain) {
  const site *s = index->job->site;
  buf stops = BUF_EMPTY;
  uint32_t stem;
  words_stop_list(index->job->lang, &stops);
  sv rest = arena_dup(index->a, buf_sv(&stops));
  while (vocabulary_next(plain, &rest, &stem)) continue;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const term_list *terms = &s->taxonomies.at[i]->terms;
    for (size_t j = 0; j < terms->len; j++) {
      rest = terms->at[j]->name;
      while (vocabulary_next(others, &rest, &stem)) continue;
    }
  }
  buf_free(&stops);
}

/* A form that no text has any more stays where the glossary, a synonym or a term has it. */
static bool forms_are_gone(search__index *index, const vocabulary_moved_list *forms) {
  vocabulary others, plain;
  bool any = false, good = true;
  for (uint32_t i = 0; i < forms->len && !any; i++) any = !forms->at[i].now;
  if (!any) return true;
  vocabulary_open(index->a, index->job->lang, &others);
  vocabulary_open(index->a, SV(""), &plain);
  read_names(index, &others, &plain);
  for (uint32_t i = 0; i < forms->len && good; i++) {
    const vocabulary_moved *form = &forms->at[i];
    if (form->now) continue;
    good = !has_form(index->others, form) && !has_form(&others, form) && !has_form(&plain, form);
  }
  vocabulary_close(&others);
  vocabulary_close(&plain);
  return good;
}

static void add_forms(search__index *index, const vocabulary_moved_list *forms) {
  for (uint32_t i = 0; i < forms->len; i++) {
    const vocabulary_moved *form = &forms->at[i];
    search__moved *moved = moved_of(index, form->stem);
    vec_push(index->a, form->now ? &moved->came_forms : &moved->gone_forms, form->form);
  }
}

bool search__find_changes(search__index *index) {
  const search_job *job = index->job;
  changed_pages pages = {0};
  map stems = {0};
  search__packed_entries then = {0}, now = {0};
  vocabulary_moved_list more = {0};
  if (!job->forms_known || !list_changed(index, &pages)) return false;
  if (!same_bare_titles(index, &pages) || !forms_are_gone(index, job->forms)) return false;
  search__read_apart(index->a, job->site, job->lang, &pages.then, pages.numbers.at, &stems, &then,
                     NULL);
  search__read_apart(index->a, job->site, job->lang, &pages.now, pages.numbers.at, &stems, &now,
                     pages.any_fresh ? &more : NULL);
  compare_entries(index, &stems, &then, &now);
  add_forms(index, job->forms);
  add_forms(index, &more);
  return true;
}
