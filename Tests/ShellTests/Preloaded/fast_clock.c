// Preloaded into a program: a clock and a timer that run thirty times as fast.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

enum { factor = 30 };
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = REAL(clock_gettime)(clock, time);
  long long nanoseconds = (time->tv_sec % 1000000 * 1000000000LL + time->tv_nsec) * factor;
  time->tv_sec = nanoseconds / 1000000000;
  time->tv_nsec = nanoseconds % 1000000000;
  return result;
}

int setitimer(__itimer_which_t which, const struct itimerval *new, struct itimerval *old) {
  struct itimerval faster = *new;
  long long microseconds = (new->it_value.tv_sec * 1000000LL + new->it_value.tv_usec) / factor + 1;
  faster.it_value.tv_sec = microseconds / 1000000;
  faster.it_value.tv_usec = microseconds % 1000000;
  return REAL(setitimer)(which, &faster, old);
}
