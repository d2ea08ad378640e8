// The small kernels at each level.
#include "arithmetic/tables.h"
#include "training.h"

#define LEVEL_FILE "small/small_level.inc"
#define WANTED_LEVELS (BASELINE | AVX2 | AVX512)
#include "arithmetic/each_level.inc"

// Vectors as wide as the network's layers make use of.
trainer small_trainer(const nn_training *t) {
  long widest = 1;
  for (long l = 1; l <= t->layers; l++) widest = t->sizes[l] > widest ? t->sizes[l] : widest;
#if HAS_X86
  if (nn_level_in_use == nn_level_avx512) return small_avx512(t, widest);
  if (nn_level_in_use == nn_level_avx2) return small_avx2(t, widest);
#endif
  return small_baseline(t, widest);
}
