// Memory for kernels.
#pragma once
#include <stddef.h>

/// Zeroed memory aligned to 64 bytes, large blocks on huge pages if possible; NULL if out of memory.
void *nn_allocate(size_t bytes);
void nn_release(void *memory);
