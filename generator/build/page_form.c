/* One function a struct goes both ways, so that what is written is what is read: each field is
 * named once. A new field of a page is a line here; the sizes below tell when one is missing. */
#include "build/page_form.h"

#include "value/val_pack.h"

/* Writes to `out`, or without it reads from `in` into `memory`. */
typedef struct form {
  buf *out;
  unpack *in;
  arena *memory, *scratch;
  size_t start; /* of `out`; of `in`, how much there was */
} form;

static size_t done(const form *f) {
  return f->out ? f->out->len - f->start : f->start - f->in->rest.len;
}

#if defined(__LP64__)
#  define SIZE_IS(type, size) \
    _Static_assert(sizeof(type) == (size), "a field came or went: name it below, too")
SIZE_IS(page, 768);
SIZE_IS(page_more, 408);
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

static void bytes(form *f, void *at, size_t size) {
  if (f->out) {
    pack_bytes(f->out, at, size);
  } else {
    unpack_bytes(f->in, at, size);
  }
}

static void number(form *f, uint32_t *n) {
  bytes(f, n, sizeof *n);
}

static void flag(form *f, bool *b) {
  uint8_t n = *b;
  bytes(f, &n, sizeof n);
  if (!f->out) *b = n != 0;
}

static void small(form *f, void *at) {
  bytes(f, at, sizeof(int));
}

static void text(form *f, sv *t) {
  if (f->out) {
    pack_text(f->out, *t);
    return;
  }
  sv read = unpack_text(f->in);
  if (read.len || t->at) *t = read; /* what is empty stays all zero: page_more_kept looks for it */
}

/* How many items follow; none takes less than a byte, and what is damaged must not be made room
 * for. */
static uint32_t count_of(form *f, size_t count) {
  uint32_t n = (uint32_t)count;
  if (f->out) {
    pack_u32(f->out, n);
    return n;
  }
  return unpack_count(f->in, 1);
}

/* Every item of a list by a function of its kind. */
#define EACH(f, list, item)                                                                       \
  do {                                                                                            \
    uint32_t each__count = count_of((f), (list)->len);                                            \
    if (!(f)->out) {                                                                              \
      (list)->at = each__count ? arena_zero((f)->memory, each__count, sizeof *(list)->at) : NULL; \
      (list)->len = (list)->cap = each__count;                                                    \
    }                                                                                             \
    for (uint32_t each__i = 0; each__i < each__count; each__i++) item((f), &(list)->at[each__i]); \
  } while (0)

static void moment(form *f, date *d) {
  bytes(f, &d->seconds, sizeof d->seconds);
  bytes(f, &d->offset, sizeof d->offset);
  flag(f, &d->has_time);
}

static void page_moment(form *f, page_date *d) {
  flag(f, &d->given);
  moment(f, &d->at);
}

static void place(form *f, placed *p) {
  text(f, &p->text);
  number(f, &p->offset);
  number(f, &p->length);
}

static void person(form *f, person_ref *r) {
  place(f, &r->as_written);
}

static void terms(form *f, page_terms *t) {
  small(f, &t->taxonomy);
  EACH(f, &t->names, place);
}

static void link(form *f, body_link *l) {
  small(f, &l->kind);
  flag(f, &l->of_insert);
  text(f, &l->target);
  text(f, &l->text);
  number(f, &l->offset);
  number(f, &l->length);
  number(f, &l->slot);
}

static void argument(form *f, body_argument *a) {
  text(f, &a->name);
  text(f, &a->text);
  number(f, &a->offset);
  number(f, &a->length);
  number(f, &a->link);
}

static void insert(form *f, body_insert *i) {
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

static void heading(form *f, body_heading *h) {
  bytes(f, &h->level, sizeof h->level);
  text(f, &h->id);
  text(f, &h->text);
  text(f, &h->html);
  number(f, &h->offset);
}

static void citation(form *f, body_citation *c) {
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
static void body_parts(form *f, body *b) {
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

static void line(form *f, page_line *l) {
  place(f, &l->written);
  text(f, &l->body.html);
  text(f, &l->body.summary);
  number(f, &l->body.words);
  body_parts(f, &l->body);
}

static void reference(form *f, page_reference *r) {
  place(f, &r->id);
  flag(f, &r->excused);
  text(f, &r->title);
  text(f, &r->publisher);
  text(f, &r->url);
  text(f, &r->doi);
  text(f, &r->pmid);
  text(f, &r->year);
}

static void also(form *f, also_read *a) {
  text(f, &a->title);
  text(f, &a->url);
}

static void image(form *f, page_image *i) {
  place(f, &i->src);
  text(f, &i->alt);
  text(f, &i->caption);
}

/* Noted is where it stands, counted from the form's beginning. */
static void params(form *f, page *p) {
  p->params_at = done(f);
  if (f->out) {
    val_pack(f->out, p->params);
  } else {
    p->params = val_unpack(f->in, f->scratch);
  }
  p->params_len = (uint32_t)(done(f) - p->params_at);
}

static void origin(form *f, page *p) {
  small(f, &p->type);
  small(f, &p->kind);
  text(f, &p->source);
  text(f, &p->folder);
  flag(f, &p->bundle);
  text(f, &p->section);
  text(f, &p->slug);
  text(f, &p->lang);
}

static void moments(form *f, page *p) {
  page_moment(f, &p->date);
  page_moment(f, &p->updated);
  page_moment(f, &p->more->expires);
  page_moment(f, &p->reviewed);
  page_moment(f, &p->next_review);
}

static void switches(form *f, page *p) {
  flag(f, &p->draft);
  flag(f, &p->toc);
  flag(f, &p->comments_open);
  flag(f, &p->featured);
  flag(f, &p->sample);
  flag(f, &p->noindex);
  flag(f, &p->glossary);
  small(f, &p->weight);
  small(f, &p->more->series_part);
}

/* What other pages are shown of it. */
static void said_part(form *f, page *p) {
  page_more *more = p->more;
  sv *const texts[] = {&p->title,          &p->description, &more->url_wanted,  &more->series,
                       &more->credentials, &more->role,     &more->organisation};
  origin(f, p);
  place(f, &more->layout);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) text(f, texts[i]);
  moments(f, p);
  switches(f, p);
  EACH(f, &p->authors, person);
  EACH(f, &p->answered_by, person);
  EACH(f, &p->reviewed_by, person);
  EACH(f, &p->terms, terms);
  EACH(f, &more->aliases, place);
  EACH(f, &p->related, place);
  EACH(f, &more->related_exclude, place);
  place(f, &more->translation_of);
  image(f, &more->image);
  EACH(f, &more->references, reference);
  EACH(f, &more->also_read, also);
  params(f, p);
  number(f, &p->name_offset);
  number(f, &p->name_length);
  text(f, &p->body.summary);
}

static void text_part(form *f, page *p) {
  EACH(f, &p->key_points, line);
  EACH(f, &p->questions_to_ask, line);
  body_parts(f, &p->body);
  number(f, &p->body.words);
  text(f, &p->more->fingerprint);
}

void page_form_write(buf *out, page *p, size_t *said) {
  form f = {.out = out, .start = out->len};
  said_part(&f, p);
  *said = out->len;
  text_part(&f, p);
}

page *page_form_read(arena *a, arena *scratch, unpack *in) {
  page *p = arena_new(a, page);
  page_more more;
  memset(&more, 0, sizeof more);
  p->more = &more;
  form f = {.in = in, .memory = a, .scratch = scratch, .start = in->rest.len};
  said_part(&f, p);
  text_part(&f, p);
  p->more = page_more_kept(a, &more);
  return in->bad ? NULL : p;
}
