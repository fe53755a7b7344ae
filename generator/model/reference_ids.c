#include "model/reference_ids.h"

#include "model/url.h"

static size_t digits_at(sv text, size_t at) {
  size_t end = at;
  while (end < text.len && text.at[end] >= '0' && text.at[end] <= '9') end++;
  return end - at;
}

bool reference_is_doi(sv text) {
  enum { REGISTRANT_LEAST = 4, REGISTRANT_MOST = 9 };
  if (!sv_starts(text, SV("10."))) return false;
  size_t at = sizeof "10." - 1, digits = digits_at(text, at);
  if (digits < REGISTRANT_LEAST || digits > REGISTRANT_MOST) return false;
  at += digits;
  while (at < text.len && text.at[at] == '.') {
    digits = digits_at(text, at + 1);
    if (!digits) return false;
    at += digits + 1;
  }
  if (at + 1 >= text.len || text.at[at] != '/') return false;
  for (at++; at < text.len; at++) {
    unsigned char c = (unsigned char)text.at[at];
    if (c <= ' ' || c == 0x7F) return false;
  }
  return true;
}

sv reference_doi_in(sv text) {
  size_t at = sv_find(text, SV("10."), 0);
  sv rest = at == SV_NONE ? SV("") : sv_skip(text, at);
  return reference_is_doi(rest) ? rest : SV("");
}

bool reference_is_pmid(sv text) {
  enum { PMID_MOST = 8 };
  return text.len > 0 && text.len <= PMID_MOST && text.at[0] != '0' &&
         digits_at(text, 0) == text.len;
}

sv reference_doi_url(arena *a, sv doi) {
  return arena_cat(a, (sv[]){SV("https://doi.org/"), url_path(a, doi)}, 2);
}

sv reference_pubmed_url(arena *a, sv pmid) {
  return arena_cat(a, (sv[]){SV("https://pubmed.ncbi.nlm.nih.gov/"), url_path(a, pmid), SV("/")},
                   3);
}
