#include "liquid/parse.h"

#include <stdarg.h>

#include "liquid/markup.h"

liq__place liq__place_of(const liq__parser *p, sv where) {
  return (liq__place){(uint32_t)(where.at - p->template->source.at), (uint32_t)where.len};
}

bool liq__refuse(liq__parser *p, diag_code code, sv where, const char *hint, const char *format,
                 ...) {
  va_list args;
  va_start(args, format);
  p->trouble = (liq__trouble){.code = code,
                              .place = liq__place_of(p, where),
                              .message = arena_vprintf(p->scratch, format, args),
                              .hint = hint ? arena_dup(p->scratch, sv_of(hint)) : SV("")};
  va_end(args);
  return false;
}

void liq__report(liq__parser *p) {
  const liq__trouble *t = &p->trouble;
  if (!p->failed) p->template->broken = arena_dup(p->memory, t->message);
  p->failed = true;
  diag *d = diag_add(p->sink, t->code, diag_at(p->template->file, t->place.offset, t->place.length),
                     "%.*s", SV_ARG(t->message));
  if (t->hint.len) diag_hint(d, "%.*s", SV_ARG(t->hint));
}

uint32_t liq__emit(liq__parser *p, liq__op op) {
  vec_push(p->scratch, &p->ops, op);
  p->body.last_text = LIQ_NO_OP;
  return (uint32_t)p->ops.len - 1;
}

void liq__node(liq__parser *p, bool blank) {
  p->body.blank = p->body.blank && blank;
  p->body.last_text = LIQ_NO_OP;
}

void *liq__keep(liq__parser *p, const void *items, size_t count, size_t size) {
  void *kept = arena_alloc(p->memory, count * size);
  if (count) memcpy(kept, items, count * size);
  return kept;
}

static void add_text(liq__parser *p, sv text) {
  if (p->trim_next) text = liq__trim_left(text);
  p->trim_next = false;
  uint32_t number = liq__emit(p, (liq__op){.code = LIQ_OP_TEXT,
                                           .to = p->body.block,
                                           .place = liq__place_of(p, text),
                                           .as.text = text});
  p->body.last_text = number;
  p->body.blank = p->body.blank && sv_trim(text).len == 0;
}

static void add_output(liq__parser *p, const liq__piece *piece) {
  const liq__output *output = liq__output_of(p, piece->markup);
  if (!output) {
    liq__report(p);
    output = arena_new(p->memory, liq__output);
  }
  liq__emit(
      p,
      (liq__op){.code = LIQ_OP_PRINT, .place = liq__place_of(p, piece->text), .as.output = output});
  liq__node(p, false);
}

void liq__never_closed(liq__parser *p, sv name) {
  sv hint = arena_printf(p->scratch, "add {%% end%.*s %%} where it should end", SV_ARG(name));
  liq__error(p, DIAG_LQ004, name, arena_cstr(p->scratch, hint), "\"%.*s\" is never closed",
             SV_ARG(name));
}

static void trim_around(liq__parser *p, const liq__piece *piece) {
  if (piece->trim_left && p->body.last_text != LIQ_NO_OP) {
    liq__op *text = &p->ops.at[p->body.last_text];
    text->as.text = liq__trim_right(text->as.text);
  }
  p->trim_next = piece->trim_right;
}

static void report_unclosed(liq__parser *p, const liq__piece *piece) {
  sv start = sv_first(piece->text, 2);
  if (piece->kind == LIQ_PIECE_UNCLOSED_OUTPUT) {
    liq__error(p, DIAG_LQ001, start, "end it with }}", "\"{{\" is never closed");
  } else if (piece->kind == LIQ_PIECE_UNCLOSED_TAG) {
    liq__error(p, DIAG_LQ001, start, "end it with %}", "\"{%%\" is never closed");
  } else {
    liq__error(p, DIAG_LQ001, piece->text, "a tag starts with its name, as in {% if … %}",
               "a tag without a name");
  }
}

bool liq__parse_nodes(liq__parser *p, liq__piece *stop) {
  liq__piece piece;
  while (liq__scan_next(&p->scan, &piece)) {
    if (piece.kind == LIQ_PIECE_TEXT) {
      add_text(p, piece.text);
      continue;
    }
    if (!p->scan.lines) trim_around(p, &piece);
    if (piece.kind == LIQ_PIECE_OUTPUT) {
      add_output(p, &piece);
    } else if (piece.kind == LIQ_PIECE_TAG) {
      const liq__tag *tag = liq__tag_find(piece.name);
      if (!tag) {
        *stop = piece;
        return true;
      }
      tag->parse(p, &piece);
    } else {
      report_unclosed(p, &piece);
    }
  }
  return false;
}

static bool is_end(sv name) {
  return sv_starts(name, SV("end")) && liq__tag_find(sv_skip(name, 3)) != NULL;
}

/* A tag that opens nothing and that the block around does not know. */
static void unknown_tag(liq__parser *p, const liq__piece *tag, sv block) {
  const sv *names;
  size_t count = liq__tag_names(&names);
  bool known = is_end(tag->name);
  for (size_t i = 0; i < count; i++) known = known || sv_eq(names[i], tag->name);
  if (known && block.len) {
    sv hint = arena_printf(p->scratch, "the \"%.*s\" that is open here ends with {%% end%.*s %%}",
                           SV_ARG(block), SV_ARG(block));
    liq__error(p, DIAG_LQ001, tag->name, arena_cstr(p->scratch, hint),
               "\"%.*s\" is not expected here", SV_ARG(tag->name));
    return;
  }
  if (known) {
    liq__error(p, DIAG_LQ001, tag->name, "nothing is open here that it could belong to",
               "\"%.*s\" is not expected here", SV_ARG(tag->name));
    return;
  }
  sv near = diag_nearest(tag->name, names, count);
  sv hint = arena_printf(p->scratch, "did you mean \"%.*s\"?", SV_ARG(near));
  liq__error(p, DIAG_LQ002, tag->name, near.len ? arena_cstr(p->scratch, hint) : NULL,
             "there is no tag \"%.*s\"", SV_ARG(tag->name));
}

void liq__block_open(liq__parser *p, liq__block *block, const liq__piece *tag) {
  *block = (liq__block){.name = tag->name,
                        .outer = p->body,
                        .serial = ++p->blocks,
                        .first = (uint32_t)p->ops.len,
                        .blank = true};
}

bool liq__block_part(liq__parser *p, liq__block *block, const char *const *inner,
                     liq__piece *stop) {
  bool again = false;
  p->body = (liq__body){.blank = true, .last_text = LIQ_NO_OP, .block = block->serial};
  if (++p->depth > LIMIT_LIQUID_DEPTH) {
    liq__error(p, DIAG_LQ001, block->name, "render a partial for the inner part",
               "Nesting too deep");
    p->scan.at = p->scan.source.len; /* whatever follows would be as deep */
    p->depth--;
    return false;
  }
  for (;;) {
    if (!liq__parse_nodes(p, stop)) {
      liq__never_closed(p, block->name);
      break;
    }
    if (sv_starts(stop->name, SV("end")) && sv_eq(sv_skip(stop->name, 3), block->name)) break;
    for (; *inner && !again; inner++) again = sv_is(stop->name, *inner);
    if (again) break;
    unknown_tag(p, stop, block->name);
  }
  p->depth--;
  block->blank = block->blank && p->body.blank;
  return again;
}

void liq__block_close(liq__parser *p, liq__block *block, bool suppress) {
  if (suppress && block->blank) {
    for (size_t i = block->first; i < p->ops.len; i++) {
      liq__op *op = &p->ops.at[i];
      if (op->code == LIQ_OP_TEXT && op->to == block->serial) op->as.text.len = 0;
    }
  }
  p->body = block->outer;
  liq__node(p, block->blank);
}

void liq__tag_liquid(liq__parser *p, const liq__piece *tag) {
  if (++p->depth > LIMIT_LIQUID_DEPTH) {
    liq__error(p, DIAG_LQ001, tag->name, NULL, "Nesting too deep");
  } else {
    liq__scan outer = p->scan;
    p->scan = (liq__scan){.source = tag->markup, .lines = true};
    liq__piece stop;
    while (liq__parse_nodes(p, &stop)) unknown_tag(p, &stop, SV(""));
    p->scan = outer;
  }
  p->depth--;
}

static void parse_template(liq__parser *p, size_t offset) {
  p->scan.source = sv_skip(p->template->source, offset);
  p->body = (liq__body){.blank = true, .last_text = LIQ_NO_OP};
  liq__piece stop;
  while (liq__parse_nodes(p, &stop)) unknown_tag(p, &stop, SV(""));
}

const liq_template *liq_parse(liq_set *set, sv name, sv file, sv source, size_t offset,
                              liq_escape escape, diag_sink *sink) {
  arena scratch;
  arena_init(&scratch, 0);
  liq_template *t = arena_new(&set->memory, liq_template);
  *t = (liq_template){.set = set,
                      .name = arena_dup(&set->memory, name),
                      .file = arena_dup(&set->memory, file),
                      .source = arena_dup(&set->memory, source),
                      .escape = escape};
  liq__parser p = {
      .set = set, .template = t, .sink = sink, .memory = &set->memory, .scratch = &scratch};
  if (source.len > LIMIT_SOURCE_BYTES) {
    liq__error(&p, DIAG_IO005, sv_first(t->source, 0), NULL, "a layout of more than 64 MiB");
  } else {
    parse_template(&p, offset < source.len ? offset : source.len);
  }
  t->ops.at = liq__keep(&p, p.ops.at, p.ops.len, sizeof *p.ops.at);
  t->ops.len = t->ops.cap = p.ops.len;
  map_put(&set->memory, &set->templates, t->name, t);
  arena_free(&scratch);
  return p.failed ? NULL : t;
}
