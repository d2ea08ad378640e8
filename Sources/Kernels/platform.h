// What depends on the operating system: memory, processors, threads. A port to another system replaces platform.c.
#pragma once
#include <stddef.h>

/// `bytes` bytes, a multiple of `alignment`, aligned to it; NULL if out of memory.
void *nn_aligned_memory(size_t bytes, size_t alignment, int on_huge_pages);
void nn_free_memory(void *memory);

/// The number of processors online; 0 if unknown.
long nn_processor_count(void);

/// Yields the processor to another thread.
void nn_yield(void);

/// Runs work(context, thread) on up to `count` threads, the caller being thread 0, and returns when all are done.
/// Before that, calls begin(context, threads) with the number of threads that could be started.
void nn_run_on_threads(int count, void (*work)(void *, int), void (*begin)(void *, int), void *context);
