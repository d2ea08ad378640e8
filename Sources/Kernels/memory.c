#include "memory.h"
#include "platform.h"
#include <string.h>

static const size_t cache_line = 64, huge_page = (size_t)1 << 21;

void *nn_allocate(size_t bytes) {
  const size_t alignment = bytes >= huge_page ? huge_page : cache_line;
  void *memory = nn_aligned_memory((bytes + alignment - 1) / alignment * alignment, alignment, alignment == huge_page);
  if (memory) memset(memory, 0, bytes);
  return memory;
}

void nn_release(void *memory) { nn_free_memory(memory); }
