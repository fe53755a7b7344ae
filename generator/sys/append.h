/* A file that grows at its end, written by several threads at a time. */
#ifndef PAMPHLET_SYS_APPEND_H
#define PAMPHLET_SYS_APPEND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

typedef struct append_file append_file;

/* Opens or makes the file and cuts it off at `end`. NULL (errno): it cannot be, or is shorter.
 * Where nothing of it is wanted, a new file takes its name: whoever reads the old one can go on. */
append_file *append_open(const char *path, uint64_t end);
void append_close(append_file *f);

/* The bytes that it was opened with, to be read where they are until append_unmap or append_close.
 * None: they cannot be, or there are none. Who cuts the file off meanwhile ends this program, so
 * nothing that is to last may rely on them. */
sv append_map(append_file *f);
void append_unmap(append_file *f);

/* Puts the bytes behind all others; *at is where. False: they are not there, and what follows is
 * not to be relied on. */
bool append_add(append_file *f, sv bytes, uint64_t *at);
bool append_read(const append_file *f, uint64_t at, char *out, size_t size);

/* Waits until what was put is safe from a power cut. False: errno. */
bool append_sync(const append_file *f);

/* True where the file has other names, in a copy made of links: what is added would change that. */
bool append_is_shared(const append_file *f);

uint64_t append_end(const append_file *f);
bool append_has_failed(const append_file *f);
int append_descriptor(const append_file *f);

#endif
