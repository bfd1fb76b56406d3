#ifndef THREATMAP_PNG_H
#define THREATMAP_PNG_H

#include <stddef.h>
#include <stdint.h>

/// An encoded image. Free `bytes` with `threatmap_png_free`.
typedef struct {
    uint8_t *bytes;
    size_t count;
} threatmap_png;

/// Encodes a palette image (PNG colour type 3) into memory.
///
/// `pixels` holds one byte a pixel, row by row; every one is below `colours`. `bit_depth` is 1, 2, 4 or 8, enough for
/// `colours`. `palette` holds `colours` times red, green, blue, alpha. `filter` is one of libpng's `PNG_FILTER_…` masks,
/// `strategy` one of zlib's `Z_…` strategies, `compression_level` 1 to 9.
/// Returns 0, or -1 where libpng reported an error: its `longjmp` ends here and never reaches Swift.
int threatmap_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette, int colours,
                         int bit_depth, int compression_level, int filter, int strategy, threatmap_png *image);

void threatmap_png_free(threatmap_png *image);

#endif
