/* Every limit of the program, with its reason. Going past one is a diagnostic, never a crash
 * and never a silent cut. */
#ifndef PAMPHLET_BASE_LIMITS_H
#define PAMPHLET_BASE_LIMITS_H

/* A source file: offsets are kept in 32 bits, and no article is a book of 64 MiB. */
#define LIMIT_SOURCE_BYTES (64u * 1024 * 1024)

/* Nested YAML or JSON: deeper is an attack on the stack, not a setting. */
#define LIMIT_DATA_DEPTH 64u

/* Values in one YAML file, its aliases written out: a "billion laughs" file stops here. */
#define LIMIT_YAML_NODES 1000000u

/* HTML of articles that a build keeps in memory; what goes past it waits in a temporary file. */
#define LIMIT_BODY_MEMORY (16u * 1024 * 1024)

/* Articles on the one page of the A to Z; with more, each letter has pages of its own. */
#define LIMIT_LETTERS_TOGETHER 2000u

/* Articles among the popular ones, in each language: what is read most is a short list, and further
 * down each edit would move it. */
#define LIMIT_POPULAR 100u

/* Addresses in one site map: the protocol's limit (sitemaps.org). */
#define LIMIT_SITEMAP 50000u

/* Worker threads: more than any machine that builds a blog has. */
#define LIMIT_THREADS 256u

/* Folders inside folders under content/ and layouts/: deeper is a loop. */
#define LIMIT_FOLDER_DEPTH 32u

/* Links to folders followed in one walk: a few folders that link to each other make more paths
 * than any site has files. */
#define LIMIT_FOLDER_LINKS 1000u

/* A text with compressed copies beside it; larger ones, which no page is, have none. */
#define LIMIT_COMPRESS_BYTES (64u * 1024 * 1024)

/* A manifest: some 200 bytes a file, for more files than a web host takes. */
#define LIMIT_MANIFEST_BYTES (1024u * 1024 * 1024)

/* A path below the site folder, in bytes: what a POSIX system must accept. */
#define LIMIT_PATH_BYTES 4095u

/* Broken links, and terms that the glossary lacks, that get a "did you mean": each guess compares
 * with every address of the site, or with every term. */
#define LIMIT_LINK_GUESSES 100u

/* Blocks and partials inside each other in a layout: a partial that renders itself stops here.
 * The reference stops at the same depth. */
#define LIMIT_LIQUID_DEPTH 100u

/* What one render may print: a page is no larger than a source file. */
#define LIMIT_LIQUID_OUTPUT (64u * 1024 * 1024)

/* What one render may hold in its scratch memory: a text doubled in a loop stops here. */
#define LIMIT_LIQUID_MEMORY (256u * 1024 * 1024)

/* One text that a filter makes. */
#define LIMIT_LIQUID_TEXT (32u * 1024 * 1024)

/* Steps of all loops of one render, its partials, and the work of its filters: a loop over
 * (1..1000000000) stops here. */
#define LIMIT_LIQUID_STEPS 20000000u

/* Items of a list that a filter makes of a range or a text. */
#define LIMIT_LIQUID_ITEMS 1000000u

/* Quotes and lists inside each other in Markdown: readers are lost at five, and work on a line
 * grows with each. */
#define LIMIT_MARKDOWN_DEPTH 100u

/* Attributes of one element of HTML in an article; nobody writes so many. */
#define LIMIT_HTML_ATTRIBUTES 32u

/* Inserts of one article: the mark that keeps the place of one has three digits of 62. */
#define LIMIT_INSERTS (62u * 62u * 62u)

/* The bytes of a footnote's name: as long as a link's label may be (CommonMark 0.30, section 4.7).
 */
#define LIMIT_NOTE_LABEL 999u

/* Images that are open times links of one paragraph, added up over an article: libcmark takes a
 * step for each pair, and this many in a thousandth of a second. */
#define LIMIT_BRACKET_STEPS 1000000u

/* The short form that `*[MRI]: …` explains: looking for them takes as many steps at each word. */
#define LIMIT_ABBREVIATION_BYTES 64u

/* What is kept of the last build: some hundred bytes a file of the site. Larger, it is forgotten.
 */
#define LIMIT_LAST_BYTES ((size_t)4 * 1024 * 1024 * 1024)

/* Words of a term of the glossary: looking for terms takes as many steps at each word. */
#define LIMIT_TERM_WORDS 12u

/* Ways of writing terms whose words have the same stems, which are compared one by one. */
#define LIMIT_TERMS_ALIKE 16u

/* Comments below each other: on a telephone there is no room for more, and a layout that shows one
 * inside the other stops at LIMIT_LIQUID_DEPTH. */
#define LIMIT_THREAD_DEPTH 8u

/* Table cells that short rows leave out, as GitHub counts them: a wide head over many short rows
 * would make a page far larger than its text. */
#define LIMIT_TABLE_FILL 0x80000u

/* Connections that `serve` holds open: a thousand open pages, and more that come and go. */
#define LIMIT_CONNECTIONS 4096u

/* Seconds that a client of `serve` may be silent, or not read: a person who looks away is no
 * connection; one that is gone is not kept. */
#define LIMIT_CONNECTION_SECONDS 30u

/* A request's head, and what waits to be sent, of one connection: browsers send 2 KiB. */
#define LIMIT_CONNECTION_BYTES (32u * 1024)

/* A form that is sent to `serve`: a title and a few words. */
#define LIMIT_REQUEST_BODY (64u * 1024)

/* A page that `serve` reads whole to add its script; a larger one is sent as it is. */
#define LIMIT_PAGE_BYTES (16u * 1024 * 1024)

/* A text that the desk shows line by line: a browser takes seconds for more lines than a book has.
 */
#define LIMIT_DESK_TEXT (1024u * 1024)

/* `_headers` and `_redirects`: some thousands of rules, as hosts take them. */
#define LIMIT_HOST_FILE_BYTES (4u * 1024 * 1024)

#endif
