// Online training of networks that stay in registers.
#include "arithmetic/level.h"
#include "epoch.h"
#include "kernels.h"
#include <stddef.h>

// The baseline's registers are too few and too narrow.
static inline nn_kernel registers_baseline(const nn_training *t) {
  (void)t;
  return NULL;
}

// INPUTS of a shape for any number of inputs up to max_inputs.
#define ANY 0
enum { max_inputs = 16 };

#define LEVEL_FILE "registers/registers_level.inc"
#define LEVELS AVX2 + AVX512
#include "arithmetic/each_level.inc"

nn_kernel nn_registers_kernel(const nn_training *t) { return FOR_LEVEL(t->level, registers)(t); }
