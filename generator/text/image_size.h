/* Width and height of an image from its file's bytes, so that a page keeps room for it. */
#ifndef PAMPHLET_TEXT_IMAGE_SIZE_H
#define PAMPHLET_TEXT_IMAGE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

typedef struct image_size {
  uint32_t width, height; /* in pixels, as shown: a photo turned by its EXIF entry is turned */
} image_size;

/* Reads the header of a PNG, JPEG, GIF, WebP, AVIF or SVG file. The kind is told by the bytes,
 * not by a name. `bytes` may be the beginning of the file alone; 64 KiB hold the header of
 * nearly all. False: another format, a damaged or cut header, a size of 0, or an SVG without a
 * size in pixels (neither width and height nor a viewBox).
 *
 * Formats: PNG (W3C, IHDR), JPEG (ITU-T T.81, SOFn; EXIF 2.32, Orientation), GIF89a, WebP
 * (RFC 9649), AVIF (ISO/IEC 23008-12, ispe and irot), SVG 1.1. */
bool image_size_of(sv bytes, image_size *out);

#endif
