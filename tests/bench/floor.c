/* The least that a build could take: floor CONTENT BUILT TARGET [THREADS]
 *
 * Reads every Markdown file below CONTENT and runs libcmark over it, then writes as many files of
 * as many bytes as BUILT has into TARGET, each under a temporary name that is then changed. Two
 * threads unless told otherwise. Prints the seconds of each part by the clock and its MB/s. What it
 * writes is of the right size and says nothing. */
#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PATH = 4096, MOST_THREADS = 64 };

typedef struct entry {
  char *path; /* below the folder that was listed */
  size_t size;
} entry;

typedef struct listing {
  entry *at;
  size_t len, cap, bytes, largest;
} listing;

static void die(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void *room(void *at, size_t size) {
  void *made = realloc(at, size ? size : 1);
  if (!made) die("memory");
  return made;
}

static void join(char *out, const char *folder, const char *name) {
  int len = snprintf(out, MOST_PATH, "%s%s%s", folder, *folder && *name ? "/" : "", name);
  if (len < 0 || len >= MOST_PATH) {
    errno = ENAMETOOLONG;
    die(name);
  }
}

static void add(listing *l, const char *path, size_t size) {
  if (l->len == l->cap) {
    l->cap = l->cap ? l->cap * 2 : 1024;
    l->at = room(l->at, l->cap * sizeof *l->at);
  }
  char *kept = room(NULL, strlen(path) + 1);
  memcpy(kept, path, strlen(path) + 1);
  l->at[l->len++] = (entry){kept, size};
  l->bytes += size;
  if (size > l->largest) l->largest = size;
}

/* Files of `root` whose names end so; folders too where they are asked for. */
static void list(const char *root, const char *below, const char *ending, listing *files,
                 listing *folders) {
  char path[MOST_PATH], inside[MOST_PATH];
  join(path, root, below);
  DIR *dir = opendir(path);
  if (!dir) die(path);
  for (struct dirent *e; (e = readdir(dir)) != NULL;) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
    struct stat facts;
    join(inside, below, e->d_name);
    join(path, root, inside);
    if (lstat(path, &facts) != 0) die(path);
    size_t len = strlen(inside), end = strlen(ending);
    if (S_ISDIR(facts.st_mode)) {
      if (folders) add(folders, inside, 0);
      list(root, inside, ending, files, folders);
    } else if (len >= end && strcmp(inside + len - end, ending) == 0) {
      add(files, inside, (size_t)facts.st_size);
    }
  }
  closedir(dir);
}

typedef struct job {
  const char *root;
  const listing *files;
  const char *bytes; /* what to write */
  atomic_size_t next;
} job;

/* One thread's part of a job. */
typedef struct part {
  job *job;
  double read, convert; /* seconds */
} part;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const entry *take(job *j) {
  size_t i = atomic_fetch_add(&j->next, 1);
  return i < j->files->len ? &j->files->at[i] : NULL;
}

static void read_whole(const char *path, char *into, size_t size) {
  int file = open(path, O_RDONLY);
  if (file < 0) die(path);
  for (size_t done = 0; done < size;) {
    ssize_t got = read(file, into + done, size - done);
    if (got <= 0) die(path);
    done += (size_t)got;
  }
  close(file);
}

static void *read_and_convert(void *context) {
  part *p = context;
  char path[MOST_PATH], *text = room(NULL, p->job->files->largest);
  for (const entry *e; (e = take(p->job)) != NULL;) {
    double start = now();
    join(path, p->job->root, e->path);
    read_whole(path, text, e->size);
    double read_at = now();
    free(cmark_markdown_to_html(text, e->size, CMARK_OPT_DEFAULT));
    p->read += read_at - start;
    p->convert += now() - read_at;
  }
  free(text);
  return NULL;
}

static void *write_files(void *context) {
  part *p = context;
  char path[MOST_PATH], named[MOST_PATH];
  for (const entry *e; (e = take(p->job)) != NULL;) {
    join(named, p->job->root, e->path);
    if (snprintf(path, sizeof path, "%s~", named) >= MOST_PATH) die(named);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (file < 0) die(path);
    if (write(file, p->job->bytes, e->size) != (ssize_t)e->size) die(path);
    if (close(file) != 0 || rename(path, named) != 0) die(path);
  }
  return NULL;
}

/* Seconds by the clock. */
static double run(void *(*work)(void *), part *parts, unsigned threads, job *j) {
  pthread_t ids[MOST_THREADS];
  double start = now();
  for (unsigned i = 0; i < threads; i++) {
    parts[i] = (part){.job = j};
    if (pthread_create(&ids[i], NULL, work, &parts[i]) != 0) die("thread");
  }
  for (unsigned i = 0; i < threads; i++) pthread_join(ids[i], NULL);
  return now() - start;
}

static void print(const char *what, double seconds, size_t files, size_t bytes) {
  printf("  %-8s %8.3f s %8zu files %9.1f MB %9.1f MB/s\n", what, seconds, files,
         (double)bytes / 1e6, seconds > 0 ? (double)bytes / 1e6 / seconds : 0);
}

/* Folders above come before those in them. */
static double make_folders(const char *target, const listing *folders) {
  double start = now();
  if (mkdir(target, 0777) != 0 && errno != EEXIST) die(target);
  for (size_t i = 0; i < folders->len; i++) {
    char path[MOST_PATH];
    join(path, target, folders->at[i].path);
    if (mkdir(path, 0777) != 0 && errno != EEXIST) die(path);
  }
  return now() - start;
}

int main(int argc, char **argv) {
  unsigned threads = argc == 5 ? (unsigned)strtoul(argv[4], NULL, 10) : 2;
  if (argc < 4 || argc > 5 || threads < 1 || threads > MOST_THREADS) {
    fputs("usage: floor CONTENT BUILT TARGET [THREADS]\n", stderr);
    return 2;
  }
  listing sources = {0}, made = {0}, folders = {0};
  double start = now();
  list(argv[1], "", ".md", &sources, NULL);
  double listed = now() - start;
  list(argv[2], "", "", &made, &folders);
  part parts[MOST_THREADS];
  job reading = {.root = argv[1], .files = &sources};
  double both = run(read_and_convert, parts, threads, &reading), read = 0, convert = 0;
  for (unsigned i = 0; i < threads; i++) {
    read += parts[i].read;
    convert += parts[i].convert;
  }
  char *bytes = room(NULL, made.largest);
  memset(bytes, 'x', made.largest);
  double writing = make_folders(argv[3], &folders);
  job j = {.root = argv[3], .files = &made, .bytes = bytes};
  writing += run(write_files, parts, threads, &j);
  print("list", listed, sources.len, sources.bytes);
  /* The threads take turns with both: the clock's time is shared out as theirs was. */
  print("read", both * read / (read + convert), sources.len, sources.bytes);
  print("convert", both * convert / (read + convert), sources.len, sources.bytes);
  print("write", writing, made.len, made.bytes);
  print("all", listed + both + writing, made.len, sources.bytes + made.bytes);
  return 0;
}
