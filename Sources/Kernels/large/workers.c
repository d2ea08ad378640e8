// Threads that wait for each other at barriers.
#include "large/workers.h"
#include <pthread.h>
#include <sched.h>

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

void barrier_wait(barrier *b) {
  if (b->count == 1) return;
  int phase = atomic_load_explicit(&b->phase, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&b->arrived, 1, memory_order_acq_rel) == b->count - 1) {
    atomic_store_explicit(&b->arrived, 0, memory_order_relaxed);
    atomic_store_explicit(&b->phase, phase + 1, memory_order_release);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&b->phase, memory_order_acquire) == phase; spins++) {
    if (spins < 4000) relax();
    else sched_yield();
  }
}

enum { most_threads = 64 };

typedef struct {
  void (*work)(void *, int);
  void *context;
  int index;
  pthread_mutex_t *gate;
} seat;

static void *sit(void *argument) {
  seat *s = argument;
  pthread_mutex_lock(s->gate);
  pthread_mutex_unlock(s->gate);
  s->work(s->context, s->index);
  return 0;
}

void run_on_threads(int count, void (*work)(void *, int), void (*begin)(void *, int), void *context) {
  pthread_t threads[most_threads];
  seat seats[most_threads];
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  if (count > most_threads) count = most_threads;
  int started = 1;
  // nobody begins before it is known how many there are
  pthread_mutex_lock(&gate);
  for (; started < count; started++) {
    seats[started] = (seat){work, context, started, &gate};
    if (pthread_create(&threads[started], 0, sit, &seats[started])) break;
  }
  begin(context, started);
  pthread_mutex_unlock(&gate);
  work(context, 0);
  for (int i = 1; i < started; i++) pthread_join(threads[i], 0);
}
