// Online training in textbook arithmetic: what a plain program computes, to the last digit where its exp is the same.
//
// Products are rounded before they are added, sums run from left to right, exp and tanh are the C library's.
#include <math.h>
#include "training.h"

#pragma STDC FP_CONTRACT OFF

typedef struct {
  long sources, units;
  nn_activation kind;
  double *w, *bias;  // in the flat parameters; bias is NULL where there is none
  double *out, *delta;
} textbook_layer;

INLINE double activate(nn_activation kind, double net) {
  switch (kind) {
  case nn_activation_sigmoid: return 1 / (1 + exp(-net));
  case nn_activation_tanh: return tanh(net);
  case nn_activation_relu: return net <= 0 ? 0 : net;
  default: return net;
  }
}

INLINE double derivative(nn_activation kind, double out) {
  switch (kind) {
  case nn_activation_sigmoid: return out * (1 - out);
  case nn_activation_tanh: {
    double square = out * out;
    return 1 - square;
  }
  case nn_activation_relu: return out > 0 ? 1 : 0;
  default: return 1;
  }
}

INLINE void forward(const textbook_layer *y, const double *in) {
  for (long j = 0; j < y->units; j++) {
    double sum = 0;
    for (long i = 0; i < y->sources; i++) sum = sum + y->w[i * y->units + j] * in[i];
    if (y->bias) sum = sum + y->bias[j];
    y->out[j] = activate(y->kind, sum);
  }
}

INLINE void descend(const textbook_layer *y, const double *in, double rate, int rate_first) {
  for (long j = 0; j < y->units; j++) {
    double delta = y->delta[j], step = rate * delta;
    for (long i = 0; i < y->sources; i++) {
      double *w = &y->w[i * y->units + j];
      *w = *w + (rate_first ? step * in[i] : rate * (in[i] * delta));
    }
    if (y->bias) y->bias[j] = y->bias[j] + step;
  }
}

INLINE void send_back(const textbook_layer *y, const textbook_layer *before) {
  for (long i = 0; i < y->sources; i++) {
    double error = 0;
    for (long k = 0; k < y->units; k++) error = error + y->w[i * y->units + k] * y->delta[k];
    before->delta[i] = error * derivative(before->kind, before->out[i]);
  }
}

// Forward, backward and update for one sample; returns its loss.
INLINE double present(const textbook_layer *layers, long count, const double *x, const double *target,
                      const nn_training *t) {
  const double *in = x;
  for (long l = 0; l < count; l++) {
    forward(&layers[l], in);
    in = layers[l].out;
  }
  const textbook_layer *last = &layers[count - 1];
  double loss = 0;
  for (long j = 0; j < last->units; j++) {
    double e = target[j] - last->out[j], square = e * e;
    last->delta[j] = e * derivative(last->kind, last->out[j]);
    loss = loss + square;
  }
  for (long l = count - 1; l >= 0; l--) {
    if (t->in_order) descend(&layers[l], l > 0 ? layers[l - 1].out : x, t->rate, t->rate_first);
    if (l > 0) send_back(&layers[l], &layers[l - 1]);
  }
  for (long l = 0; l < count && !t->in_order; l++)
    descend(&layers[l], l > 0 ? layers[l - 1].out : x, t->rate, t->rate_first);
  return 0.5 * loss;
}

static int fits(const nn_training *t) {
  if (t->batch != 1 || t->single || t->frozen || t->decay != 0 || t->flat_spot != 0 || t->optimizer != nn_optimizer_sgd) return 0;
  if (t->loss != nn_loss_kind_half_squared) return 0;
  for (long l = 0; l < t->layers; l++)
    if (t->activations[l] > nn_activation_relu) return 0;
  return 1;
}

// Updates until something in `t` says to return.
INLINE nn_outcome present_all(nn_training *t, const textbook_layer *layers, long count) {
  const long inputs = layers[0].sources, outputs = layers[count - 1].units;
  const double *out = layers[count - 1].out;
  nn_outcome outcome = nn_outcome_finished;
  t->made = 0;
  while (outcome == nn_outcome_finished && t->epoch < t->epochs) {
    for (; t->position < t->samples; t->position++, t->made++) {
      if (t->stop && *t->stop) outcome = nn_outcome_stopped;
      else if (t->updates > 0 && t->made == t->updates) outcome = nn_outcome_updates;
      if (outcome != nn_outcome_finished) break;
      long sample = t->order ? t->order[t->position] : t->position;
      t->loss_sum += present(layers, count, t->inputs + sample * inputs, t->targets + sample * outputs, t);
      for (long j = 0; t->outputs && j < outputs; j++) t->outputs[t->position * outputs + j] = out[j];
    }
    if (outcome == nn_outcome_finished) outcome = end_epoch(t, t->loss_sum);
  }
  return outcome;
}

// Layers of these sizes over the parameters at `flat` and the numbers at `next`.
INLINE void lay_out(textbook_layer *layers, long count, const long *sizes, const nn_training *t, double *flat,
                    double *next) {
  for (long l = 0; l < count; l++) {
    textbook_layer *y = &layers[l];
    *y = (textbook_layer){.sources = sizes[l], .units = sizes[l + 1], .kind = t->activations[l], .w = flat};
    flat += y->sources * y->units;
    if (!t->biases || t->biases[l]) {
      y->bias = flat;
      flat += y->units;
    }
    y->out = next, next += y->units;
    y->delta = next, next += y->units;
  }
}

// Two sigmoid layers with biases, of sizes known to the compiler and with numbers in registers.
INLINE nn_outcome train_two(nn_training *t, const long *sizes, long count) {
  double parameters[count], numbers[2 * (sizes[1] + sizes[2])];
  textbook_layer layers[2];
  lay_out(layers, 2, sizes, t, parameters, numbers);
  layers[0].kind = layers[1].kind = nn_activation_sigmoid;
  layers[0].bias = parameters + sizes[0] * sizes[1];
  layers[1].w = layers[0].bias + sizes[1];
  layers[1].bias = layers[1].w + sizes[1] * sizes[2];
  for (long i = 0; i < count; i++) parameters[i] = t->parameters[i];
  const nn_outcome outcome = present_all(t, layers, 2);
  for (long i = 0; i < count; i++) t->parameters[i] = parameters[i];
  return outcome;
}

#define TRAIN_TWO(i, h)                                                         \
  static nn_outcome train_##i##_##h##_1(nn_training *t) {                       \
    return train_two(t, (const long[3]){i, h, 1}, i * h + h + h + 1);           \
  }
TRAIN_TWO(2, 2)
TRAIN_TWO(2, 3)
TRAIN_TWO(2, 4)
#undef TRAIN_TWO

static trainer common(const nn_training *t) {
  if (t->layers != 2 || t->sizes[0] != 2 || t->sizes[2] != 1) return NULL;
  for (long l = 0; l < 2; l++)
    if (t->activations[l] != nn_activation_sigmoid || (t->biases && !t->biases[l])) return NULL;
  switch (t->sizes[1]) {
  case 2: return train_2_2_1;
  case 3: return train_2_3_1;
  case 4: return train_2_4_1;
  default: return NULL;
  }
}

nn_outcome textbook_train(nn_training *t) {
  if (!fits(t)) return nn_outcome_unsupported;
  const trainer train = common(t);
  if (train) return train(t);
  textbook_layer layers[t->layers];
  long units = 0;
  for (long l = 1; l <= t->layers; l++) units += t->sizes[l];
  double *memory = allocate((size_t)(2 * units) * sizeof(double));
  if (!memory) return nn_outcome_no_memory;
  lay_out(layers, t->layers, t->sizes, t, t->parameters, memory);
  const nn_outcome outcome = present_all(t, layers, t->layers);
  release(memory, (size_t)(2 * units) * sizeof(double));
  return outcome;
}
