/* Bytes that nobody can guess. */
#ifndef PAMPHLET_SYS_RANDOM_H
#define PAMPHLET_SYS_RANDOM_H

#include <stdbool.h>

#include "base/arena.h"

/* A text of 32 hexadecimal digits. False: the system has no such bytes. */
bool random_token(arena *a, sv *token);

#endif
