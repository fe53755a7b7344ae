/* A settings file with a mistake in it: what the build takes for what could not be read, so that
 * the articles are not blamed for it. Nothing is published of such a build. */
#ifndef PAMPHLET_BUILD_UNREAD_H
#define PAMPHLET_BUILD_UNREAD_H

#include "build/inventory.h"
#include "model/settings.h"

/* The address that settings_read is given in place of `wanted`, the one of the command line. */
sv unread_base_url(const node_gaps *gaps, sv wanted);

/* Fills in what is missing of the settings that were read. The gaps must live as long as these. */
void unread_settings(arena *a, const node_gaps *gaps, const content_inventory *content,
                     settings *set);

#endif
