// Training of dense networks by the definition in nn_arithmetic.h: the same bits at any level, with any number of
// threads, and however a training is divided into calls.
#pragma once
#include "nn_arithmetic.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The maximum number of layers that the kernels support, not counting the input layer.
#define NN_MAX_LAYERS 1000

typedef enum {
  nn_loss_kind_half_squared = 0,
  nn_loss_kind_categorical = 1,  // only with a softmax output layer
  nn_loss_kind_binary = 2,       // only with a sigmoid output layer
  nn_loss_kind_squared = 3,      // this and the following not with softmax
  nn_loss_kind_mean_squared = 4,
  nn_loss_kind_mean_absolute = 5,
  nn_loss_kind_huber = 6
} nn_loss_kind;

typedef enum {
  nn_optimizer_sgd = 0,
  nn_optimizer_momentum = 1,
  nn_optimizer_nesterov = 2,
  nn_optimizer_adagrad = 3,
  nn_optimizer_rmsprop = 4,
  nn_optimizer_adam = 5,
  nn_optimizer_gather = 6,  // no step: state1 gets G of the batch, the parameters are unchanged
  nn_optimizer_none = 7     // forward passes only, for outputs and losses
} nn_optimizer;

/// The order of multiplications in the step of a weight, in textbook arithmetic.
typedef enum {
  nn_product_gradient = 0,  // rate · (out · delta)
  nn_product_delta = 1,     // (rate · delta) · out
  nn_product_out = 2        // (rate · out) · delta
} nn_product;

/// A training: the network, its data, the settings, and the progress.
typedef struct {
  // The network. Every unit of a layer feeds every unit of the next.
  long layers;                       // not counting the input layer, at least 1
  const long *sizes;                 // layers + 1 numbers, the inputs first
  const nn_activation *activations;  // one per layer; softmax only in the last, with the categorical loss
  const unsigned char *biases;       // one per layer, 0 for a layer without biases; NULL: all layers have them
  nn_loss_kind loss;

  // Flat arrays: layer by layer w[i][j] at i · units + j, source by source, then the layer's biases.
  // With `single`, each number must be exact in float.
  double *parameters;
  double *state1;                // v, s or m of the optimizer, G of gather; NULL for sgd
  double *state2;                // v of adam; NULL for the others
  const unsigned char *frozen;   // 1 for a parameter that is not updated; NULL: none is frozen

  nn_optimizer optimizer;
  double rate;
  double beta1;                  // mu, rho or b1
  double beta2;                  // b2 of adam
  double decay;
  double flat_spot;              // added to every derivative that an error is multiplied by
  double power1, power2;         // adam: b1^t and b2^t after the t updates made so far, 1 at first

  // The data, sample after sample.
  const double *inputs;
  const double *targets;
  long samples;                  // presented per epoch
  const double *dropout;         // factors of inputs and hidden units, a row per sample presented in this call; NULL:
                                 // no dropout; only for batches of at least 4 and networks of at least 200 parameters
  const long *order;             // the sample at each position, `samples` numbers; NULL: 0, 1, 2, …
  long batch;                    // samples per update; the last batch of an epoch may be smaller
  int sum;                       // 1: updates use the sum over the batch, 0: the mean
  int single;                    // 1: compute in float
  int textbook;                  // 1: separate products and sums, glibc's exp; only online sgd, half-squared loss,
                                 // identity, sigmoid, tanh and relu
  int in_order;                  // 1: errors are propagated over weights already updated; only online sgd
  nn_product product;            // textbook only
  int derivative_last;           // textbook only, delta of a sigmoid: 1: error · out · (1 − out),
                                 // 0: error · (out · (1 − out))

  // Settings that only affect speed; see nn_tune.
  nn_level level;                // instruction set, or the highest below it that this processor supports
  int threads;                   // per batch; below 2: one
  int stops_inside_batch;        // 1: `stop` aborts a batch and undoes it, at the cost of a copy of the parameters per
                                 // update; 0: the batch is finished

  // When to return.
  long epochs;                   // return when `epoch` reaches this
  long updates;                  // return after this many updates in this call; 0: no limit
  double *outputs;               // the outputs of each sample as presented, row by row at [position]; NULL: not stored
  double *losses;                // sum over the samples, stored at [epoch] as each epoch ends; NULL: not stored
  int only_finite;               // 1: return after an epoch whose loss is not finite
  const int *stop;               // return soon after this becomes nonzero; NULL: never

  // The progress; the next call continues there.
  long epoch;                    // epochs completed
  long position;                 // samples presented in the current epoch
  double loss_sum;               // their losses added
  long updates_made;             // in the last call
} nn_training;

typedef enum {
  nn_outcome_finished = 0,    // `epochs` completed
  nn_outcome_updates = 1,     // made `updates` updates
  nn_outcome_not_finite = 2,  // the loss of an epoch is infinite or NaN, see `only_finite`
  nn_outcome_stopped = 3,     // by `stop`
  nn_outcome_no_memory = 4,   // out of memory: nothing done
  nn_outcome_unsupported = 5  // nothing done: no kernel for this combination
} nn_outcome;

/// Trains until one of the outcomes; the next call continues there. Losses are only computed for `losses` and
/// `only_finite`.
nn_outcome nn_train(nn_training *training);

/// Sets what only affects speed: the current level; the number of threads, up to `threads`, that is worthwhile for the
/// batches; stops inside a batch if batches take long.
void nn_tune(nn_training *training);

#ifdef __cplusplus
}
#endif
