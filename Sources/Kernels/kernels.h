// The kernels that choose.c selects from, each an implementation of nn_train for the trainings listed there.
#pragma once
#include "nn_training.h"

typedef nn_outcome (*nn_kernel)(nn_training *);

/// Whether `stop` has been set, by a signal handler of any thread.
static inline int nn_is_set(const int *stop) { return __atomic_load_n(stop, __ATOMIC_RELAXED); }

/// Online training in textbook arithmetic: the bits of a plain program that uses the same exp.
nn_kernel nn_textbook_kernel(const nn_training *training);

/// Online training of networks that fit into the processor's registers; NULL if this network does not.
nn_kernel nn_registers_kernel(const nn_training *training);

/// Batch by batch, as matrix products shared among threads.
nn_kernel nn_large_kernel(const nn_training *training);

/// Sample by sample.
nn_kernel nn_small_kernel(const nn_training *training);
