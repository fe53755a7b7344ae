/* One function a struct goes both ways, so that what is written is what is read: each field is
 * named once. A new field of a page is a line here; the sizes below tell when one is missing. */
#include "build/page_form.h"

#include "value/val_pack.h"

/* Writes to `out`, or without it reads from `in` into `memory`. */
typedef struct form {
  buf *out;
  unpack in;
  arena *memory;
  size_t start; /* of `out`; of `in`, how much there was */
} form;

/* Thousands of pages are read for each that is written. So everything here becomes part of the one
 * function that reads and of the one that writes, where what is left to read is in registers. */
#define INLINE static inline __attribute__((always_inline))

INLINE size_t done(const form *f) {
  return f->out ? f->out->len - f->start : f->start - f->in.rest.len;
}

#if defined(__LP64__)
#  define SIZE_IS(type, size) \
    _Static_assert(sizeof(type) == (size), "a field came or went: name it below, too")
SIZE_IS(page, 752);
SIZE_IS(page_more, 440);
SIZE_IS(body, 208);
SIZE_IS(body_link, 80);
SIZE_IS(body_insert, 80);
SIZE_IS(body_argument, 48);
SIZE_IS(body_heading, 64);
SIZE_IS(body_citation, 56);
SIZE_IS(page_reference, 128);
SIZE_IS(page_image, 80);
SIZE_IS(page_terms, 40);
SIZE_IS(person_ref, 32);
SIZE_IS(also_read, 32);
#endif

INLINE bool writes(const form *f) {
  return f->out != NULL;
}

/* The next bytes of what is read; none, and nothing behind them is believed, where so many are not
 * there. */
INLINE sv next(form *f, size_t size) {
  if (f->in.bad || f->in.rest.len < size) {
    f->in.bad = true;
    return (sv){NULL, 0};
  }
  sv taken = sv_first(f->in.rest, size);
  f->in.rest = sv_skip(f->in.rest, size);
  return taken;
}

/* What is damaged stays as it was: all zero. */
INLINE void bytes(form *f, void *at, size_t size) {
  if (writes(f)) {
    pack_bytes(f->out, at, size);
    return;
  }
  sv taken = next(f, size);
  if (taken.len) memcpy(at, taken.at, size);
}

INLINE void number(form *f, uint32_t *n) {
  bytes(f, n, sizeof *n);
}

INLINE void flag(form *f, bool *b) {
  uint8_t n = *b;
  bytes(f, &n, sizeof n);
  if (!writes(f)) *b = n != 0;
}

INLINE void small(form *f, void *at) {
  bytes(f, at, sizeof(int));
}

INLINE void text(form *f, sv *t) {
  uint32_t len = (uint32_t)t->len;
  number(f, &len);
  if (writes(f)) {
    buf_add(f->out, *t);
  } else if (len) {
    *t = next(f, len);
  }
}

/* How many items follow; none takes less than a byte, and what is damaged must not be made room
 * for. */
INLINE uint32_t count_of(form *f, size_t count) {
  uint32_t n = (uint32_t)count;
  number(f, &n);
  if (writes(f)) return n;
  if (n > f->in.rest.len) f->in.bad = true;
  return f->in.bad ? 0 : n;
}

/* Every item of a list by a function of its kind. */
#define EACH(f, list, item)                                                                       \
  do {                                                                                            \
    uint32_t each__count = count_of((f), (list)->len);                                            \
    if (!writes(f)) {                                                                             \
      (list)->at = each__count ? arena_zero((f)->memory, each__count, sizeof *(list)->at) : NULL; \
      (list)->len = (list)->cap = each__count;                                                    \
    }                                                                                             \
    for (uint32_t each__i = 0; each__i < each__count; each__i++) item((f), &(list)->at[each__i]); \
  } while (0)

INLINE void moment(form *f, date *d) {
  bytes(f, &d->seconds, sizeof d->seconds);
  bytes(f, &d->offset, sizeof d->offset);
  flag(f, &d->has_time);
}

INLINE void page_moment(form *f, page_date *d) {
  flag(f, &d->given);
  moment(f, &d->at);
}

INLINE void place(form *f, placed *p) {
  text(f, &p->text);
  number(f, &p->offset);
  number(f, &p->length);
}

INLINE void person(form *f, person_ref *r) {
  place(f, &r->as_written);
}

INLINE void terms(form *f, page_terms *t) {
  small(f, &t->taxonomy);
  EACH(f, &t->names, place);
}

INLINE void link(form *f, body_link *l) {
  small(f, &l->kind);
  flag(f, &l->of_insert);
  text(f, &l->target);
  text(f, &l->text);
  number(f, &l->offset);
  number(f, &l->length);
  number(f, &l->slot);
}

INLINE void argument(form *f, body_argument *a) {
  text(f, &a->name);
  text(f, &a->text);
  number(f, &a->offset);
  number(f, &a->length);
  number(f, &a->link);
}

INLINE void insert(form *f, body_insert *i) {
  VEC(body_argument) arguments = {(body_argument *)(uintptr_t)i->arguments, i->argument_count, 0};
  text(f, &i->name);
  number(f, &i->slot);
  number(f, &i->offset);
  number(f, &i->length);
  flag(f, &i->below_image);
  EACH(f, &arguments, argument);
  i->arguments = arguments.at;
  i->argument_count = arguments.len;
}

INLINE void heading(form *f, body_heading *h) {
  bytes(f, &h->level, sizeof h->level);
  text(f, &h->id);
  text(f, &h->text);
  text(f, &h->html);
  number(f, &h->offset);
}

INLINE void citation(form *f, body_citation *c) {
  number(f, &c->reference);
  number(f, &c->number);
  text(f, &c->id);
  EACH(f, &c->back, text);
  number(f, &c->from);
  number(f, &c->to);
  number(f, &c->link);
  number(f, &c->insert);
}

/* But for the HTML, the summary and the number of words. */
INLINE void body_parts(form *f, body *b) {
  EACH(f, &b->links, link);
  EACH(f, &b->inserts, insert);
  EACH(f, &b->headings, heading);
  EACH(f, &b->citations, citation);
  number(f, &b->last_number);
  number(f, &b->notes);
  EACH(f, &b->ids, text);
  EACH(f, &b->terms, number);
  number(f, &b->offset);
}

INLINE void line(form *f, page_line *l) {
  place(f, &l->written);
  text(f, &l->body.html);
  text(f, &l->body.summary);
  number(f, &l->body.words);
  body_parts(f, &l->body);
}

INLINE void reference(form *f, page_reference *r) {
  place(f, &r->id);
  flag(f, &r->excused);
  text(f, &r->title);
  text(f, &r->publisher);
  text(f, &r->url);
  text(f, &r->doi);
  text(f, &r->pmid);
  text(f, &r->year);
}

INLINE void also(form *f, also_read *a) {
  text(f, &a->title);
  text(f, &a->url);
}

INLINE void image(form *f, page_image *i) {
  place(f, &i->src);
  text(f, &i->alt);
  text(f, &i->caption);
}

/* A value as a text of its own, which who does not want it can pass over; empty: nil. */
INLINE sv value(form *f, val v) {
  sv packed = {"", 0};
  uint32_t len = 0;
  if (!writes(f)) {
    text(f, &packed);
    return packed;
  }
  size_t at = f->out->len;
  number(f, &len);
  if (v.kind != VAL_NIL) val_pack(f->out, v);
  len = (uint32_t)(f->out->len - at - sizeof len);
  memcpy(f->out->at + at, &len, sizeof len);
  return sv_make(f->out->at + f->out->len - len, len);
}

/* Noted is where all stand, counted from the form's beginning. */
INLINE void params(form *f, page *p, val all) {
  p->params_len = (uint32_t)value(f, all).len;
  p->params_at = done(f) - p->params_len;
  sv held = value(f, p->params);
  if (writes(f) || !held.len) return;
  unpack in = {held, false};
  p->params = val_unpack(&in, f->memory);
  if (in.bad) f->in.bad = true;
}

INLINE void origin(form *f, page *p) {
  small(f, &p->type);
  small(f, &p->kind);
  text(f, &p->source);
  text(f, &p->folder);
  flag(f, &p->bundle);
  text(f, &p->section);
  text(f, &p->slug);
  text(f, &p->lang);
}

INLINE void moments(form *f, page *p) {
  page_moment(f, &p->date);
  page_moment(f, &p->updated);
  page_moment(f, &p->reviewed);
  page_moment(f, &p->next_review);
}

INLINE void switches(form *f, page *p) {
  flag(f, &p->draft);
  flag(f, &p->toc);
  flag(f, &p->comments_open);
  flag(f, &p->featured);
  flag(f, &p->sample);
  flag(f, &p->noindex);
  flag(f, &p->glossary);
  small(f, &p->weight);
}

/* Of what few pages have. */
INLINE void said_more(form *f, page_more *more) {
  place(f, &more->layout);
  text(f, &more->url_wanted);
  text(f, &more->series);
  text(f, &more->credentials);
  text(f, &more->role);
  text(f, &more->organisation);
  small(f, &more->series_part);
  page_moment(f, &more->expires);
  EACH(f, &more->aliases, place);
  EACH(f, &more->related_exclude, place);
  place(f, &more->translation_of);
  EACH(f, &more->translated_by, place);
  EACH(f, &more->translation_checked_by, place);
  image(f, &more->image);
  EACH(f, &more->references, reference);
  EACH(f, &more->also_read, also);
}

/* What other pages are shown of it. */
INLINE void said_part(form *f, page *p, val all_params) {
  bool more = writes(f) && page_has_more(p);
  origin(f, p);
  text(f, &p->title);
  text(f, &p->description);
  moments(f, p);
  switches(f, p);
  EACH(f, &p->authors, person);
  EACH(f, &p->answered_by, person);
  EACH(f, &p->reviewed_by, person);
  EACH(f, &p->terms, terms);
  EACH(f, &p->related, place);
  flag(f, &more);
  if (!writes(f)) page_more_begin(f->memory, p, more);
  if (more) said_more(f, p->more);
  params(f, p, all_params);
  number(f, &p->name_offset);
  number(f, &p->name_length);
  text(f, &p->body.summary);
}

INLINE void text_part(form *f, page *p) {
  EACH(f, &p->key_points, line);
  EACH(f, &p->questions_to_ask, line);
  body_parts(f, &p->body);
  number(f, &p->body.words);
  if (page_has_more(p)) text(f, &p->more->fingerprint);
}

void page_form_write(buf *out, page *p, val params, size_t *said) {
  form f = {.out = out, .start = out->len};
  said_part(&f, p, params);
  *said = out->len;
  text_part(&f, p);
}

page *page_form_read(arena *a, unpack *in) {
  page *p = arena_new(a, page);
  form f = {.in = *in, .memory = a, .start = in->rest.len};
  said_part(&f, p, val_nil());
  text_part(&f, p);
  *in = f.in;
  return in->bad ? NULL : p;
}
