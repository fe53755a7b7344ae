#include "text/image_size_svg.h"

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Passes over the XML declaration, comments and the document type, up to "<svg". */
static bool find_root(sv *text) {
  if (sv_starts(*text, SV("\xEF\xBB\xBF"))) *text = sv_skip(*text, 3);
  for (;;) {
    while (text->len && is_blank(text->at[0])) *text = sv_skip(*text, 1);
    if (sv_starts(*text, SV("<svg"))) {
      *text = sv_skip(*text, 4);
      return text->len && (is_blank(text->at[0]) || text->at[0] == '>');
    }
    bool comment = sv_starts(*text, SV("<!--"));
    if (!comment && !sv_starts(*text, SV("<?")) && !sv_starts(*text, SV("<!"))) return false;
    sv end = comment ? SV("-->") : SV(">");
    size_t at = sv_find(*text, end, 0);
    if (at == SV_NONE) return false;
    *text = sv_skip(*text, at + end.len);
  }
}

/* Takes the next name="value" of a tag; false at its end. */
static bool next_attribute(sv *tag, sv *name, sv *value) {
  while (tag->len && is_blank(tag->at[0])) *tag = sv_skip(*tag, 1);
  size_t equals = sv_find_byte(*tag, '=', 0);
  size_t end = sv_find_byte(*tag, '>', 0);
  if (equals == SV_NONE || (end != SV_NONE && end < equals)) return false;
  *name = sv_trim(sv_first(*tag, equals));
  *tag = sv_skip(*tag, equals + 1);
  while (tag->len && is_blank(tag->at[0])) *tag = sv_skip(*tag, 1);
  if (!tag->len || (tag->at[0] != '"' && tag->at[0] != '\'')) return false;
  size_t close = sv_find_byte(*tag, tag->at[0], 1);
  if (close == SV_NONE) return false;
  *value = sv_make(tag->at + 1, close - 1);
  *tag = sv_skip(*tag, close + 1);
  return true;
}

/* Reads a decimal number without an exponent off the text; false if there is none. */
static bool take_number(sv *text, double *number) {
  size_t i = 0;
  double value = 0, unit = 1;
  bool point = false, any = false, negative = text->len && text->at[0] == '-';
  for (i = negative; i < text->len; i++) {
    char c = text->at[i];
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      any = true;
      if (point) unit /= 10;
      value = point ? value + unit * (c - '0') : value * 10 + (c - '0');
    } else {
      break;
    }
  }
  *text = sv_skip(*text, i);
  *number = negative ? -value : value;
  return any;
}

/* CSS pixels of "640", "640px", "10cm"; 0 where the size depends on the page ("100%", "20em"). */
static double pixels(sv text) {
  static const struct {
    const char *unit;
    double pixels;
  } units[] = {{"", 1},           {"px", 1},         {"pt", 96.0 / 72}, {"pc", 16},
               {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"in", 96}};
  double number;
  text = sv_trim(text);
  if (!take_number(&text, &number)) return 0;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (sv_is(text, units[i].unit)) return number * units[i].pixels;
  }
  return 0;
}

static bool view_box(sv text, double *width, double *height) {
  double numbers[4];
  for (size_t i = 0; i < 4; i++) {
    while (text.len && (is_blank(text.at[0]) || text.at[0] == ',')) text = sv_skip(text, 1);
    if (!take_number(&text, &numbers[i])) return false;
  }
  *width = numbers[2];
  *height = numbers[3];
  return *width > 0 && *height > 0;
}

static bool whole(double width, double height, image_size *out) {
  double most = 1e6; /* a larger drawing is a mistake, not a picture */
  if (!(width > 0 && width < most && height > 0 && height < most)) return false;
  *out = (image_size){(uint32_t)(width + 0.5), (uint32_t)(height + 0.5)};
  return out->width > 0 && out->height > 0;
}

bool image_size__svg(sv text, image_size *out) {
  if (!find_root(&text)) return false;
  double width = 0, height = 0, box_width = 0, box_height = 0;
  sv name, value;
  while (next_attribute(&text, &name, &value)) {
    if (sv_is(name, "width")) width = pixels(value);
    if (sv_is(name, "height")) height = pixels(value);
    if (sv_is(name, "viewBox") && !view_box(value, &box_width, &box_height)) box_width = 0;
  }
  if (box_width > 0) {
    /* One side alone keeps the proportions of the view box. */
    if (width > 0 && height <= 0) height = width * box_height / box_width;
    if (height > 0 && width <= 0) width = height * box_width / box_height;
    if (width <= 0) {
      width = box_width;
      height = box_height;
    }
  }
  return whole(width, height, out);
}
