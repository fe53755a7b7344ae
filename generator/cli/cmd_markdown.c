/* One Markdown file to HTML, as an article would show it, but with links as written. */
#include <unistd.h>

#include "base/utf8.h"
#include "build/source.h"
#include "cli/commands.h"

static bool read_input(arena *a, diag_sink *sink, sv *text) {
  buf all = BUF_EMPTY;
  for (;;) {
    ssize_t got = read(STDIN_FILENO, buf_reserve(&all, 65536), 65536);
    if (got <= 0) break;
    all.len += (size_t)got;
  }
  *text = arena_dup(a, buf_sv(&all));
  buf_free(&all);
  size_t bad = utf8_invalid(*text);
  diag_source_text(sink, SV("-"), *text);
  if (bad == SV_NONE && sv_find_byte(*text, '\0', 0) == SV_NONE) return true;
  diag_add(sink, DIAG_IO004, diag_at(SV("-"), bad, 1), "the text is not UTF-8");
  return false;
}

int cmd_markdown(const options *o) {
  arena memory = {0};
  buf html = BUF_EMPTY;
  diag_sink *sink = diag_sink_new();
  sv file = o->arguments.len ? o->arguments.at[0] : SV("-"), text;
  bool good =
      sv_is(file, "-") ? read_input(&memory, sink, &text) : source_read(&memory, file, sink, &text);
  if (good) {
    build_options of_site = site_options(&memory, o);
    /* Whether the file is inside is told by their texts. */
    if (sv_starts(file, SV("/"))) of_site.content = option_or(o, OPTION_CONTENT, "content");
    build_text(&of_site, file, text, sink, &html);
    fwrite(html.at, 1, html.len, stdout);
  }
  print_problems(sink, o, false);
  good = good && diag_count(sink, DIAG_ERROR) == 0;
  diag_sink_free(sink);
  buf_free(&html);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
