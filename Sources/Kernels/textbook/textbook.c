// Online training in textbook arithmetic: products are rounded before they are added, sums run from left to right, exp
// is glibc's and tanh the C library's.
#include "arithmetic/level.h"
#include "epoch.h"
#include "kernels.h"
#include "memory.h"
#include "shape.h"
#include "textbook/textbook_exp.h"

#pragma STDC FP_CONTRACT OFF

// w is (sources, units) and bias is (units), in the flat array of the training; bias is NULL if there is none.
// out and delta are (units).
typedef struct {
  long sources, units;
  nn_activation kind;
  double *w, *bias;
  double *out, *delta;
} textbook_layer;

// x, in a way that keeps the compiler from vectorizing its computation with neighboring ones.
INLINE double unvectorized(double x) {
#if HAS_X86
  __asm__("" : "+v"(x));
#else
  __asm__("" : "+w"(x));
#endif
  return x;
}

#define LEVEL_FILE "textbook/textbook.inc"
#define LEVELS BASELINE + AVX2 + AVX512
#include "arithmetic/each_level.inc"

double nn_textbook_exp(double x) { return FOR_LEVEL(nn_level_in_use, textbook_exp)(x); }

nn_kernel nn_textbook_kernel(const nn_training *t) { return FOR_LEVEL(t->level, textbook_kernel)(t); }
