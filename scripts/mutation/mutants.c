// Which mutant is chosen, and which were reached; scripts/mutate adds this to the C sources.
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { most = 1 << 16 };

static long chosen = -1;
static unsigned char nowhere[most];
static unsigned char *reached = nowhere;

/// An environment variable; that of the parent where the tests start a program with an environment of its own.
static const char *variable(const char *name) {
  static char all[1 << 17];
  if (getenv(name)) return getenv(name);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/environ", (int)getppid());
  const int file = open(path, O_RDONLY);
  const ssize_t size = file < 0 ? 0 : read(file, all, sizeof all - 1);
  if (file >= 0) close(file);
  const size_t length = strlen(name);
  for (ssize_t start = 0; start < size; start += (ssize_t)strlen(all + start) + 1)
    if (strncmp(all + start, name, length) == 0 && all[start + (ssize_t)length] == '=') return all + start + length + 1;
  return NULL;
}

__attribute__((constructor)) static void choose(void) {
  static bool has_chosen;
  if (has_chosen) return;
  has_chosen = true;
  const char *number = variable("MUTANT");
  if (number) chosen = atol(number);
  // a file of most bytes, so that nothing is lost when the process is ended
  const char *path = variable("MUTANTS_REACHED");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *map = mmap(NULL, most, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (map != MAP_FAILED) reached = map;
  close(file);
}

bool nnsh_is_mutant(long number) {
  // Other constructors may ask before the one above has run.
  choose();
  reached[number & (most - 1)] = 1;
  return number == chosen;
}
