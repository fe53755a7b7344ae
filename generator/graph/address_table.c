/* What stands where, and what stands in each other's way. */
#include "graph/addresses.h"
#include "graph/pagination.h"
#include "model/url.h"
#include "wrap/unicode.h"

typedef struct collector {
  site *site;
  addresses *out;
  diag_sink *sink;
} collector;

static void add(collector *c, address entry) {
  vec_push(c->site->memory, &c->out->all, entry);
}

/* For nearly all that will come: few pages have aliases, and only people have parts. */
static void make_room(collector *c, const listing_list *listings, const site_files *files) {
  enum { FEW = 64, A_LISTING = 3 };
  size_t count = c->site->all.len + files->all.len + FEW;
  for (size_t i = 0; i < listings->len; i++) {
    const listing *l = listings->at[i];
    count += A_LISTING;
    if (l->paginated) count += pagination_parts(l->pages.len, c->site->settings.paginate);
  }
  vec_reserve(c->site->memory, &c->out->all, count);
}

static void add_pages(collector *c) {
  for (size_t i = 0; i < c->site->all.len; i++) {
    page *p = c->site->all.at[i];
    /* A section's _index.md stands where its listing does. */
    if (p->left_out || p->type == PAGE_SECTION) continue;
    add(c, (address){.kind = ADDRESS_PAGE, .url = p->url, .output = p->output, .page = p});
    size_t parts = pagination_of_page(p, c->site->settings.paginate);
    for (size_t part = 2; part <= parts; part++) {
      add(c, (address){.kind = ADDRESS_PART,
                       .url = pagination_url(c->site->memory, p->url, part),
                       .output = pagination_output(c->site->memory, p->output, part)});
    }
  }
}

/* A file that is made beside a listing, or at the root. */
static void add_made(collector *c, const listing *l, sv output, sv name) {
  arena *a = c->site->memory;
  size_t slash = sv_find_last_byte(output, '/');
  sv folder = sv_first(output, slash == SV_NONE ? 0 : slash + 1);
  sv path = arena_cat(a, (sv[]){folder, name}, 2);
  sv url = arena_cat(a, (sv[]){SV("/"), url_path(a, path)}, 2);
  add(c, (address){.kind = ADDRESS_MADE, .url = url, .output = path, .listing = l});
}

static void add_listing(collector *c, const listing *l) {
  arena *a = c->site->memory;
  const page *index = l->section ? l->section->index : NULL;
  add(c, (address){.kind = ADDRESS_LISTING,
                   .url = l->url,
                   .output = l->output,
                   .page = index,
                   .listing = l});
  if (l->feeds) {
    add_made(c, l, l->output, SV("atom.xml"));
    add_made(c, l, l->output, SV("feed.json"));
  }
  if (l->type == LISTING_SEARCH) add_made(c, l, l->output, SV("index.json"));
  size_t parts = l->paginated ? pagination_parts(l->pages.len, c->site->settings.paginate) : 1;
  for (size_t part = 2; part <= parts; part++) {
    add(c, (address){.kind = ADDRESS_PART,
                     .url = pagination_url(a, l->url, part),
                     .output = pagination_output(a, l->output, part),
                     .listing = l});
  }
}

static void add_root_files(collector *c) {
  static const sv names[] = {SV_INIT("sitemap.xml"),      SV_INIT("robots.txt"),
                             SV_INIT("site.webmanifest"), SV_INIT("_redirects"),
                             SV_INIT("_headers"),         SV_INIT(".nojekyll")};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    add_made(c, NULL, (sv){"", 0}, names[i]);
  }
}

static void add_files(collector *c, const site_files *files) {
  for (size_t i = 0; i < files->all.len; i++) {
    const site_file *file = &files->all.at[i];
    if (!file->output.len) continue;
    add(c, (address){.kind = ADDRESS_FILE, .url = file->url, .output = file->output, .file = file});
  }
}

static void add_aliases(collector *c) {
  arena scratch = {0};
  for (size_t i = 0; i < c->site->all.len; i++) {
    const page *p = c->site->all.at[i];
    for (size_t j = 0; !p->left_out && j < p->more->aliases.len; j++) {
      const placed *written = &p->more->aliases.at[j];
      if (!url_is_site_path(written->text)) continue; /* reported with the front matter */
      address entry = {.kind = ADDRESS_ALIAS, .page = p, .written = written};
      arena_reset(&scratch);
      addresses__place(c->site->memory, &scratch, url_decode(&scratch, written->text), &entry.url,
                       &entry.output);
      add(c, entry);
    }
  }
  arena_free(&scratch);
}

static sv describe_listing(arena *a, const listing *l) {
  switch (l->type) {
    case LISTING_HOME: return SV("the home page");
    case LISTING_SECTION:
      return arena_printf(a, "the list of the section \"%.*s\"", SV_ARG(l->section->name));
    case LISTING_TAXONOMY:
      return arena_printf(a, "the list of all %.*s", SV_ARG(l->taxonomy->setting->name));
    case LISTING_TERM:
      return arena_printf(a, "the list of articles under \"%.*s\" in %.*s", SV_ARG(l->term->name),
                          SV_ARG(l->taxonomy->setting->name));
    case LISTING_PEOPLE: return SV("the list of people");
    case LISTING_ARCHIVE:
    case LISTING_YEAR:
    case LISTING_MONTH: return SV("the archive");
    case LISTING_AZ:
    case LISTING_LETTER: return SV("the A to Z index");
    case LISTING_GLOSSARY: return SV("the glossary");
    case LISTING_MEANING:
      return arena_printf(a, "the glossary's \"%.*s\"", SV_ARG(l->meaning->name.text));
    case LISTING_SEARCH: return SV("the search page");
    case LISTING_NOT_FOUND: return SV("the page for missing addresses");
  }
  return SV("a list");
}

static const listing *listing_of(const address *at) {
  bool has = at->kind == ADDRESS_LISTING || at->kind == ADDRESS_PART || at->kind == ADDRESS_MADE;
  return has ? at->listing : NULL;
}

static sv describe(arena *a, const address *at) {
  switch (at->kind) {
    case ADDRESS_PAGE: return at->page->source;
    case ADDRESS_FILE: return at->file->source;
    case ADDRESS_ALIAS: return arena_printf(a, "an alias of %.*s", SV_ARG(at->page->source));
    case ADDRESS_MADE:
      return arena_printf(a, "the file %.*s that every build makes", SV_ARG(at->output));
    case ADDRESS_LISTING: return describe_listing(a, at->listing);
    case ADDRESS_PART: {
      sv list = at->listing ? describe_listing(a, at->listing) : SV("a person's page");
      return arena_printf(a, "a further page of %.*s", SV_ARG(list));
    }
  }
  return SV("");
}

static diag_span place_of(const site *s, const address *at) {
  const listing *of = listing_of(at);
  const glossary_term *meaning = of ? of->meaning : NULL;
  if (meaning) return diag_at(meaning->file, meaning->name.offset, meaning->name.length);
  switch (at->kind) {
    case ADDRESS_PAGE:
      return diag_at(at->page->source, at->page->name_offset, at->page->name_length);
    case ADDRESS_ALIAS: return diag_at(at->page->source, at->written->offset, at->written->length);
    case ADDRESS_FILE: return diag_file(at->file->source);
    case ADDRESS_LISTING:
    case ADDRESS_PART:
    case ADDRESS_MADE: break;
  }
  return diag_file(s->settings.file);
}

/* Whom to tell: an alias before a page or file, and these before what the program makes. */
static int told_first(const address *at) {
  switch (at->kind) {
    case ADDRESS_ALIAS: return 0;
    case ADDRESS_PAGE:
    case ADDRESS_FILE: return 1;
    case ADDRESS_LISTING:
    case ADDRESS_PART:
    case ADDRESS_MADE: break;
  }
  return 2;
}

static void report(const collector *c, const address *first, const address *second) {
  arena scratch = {0};
  if (told_first(first) < told_first(second)) {
    const address *swapped = first;
    first = second;
    second = swapped;
  }
  sv there = describe(&scratch, first);
  bool same = sv_eq(first->output, second->output);
  diag *d = same ? diag_add(c->sink, DIAG_LK003, place_of(c->site, second),
                            "the address %.*s is taken by %.*s", SV_ARG(second->url), SV_ARG(there))
                 : diag_add(c->sink, DIAG_LK003, place_of(c->site, second),
                            "the address %.*s differs only in case from %.*s, which is %.*s",
                            SV_ARG(second->url), SV_ARG(first->url), SV_ARG(there));
  switch (second->kind) {
    case ADDRESS_ALIAS: diag_hint(d, "take this alias out; the address is in use"); break;
    case ADDRESS_FILE: diag_hint(d, "give the file another name or folder"); break;
    case ADDRESS_PAGE:
      diag_hint(d, first->kind == ADDRESS_PAGE ? "give one of them a slug: of its own"
                                               : "give this page another slug: or url:");
      break;
    case ADDRESS_LISTING:
      if (second->listing->meaning) {
        diag_hint(d, "give this term a slug: of its own");
        break;
      } /* fallthrough */
    case ADDRESS_PART:
    case ADDRESS_MADE: diag_hint(d, "give one of them another address under permalinks:"); break;
  }
  arena_free(&scratch);
}

static void find_collisions(collector *c) {
  arena *a = c->site->memory;
  map_reserve(a, &c->out->by_output, c->out->all.len);
  for (size_t i = 0; i < c->out->all.len; i++) {
    address *entry = &c->out->all.at[i];
    bool fresh;
    map_entry *slot = map_entry_for(a, &c->out->by_output, unicode_fold(a, entry->output), &fresh);
    if (fresh) {
      slot->value = entry;
    } else {
      report(c, slot->value, entry);
    }
  }
}

/* A file or page where the compressed copy of another will stand. */
static void find_copies(const collector *c) {
  arena scratch = {0};
  for (size_t i = 0; i < c->out->all.len * COMPRESS_METHODS; i++) {
    const address *entry = &c->out->all.at[i / COMPRESS_METHODS];
    size_t method = i % COMPRESS_METHODS;
    sv ending = compress_endings[method];
    if (!c->site->settings.compress[method] || !sv_ends(entry->output, ending)) continue;
    sv text = sv_first(entry->output, entry->output.len - ending.len);
    if (!compress_worth(text)) continue;
    arena_reset(&scratch);
    if (!map_get(&c->out->by_output, unicode_fold(&scratch, text))) continue;
    diag *d = diag_add(c->sink, DIAG_LK003, place_of(c->site, entry),
                       "the address %.*s is taken by the compressed copy of %.*s",
                       SV_ARG(entry->url), SV_ARG(text));
    diag_hint(d, "builds make that copy: take yours out, or %.*s out of compress: in %.*s",
              SV_ARG(compress_names[method]), SV_ARG(c->site->settings.file));
  }
  arena_free(&scratch);
}

void addresses_collect(site *s, const listing_list *listings, const site_files *files,
                       addresses *out, diag_sink *sink) {
  collector c = {s, out, sink};
  make_room(&c, listings, files);
  add_pages(&c);
  for (size_t i = 0; i < listings->len; i++) add_listing(&c, listings->at[i]);
  add_root_files(&c);
  add_files(&c, files);
  add_aliases(&c);
  find_collisions(&c);
  find_copies(&c);
}

static const address *exactly_at(const addresses *all, sv output, arena *scratch) {
  const address *hit = map_get(&all->by_output, unicode_fold(scratch, output));
  return hit && sv_eq(hit->output, output) ? hit : NULL;
}

const address *address_at(const addresses *all, sv path, arena *scratch) {
  const address *hit = exactly_at(all, url_output(scratch, path), scratch);
  return hit ? hit : exactly_at(all, sv_skip(path, path.len > 0 && path.at[0] == '/'), scratch);
}
