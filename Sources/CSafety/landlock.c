#define _GNU_SOURCE
#include "CSafety.h"

#include <errno.h>

#ifdef __linux__
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux's numbers, which older headers lack.
enum { create_ruleset = 444, add_rule = 445, restrict_self = 446 };
enum { version_only = 1, path_beneath = 1 };
enum { read_file = 1 << 2, read_folder = 1 << 3 };
// The rights known to each version: files; then moving between folders, truncating, device ioctls.
enum { files_v1 = (1 << 13) - 1, files_v2 = (1 << 14) - 1, files_v3 = (1 << 15) - 1, files_v5 = (1 << 16) - 1 };
enum { tcp_bind_and_connect = 3, abstract_sockets_and_signals = 3 };

struct ruleset {
  uint64_t files, network, scopes;
};
struct __attribute__((packed)) path_rule {
  uint64_t allowed;
  int32_t folder;
};

int cs_landlock_version(void) {
  long version = syscall(create_ruleset, NULL, 0, version_only);
  return version > 0 ? (int)version : 0;
}

int cs_landlock_create(void) {
  int version = cs_landlock_version();
  struct ruleset rules = {
      .files = version >= 5 ? files_v5 : version >= 3 ? files_v3 : version == 2 ? files_v2 : files_v1,
      .network = version >= 4 ? tcp_bind_and_connect : 0,
      .scopes = version >= 6 ? abstract_sockets_and_signals : 0,
  };
  return (int)syscall(create_ruleset, &rules, sizeof rules, 0);
}

bool cs_landlock_allow_reading(int rules, int folder) {
  struct path_rule rule = {.allowed = read_file | read_folder, .folder = folder};
  return syscall(add_rule, rules, path_beneath, &rule, 0) == 0;
}

bool cs_landlock_enforce(int rules) { return syscall(restrict_self, rules, 0) == 0; }

bool cs_renounce_privileges(void) {
  // A core file would be a file written.
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}
#else
int cs_landlock_version(void) { return 0; }
int cs_landlock_create(void) { return errno = ENOSYS, -1; }
bool cs_landlock_allow_reading(int rules, int folder) { return (void)rules, (void)folder, errno = ENOSYS, false; }
bool cs_landlock_enforce(int rules) { return (void)rules, errno = ENOSYS, false; }
bool cs_renounce_privileges(void) { return errno = ENOSYS, false; }
#endif
