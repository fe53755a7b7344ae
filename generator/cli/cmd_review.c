/* Records that a person reviewed an article as it stands: in its front matter, and as a line of
 * data/reviews.yaml with the fingerprint of what was reviewed. */
#include <errno.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "health/review.h"
#include "model/front_matter.h"
#include "model/front_matter_set.h"
#include "sys/fs.h"
#include "wrap/json.h"
#include "wrap/yaml.h"

enum { NAMED_PEOPLE = 10 }; /* as many names are worth reading in a message */

typedef struct reviewing {
  const options *options;
  arena *memory;
  diag_sink *sink;
  diag_sink *site_sink; /* what is wrong with the site, of which only the article matters */
  bool asked;           /* the site could be read so far */
  bool done;
  const page *page;
  const page *person;
  sv_list by; /* who reviewed this text today, this person among them */
  review_record record;
  sv next_review; /* empty: as review_months has it */
  sv article_text, article_new;
  sv file, file_new; /* data/reviews.yaml */
} reviewing;

/* What a page may be called: by its file, below which folder whatever, or by its slug. */
static bool is_called(const site *s, const page *p, sv wanted, arena *a) {
  sv name = review_name(s, p), stem = p->bundle ? p->folder : p->source;
  if (!p->bundle) stem = sv_first(stem, stem.len - SV(".md").len);
  sv with_section = arena_printf(a, "%.*s/%.*s", SV_ARG(p->section), SV_ARG(p->slug));
  return sv_eq(wanted, p->source) || sv_eq(wanted, name) || sv_eq(wanted, p->url) ||
         sv_eq(wanted, fs_name_of(stem)) || sv_eq(wanted, stem) || sv_eq(wanted, p->slug) ||
         sv_eq(wanted, with_section) || (!p->bundle && sv_eq(wanted, fs_name_of(p->source)));
}

static void say_unknown(const reviewing *r, const site *s, sv wanted) {
  sv_list names = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    if (p->type != PAGE_ARTICLE) continue;
    vec_push(r->memory, &names, p->slug);
    vec_push(r->memory, &names, p->source);
  }
  sv near = diag_nearest(wanted, names.at, names.len);
  diag *d =
      diag_add(r->sink, DIAG_BD003, DIAG_NOWHERE, "there is no article \"%.*s\"", SV_ARG(wanted));
  if (near.len) {
    diag_hint(d, "did you mean %.*s?", SV_ARG(near));
  } else {
    diag_hint(d, "name it by its file, as in content/articles/epidural.md, or by its slug");
  }
}

/* A slug that a translation shares means the article in the site's language. */
static const page *find_article(const reviewing *r, const site *s) {
  sv wanted = site_way(r->memory, r->options->arguments.at[0]);
  if (sv_starts(wanted, SV("./"))) wanted = sv_skip(wanted, 2);
  page_list found = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->type != PAGE_ARTICLE || !is_called(s, p, wanted, r->memory)) continue;
    if (found.len && sv_eq(p->lang, s->settings.language) &&
        !sv_eq(found.at[0]->lang, s->settings.language)) {
      found.len = 0;
    }
    bool foreign = found.len && sv_eq(found.at[0]->lang, s->settings.language) &&
                   !sv_eq(p->lang, s->settings.language);
    if (!foreign) vec_push(r->memory, &found, p);
  }
  if (found.len == 1) return found.at[0];
  if (found.len == 0) {
    say_unknown(r, s, wanted);
  } else {
    diag *d = diag_add(r->sink, DIAG_BD003, DIAG_NOWHERE, "several articles are called \"%.*s\"",
                       SV_ARG(wanted));
    diag_hint(d, "name one by its file: %.*s or %.*s", SV_ARG(found.at[0]->source),
              SV_ARG(found.at[1]->source));
  }
  return NULL;
}

static const page *find_person(const reviewing *r, const site *s) {
  sv wanted = r->options->value[OPTION_BY];
  sv_list names = {0};
  for (size_t i = 0; i < s->people.len; i++) {
    const page *p = s->people.at[i];
    if (sv_eq(p->slug, wanted) || sv_eq_nocase(p->title, wanted)) return p;
    vec_push(r->memory, &names, p->slug);
  }
  diag *d = diag_add(r->sink, DIAG_FM006, DIAG_NOWHERE,
                     "there is no person \"%.*s\" in content/people/", SV_ARG(wanted));
  sv near = diag_nearest(wanted, names.at, names.len);
  if (near.len) {
    diag_hint(d, "did you mean %.*s?", SV_ARG(near));
  } else if (names.len && names.len <= NAMED_PEOPLE) {
    buf known = BUF_EMPTY;
    for (size_t i = 0; i < names.len; i++) {
      buf_printf(&known, "%s%.*s", i ? ", " : "", SV_ARG(names.at[i]));
    }
    diag_hint(d, "there are: %s", buf_cstr(&known));
    buf_free(&known);
  } else {
    diag_hint(d,
              "a reviewer has a page of their own, with name and credentials: "
              "content/people/jane-doe.md");
  }
  return NULL;
}

/* A reviewer who is nobody: this is about to name another. */
static bool is_replaced(const page *p, const diag_view *view) {
  if (view->code != DIAG_FM006) return false;
  for (size_t i = 0; i < p->reviewed_by.len; i++) {
    if (p->reviewed_by.at[i].as_written.offset == view->offset) return true;
  }
  return false;
}

/* An article with mistakes does not say what it is meant to say. */
static void count_mistake(void *context, const diag_view *view) {
  reviewing *r = context;
  if (view->severity != DIAG_ERROR || !sv_eq(view->file, r->page->source)) return;
  if (is_replaced(r->page, view)) return;
  diag *d = diag_add(r->sink, DIAG_BD003, diag_file(r->page->source), "line %zu: %.*s", view->line,
                     SV_ARG(view->message));
  diag_hint(d, "mend this first: pamphlet check says more");
}

static sv day_of(arena *a, date d) {
  char text[DATE_TEXT];
  return arena_dup(a, sv_make(text, date_day_text(d, text)));
}

/* A next_review of the article's own keeps its distance from the review. */
static sv moved_next(const reviewing *r, const site *s, const node *own) {
  if (!own) return SV("");
  const page *p = r->page;
  date today = s->clock.today;
  int64_t apart = p->next_review.at.seconds - p->reviewed.at.seconds;
  bool known = p->reviewed.given && p->next_review.given && apart > 0;
  if (!known) return day_of(r->memory, date_add_months(today, (int)s->settings.review_months));
  int months = (int)(apart / (31 * 24 * 60 * 60));
  for (int m = months; m <= months * 31 / 28 + 1; m++) {
    date next = date_add_months(p->reviewed.at, m);
    if (sv_eq(day_of(r->memory, next), day_of(r->memory, p->next_review.at))) {
      return day_of(r->memory, date_add_months(today, m));
    }
  }
  today.seconds += apart;
  return day_of(r->memory, today);
}

/* This person, behind those who read the same text on the same day. */
static void collect_reviewers(reviewing *r, const site *s) {
  const map *records = review_records(r->memory, s);
  const review_record *last = records ? map_get(records, review_name(s, r->page)) : NULL;
  for (; last; last = last->same_day) {
    bool same = sv_eq(last->reviewed, r->record.reviewed) && sv_eq(last->text, r->record.text);
    if (same && !sv_eq(last->by, r->person->slug)) vec_push(r->memory, &r->by, last->by);
  }
  if (r->by.len) qsort(r->by.at, r->by.len, sizeof *r->by.at, sv_order);
  vec_push(r->memory, &r->by, r->person->slug);
}

static bool set_fields(reviewing *r) {
  const new_field by = {SV("reviewed_by"), r->by.at, r->by.len},
                  day = {SV("reviewed"), &r->record.reviewed, 1},
                  next = {SV("next_review"), &r->next_review, 1};
  sv text = r->article_text;
  bool good =
      front_matter_set(r->memory, text, &by, "reviewed answered_by author authors date", &text) &&
      front_matter_set(r->memory, text, &day, "reviewed_by", &text) &&
      (!r->next_review.len || front_matter_set(r->memory, text, &next, "reviewed", &text));
  r->article_new = text;
  if (good) return true;
  diag *d = diag_add(r->sink, DIAG_BD003, diag_file(r->page->source),
                     "its front matter is written in a way that cannot be changed by itself");
  diag_hint(d, "write reviewed_by: %.*s and reviewed: %.*s on lines of their own, and try again",
            SV_ARG(r->person->slug), SV_ARG(r->record.reviewed));
  return false;
}

static bool read_article(reviewing *r, const site *s) {
  front_matter parts;
  const char *path = arena_cstr(r->memory, r->page->source);
  if (!fs_read(r->memory, path, LIMIT_SOURCE_BYTES, &r->article_text) ||
      !front_matter_split(r->memory, r->page->source, r->article_text, r->sink, &parts)) {
    diag_add(r->sink, DIAG_IO001, diag_file(r->page->source), "cannot read the article");
    return false;
  }
  sv below = sv_skip(r->article_text, parts.body);
  r->record.text = review_fingerprint(r->memory, r->page, below);
  r->record.reviewed = day_of(r->memory, s->clock.today);
  r->record.by = r->person->slug;
  r->next_review = moved_next(r, s, node_get(parts.root, SV("next_review")));
  return true;
}

/* Nothing is added to a list with mistakes; one without any record is as good as none. */
static void count_list_mistake(void *context, const diag_problem *problem) {
  reviewing *r = context;
  bool empty = problem->code == DIAG_HC031 && problem->where.offset == DIAG_WHOLE_FILE;
  if (problem->severity != DIAG_ERROR || empty || !sv_eq(problem->where.file, r->file)) return;
  diag_say(r->sink, problem->code, problem->where, problem->message, problem->hint);
}

/* Some ways of writing a list have no room for another line. */
static bool reads_as_list(const reviewing *r) {
  diag_sink *unheard = diag_sink_new();
  const node *root = yaml_parse(r->memory, r->file, r->file_new, 0, unheard);
  bool good = root && root->kind == NODE_LIST && !diag_count(unheard, DIAG_ERROR);
  diag_sink_free(unheard);
  if (good) return true;
  diag *d = diag_add(r->sink, DIAG_BD003, diag_file(r->file),
                     "the list is written in a way that no line can be added to");
  diag_hint(d,
            "begin each review with \"- \" on a line of its own, as in - {article: "
            "articles/epidural.md, reviewed: 2026-03-01, by: jane-doe, text: \"8c1f…\"}");
  return false;
}

static bool add_record(reviewing *r, const site *s) {
  arena *a = r->memory;
  sv text = {"", 0};
  sv folder = sv_first(r->page->source, r->page->source.len - review_name(s, r->page).len);
  r->file = arena_printf(a, "%.*sdata/" REVIEW_DATA ".yaml", SV_ARG(folder));
  diag_each_problem(r->site_sink, count_list_mistake, r);
  if (diag_count(r->sink, DIAG_ERROR)) return false;
  bool there = fs_look(r->file.at) != FS_MISSING;
  if (there && !fs_read(a, r->file.at, LIMIT_SOURCE_BYTES, &text)) {
    diag_add(r->sink, DIAG_IO001, diag_file(r->file), "cannot read the file: %s", strerror(errno));
    return false;
  }
  r->file_new = review_file(a, text, review_line(a, review_name(s, r->page), &r->record));
  return reads_as_list(r);
}

static bool write_file(const reviewing *r, sv path, sv text) {
  const char *name = arena_cstr(r->memory, path);
  if (fs_holds(name, text)) return true;
  const char *folder = arena_cstr(r->memory, fs_folder_of(path));
  if (fs_make_folders(folder) && fs_write(name, text)) return true;
  diag_add(r->sink, DIAG_IO002, diag_file(path), "cannot write the file: %s", strerror(errno));
  return false;
}

static void print_json(const reviewing *r, sv next) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  const sv members[][2] = {{SV("file"), r->page->source},        {SV("by"), r->person->slug},
                           {SV("reviewed"), r->record.reviewed}, {SV("next_review"), next},
                           {SV("text"), r->record.text},         {SV("recorded"), r->file}};
  json_begin(&w, '{');
  for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
    json_key(&w, members[i][0]);
    json_string(&w, members[i][1]);
  }
  json_end(&w, '}');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static void print_done(const reviewing *r, const site *s) {
  if (r->options->given[OPTION_QUIET]) return;
  sv next = r->next_review;
  if (!next.len) {
    date until = date_add_months(s->clock.today, (int)s->settings.review_months);
    next = day_of(r->memory, until);
  }
  if (r->options->format == DIAG_JSON) {
    print_json(r, next);
    return;
  }
  printf("%.*s: reviewed by %.*s on %.*s; the review holds until %.*s\n", SV_ARG(r->page->source),
         SV_ARG(r->person->title), SV_ARG(r->record.reviewed), SV_ARG(next));
  printf("%.*s: recorded what it says today\n", SV_ARG(r->file));
}

static void answer(void *context, const site *s) {
  reviewing *r = context;
  r->asked = true;
  r->page = find_article(r, s);
  r->person = find_person(r, s);
  if (!r->page || !r->person) return;
  diag_each(r->site_sink, count_mistake, r);
  if (diag_count(r->sink, DIAG_ERROR) || !read_article(r, s)) return;
  collect_reviewers(r, s);
  if (!set_fields(r) || !add_record(r, s)) return;
  /* The record first: without it the article would claim what nothing shows. */
  r->done = write_file(r, r->file, r->file_new) && write_file(r, r->page->source, r->article_new);
  if (r->done) print_done(r, s);
}

int cmd_review(const options *o) {
  if (!o->given[OPTION_BY]) {
    fputs("pamphlet review: it needs --by PERSON, the reviewer's file in content/people/\n",
          stderr);
    return EXIT_USAGE;
  }
  arena memory = {0};
  diag_sink *sink = diag_sink_new(), *site_sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  reviewing r = {.options = o, .memory = &memory, .sink = sink, .site_sink = site_sink};
  build_site(&wanted, site_sink, answer, &r);
  print_problems(r.asked ? sink : site_sink, o, false);
  diag_sink_free(sink);
  diag_sink_free(site_sink);
  arena_free(&memory);
  return r.done ? EXIT_GOOD : EXIT_ERRORS;
}
