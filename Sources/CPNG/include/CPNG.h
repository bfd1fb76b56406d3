#ifndef THREATMAP_CPNG_H
#define THREATMAP_CPNG_H

#include "threatmap_png.h"
#include "threatmap_png_stream.h"

#endif
