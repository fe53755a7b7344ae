/* The pages of the desk. Each adds a whole HTML page; the catalogue is locked while they do. */
#ifndef PAMPHLET_DESK_PAGES_H
#define PAMPHLET_DESK_PAGES_H

#include "desk/catalogue.h"
#include "desk/choice.h"

/* What every page needs; `catalogue` is NULL before the first build. */
typedef struct desk_view {
  arena *memory;
  const catalogue *catalogue;
  sv site_path;
} desk_view;

void list_page(buf *out, const desk_view *v, const choice *c);

void article_page(buf *out, const desk_view *v, const desk_row *row);

/* The form as it was sent, with what is wrong with it. */
typedef struct new_form {
  sv title, kind, token;
  sv_list kinds;
  const desk_word *wrong; /* NULL: nothing of the desk's own */
  const findings *problems;
} new_form;
void new_page(buf *out, const desk_view *v, const new_form *form);

/* A file was made: what to do next. `listed`: it has a page of the desk, now or in a moment. */
void made_page(buf *out, const desk_view *v, sv path, bool listed);

/* What a page calls the site. */
sv view_site(const desk_view *v);

#endif
