/* Markdown to HTML: libcmark, with Pamphlet's own passes before it (over the source) and after
 * it (over the tree), and its own renderer. Safe to call from any thread.
 *
 * In an article the page's <h1> is its title. Where the text itself has a `# Heading` of the
 * first level, all its headings move down one level, so that their order stays and no second
 * <h1> appears.
 *
 * An image says in its alternative text what it shows. One that only decorates says so in its
 * title, with no alternative text: `![](wave.svg "decorative")`; screen readers pass it over. */
#ifndef PAMPHLET_MARKDOWN_MARKDOWN_H
#define PAMPHLET_MARKDOWN_MARKDOWN_H

#include "base/arena.h"
#include "diag/diag.h"
#include "text/html_rules.h"
#include "value/body.h"
#include "value/val.h"

/* A word or phrase that Markdown prints itself ("Urgent advice:"), in the page's language, from
 * layouts/i18n. The text comes back escaped for HTML; empty: no such word. The names:
 *
 *   callout_note callout_tip callout_warning callout_key    a callout's title, if it has none
 *   care_non_urgent care_urgent care_emergency              before a care card's title, unseen
 *   do dont                                                 a list's title, if it has none
 *   table                                                   the box that a table scrolls in
 *   footnote_back footnote_place                            the way back from a footnote; where
 *                                                           there are several: ", place 2"
 *   term_meaning                                            before the terms that are explained */
typedef sv (*md_word)(void *context, sv lang, sv name);

/* A reference of the front matter. `where` is where it stands, for what is said about it; an
 * empty file: nobody minds that the text does not cite it. */
typedef struct md_reference {
  sv id; /* empty: cannot be cited */
  diag_span where;
} md_reference;

/* What an argument of an insert is. */
typedef enum md_argument_kind {
  MD_TEXT,  /* words */
  MD_PHONE, /* a number, or `clinic` or `emergency` for those of the settings */
  MD_LINK,  /* a page or file of the site, or an address elsewhere */
  MD_FILE,  /* a file of the site */
  MD_IMAGE  /* an image of the site */
} md_argument_kind;

/* Whether an argument's text is read as a part of the article: an inline insert's words in their
 * sentence, or a caption of its own. */
typedef enum md_argument_words { MD_NO_WORDS, MD_WORDS, MD_CAPTION } md_argument_words;

typedef struct md_argument {
  sv name;
  md_argument_kind kind;
  md_argument_words words; /* of several MD_WORDS the first that is given counts */
  bool required;
  sv hint;        /* what is said where a required one is missing; may be empty */
  sv otherwise;   /* its value where none is given; empty: none */
  sv_list one_of; /* what it may be; empty: anything */
} md_argument;

/* An insert that articles may use: `{% name argument: "value" %}`. */
typedef struct md_insert {
  sv name;
  bool in_line; /* stands within a line; else alone in its paragraph */
  const md_argument *arguments;
  size_t argument_count;
  bool unclear; /* its declaration has a mistake: what articles write is not held against it */
} md_insert;

typedef struct md_inserts {
  const md_insert *all;
  size_t count;
  sv phone, emergency_number; /* of the settings; may be empty */
} md_inserts;

/* A term of the glossary, and where its page is. */
typedef struct md_term {
  sv name, slug; /* as it is shown; unique among the terms */
  sv html;       /* the definition, as md_line gives it, without links */
  sv target;     /* what a link to its page is written as */
} md_term;

/* The glossary of a language, read by all threads: terms by the numbers that `words` gives. */
typedef struct md_glossary {
  const struct term_set *words; /* text/terms.h */
  const md_term *terms;
  size_t count;
} md_glossary;

typedef struct md_options {
  bool extensions; /* tables, footnotes, task lists, strikethrough, bare addresses, definitions,
                      callouts, abbreviations */
  bool super_and_subscript; /* ^x^ and ~x~; strikethrough is ~~x~~ alone */
  bool smart;               /* curly quotes, dashes and ellipses */
  html_policy raw_html;     /* with HTML_EVERYTHING links that run a program pass, too */
  const html_rules *html;   /* of HTML_LISTED */
  bool heading_ids;
  bool heading_shift; /* no <h1> in the text: see above */
  bool figures;       /* an image alone in its paragraph becomes a figure with a caption */
  bool image_checks;  /* an image without alternative text is an error; lazy below the first */
  bool align_classes; /* a table's columns by class, in a box of their own that can scroll; off:
                         by `align`, as GitHub does */
  bool site_links;    /* leave slots for addresses; off: every target is printed as written */
  bool reader_text;   /* written by a reader: links carry rel="nofollow ugc", and md_line keeps
                         the <p> of a single paragraph */
  bool warn_pastes;   /* say where text pasted from elsewhere will come out wrong (MD002…MD004) */
  sv origin; /* of the site, "https://clinic.example": images on other ones are reported (LK013),
                since browsers are told not to show them; empty: none is */
  bool note_checks;          /* report a citation of nothing, and a note or reference never cited */
  const md_inserts *inserts; /* NULL: `{% … %}` is text */
  const md_reference *references; /* what [^id] can cite besides footnotes. Layouts print them, and
                                     then the footnotes with them, as one list */
  size_t reference_count;
  const md_glossary *glossary; /* explains the first use of each term; NULL: none is explained */
  struct term_search *term_search; /* the thread's own, of that glossary; NULL: one is made */
  arena *bulk; /* where HTML, prose and summary go; NULL: where the rest of the body goes */
  sv lang;
  md_word word;
  void *word_context;
} md_options;

/* What an article uses. `pamphlet markdown` and the suites start from zero instead. */
extern const md_options md_article_options;

typedef struct md_source {
  sv file;       /* for diagnostics */
  sv text;       /* the whole file, valid UTF-8 without a NUL; LF or CRLF */
  size_t offset; /* where the Markdown starts in it: after front matter */
} md_source;

/* Converts the text. The body lives in `a`, nothing in it points into the source; `scratch`
 * is free again afterwards. Problems go to the sink, at their place in the file. */
void md_convert(arena *a, arena *scratch, const md_options *options, md_source source,
                diag_sink *sink, body *out);

/* A line of Markdown from a field of the front matter: the body's HTML is without the enclosing
 * <p> where it is a single paragraph. `where` is where the field stands; every problem and link
 * is there. With `bulk` given, the body has neither prose nor summary, and its HTML lives in `a`.
 */
void md_line(arena *a, arena *scratch, const md_options *options, sv text, diag_span where,
             diag_sink *sink, body *out);

/* The HTML of such a line, links printed as written: for values that a layout `markdownify`s. */
sv md_inline(arena *a, arena *scratch, const md_options *options, sv text, diag_span where,
             diag_sink *sink);

#endif
