#include "CSafety.h"

#include <stdlib.h>
#include <unistd.h>

static int count;
static char *none[1];
static char **arguments = none;
static bool has_set_backtrace;
static const char backtrace[] = "SWIFT_BACKTRACE";

// Runs before a static runtime starts, which asks /proc for its own path, to find the program that prints backtraces,
// looks for that in nine places where it is not, and aborts where /proc is not mounted.
__attribute__((constructor(101))) static void start(int given, char **values) {
  count = given;
  arguments = values;
  has_set_backtrace = !getenv(backtrace);
  if (has_set_backtrace || access("/proc/self/exe", F_OK) != 0) setenv(backtrace, "enable=no,swift-backtrace=/", 1);
}

void cs_end_start(void) {
  if (has_set_backtrace) unsetenv(backtrace);
}

int cs_argument_count(void) { return count; }

const char *cs_argument(int index) { return arguments[index]; }

#ifdef __GLIBC__
// These two replace a file of the static runtime that reads the memory map of the process to find its arguments.

__attribute__((weak)) void _swift_stdlib_overrideUnsafeArgvArgc(char **values, int given) {
  count = given;
  arguments = values;
}

__attribute__((weak)) char **_swift_stdlib_getUnsafeArgvArgc(int *given) {
  *given = count;
  return arguments;
}
#endif
