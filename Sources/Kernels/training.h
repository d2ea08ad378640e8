// What the kernels share.
#pragma once
#include <stddef.h>
#include "nn_training.h"
#include "arithmetic/level.h"

/// Zeroed memory at a multiple of 64 bytes, large pieces on huge pages where there are any; NULL if there is none.
void *allocate(size_t bytes);
void release(void *memory, size_t bytes);

INLINE int wants_loss(const nn_training *t) { return t->losses || t->least_loss > 0 || t->only_finite; }

// Notes the loss of the epoch just completed; finished means go on.
INLINE nn_outcome end_epoch(nn_training *t, double sum) {
  if (t->losses) t->losses[t->epoch] = sum;
  t->epoch++;
  t->position = 0;
  t->loss_sum = 0;
  if (t->only_finite && !(__builtin_fabs(sum) < __builtin_inf())) return nn_outcome_not_finite;
  if (t->least_loss > 0 && sum / t->loss_divisor < t->least_loss) return nn_outcome_loss;
  return nn_outcome_finished;
}

// How many numbers the optimizer remembers for each parameter.
INLINE int optimizer_states(const nn_training *t) {
  switch (t->optimizer) {
  case nn_optimizer_sgd:
  case nn_optimizer_none: return 0;
  case nn_optimizer_adam: return 2;
  default: return 1;
  }
}

// Whether a number is -0, which alone tells a product from a product added to 0.
INLINE int has_negative_zero(const double *numbers, long count) {
  for (long i = 0; i < count; i++)
    if (numbers[i] == 0 && __builtin_signbit(numbers[i])) return 1;
  return 0;
}

typedef nn_outcome (*trainer)(nn_training *);

/// The small kernels: double on 4 and 8 lanes, float on 4, 8 and 16, at each level.
trainer small_trainer(const nn_training *t);

/// The register kernels of two.h, or NULL where they do not fit.
trainer two_trainer(const nn_training *t);

/// The kernels for large networks and batches, or NULL where the small ones are quicker.
trainer large_trainer(const nn_training *t);

/// Online sgd in textbook arithmetic, in double.
nn_outcome textbook_train(nn_training *t);
