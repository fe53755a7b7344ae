/* Inside the settings: the ones that take more than a line to read. `root` is a map, or NULL
 * where the file cannot be read; each then sets the default. */
#ifndef PAMPHLET_MODEL_SETTINGS_PARTS_H
#define PAMPHLET_MODEL_SETTINGS_PARTS_H

#include "model/fields.h"
#include "model/settings.h"

/* base_url, origin and base_path; `wanted`, where not empty, is the command line's. */
void settings__read_base_url(const fields *r, const node *root, sv wanted, settings *out);
void settings__read_languages(const fields *r, const node *root, settings *out);
void settings__read_zone(const fields *r, const node *root, settings *out);
void settings__read_notices(const fields *r, const node *root, settings *out);
/* `raw_html`: settings_html.c */
void settings__read_html(const fields *r, const node *root, settings *out);
void settings__read_menu(const fields *r, const node *root, settings *out);

/* What site.yaml names, in its order, and then those of the default that it does not. */
void settings__read_taxonomies(const fields *r, const node *root, settings *out);
void settings__read_permalinks(const fields *r, const node *root, settings *out);

#endif
