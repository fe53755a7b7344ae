/* What the search shows of each page that it finds. */
#include "base/mix.h"
#include "emit/search_index.h"

/* One line, cut at a word where it is long. */
static void add_text(buf *out, sv text, size_t most) {
  size_t end = text.len;
  if (text.len > most) {
    end = most;
    while (end > 0 && text.at[end] != ' ') end--;
    if (end == 0) {
      end = most;
      while (((unsigned char)text.at[end] & 0xC0) == 0x80) end--;
    }
  }
  char *to = buf_reserve(out, end + 1);
  for (size_t i = 0; i < end; i++) to[i] = (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i];
  out->len += end;
  if (end < text.len) buf_lit(out, "\xE2\x80\xA6");
}

typedef struct facts {
  sv url, title, description, kind;
} facts;

static facts facts_of(const search__index *index, size_t number) {
  const page *p = index->pages.at[number];
  bool is_role = p->type == PAGE_PERSON && p->more->role.len;
  facts f = {.url = p->url, .title = p->title};
  f.description = is_role ? p->more->role : p->description;
  if (!f.description.len) f.description = p->body.summary;
  if (number < index->meanings) {
    f.kind = SV("word");
  } else if (p->type == PAGE_ARTICLE) {
    f.kind = article_kind_name(p->kind);
  } else {
    f.kind = p->type == PAGE_PERSON ? SV("person") : SV("page");
  }
  return f;
}

static void add_facts(buf *out, const facts *f) {
  enum { TITLE_BYTES = 200, DESCRIPTION_BYTES = 200 };
  buf_add(out, f->url);
  buf_byte(out, '\t');
  add_text(out, f->title, TITLE_BYTES);
  buf_byte(out, '\t');
  add_text(out, f->description, DESCRIPTION_BYTES);
  buf_byte(out, '\t');
  buf_add(out, f->kind);
  buf_byte(out, '\n');
}

/* A larger site has larger blocks, so that index.json does not grow with it. */
static size_t block_size(size_t pages) {
  enum { LEAST = 16, BLOCKS = 1024 };
  size_t block = LEAST;
  while (pages / block >= BLOCKS) block *= 2;
  return block;
}

typedef struct making {
  search__index *index;
  size_t block;
} making;

/* What parse noted of a page holds for all that is shown of it but its address; else it is read. */
static uint64_t print_of_page(const search__index *index, size_t number) {
  if (index->pages.at[number]->said_print) return index->now.pages.at[number];
  facts f = facts_of(index, number);
  sv parts[] = {f.url, f.title, f.description, f.kind};
  uint64_t print = 0;
  for (size_t i = 0; i < 4; i++) print = mix_in(print, sv_sum(parts[i]));
  return print;
}

/* Which pages these are by number is known from the block's place. */
static uint64_t print_of(const making *m, size_t first, size_t end) {
  uint64_t print = m->block;
  for (size_t i = first; i < end; i++) print = mix_in(print, print_of_page(m->index, i));
  return print;
}

/* True where an earlier index has the same block, and its file stands. */
static bool is_known(const search__index *index, size_t nth, uint64_t print) {
  const search__block_list *before = &index->before.facts;
  return nth < before->len && before->at[nth].print == print &&
         search__stands(&index->files, before->at[nth].file);
}

static void make_block(void *context, size_t nth, unsigned worker) {
  const making *m = context;
  search__index *index = m->index;
  search__block *block = &index->now.facts.at[nth];
  size_t first = nth * m->block, end = first + m->block;
  if (end > index->pages.len) end = index->pages.len;
  uint64_t print = print_of(m, first, end);
  if (is_known(index, nth, print)) {
    *block = index->before.facts.at[nth];
    search__keep(&index->files, worker, block->file);
    return;
  }
  buf text = BUF_EMPTY;
  for (size_t i = first; i < end; i++) {
    facts f = facts_of(index, i);
    add_facts(&text, &f);
  }
  block->print = print;
  search__put(&index->files, worker, buf_sv(&text), block->file);
  buf_free(&text);
}

void search__put_facts(search__index *index, json_writer *root) {
  making m = {index, block_size(index->pages.len)};
  size_t count = (index->pages.len + m.block - 1) / m.block;
  vec_reserve(index->a, &index->now.facts, count);
  index->now.facts.len = (uint32_t)count;
  crew_run(index->files.by, count, make_block, &m);
  search__write_facts(index, root);
}

void search__write_facts(const search__index *index, json_writer *root) {
  const search__block_list *blocks = &index->now.facts;
  buf names = BUF_EMPTY;
  for (size_t i = 0; i < blocks->len; i++) {
    if (i) buf_byte(&names, ' ');
    buf_add(&names, sv_make(blocks->at[i].file, SEARCH_NAME));
  }
  json_key(root, SV("block"));
  json_integer(root, (int64_t)block_size(index->pages.len));
  json_key(root, SV("facts"));
  json_string(root, buf_sv(&names));
  buf_free(&names);
}
