#ifndef THREATMAP_PNG_STREAM_H
#define THREATMAP_PNG_STREAM_H

#include <stddef.h>
#include <stdint.h>

/// A picture that is encoded row by row. libpng's `longjmp` ends inside each of these functions and never reaches Swift.
typedef struct threatmap_png_stream threatmap_png_stream;

/// How a picture is encoded.
typedef struct {
    uint32_t width;
    uint32_t height;
    /// `colours` times red, green, blue, alpha for one byte a pixel; `NULL` for three bytes a pixel, red, green and blue.
    const uint8_t *palette;
    /// 1 to 256, or 0 without a palette.
    int colours;
    /// Pixels per metre both ways, for the chunk `pHYs`; 0 leaves it out.
    uint32_t pixels_per_metre;
    /// 1 to 9.
    int compression_level;
    /// One of libpng's `PNG_FILTER_…` masks.
    int filter;
    /// One of zlib's `Z_…` strategies.
    int strategy;
} threatmap_png_format;

/// Begins a picture; `NULL` where libpng reported an error. Free it with `threatmap_png_stream_free`, on every way out.
threatmap_png_stream *threatmap_png_stream_begin(const threatmap_png_format *format);

/// Encodes `count` rows that lie one behind the other. Returns 0, or -1 where libpng reported an error; the stream is then
/// only good for being freed.
int threatmap_png_stream_rows(threatmap_png_stream *stream, const uint8_t *rows, uint32_t count);

/// Ends the picture, all of whose rows must have been encoded. Returns 0, or -1 where libpng reported an error.
int threatmap_png_stream_end(threatmap_png_stream *stream);

/// The bytes that have been made since the last call, `count` of them; they stay until the next call of any function.
const uint8_t *threatmap_png_stream_take(threatmap_png_stream *stream, size_t *count);

void threatmap_png_stream_free(threatmap_png_stream *stream);

#endif
