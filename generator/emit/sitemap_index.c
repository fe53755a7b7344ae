#include "emit/sitemap_index.h"

#include "graph/sitemap.h"
#include "wrap/xml.h"

void emit_sitemap_index(buf *out, const site *s, size_t parts, arena *scratch) {
  buf_lit(out,
          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
          "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
  for (size_t part = 1; part <= parts; part++) {
    buf_lit(out, "  <sitemap>\n    <loc>");
    xml_text(out, s->settings.base_url);
    buf_byte(out, '/');
    xml_text(out, sitemap_name(scratch, part));
    buf_lit(out, "</loc>\n  </sitemap>\n");
  }
  buf_lit(out, "</sitemapindex>\n");
}
