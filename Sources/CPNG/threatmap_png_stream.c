#include "threatmap_png_stream.h"

#include "threatmap_png_shared.h"

#include <stdlib.h>
#include <string.h>

struct threatmap_png_stream {
    png_structp png;
    png_infop info;
    size_t row_bytes;
    uint8_t *bytes;
    size_t count;
    size_t capacity;
};

static void write_bytes(png_structp png, png_bytep bytes, size_t count) {
    threatmap_png_stream *stream = png_get_io_ptr(png);
    if (count > stream->capacity - stream->count) {
        size_t capacity = (stream->count + count) * 2;
        uint8_t *larger = realloc(stream->bytes, capacity);
        if (larger == NULL) png_error(png, "out of memory");
        stream->bytes = larger;
        stream->capacity = capacity;
    }
    memcpy(stream->bytes + stream->count, bytes, count);
    stream->count += count;
}

/// Everything that may jump, so that no local variable of the caller lives across it.
static int write_head(threatmap_png_stream *stream, const threatmap_png_format *format) {
    if (setjmp(png_jmpbuf(stream->png))) return -1;
    png_set_write_fn(stream->png, stream, write_bytes, threatmap_png_flush_nothing);
    int type = format->palette == NULL ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_PALETTE;
    png_set_IHDR(stream->png, stream->info, format->width, format->height, 8, type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    // Large pictures are read in larger pieces.
    png_set_compression_buffer_size(stream->png, 1 << 16);
    png_set_compression_level(stream->png, format->compression_level);
    png_set_compression_strategy(stream->png, format->strategy);
    png_set_filter(stream->png, PNG_FILTER_TYPE_BASE, format->filter);
    if (format->palette != NULL) threatmap_png_set_palette(stream->png, stream->info, format->palette, format->colours);
    if (format->pixels_per_metre > 0) {
        png_set_pHYs(stream->png, stream->info, format->pixels_per_metre, format->pixels_per_metre,
                     PNG_RESOLUTION_METER);
    }
    png_write_info(stream->png, stream->info);
    return 0;
}

threatmap_png_stream *threatmap_png_stream_begin(const threatmap_png_format *format) {
    if (format->palette != NULL && (format->colours < 1 || format->colours > 256)) return NULL;
    threatmap_png_stream *stream = calloc(1, sizeof(threatmap_png_stream));
    if (stream == NULL) return NULL;
    stream->row_bytes = (size_t)format->width * (format->palette == NULL ? 3 : 1);
    stream->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, threatmap_png_silent_error, threatmap_png_ignore_warning);
    stream->info = stream->png == NULL ? NULL : png_create_info_struct(stream->png);
    if (stream->info == NULL || write_head(stream, format) != 0) {
        threatmap_png_stream_free(stream);
        return NULL;
    }
    return stream;
}

int threatmap_png_stream_rows(threatmap_png_stream *stream, const uint8_t *rows, uint32_t count) {
    if (setjmp(png_jmpbuf(stream->png))) return -1;
    for (uint32_t row = 0; row < count; row++) png_write_row(stream->png, rows + (size_t)row * stream->row_bytes);
    return 0;
}

int threatmap_png_stream_end(threatmap_png_stream *stream) {
    if (setjmp(png_jmpbuf(stream->png))) return -1;
    png_write_end(stream->png, NULL);
    return 0;
}

const uint8_t *threatmap_png_stream_take(threatmap_png_stream *stream, size_t *count) {
    *count = stream->count;
    stream->count = 0;
    return stream->bytes;
}

void threatmap_png_stream_free(threatmap_png_stream *stream) {
    if (stream == NULL) return;
    png_destroy_write_struct(&stream->png, &stream->info);
    free(stream->bytes);
    free(stream);
}
