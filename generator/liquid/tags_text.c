/* Tags that hold text or none at all: raw, comments, doc, echo, assign, capture, counters. */
#include "liquid/markup.h"

/* What the reference's assign and capture take for a name: letters, digits, '-', '_', '.' and
 * square brackets, each of which may stand in round ones. */
static bool signature_byte(char c) {
  return liq__is_word(c) || c == '-' || c == '[' || c == ']' || c == '.';
}

/* The length of one such piece at the head. */
static size_t signature_piece(sv s) {
  size_t len = s.len && s.at[0] == '(';
  if (len >= s.len || !signature_byte(s.at[len])) return 0;
  len++;
  return len < s.len && s.at[len] == ')' ? len + 1 : len;
}

static size_t signature_length(sv s) {
  size_t len = 0, piece;
  while ((piece = signature_piece(sv_skip(s, len))) > 0) len += piece;
  return len;
}

/* The first name in the markup. */
static sv first_signature(sv markup) {
  while (markup.len && !signature_piece(markup)) markup = sv_skip(markup, 1);
  return sv_first(markup, signature_length(markup));
}

/* The first name with a '=' behind it, and where that is. */
static sv assigned_name(sv markup, size_t *equals) {
  for (size_t at = 0; at < markup.len;) {
    size_t len = signature_length(sv_skip(markup, at)), end = at + len;
    while (end < markup.len && liq__is_space(markup.at[end])) end++;
    if (len && end < markup.len && markup.at[end] == '=') {
      *equals = end;
      return sv_make(markup.at + at, len);
    }
    at += len ? len : 1;
  }
  return SV("");
}

/* A plain name, as Pamphlet's own grammar wants it; the reference takes any run. */
static bool named(liq__parser *p, sv name, sv where, const char *hint) {
  bool good = name.len > 0;
  if (p->set->mode == LIQ_SITE) {
    good = good && name.at[0] != '-';
    for (size_t i = 0; i < name.len; i++) {
      good = good && (liq__is_word(name.at[i]) || name.at[i] == '-');
    }
  }
  return good ||
         liq__refuse(p, DIAG_LQ001, name.len ? name : where, hint, "a plain name is missing here");
}

void liq__tag_assign(liq__parser *p, const liq__piece *tag) {
  static const char hint[] = "assign is written {% assign name = value %}";
  size_t equals = sv_find_byte(tag->markup, '=', 0);
  sv name = sv_trim(sv_first(tag->markup, equals == SV_NONE ? tag->markup.len : equals));
  if (p->set->mode != LIQ_SITE) name = assigned_name(tag->markup, &equals);
  const liq__output *value = NULL;
  if (equals == SV_NONE) {
    liq__refuse(p, DIAG_LQ001, tag->name, hint, "assign without \"=\"");
  } else if (named(p, name, tag->name, hint)) {
    value = liq__output_of(p, sv_skip(tag->markup, equals + 1));
  }
  if (value) {
    liq__emit(p, (liq__op){.code = LIQ_OP_ASSIGN,
                           .blank = true,
                           .to = liq__variable(p->set, name),
                           .place = liq__place_of(p, tag->name),
                           .as.output = value});
  } else {
    liq__report(p);
  }
  liq__node(p, true);
}

/* The name may stand in quotes. */
static sv unquoted(sv markup) {
  markup = sv_trim(markup);
  bool quoted = markup.len > 2 && (markup.at[0] == '"' || markup.at[0] == '\'') &&
                markup.at[markup.len - 1] == markup.at[0];
  return quoted ? sv_make(markup.at + 1, markup.len - 2) : markup;
}

void liq__tag_capture(liq__parser *p, const liq__piece *tag) {
  sv name = p->set->mode == LIQ_SITE ? unquoted(tag->markup) : first_signature(tag->markup);
  if (!named(p, name, tag->name, "capture is written {% capture name %}")) liq__report(p);
  liq__block block;
  liq__block_open(p, &block, tag);
  uint32_t op = liq__emit(p, (liq__op){.code = LIQ_OP_CAPTURE,
                                       .blank = true,
                                       .to = liq__variable(p->set, name),
                                       .place = liq__place_of(p, tag->name)});
  liq__piece stop;
  liq__block_part(p, &block, (const char *const[]){NULL}, &stop);
  p->ops.at[op].end = (uint32_t)p->ops.len;
  block.blank = true;
  liq__block_close(p, &block, false);
}

void liq__tag_counter(liq__parser *p, const liq__piece *tag) {
  sv name = sv_trim(tag->markup);
  bool up = sv_is(tag->name, "increment");
  if (p->set->mode == LIQ_SITE &&
      !named(p, name, tag->name, "a counter has a plain name, as in {% increment step %}")) {
    liq__report(p);
  }
  liq__emit(p, (liq__op){.code = up ? LIQ_OP_INCREMENT : LIQ_OP_DECREMENT,
                         .to = liq__variable(p->set, name),
                         .place = liq__place_of(p, tag->name)});
  liq__node(p, false);
}

void liq__tag_echo(liq__parser *p, const liq__piece *tag) {
  const liq__output *output = liq__output_of(p, tag->markup);
  if (!output)
    liq__report(p);
  else
    liq__emit(
        p,
        (liq__op){.code = LIQ_OP_PRINT, .place = liq__place_of(p, tag->name), .as.output = output});
  liq__node(p, false);
}

static void never_closed(liq__parser *p, const liq__piece *tag) {
  liq__never_closed(p, tag->name);
  p->scan.at = p->scan.source.len;
}

static void refuse_markup(liq__parser *p, const liq__piece *tag) {
  if (sv_trim(tag->markup).len == 0) return;
  liq__error(p, DIAG_LQ001, sv_trim(tag->markup), NULL, "\"%.*s\" takes nothing behind its name",
             SV_ARG(tag->name));
}

void liq__tag_raw(liq__parser *p, const liq__piece *tag) {
  liq__piece close;
  sv body;
  refuse_markup(p, tag);
  if (!liq__scan_raw(&p->scan, SV("endraw"), SV(""), &close, &body)) {
    never_closed(p, tag);
    return;
  }
  liq__emit(p, (liq__op){.code = LIQ_OP_TEXT, .place = liq__place_of(p, body), .as.text = body});
  liq__node(p, body.len == 0);
  p->trim_next = close.trim_right;
}

void liq__tag_doc(liq__parser *p, const liq__piece *tag) {
  liq__piece close;
  sv body;
  refuse_markup(p, tag);
  if (!liq__scan_raw(&p->scan, SV("enddoc"), SV("doc"), &close, &body)) {
    never_closed(p, tag);
    return;
  }
  liq__node(p, true);
  p->trim_next = close.trim_right;
}

/* Comments nest, and a raw block in one hides what is in it. Nothing else is read. */
void liq__tag_comment(liq__parser *p, const liq__piece *tag) {
  unsigned open = 1;
  liq__piece piece, close;
  sv body;
  liq__node(p, true);
  while (liq__scan_next(&p->scan, &piece)) {
    if (piece.kind != LIQ_PIECE_TAG) continue;
    if (sv_is(piece.name, "comment"))
      open++;
    else if (sv_is(piece.name, "endcomment"))
      open--;
    else if (sv_is(piece.name, "raw") &&
             !liq__scan_raw(&p->scan, SV("endraw"), SV(""), &close, &body)) {
      never_closed(p, &piece);
      return;
    }
    if (open) continue;
    if (!p->scan.lines) p->trim_next = piece.trim_right;
    return;
  }
  never_closed(p, tag);
}

void liq__tag_inline_comment(liq__parser *p, const liq__piece *tag) {
  sv rest = tag->markup, line;
  if (!sv_line(&rest, &line)) line = rest;
  while (sv_line(&rest, &line)) {
    line = sv_trim(line);
    if (line.len == 0 || line.at[0] == '#') continue;
    liq__error(p, DIAG_LQ001, line, "start every line of the comment with '#'",
               "a line of a comment without '#'");
    break;
  }
  liq__node(p, true);
}
