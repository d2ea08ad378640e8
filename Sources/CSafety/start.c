#include "CSafety.h"

#include <stdlib.h>
#include <unistd.h>

static int count;
static char **arguments;

// Runs before Swift's runtime starts.
__attribute__((constructor(101))) static void start(int given, char **values) {
  count = given;
  arguments = values;
  // A static runtime asks /proc for its own path, to find the program that prints backtraces, and aborts without one.
  if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/", 1);
}

int cs_argument_count(void) { return count; }

const char *cs_argument(int index) { return arguments[index]; }
