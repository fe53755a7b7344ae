/* The size of an SVG picture; for image_size.c alone. */
#ifndef PAMPHLET_TEXT_IMAGE_SIZE_SVG_H
#define PAMPHLET_TEXT_IMAGE_SIZE_SVG_H

#include "text/image_size.h"

bool image_size__svg(sv text, image_size *out);

#endif
