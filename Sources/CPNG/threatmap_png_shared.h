#ifndef THREATMAP_PNG_SHARED_H
#define THREATMAP_PNG_SHARED_H

#include <png.h>
#include <stdint.h>

/// libpng's callbacks and the palette, as all encoders here have them.

void threatmap_png_flush_nothing(png_structp png);

void threatmap_png_ignore_warning(png_structp png, png_const_charp message);

/// Jumps back without printing anything.
void threatmap_png_silent_error(png_structp png, png_const_charp message);

/// Sets `colours` times red, green, blue, alpha as palette.
void threatmap_png_set_palette(png_structp png, png_infop info, const uint8_t *palette, int colours);

#endif
