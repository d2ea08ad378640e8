// What a training is: whether it is valid, how many numbers it has, what kernels may take for granted about it.
#pragma once
#include "nn_training.h"

/// Weights and biases of the network, or -1 where no kernel trains it.
long nn_parameter_count(const nn_training *training);

/// Whether nn_train can begin: the network, its parameters, the optimizer's state, the batch.
int nn_is_valid(const nn_training *training);

/// How many numbers the optimizer keeps for each parameter: 0, 1 or 2.
int nn_state_count(const nn_training *training);

/// Whether an update is sgd's alone, of every parameter: neither decay nor frozen parameters.
int nn_is_plain_sgd(const nn_training *training);

/// Samples of the largest batch.
long nn_largest_batch(const nn_training *training);

/// Whether a parameter or number of the optimizer is -0, which alone tells a product from a product added to 0.
int nn_has_negative_zero(const nn_training *training);
