// Whole training runs of dense networks by the definition in nn_arithmetic.h: the same bits at any level, with
// any number of threads, and however a run is cut into calls.
#pragma once
#include "nn_arithmetic.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Layers of a network that kernels train, without the input layer.
#define NN_MOST_LAYERS 1000

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
  nn_optimizer_gather = 6, // no step: state1 becomes the batch's G, the parameters stay
  nn_optimizer_none = 7    // forward passes alone, for outputs and losses
} nn_optimizer;

/// A step of one sample, in the order of its multiplications.
typedef enum {
  nn_product_gradient = 0,       // rate · (out · delta)
  nn_product_delta = 1,          // (rate · delta) · out
  nn_product_out = 2             // (rate · out) · delta
} nn_product;

/// A training run: what is trained, on what, how, and how far it has come.
typedef struct {
  // The network. Units of a layer feed every unit of the next.
  long layers;                       // without the input layer, at least 1
  const long *sizes;                 // layers + 1 of them, the inputs first
  const nn_activation *activations;  // one a layer; softmax only in the last, with the categorical loss
  const unsigned char *biases;       // one a layer, 0 for a layer without; NULL: every layer has them
  nn_loss_kind loss;

  // Flat arrays: layer by layer w[i][j] at i · units + j, source by source, then the layer's biases.
  // For `single`, every number is one a float holds.
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
  const double *kept;            // dropout's factors of the inputs and hidden units, a row for each sample presented,
                                 // the first of this call at 0; NULL: nothing is dropped; batches of 4 and 200 weights
  const long *order;             // which sample comes when, `samples` of them; NULL: as they stand
  long batch;                    // samples an update; the last of an epoch takes what is left
  int sum;                       // 1: an update takes the batch's sum, 0: its mean
  int single;                    // 1: computes in float
  int textbook;                  // 1: by separate products and sums, exp as glibc has it; only online sgd,
                                 // half-squared loss, identity, sigmoid, tanh and relu
  int in_order;                  // 1: errors go back over weights already updated; only online sgd
  nn_product product;            // of textbook steps
  int derivative_last;           // textbook: 1: a sigmoid's delta is error · out · (1 − out), 0: error · (out · (1 − out))
  int threads;                   // at most; fewer where there are fewer processors or batches are small

  // When to return.
  long epochs;                   // ends when `epoch` reaches this
  long updates;                  // makes at most this many updates in this call; 0: no limit
  double *outputs;               // each sample's outputs as presented, row by row at [position]; NULL: not wanted
  double *losses;                // sum over the samples, written at [epoch] as each epoch ends; NULL: not wanted
  double least_loss;             // ends after an epoch whose sum / loss_divisor is below this; 0: never
  double loss_divisor;
  int only_finite;               // 1: ends after an epoch whose loss is not finite
  const volatile int *stop;      // ends soon after this becomes other than 0, as if a batch begun had not been; NULL: never

  // How far it has come; a further call goes on from there.
  long epoch;                    // epochs completed
  long position;                 // samples presented in the one begun
  double loss_sum;               // their loss
  long made;                     // updates made by the last call
} nn_training;

typedef enum {
  nn_outcome_finished = 0,       // `epochs` completed
  nn_outcome_updates = 1,        // `updates` made
  nn_outcome_loss = 2,           // loss below `least_loss`
  nn_outcome_not_finite = 3,
  nn_outcome_stopped = 4,
  nn_outcome_no_memory = 5,      // nothing done
  nn_outcome_unsupported = 6     // nothing done: no kernel for this combination
} nn_outcome;

/// Trains until one of the outcomes; epoch, position, loss_sum, parameters and state then go on from there.
/// Losses are computed only if `losses`, `least_loss` or `only_finite` asks for them.
nn_outcome nn_train(nn_training *training);

/// A flag of the process, such as a signal handler's, for the `stop` of trainings; NULL at first.
void nn_set_stop_flag(const volatile int *flag);
const volatile int *nn_stop_flag(void);

/// Products of samples in a batch and parameters from which on threads share them; a call returns what it was before.
/// Tests set it to 0 to have small networks trained by several threads on any machine, and stopped inside a batch.
long nn_set_shared_work(long products);

/// Weights and biases of the network, or −1 where no kernel trains it.
long nn_parameter_count(const nn_training *training);

#ifdef __cplusplus
}
#endif
