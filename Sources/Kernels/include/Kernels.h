// The arithmetic of the project and its fast training loops; choose.c documents which kernel runs when.
//
//   nn_arithmetic.h  the definition: sums, functions, derivatives, steps of the optimizers, one number at a time
//   nn_training.h    training of dense networks: the same bits, in vectors and threads
#pragma once
#include "nn_arithmetic.h"
#include "nn_training.h"
