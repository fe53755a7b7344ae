/* A whole build: content and layouts in, a site out. */
#ifndef PAMPHLET_BUILD_BUILD_H
#define PAMPHLET_BUILD_BUILD_H

#include "base/vec.h"
#include "build/output.h"
#include "build/slowest.h"
#include "check/built_links.h"
#include "diag/diag.h"
#include "model/site.h"
#include "value/date.h"

/* A site as it was built, kept so that single pages of it can be made again: build/preview.h. */
typedef struct run kept_site;

typedef struct build_options {
  sv content;      /* folder; "content" */
  sv_list layouts; /* folders, the first that has a file wins */
  sv output;       /* folder; "public" */
  sv base_url;     /* empty: site.yaml's */
  bool drafts, future, expired;
  bool check;       /* find problems only: nothing is written, no output is opened */
  bool strict;      /* warnings keep the output as it was, too */
  bool plain;       /* no compressed copies, whatever the settings say */
  bool clean;       /* forget the manifest */
  bool timings;     /* find out which files and layouts take longest */
  bool ends;        /* the program ends with the build: what that holds is left to the system */
  unsigned threads; /* 0: one a processor */
  sv today;         /* a date as date_parse reads it; empty: the clock */
  sv version;       /* "Pamphlet 0.1.0" */

  /* Sees the linked site before it is let go. May be NULL; if not, the site is read and linked even
   * where nothing has changed since the last build. */
  void (*checked)(void *context, const site *s);
  void *checked_context;
  /* With `check`: sees each file that a build would write, from any thread, before `checked`
   * is called. May be NULL. */
  void (*seen)(void *context, const built_file *file);
  void *seen_context;

  /* Where a build without an error puts its site; another puts NULL there. The caller lets it go,
   * and leaves what these options name as it is until then. NULL: no site is kept. */
  kept_site **keep;
} build_options;

/* How long each stage took, what it did, and the most memory in use until its end. */
typedef struct build_stage {
  const char *name;
  double seconds;
  size_t count; /* of files, pages, outputs */
  size_t peak_bytes;
} build_stage;

enum { BUILD_STAGES = 6 };

typedef struct build_result {
  size_t articles, pages; /* articles shown, HTML pages of the site */
  size_t pages_kept;      /* of the pages, those that were not made anew */
  size_t left_out[3];     /* drafts, scheduled, expired */
  output_stats written;
  bool nothing_to_do; /* neither what is read nor what was written has changed since the last build
                       */
  size_t sources, taken;  /* pages of content/, and how many the last build had parsed already */
  size_t outputs, stayed; /* what layouts make, and how much of it was as the last build left it */
  build_stage stages[BUILD_STAGES];
  size_t stage_count;
  slowest slowest; /* empty unless asked for */
  double seconds;
} build_result;

/* Builds. False: there was an error (with `strict`, a warning), and the output is as it was, unless
 * that came in the middle of the commit: result->written.state tells. */
bool build_run(const build_options *options, diag_sink *sink, build_result *result);

/* NULL is fine. */
void build_let_go(kept_site *kept);

/* Reads and links the site, hands it to `use` and lets it go again; for commands that ask a
 * question about it. False: it has errors, though `use` may have seen what there is. */
bool build_site(const build_options *options, diag_sink *sink,
                void (*use)(void *context, const site *s), void *context);

/* Parses these files of content/ and no other page, with every check of what they say (`check`),
 * and shows each to `use`: for whoever asks about a few of many. Nothing is linked. False: the site
 * cannot be read. May run beside another build of the same site. */
bool build_pages(const build_options *options, const sv_list *files, diag_sink *sink,
                 void (*use)(void *context, const page *p), void *context);

/* Converts one text as an article of the site is converted: its front matter is skipped, its
 * references stand behind it as a list, the site's glossary, inserts, words and switches are used.
 * Links to pages stay as they are written, and of the site only what the text needs is read;
 * what is wrong elsewhere in it is not reported. Where the options' `content` folder is none
 * of a site, the text is converted by itself. `file` names it in messages, and says by its path
 * below content/ what it is. */
void build_text(const build_options *options, sv file, sv text, diag_sink *sink, buf *html);

#endif
