/* What changed since a record was written, as bytes. Lists are those of the record, in its order,
 * and what is another stands here with its place. */
#include "base/sort.h"
#include "build/last_parts.h"
#include "build/word_sets.h"

/* Entries that changed, with how many they are before them. */
typedef struct counting {
  buf *out;
  size_t at; /* where the number stands */
  uint32_t count;
} counting;

static counting count_from(buf *out) {
  counting c = {out, out->len, 0};
  pack_u32(out, 0);
  return c;
}

static void put_next(counting *c, size_t place) {
  pack_u32(c->out, (uint32_t)place);
  c->count++;
}

static void count_end(const counting *c) {
  memcpy(c->out->at + c->at, &c->count, sizeof c->count);
}

/* The next entry's place in a list of `len`. */
static uint32_t take_next(unpack *in, size_t len) {
  uint32_t place = unpack_u32(in);
  if (place < len) return place;
  in->bad = true;
  return 0;
}

/* Mostly a path that stayed is not even copied. */
static bool same_text(sv then, sv now) {
  return (then.at == now.at && then.len == now.len) || sv_eq(then, now);
}

static void put_state(counting *c, size_t place, const last_file *f) {
  put_next(c, place);
  pack_bytes(c->out, &f->stamp, sizeof f->stamp);
  last__put_hash(c->out, f->content);
}

static void take_state(unpack *in, last_file *f) {
  unpack_bytes(in, &f->stamp, sizeof f->stamp);
  f->content = last__take_hash(in);
}

static bool same_state(const last_file *a, const last_file *b) {
  return fs_stamp_eq(&a->stamp, &b->stamp) && hash_eq(a->content, b->content);
}

static bool put_inputs(buf *out, const last_files *then, const last_files *now) {
  if (then->len != now->len) return false;
  counting c = count_from(out);
  for (size_t i = 0; i < now->len; i++) {
    const last_file *f = &now->at[i], *before = &then->at[i];
    if (!same_text(before->path, f->path)) return false;
    if (!same_state(before, f)) put_state(&c, i, f);
  }
  count_end(&c);
  return true;
}

static void take_inputs(unpack *in, last_files *files) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t place = take_next(in, files->len);
    if (!in->bad) take_state(in, &files->at[place]);
  }
}

/* ---- Outputs: some have other names whenever they hold something else ---- */

/* Both lists are in the order of paths. */
void last__give_ids(const last_build *then, last_build *b) {
  size_t at = 0, count = then ? then->outputs.len : 0;
  b->ids = then ? then->ids : 0;
  for (size_t i = 0; i < b->outputs.len; i++) {
    last_file *f = &b->outputs.at[i];
    while (at < count && !same_text(then->outputs.at[at].path, f->path) &&
           sv_cmp(then->outputs.at[at].path, f->path) < 0) {
      at++;
    }
    bool stood = at < count && same_text(then->outputs.at[at].path, f->path);
    f->id = stood ? then->outputs.at[at++].id : b->ids++;
  }
}

/* Those that stayed are in the order in which they were. */
static void put_gone_and_changed(const last_build *then, const last_files *now, counting *gone,
                                 counting *changed) {
  size_t at = 0;
  for (size_t i = 0; i < then->outputs.len; i++) {
    const last_file *before = &then->outputs.at[i];
    while (at < now->len && now->at[at].id >= then->ids) at++;
    if (at == now->len || now->at[at].id != before->id) {
      put_next(gone, before->id);
    } else if (!same_state(before, &now->at[at++])) {
      put_state(changed, before->id, &now->at[at - 1]);
    }
  }
}

static void put_outputs(buf *out, const last_build *then, const last_files *now) {
  buf states = BUF_EMPTY;
  counting gone = count_from(out), changed = count_from(&states);
  put_gone_and_changed(then, now, &gone, &changed);
  count_end(&gone);
  count_end(&changed);
  buf_add(out, buf_sv(&states));
  buf_free(&states);
  counting came = count_from(out);
  for (size_t i = 0; i < now->len; i++) {
    if (now->at[i].id < then->ids) continue;
    last__put_file(out, &now->at[i]);
    came.count++;
  }
  count_end(&came);
}

/* Before all changes are there, what was read of the outputs is in the order of their ids: those of
 * the part, and those that came. What went has no path. */
static last_file *output_of(last_build *b, last_files *came, uint32_t id) {
  return id < b->outputs.len ? &b->outputs.at[id] : &came->at[id - b->outputs.len];
}

static void take_outputs(unpack *in, arena *a, last_files *came, last_build *b) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t id = take_next(in, b->ids);
    if (!in->bad) output_of(b, came, id)->path = SV("");
  }
  count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t id = take_next(in, b->ids);
    if (!in->bad) take_state(in, output_of(b, came, id));
  }
  count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    last_file f = {.id = b->ids++};
    last__take_file(in, &f);
    vec_push(a, came, f);
  }
}

static void drop_gone(last_files *files) {
  uint32_t kept = 0;
  while (kept < files->len && files->at[kept].path.len) kept++;
  for (uint32_t i = kept; i < files->len; i++) {
    if (files->at[i].path.len) files->at[kept++] = files->at[i];
  }
  files->len = kept;
}

/* From the end, so that each goes to its place at once: mostly there is room where others went. */
static void put_between(arena *a, last_files *all, const last_files *came) {
  uint32_t left = all->len, more = came->len;
  vec_reserve(a, all, (size_t)left + more);
  all->len += more;
  while (more) {
    bool before = left && sv_cmp(came->at[more - 1].path, all->at[left - 1].path) < 0;
    all->at[left + more - 1] = before ? all->at[left - 1] : came->at[more - 1];
    --*(before ? &left : &more);
  }
}

void last__settle_front(arena *a, last_files *came, last_build *b) {
  drop_gone(&b->outputs);
  drop_gone(came);
  sort_by_text(came->at, came->len, sizeof *came->at);
  put_between(a, &b->outputs, came);
}

bool last__settle_rest(last_build *b) {
  arena scratch = {0};
  bool good = true;
  uint32_t *place = arena_array(&scratch, uint32_t, b->ids); /* one more than it is */
  for (uint32_t i = 0; i < b->outputs.len; i++) place[b->outputs.at[i].id] = i + 1;
  for (size_t i = 0; i < b->made.len && good; i++) {
    last_made *m = &b->made.at[i];
    good = m->file < b->ids && place[m->file];
    m->file = good ? place[m->file] - 1 : 0;
  }
  arena_free(&scratch);
  return good;
}

/* ---- The rest of what lists files ---- */

static bool put_folders(buf *out, const last_folders *then, const last_folders *now) {
  if (then->len != now->len) return false;
  counting c = count_from(out);
  for (size_t i = 0; i < now->len; i++) {
    const last_folder *f = &now->at[i], *before = &then->at[i];
    if (!same_text(before->path, f->path)) return false;
    if (fs_stamp_eq(&before->stamp, &f->stamp)) continue;
    put_next(&c, i);
    pack_bytes(out, &f->stamp, sizeof f->stamp);
  }
  count_end(&c);
  return true;
}

static void take_folders(unpack *in, last_folders *folders) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t place = take_next(in, folders->len);
    if (in->bad) return;
    unpack_bytes(in, &folders->at[place].stamp, sizeof(fs_stamp));
  }
}

bool last__put_front_change(buf *out, const last_build *then, const last_build *b) {
  last__put_facts(out, b);
  bool same = same_text(then->problems, b->problems);
  pack_u32(out, !same);
  if (!same) pack_text(out, b->problems);
  put_outputs(out, then, &b->outputs);
  return put_inputs(out, &then->inputs, &b->inputs) &&
         put_folders(out, &then->folders, &b->folders) &&
         put_folders(out, &then->content, &b->content);
}

void last__take_front_change(unpack *in, arena *a, last_files *came, last_build *b) {
  last__take_facts(in, b);
  if (unpack_u32(in)) b->problems = unpack_text(in);
  take_outputs(in, a, came, b);
  take_inputs(in, &b->inputs);
  take_folders(in, &b->folders);
  take_folders(in, &b->content);
}

static bool same_kept(const kept_page *a, const kept_page *b) {
  return a->at == b->at && a->sum == b->sum && a->html_at == b->html_at &&
         a->html_sum == b->html_sum && a->forms_sum == b->forms_sum && a->size == b->size &&
         a->bag_size == b->bag_size && a->html_size == b->html_size &&
         a->forms_size == b->forms_size && a->word_set == b->word_set &&
         hash_eq(a->content, b->content);
}

static bool put_kept(buf *out, const kept_pages *then, const kept_pages *now) {
  if (then->len != now->len) return false;
  counting c = count_from(out);
  for (size_t i = 0; i < now->len; i++) {
    if (!same_text(then->at[i].path, now->at[i].path)) return false;
    if (same_kept(&then->at[i], &now->at[i])) continue;
    put_next(&c, i);
    last__put_kept(out, &now->at[i]);
  }
  count_end(&c);
  return true;
}

static void take_kept(unpack *in, kept_pages *kept) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t place = take_next(in, kept->len);
    if (!in->bad) last__take_kept(in, &kept->at[place]);
  }
}

/* An output that was kept has the very texts that were read. */
static bool same_made(const last_made *a, const last_made *b) {
  return a->own == b->own && a->print == b->print && a->things == b->things &&
         a->thing_count == b->thing_count && a->now_read == b->now_read &&
         a->problems.at == b->problems.at && a->problems.len == b->problems.len;
}

static bool same_things(const last_build *then, const last_build *b) {
  return then->thing_count == b->thing_count &&
         (then->thing_keys == b->thing_keys ||
          memcmp(then->thing_keys, b->thing_keys, b->thing_count * sizeof(uint64_t)) == 0);
}

static bool put_made(buf *out, const last_build *then, const last_build *b) {
  if (then->made.len != b->made.len) return false;
  counting c = count_from(out);
  for (size_t i = 0; i < b->made.len; i++) {
    const last_made *m = &b->made.at[i];
    const last_made *before = &then->made.at[i];
    bool same_file = then->outputs.at[before->file].id == b->outputs.at[m->file].id;
    if (same_file && same_made(before, m)) continue;
    put_next(&c, i);
    last__put_made_one(out, b, m);
  }
  count_end(&c);
  return true;
}

static void take_made(unpack *in, last_build *b) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t place = take_next(in, b->made.len);
    if (in->bad) return;
    last__take_made_one(in, last_thing_size(b->thing_count), &b->made.at[place]);
  }
}

#if defined(__LP64__)
_Static_assert(sizeof(related_trace) == 80, "a field came or went: compare it below, too");
#endif

/* Lists that have the same print are the same; they name pages by their numbers, which stay. */
static bool same_related(const related_trace *then, const related_trace *now) {
  static const related_trace none = {0};
  const related_trace *a = then, *b = now ? now : &none;
  return a->print == b->print && a->own == b->own && a->around == b->around &&
         a->order == b->order && a->text_square == b->text_square &&
         a->title_square == b->title_square && a->keeps == b->keeps && a->asks == b->asks &&
         a->keeps_equal == b->keeps_equal && a->least == b->least &&
         !memcmp(a->hits, b->hits, sizeof a->hits) && a->listed == b->listed &&
         a->offered == b->offered;
}

static bool put_related(buf *out, const last_build *then, const last_build *b) {
  size_t count = b->with_related ? b->with_related->len : 0;
  if (then->related.len != count) return false;
  counting c = count_from(out);
  for (size_t i = 0; i < count; i++) {
    const page *p = b->with_related->at[i];
    if (same_related(&then->related.at[i].trace, p->related_trace)) continue;
    put_next(&c, i);
    last__put_related_one(out, p);
  }
  count_end(&c);
  return true;
}

static void take_related(unpack *in, last_related_list *related) {
  uint32_t count = unpack_u32(in);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    uint32_t place = take_next(in, related->len);
    if (!in->bad) last__take_related_one(in, &related->at[place]);
  }
}

static bool same_searches(const last_build *then, const last_build *b) {
  bool same = then->searches.len == b->searches.len;
  for (size_t i = 0; same && i < b->searches.len; i++) {
    const last_search *before = &then->searches.at[i], *now = &b->searches.at[i];
    same = sv_eq(before->lang, now->lang) && sv_eq(before->note, now->note);
  }
  return same;
}

static void put_searches(buf *out, const last_build *then, const last_build *b) {
  bool same = same_searches(then, b);
  pack_u32(out, !same);
  if (!same) last__put_searches(out, b);
}

bool last__put_rest_change(buf *out, const last_build *then, const last_build *b, size_t piece) {
  switch (piece) {
    case 0: last__put_place(out, b); return put_kept(out, &then->kept, &b->kept);
    case 1: return same_things(then, b) && put_made(out, then, b);
    case 2: return put_related(out, then, b);
    default:
      put_searches(out, then, b);
      return word_sets_pack_change(out, &then->word_sets, &b->word_sets);
  }
}

void last__take_rest_change(unpack *in, arena *a, last_build *b) {
  last__take_place(in, b);
  take_kept(in, &b->kept);
  take_made(in, b);
  take_related(in, &b->related);
  if (unpack_u32(in)) last__take_searches(in, a, b);
  word_sets_unpack_change(in, a, &b->word_sets);
}
