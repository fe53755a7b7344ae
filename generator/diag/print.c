/* The three ways to print diagnostics: for people, for programs, for GitHub's annotations. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/oom.h"
#include "base/span.h"
#include "base/utf8.h"
#include "diag/sink.h"

enum {
  PART = 64,        /* problems, and then those of the same file, which is read once for them */
  PART_MOST = 1024, /* but no more: a part's text is in memory */
  PARTS = 64,       /* made at once, where there are threads for it */
  MARGIN = 4,       /* of a source line: room for its number */
  LINE_SHOWN = 160, /* code points of a source line that a terminal can take */
  MARK_BEFORE = 60  /* of those, how many stand before the mark in a longer line */
};

/* Prints a part of the problems. */
typedef struct printer {
  buf out;
  diag_print_options options;
  diag__reader reader;
  diag__list part;
} printer;

static const char *severity_name(diag_severity severity) {
  return severity == DIAG_ERROR ? "error" : "warning";
}

static diag_severity severity_of(const diag *d, const diag_print_options *options) {
  return options->strict ? DIAG_ERROR : d->severity;
}

static bytes16 is_not_plain(bytes16 b) {
  return (bytes16)((b < 0x20) | (b >= 0x7F));
}

/* Control characters would move a terminal's cursor; tabs keep columns honest as one blank. */
static void add_shown(buf *out, sv text) {
  while (text.len) {
    size_t plain = span_until(text, 0, is_not_plain);
    buf_add(out, sv_first(text, plain));
    text = sv_skip(text, plain);
    if (text.len == 0) break;
    uint32_t c;
    size_t len = utf8_decode(text, &c);
    if (c == '\t') {
      buf_byte(out, ' ');
    } else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || (len == 1 && c >= 0x80)) {
      utf8_add(out, UTF8_REPLACEMENT);
    } else {
      buf_add(out, sv_first(text, len));
    }
    text = sv_skip(text, len);
  }
}

static void style(printer *p, const char *code) {
  if (p->options.color) buf_printf(&p->out, "\033[%sm", code);
}

static void add_number(buf *out, size_t number) {
  buf_long(out, (long long)number);
}

/* Code points are counted only where bytes do not tell. */
static bool is_longer(sv text, size_t code_points) {
  return text.len > code_points && utf8_offset(text, code_points) < text.len;
}

/* True where the place has a line; it is in *at then. */
static bool add_place(printer *p, diag_span where, diag__position *at) {
  if (where.file.len == 0) return false;
  add_shown(&p->out, where.file);
  if (!diag__locate(&p->reader, where, at)) return false;
  buf_byte(&p->out, ':');
  add_number(&p->out, at->line);
  buf_byte(&p->out, ':');
  add_number(&p->out, at->column);
  return true;
}

static void add_times(buf *out, char byte, size_t count) {
  memset(buf_reserve(out, count), byte, count);
  out->len += count;
}

/* The offset so many code points before another. */
static size_t steps_back(sv text, size_t at, size_t steps) {
  if (at >= steps && utf8_is_ascii(sv_make(text.at + at - steps, steps))) return at - steps;
  while (steps > 0 && at > 0) {
    at--;
    steps -= ((unsigned char)text.at[at] & 0xC0) != 0x80;
  }
  return at;
}

static void add_source_line(printer *p, const diag__position *at, bool error) {
  size_t first = 0, column = at->column;
  if (column > MARK_BEFORE && is_longer(at->text, LINE_SHOWN)) {
    first = column - MARK_BEFORE;
    column = MARK_BEFORE;
  }
  sv shown = sv_skip(at->text, first ? steps_back(at->text, at->byte, MARK_BEFORE - 1) : 0);
  size_t shown_len = utf8_offset(shown, LINE_SHOWN);
  char room_for_digits[BUF_DIGITS];
  sv number = buf_digits(room_for_digits, at->line, 0);
  size_t margin = number.len < MARGIN ? MARGIN : number.len;
  add_times(&p->out, ' ', margin - number.len);
  buf_add(&p->out, number);
  buf_lit(&p->out, " | ");
  if (first) buf_lit(&p->out, "\xE2\x80\xA6");
  add_shown(&p->out, sv_first(shown, shown_len));
  if (shown_len < shown.len) buf_lit(&p->out, "\xE2\x80\xA6");
  buf_byte(&p->out, '\n');
  add_times(&p->out, ' ', margin);
  buf_lit(&p->out, " | ");
  add_times(&p->out, ' ', column - 1 + (first != 0));
  style(p, error ? "1;31" : "1;33");
  size_t room = shown_len < shown.len ? LINE_SHOWN - column + 1 : at->mark_width;
  add_times(&p->out, '^', at->mark_width < room ? at->mark_width : room);
  style(p, "0");
  buf_byte(&p->out, '\n');
}

static void add_chain(printer *p, const diag *d) {
  for (size_t i = 0; i < d->chain.len; i++) {
    const diag__link *link = &d->chain.at[i];
    buf_lit(&p->out, "  while ");
    add_shown(&p->out, link->doing);
    if (link->where.file.len) buf_byte(&p->out, ' ');
    diag__position at;
    add_place(p, link->where, &at);
    if (link->subject.len) {
      buf_lit(&p->out, " for ");
      add_shown(&p->out, link->subject);
    }
    buf_byte(&p->out, '\n');
  }
}

static void add_text(printer *p, const diag *d) {
  bool error = severity_of(d, &p->options) == DIAG_ERROR;
  style(p, "1");
  diag__position at;
  bool placed = add_place(p, d->where, &at);
  if (d->where.file.len) buf_lit(&p->out, ": ");
  style(p, error ? "1;31" : "1;33");
  buf_add(&p->out, sv_of(severity_name(severity_of(d, &p->options))));
  buf_byte(&p->out, ':');
  style(p, "0");
  buf_byte(&p->out, ' ');
  add_shown(&p->out, d->message);
  buf_lit(&p->out, " [");
  buf_add(&p->out, sv_of(diag_code_name(d->code)));
  buf_lit(&p->out, "]\n");
  if (placed) add_source_line(p, &at, error);
  add_chain(p, d);
  if (d->hint.len) {
    buf_lit(&p->out, "  hint: ");
    add_shown(&p->out, d->hint);
    buf_byte(&p->out, '\n');
  }
}

/* Bytes of ASCII at the start that JSON takes as they are. */
static size_t plain_length(sv text) {
  size_t len = 0;
  while (len < text.len && text.at[len] >= 0x20 && text.at[len] != '"' && text.at[len] != '\\') {
    len++;
  }
  return len;
}

static void add_json_string(buf *out, sv text) {
  buf_byte(out, '"');
  while (text.len) {
    size_t plain = plain_length(text);
    buf_add(out, sv_first(text, plain));
    text = sv_skip(text, plain);
    if (text.len == 0) break;
    uint32_t c;
    size_t len = utf8_decode(text, &c);
    if (c == '"' || c == '\\') {
      buf_byte(out, '\\');
      buf_byte(out, (char)c);
    } else if (c < 0x20) {
      buf_printf(out, "\\u%04x", (unsigned)c);
    } else {
      utf8_add(out, c);
    }
    text = sv_skip(text, len);
  }
  buf_byte(out, '"');
}

static void add_json(printer *p, const diag *d) {
  diag__position at = {0};
  diag__locate(&p->reader, d->where, &at);
  buf_lit(&p->out, "{\"file\":");
  add_json_string(&p->out, d->where.file);
  buf_printf(
      &p->out,
      ",\"line\":%zu,\"column\":%zu,\"severity\":\"%s\",\"code\":\"%s\",\"message\":", at.line,
      at.column, severity_name(severity_of(d, &p->options)), diag_code_name(d->code));
  add_json_string(&p->out, d->message);
  buf_lit(&p->out, ",\"hint\":");
  add_json_string(&p->out, d->hint);
  buf_lit(&p->out, "}\n");
}

/* GitHub's workflow commands: %, CR and LF are escaped, in properties : and , too. */
static void add_github_text(buf *out, sv text, bool property) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    bool escaped = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (escaped) {
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    } else {
      buf_byte(out, c);
    }
  }
}

static void add_github(printer *p, const diag *d) {
  diag__position at = {0};
  bool placed = diag__locate(&p->reader, d->where, &at);
  buf_printf(&p->out, "::%s ", severity_name(severity_of(d, &p->options)));
  if (d->where.file.len) {
    buf_lit(&p->out, "file=");
    add_github_text(&p->out, d->where.file, true);
    if (placed) buf_printf(&p->out, ",line=%zu,col=%zu", at.line, at.column);
    buf_byte(&p->out, ',');
  }
  buf_printf(&p->out, "title=%s::", diag_code_name(d->code));
  add_github_text(&p->out, d->message, false);
  if (d->hint.len) {
    buf_lit(&p->out, "%0Ahint: ");
    add_github_text(&p->out, d->hint, false);
  }
  buf_byte(&p->out, '\n');
}

static void print_part(void *context, size_t i, unsigned worker) {
  static void (*const add[])(printer *, const diag *) = {
      [DIAG_TEXT] = add_text, [DIAG_JSON] = add_json, [DIAG_GITHUB] = add_github};
  (void)worker;
  printer *p = (printer *)context + i;
  buf_clear(&p->out);
  for (size_t j = 0; j < p->part.len; j++) add[p->options.format](p, p->part.at[j]);
}

/* The next part of what is left. */
static diag__list take_part(diag__list *left) {
  diag__list part = *left;
  size_t len = left->len < PART ? left->len : PART,
         most = left->len < PART_MOST ? left->len : PART_MOST;
  while (len < most && sv_eq(left->at[len]->where.file, left->at[len - 1]->where.file)) len++;
  part.len = (uint32_t)len;
  left->at += len;
  left->len -= (uint32_t)len;
  return part;
}

void diag_print(diag_sink *sink, FILE *out, diag_print_options options) {
  const diag_threads *by = &options.threads;
  if (options.format != DIAG_TEXT) options.color = false;
  printer *all = oom_malloc(PARTS * sizeof *all);
  for (size_t i = 0; i < PARTS; i++) {
    all[i] = (printer){.out = BUF_EMPTY, .options = options, .reader = {.sink = sink}};
  }
  for (diag__list left = diag__sorted(sink); left.len;) {
    size_t count = 0, most = by->run ? PARTS : 1;
    while (count < most && left.len) all[count++].part = take_part(&left);
    if (by->run) {
      by->run(by->context, count, print_part, all);
    } else {
      print_part(all, 0, 0);
    }
    for (size_t i = 0; i < count; i++) fwrite(all[i].out.at, 1, all[i].out.len, out);
  }
  for (size_t i = 0; i < PARTS; i++) {
    diag__reader_free(&all[i].reader);
    buf_free(&all[i].out);
  }
  free(all);
}

static diag_view view_of(diag__reader *reader, const diag *d) {
  diag__position at = {0};
  diag__locate(reader, d->where, &at);
  return (diag_view){d->code,    d->severity, d->where.file, at.line,       at.column,
                     d->message, d->hint,     at.text,       at.mark_width, d->where.offset};
}

void diag_each(diag_sink *sink, void (*visit)(void *context, const diag_view *view),
               void *context) {
  diag__reader reader = {.sink = sink};
  diag__list all = diag__sorted(sink);
  for (size_t i = 0; i < all.len; i++) {
    diag_view view = view_of(&reader, all.at[i]);
    visit(context, &view);
  }
  diag__reader_free(&reader);
}

void diag_each_problem(diag_sink *sink, void (*visit)(void *context, const diag_problem *problem),
                       void *context) {
  diag__list all = diag__sorted(sink);
  for (size_t i = 0; i < all.len; i++) {
    const diag *d = all.at[i];
    diag_problem problem = {d->code, d->severity, d->where, d->message, d->hint};
    visit(context, &problem);
  }
}

void diag_filter(diag_sink *sink, bool (*keep)(void *context, const diag_view *view),
                 void *context) {
  diag__reader reader = {.sink = sink};
  diag__list all = diag__sorted(sink);
  size_t kept = 0;
  for (size_t i = 0; i < all.len; i++) {
    diag_view view = view_of(&reader, all.at[i]);
    if (keep(context, &view)) all.at[kept++] = all.at[i];
  }
  sink->all.len = (uint32_t)kept;
  sink->runs.len = kept > 0;
  sink->miscounted = true;
  diag__reader_free(&reader);
}
