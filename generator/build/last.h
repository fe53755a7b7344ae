/* The last build: what it read, made and said, kept so that the next one need not do it again.
 *
 * It lies beside the manifest, in `.pamphlet/.last/<name of the output>` (build/manifest.h): a
 * binary file of this program's own, in parts with a checksum each. One that is missing, damaged or
 * another program's counts as none, and everything is built. The first two parts are all that a
 * build needs to see that nothing has changed; the others are read once something has. A build that
 * changes little leaves the parts as they are and adds behind them what is another now
 * (build/last_change.c).
 *
 * Files are known by what they hold. A stamp (see fs_stamp) only saves the reading: where it is
 * another than it was, or was taken too soon after a change to tell, the file is read and its hash
 * decides. So a site that was copied or checked out elsewhere, with other times, is the same. */
#ifndef PAMPHLET_BUILD_LAST_H
#define PAMPHLET_BUILD_LAST_H

#include "base/arena.h"
#include "base/vec.h"
#include "build/manifest.h"
#include "graph/related_trace.h"
#include "model/page.h"
#include "sys/fs.h"
#include "sys/pool.h"
#include "wrap/hash.h"

typedef struct last_file {
  sv path;
  fs_stamp stamp; /* all 0: it does not tell */
  hash content;   /* all 0: not known */
  uint32_t id;    /* of an output: by which the record knows it */
} last_file;
typedef VEC(last_file) last_files; /* by path; what was read has a NUL behind each */

/* The file with that path, or NULL; `near` as in sort_find. */
const last_file *last_find(const last_files *files, sv path, size_t *near);

/* A folder of the output. */
typedef struct last_folder {
  sv path;        /* empty: the output itself */
  fs_stamp stamp; /* while it is the same, so are the names in it; all 0: it does not tell */
} last_folder;
typedef VEC(last_folder) last_folders; /* by path */

/* The manifest that a record goes with (build/manifest.h). */
typedef struct last_manifest {
  sv output; /* which folder it is about */
  manifest_extent extent;
  fs_stamp stamp; /* all 0: it does not tell */
  uint64_t pages; /* manifest_print_pages, in the order in which they were put */
} last_manifest;

/* A page in the file of parsed pages (build/pages.h). */
typedef struct kept_page {
  sv path;
  hash content;
  uint64_t at, sum; /* of the page and, behind it, its bag */
  uint32_t size, bag_size;
  uint64_t html_at, html_sum, forms_sum; /* elsewhere: its HTML and, behind it, its forms */
  uint32_t html_size, forms_size;
  uint32_t word_set; /* of these words are the bag and the forms */
} kept_page;
typedef VEC(kept_page) kept_pages;

/* Words of kept pages (build/word_sets.h). */
typedef struct kept_form {
  uint64_t hash;
  sv folded, plain;
  uint32_t stem;      /* its number in the set */
  uint32_t uses;      /* pages that have it */
  uint32_t uses_then; /* that had it when it was read */
} kept_form;

typedef struct word_set {
  sv lang;
  bool unlisted; /* of pages that searches must not find */
  sv_list stems;
  VEC(related_stem_trace) traces; /* by stem; none: nobody related their articles */
  VEC(kept_form) forms;
  uint32_t stems_then, forms_then; /* how many of them were read */
} word_set;
typedef VEC(word_set) word_set_list;

/* An output that was rendered, and what it read of the site (build/prints.h). */
typedef struct last_made {
  uint32_t file;      /* its place among the outputs */
  uint64_t own;       /* of which output it is, and what all depend on */
  uint64_t print;     /* of what it read, all in one */
  const char *things; /* [thing_count]: which things that was; see last_thing */
  uint32_t thing_count;
  bool now_read;
  sv problems; /* diag_record; empty: none */
} last_made;
typedef VEC(last_made) last_made_list;

/* An article's list of related articles. */
typedef struct last_related {
  related_trace trace;
  sv list; /* packed: see build/ties.c; where the trace has a print */
} last_related;
typedef VEC(last_related) last_related_list;

/* What a search index left for the next (emit/search.h). */
typedef struct last_search {
  sv lang, note;
} last_search;

enum { LAST_SLICES = 8 };
/* The parts: what every build asks for, outputs apart; the pages; and the lists and what outputs
 * read, in slices that threads can pack. */
enum {
  LAST_FRONT,
  LAST_OUTPUTS,
  LAST_PAGES,
  LAST_RELATED,
  LAST_MADE = LAST_RELATED + LAST_SLICES,
  LAST_PARTS = LAST_MADE + LAST_SLICES
};

typedef struct last_part {
  uint64_t at, size; /* in the file */
  hash sum;
} last_part;

/* Where all that counts is in the file. A change is of the first two parts, and of all others. */
enum { LAST_CHANGES = 32 };
typedef struct last_head {
  uint64_t turn; /* how often the file was added to */
  uint64_t end;  /* of what counts */
  uint64_t changes;
  uint64_t related, made; /* entries in all slices */
  last_part parts[LAST_PARTS];
  last_part front[LAST_CHANGES], rest[LAST_CHANGES];
} last_head;

typedef struct last_build {
  hash program; /* and its libraries */
  hash options; /* of those that change what is made */
  last_manifest manifest;
  sv today;               /* what --today said; empty: the clock counted */
  int64_t now, until;     /* its clock, and when a page comes or goes next or the day ends; seconds
                             since 1970 */
  bool now_read;          /* something printed the moment itself */
  last_files inputs;      /* every file of content/ and layouts/ */
  last_files outputs;     /* below the output folder */
  uint32_t ids;           /* all of theirs are below it */
  last_folders folders;   /* of the output, those of dot files apart */
  last_folders content;   /* of content/, itself too, in no order */
  uint32_t content_files; /* how many of the inputs stand there */
  uint32_t compress;      /* 1 << method for each compress_method that made copies */
  uint32_t warnings;
  uint32_t articles, pages, left_out[3]; /* as in build_result */
  /* diag_record of everything but what the output's state was. */
  sv problems;

  /* The parsed pages. */
  hash context;        /* of what parse looked at beside the pages */
  kept_pages kept;     /* by path, as the site's pages; of size 0: that one is not kept */
  uint32_t pages_file; /* 0 or 1 */
  uint64_t pages_end;
  word_set_list word_sets;

  VEC(last_search) searches;

  last_made_list made;    /* in the order of the plan */
  const char *thing_keys; /* [thing_count] of eight bytes each: the things that outputs read */
  uint32_t thing_count;

  last_related_list related;     /* as `kept`, after last_read_rest */
  const page_list *with_related; /* for last_write: the pages whose lists are kept, as `kept`; NULL:
                                    none are */

  last_head head; /* of the file that it was read from */
  bool whole;     /* all of it was read */
} last_build;

/* The i-th thing of an output, as a place in a list of `count` keys; and puts it there. Each takes
 * two bytes where that is enough. */
static inline size_t last_thing_size(uint32_t count) {
  return count <= UINT16_MAX ? sizeof(uint16_t) : sizeof(uint32_t);
}
uint32_t last_thing(const char *things, uint32_t count, uint32_t i);
void last_put_thing(char *things, uint32_t count, uint32_t i, uint32_t thing);

/* Reads the first two parts of the file with that text, with two threads. False: there are none to
 * be used, and *out is empty. What is read lives in `a` and in the text; of a record of another
 * program nothing may be reused. */
bool last_read(arena *a, sv file, pool *threads, last_build *out);
/* Reads the others, with all threads. False: there are none to be used, and *b is empty. */
bool last_read_rest(arena *a, sv file, pool *threads, last_build *b);

/* Packs and writes it, with all threads. Where `then` (NULL: nothing is) was read from there and
 * differs little, what is another now is added. The outputs get their ids. False: it cannot be
 * written. */
bool last_write(const char *path, const last_build *then, last_build *b, pool *threads);

/* True where the file that stands there now, with that stamp, holds what it did. */
bool last_file_same(const last_file *then, const char *path, const fs_stamp *now);

/* The hash of a file's bytes; all 0 where it cannot be read. */
hash last_content(const char *path);

static inline bool last_is_known(hash content) {
  return content.high != 0 || content.low != 0;
}

#endif
