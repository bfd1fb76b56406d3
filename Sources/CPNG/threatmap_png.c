#include "threatmap_png.h"

#include "threatmap_png_shared.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} output;

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    output *out = png_get_io_ptr(png);
    if (count > out->capacity - out->count) {
        size_t capacity = (out->count + count) * 2;
        uint8_t *larger = realloc(out->bytes, capacity);
        if (larger == NULL) png_error(png, "out of memory");
        out->bytes = larger;
        out->capacity = capacity;
    }
    memcpy(out->bytes + out->count, bytes, count);
    out->count += count;
}

int threatmap_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette, int colours,
                         int bit_depth, int compression_level, int filter, int strategy, threatmap_png *image) {
    if (colours < 1 || colours > 256) return -1;
    // Allocated, so that its fields survive the jump, which local variables need not (C11, 7.13.2.1).
    output *out = calloc(1, sizeof(output));
    if (out == NULL) return -1;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, threatmap_png_silent_error, threatmap_png_ignore_warning);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(out->bytes);
        free(out);
        return -1;
    }
    png_set_write_fn(png, out, write_bytes, threatmap_png_flush_nothing);
    png_set_IHDR(png, info, width, height, bit_depth, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, compression_level);
    png_set_compression_strategy(png, strategy);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, filter);
    threatmap_png_set_palette(png, info, palette, colours);
    png_write_info(png, info);
    if (bit_depth < 8) png_set_packing(png);
    for (uint32_t row = 0; row < height; row++) png_write_row(png, pixels + (size_t)row * width);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    image->bytes = out->bytes;
    image->count = out->count;
    free(out);
    return 0;
}

void threatmap_png_free(threatmap_png *image) {
    free(image->bytes);
    image->bytes = NULL;
    image->count = 0;
}
