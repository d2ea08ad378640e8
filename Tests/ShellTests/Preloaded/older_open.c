// Opens files by the system call that the C library no longer uses, where there is one.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
#ifdef SYS_open
  return (int)syscall(SYS_open, path, flags, mode);
#else
  return openat(AT_FDCWD, path, flags, mode);
#endif
}
