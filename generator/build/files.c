#include "build/files.h"

#include "base/limits.h"
#include "build/misnamed.h"
#include "sys/fs.h"
#include "text/image_size.h"

typedef struct measuring {
  const content_files *found;
  site_files *files;
  workers *workers;
  diag_sink *sink;
} measuring;

static bool is_image(sv path) {
  static const char *const extensions[] = {"png", "jpg", "jpeg", "gif", "webp", "avif", "svg"};
  sv extension = fs_extension_of(path);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    if (sv_eq_nocase(extension, sv_of(extensions[i]))) return true;
  }
  return false;
}

static void look_inside(const measuring *m, sv path, arena *scratch) {
  sv start;
  if (!fs_read_start(scratch, arena_cstr(scratch, path), MISNAMED_START, &start)) return;
  if (misnamed_by_start(start)) misnamed_report(path, m->sink);
}

static void measure(void *context, size_t i, unsigned worker) {
  measuring *m = context;
  site_file *file = &m->files->all.at[i];
  bool unsure = m->found->at[i].unsure;
  if (!unsure && !is_image(file->source)) return;
  arena *scratch = &m->workers->each[worker].scratch;
  arena_reset(scratch);
  if (unsure) {
    look_inside(m, file->source, scratch);
    return;
  }
  sv bytes;
  image_size size;
  /* One that cannot be read is reported when it is copied. */
  if (!fs_read(scratch, arena_cstr(scratch, file->source), LIMIT_SOURCE_BYTES, &bytes)) return;
  if (!image_size_of(bytes, &size)) return;
  file->width = size.width;
  file->height = size.height;
}

void files_measure(arena *a, const content_inventory *content, workers *with, diag_sink *sink,
                   site_files *out) {
  for (size_t i = 0; i < content->files.len; i++) {
    vec_push(a, &out->all,
             (site_file){.source = content->files.at[i].path, .size = content->files.at[i].size});
  }
  measuring m = {&content->files, out, with, sink};
  pool_run(with->pool, out->all.len, measure, &m);
  for (size_t i = 0; i < out->all.len; i++) {
    map_put(a, &out->by_source, out->all.at[i].source, &out->all.at[i]);
  }
}
