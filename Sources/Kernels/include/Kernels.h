// The arithmetic of the project and its fast training loops; choose.c says what runs where.
//
//   nn_arithmetic.h  the definition: sums, functions, derivatives, steps of the optimizers, one number at a time
//   nn_training.h    trainings of dense networks, the same bits at the speed of the processor
#pragma once
#include "nn_arithmetic.h"
#include "nn_training.h"
