#include "text/image_size.h"

#include "text/image_size_svg.h"

/* Numbers in big and little endian; 0 behind the end. */
static uint32_t big(sv bytes, size_t at, size_t size) {
  uint32_t number = 0;
  if (at > bytes.len || bytes.len - at < size) return 0;
  for (size_t i = 0; i < size; i++) number = number << 8 | (unsigned char)bytes.at[at + i];
  return number;
}

static uint32_t little(sv bytes, size_t at, size_t size) {
  uint32_t number = 0;
  if (at > bytes.len || bytes.len - at < size) return 0;
  for (size_t i = size; i > 0; i--) number = number << 8 | (unsigned char)bytes.at[at + i - 1];
  return number;
}

static bool is_at(sv bytes, size_t at, sv text) {
  return sv_starts(sv_skip(bytes, at), text);
}

static bool set(image_size *out, uint32_t width, uint32_t height) {
  *out = (image_size){width, height};
  return width > 0 && height > 0;
}

/* EXIF's orientations 5 to 8 show the picture on its side. `tiff` starts with II or MM. */
static bool is_on_its_side(sv tiff) {
  bool small_first = is_at(tiff, 0, SV("II"));
  uint32_t (*number)(sv, size_t, size_t) = small_first ? little : big;
  enum { ORIENTATION = 0x0112, ENTRY = 12 };
  size_t folder = number(tiff, 4, 4);
  uint32_t entries = number(tiff, folder, 2);
  for (uint32_t i = 0; i < entries; i++) {
    size_t entry = folder + 2 + (size_t)i * ENTRY;
    if (entry + ENTRY > tiff.len) return false;
    if (number(tiff, entry, 2) == ORIENTATION) return number(tiff, entry + 8, 2) >= 5;
  }
  return false;
}

/* A marker that starts a frame: SOF0 to SOF15 without DHT, JPG and DAC. */
static bool is_frame(unsigned char marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool jpeg(sv bytes, image_size *out) {
  bool turned = false;
  for (size_t at = 2; at + 4 <= bytes.len;) {
    if ((unsigned char)bytes.at[at] != 0xFF) return false;
    unsigned char marker = (unsigned char)bytes.at[at + 1];
    if (marker == 0xFF) { /* a fill byte */
      at++;
      continue;
    }
    size_t length = big(bytes, at + 2, 2);
    if (is_frame(marker)) {
      uint32_t height = big(bytes, at + 5, 2), width = big(bytes, at + 7, 2);
      return turned ? set(out, height, width) : set(out, width, height);
    }
    if (marker == 0xE1 && is_at(bytes, at + 4, SV("Exif\0\0")) && length > 8) {
      turned = is_on_its_side(sv_first(sv_skip(bytes, at + 10), length - 8));
    }
    if (length < 2) return false;
    at += 2 + length;
  }
  return false;
}

static bool webp(sv bytes, image_size *out) {
  if (is_at(bytes, 12, SV("VP8X"))) {
    if (bytes.len < 30) return false;
    return set(out, little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
  }
  if (is_at(bytes, 12, SV("VP8L"))) {
    if (bytes.len < 25 || bytes.at[20] != 0x2F) return false;
    uint32_t packed = little(bytes, 21, 4);
    return set(out, (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
  }
  if (!is_at(bytes, 12, SV("VP8 ")) || !is_at(bytes, 23, SV("\x9D\x01\x2A"))) return false;
  return set(out, little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF);
}

/* A box of an ISO media file: what is inside it, and the rest behind it. */
static bool next_box(sv *rest, sv *kind, sv *inside) {
  if (rest->len < 8) return false;
  size_t size = big(*rest, 0, 4), header = 8;
  if (size == 1) { /* the size stands behind the kind, in 8 bytes */
    if (big(*rest, 8, 4) != 0) return false;
    size = big(*rest, 12, 4);
    header = 16;
  }
  if (size == 0 || size > rest->len) size = rest->len;
  if (size < header) return false;
  *kind = sv_make(rest->at + 4, 4);
  *inside = sv_make(rest->at + header, size - header);
  *rest = sv_skip(*rest, size);
  return true;
}

static bool find_box(sv in, sv wanted, sv *inside) {
  sv kind;
  while (next_box(&in, &kind, inside)) {
    if (sv_eq(kind, wanted)) return true;
  }
  return false;
}

/* The largest of the extents in the file is the picture; the others are its thumbnail, its
 * tiles or its alpha channel. */
static bool avif(sv bytes, image_size *out) {
  sv meta, iprp, ipco, kind, inside;
  if (!find_box(bytes, SV("meta"), &meta)) return false;
  if (!find_box(sv_skip(meta, 4), SV("iprp"), &iprp)) return false;
  if (!find_box(iprp, SV("ipco"), &ipco)) return false;
  uint32_t width = 0, height = 0;
  bool turned = false;
  while (next_box(&ipco, &kind, &inside)) {
    if (sv_eq(kind, SV("irot")) && inside.len) turned = inside.at[0] & 1;
    if (!sv_eq(kind, SV("ispe"))) continue;
    uint32_t w = big(inside, 4, 4), h = big(inside, 8, 4);
    if ((uint64_t)w * h > (uint64_t)width * height) {
      width = w;
      height = h;
    }
  }
  return turned ? set(out, height, width) : set(out, width, height);
}

bool image_size_of(sv bytes, image_size *out) {
  *out = (image_size){0, 0};
  if (is_at(bytes, 0, SV("\x89PNG\r\n\x1A\n")) && is_at(bytes, 12, SV("IHDR"))) {
    return set(out, big(bytes, 16, 4), big(bytes, 20, 4));
  }
  if (is_at(bytes, 0, SV("GIF87a")) || is_at(bytes, 0, SV("GIF89a"))) {
    return set(out, little(bytes, 6, 2), little(bytes, 8, 2));
  }
  if (is_at(bytes, 0, SV("\xFF\xD8"))) return jpeg(bytes, out);
  if (is_at(bytes, 0, SV("RIFF")) && is_at(bytes, 8, SV("WEBP"))) return webp(bytes, out);
  if (is_at(bytes, 4, SV("ftypavif")) || is_at(bytes, 4, SV("ftypavis"))) return avif(bytes, out);
  return image_size__svg(bytes, out);
}
