// Online training in textbook arithmetic: what a plain program computes, to the last digit where its exp is the same.
//
// Products are rounded before they are added, sums run from left to right, tanh is the C library's.
#include "textbook/textbook_exp.h"
#include "training.h"

#pragma STDC FP_CONTRACT OFF

typedef struct {
  long sources, units;
  nn_activation kind;
  double *w, *bias;  // in the flat parameters; bias is NULL where there is none
  double *out, *delta;
} textbook_layer;

// x, which the compiler then does not compute in a vector together with its neighbours.
INLINE double alone(double x) {
#if HAS_X86
  __asm__("" : "+v"(x));
#else
  __asm__("" : "+w"(x));
#endif
  return x;
}

#define LEVEL_FILE "textbook/textbook.inc"
#define WANTED_LEVELS (BASELINE | AVX2 | AVX512)
#include "arithmetic/each_level.inc"

#if HAS_X86
#define CALL(name)                                            \
  (nn_level_in_use == nn_level_avx512 ? name##_avx512         \
   : nn_level_in_use == nn_level_avx2 ? name##_avx2           \
                                      : name##_baseline)
#else
#define CALL(name) name##_baseline
#endif

static int fits(const nn_training *t) {
  if (t->batch != 1 || t->single || t->frozen || t->decay != 0 || t->flat_spot != 0) return 0;
  if ((t->optimizer != nn_optimizer_sgd && t->optimizer != nn_optimizer_none) || t->loss != nn_loss_kind_half_squared) return 0;
  for (long l = 0; l < t->layers; l++)
    if (t->activations[l] > nn_activation_relu) return 0;
  return 1;
}

double nn_textbook_exp(double x) { return CALL(textbook_exp)(x); }

nn_outcome textbook_train(nn_training *t) {
  return fits(t) ? CALL(textbook)(t) : nn_outcome_unsupported;
}
