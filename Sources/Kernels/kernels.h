// The kernels that choose.c chooses from. Each trains as nn_train does; which trainings it is for is said there.
#pragma once
#include "nn_training.h"

typedef nn_outcome (*nn_kernel)(nn_training *);

/// Online training in textbook arithmetic: what a plain program computes, to the last digit where its exp is the same.
nn_kernel nn_textbook_kernel(const nn_training *training);

/// Online training of networks that fit into the processor's registers; NULL where this one does not.
nn_kernel nn_registers_kernel(const nn_training *training);

/// Batch by batch, as matrix products shared among threads.
nn_kernel nn_large_kernel(const nn_training *training);

/// Sample by sample.
nn_kernel nn_small_kernel(const nn_training *training);
