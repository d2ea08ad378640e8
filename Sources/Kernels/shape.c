#include "shape.h"
#include <stddef.h>

long nn_parameter_count(const nn_training *t) {
  if (t->layers < 1 || t->layers > NN_MAX_LAYERS || !t->sizes || !t->activations) return -1;
  long count = 0;
  for (long l = 0; l < t->layers; l++) {
    const long sources = t->sizes[l], units = t->sizes[l + 1], max = (1l << 40) - count;
    if (sources < 1 || units < 1 || sources > max / units - 1) return -1;
    if (t->activations[l] == nn_activation_softmax && (l + 1 < t->layers || t->loss != nn_loss_kind_categorical))
      return -1;
    count += sources * units + (!t->biases || t->biases[l] ? units : 0);
  }
  const nn_activation last = t->activations[t->layers - 1];
  if (t->loss == nn_loss_kind_categorical && last != nn_activation_softmax) return -1;
  if (t->loss == nn_loss_kind_binary && last != nn_activation_sigmoid) return -1;
  return count;
}

int nn_is_valid(const nn_training *t) {
  const int states = nn_state_count(t);
  return nn_parameter_count(t) >= 0 && t->parameters && t->batch >= 1 && t->samples >= 0 &&
         (states < 1 || t->state1) && (states < 2 || t->state2);
}

int nn_state_count(const nn_training *t) {
  switch (t->optimizer) {
  case nn_optimizer_sgd:
  case nn_optimizer_none: return 0;
  case nn_optimizer_adam: return 2;
  default: return 1;
  }
}

int nn_is_plain_sgd(const nn_training *t) {
  return t->optimizer == nn_optimizer_sgd && t->decay == 0 && !t->frozen;
}

long nn_largest_batch(const nn_training *t) { return t->batch < t->samples ? t->batch : t->samples; }

static int has_negative_zero(const double *numbers, long count) {
  for (long i = 0; i < count; i++)
    if (numbers[i] == 0 && __builtin_signbit(numbers[i])) return 1;
  return 0;
}

int nn_has_negative_zero(const nn_training *t) {
  const long count = nn_parameter_count(t);
  return has_negative_zero(t->parameters, count) || (t->state1 && has_negative_zero(t->state1, count));
}
