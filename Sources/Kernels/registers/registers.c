// The kernels of two.h: shapes and levels.
#include "arithmetic/tables.h"
#include "training.h"

#define LEVEL_FILE "registers/registers_level.inc"
#define WANTED_LEVELS (AVX2 | AVX512)
#include "arithmetic/each_level.inc"

trainer two_trainer(const nn_training *t) {
#if HAS_X86
  if (t->layers != 2 || t->batch != 1 || t->single || t->frozen || t->decay != 0 || t->flat_spot != 0) return NULL;
  if (t->loss != nn_loss_kind_half_squared || t->activations[0] != t->activations[1]) return NULL;
  if (t->activations[0] != nn_activation_sigmoid && t->activations[0] != nn_activation_tanh) return NULL;
  if (t->optimizer != nn_optimizer_sgd && t->optimizer != nn_optimizer_momentum) return NULL;
  const long count = nn_parameter_count(t);
  if (count > 200 || has_negative_zero(t->parameters, count)) return NULL;
  if (t->state1 && has_negative_zero(t->state1, count)) return NULL;
  if (nn_level_in_use == nn_level_avx512) return two_avx512(t);
  if (nn_level_in_use == nn_level_avx2) return two_avx2(t);
#else
  (void)t;
#endif
  return NULL;
}
