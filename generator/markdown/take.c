/* What the line scanner puts in the place of tables, footnotes, definitions,
 * abbreviations and divisions. */
#include "base/limits.h"
#include "markdown/marks.h"
#include "markdown/scan.h"

/* Of the lowest level, so that it does not count among the writer's own headings. */
#define TAKE_HEADING "###### "

void take__flush(md__scanner *s, size_t until) {
  if (until <= s->copied) return;
  buf_add(s->out, sv_make(s->text.at + s->copied, until - s->copied));
  s->copied = until;
  if (s->out->len && s->out->at[s->out->len - 1] != '\n' && s->out->at[s->out->len - 1] != '\r') {
    buf_byte(s->out, '\n');
  }
}

/* The marks that keep a further line inside its containers. */
static void put_prefix(md__scanner *s, size_t boxes) {
  for (size_t i = 0; i < boxes; i++) {
    if (s->boxes.at[i].kind == BOX_QUOTE) {
      buf_lit(s->out, "> ");
      continue;
    }
    for (unsigned n = 0; n < s->boxes.at[i].width; n++) buf_byte(s->out, ' ');
  }
}

/* Notes where the output's present line comes from; `line` is where that line starts. */
static void map_line(md__scanner *s, size_t source, size_t line) {
  vec_push(s->doc->scratch, &s->doc->lines,
           (md__line){(uint32_t)(s->base + source), (uint32_t)(s->out->len - line), 0});
}

static md__taken *add_taken(md__scanner *s, md__taken_kind kind, size_t from, size_t length) {
  md__taken *taken = arena_new(s->doc->scratch, md__taken);
  *taken = (md__taken){.kind = kind,
                       .line = (uint32_t)s->doc->lines.len,
                       .offset = (uint32_t)(s->base + from),
                       .length = (uint32_t)length};
  vec_push(s->doc->scratch, &s->doc->taken, taken);
  return taken;
}

/* A heading without text, to be found by its line; inside `boxes` containers. */
static void put_gap(md__scanner *s, size_t boxes) {
  size_t line = s->out->len;
  put_prefix(s, boxes);
  buf_lit(s->out, TAKE_HEADING);
  map_line(s, s->start, line);
  buf_byte(s->out, '\n');
  add_taken(s, MD__GAP, s->start, s->line.len);
}

void take__close(md__scanner *s, size_t boxes) {
  box_kind kind = s->boxes.at[boxes].kind;
  s->boxes.len = boxes;
  while (s->divs.len && s->divs.at[s->divs.len - 1] > boxes) s->divs.len--;
  s->leaf = LEAF_NONE;
  s->defines = SV_NONE;
  if (kind != BOX_NOTE && kind != BOX_DEFINITION) return;
  /* What follows must not run into the list that stands for the note or definition. */
  take__flush(s, s->start);
  put_gap(s, boxes);
}

/* The line as written up to `until`, where its containers' marks end. Returns where the output's
 * line starts. */
static size_t put_start(md__scanner *s, size_t until) {
  size_t line;
  if (s->rewritten) {
    /* The end of the line was another's text; what is left of it goes out. */
    line = s->rest_line;
    if (until > s->rest_from) buf_add(s->out, sv_skip(sv_first(s->line, until), s->rest_from));
    s->rest_waits = false;
    s->doc->lines.len--;
  } else {
    take__flush(s, s->start);
    line = s->out->len;
    s->copied = s->next;
    s->rewritten = true;
    buf_add(s->out, sv_first(s->line, until));
  }
  for (unsigned n = 0; n < s->tab_used; n++) buf_byte(s->out, ' ');
  return line;
}

/* The end of the line from `from` on, as the text of what was just opened. It waits until nothing
 * more opens on the line: it would be copied once for each. */
static void put_rest(md__scanner *s, size_t from, size_t line) {
  map_line(s, s->start + from, line);
  s->rest_from = from;
  s->rest_line = line;
  s->rest_out = s->out->len;
  s->rest_waits = true;
}

void take__end_line(md__scanner *s) {
  if (!s->rest_waits) return;
  buf_add(s->out, sv_skip(s->line, s->rest_from));
  buf_byte(s->out, '\n');
  s->rest_waits = false;
}

void take__note(md__scanner *s, sv label, size_t length) {
  size_t from = s->nonspace, outer = s->boxes.len - 1;
  size_t line = put_start(s, s->at);
  buf_lit(s->out, TAKE_HEADING);
  map_line(s, s->start + from, line);
  buf_byte(s->out, '\n');
  add_taken(s, MD__GAP, s->start + from, length);
  line = s->out->len;
  put_prefix(s, outer);
  buf_lit(s->out, "12) " TAKE_HEADING);
  map_line(s, s->start + from, line);
  buf_byte(s->out, '\n');
  add_taken(s, MD__NOTE, s->start + from, length)->label = label;
  s->boxes.at[outer].empty = false;
  while (s->at < from + length) {
    s->column++;
    s->at++;
  }
  s->tab_used = 0;
  line = s->out->len;
  put_prefix(s, outer + 1);
  put_rest(s, from + length, line);
}

void take__definition(md__scanner *s, size_t start, unsigned indent) {
  size_t outer = s->boxes.len - 1, from = s->nonspace;
  size_t line = put_start(s, start);
  buf_lit(s->out, TAKE_HEADING);
  map_line(s, s->start + from, line);
  buf_byte(s->out, '\n');
  add_taken(s, MD__DEFINITION, s->start + from, 1)->loose = s->blank_before;
  line = s->out->len;
  put_prefix(s, outer);
  while (indent-- > 0) buf_byte(s->out, ' ');
  buf_byte(s->out, '-');
  put_rest(s, from + 1, line);
}

/* ---- Abbreviations ---- */

/* A blank line stands for the line that explains one. */
void take__abbreviation(md__scanner *s, sv label, sv title) {
  size_t from = s->nonspace;
  diag_span where = diag_at(s->doc->source.file, s->base + s->start + from, s->line.len - from);
  if (label.len > LIMIT_ABBREVIATION_BYTES) {
    md__refuse(s->doc, where, "an abbreviation is too long");
    return;
  }
  size_t line = put_start(s, from);
  map_line(s, s->start + from, line);
  buf_byte(s->out, '\n');
  vec_push(s->doc->scratch, &s->doc->abbreviations, (md__abbreviation){label, title, where});
}

void take__box(md__scanner *s) {
  bool done;
  size_t text = s->rewritten ? 0 : rule_task(s->line, &done);
  sv rest = sv_skip(s->line, text);
  bool defines = text && sv_starts(rest, SV("[")) && !sv_starts(rest, SV("[^")) &&
                 sv_find(rest, SV("]:"), 0) != SV_NONE;
  if (!defines) return;
  put_rest(s, text, put_start(s, s->nonspace));
  s->doc->taken_box = true;
  s->nonspace = text;
}

/* ---- Divisions ---- */

void take__div(md__scanner *s, size_t colons) {
  sv after = sv_trim(sv_skip(s->line, s->nonspace + colons));
  size_t from = s->nonspace, name = 0;
  while (name < after.len && after.at[name] != ' ' && after.at[name] != '\t') name++;
  bool opens = name > 0;
  if (opens && s->divs.len >= LIMIT_MARKDOWN_DEPTH) {
    md__refuse(s->doc, diag_at(s->doc->source.file, s->base + s->start, s->line.len),
               "::: blocks are nested too deep");
    return;
  }
  if (!opens && !(s->divs.len && s->divs.at[s->divs.len - 1] == s->boxes.len)) return;
  size_t line = put_start(s, s->at);
  buf_lit(s->out, TAKE_HEADING);
  sv title = sv_trim(sv_skip(after, name));
  size_t title_at = title.len ? (size_t)(title.at - s->line.at) : from;
  map_line(s, s->start + title_at, line);
  md__taken *taken = add_taken(s, opens ? MD__DIV_OPEN : MD__DIV_CLOSE, s->start + from,
                               (size_t)(after.at + name - s->line.at) - from);
  taken->label = sv_first(after, name);
  buf_add(s->out, title);
  buf_lit(s->out, " #\n");
  if (opens) {
    vec_push(s->doc->scratch, &s->divs, s->boxes.len);
  } else {
    s->divs.len--;
  }
}

/* ---- Tables ---- */

/* "\|" is a pipe, in code too; its mark keeps the length. */
static void mark_pipes(md__scanner *s, size_t from) {
  for (size_t i = from + 1; i < s->out->len; i++) {
    if (s->out->at[i] != '|' || s->out->at[i - 1] != '\\') continue;
    s->out->at[i] = MD__MARK_PIPE;
    s->doc->has_marks = true;
  }
}

/* A cell is a heading of its own, so that links by reference work in it; the closing mark keeps
 * its own last #. */
static void put_cell(md__scanner *s, sv row, size_t row_at, rule_cell cell, size_t line) {
  buf_lit(s->out, TAKE_HEADING);
  buf_add(s->out, s->box);
  s->box = SV("");
  map_line(s, row_at + cell.from, line);
  size_t from = s->out->len;
  buf_add(s->out, sv_make(row.at + cell.from, cell.to - cell.from));
  mark_pipes(s, from);
  buf_lit(s->out, " #\n");
}

static void put_row(md__scanner *s, sv row, size_t row_at, size_t first_line) {
  md__taken *table = s->table;
  size_t count = s->cells.len < table->columns ? s->cells.len : table->columns;
  for (size_t i = 0; i < count; i++) {
    size_t line = i || first_line == SV_NONE ? s->out->len : first_line;
    if (i || first_line == SV_NONE) put_prefix(s, s->boxes.len);
    put_cell(s, row, row_at, s->cells.at[i], line);
  }
  vec_push(s->doc->scratch, &table->rows, (uint32_t)count);
  table->missing += table->columns - count;
}

/* A table that is a head alone counts as a block with a blank line behind it, on GitHub: the list
 * around it is loose. */
static void put_blank(md__scanner *s) {
  size_t line = s->out->len;
  put_prefix(s, s->boxes.len);
  map_line(s, s->start, line);
  buf_byte(s->out, '\n');
  s->head_end = line;
}

static void take_blank_back(md__scanner *s) {
  if (s->table->rows.len != 1) return;
  s->out->len = s->head_end;
  s->doc->lines.len--;
}

/* Bytes of the box of a task that a table's head starts with; the box goes into its first cell. */
static size_t task_box(md__scanner *s, sv head) {
  const last_line *last = &s->last;
  bool done;
  if (!last->opens || last->rewritten || s->boxes.at[s->boxes.len - 1].kind != BOX_ITEM) return 0;
  sv line = sv_make(s->text.at + last->start, last->content - last->start + head.len);
  size_t end = rule_task(line, &done);
  return end > last->content - last->start ? end - (last->content - last->start) : 0;
}

bool take__table(md__scanner *s) {
  size_t columns;
  sv delimiters = sv_skip(s->line, s->nonspace);
  const char *align = rule_delimiter_row(s->doc->scratch, delimiters, &columns);
  if (!align) return false;
  const last_line *last = &s->last;
  sv head = sv_make(s->text.at + last->content, last->end - last->content);
  while (head.len && (head.at[head.len - 1] == '\n' || head.at[head.len - 1] == '\r')) head.len--;
  size_t task = task_box(s, head);
  if (!rule_row(s->doc->scratch, sv_skip(head, task), &s->cells) || s->cells.len != columns) {
    return false;
  }
  size_t line = SV_NONE, number = last->number;
  if (last->rewritten) {
    line = s->rest_line;
    s->out->len = s->rest_out + (last->content - last->start - s->rest_from);
  } else {
    size_t before = s->out->len + (s->paragraph > s->copied ? s->paragraph - s->copied : 0);
    take__flush(s, last->start);
    mark_pipes(s, before); /* of the same paragraph, on GitHub */
    if (last->opens) {
      line = s->out->len;
      buf_add(s->out, sv_make(s->text.at + last->start, last->content - last->start));
    }
  }
  s->doc->lines.len = number;
  s->copied = s->next;
  s->rewritten = true;
  s->table = add_taken(s, MD__TABLE, last->content, head.len);
  s->table->line++;
  s->table->columns = columns;
  s->table->align = align;
  s->box = sv_first(head, task);
  put_row(s, sv_skip(head, task), last->content + task, line);
  put_blank(s);
  s->leaf = LEAF_TABLE;
  s->defines = SV_NONE;
  return true;
}

bool take__row(md__scanner *s) {
  sv row = sv_skip(s->line, s->nonspace);
  if (!rule_row(s->doc->scratch, row, &s->cells)) return false;
  if (s->table->missing > LIMIT_TABLE_FILL) {
    md__refuse(s->doc, diag_at(s->doc->source.file, s->base + s->start + s->nonspace, row.len),
               "a table with too many cells left out");
    return true;
  }
  take__flush(s, s->start);
  s->copied = s->next;
  s->rewritten = true;
  take_blank_back(s);
  put_row(s, row, s->start + s->nonspace, SV_NONE);
  return true;
}
