// The memory of a run.
#pragma once
#include <stddef.h>

/// Zeroed memory at a multiple of 64 bytes, large pieces on huge pages where there are any; NULL if there is none.
void *nn_allocate(size_t bytes);
void nn_release(void *memory);
