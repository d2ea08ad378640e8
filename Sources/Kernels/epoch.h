// What every kernel does when an epoch ends.
#pragma once
#include "nn_training.h"

static inline int needs_loss(const nn_training *t) { return t->losses || t->only_finite; }

// Records the loss of the completed epoch; nn_outcome_finished means that training may continue.
static inline nn_outcome end_epoch(nn_training *t, double loss) {
  if (t->losses) t->losses[t->epoch] = loss;
  t->epoch++;
  t->position = 0;
  t->loss_sum = 0;
  if (t->only_finite && !(__builtin_fabs(loss) < __builtin_inf())) return nn_outcome_not_finite;
  return nn_outcome_finished;
}
