#include "numbers.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

int nn_read_flag(const int *flag) { return __atomic_load_n(flag, __ATOMIC_RELAXED); }

void nn_write_flag(int *flag, int value) { __atomic_store_n(flag, value, __ATOMIC_RELAXED); }

void nn_return_free_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
