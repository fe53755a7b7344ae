/* Where links and images lead, and where their targets are written. */
#include "markdown/internal.h"
#include "text/address_slips.h"

/* Schemes whose addresses run a program or smuggle a page in. */
static const char *const active_schemes[] = {"javascript", "vbscript",   "livescript", "data",
                                             "mocha",      "file",       "blob",       "jar",
                                             "feed",       "view-source"};

/* Length of the scheme of "tel:+1555", or 0 (RFC 3986, section 3.1). */
static size_t scheme_length(sv target) {
  for (size_t i = 0; i < target.len; i++) {
    char c = target.at[i];
    if (c == ':') return i;
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    bool later = (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
    if (!letter && !(i > 0 && later)) return 0;
  }
  return 0;
}

md__target md__target_kind(sv target) {
  /* Browsers pass over blanks and control characters before a scheme. */
  while (target.len && (unsigned char)target.at[0] <= ' ') target = sv_skip(target, 1);
  if (sv_starts(target, SV("#"))) return MD__FRAGMENT;
  if (sv_starts(target, SV("//")) || sv_starts(target, SV("/\\"))) return MD__ELSEWHERE;
  sv scheme = sv_first(target, scheme_length(target));
  if (!scheme.len) return MD__SITE;
  for (size_t i = 0; i < sizeof active_schemes / sizeof *active_schemes; i++) {
    if (sv_eq_nocase(scheme, sv_of(active_schemes[i]))) return MD__ACTIVE;
  }
  return MD__ELSEWHERE;
}

/* The offset of the target in `[text](target "title")` or `<target>`, or SV_NONE: a link by
 * reference has it elsewhere. */
static size_t target_in(sv written, sv target) {
  if (sv_starts(written, SV("<"))) return 1;
  size_t from = SV_NONE;
  for (size_t i = sv_find(written, SV("]("), 0); i != SV_NONE;
       i = sv_find(written, SV("]("), i + 1)) {
    from = i + 2;
  }
  if (from == SV_NONE) return SV_NONE;
  while (from < written.len && (written.at[from] == ' ' || written.at[from] == '\n')) from++;
  if (from < written.len && written.at[from] == '<') from++;
  /* Escapes and entities are undone in the target, so only its first character need agree. */
  return target.len && from < written.len && written.at[from] == target.at[0] ? from : SV_NONE;
}

diag_span md__target_span(const md__doc *doc, cmark_node *link, sv target) {
  diag_span whole = md__inline_span(doc, link);
  sv written = md__written(doc, whole);
  size_t at = target_in(written, target);
  if (at == SV_NONE) return whole;
  sv rest = sv_skip(written, at);
  size_t len = sv_starts(rest, target) ? target.len : 0;
  while (!len && len < rest.len && !strchr(" \t\r\n)>", rest.at[len])) len++;
  return diag_at(whole.file, whole.offset + at, len ? len : 1);
}

void md__report_active_at(md__doc *doc, diag_span where, sv target) {
  diag *d = diag_add(doc->sink, DIAG_MD005, md__span(doc, where), "the link to \"%.*s\" is dropped",
                     SV_ARG(sv_first(target, 60)));
  diag_hint(d, "link to a page or file of the site, to https://…, mailto: or tel:");
}

void md__report_active(md__doc *doc, cmark_node *link, sv target) {
  md__report_active_at(doc, md__target_span(doc, link, target), target);
}

bool md__report_slip(md__doc *doc, diag_span where, sv target) {
  address_slip slip;
  if (!address_slip_of(doc->scratch, target, &slip)) return false;
  diag *d = diag_add(doc->sink, slip.file ? DIAG_LK002 : DIAG_LK001, md__span(doc, where), "%.*s",
                     SV_ARG(slip.what));
  diag_hint(d, "%.*s", SV_ARG(slip.hint));
  return true;
}

static bool is_below(sv target, sv origin) {
  if (target.len < origin.len || !sv_eq_nocase(sv_first(target, origin.len), origin)) return false;
  return target.len == origin.len || strchr("/?#", target.at[origin.len]);
}

/* The pages' content security policy has browsers show the site's own images alone. */
static void check_image_host(md__doc *doc, diag_span where, sv target) {
  sv origin = doc->options->origin;
  if (!origin.len || is_below(target, origin)) return;
  diag *d = diag_add(doc->sink, DIAG_LK013, md__span(doc, where),
                     "readers do not see this image: it lies on another site");
  diag_hint(d,
            doc->options->reader_text
                ? "put the picture into content/files/ and write its name here, as in /needle.png"
                : "put the picture into content/, beside the article in a folder of its own, and "
                  "write its name here");
}

void md__put_target_at(md__doc *doc, diag_span where, body_link_kind kind, sv target, sv text) {
  md__target leads = md__target_kind(target);
  bool slot = doc->options->site_links && leads == MD__SITE;
  if (leads == MD__ELSEWHERE && (doc->options->site_links || doc->options->reader_text)) {
    bool wrong = doc->options->site_links && md__report_slip(doc, where, target);
    if (kind == BODY_IMAGE && !wrong) check_image_host(doc, where, target);
  }
  if (doc->options->site_links) {
    where = md__span(doc, where);
    body_link record = {.kind = kind,
                        .target = arena_dup(doc->a, target),
                        .text = arena_dup(doc->a, text),
                        .offset = (uint32_t)where.offset,
                        .length = (uint32_t)where.length,
                        .slot = slot ? (uint32_t)doc->html.len : BODY_NO_SLOT};
    vec_push(doc->scratch, &doc->out->links, record);
  }
  if (!slot) md__escape_href(&doc->html, target);
}

void md__put_target(md__doc *doc, cmark_node *link, body_link_kind kind, sv target, sv text) {
  diag_span where = diag_file(doc->source.file);
  if (doc->options->site_links || doc->options->reader_text) {
    where = md__target_span(doc, link, target);
  }
  md__put_target_at(doc, where, kind, target, text);
}
