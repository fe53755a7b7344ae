#include "build/parse.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "build/glossary.h"
#include "build/source.h"
#include "diag/record.h"
#include "health/review.h"
#include "markdown/markdown.h"
#include "model/front_matter.h"
#include "model/records.h"
#include "sys/fs.h"
#include "text/terms.h"
#include "view/view.h"

/* What the tasks of one loop share. */
typedef struct parsing {
  site *site;
  content_files *files;
  const words *words;
  const md_glossary **glossaries; /* as settings.languages */
  term_search **searches;         /* in them: those of the first worker, of the second, … */
  const md_inserts *inserts;
  const map *cascades; /* folder of content/ (and language) -> cascade */
  workers *workers;
  const parse_wanted *wanted;
  page_keeper *keeper; /* NULL: pages are not kept */
  field_table shown;   /* what layouts find of a page by other ways than its params */
  bool as_written;     /* links are not left to be filled in */
  bool reviews;        /* some are recorded */
  diag_sink *sink;
  page **pages; /* [files->len]; NULL: the file could not be read */
} parsing;

/* What a section's _index.md gives to the pages beside it. */
typedef struct cascade {
  const node *fields;
  sv file;
  bool unread; /* it may give more: its file or front matter could not be read */
} cascade;

static sv word_in_html(void *context, sv lang, sv name) {
  return words_html(context, lang, name);
}

/* Articles and pages use words that readers may not know; a switch of theirs says no. */
static void add_glossary(const parsing *p, unsigned worker, const page *of, md_options *out) {
  const sv_list *languages = &p->site->settings.languages;
  bool wanted = of->glossary && (of->type == PAGE_ARTICLE || of->type == PAGE_PLAIN);
  for (size_t i = 0; wanted && i < languages->len; i++) {
    if (!sv_eq(languages->at[i], of->lang)) continue;
    out->glossary = p->glossaries[i];
    out->term_search = p->searches[worker * languages->len + i];
  }
}

static md_options options_for(const parsing *p, const page *of) {
  md_options options = md_article_options;
  options.raw_html = p->site->settings.raw_html;
  options.html = &p->site->settings.html;
  options.super_and_subscript = p->site->settings.super_and_subscript;
  options.lang = of->lang;
  options.site_links = !p->as_written;
  if (!p->as_written) options.origin = p->site->settings.origin;
  options.inserts = p->inserts;
  options.word = word_in_html;
  options.word_context = (void *)(uintptr_t)p->words;
  return options;
}

/* What the text of a page can cite. */
static const md_reference *references_of(arena *scratch, const page *of) {
  md_reference *made = arena_array(scratch, md_reference, of->more->references.len);
  for (size_t i = 0; i < of->more->references.len; i++) {
    const page_reference *from = &of->more->references.at[i];
    made[i].id = from->id.text;
    made[i].where = diag_at(from->excused ? SV("") : of->source, from->id.offset, from->id.length);
  }
  return made;
}

static void convert_lines(const parsing *p, worker_memory *memory, const page *of,
                          page_lines *lines, diag_sink *sink) {
  md_options options = options_for(p, of);
  options.bulk = &memory->bulk;
  for (size_t i = 0; i < lines->len; i++) {
    const placed *written = &lines->at[i].written;
    md_line(&memory->pages, &memory->scratch, &options, written->text,
            diag_at(of->source, written->offset, written->length), sink, &lines->at[i].body);
  }
}

/* "articles" in the main language, "articles/es" in another. */
static sv cascade_key(arena *a, const settings *set, sv below) {
  sv name = fs_name_of(below);
  name = sv_first(name, name.len - fs_extension_of(name).len - 1);
  sv lang = page_name_language(set, &name);
  return fs_join(a, fs_folder_of(below), sv_eq(lang, set->language) ? SV("") : lang);
}

/* That of the file's folder, or of one above it, since an article may have a folder of its own;
 * in the file's language before the main one. */
static const cascade *cascade_for(const parsing *p, sv below, arena *scratch) {
  sv key = cascade_key(scratch, &p->site->settings, below);
  sv lang = sv_skip(key, fs_folder_of(below).len);
  for (sv folder = fs_folder_of(below); folder.len; folder = fs_folder_of(folder)) {
    const cascade *found = map_get(p->cascades, arena_cat(scratch, (sv[]){folder, lang}, 2));
    if (!found) found = map_get(p->cascades, folder);
    if (found) return found;
  }
  return NULL;
}

/* The prose has been read and the HTML is wanted again only when the page is rendered. */
static void let_go_of_bulk(worker_memory *memory, body *text) {
  text->html = (sv){"", 0};
  text->prose = (prose){0};
  arena_reset(&memory->bulk);
}

static page *parse_text(parsing *p, const content_file *file, sv text, unsigned worker) {
  worker_memory *memory = &p->workers->each[worker];
  diag_sink *sink = memory->problems;
  front_matter parts;
  bool whole = front_matter_split(&memory->scratch, file->path, text, sink, &parts);
  const cascade *from = cascade_for(p, file->below, &memory->scratch);
  page_file named = {file->path, file->below, from ? from->file : SV("")};
  page *made = page_read(&memory->pages, &memory->scratch, &p->site->settings, &named, parts.root,
                         from ? from->fields : NULL, sink);
  made->unread = !whole || (from && from->unread);
  md_options options = options_for(p, made);
  options.bulk = &memory->bulk;
  options.references = references_of(&memory->scratch, made);
  options.reference_count = made->more->references.len;
  bool none = parts.body <= UTF8_BOM.len; /* no front matter, whose list a note could cite */
  options.note_checks = options.note_checks && (whole || none);
  add_glossary(p, worker, made, &options);
  md_convert(&memory->pages, &memory->scratch, &options, (md_source){file->path, text, parts.body},
             sink, &made->body);
  convert_lines(p, memory, made, &made->key_points, sink);
  convert_lines(p, memory, made, &made->questions_to_ask, sink);
  if (p->wanted->words && made->type != PAGE_SECTION) {
    related_read(workers_reader(memory, p->site, made), &memory->bags, made);
  }
  if (p->reviews && made->type == PAGE_ARTICLE) {
    sv print = review_fingerprint(&memory->pages, made, sv_skip(text, parts.body));
    page_more_of(&memory->pages, made)->fingerprint = print;
  }
  if (p->wanted->rules) {
    made->health = health_check(&memory->pages, &memory->scratch, p->wanted->rules, memory->words,
                                made, text, sink);
  }
  return made;
}

/* Has its name a place of its own among what layouts are shown of the page? */
static bool has_place(const parsing *p, const page *of, const val_key *name) {
  const taxonomy_settings *taxonomies = &p->site->settings.taxonomies;
  if (fields_have(&p->shown, name)) return true;
  for (size_t i = 0; i < of->terms.len; i++) {
    if (sv_eq(taxonomies->at[of->terms.at[i].taxonomy].name, name->name)) return true;
  }
  return false;
}

/* Of a page's front matter, what layouts ask for by name and find nowhere else. */
static val other_params(const parsing *p, arena *scratch, const page *of) {
  const val_object *all = of->params.as.object;
  val_member *rest = arena_array(scratch, val_member, all->len);
  size_t count = 0;
  for (uint32_t i = 0; i < all->len; i++) {
    if (!has_place(p, of, &all->members[i].key)) rest[count++] = all->members[i];
  }
  return count ? val_object_keep(scratch, rest, count) : val_nil();
}

/* Where a page is kept, memory holds no more of its front matter than that. Of a section layouts
 * ask for all, in the name of its list. */
static bool keep_page(const parsing *p, unsigned worker, page *made, hash content) {
  worker_memory *memory = &p->workers->each[worker];
  val all = made->params;
  bool some = p->keeper && made->type != PAGE_SECTION && all.kind == VAL_OBJECT;
  if (some) made->params = other_params(p, &memory->scratch, made);
  bool kept = pages_keep(p->keeper, worker, p->site, made, some ? all : val_nil(), content,
                         memory->problems);
  made->params = val_held(&memory->pages, kept ? made->params : all);
  return kept;
}

/* The page of a file that cannot be read: it is there, so that who names it is right. What it lacks
 * is not reported. */
static page *parse_nothing(parsing *p, const content_file *file, unsigned worker) {
  worker_memory *memory = &p->workers->each[worker];
  diag_sink *problems = memory->problems;
  memory->problems = diag_sink_new();
  page *made = parse_text(p, file, SV("---\ntitle: Unread\n---\n"), worker);
  made->unread = true;
  diag_sink_free(memory->problems);
  memory->problems = problems;
  return made;
}

static page *parse_source(parsing *p, content_file *file, unsigned worker) {
  worker_memory *memory = &p->workers->each[worker];
  sv text;
  if (!source_read_on(&memory->scratch, file->path, memory->problems, &text)) {
    return parse_nothing(p, file, worker);
  }
  file->content = hash_of(text);
  return parse_text(p, file, text, worker);
}

/* As the last build parsed it, or anew, and then kept for the next. */
static page *take_or_parse(parsing *p, content_file *file, worker_memory *memory, unsigned worker) {
  page *made = pages_take(p->keeper, worker, p->site, file->path, p->sink, &file->content);
  if (made) return made;
  made = parse_source(p, file, worker);
  bool kept = made && keep_page(p, worker, made, file->content);
  diag_hand_on(memory->problems, p->sink);
  if (made && !kept) made->body.spilled = spill_add(memory->bodies, made->body.html);
  if (made) made->body.summary = arena_dup(&memory->pages, made->body.summary);
  return made;
}

static void parse_file(void *context, size_t i, unsigned worker) {
  parsing *p = context;
  worker_memory *memory = &p->workers->each[worker];
  arena_reset(&memory->scratch);
  p->pages[i] = take_or_parse(p, &p->files->at[i], memory, worker);
  if (p->pages[i]) let_go_of_bulk(memory, &p->pages[i]->body);
}

/* The `cascade` maps of the sections, read again for their places: there are few. Pages point at
 * their texts. */
static void read_cascades(arena *a, const settings *set, const content_files *indexes, map *out) {
  diag_sink *unheard = diag_sink_new(); /* the parse of the same file reports its problems */
  for (size_t i = 0; i < indexes->len; i++) {
    const content_file *file = &indexes->at[i];
    sv text;
    front_matter parts = {0};
    cascade *made = arena_new(a, cascade);
    made->unread = !source_read_on(a, file->path, unheard, &text) ||
                   !front_matter_split(a, file->path, text, unheard, &parts);
    made->fields = node_get(parts.root, SV("cascade"));
    made->file = file->path;
    if (made->fields || made->unread) map_put(a, out, cascade_key(a, set, file->below), made);
  }
  diag_sink_free(unheard);
}

static void parse_list(parsing *p, content_files *files) {
  p->files = files;
  p->pages = arena_array(p->site->memory, page *, files->len);
  pool_run(p->workers->pool, files->len, parse_file, p);
  for (size_t i = 0; i < files->len; i++) {
    if (p->pages[i]) vec_push(p->site->memory, &p->site->all, p->pages[i]);
  }
}

/* For so many workers. */
static void open_glossaries(parsing *p, arena *a, unsigned threads) {
  const sv_list *languages = &p->site->settings.languages;
  p->glossaries = arena_array(a, const md_glossary *, languages->len);
  p->searches = arena_array(a, term_search *, languages->len * threads);
  for (size_t i = 0; i < languages->len; i++) {
    const md_glossary *g = glossary_for_markdown(a, p->site, languages->at[i]);
    p->glossaries[i] = g;
    for (unsigned worker = 0; g && worker < threads; worker++) {
      p->searches[worker * languages->len + i] =
          terms_search(&p->workers->each[worker].pages, g->words);
    }
  }
}

static void close_glossaries(const parsing *p, unsigned threads) {
  for (size_t i = 0; i < p->site->settings.languages.len * threads; i++) {
    if (p->searches[i]) terms_search_end(p->searches[i]);
  }
}

/* The first page from one on that comes behind the source; they are in its order. */
static size_t place_behind(const page_list *all, size_t from, sv source) {
  size_t until = all->len;
  while (from < until) {
    size_t middle = from + (until - from) / 2;
    if (sv_cmp(all->at[middle]->source, source) < 0) {
      from = middle + 1;
    } else {
      until = middle;
    }
  }
  return from;
}

/* By source. The files were listed by path, section pages apart: so many stand before the others,
 * and each goes to its place among them. */
static void put_in_order(arena *a, page_list *all, size_t indexes) {
  page_list ordered = {0};
  size_t at = indexes;
  vec_reserve(a, &ordered, all->len);
  for (size_t i = 0; i < indexes; i++) {
    size_t until = place_behind(all, at, all->at[i]->source);
    while (at < until) vec_push(a, &ordered, all->at[at++]);
    vec_push(a, &ordered, all->at[i]);
  }
  while (at < all->len) vec_push(a, &ordered, all->at[at++]);
  *all = ordered;
}

void parse_pages(site *s, content_inventory *content, const words *w, const md_inserts *inserts,
                 workers *with, const parse_wanted *wanted, page_keeper *keeper, diag_sink *sink) {
  arena places = {0};
  map cascades = {0};
  read_cascades(s->memory, &s->settings, &content->indexes, &cascades);
  for (unsigned i = 0; i < pool_threads(with->pool); i++) {
    const health_rules *rules = wanted->rules;
    if (rules && !with->each[i].words) with->each[i].words = lexicon_open(rules->phrases);
    if (with->each[i].reader) continue;
    with->each[i].reader = related_reader_open(&s->settings);
    with->each[i].unlisted = related_reader_open(&s->settings);
  }
  parsing p = {.site = s,
               .words = w,
               .inserts = inserts,
               .cascades = &cascades,
               .workers = with,
               .wanted = wanted,
               .keeper = keeper,
               .reviews = s->reviews.len > 0,
               .sink = sink};
  view_page_names(&places, &p.shown);
  open_glossaries(&p, &places, pool_threads(with->pool));
  parse_list(&p, &content->indexes);
  size_t indexes = s->all.len;
  parse_list(&p, &content->pages);
  pages_settle(keeper);
  close_glossaries(&p, pool_threads(with->pool));
  put_in_order(s->memory, &s->all, indexes);
  arena_free(&places);
}

static page *parse_one(site *s, const content_inventory *content, const content_file *file,
                       const sv *text, const words *w, const md_inserts *inserts, workers *with,
                       diag_sink *sink) {
  arena places = {0};
  map cascades = {0};
  worker_memory *memory = &with->each[0];
  content_file again = *file;
  read_cascades(&memory->pages, &s->settings, &content->indexes, &cascades);
  parsing p = {.site = s,
               .words = w,
               .inserts = inserts,
               .cascades = &cascades,
               .workers = with,
               .wanted = &(parse_wanted){NULL, false},
               .reviews = s->reviews.len > 0,
               .as_written = text != NULL,
               .sink = sink};
  view_page_names(&places, &p.shown);
  open_glossaries(&p, &places, 1);
  arena_reset(&memory->scratch);
  arena_reset(&memory->bulk);
  page *made = text ? parse_text(&p, &again, *text, 0) : parse_source(&p, &again, 0);
  diag_hand_on(memory->problems, sink);
  if (made) made->params = val_held(&memory->pages, made->params);
  if (made) made->body.summary = arena_dup(&memory->pages, made->body.summary);
  close_glossaries(&p, 1);
  arena_free(&places);
  return made;
}

page *parse_again(site *s, const content_inventory *content, const content_file *file,
                  const words *w, const md_inserts *inserts, workers *with, diag_sink *sink) {
  return parse_one(s, content, file, NULL, w, inserts, with, sink);
}

page *parse_alone(site *s, const content_inventory *content, const content_file *file, sv text,
                  const words *w, const md_inserts *inserts, workers *with, diag_sink *sink) {
  return parse_one(s, content, file, &text, w, inserts, with, sink);
}
