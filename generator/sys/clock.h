/* Time and memory as the system tells them. */
#ifndef PAMPHLET_SYS_CLOCK_H
#define PAMPHLET_SYS_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A clock that only ever runs forward, in nanoseconds from some start: for durations. */
uint64_t clock_nanoseconds(void);

/* Seconds since 1970-01-01T00:00:00Z: SOURCE_DATE_EPOCH where the environment sets it
 * (reproducible-builds.org/specs/source-date-epoch), else the real time. False: the variable
 * holds something else than a whole number of seconds. */
bool clock_now(int64_t *seconds);

/* The time of day in nanoseconds since 1970, whatever SOURCE_DATE_EPOCH says, by the clock that the
 * system stamps files with (Linux: that of the timer's last step): what changes after has this
 * time or a later one. */
int64_t clock_wall(void);

/* The most memory that this process has had in RAM so far, in bytes. */
size_t clock_peak_memory(void);

/* Waits. */
void clock_sleep(double seconds);

#endif
