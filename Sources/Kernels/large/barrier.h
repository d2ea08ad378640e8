// Where the threads of a batch wait for each other.
#pragma once
#include <stdatomic.h>

typedef struct {
  int count;
  atomic_int arrived;
  atomic_int phase;
} barrier;

/// Returns when all `count` threads have called it. Spins a while, then lets others run.
void nn_barrier_wait(barrier *b);
