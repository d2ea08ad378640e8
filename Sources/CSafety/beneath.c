#define _GNU_SOURCE
#include "CSafety.h"

#include <errno.h>

#ifdef __linux__
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

struct how {
  uint64_t flags, mode, resolve;
};
enum { no_magic_links = 0x02, beneath = 0x08 };  // RESOLVE_…

static bool is_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  if (length == 1) return true;  // "/"
  return strncmp(path, folder, length) == 0 && path[length] == '/';
}

// Where openat2 is missing, or forbidden by a container: opens first, then asks where the file is. It is opened as a
// path only, which has no effect on it, and for reading after the answer.
static int open_and_ask(int folder, const char *path, int flags) {
  char link[64], where[PATH_MAX], root[PATH_MAX];
  int found = openat(folder, path, O_PATH | O_CLOEXEC);
  if (found < 0) return -1;
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t root_length = readlink(link, root, sizeof root - 1);
  snprintf(link, sizeof link, "/proc/self/fd/%d", found);
  ssize_t length = readlink(link, where, sizeof where - 1);
  int opened = -1;
  if (length < 0 || root_length < 0) {
    errno = EXDEV;
  } else {
    where[length] = root[root_length] = 0;
    if (is_below(where, root)) opened = open(link, flags);
    else errno = EXDEV;
  }
  int error = errno;
  close(found);
  errno = error;
  return opened;
}

int cs_open_beneath(int folder, const char *path, bool is_path) {
  int flags = is_path ? O_PATH | O_CLOEXEC : O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  struct how how = {.flags = (uint64_t)flags, .resolve = beneath | no_magic_links};
  long opened;
  // EAGAIN: a folder on the way was renamed meanwhile
  for (int tries = 0; tries < 100; tries++) {
    opened = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (opened >= 0 || errno != EAGAIN) break;
  }
  if (opened < 0 && (errno == ENOSYS || errno == EPERM)) return open_and_ask(folder, path, flags);
  return (int)opened;
}
#else
int cs_open_beneath(int folder, const char *path, bool is_path) {
  (void)folder, (void)path, (void)is_path;
  errno = ENOSYS;
  return -1;
}
#endif
