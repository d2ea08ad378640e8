// The large kernels at each level.
#include "arithmetic/tables.h"
#include "training.h"
#include "large/workers.h"
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define UNROLL _Pragma("clang loop unroll(full)")

// Below it threads would wait for each other longer than they work.
static long shared_work = 1 << 21;

long nn_set_shared_work(long products) {
  const long before = shared_work;
  shared_work = products;
  return before;
}

// From here on a batch takes some hundredths of a second and can be stopped halfway.
static long long_work(void) { return shared_work == 0 ? 0 : 1 << 27; }

// Threads for a batch; one that waits for its turn at a processor would keep all others waiting.
static int useful_threads(const nn_training *t, long batch) {
  if (shared_work == 0) return t->threads;
  if (batch * nn_parameter_count(t) < shared_work) return 1;
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  return processors > 0 && t->threads > processors ? (int)processors : t->threads;
}

#define LEVEL_FILE "large/large_level.inc"
#define WANTED_LEVELS (BASELINE | AVX2 | AVX512)
#include "arithmetic/each_level.inc"

// Less than this is quicker sample by sample; more numbers than that for a batch are too many to keep.
enum { least_batch = 4, least_weights = 200, most_numbers = 1 << 26 };

trainer large_trainer(const nn_training *t) {
  const long batch = t->batch < t->samples ? t->batch : t->samples;
  if (batch < least_batch || nn_parameter_count(t) < least_weights) return NULL;
  long a_sample = t->sizes[0];
  for (long l = 1; l <= t->layers; l++) a_sample += 3 * t->sizes[l];
  if (a_sample > most_numbers / batch) return NULL;
#if HAS_X86
  if (nn_level_in_use == nn_level_avx512) return large_avx512(t);
  if (nn_level_in_use == nn_level_avx2) return large_avx2(t);
#endif
  return large_baseline(t);
}
