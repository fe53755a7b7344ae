/* What readers open, counted from access logs. Only how often each article was opened is kept:
 * no address, no agent, no search word and no time leaves this module. Memory is the same for a
 * log of any size. */
#ifndef PAMPHLET_GRAPH_READERS_H
#define PAMPHLET_GRAPH_READERS_H

#include <stdint.h>

#include "model/site.h"

enum {
  READERS_REPEAT_SECONDS = 30 * 60, /* one client on one page: opened again within it counts once */
  READERS_HALF_LIFE_DAYS = 30 /* an opening of that age counts half, of twice that a quarter; age
                                 is in whole days before the newest day that was counted */
};

/* Where the lines went; each is in one of these. */
typedef struct readers_lines {
  size_t counted;
  size_t broken;    /* in no format of access_log_read */
  size_t not_get;   /* asked for something else than a page */
  size_t errors;    /* no page was sent: neither 200 nor 304 (not modified) */
  size_t robots;    /* by name, or by having asked for robots.txt within a day */
  size_t elsewhere; /* styles, images, lists: what is not an article shown now */
  size_t repeats;   /* within READERS_REPEAT_SECONDS of one by the same client */
} readers_lines;

typedef struct readers readers;

/* Counts for the published articles of a site, whose zone says which day it was. */
readers *readers_new(arena *a, const site *s);

/* Counts one line of a log. False: it is broken. */
bool readers_line(readers *r, sv line);

/* Says that a line was broken that could not even be read. */
void readers_broken_line(readers *r);

const readers_lines *readers_sorted(const readers *r);

/* The articles that were opened, most opened first, then by address. `count` is rounded to
 * hundredths; an article with less is not among them. */
typedef struct readers_count {
  const page *page;
  double count;
} readers_count;
typedef VEC(readers_count) readers_counts;
void readers_result(arena *a, const readers *r, readers_counts *out);

#endif
