// The instruction set in use.
#include "arithmetic/level.h"

nn_level nn_highest_level(void) {
#if HAS_X86
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return nn_level_baseline;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
    return nn_level_avx512;
  return nn_level_avx2;
#else
  return nn_level_baseline;
#endif
}

nn_level nn_level_in_use = nn_level_baseline;

__attribute__((constructor)) static void choose(void) { nn_level_in_use = nn_highest_level(); }

void nn_set_level(nn_level level) {
  const nn_level highest = nn_highest_level();
  nn_level_in_use = level < highest ? level : highest;
}
