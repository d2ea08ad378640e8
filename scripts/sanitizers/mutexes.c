// Linked with --wrap into what the thread sanitizer watches. It sees the atomic operations of Swift's Mutex but those of
// a lock that has to wait and of its release, which are in a library without the sanitizer: what they guard would look
// unguarded.
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

void __tsan_acquire(void *address);
void __tsan_release(void *address);
SWIFT void real_lock(uint32_t thread, SELF void *mutex) __asm__("__real_" LOCK);
SWIFT void real_unlock(SELF void *mutex) __asm__("__real_" UNLOCK);
SWIFT void lock(uint32_t thread, SELF void *mutex) __asm__("__wrap_" LOCK);
SWIFT void unlock(SELF void *mutex) __asm__("__wrap_" UNLOCK);

SWIFT void lock(uint32_t thread, SELF void *mutex) {
  real_lock(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT void unlock(SELF void *mutex) {
  __tsan_release(mutex);
  real_unlock(mutex);
}
