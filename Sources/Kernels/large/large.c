// Training batch by batch: matrix products in register tiles, shared among threads.
#include "arithmetic/level.h"
#include "epoch.h"
#include "kernels.h"
#include "large/barrier.h"
#include "memory.h"
#include "platform.h"
#include "shape.h"
#include <stdatomic.h>
#include <string.h>

#define LEVEL_FILE "large/large_level.inc"
#define LEVELS BASELINE + AVX2 + AVX512
#include "arithmetic/each_level.inc"

nn_kernel nn_large_kernel(const nn_training *t) { return FOR_LEVEL(t->level, large)(t); }
