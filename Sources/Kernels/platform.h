// The operating system's part: memory, processors, threads. A port to another system is platform.c.
#pragma once
#include <stddef.h>

/// `bytes` at a multiple of `alignment`, of which it is a multiple itself; NULL if there is none.
void *nn_aligned_memory(size_t bytes, size_t alignment, int on_huge_pages);
void nn_free_memory(void *memory);

/// Processors the system runs threads on; 0 where it does not say.
long nn_processor_count(void);

/// Lets another thread run.
void nn_yield(void);

/// Runs work(context, thread) on `count` threads, the caller's being thread 0; returns when all are done.
/// Before any begins, calls begin(context, threads) with how many there are, at most `count`.
void nn_run_on_threads(int count, void (*work)(void *, int), void (*begin)(void *, int), void *context);
