// Threads that wait for each other at barriers.
#pragma once
#include <stdatomic.h>

typedef struct {
  int count;
  atomic_int arrived;
  atomic_int phase;
} barrier;

/// Returns when all `count` threads have called it. Spins a while, then lets others run.
void barrier_wait(barrier *b);

/// Runs work(context, thread) on `count` threads, the caller's being thread 0; returns when all are done.
/// Before any begins, calls begin(context, threads) with how many there are, at most `count`.
void run_on_threads(int count, void (*work)(void *, int), void (*begin)(void *, int), void *context);
