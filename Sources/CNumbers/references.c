// Reference counting without atomic operations as long as the process has one thread, which is nearly always: it halves
// the cost of a retain and a release. scripts/build links with --wrap=swift_retain and --wrap=swift_release, which makes
// every call of these functions one of those below; without these options nothing calls them.

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define ONE_THREAD __libc_single_threaded
#else
#define ONE_THREAD 0
#endif

#define FROM_RUNTIME __attribute__((weak))

FROM_RUNTIME void *__real_swift_retain(void *object);
FROM_RUNTIME void __real_swift_release(void *object);
FROM_RUNTIME void *swift_nonatomic_retain(void *object);
FROM_RUNTIME void swift_nonatomic_release(void *object);

void *__wrap_swift_retain(void *object) {
  return ONE_THREAD ? swift_nonatomic_retain(object) : __real_swift_retain(object);
}

void __wrap_swift_release(void *object) {
  if (ONE_THREAD) {
    swift_nonatomic_release(object);
  } else {
    __real_swift_release(object);
  }
}
