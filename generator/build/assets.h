/* The designer's CSS, scripts, fonts and drawings, under names that carry their fingerprint, so
 * that a host may let browsers keep them for ever. */
#ifndef PAMPHLET_BUILD_ASSETS_H
#define PAMPHLET_BUILD_ASSETS_H

#include "build/inventory.h"
#include "value/val.h"

typedef struct asset {
  sv name;   /* "css/main.css" */
  sv source; /* "layouts/assets/css/main.css" */
  sv url;    /* "/assets/css/main.0123456789abcdef.css" */
  sv bytes;  /* what is written: in a style sheet, addresses are replaced */
} asset;

typedef struct assets {
  VEC(asset) all;
  map by_name;
} assets;

/* Reads every asset, into `a`; one that cannot be read is reported and left out. A style sheet that
 * begins with front matter (two lines of ---) is Liquid and knows one name, `theme`:
 * layouts/theme.yaml. In a style sheet, url(…) of another asset becomes that one's fingerprinted
 * address; one that does not exist is LK006 at its place. */
void assets_read(arena *a, const layout_files *files, val theme, diag_sink *sink, assets *out);

/* The address of an asset (a view_asset callback; `context` is the assets), or empty. */
sv assets_url(void *context, sv name);

/* The name of the asset whose name is nearest, for "did you mean"; empty where none is near. */
sv assets_near(void *context, sv name);

#endif
