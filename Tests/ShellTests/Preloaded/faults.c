// Preloaded into a program: the Nth system call on a file below a folder fails, or ends the program by SIGKILL.
//
// FAULT_FOLDER  the folder
// FAULT_AT      N, from 1
// FAULT         an errno; "kill"; or "short": half of a write succeeds, and the next one fails with ENOSPC
// FAULT_REPORT  a file that names the call, once the fault has happened
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { descriptor_count = 1024 };
static bool is_below[descriptor_count];
static int calls;
static bool disk_is_full;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static bool concerns(int folder, const char *path) {
  const char *wanted = getenv("FAULT_FOLDER");
  if (path == NULL || wanted == NULL) return false;
  if (path[0] != '/' && folder >= 0 && folder < descriptor_count) return is_below[folder];
  return strncmp(path, wanted, strlen(wanted)) == 0;
}

static bool concerns_descriptor(int descriptor) {
  return descriptor >= 0 && descriptor < descriptor_count && is_below[descriptor];
}

// Counts a call; true if it has to fail, with errno set.
static bool fails(const char *call) {
  const char *at = getenv("FAULT_AT"), *fault = getenv("FAULT");
  if (at == NULL || fault == NULL || ++calls != atoi(at)) return false;
  int report = REAL(open)(getenv("FAULT_REPORT"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ssize_t written = REAL(write)(report, call, strlen(call));
  (void)written;
  REAL(close)(report);
  if (strcmp(fault, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(fault, "short") == 0) {
    disk_is_full = true;
    return false;
  }
  errno = atoi(fault);
  return true;
}

static int remember(int descriptor, bool below) {
  if (descriptor >= 0 && descriptor < descriptor_count) is_below[descriptor] = below;
  return descriptor;
}

int openat(int folder, const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  bool below = concerns(folder, path);
  if (below && fails("openat")) return -1;
  return remember(REAL(openat)(folder, path, flags, mode), below);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  bool below = concerns(-1, path);
  if (below && fails("open")) return -1;
  return remember(REAL(open)(path, flags, mode), below);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (!concerns_descriptor(descriptor)) return REAL(write)(descriptor, bytes, count);
  if (disk_is_full) {
    errno = ENOSPC;
    return -1;
  }
  if (fails("write")) return -1;
  return REAL(write)(descriptor, bytes, disk_is_full ? count / 2 : count);
}

int close(int descriptor) {
  bool below = concerns_descriptor(descriptor);
  if (below) is_below[descriptor] = false;
  bool failed = below && fails("close");
  int error = errno, result = REAL(close)(descriptor);
  errno = error;
  return failed ? -1 : result;
}

#define ON_DESCRIPTOR(type, name, parameters, arguments) \
  type name parameters { return concerns_descriptor(descriptor) && fails(#name) ? -1 : REAL(name) arguments; }
#define ON_PATH(type, name, parameters, arguments) \
  type name parameters { return concerns(folder, path) && fails(#name) ? -1 : REAL(name) arguments; }

ON_DESCRIPTOR(ssize_t, pread, (int descriptor, void *bytes, size_t count, off_t at), (descriptor, bytes, count, at))
ON_DESCRIPTOR(ssize_t, read, (int descriptor, void *bytes, size_t count), (descriptor, bytes, count))
ON_DESCRIPTOR(int, fsync, (int descriptor), (descriptor))
ON_DESCRIPTOR(int, fchmod, (int descriptor, mode_t mode), (descriptor, mode))
ON_DESCRIPTOR(int, fchown, (int descriptor, uid_t owner, gid_t group), (descriptor, owner, group))
ON_DESCRIPTOR(int, flock, (int descriptor, int operation), (descriptor, operation))
ON_DESCRIPTOR(int, ftruncate, (int descriptor, off_t size), (descriptor, size))
ON_DESCRIPTOR(int, fstat, (int descriptor, struct stat *status), (descriptor, status))
ON_PATH(int, fstatat, (int folder, const char *path, struct stat *status, int flags), (folder, path, status, flags))
ON_PATH(int, faccessat, (int folder, const char *path, int mode, int flags), (folder, path, mode, flags))
ON_PATH(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
ON_PATH(int, renameat, (int folder, const char *path, int other, const char *new), (folder, path, other, new))

char *realpath(const char *path, char *resolved) {
  return concerns(-1, path) && fails("realpath") ? NULL : REAL(realpath)(path, resolved);
}

int mkdir(const char *path, mode_t mode) { return concerns(-1, path) && fails("mkdir") ? -1 : REAL(mkdir)(path, mode); }
