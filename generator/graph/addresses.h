/* Addresses: where every page, section, taxonomy and term stands, and what stands where. */
#ifndef PAMPHLET_GRAPH_ADDRESSES_H
#define PAMPHLET_GRAPH_ADDRESSES_H

#include "diag/diag.h"
#include "graph/files.h"
#include "model/listing.h"
#include "model/site.h"

/* Gives every page, section, taxonomy and term its url and output: `url`, the permalink setting
 * of its section or taxonomy, or the rule of its kind, behind /<lang>/ in any but the main
 * language. Pages left out get theirs too, so that a page still live can be named. FM002 where a
 * permalink wants a date that a page does not have. Needs taxonomy_collect. */
void addresses_give(site *s, diag_sink *sink);

/* The same in two steps, of which the first needs nothing. */
void addresses_pages(site *s, diag_sink *sink);
void addresses_shelves(site *s);

/* The same for one page. */
void addresses_page(site *s, page *p, diag_sink *sink);

/* The same for a glossary's index and terms, as if it were a taxonomy of that name. Needs nothing:
 * articles link to their terms before any page has an address. */
void addresses_glossary(const site *s, glossary *g);

typedef enum address_kind {
  ADDRESS_PAGE,
  ADDRESS_LISTING,
  ADDRESS_PART,  /* page 2 and on of a listing, or of what a person wrote */
  ADDRESS_ALIAS, /* an old address of a page */
  ADDRESS_FILE,
  ADDRESS_MADE /* feeds and other files that a build writes */
} address_kind;

typedef struct address {
  address_kind kind;
  sv url; /* percent-encoded, below base_path */
  sv output;
  const page *page; /* of ADDRESS_PAGE and ADDRESS_ALIAS, and of a section with an _index.md */
  union {
    const listing *listing; /* of ADDRESS_LISTING, ADDRESS_PART and ADDRESS_MADE; NULL: of none */
    const site_file *file;  /* of ADDRESS_FILE */
    const placed *written;  /* of ADDRESS_ALIAS: where it stands in its page */
  };
} address;

/* Every address of the site, by its folded output path: what differs only by case is one file
 * to some disks. */
typedef struct addresses {
  VEC(address) all;
  map by_output; /* the first of each place */
} addresses;

/* Collects every address, and reports any two at one place: LK003 at the second, naming the first
 * and what settles it. Needs addresses_give, listings_make, files_place. */
void addresses_collect(site *s, const listing_list *listings, const site_files *files,
                       addresses *out, diag_sink *sink);

/* What stands at an address of the site as somebody would write it: below base_path, decoded,
 * "/about/" as well as "/about" and "/about/index.html". NULL: nothing. */
const address *address_at(const addresses *all, sv path, arena *scratch);

/* Inside: the url and output of a decoded path in their one form, a folder's with a slash
 * behind it and without "index.html"; in `a`. */
void addresses__place(arena *a, arena *scratch, sv path, sv *url, sv *output);

#endif
