#include "desk/desk.h"

#include <stdlib.h>

#include "base/oom.h"
#include "desk/checker.h"
#include "desk/client.h"
#include "desk/form.h"
#include "desk/html.h"
#include "desk/pages.h"

struct desk {
  desk_options options;
  catalogue *next; /* of a build that is not handed over yet; one thread at a time looks at it */
  pthread_mutex_t lock;
  /* Below here with the lock. */
  catalogue *now;
  checker checker;
  arena made_memory;
  sv_list made; /* files that its form made */
};

desk *desk_new(const desk_options *options) {
  desk *d = oom_malloc(sizeof *d);
  *d = (desk){.options = *options};
  pthread_mutex_init(&d->lock, NULL);
  d->checker = (checker){.build = &d->options.build, .lock = &d->lock, .now = &d->now};
  checker_open(&d->checker);
  return d;
}

void desk_free(desk *d) {
  checker_close(&d->checker);
  catalogue_free(d->next);
  catalogue_free(d->now);
  arena_free(&d->made_memory);
  pthread_mutex_destroy(&d->lock);
  free(d);
}

/* --- builds ----------------------------------------------------------------------------------- */

void desk_see_site(void *context, const site *s) {
  desk *d = context;
  catalogue_free(d->next);
  d->next = catalogue_new(s);
}

void desk_see_build(desk *d, sv_list changed, diag_sink *problems) {
  pthread_mutex_lock(&d->lock);
  catalogue *before = d->now;
  if (d->next) {
    d->now = d->next;
    if (before) catalogue_inherit(d->now, before);
  }
  if (d->now) {
    catalogue_saved(d->now, &d->options.build, &changed);
    catalogue_said(d->now, problems);
  }
  checker_look(&d->checker);
  pthread_mutex_unlock(&d->lock);
  if (d->next) catalogue_free(before);
  d->next = NULL;
}

/* --- requests --------------------------------------------------------------------------------- */

/* A request on its way to its page, with the lock. */
typedef struct turn {
  desk *desk;
  const desk_question *asked;
  desk_answer *answer;
  desk_view view;
  buf out;
} turn;

static sv field(const turn *t, const char *name) {
  return form_field(t->asked->memory, t->asked->fields, name);
}

static bool answer_list(turn *t) {
  choice c = choice_read(t->asked->memory, t->asked->fields);
  list_page(&t->out, &t->view, &c);
  return true;
}

static bool is_made(const desk *d, sv file) {
  for (size_t i = 0; i < d->made.len; i++) {
    if (sv_eq(d->made.at[i], file)) return true;
  }
  return false;
}

/* Files are shown by the names that the site knows; no other name opens anything. */
static bool answer_article(turn *t) {
  desk *d = t->desk;
  sv file = field(t, "file");
  checker_hurry(&d->checker, file);
  t->view.catalogue = d->now;
  const desk_row *row = d->now ? catalogue_row(d->now, file) : NULL;
  if (row) {
    article_page(&t->out, &t->view, row);
  } else if (is_made(d, file)) {
    made_page(&t->out, &t->view, file, true); /* the build that finds it is under way */
  }
  return t->out.len > 0;
}

static bool answer_made(turn *t) {
  sv file = field(t, "file");
  if (!is_made(t->desk, file)) return false;
  sv people =
      arena_cat(t->asked->memory, (sv[]){t->desk->options.build.content, SV("/people/")}, 2);
  made_page(&t->out, &t->view, file, !sv_starts(file, people));
  return true;
}

/* --- making articles -------------------------------------------------------------------------- */

static bool is_kind(const new_form *form) {
  for (size_t i = 0; i < form->kinds.len; i++) {
    if (sv_eq(form->kinds.at[i], form->kind)) return true;
  }
  return false;
}

static bool is_token(sv wanted, sv given) {
  unsigned differ = wanted.len != given.len || wanted.len == 0;
  for (size_t i = 0; i < wanted.len && i < given.len; i++) {
    differ |= (unsigned char)(wanted.at[i] ^ given.at[i]);
  }
  return differ == 0;
}

/* What keeps a form from being taken, in the desk's own words; DESK_WORD_COUNT: nothing. */
static desk_word wrong_with(const turn *t, const new_form *form) {
  if (!is_token(t->desk->options.token, field(t, "token"))) return W_NEW_STALE;
  if (!form->title.len) return W_NEW_NO_TITLE;
  return is_kind(form) ? DESK_WORD_COUNT : W_NEW_NO_KIND;
}

static bool make(turn *t, new_form *form, findings *problems) {
  desk *d = t->desk;
  const desk_options *o = &d->options;
  diag_sink *sink = diag_sink_new();
  sv path;
  bool good = o->create(o->context, t->asked->memory, form->kind, form->title, sink, &path);
  findings_take(t->asked->memory, problems, sink, false);
  diag_sink_free(sink);
  if (!good) return false;
  vec_push(&d->made_memory, &d->made, arena_dup(&d->made_memory, path));
  buf to = BUF_EMPTY;
  buf_lit(&to, DESK_PREFIX "made?file=");
  html_query(&to, path);
  t->answer->location = arena_dup(t->asked->memory, buf_sv(&to));
  buf_free(&to);
  return true;
}

static bool answer_new(turn *t) {
  const desk_options *o = &t->desk->options;
  findings problems = {0};
  desk_word wrong = DESK_WORD_COUNT;
  new_form form = {.title = sv_trim(field(t, "title")),
                   .kind = field(t, "kind"),
                   .token = o->token,
                   .kinds = o->kinds(o->context, t->asked->memory),
                   .problems = &problems};
  if (t->asked->post) {
    wrong = wrong_with(t, &form);
    if (wrong == DESK_WORD_COUNT && make(t, &form, &problems)) return true;
    t->answer->status = wrong == W_NEW_STALE ? 403 : 422;
  }
  if (wrong != DESK_WORD_COUNT) form.wrong = &wrong;
  new_page(&t->out, &t->view, &form);
  return true;
}

/* --- which page ------------------------------------------------------------------------------- */

static const struct {
  const char *path;
  bool (*answer)(turn *t);
  bool takes_forms;
} pages[] = {
    {"", answer_list, false},
    {"article", answer_article, false},
    {"new", answer_new, true},
    {"made", answer_made, false},
};

static bool answer_page(desk *d, const desk_question *asked, desk_answer *answer,
                        bool (*add)(turn *t)) {
  turn t = {.desk = d, .asked = asked, .answer = answer, .out = BUF_EMPTY};
  pthread_mutex_lock(&d->lock);
  checker_begin(&d->checker);
  t.view = (desk_view){asked->memory, d->now, asked->site_path};
  bool good = add(&t);
  pthread_mutex_unlock(&d->lock);
  answer->type = SV("text/html; charset=utf-8");
  answer->body = arena_dup(asked->memory, buf_sv(&t.out));
  buf_free(&t.out);
  return good;
}

bool desk_answer_to(desk *d, const desk_question *asked, desk_answer *answer) {
  *answer = (desk_answer){0};
  if (!asked->post && desk_file(asked->memory, asked->path, &answer->body, &answer->type)) {
    return true;
  }
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    if (!sv_is(asked->path, pages[i].path)) continue;
    return (pages[i].takes_forms || !asked->post) && answer_page(d, asked, answer, pages[i].answer);
  }
  return false;
}
