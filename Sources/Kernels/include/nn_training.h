// Training of dense networks by the definition in nn_arithmetic.h: the same bits at any level, with any number of
// threads, and however a training is cut into calls.
#pragma once
#include "nn_arithmetic.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The most layers a network may have for the kernels, without the input layer.
#define NN_MAX_LAYERS 1000

typedef enum {
  nn_loss_kind_half_squared = 0,
  nn_loss_kind_categorical = 1,  // only with a softmax output layer
  nn_loss_kind_binary = 2,       // only with a sigmoid output layer
  nn_loss_kind_squared = 3,      // these not with softmax
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
  nn_optimizer_gather = 6,  // no step: state1 becomes the batch's G, the parameters stay
  nn_optimizer_none = 7     // forward passes only, for outputs and losses
} nn_optimizer;

/// The order of the multiplications in textbook arithmetic's step of a weight.
typedef enum {
  nn_product_gradient = 0,  // rate · (out · delta)
  nn_product_delta = 1,     // (rate · delta) · out
  nn_product_out = 2        // (rate · out) · delta
} nn_product;

/// A training: the network, its data, how it is trained, and how far it has come.
typedef struct {
  // The network. Units of a layer feed every unit of the next.
  long layers;                       // without the input layer, at least 1
  const long *sizes;                 // layers + 1 of them, the inputs first
  const nn_activation *activations;  // one a layer; softmax only in the last, with the categorical loss
  const unsigned char *biases;       // one a layer, 0 for a layer without; NULL: every layer has them
  nn_loss_kind loss;

  // Flat arrays: layer by layer w[i][j] at i · units + j, source by source, then the layer's biases.
  // With `single`, each is a number that a float holds.
  double *parameters;
  double *state1;                // v, s or m of the optimizer, G of gather; NULL for sgd
  double *state2;                // v of adam; NULL for the others
  const unsigned char *frozen;   // 1 for a parameter that keeps its value; NULL: none does

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
  long samples;                  // presented in an epoch
  const double *dropout;         // factors of the inputs and hidden units, a row for each sample presented, the first
                                 // of this call at 0; NULL: none; only batches of 4 or more and 200 weights or more
  const long *order;             // the sample presented at each position, `samples` of them; NULL: 0, 1, 2, …
  long batch;                    // samples an update; the last of an epoch takes the rest
  int sum;                       // 1: an update takes the batch's sum, 0: its mean
  int single;                    // 1: computes in float
  int textbook;                  // 1: separate products and sums, glibc's exp; only online sgd, half-squared loss,
                                 // identity, sigmoid, tanh and relu
  int in_order;                  // 1: errors go back over weights already updated; only online sgd
  nn_product product;            // textbook
  int derivative_last;           // textbook, delta of a sigmoid: 1: error · out · (1 − out),
                                 // 0: error · (out · (1 − out))

  // What only the speed depends on; see nn_tune.
  nn_level level;                // instruction set, or the highest below it that this processor runs
  int threads;                   // of a batch; below 2: one
  int stops_inside_batch;        // 1: `stop` ends a batch halfway, as if it had not been begun, which costs a copy of
                                 // the parameters each update; 0: the batch is finished

  // When to return.
  long epochs;                   // ends when `epoch` reaches this
  long updates;                  // makes at most this many updates in this call; 0: no limit
  double *outputs;               // each sample's outputs as presented, row by row at [position]; NULL: none
  double *losses;                // sum over the samples, written at [epoch] as each epoch ends; NULL: none
  int only_finite;               // 1: ends after an epoch whose loss is not finite
  const volatile int *stop;      // ends soon after this becomes other than 0; NULL: never

  // How far it has come; a further call goes on from there.
  long epoch;                    // epochs completed
  long position;                 // samples presented in the one begun
  double loss_sum;               // their loss
  long updates_made;             // by the last call
} nn_training;

typedef enum {
  nn_outcome_finished = 0,    // `epochs` completed
  nn_outcome_updates = 1,     // `updates` made
  nn_outcome_not_finite = 2,  // the loss of an epoch is infinite or NaN, see `only_finite`
  nn_outcome_stopped = 3,     // by `stop`
  nn_outcome_no_memory = 4,   // nothing done
  nn_outcome_unsupported = 5  // nothing done: no kernel for this combination
} nn_outcome;

/// Trains until one of the outcomes; a further call goes on from there. Losses are computed only for `losses` and
/// `only_finite`.
nn_outcome nn_train(nn_training *training);

/// Sets what only the speed depends on: the level in use; as many threads, up to `threads`, as the batches are worth;
/// stops inside a batch where it takes long.
void nn_tune(nn_training *training);

#ifdef __cplusplus
}
#endif
