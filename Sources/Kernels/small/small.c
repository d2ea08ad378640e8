// Training sample by sample: small networks, and updates after every sample.
#include "arithmetic/level.h"
#include "epoch.h"
#include "kernels.h"
#include "memory.h"
#include "shape.h"

#define LEVEL_FILE "small/small_level.inc"
#define LEVELS BASELINE + AVX2 + AVX512
#include "arithmetic/each_level.inc"

nn_kernel nn_small_kernel(const nn_training *t) {
  long widest = 1;
  for (long l = 1; l <= t->layers; l++) widest = t->sizes[l] > widest ? t->sizes[l] : widest;
  return FOR_LEVEL(t->level, small)(t, widest);
}
