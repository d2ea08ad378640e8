// The processor's multiply-add peak on one thread or several, for the share of it that a row of W3 or W4 reaches.
//
// Run: peak double|single THREADS SECONDS; prints multiplications and additions per second, on all threads together.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __AVX512F__
enum { vector_bytes = 64 };
#elif defined(__AVX__)
enum { vector_bytes = 32 };
#else
enum { vector_bytes = 16 };
#endif

enum { chains = 12, rounds = 100000 };  // as many as hide the latency and still fit into 16 registers

typedef double doubles __attribute__((vector_size(vector_bytes)));
typedef float floats __attribute__((vector_size(vector_bytes)));

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double seconds, results[64];
static int single;

// Runs chains of multiply-adds for the time given; returns operations per second.
#define LOOP(Vector, Real)                                                                      \
  {                                                                                             \
    Vector sums[chains], factor = (Vector){0} + (Real)0.999, term = (Vector){0} + (Real)0.001;  \
    for (int i = 0; i < chains; i++) sums[i] = (Vector){0} + (Real)i;                           \
    double start = now(), end = start, done = 0;                                                \
    while (end - start < seconds) {                                                             \
      for (int round = 0; round < rounds; round++) {                                            \
        _Pragma("GCC unroll 12") for (int i = 0; i < chains; i++) sums[i] = sums[i] * factor + term; \
        __asm__ volatile("" : "+x"(factor));                                                    \
      }                                                                                         \
      done += 2.0 * chains * rounds * (sizeof(Vector) / sizeof(Real));                          \
      end = now();                                                                              \
    }                                                                                           \
    for (int i = 1; i < chains; i++) sums[0] += sums[i];                                        \
    volatile Real sink = sums[0][0];                                                            \
    (void)sink;                                                                                 \
    return done / (end - start);                                                                \
  }
static double of_doubles(void) LOOP(doubles, double)
static double of_floats(void) LOOP(floats, float)

static void *run(void *result) {
  *(double *)result = single ? of_floats() : of_doubles();
  return NULL;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  single = !strcmp(argv[1], "single");
  int threads = atoi(argv[2]);
  if (threads < 1 || threads > 64) return 2;
  seconds = atof(argv[3]);
  pthread_t workers[64];
  for (int i = 1; i < threads; i++)
    if (pthread_create(&workers[i], NULL, run, &results[i])) return 1;
  run(&results[0]);
  double sum = results[0];
  for (int i = 1; i < threads; i++) {
    pthread_join(workers[i], NULL);
    sum += results[i];
  }
  printf("%.6g\n", sum);
}
