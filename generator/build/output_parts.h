/* Inside the output: what output.c is given, output_gather.c holds against the last build,
 * output_plan.c judges, output_rights.c asks for, and commit.c makes true. */
#ifndef PAMPHLET_BUILD_OUTPUT_PARTS_H
#define PAMPHLET_BUILD_OUTPUT_PARTS_H

#include <stdatomic.h>

#include "base/map.h"
#include "build/output.h"
#include "sys/fs.h"
#include "wrap/hash.h"

#define OUTPUT_NOTES ".pamphlet"
#define OUTPUT_STAGE ".pamphlet-stage"

/* A file of this build. */
typedef struct output__file {
  sv path;        /* NUL-terminated where it is staged */
  uint32_t then;  /* its place in output.then + 1, where it was kept; 0: it was put */
  bool staged;    /* false: it stands in the folder already */
  bool is_copy;   /* the compressed copy of another */
  fs_stamp stamp; /* as it was staged; all 0: it has to be looked at */
  hash content;   /* of the bytes put */
  sv from;        /* copied from this file; empty: bytes were put */
} output__file;
typedef VEC(output__file) output__files;

typedef VEC(uint32_t) output__numbers;

/* The files of an earlier build: things of `size` bytes that begin with a path, in that order. */
typedef struct output__earlier {
  const void *at;
  size_t count, size;
  bool numbered; /* they are those of output.then, whose places kept files name */
} output__earlier;

/* What one worker has put, so that workers need no lock; what stays is noted in output.stays. */
typedef struct output__lane {
  arena memory, scratch;
  output__files files; /* of no arena */
  sv folder;           /* the last one that was made for it in the stage */
} output__lane;

struct output {
  arena memory;
  diag_sink *sink;
  const char *folder, *manifest_path, *last_path, *pages_path;
  sv stage;
  sv made_from;     /* the highest folder that had to be made for it; empty: none */
  int stage_folder; /* open */
  int lock;
  output__lane *lanes; /* [workers] */
  pool *threads;       /* NULL: one is enough */
  unsigned workers;
  bool entered;       /* the folder is ours to write to */
  atomic_bool failed; /* a file could not be put */
  bool clean;         /* what the last build says of it does not count */

  bool known;           /* `before` was read: what it does not name is foreign */
  bool misfits;         /* it was read, and is not of what stands in the folder */
  bool before_read;     /* `before` is what the last build made */
  bool manifest_stands; /* it is the one that the record of the last build goes with */
  bool as_left;         /* all of `then` stand there, dot files apart, and nothing else */
  fs_list present;      /* what stood in the folder at the start, dot files not counted, by path */
  sv_list folders;      /* and the folders */
  last_files then;      /* what the last build left, where that is known */
  last_folders then_folders;
  fs_stamp *folder_stamps; /* [then_folders.len], with what stands there; NULL: nobody looked */
  fs_kind *folder_kinds;
  int64_t looked;         /* clock_wall: before it was seen what stands there */
  const fs_entry **there; /* [then.len]: what stands there now; NULL: nothing, or no file */
  atomic_bool *stays;     /* [then.len]: this build leaves it as it is */
  manifest before, now;
  sv manifest_text;        /* as it stands; empty: there is none, or nobody has read it */
  last_manifest said;      /* of the one that stands there */
  sv_list files_before;    /* see output__files_before */
  fs_stamp manifest_stamp; /* as it stood at the start; all 0: it does not tell */

  /* The plan. */
  bool gathered, planned, possible, committed;
  bool same_files, same_pages; /* as the last build's: what stands in the folder is in its place */
  bool changed;                /* the commit has changed something that others see */
  bool steady;                 /* just what the last build left stands in the folder */
  output__files files;         /* of all lanes, by path */
  output__numbers fresh;       /* steady: of `files`, which the last build did not make */
  output__numbers unmade;      /* steady: of `then`, which this one does not make */
  VEC(const fs_entry *) gone;  /* present, ours, and not made now */
  sv_list hidden_gone;         /* the same among dot files */
  sv_list touched;             /* folders in which the commit has changed names */
  int64_t changing;            /* clock_wall: when the commit began to change what others see */
  sv_list left;                /* folders that lose files of ours and that no file needs now */
  size_t foreign;
  uint32_t folder_count; /* of the folders that they need, dot files' apart */
  bool made_folder;      /* the commit has moved one into place */
  bool inexact;          /* a folder stays that nothing needs */
  bool said_came;        /* the manifest has the files that came */
  bool wrote_manifest;   /* it was written whole */
};

/* The whole path of something in the folder, NUL-terminated. */
sv output__path(const output *out, arena *a, sv path);

/* Sets where the site folder remembers what was built into this output, whose real path is `real`,
 * and its own way in the manifest. */
void output__remember(output *out, const char *site, sv real);

/* True where some part of the path starts with a dot: the walk did not list it. */
bool output__is_hidden(sv path);

/* A file of the last build that stays, by its place in output.then. */
output__file output__stayed(const output *out, size_t place);

/* Reads the manifest as it stands, if nobody has. */
void output__read_manifest(output *out);

/* The files in it, by path; from one thread. */
const sv_list *output__files_before(output *out);

/* True where the manifest may be what the last build made of the output; `record` as it was read,
 * also that of another program, or empty. */
bool output__fits(output *out, const last_build *record);

/* Sees what stands in the folder, whatever the last build left. */
void output__look(output *out);

/* Makes one list of what all lanes have, once, and holds it against what the last build left. */
void output__gather(output *out);

/* Adds the numbers of those files of this build that the earlier one lacks to `fresh`, and of those
 * earlier ones that this build lacks to `unmade`; the lists live as long as the output. */
void output__compare(output *out, const output__earlier *then, output__numbers *fresh,
                     output__numbers *unmade);

/* True where some file of this build stands below the folder; `near` as in sort_find, and not
 * NULL. */
bool output__needs_folder(const output *out, sv folder, size_t *near);

/* What to move so that a staged file is in its place: the highest folder that the output lacks,
 * since the stage holds nothing else in it, or the file alone. */
sv output__to_move(const output *out, sv path);

/* Before the first change: lists the folders that are left, and asks whether the commit may change
 * what it has to. False: reported, every folder that stands against it. */
bool output__may_commit(output *out);

/* After the commit: the folders that its files need, each with a stamp where one tells. */
void output__list_folders(output *out, arena *a, last_folders *all);

/* What stood there and was listed, or NULL. */
const fs_entry *output__there(const output *out, sv path);

/* True where that folder stood there; `near` as in sort_find. */
bool output__had_folder(const output *out, sv folder, size_t *near);

#endif
