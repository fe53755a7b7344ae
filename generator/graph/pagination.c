#include "graph/pagination.h"

#include "base/buf.h"

size_t pagination_parts(size_t count, unsigned per_page) {
  size_t size = per_page ? per_page : 1;
  return count ? (count - 1) / size + 1 : 1;
}

page_list pagination_slice(const page_list *all, unsigned per_page, size_t part) {
  size_t size = per_page ? per_page : 1;
  if (part < 1 || part > pagination_parts(all->len, per_page) || !all->len) return (page_list){0};
  size_t first = (part - 1) * size, left = all->len - first;
  size_t count = left < size ? left : size;
  return (page_list){.at = all->at + first, .len = count, .cap = count};
}

size_t pagination_of_page(const page *p, unsigned per_page) {
  if (p->type != PAGE_PERSON) return 1;
  size_t authored = pagination_parts(p->more->authored.len, per_page);
  size_t reviewed = pagination_parts(p->more->reviewed_pages.len, per_page);
  return authored > reviewed ? authored : reviewed;
}

sv pagination_url(arena *a, sv url, size_t part) {
  if (part <= 1) return url;
  char room[BUF_DIGITS];
  return arena_cat(a, (sv[]){url, SV("page/"), buf_digits(room, part, 0), SV("/")}, 4);
}

sv pagination_output(arena *a, sv output, size_t part) {
  if (part <= 1) return output;
  size_t slash = sv_find_last_byte(output, '/');
  sv folder = sv_first(output, slash == SV_NONE ? 0 : slash + 1);
  char room[BUF_DIGITS];
  sv number = buf_digits(room, part, 0);
  return arena_cat(a, (sv[]){folder, SV("page/"), number, SV("/index.html")}, 4);
}
