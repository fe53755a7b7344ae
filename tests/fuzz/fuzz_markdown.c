/* Markdown: converts a text, and a line of it as a field would be, with a small glossary. The bits
 * of the first byte choose the options. What it notes of the text must stand inside the text and
 * its HTML, no term is explained twice, and a glossary adds its own marks and changes nothing else.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/html_check.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "text/terms.h"

static void must(bool holds) {
  if (!holds) abort();
}

static void check_body(const body *out, size_t length, bool has_mark) {
  size_t before = 0;
  for (size_t i = 0; i < out->links.len; i++) {
    const body_link *link = &out->links.at[i];
    must((size_t)link->offset + link->length <= length + 1);
    if (link->slot == BODY_NO_SLOT) continue;
    must(link->slot >= before && link->slot <= out->html.len);
    before = link->slot;
  }
  for (size_t i = 0, least = 0; i < out->inserts.len; i++) {
    const body_insert *insert = &out->inserts.at[i];
    must(insert->slot >= least && insert->slot <= out->html.len);
    must((size_t)insert->offset + insert->length <= length);
    least = insert->slot;
    for (size_t k = 0; k < insert->argument_count; k++) {
      must(insert->arguments[k].link <= out->links.len);
    }
  }
  must(sv_find_byte(out->html, '\x0E', 0) == SV_NONE || has_mark);
  for (size_t i = 0; i < out->prose.len; i++) must(out->prose.at[i].offset <= length);
  for (size_t i = 0; i < out->headings.len; i++) must(out->headings.at[i].offset <= length);
  must(utf8_invalid(out->html) == SV_NONE);
}

/* One insert of each place and kind of argument. */
static const md_argument phone_arguments[] = {
    {.name = SV_INIT("text"), .words = MD_WORDS},
    {.name = SV_INIT("number"), .kind = MD_PHONE, .otherwise = SV_INIT("clinic")}};
static const md_argument figure_arguments[] = {
    {.name = SV_INIT("src"), .kind = MD_IMAGE, .required = true},
    {.name = SV_INIT("file"), .kind = MD_FILE},
    {.name = SV_INIT("to"), .kind = MD_LINK},
    {.name = SV_INIT("caption"), .words = MD_CAPTION}};
static const md_insert kinds[] = {{SV_INIT("phone"), true, phone_arguments, 2, false},
                                  {SV_INIT("figure"), false, figure_arguments, 4, false}};
static const md_inserts inserts = {kinds, 2, SV_INIT("202-555-0142"), SV_INIT("911")};

/* A sign of our own: where the text has none, the HTML has it from a glossary alone. */
#define OURS "\xEE\x80\x80"

/* Made once, as a build does. */
static const md_glossary *the_glossary(void) {
  static const char *const words[] = {"a",  "a b",      "steroid",   "nerve block", "b c d",
                                      "AB", "\xC3\xA9", "injection", "pain",        "a a a a"};
  enum { COUNT = sizeof words / sizeof *words };
  static arena memory;
  static md_term terms[COUNT];
  static md_glossary made;
  if (made.words) return &made;
  term_set *set = terms_open(&memory, SV("en"));
  for (uint32_t i = 0; i < COUNT; i++) {
    uint32_t number = i;
    must(terms_add(set, sv_of(words[i]), &number) == TERM_ADDED);
    sv slug = arena_printf(&memory, OURS "%u", (unsigned)i); /* no heading's */
    terms[i] = (md_term){sv_of(words[i]), slug, SV("<b>it</b>"), SV("https://g.example/")};
  }
  terms_close(set);
  made = (md_glossary){set, terms, COUNT};
  return &made;
}

static void check_terms(const body *out) {
  bool seen[16] = {false};
  for (size_t i = 0; i < out->terms.len; i++) {
    must(!seen[out->terms.at[i]]);
    seen[out->terms.at[i]] = true;
  }
}

static sv our_word(void *context, sv lang, sv name) {
  return sv_is(name, "term_meaning") ? SV(OURS) : SV("");
}

/* The HTML without what a glossary adds: links around terms, and what they mean behind a block.
 * Ends of lines go, too: such a block starts a line of its own. */
static sv without_terms(arena *a, sv html) {
  static const sv link =
      SV_INIT("<a class=\"term\" href=\"https://g.example/\" aria-describedby=\"term-" OURS);
  static const sv block = SV_INIT("<details class=\"meanings\">\n<summary>" OURS),
                  end = SV_INIT("</details>");
  char *kept = arena_chars(a, html.len), *at = kept;
  bool in_link = false;
  while (html.len) {
    size_t skip = html.at[0] == '\n';
    if (sv_starts(html, link)) {
      skip = sv_find_byte(html, '>', 0) + 1;
      in_link = true;
    } else if (in_link && sv_starts(html, SV("</a>"))) {
      skip = sizeof "</a>" - 1;
      in_link = false;
    } else if (sv_starts(html, block)) {
      skip = sv_find(html, end, 0) + end.len;
    }
    if (!skip) *at++ = html.at[0];
    html = sv_skip(html, skip ? skip : 1);
  }
  return sv_make(kept, (size_t)(at - kept));
}

static void check_glossary(arena *a, const md_options *options, sv text, const body *out) {
  md_options without = *options;
  without.glossary = NULL;
  diag_sink *sink = diag_sink_new();
  arena scratch = {0};
  body plain;
  md_convert(a, &scratch, &without, (md_source){SV("input"), text, 0}, sink, &plain);
  if (options->raw_html == HTML_LISTED) must(!html_check(&scratch, plain.html, options->html));
  must(sv_eq(without_terms(a, plain.html), without_terms(a, out->html)));
  diag_sink_free(sink);
  arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size < 1) return 0;
  sv text = {(const char *)bytes + 1, size - 1};
  /* Callers have refused these. */
  if (utf8_invalid(text) != SV_NONE || sv_find_byte(text, '\0', 0) != SV_NONE) return 0;
  md_options options = bytes[0] & 1 ? md_article_options : (md_options){.extensions = true};
  html_rules usual = {0};
  arena listed = {0};
  html_rules_usual(&listed, &usual);
  options.html = &usual;
  if (bytes[0] >> 1 & 1) options.raw_html = HTML_EVERYTHING;
  if (bytes[0] >> 4 & 1) options.raw_html = HTML_LISTED;
  if (bytes[0] & 1) options.inserts = &inserts;
  options.word = our_word;
  options.reader_text = bytes[0] >> 2 & 1;
  if (bytes[0] >> 3 & 1) options.extensions = false;
  options.super_and_subscript = bytes[0] >> 4 & 1;
  if (!(bytes[0] >> 5 & 1)) options.glossary = the_glossary();
  diag_sink *sink = diag_sink_new();
  arena memory = {0}, scratch = {0};
  body out;
  md_convert(&memory, &scratch, &options, (md_source){SV("input"), text, 0}, sink, &out);
  /* The marks of a glossary are ours, and no author may write them. */
  bool ours = options.glossary && options.raw_html != HTML_EVERYTHING &&
              sv_find(text, SV(OURS), 0) == SV_NONE;
  if (ours) check_glossary(&memory, &options, text, &out);
  if (options.raw_html == HTML_LISTED && !options.glossary)
    must(!html_check(&scratch, out.html, &usual));
  check_body(&out, text.len, sv_find_byte(text, '\x0E', 0) != SV_NONE);
  check_terms(&out);
  md_inline(&memory, &scratch, &options, text, diag_file(SV("input")), sink);
  diag_sink_free(sink);
  arena_free(&listed);
  arena_free(&memory);
  arena_free(&scratch);
  return 0;
}
