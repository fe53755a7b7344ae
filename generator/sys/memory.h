/* Where freed memory goes, in a program that stays or that works in stages. */
#ifndef PAMPHLET_SYS_MEMORY_H
#define PAMPHLET_SYS_MEMORY_H

#include <stdbool.h>

/* From here on, what is freed in large pieces goes back to the system at once, where the C library
 * lets itself be told. It would keep most of it for the next time, in as many places as there are
 * threads, and hold several times what is in use. */
void memory_give_back(void);

/* True where somebody looks, when the program ends, for what it has not given back. */
bool memory_is_watched(void);

#endif
