/* The output folder, made exact: files are put into it by any worker while the build runs, and
 * nothing is seen of them until the commit.
 *
 *   output *out = output_open(&options, sink);
 *   output_put(out, worker, SV("articles/epidural/index.html"), html);     any thread
 *   output_page(out, page->url, page->output, page->source);               one thread
 *   if (no errors) output_commit(out, &stats);
 *   output_close(out);
 *
 * A file whose bytes stand in the folder already is not touched; the others wait under
 * `<output>/.pamphlet-stage/`. Without a commit the folder stays as it was, to the byte.
 * What the last build made (see build/manifest.h) and this one does not is removed; what no
 * build made is left alone and named in a warning (IO008), dot files excepted. Links in the
 * folder are never followed. */
#ifndef PAMPHLET_BUILD_OUTPUT_H
#define PAMPHLET_BUILD_OUTPUT_H

#include "base/sv.h"
#include "base/vec.h"
#include "build/last.h"
#include "build/manifest.h"
#include "diag/diag.h"
#include "sys/pool.h"
#include "wrap/compress.h"

typedef struct output output;

typedef struct output_options {
  const char *folder; /* where to write; made with the folders above it if it is missing */
  const char *site;   /* the site folder; .pamphlet/ in it holds the manifest, and in
                         .pamphlet/serve/ the only folders of it that may be outputs */
  sv_list sources;    /* content/ and every layouts folder: never to be written into */
  unsigned workers;   /* how many threads put files: as pool_threads says */
  pool *threads;      /* to look around with; NULL: one is enough */
  bool clean;         /* forget the manifest */
  bool looked_later;  /* whoever opens it calls output_look, before anything but what names files,
                         and output_ready, before anything but output_is_as_left */
} output_options;

/* What became of the folder: nothing; a part of its files are this build's and the others as they
 * were, each of them whole; or all are this build's. */
typedef enum output_state { OUTPUT_AS_IT_WAS, OUTPUT_PARTLY_NEW, OUTPUT_NEW } output_state;

typedef struct output_stats {
  output_state state;
  size_t made;    /* files that the site has now */
  size_t written; /* of these, new or with other bytes than before, compressed copies apart */
  size_t copies;  /* compressed copies, new or with other bytes than before */
  size_t removed; /* files of an earlier build */
  size_t foreign; /* files that no build made, dot files not counted */
} output_stats;

/* NULL: reported. BD001: the folder cannot be an output (the root of the disk, the site folder,
 * a source, a folder above or inside a source), or another build is writing to it. IO002: it
 * cannot be written. */
output *output_open(const output_options *options, diag_sink *sink);

/* Sees what stands in the folder; where `files` are given, with what the record of the last build
 * says that it left there, which lives as long as the output. */
void output_look(output *out, const last_files *files, const last_folders *folders);

/* Then finds out what the manifest says of it. `record` is of the last build, also by another
 * program, or empty. False: they are of another state of the folder, such as one that was put back
 * from an earlier time, and count as none (IO012, with the plan). */
bool output_ready(output *out, const last_build *record);

/* Puts a file with these bytes; `path` is below the output folder, with fs_stays_below. Each
 * path is put once. From any thread, `worker` being its number. False: reported (IO002); only
 * the first failure is, since the next ones have the same reason. */
bool output_put(output *out, unsigned worker, sv path, sv bytes);

/* The same with the bytes of a file, of any size. */
bool output_copy(output *out, unsigned worker, sv path, const char *from);

/* Remembers for the next build that a page is live at this address (see manifest_page); the texts
 * live as long as the output. */
void output_page(output *out, sv url, sv path, sv source);

/* What the last build made, or an empty manifest: it knows what is live now. It is read once
 * somebody asks, from one thread. */
const manifest *output_before(output *out);

/* Puts the compressed copies of every text that was put, copied or kept so far, by the methods for
 * which `wanted` is true. A copy of the last build (NULL: nothing is known of it) is kept where it
 * stands as it was left and its text is the same. */
void output_compress(output *out, const bool wanted[COMPRESS_METHODS], const last_build *last,
                     pool *threads);

/* After all was put: true where the same pages are live at the same addresses as after the last
 * build. */
bool output_same_pages(output *out);

/* Works out what a commit would do and reports what stands against it: files that no build
 * made (IO008), in the way of ours or not, and two files at one path (LK003). For builds that
 * must know every warning before they commit. False: a commit would fail. */
bool output_plan(output *out);

/* Makes the folder what this build says: after a plan, which it makes itself if there was none.
 * Before the first change it is asked whether every folder in which names change lets that happen,
 * and each that does not is reported. False: reported (IO002), and the state says how far it came;
 * the next build does the rest. */
bool output_commit(output *out, output_stats *stats);

/* After a commit that failed: true where something stands at this path still. */
bool output_still_has(const output *out, sv path);

/* Keeps a file as the last build made it, without looking at what it holds where its stamp is the
 * same. From any thread; `then` is one of those remembered. False: it is not there, or holds
 * something else. */
bool output_keep(output *out, unsigned worker, const last_file *then);

/* The two halves of that: what is asked first, of more than is kept in the end, and then done. */
bool output_stands(const output *out, const last_file *then);
void output_stay(output *out, unsigned worker, const last_file *then);

/* What a file holds that the last build made, into the arena. False: it cannot be read, or holds
 * something else. */
bool output_read(const output *out, arena *a, const last_file *then, sv *bytes);

/* Where the record of the last build lies (build/last.h). */
const char *output_last_path(const output *out);
/* The same of the parsed pages (build/pages.h), whose files' names begin so. */
const char *output_pages_path(const output *out);

/* Before output_look: true where the manifest is the one that a record goes with, which lives as
 * long as the output. And after a commit: what the record says of the one that stands there. */
bool output_has_manifest(output *out, const last_manifest *then);
last_manifest output_manifest(const output *out);

/* After output_look with a record: true where the folder holds its files with the bytes that they
 * had, folders for them and nothing else (dot files that are not among them aside). Files whose
 * stamps differ are read. */
bool output_is_as_left(const output *out);

/* After a commit: every file of this build, and the folders that they need. What each copied file
 * holds is asked of `inputs`, by its source. */
void output_list(output *out, arena *a, const last_files *inputs, last_files *files,
                 last_folders *folders);

/* Frees everything; without a commit, removes the stage, and the folder itself if it is new. */
void output_close(output *out);

#endif
