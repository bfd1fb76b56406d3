#include "threatmap_png_shared.h"

void threatmap_png_flush_nothing(png_structp png) { (void)png; }

void threatmap_png_ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

void threatmap_png_silent_error(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

void threatmap_png_set_palette(png_structp png, png_infop info, const uint8_t *palette, int colours) {
    png_color rgb[256];
    png_byte alpha[256];
    int translucent = 0;
    for (int index = 0; index < colours; index++) {
        rgb[index].red = palette[4 * index];
        rgb[index].green = palette[4 * index + 1];
        rgb[index].blue = palette[4 * index + 2];
        alpha[index] = palette[4 * index + 3];
        if (alpha[index] != 255) translucent = index + 1;
    }
    png_set_PLTE(png, info, rgb, colours);
    // Entries behind the last translucent one are opaque by default (PNG specification, 11.3.2.1).
    if (translucent > 0) png_set_tRNS(png, info, alpha, translucent, NULL);
}
