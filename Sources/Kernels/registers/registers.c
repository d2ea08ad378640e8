// Online training of networks that stay in registers.
#include "arithmetic/level.h"
#include "epoch.h"
#include "kernels.h"
#include <stddef.h>

// The registers of x86's baseline are too few and too narrow; arm64's baseline, NEON, has 32.
#if HAS_X86
#define LEVELS AVX2 + AVX512
static inline nn_kernel registers_baseline(const nn_training *t) {
  (void)t;
  return NULL;
}
#else
#define LEVELS BASELINE
#endif

// INPUTS of a shape for any number of inputs up to max_inputs.
#define ANY 0
enum { max_inputs = 16 };

#define LEVEL_FILE "registers/registers_level.inc"
#include "arithmetic/each_level.inc"

nn_kernel nn_registers_kernel(const nn_training *t) { return FOR_LEVEL(t->level, registers)(t); }
