/* The last build: what it read, made and said, kept so that the next one need not do it again.
 *
 * It lies beside the manifest, in `.pamphlet/.last/<name of the output>`: a binary file of this
 * program's own, with a checksum over all of it. One that is missing, damaged or another program's
 * counts as none, and everything is built.
 *
 * Files are known by what they hold. A stamp (see fs_stamp) only saves the reading: where it is
 * another than it was, or was taken too soon after a change to tell, the file is read and its hash
 * decides. So a site that was copied or checked out elsewhere, with other times, is the same. */
#ifndef PAMPHLET_BUILD_LAST_H
#define PAMPHLET_BUILD_LAST_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "graph/vocabulary.h"
#include "sys/fs.h"
#include "wrap/hash.h"

typedef struct last_file {
  sv path;
  fs_stamp stamp; /* all 0: it does not tell */
  hash content;   /* all 0: not known */
} last_file;
typedef VEC(last_file) last_files;

/* A page in the file of parsed pages (build/pages.h). */
typedef struct kept_page {
  sv path;
  hash content;
  uint64_t at, sum, html_sum;
  uint32_t size, html_size; /* the HTML stands behind the rest */
  uint32_t form_set;        /* its words are numbers of these forms */
} kept_page;
typedef VEC(kept_page) kept_pages;

/* An output that was rendered, and what it read of the site (build/prints.h). */
typedef struct last_made {
  sv path;
  uint64_t own;     /* of which output it is, and what all depend on */
  uint64_t print;   /* of what it read, all in one */
  const char *keys; /* [key_count] of eight bytes each: which things that was */
  uint32_t key_count;
  bool now_read;
  sv problems; /* diag_record; empty: none */
} last_made;
typedef VEC(last_made) last_made_list;

/* An article's list of related articles. */
typedef struct last_related {
  sv path;
  uint64_t print; /* of what it was picked from (graph/related_print.c) */
  sv list;        /* packed: see build/ties.c */
} last_related;

typedef struct last_build {
  hash program;       /* and its libraries */
  hash options;       /* of those that change what is made */
  hash manifest;      /* as it lies there */
  sv today;           /* what --today said; empty: the clock counted */
  int64_t now, until; /* its clock, and when a page comes or goes next or the day ends; seconds
                         since 1970 */
  bool now_read;      /* something printed the moment itself */
  last_files inputs;  /* every file of content/ and layouts/; by path, as found */
  last_files outputs; /* by path, below the output folder */
  uint32_t folders;   /* of the output */
  uint32_t compress;  /* 1 << method for each compress_method that made copies */
  uint32_t warnings;
  uint32_t articles, pages, left_out[3]; /* as in build_result */
  /* diag_record of everything but what the output's state was. */
  sv problems;

  /* The parsed pages. */
  hash context;        /* of what parse looked at beside the pages */
  kept_pages kept;     /* by path */
  uint32_t pages_file; /* 0 or 1 */
  uint64_t pages_end;
  VEC(vocabulary_forms) form_sets;

  last_made_list made;       /* by path */
  VEC(last_related) related; /* by path */

  /* By path, after last_index. */
  map input, output, kept_page, made_output, related_list;
} last_build;

/* By path. */
int kept_page_order(const void *left, const void *right);
int last_made_order(const void *left, const void *right);

/* Makes everything in it, and a list of files alone, found by path; for builds that need more than
 * to see that nothing has changed. */
void last_index(arena *a, last_build *b);
void last_files_index(arena *a, const last_files *files, map *by_path);

/* False: there is none to be used. Everything read lives in `a`. */
bool last_read(arena *a, const char *path, hash program, last_build *out);

/* False: errno. */
bool last_write(const char *path, const last_build *b);

/* True where the file that stands there now, with that stamp, holds what it did. */
bool last_file_same(const last_file *then, const char *path, const fs_stamp *now);

/* The hash of a file's bytes; all 0 where it cannot be read. */
hash last_content(const char *path);

static inline bool last_is_known(hash content) {
  return content.high != 0 || content.low != 0;
}

#endif
