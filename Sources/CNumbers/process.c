#include "numbers.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

int nn_read_flag(const volatile int *flag) { return *flag; }

void nn_return_free_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
