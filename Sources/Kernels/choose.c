// Trains a dense network: validates the training and passes it to the fastest kernel that supports it.
//
// Which kernel runs when. All kernels give the bits that nn_arithmetic.h defines, so the choice only affects speed. The
// first of these that supports the training is chosen:
//
//   textbook    the only kernel for textbook arithmetic: online sgd (or no update), double, half-squared loss,
//               identity, sigmoid, tanh and relu. Scalar code, with compile-time sizes for 2-2-1, 2-3-1 and 2-4-1
//               of sigmoid units with biases. No weight decay, flat spot or frozen parameters.
//   registers   online sgd or momentum, double, two layers both of sigmoid or both of tanh, half-squared loss; up to 16
//               inputs, 8 hidden units, 8 outputs and 200 parameters. No weight decay, flat spot or frozen parameters,
//               and no parameter of -0. The whole network stays in registers, with compile-time sizes for the most
//               common shapes. Not at x86's baseline level, whose registers are too few and too narrow.
//   large       batches of 4 samples or more, 200 parameters or more: any optimizer, loss, activation and precision,
//               and dropout. Matrix products in register tiles, shared among threads. Smaller batches and networks are
//               faster sample by sample; a batch of more than 2^26 numbers takes too much memory.
//   small       everything else except dropout: sample by sample, in vectors of 4 units if no layer is wider,
//               otherwise of 8 units in double and 16 in float.
//
// Threads share a batch if samples × parameters is at least 2^21; below that, they would spend more time waiting for
// each other than working. From 2^27 on, a batch takes a few hundredths of a second and can be stopped halfway.
#include "arithmetic/level.h"
#include "kernels.h"
#include "platform.h"
#include "shape.h"
#include <stddef.h>

enum { min_large_batch = 4, min_large_parameters = 200, max_large_numbers = 1 << 26, max_register_parameters = 200 };
enum { min_shared_work = 1 << 21, min_stopped_work = 1 << 27 };

// Online, in double, with the half-squared loss and no other options.
static int is_bare_online(const nn_training *t) {
  return t->batch == 1 && !t->single && !t->frozen && !t->dropout && t->decay == 0 && t->flat_spot == 0 &&
         t->loss == nn_loss_kind_half_squared;
}

static int suits_textbook(const nn_training *t) {
  if (!is_bare_online(t)) return 0;
  if (t->optimizer != nn_optimizer_sgd && t->optimizer != nn_optimizer_none) return 0;
  for (long l = 0; l < t->layers; l++)
    if (t->activations[l] > nn_activation_relu) return 0;
  return 1;
}

static int suits_registers(const nn_training *t) {
  if (!is_bare_online(t) || t->layers != 2 || t->activations[0] != t->activations[1]) return 0;
  if (t->activations[0] != nn_activation_sigmoid && t->activations[0] != nn_activation_tanh) return 0;
  if (t->optimizer != nn_optimizer_sgd && t->optimizer != nn_optimizer_momentum) return 0;
  return nn_parameter_count(t) <= max_register_parameters && !nn_has_negative_zero(t);
}

static int suits_large(const nn_training *t) {
  const long batch = nn_largest_batch(t);
  if (batch < min_large_batch || nn_parameter_count(t) < min_large_parameters) return 0;
  long numbers = t->sizes[0];  // per sample
  for (long l = 1; l <= t->layers; l++) numbers += 3 * t->sizes[l];
  return numbers <= max_large_numbers / batch;
}

static nn_kernel choose(const nn_training *t) {
  if (t->textbook) return suits_textbook(t) ? nn_textbook_kernel(t) : NULL;
  if (t->in_order && (t->batch != 1 || !nn_is_plain_sgd(t))) return NULL;
  const nn_kernel registers = suits_registers(t) ? nn_registers_kernel(t) : NULL;
  if (registers) return registers;
  if (suits_large(t)) return nn_large_kernel(t);
  return t->dropout ? NULL : nn_small_kernel(t);
}

nn_outcome nn_train(nn_training *t) {
  if (!nn_is_valid(t)) return nn_outcome_unsupported;
  if (t->epoch >= t->epochs || t->samples == 0) return nn_outcome_finished;
  if (t->level > nn_highest_level()) t->level = nn_highest_level();
  const nn_kernel train = choose(t);
  return train ? train(t) : nn_outcome_unsupported;
}

// Whether samples × parameters of the largest batch is at least `products`.
static int has_work(const nn_training *t, long products) {
  const long parameters = nn_parameter_count(t);
  return parameters > 0 && nn_largest_batch(t) > (products - 1) / parameters;
}

void nn_tune(nn_training *t) {
  t->level = nn_level_in_use;
  t->stops_inside_batch = has_work(t, min_stopped_work);
  if (t->threads <= 1) return;
  // with more threads than processors, all would wait for the one that is not running
  const long max = has_work(t, min_shared_work) ? nn_processor_count() : 1;
  if (max > 0 && t->threads > max) t->threads = (int)max;
}
