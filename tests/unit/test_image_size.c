/* Sizes read from headers written by hand from the formats' specifications. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/image_size.h"

static void is(sv bytes, uint32_t width, uint32_t height) {
  image_size size;
  assert_true(image_size_of(bytes, &size));
  assert_int_equal(size.width, width);
  assert_int_equal(size.height, height);
}

static void is_none(sv bytes) {
  image_size size;
  assert_false(image_size_of(bytes, &size));
}

#define PNG_START "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"
#define SIZE_640_480 "\0\0\x02\x80\0\0\x01\xE0"

static void png(void **state) {
  (void)state;
  is(SV(PNG_START SIZE_640_480 "\x08\x06\0\0\0"), 640, 480);
  is_none(SV(PNG_START "\0\0\x02\x80\0\0\x01"));
  is_none(SV(PNG_START "\0\0\0\0\0\0\x01\xE0"));
}

static void gif(void **state) {
  (void)state;
  is(SV("GIF89a\x2C\x01\xC8\0\xF7\0\0"), 300, 200);
  is(SV("GIF87a\x01\0\x02\0\0\0\0"), 1, 2);
  is_none(SV("GIF89a\x2C\x01\xC8"));
}

#define JPEG_APP0 "\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define JPEG_FRAME "\xFF\xC2\0\x11\x08\x01\xE0\x02\x80\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
#define EXIF_TURNED(way)                   \
  "\xFF\xE1\0\x22"                         \
  "Exif\0\0"                               \
  "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03" \
  "\0\0\0\x01\0" way "\0\0\0\0\0\0"

static void jpeg(void **state) {
  (void)state;
  is(SV(JPEG_APP0 JPEG_FRAME), 640, 480);
  is(SV(JPEG_APP0 "\xFF\xFF\xFF" JPEG_FRAME), 640, 480); /* fill bytes before a marker */
  is(SV("\xFF\xD8" EXIF_TURNED("\x06") JPEG_FRAME), 480, 640);
  is(SV("\xFF\xD8" EXIF_TURNED("\x03") JPEG_FRAME), 640, 480);
  is_none(SV(JPEG_APP0));
  is_none(SV("\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0"));
}

static void webp(void **state) {
  (void)state;
  is(SV("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x01"), 640, 480);
  is(SV("RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2F\x7F\xC2\x77\0"), 640, 480);
  is(SV("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0"), 640, 480);
  is_none(SV("RIFF\x24\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF"));
}

#define AVIF_TYPE \
  "\0\0\0\x10"    \
  "ftypavif\0\0\0\0"
#define ISPE(size) "\0\0\0\x14ispe\0\0\0\0" size

static void avif(void **state) {
  (void)state;
  is(SV(AVIF_TYPE "\0\0\0\x44meta\0\0\0\0"
                  "\0\0\0\x38iprp\0\0\0\x30ipco" ISPE("\0\0\0\x20\0\0\0\x20") ISPE(SIZE_640_480)),
     640, 480);
  is(SV(AVIF_TYPE "\0\0\0\x39meta\0\0\0\0"
                  "\0\0\0\x2Diprp\0\0\0\x25ipco" ISPE(SIZE_640_480) "\0\0\0\x09irot\x01"),
     480, 640);
  is_none(SV(AVIF_TYPE "\0\0\0\x08mdat"));
}

static void svg(void **state) {
  (void)state;
  is(SV("<svg width=\"640\" height='480px'>"), 640, 480);
  is(SV("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- <svg> -->\n<!DOCTYPE svg>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 12.5\"/>"),
     24, 13);
  is(SV("<svg width=\"100%\" viewBox=\"0,0,300,150\">"), 300, 150);
  is(SV("<svg width=\"100\" viewBox=\"0 0 300 150\">"), 100, 50);
  is(SV("<svg width=\"2in\" height=\"72pt\">"), 192, 96);
  is_none(SV("<svg>"));
  is_none(SV("<svg width=\"100%\" height=\"50%\">"));
  is_none(SV("<svgx width=\"1\" height=\"1\">"));
}

/* No beginning of a file may be read past its end. */
static void cut_anywhere(void **state) {
  (void)state;
  static const char whole[] = JPEG_APP0 EXIF_TURNED("\x06") JPEG_FRAME;
  image_size size;
  for (size_t len = 0; len < sizeof whole - 1; len++) {
    char *copy = test_malloc(len + 1);
    memcpy(copy, whole, len);
    image_size_of(sv_make(copy, len), &size);
    test_free(copy);
  }
  is_none(SV(""));
  is_none(SV("plain text"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(png),          cmocka_unit_test(gif),  cmocka_unit_test(jpeg),
      cmocka_unit_test(webp),         cmocka_unit_test(avif), cmocka_unit_test(svg),
      cmocka_unit_test(cut_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
