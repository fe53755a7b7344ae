/* The filters that need the site. Each render's context is its screen. */
#include "model/url.h"
#include "view/view.h"

static const screen *screen_of(const liq_call *call) {
  return call->run->context;
}

static sv named_text(const liq_call *call, sv name) {
  for (size_t i = 0; i < call->named_count; i++) {
    if (sv_eq(call->named[i].key.name, name)) {
      return liq_text(call->run->scratch, call->named[i].value);
    }
  }
  return (sv){NULL, 0};
}

static sv fill_named(void *context, sv name) {
  sv text = named_text(context, name);
  return text.at ? text : SV("");
}

/* {{ 'minutes' | t: count: 3 }} */
static bool filter_t(liq_call *call, val *out) {
  const screen *s = screen_of(call);
  sv name = liq_text(call->run->scratch, call->input);
  long long count = 0;
  sv count_text = named_text(call, SV("count"));
  if (count_text.at) sv_to_long(count_text, &count);
  sv text;
  if (words_print(call->run->scratch, s->view->options.words, s->lang, name, count, fill_named,
                  call, &text)) {
    *out = val_str(text);
    return true;
  }
  if (words_unread(s->view->options.words, s->lang, name)) {
    *out = val_str(SV(""));
    return true;
  }
  liq_fail(call, "layouts/i18n has no word \"%.*s\"", SV_ARG(name));
  sv near = words_nearest(s->view->options.words, s->lang, name);
  if (sv_starts(name, SV("language_"))) {
    liq_hint(call, "add the language's own name to layouts/i18n/%.*s.yaml: %.*s: …",
             SV_ARG(s->lang), SV_ARG(name));
  } else if (near.len) {
    liq_hint(call, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    liq_hint(call, "add it to layouts/i18n/%.*s.yaml", SV_ARG(s->lang));
  }
  return false;
}

static bool filter_asset_url(liq_call *call, val *out) {
  const screen *s = screen_of(call);
  sv name = liq_text(call->run->scratch, call->input);
  sv url = s->view->options.asset(s->view->options.asset_context, name);
  if (url.len == 0) {
    liq_fail_as(call, DIAG_LK006, "there is no layouts/assets/%.*s", SV_ARG(name));
    sv near = s->view->options.asset_near(s->view->options.asset_context, name);
    if (near.len) {
      liq_hint(call, "did you mean \"%.*s\"?", SV_ARG(near));
    } else {
      liq_hint(call, "name a file below layouts/assets/, as in 'css/main.css'");
    }
    return false;
  }
  *out = view__address(call->run->scratch, s->view, url);
  return true;
}

/* An address of this site gets its base path, unless it has it; others stay as they are. */
static sv relative(const screen *s, arena *scratch, sv url) {
  sv base = s->view->site->settings.base_path;
  if (url.len == 0 || url.at[0] != '/' || sv_starts(url, SV("//"))) return url;
  bool based = base.len && sv_starts(url, base) && (url.len == base.len || url.at[base.len] == '/');
  return based ? url : arena_cat(scratch, (sv[]){base, url}, 2);
}

static bool filter_relative_url(liq_call *call, val *out) {
  sv url = liq_text(call->run->scratch, call->input);
  *out = val_str(relative(screen_of(call), call->run->scratch, url));
  return true;
}

static bool filter_absolute_url(liq_call *call, val *out) {
  const screen *s = screen_of(call);
  sv url = relative(s, call->run->scratch, liq_text(call->run->scratch, call->input));
  bool inside = url.len && url.at[0] == '/' && !sv_starts(url, SV("//"));
  sv whole[] = {s->view->site->settings.origin, url};
  *out = val_str(inside ? arena_cat(call->run->scratch, whole, 2) : url);
  return true;
}

/* {{ page.date | local_date: style: 'month' }} */
static bool filter_local_date(liq_call *call, val *out) {
  const screen *s = screen_of(call);
  if (call->input.kind != VAL_DATE) {
    *out = call->input;
    return true;
  }
  sv style = named_text(call, SV("style"));
  if (!style.at) style = SV("long");
  *out = val_str(words_date(call->run->scratch, s->view->options.words, s->lang,
                            val_as_date(call->input), style));
  return true;
}

static bool filter_markdownify(liq_call *call, val *out) {
  const screen *s = screen_of(call);
  arena *scratch = call->run->scratch;
  arena work = {0};
  md_options options = md_article_options;
  options.lang = s->lang;
  options.site_links = options.warn_pastes = false;
  sv text = liq_text(scratch, call->input);
  *out = val_safe(md_inline(scratch, &work, &options, text, DIAG_NOWHERE, call->run->sink));
  arena_free(&work);
  return true;
}

/* RFC 3966 wants digits and one leading plus, without the marks that people read by. */
val view__phone_link(arena *scratch, sv phone) {
  if (phone.len == 0) return val_nil();
  char *out = arena_chars(scratch, phone.len + 4), *end = out;
  memcpy(end, "tel:", 4);
  end += 4;
  for (size_t i = 0; i < phone.len; i++) {
    char c = phone.at[i];
    if ((c >= '0' && c <= '9') || (c == '+' && end == out + 4)) *end++ = c;
  }
  return val_str(sv_make(out, (size_t)(end - out)));
}

/* {{ person.phone | phone_link }} */
static bool filter_phone_link(liq_call *call, val *out) {
  *out = view__phone_link(call->run->scratch, liq_text(call->run->scratch, call->input));
  return true;
}

const liq_filter view_filters[] = {
    {"t", 0, 0, filter_t},
    {"asset_url", 0, 0, filter_asset_url},
    {"relative_url", 0, 0, filter_relative_url},
    {"absolute_url", 0, 0, filter_absolute_url},
    {"local_date", 0, 0, filter_local_date},
    {"markdownify", 0, 0, filter_markdownify},
    {"phone_link", 0, 0, filter_phone_link},
};
const size_t view_filter_count = sizeof view_filters / sizeof *view_filters;
