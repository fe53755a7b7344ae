/* Whether a commit may do what it is about to: asked before its first change, so that a folder of
 * somebody else's is reported while everything is as it was. */
#include <errno.h>
#include <stdlib.h>

#include "base/sort.h"
#include "build/output_parts.h"

typedef struct asking {
  output *out;
  arena scratch;
  fs_user user;
  sv_list folders; /* in which names change; of no arena */
  sv_list shared;  /* of these, those that let us change only what is our own, by path */
  bool good;
} asking;

static const char *named(arena *a, sv path) {
  return path.len ? arena_cstr(a, path) : ".";
}

static sv gone_path(const output *out, size_t i) {
  return i < out->gone.len ? out->gone.at[i]->path : out->hidden_gone.at[i - out->gone.len];
}

/* Those on the way to what goes: no other can have become empty. */
static void list_left(output *out) {
  size_t near = out->files.len;
  sv above = SV("");
  for (size_t i = 0; i < out->gone.len + out->hidden_gone.len; i++) {
    sv folder = fs_folder_of(gone_path(out, i));
    if (sv_eq(folder, above)) continue;
    above = folder;
    for (; folder.len && !output__needs_folder(out, folder, &near); folder = fs_folder_of(folder)) {
      vec_push(&out->memory, &out->left, folder);
    }
  }
  sort_by_text(out->left.at, out->left.len, sizeof(sv));
  size_t kept = 0;
  for (size_t i = 0; i < out->left.len; i++) {
    if (kept && sv_eq(out->left.at[kept - 1], out->left.at[i])) continue;
    out->left.at[kept++] = out->left.at[i];
  }
  out->left.len = (uint32_t)kept;
}

/* Everything that comes, goes or is replaced. */
static void each_change(asking *a, void (*use)(asking *a, sv path)) {
  const output *out = a->out;
  sv moved = SV(""), stands = SV("");
  for (size_t i = 0; i < out->gone.len + out->hidden_gone.len; i++) use(a, gone_path(out, i));
  for (size_t i = 0; i < out->left.len; i++) use(a, out->left.at[i]);
  for (size_t i = 0; i < out->files.len; i++) {
    sv path = out->files.at[i].path, folder = fs_folder_of(path);
    if (!out->files.at[i].staged || (moved.len && fs_is_within(path, moved))) continue;
    moved = stands.len && sv_eq(folder, stands) ? path : output__to_move(out, path);
    stands = fs_folder_of(moved);
    use(a, moved);
  }
}

static void note_folder(asking *a, sv path) {
  sv folder = fs_folder_of(path);
  bool noted = a->folders.len && sv_eq(a->folders.at[a->folders.len - 1], folder);
  if (!noted) vec_push(NULL, &a->folders, folder);
}

static void hint_at_owner(diag *d, bool own, sv folder) {
  if (own) {
    diag_hint(d, "allow yourself to change what is in it: chmod u+wx '%.*s'", SV_ARG(folder));
  } else {
    diag_hint(d, "it is another user's: build as that one, or have the folder made yours");
  }
}

static void ask_folder(asking *a, sv folder) {
  const output *out = a->out;
  const char *name = named(&a->scratch, folder);
  fs_rights rights = fs_rights_in(out->lock, name, a->user);
  if (rights == FS_RIGHTS_OWN) vec_push(NULL, &a->shared, folder);
  if (rights != FS_RIGHTS_NONE) return;
  int reason = errno;
  sv path = folder.len ? output__path(out, &a->scratch, folder) : sv_of(out->folder);
  diag *d = diag_add(out->sink, DIAG_IO002, diag_file(path), "this folder cannot be changed: %s",
                     strerror(reason));
  if (reason == EACCES) hint_at_owner(d, fs_is_of(out->lock, name, a->user), path);
  a->good = false;
}

static void ask_owner(asking *a, sv path) {
  const output *out = a->out;
  sv folder = fs_folder_of(path);
  arena_reset(&a->scratch);
  if (sort_find(a->shared.at, a->shared.len, sizeof(sv), folder, NULL) == SV_NONE) return;
  if (fs_is_of(out->lock, named(&a->scratch, path), a->user)) return;
  diag *d = diag_add(out->sink, DIAG_IO002, diag_file(output__path(out, &a->scratch, path)),
                     "cannot be replaced or removed: it is another user's");
  diag_hint(d,
            "its folder lets everybody change only what is their own: build as that user, or "
            "have the folder made yours");
  a->good = false;
}

bool output__may_commit(output *out) {
  asking a = {.out = out, .user = fs_who(), .good = true};
  list_left(out);
  each_change(&a, note_folder);
  sort_by_text(a.folders.at, a.folders.len, sizeof(sv));
  for (size_t i = 0; i < a.folders.len; i++) {
    if (i && sv_eq(a.folders.at[i], a.folders.at[i - 1])) continue;
    arena_reset(&a.scratch);
    ask_folder(&a, a.folders.at[i]);
  }
  if (a.shared.len) each_change(&a, ask_owner);
  arena_free(&a.scratch);
  free(a.folders.at);
  free(a.shared.at);
  return a.good;
}
