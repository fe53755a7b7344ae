/* The languages of the settings, held against the words of the layouts. */
#ifndef PAMPHLET_BUILD_LANGUAGES_H
#define PAMPHLET_BUILD_LANGUAGES_H

#include "model/settings.h"
#include "view/words.h"

/* Reports a language that no file of layouts/i18n is for (LQ011), where there are any, and the
 * words that one of them lacks while another language of the site, or English, has them (LQ012). */
void languages_check(const settings *set, const words *w, diag_sink *sink);

#endif
