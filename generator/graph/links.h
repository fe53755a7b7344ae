/* Links: from what an author wrote to the address that a reader's browser asks for. */
#ifndef PAMPHLET_GRAPH_LINKS_H
#define PAMPHLET_GRAPH_LINKS_H

#include "diag/diag.h"
#include "graph/addresses.h"
#include "graph/crew.h"

/* Resolves every link and image of every page shown, its front matter's image and the menu,
 * tells each link the page it leads to (leads_to), and counts links_in; all addresses of a page in
 * one number are its links_print. A target is a file, relative to the page's folder or from
 * content/ ("epidural.md#risks", "/files/x.pdf"), or an address of the site
 * ("/articles/epidural/"). Reports LK001 or LK002 for one that leads nowhere, or to a page that is
 * left out, LK005 for an anchor that its page does not have, LK007 for a page image that social
 * networks cannot show. `anchors` are ids that the layouts give to every article. Needs
 * addresses_collect. */
void links_resolve(site *s, const addresses *all, const site_files *files, const sv_list *anchors,
                   const crew *by, diag_sink *sink);

/* The same for one page of a site that is linked, and links_in stays as it is. */
void links_resolve_page(site *s, page *p, const addresses *all, const site_files *files,
                        const sv_list *anchors, diag_sink *sink);

#endif
