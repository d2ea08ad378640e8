// A barrier at which the threads of a batch wait for each other.
#pragma once
#include <stdatomic.h>

typedef struct {
  int count;
  atomic_int arrived;
  atomic_int phase;
} barrier;

/// Returns when all `count` threads have called it. Spins for a while, then yields the processor.
void nn_barrier_wait(barrier *b);
