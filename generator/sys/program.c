#include "sys/program.h"

#include <elf.h>
#include <link.h>

#include "sys/fs.h"

/* The note of type NT_GNU_BUILD_ID among those of a segment; empty: there is none. */
static sv build_id(const char *at, size_t size) {
  while (size >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) note;
    memcpy(&note, at, sizeof note);
    size_t name = (note.n_namesz + 3u) & ~(size_t)3, text = (note.n_descsz + 3u) & ~(size_t)3;
    size_t whole = sizeof note + name + text;
    if (whole > size) break;
    bool gnu = note.n_namesz == 4 && memcmp(at + sizeof note, "GNU", 4) == 0;
    if (gnu && note.n_type == NT_GNU_BUILD_ID) {
      return sv_make(at + sizeof note + name, note.n_descsz);
    }
    at += whole;
    size -= whole;
  }
  return (sv){"", 0};
}

static int add_object(struct dl_phdr_info *object, size_t size, void *context) {
  buf *out = context;
  if (strncmp(object->dlpi_name, "linux-vdso", 10) == 0) return 0; /* the kernel's */
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type != PT_NOTE) continue;
    const char *notes = (const char *)(object->dlpi_addr + part->p_vaddr);
    sv id = build_id(notes, part->p_memsz);
    if (!id.len) continue;
    buf_add(out, id);
    return 0;
  }
  fs_stamp stamp;
  const char *file = object->dlpi_name[0] ? object->dlpi_name : "/proc/self/exe";
  if (!fs_stamp_of(file, true, &stamp)) stamp = (fs_stamp){0};
  buf_printf(out, " %s %llu %lld ", object->dlpi_name, (unsigned long long)stamp.size,
             (long long)stamp.modified);
  return 0;
}

void program_identity(buf *out) {
  dl_iterate_phdr(add_object, out);
}
