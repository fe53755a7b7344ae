#include "graph/files.h"

#include "graph/find.h"
#include "model/url.h"

static sv folder_of(sv path) {
  size_t slash = sv_find_last_byte(path, '/');
  return sv_first(path, slash == SV_NONE ? 0 : slash);
}

/* The page beside which the files of a folder go: the one that is shown, the main language's
 * before others. */
static map find_owners(const site *s, arena *scratch) {
  map owners = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (!p->bundle) continue;
    bool fresh;
    map_entry *entry = map_entry_for(scratch, &owners, p->folder, &fresh);
    const page *known = entry->value;
    bool better = fresh || (known->left_out && !p->left_out) ||
                  (known->left_out == p->left_out && sv_eq(p->lang, s->settings.language) &&
                   !sv_eq(known->lang, s->settings.language));
    if (better) entry->value = p;
  }
  return owners;
}

/* The owner of the nearest folder above the file, and what the path is below that folder. */
static const page *owner_of(const map *owners, sv source, sv *below) {
  for (sv folder = folder_of(source); folder.len; folder = folder_of(folder)) {
    const page *owner = map_get(owners, folder);
    if (!owner) continue;
    *below = sv_skip(source, folder.len + 1);
    return owner;
  }
  return NULL;
}

static sv output_of(arena *a, const map *owners, sv root, sv source) {
  sv files = SV("files/"), inside = sv_skip(source, root.len + 1), below;
  if (sv_starts(inside, files)) return sv_skip(inside, files.len);
  const page *owner = owner_of(owners, source, &below);
  if (!owner) return inside;
  if (owner->left_out) return (sv){"", 0};
  sv folder = folder_of(owner->output);
  return folder.len ? arena_cat(a, (sv[]){folder, SV("/"), below}, 3) : below;
}

void files_place(const site *s, site_files *files) {
  arena scratch = {0};
  map owners = find_owners(s, &scratch);
  for (size_t i = 0; i < files->all.len; i++) {
    site_file *file = &files->all.at[i];
    file->output = output_of(s->memory, &owners, finder_root(s), file->source);
    if (file->output.len) {
      sv path = url_path(s->memory, file->output);
      file->url = arena_cat(s->memory, (sv[]){SV("/"), path}, 2);
    }
    map_put(s->memory, &files->by_source, file->source, file);
  }
  arena_free(&scratch);
}
