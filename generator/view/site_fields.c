/* The fields of `site`. */
#include "base/limits.h"
#include "graph/notices.h"
#include "view/view.h"

typedef struct site_view {
  val_lazy lazy;
  const view *view;
  const view_lists *lists; /* in the screen's language */
  screen *screen;          /* its address is for the menu's current entry */
} site_view;

static const site_view *seen(const val_lazy *self) {
  return (const site_view *)(const void *)self;
}

static const settings *settings_of(const val_lazy *self) {
  return &seen(self)->view->site->settings;
}

static val address(const val_lazy *self, arena *scratch, sv below_home) {
  const site_view *s = seen(self);
  sv home = view__home(s->view, s->lists->lang);
  return view__address(scratch, s->view, arena_cat(scratch, (sv[]){home, below_home}, 2));
}

#define SETTING_TEXT(function, member)                        \
  static val function(const val_lazy *self, arena *scratch) { \
    return view__text(settings_of(self)->member);             \
  }
SETTING_TEXT(site_name, name)
SETTING_TEXT(site_description, description)
SETTING_TEXT(site_base_url, base_url)
SETTING_TEXT(site_language, language)
SETTING_TEXT(site_address, address)
SETTING_TEXT(site_phone, phone)
SETTING_TEXT(site_emergency_number, emergency_number)
SETTING_TEXT(site_hours, hours)

#define SITE_LIST(function, member)                           \
  static val function(const val_lazy *self, arena *scratch) { \
    return seen(self)->lists->member;                         \
  }
SITE_LIST(site_articles, articles)
SITE_LIST(site_featured, featured)
SITE_LIST(site_popular, popular)
SITE_LIST(site_pages, pages)
SITE_LIST(site_people, people)
SITE_LIST(site_sections, sections)
SITE_LIST(site_taxonomies, taxonomies)

static val site_url(const val_lazy *self, arena *scratch) {
  return address(self, scratch, SV(""));
}

static val site_atom_url(const val_lazy *self, arena *scratch) {
  return address(self, scratch, SV("atom.xml"));
}

static val site_feed_json_url(const val_lazy *self, arena *scratch) {
  return address(self, scratch, SV("feed.json"));
}

/* A listing that a language does not have is found in the site's main language. */
static val listing_address(const val_lazy *self, arena *scratch, listing_type type) {
  const site_view *s = seen(self);
  const listing *found = view__listing_of(s->view, type, s->lists->lang);
  if (!found) found = view__listing_of(s->view, type, settings_of(self)->language);
  return found ? view__address(scratch, s->view, found->url) : val_nil();
}

static val site_search_url(const val_lazy *self, arena *scratch) {
  return listing_address(self, scratch, LISTING_SEARCH);
}

static val site_archive_url(const val_lazy *self, arena *scratch) {
  return listing_address(self, scratch, LISTING_ARCHIVE);
}

static val site_az_url(const val_lazy *self, arena *scratch) {
  return listing_address(self, scratch, LISTING_AZ);
}

/* Only where this language has one: another's would be no help. */
static val site_glossary_url(const val_lazy *self, arena *scratch) {
  const site_view *s = seen(self);
  const listing *found = view__listing_of(s->view, LISTING_GLOSSARY, s->lists->lang);
  return found ? view__address(scratch, s->view, found->url) : val_nil();
}

static val site_people_url(const val_lazy *self, arena *scratch) {
  return listing_address(self, scratch, LISTING_PEOPLE);
}

static val site_title(const val_lazy *self, arena *scratch) {
  const settings *s = settings_of(self);
  return val_str(s->title.len ? s->title : s->name);
}

static val site_base_path(const val_lazy *self, arena *scratch) {
  return val_str(settings_of(self)->base_path);
}

static val site_languages(const val_lazy *self, arena *scratch) {
  const sv_list *languages = &settings_of(self)->languages;
  val *items = arena_array(scratch, val, languages->len);
  for (size_t i = 0; i < languages->len; i++) items[i] = val_str(languages->at[i]);
  return val_array(items, languages->len);
}

static val site_phone_link(const val_lazy *self, arena *scratch) {
  return view__phone_link(scratch, settings_of(self)->phone);
}

static val site_emergency_link(const val_lazy *self, arena *scratch) {
  return view__phone_link(scratch, settings_of(self)->emergency_number);
}

static val site_sample(const val_lazy *self, arena *scratch) {
  return val_bool(settings_of(self)->sample);
}

static val site_menu(const val_lazy *self, arena *scratch) {
  const menu_items *menu = &settings_of(self)->menu;
  sv base = settings_of(self)->base_path;
  val *items = arena_array(scratch, val, menu->len);
  for (size_t i = 0; i < menu->len; i++) {
    const menu_item *item = &menu->at[i];
    bool current = sv_starts(item->address, base) &&
                   sv_eq(sv_skip(item->address, base.len), seen(self)->screen->url);
    items[i] =
        view__object(scratch, 3, (const char *[]){"title", "url", "current"},
                     (val[]){val_str(item->title), val_str(item->address), val_bool(current)});
  }
  return val_array(items, menu->len);
}

static val site_data(const val_lazy *self, arena *scratch) {
  return seen(self)->view->site->data;
}

static val site_notices(const val_lazy *self, arena *scratch) {
  const view *v = seen(self)->view;
  const page_list *notices = &v->site->notices;
  val *items = arena_array(scratch, val, notices->len);
  for (size_t i = 0; i < notices->len; i++) {
    items[i] = view__page(v, notices_in(notices->at[i], seen(self)->lists->lang));
  }
  return val_array(items, notices->len);
}

static val site_time(const val_lazy *self, arena *scratch) {
  seen(self)->screen->now_read = true;
  view_reads_passing(seen(self)->view->options.reads);
  return val_date(seen(self)->view->site->clock.now);
}

static val site_year(const val_lazy *self, arena *scratch) {
  return val_int(date_split(seen(self)->view->site->clock.today).year);
}

static val site_version(const val_lazy *self, arena *scratch) {
  return val_str(seen(self)->view->options.version);
}

static val site_theme(const val_lazy *self, arena *scratch) {
  return seen(self)->view->options.theme;
}

/* The addresses of this site map, in all languages. No page of a preview is for search engines. */
static val site_sitemap(const val_lazy *self, arena *scratch) {
  const view *v = seen(self)->view;
  const sitemap *all = v->options.sitemap;
  size_t part = seen(self)->screen->sitemap_part;
  size_t from = part > 1 ? (part - 1) * LIMIT_SITEMAP : 0;
  if (v->options.preview || from >= all->len) return val_array(NULL, 0);
  size_t count = all->len - from < LIMIT_SITEMAP ? all->len - from : LIMIT_SITEMAP;
  val *entries = arena_array(scratch, val, count);
  for (size_t i = 0; i < count; i++) {
    const sitemap_entry *one = &all->at[from + i];
    entries[i] = one->page ? view__page(v, one->page) : view__listing(scratch, v, one->listing, 1);
  }
  return val_array(entries, count);
}

static const field fields[] = {
    {"title", site_title, "the site's title"},
    {"name", site_name, "the clinic's name"},
    {"description", site_description, "a sentence about the site"},
    {"url", site_url, "the home page in this language"},
    {"base_url", site_base_url, "https://host/path, without a slash at the end"},
    {"base_path", site_base_path, "/path, or nothing"},
    {"language", site_language, "the main language"},
    {"languages", site_languages, "all languages"},
    {"address", site_address, "the clinic's address"},
    {"phone", site_phone, "the clinic's phone number"},
    {"phone_link", site_phone_link, "the same as tel:"},
    {"emergency_number", site_emergency_number, "who to call in an emergency"},
    {"emergency_link", site_emergency_link, "the same as tel:"},
    {"hours", site_hours, "opening hours"},
    {"sample", site_sample, "true for a sample site"},
    {"menu", site_menu, "title, url, current"},
    {"articles", site_articles, "every article in this language, newest first"},
    {"latest", site_articles, "the same"},
    {"featured", site_featured, "the featured ones"},
    {"popular", site_popular, "the hundred most read, those most read first"},
    {"pages", site_pages, "about, contact and the like"},
    {"people", site_people, "authors and reviewers"},
    {"sections", site_sections, "every section of this language"},
    {"taxonomies", site_taxonomies, "every taxonomy that has a term in this language"},
    {"data", site_data, "the files of content/data by name"},
    {"notices", site_notices, "the pages that site.yaml names as notices, in this language"},
    {"sitemap", site_sitemap,
     "every page for search engines: permalink, updated, date; in a layout for one of several site "
     "maps, those of that one"},
    {"time", site_time, "when the site was built"},
    {"year", site_year, "the year of the build"},
    {"version", site_version, "the program's name and version"},
    {"theme", site_theme, "layouts/theme.yaml"},
    {"atom_url", site_atom_url, "the site's feed"},
    {"feed_json_url", site_feed_json_url, "the same as JSON Feed"},
    {"search_url", site_search_url, "the search page"},
    {"archive_url", site_archive_url, "the archive"},
    {"az_url", site_az_url, "the A-Z index"},
    {"people_url", site_people_url, "the people's page"},
    {"glossary_url", site_glossary_url, "the glossary, where this language has one"},
};

/* Any other setting of site.yaml. */
static bool other_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  return val_get(settings_of(self)->all, key, scratch, out);
}

val view__site(arena *a, screen *s) {
  site_view *made = arena_new(a, site_view);
  *made = (site_view){{&s->view->site_fields.type}, s->view, view__lists(s->view, s->lang), s};
  return val_lazy_of(&made->lazy);
}

bool view__site_has(sv name) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    if (sv_is(name, fields[i].name)) return true;
  }
  return false;
}

void view__site_table(arena *a, field_table *table) {
  fields_init(a, table, "site", fields, sizeof fields / sizeof *fields);
  view__site_reads(a, table);
  table->other = other_field;
}
