#include "CSafety.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

// Reading a page of a mapped file that has been cut short meanwhile raises SIGBUS. Here the rest of the file then reads
// as zeros, and the reader asks at the end whether that happened.

struct mapping {
  atomic_uintptr_t start;
  size_t size;
  atomic_bool is_taken, is_cut;
};

static struct mapping mappings[64];
static struct sigaction before;
static uintptr_t page;

static void read_zeros(int number, siginfo_t *info, void *context) {
  (void)number, (void)context;
  uintptr_t address = (uintptr_t)info->si_addr & ~(page - 1);
  for (size_t i = 0; i < sizeof mappings / sizeof *mappings; i++) {
    uintptr_t start = mappings[i].start;
    if (start == 0 || address < start || address - start >= mappings[i].size) continue;
    size_t rest = mappings[i].size - (address - start);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    if (mmap((void *)address, rest, PROT_READ, flags, -1, 0) == MAP_FAILED) break;
    mappings[i].is_cut = true;
    return;
  }
  // The instruction is repeated, and does what it would have done.
  sigaction(SIGBUS, &before, NULL);
}

static void handle(void) {
  page = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = read_zeros, .sa_flags = SA_SIGINFO};
  sigaction(SIGBUS, &action, &before);
}

int cs_mapping_begin(const void *start, size_t size) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, handle);
  for (int i = 0; i < (int)(sizeof mappings / sizeof *mappings); i++) {
    if (atomic_exchange(&mappings[i].is_taken, true)) continue;
    mappings[i].size = size;
    mappings[i].is_cut = false;
    mappings[i].start = (uintptr_t)start;
    return i;
  }
  return -1;
}

bool cs_mapping_end(int number) {
  if (number < 0) return true;
  bool is_whole = !mappings[number].is_cut;
  mappings[number].start = 0;
  mappings[number].is_taken = false;
  return is_whole;
}
