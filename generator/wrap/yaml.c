#include "wrap/yaml.h"

#include <yaml.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/oom.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "wrap/yaml_error.h"
#include "wrap/yaml_scalar.h"
#include "wrap/yaml_simple.h"

/* A node that an alias can repeat, with what a repetition costs. */
typedef struct anchored {
  node *what;
  size_t nodes;
  unsigned height;
} anchored;

typedef struct reader {
  yaml_parser_t parser;
  arena *a;
  arena scratch; /* for the time of the parse */
  sv file, text;
  size_t offset;
  diag_sink *sink;
  map anchors; /* name -> anchored */
  size_t seen_chars, seen_bytes;
  size_t nodes;          /* so far, aliases expanded */
  size_t counted, lines; /* line ends in the first `counted` bytes */
} reader;

/* The byte of a mark: libyaml counts code points. Marks move in small steps, either way. */
static size_t byte_of(reader *r, yaml_mark_t mark) {
  size_t chars = r->seen_chars, at = r->seen_bytes;
  uint32_t c;
  while (chars < mark.index && at < r->text.len) {
    at += utf8_decode(sv_skip(r->text, at), &c);
    chars++;
  }
  while (chars > mark.index && at > 0) {
    at--;
    while (at > 0 && ((unsigned char)r->text.at[at] & 0xC0) == 0x80) at--;
    chars--;
  }
  r->seen_chars = chars;
  r->seen_bytes = at;
  return at;
}

static diag_span span_of(const reader *r, size_t from, size_t to) {
  return diag_at(r->file, r->offset + from, to > from ? to - from : 0);
}

static void explain_failure(reader *r) {
  const yaml_parser_t *p = &r->parser;
  yaml__failure failure = {.problem = p->problem ? p->problem : ""};
  if (p->error == YAML_READER_ERROR) {
    failure.at = failure.began = p->problem_offset;
  } else {
    failure.at = failure.began = byte_of(r, p->problem_mark);
    if (p->context) failure.began = byte_of(r, p->context_mark);
  }
  yaml__explain(r->file, r->text, r->offset, failure, r->sink);
}

static bool next_event(reader *r, yaml_event_t *event) {
  if (yaml_parser_parse(&r->parser, event)) return true;
  explain_failure(r);
  return false;
}

static sv sv_of_yaml(const yaml_char_t *at, size_t len) {
  return sv_make((const char *)at, len);
}

static sv tag_of(const yaml_event_t *event) {
  const yaml_char_t *tag = event->type == YAML_SCALAR_EVENT ? event->data.scalar.tag
                           : event->type == YAML_SEQUENCE_START_EVENT
                               ? event->data.sequence_start.tag
                               : event->data.mapping_start.tag;
  return tag ? sv_of((const char *)tag) : SV("");
}

/* A value that begins with `!` has become a tag by accident, unless it is one of YAML's. */
static bool known_tag(reader *r, const yaml_event_t *event) {
  sv tag = tag_of(event);
  if (!tag.len || sv_is(tag, "!") || sv_starts(tag, SV("tag:yaml.org,2002:"))) return true;
  size_t from = byte_of(r, event->start_mark);
  sv rest = sv_skip(r->text, from), line = {NULL, 0};
  sv_line(&rest, &line);
  line = sv_trim(line);
  diag *d = diag_add(r->sink, DIAG_YM001, span_of(r, from, from + line.len),
                     "a value cannot begin with ! unless it is in quotes");
  sv quoted = yaml__quoted(&r->scratch, line);
  diag_hint(d, "put the value in quotes: %.*s", SV_ARG(quoted));
  return false;
}

static bool is_string_tag(sv tag) {
  return sv_is(tag, "!") || sv_is(tag, "tag:yaml.org,2002:str");
}

/* The text of a scalar: without a NUL, which "\0" would give, and which no name or path can
 * hold. */
static bool scalar_text(reader *r, const yaml_event_t *event, sv *out) {
  sv text = sv_of_yaml(event->data.scalar.value, event->data.scalar.length);
  if (sv_find_byte(text, '\0', 0) != SV_NONE) {
    size_t from = byte_of(r, event->start_mark), to = byte_of(r, event->end_mark);
    diag *d = diag_add(r->sink, DIAG_YM001, span_of(r, from, to), "a text cannot hold a NUL");
    diag_hint(d, "use single quotes, in which a backslash is only a backslash");
    return false;
  }
  *out = arena_dup(r->a, text);
  return true;
}

static node *scalar(reader *r, const yaml_event_t *event) {
  sv value;
  if (!known_tag(r, event) || !scalar_text(r, event, &value)) return NULL;
  node *n = arena_new(r->a, node);
  size_t from = byte_of(r, event->start_mark), to = byte_of(r, event->end_mark);
  while (to > from && strchr(" \t\r\n", r->text.at[to - 1])) to--;
  bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  n->kind = NODE_SCALAR;
  n->offset = r->offset + from;
  n->length = to - from;
  n->as.scalar.text = value;
  n->as.scalar.quoted = !plain || is_string_tag(tag_of(event));
  n->as.scalar.plain = n->as.scalar.quoted ? val_str(value) : yaml__plain_value(value);
  if (plain) {
    val v = n->as.scalar.plain;
    if (v.kind == VAL_STR || v.kind == VAL_NIL) {
      yaml__warn_cut(r->file, r->text, r->offset, from, to, r->sink);
    }
    if (v.kind == VAL_STR) yaml__warn_curly(r->file, value, n->offset, r->sink);
  }
  return n;
}

typedef VEC(node *) node_list;

static node *value(reader *r, const yaml_event_t *event, unsigned depth, unsigned *height);

/* Reads the next event and the value it begins; *end where it is `end_type` instead. */
static node *next_value(reader *r, yaml_event_type_t end_type, unsigned depth, unsigned *height,
                        bool *end, size_t *end_byte) {
  yaml_event_t event;
  *end = false;
  if (!next_event(r, &event)) return NULL;
  node *n = NULL;
  if (event.type == end_type) {
    *end = true;
    *end_byte = byte_of(r, event.end_mark);
  } else {
    unsigned own = 0;
    n = value(r, &event, depth, &own);
    if (own + 1 > *height) *height = own + 1;
  }
  yaml_event_delete(&event);
  return n;
}

static node *collection(reader *r, node_kind kind, const yaml_event_t *start) {
  node *n = arena_new(r->a, node);
  n->kind = kind;
  n->offset = r->offset + byte_of(r, start->start_mark);
  return n;
}

/* A block ends where its last value does; a flow collection at its bracket. */
static void set_end(reader *r, node *n, bool flow, size_t end_byte, const node *last) {
  size_t end = flow ? r->offset + end_byte : last ? last->offset + last->length : n->offset;
  n->length = end > n->offset ? end - n->offset : 0;
}

static node *sequence(reader *r, const yaml_event_t *start, unsigned depth, unsigned *height) {
  if (!known_tag(r, start)) return NULL;
  node *n = collection(r, NODE_LIST, start);
  node_list items = {0};
  for (;;) {
    bool end;
    size_t end_byte = 0;
    node *item = next_value(r, YAML_SEQUENCE_END_EVENT, depth, height, &end, &end_byte);
    if (end) {
      bool flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
      set_end(r, n, flow, end_byte, items.len ? items.at[items.len - 1] : NULL);
      break;
    }
    if (!item) return NULL;
    vec_push(&r->scratch, &items, item);
  }
  n->as.list.count = items.len;
  n->as.list.items = arena_alloc(r->a, items.len * sizeof(node *));
  if (items.len) memcpy(n->as.list.items, items.at, items.len * sizeof(node *));
  return n;
}

/* A pair of a map under way, with the line of its key. */
typedef struct read_pair {
  node_pair pair;
  size_t line;
} read_pair;

/* The line of a place; places come in the order of the text. */
static size_t line_of(reader *r, size_t offset) {
  for (; r->counted < offset; r->counted++) r->lines += r->text.at[r->counted] == '\n';
  return r->lines + 1;
}

static void report_twice(reader *r, const read_pair *first, const node_pair *second) {
  diag *d =
      diag_add(r->sink, DIAG_YM002, diag_at(r->file, second->key_offset, second->key_length),
               "\"%.*s\" stands twice; the first is on line %zu", SV_ARG(second->key), first->line);
  diag_hint(d, "keep one of the two");
}

/* The pair's key, from the event that must be a scalar. */
static bool read_key(reader *r, const yaml_event_t *event, node_pair *pair) {
  size_t from = byte_of(r, event->start_mark), to = byte_of(r, event->end_mark);
  if (event->type != YAML_SCALAR_EVENT) {
    diag *d = diag_add(r->sink, DIAG_YM001, span_of(r, from, to), "the name before : must be text");
    diag_hint(d, "write it as name: value, or put the whole value in quotes");
    return false;
  }
  *pair = (node_pair){.key_offset = r->offset + from, .key_length = to - from};
  return scalar_text(r, event, &pair->key);
}

/* A map under way. */
typedef struct mapping {
  VEC(read_pair *) pairs;
  map by_key; /* name -> read_pair, once there are many */
} mapping;

enum { COMPARED_KEYS = 16 }; /* up to here a walk over the keys is cheaper than a hash map */

static const read_pair *earlier(reader *r, mapping *m, sv key) {
  if (m->pairs.len <= COMPARED_KEYS) {
    for (size_t i = 0; i < m->pairs.len; i++) {
      if (sv_eq(m->pairs.at[i]->pair.key, key)) return m->pairs.at[i];
    }
    return NULL;
  }
  for (size_t i = m->by_key.len; i < m->pairs.len; i++) {
    map_put(&r->scratch, &m->by_key, m->pairs.at[i]->pair.key, m->pairs.at[i]);
  }
  return map_get(&m->by_key, key);
}

/* Reads one pair. False: the end, or a failure. */
static bool next_pair(reader *r, mapping *m, unsigned depth, unsigned *height, bool *end,
                      size_t *end_byte) {
  yaml_event_t event;
  *end = false;
  if (!next_event(r, &event)) return false;
  read_pair *made = arena_new(&r->scratch, read_pair);
  bool more = event.type != YAML_MAPPING_END_EVENT;
  if (!more) {
    *end = true;
    *end_byte = byte_of(r, event.end_mark);
  } else {
    more = read_key(r, &event, &made->pair);
  }
  yaml_event_delete(&event);
  if (!more) return false;
  bool none;
  made->line = line_of(r, made->pair.key_offset - r->offset);
  made->pair.value = next_value(r, YAML_NO_EVENT, depth, height, &none, end_byte);
  if (!made->pair.value) return false;
  const read_pair *first = earlier(r, m, made->pair.key);
  if (first) {
    report_twice(r, first, &made->pair);
  } else {
    vec_push(&r->scratch, &m->pairs, made);
  }
  return true;
}

static node *mapping_of(reader *r, const yaml_event_t *start, unsigned depth, unsigned *height) {
  if (!known_tag(r, start)) return NULL;
  node *n = collection(r, NODE_MAP, start);
  mapping m = {0};
  bool end;
  size_t end_byte = 0;
  while (next_pair(r, &m, depth, height, &end, &end_byte)) continue;
  if (!end) return NULL;
  bool flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  size_t count = m.pairs.len;
  set_end(r, n, flow, end_byte, count ? m.pairs.at[count - 1]->pair.value : NULL);
  n->as.map.count = count;
  n->as.map.pairs = arena_alloc(r->a, count * sizeof(node_pair));
  for (size_t i = 0; i < count; i++) n->as.map.pairs[i] = m.pairs.at[i]->pair;
  return n;
}

static bool within_limits(reader *r, size_t from, unsigned depth, size_t more_nodes) {
  r->nodes += more_nodes;
  if (depth <= LIMIT_DATA_DEPTH && r->nodes <= LIMIT_YAML_NODES) return true;
  if (depth > LIMIT_DATA_DEPTH) {
    diag_add(r->sink, DIAG_YM003, span_of(r, from, from + 1), "values nested more than %u deep",
             LIMIT_DATA_DEPTH);
  } else {
    diag_add(r->sink, DIAG_YM003, span_of(r, from, from + 1), "more than %u values in one file",
             LIMIT_YAML_NODES);
  }
  return false;
}

/* What an alias stands for, counted as if it were written out again. */
static node *repeat(reader *r, const yaml_event_t *event, unsigned depth, unsigned *height) {
  size_t from = byte_of(r, event->start_mark), to = byte_of(r, event->end_mark);
  const anchored *hit = map_get(&r->anchors, sv_of((const char *)event->data.alias.anchor));
  if (!hit) {
    sv rest = sv_skip(r->text, from), line = {NULL, 0};
    sv_line(&rest, &line);
    sv quoted = yaml__quoted(&r->scratch, sv_trim(line));
    diag *d = diag_add(r->sink, DIAG_YM001, span_of(r, from, to),
                       "a value cannot begin with * unless it is in quotes");
    diag_hint(d, "put the value in quotes: %.*s", SV_ARG(quoted));
    return NULL;
  }
  *height = hit->height;
  return within_limits(r, from, depth + hit->height, hit->nodes) ? hit->what : NULL;
}

static const yaml_char_t *anchor_of(const yaml_event_t *event) {
  switch (event->type) {
    case YAML_SCALAR_EVENT: return event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor;
    default: return NULL;
  }
}

static node *value(reader *r, const yaml_event_t *event, unsigned depth, unsigned *height) {
  if (event->type == YAML_ALIAS_EVENT) return repeat(r, event, depth, height);
  size_t before = r->nodes;
  if (!within_limits(r, byte_of(r, event->start_mark), depth, 1)) return NULL;
  node *n = NULL;
  switch (event->type) {
    case YAML_SCALAR_EVENT: n = scalar(r, event); break;
    case YAML_SEQUENCE_START_EVENT: n = sequence(r, event, depth + 1, height); break;
    case YAML_MAPPING_START_EVENT: n = mapping_of(r, event, depth + 1, height); break;
    default: break;
  }
  const yaml_char_t *anchor = anchor_of(event);
  if (n && anchor) {
    anchored *kept = arena_new(&r->scratch, anchored);
    *kept = (anchored){n, r->nodes - before, *height};
    map_put(&r->scratch, &r->anchors, arena_dup(&r->scratch, sv_of((const char *)anchor)), kept);
  }
  return n;
}

static node *nothing(reader *r) {
  node *n = arena_new(r->a, node);
  n->kind = NODE_SCALAR;
  n->offset = r->offset;
  n->as.scalar.text = SV("");
  n->as.scalar.plain = val_nil();
  return n;
}

/* What may follow the first document: nothing. */
static bool ends_here(reader *r) {
  yaml_event_t event;
  if (!next_event(r, &event)) return false;
  bool good = event.type == YAML_STREAM_END_EVENT;
  if (!good) {
    size_t from = byte_of(r, event.start_mark);
    diag *d = diag_add(r->sink, DIAG_YM001, span_of(r, from, from + 3), "a second document");
    diag_hint(d, "keep one document in a file: remove this line and what does not belong");
  }
  yaml_event_delete(&event);
  return good;
}

static node *document(reader *r) {
  for (;;) {
    yaml_event_t event;
    if (!next_event(r, &event)) return NULL;
    yaml_event_type_t type = event.type;
    node *n = NULL;
    bool skipped = type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT;
    unsigned height = 0;
    if (type == YAML_STREAM_END_EVENT) {
      n = nothing(r);
    } else if (!skipped) {
      n = value(r, &event, 0, &height);
    }
    yaml_event_delete(&event);
    if (skipped) continue;
    if (!n || type == YAML_STREAM_END_EVENT) return n;
    bool ended = next_event(r, &event); /* the document's end */
    if (ended) yaml_event_delete(&event);
    return ended && ends_here(r) ? n : NULL;
  }
}

node *yaml_parse(arena *a, sv file, sv text, size_t offset, diag_sink *sink) {
  reader r = {.a = a, .file = file, .text = text, .offset = offset, .sink = sink};
  if (sv_starts(text, UTF8_BOM)) {
    r.text = sv_skip(text, UTF8_BOM.len);
    r.offset += UTF8_BOM.len;
  }
  node *simple = yaml__simple(a, r.text, r.offset);
  if (simple) return simple;
  if (!yaml_parser_initialize(&r.parser)) oom_abort(0);
  arena_init(&r.scratch, 4096);
  yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.parser, (const unsigned char *)r.text.at, r.text.len);
  node *root = document(&r);
  yaml_parser_delete(&r.parser);
  arena_free(&r.scratch);
  return root;
}
