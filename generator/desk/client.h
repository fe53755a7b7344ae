/* The script and the styles of the desk, from the files of desk/client/. */
#ifndef PAMPHLET_DESK_CLIENT_H
#define PAMPHLET_DESK_CLIENT_H

#include "base/arena.h"

/* The file of that name, and its type; false: there is none. */
bool desk_file(arena *a, sv name, sv *text, sv *type);

#endif
