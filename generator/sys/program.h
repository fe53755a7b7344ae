/* Which program this is: what is kept between runs is of use only to the same one. */
#ifndef PAMPHLET_SYS_PROGRAM_H
#define PAMPHLET_SYS_PROGRAM_H

#include "base/buf.h"

/* Adds what tells the running program and its libraries from others: the linker's build ids, the
 * same wherever the same files are installed. A library without one is told by its file's stamp. */
void program_identity(buf *out);

#endif
