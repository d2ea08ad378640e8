// The small kernels at each level.
#include "tables.h"
#include "training.h"

#define LEVEL baseline
#define REGISTER_BITS 128
#include "small_level.h"
#undef LEVEL
#undef REGISTER_BITS

#if HAS_X86
#pragma clang attribute push(__attribute__((target(TARGET_AVX2))), apply_to = function)
#define LEVEL avx2
#define REGISTER_BITS 256
#include "small_level.h"
#undef LEVEL
#undef REGISTER_BITS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(TARGET_AVX512))), apply_to = function)
#define LEVEL avx512
#define REGISTER_BITS 512
#include "small_level.h"
#undef LEVEL
#undef REGISTER_BITS
#pragma clang attribute pop
#endif

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
