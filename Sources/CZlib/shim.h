#ifndef THREATMAP_CZLIB_SHIM_H
#define THREATMAP_CZLIB_SHIM_H

#include <zlib.h>

/// `deflateInit2` and `inflateInit2` are macros, which Swift cannot import. Window bits 15 + 16 is the gzip format.
static inline int threatmap_gzip_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/// The zlib format.
static inline int threatmap_zlib_deflate_init(z_stream *stream, int level) { return deflateInit(stream, level); }

static inline int threatmap_gzip_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#endif
