#include "platform.h"
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *nn_aligned_memory(size_t bytes, size_t alignment, int on_huge_pages) {
  void *memory = NULL;
  if (posix_memalign(&memory, alignment, bytes)) return NULL;
#ifdef MADV_HUGEPAGE
  if (on_huge_pages) madvise(memory, bytes, MADV_HUGEPAGE);
#else
  (void)on_huge_pages;
#endif
  return memory;
}

void nn_free_memory(void *memory) { free(memory); }

long nn_processor_count(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? count : 0;
}

void nn_yield(void) { sched_yield(); }

enum { max_threads = 64 };

typedef struct {
  void (*work)(void *, int);
  void *context;
  int index;
  pthread_mutex_t *gate;
} worker;

static void *run_worker(void *argument) {
  worker *w = argument;
  pthread_mutex_lock(w->gate);
  pthread_mutex_unlock(w->gate);
  w->work(w->context, w->index);
  return NULL;
}

void nn_run_on_threads(int count, void (*work)(void *, int), void (*begin)(void *, int), void *context) {
  pthread_t threads[max_threads];
  worker workers[max_threads];
  pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
  if (count > max_threads) count = max_threads;
  int started = 1;
  // held until the number of started threads is known
  pthread_mutex_lock(&gate);
  for (; started < count; started++) {
    workers[started] = (worker){work, context, started, &gate};
    if (pthread_create(&threads[started], NULL, run_worker, &workers[started])) break;
  }
  begin(context, started);
  pthread_mutex_unlock(&gate);
  work(context, 0);
  for (int i = 1; i < started; i++) pthread_join(threads[i], NULL);
}
