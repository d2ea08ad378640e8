// Properties of a training: whether it is valid, how many numbers it has, what kernels may assume about it.
#pragma once
#include "nn_training.h"

/// The number of weights and biases of the network; -1 if no kernel supports it.
long nn_parameter_count(const nn_training *training);

/// Whether the network, its parameters, the optimizer's state and the batch size are valid for nn_train.
int nn_is_valid(const nn_training *training);

/// The numbers of state the optimizer keeps per parameter: 0, 1 or 2.
int nn_state_count(const nn_training *training);

/// Whether updates are plain sgd: no weight decay and no frozen parameters.
int nn_is_plain_sgd(const nn_training *training);

/// The number of samples of the largest batch.
long nn_largest_batch(const nn_training *training);

/// Whether a parameter or a number of the optimizer's state is -0, for which x and x + 0 differ.
int nn_has_negative_zero(const nn_training *training);
