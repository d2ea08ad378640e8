#define _GNU_SOURCE
#include "CSafety.h"

#include <errno.h>

#if defined __linux__ && (defined __x86_64__ || defined __aarch64__)
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// System calls that fail with EPERM whatever their arguments; by number where the C library's headers may be older.
static const uint32_t forbidden[] = {
    // programs and other processes
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_unshare, SYS_setns,
    SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_setpriority,
    424 /* pidfd_send_signal */, 438 /* pidfd_getfd */,
    // files: names, contents, attributes
    SYS_linkat, SYS_symlinkat, SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_mknodat, SYS_truncate,
    SYS_ftruncate, SYS_fallocate, SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr,
    SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, 452 /* fchmodat2 */,
    463 /* setxattrat */, 466 /* removexattrat */,
#ifdef __x86_64__
    SYS_fork, SYS_vfork, SYS_creat, SYS_link, SYS_symlink, SYS_unlink, SYS_rename, SYS_mkdir, SYS_rmdir, SYS_mknod,
    SYS_chmod, SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
    // connections and the kernel
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_mount,
    SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_swapon, SYS_swapoff, SYS_reboot, SYS_acct, SYS_quotactl,
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_add_key, SYS_request_key, SYS_keyctl,
    SYS_open_by_handle_at, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname,
    SYS_setdomainname, SYS_msgget, SYS_semget, SYS_shmget, SYS_mq_open, SYS_mq_unlink, 425 /* io_uring_setup */,
    426 /* io_uring_enter */, 427 /* io_uring_register */, 428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */,
    431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */, 442 /* mount_setattr */,
};

enum { written = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, clone3 = 435 };
enum { number = offsetof(struct seccomp_data, nr), architecture = offsetof(struct seccomp_data, arch) };
// The lower half of an argument.
#define ARGUMENT(i) (offsetof(struct seccomp_data, args) + 8 * (i))

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define SKIP_UNLESS_EQUAL(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define SKIP_IF_EQUAL(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (count), 0)
#define SKIP_UNLESS_ANY(bits, count) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, (count))
#define SKIP_IF_ANY(bits, count) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), (count), 0)
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))

bool cs_filter_system_calls(void) {
  static struct sock_filter program[64 + 2 * sizeof forbidden / sizeof forbidden[0]];
  unsigned short length = 0;
  const struct sock_filter beginning[] = {
      LOAD(architecture), SKIP_IF_EQUAL(THIS_ARCHITECTURE, 1), ANSWER(SECCOMP_RET_KILL_PROCESS), LOAD(number),
#ifdef __x86_64__
      // the x32 calls have numbers of their own
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), REFUSE(EPERM),
      SKIP_UNLESS_EQUAL(SYS_open, 4), LOAD(ARGUMENT(1)), SKIP_UNLESS_ANY(written, 1), REFUSE(EACCES),
      ANSWER(SECCOMP_RET_ALLOW),
#endif
      SKIP_UNLESS_EQUAL(SYS_openat, 4), LOAD(ARGUMENT(2)), SKIP_UNLESS_ANY(written, 1), REFUSE(EACCES),
      ANSWER(SECCOMP_RET_ALLOW),
      // threads, but no processes; the C library falls back to clone
      SKIP_UNLESS_EQUAL(clone3, 1), REFUSE(ENOSYS),
      SKIP_UNLESS_EQUAL(SYS_clone, 4), LOAD(ARGUMENT(0)), SKIP_IF_ANY(CLONE_THREAD, 1), REFUSE(EPERM),
      ANSWER(SECCOMP_RET_ALLOW),
      // signals to this process only
      SKIP_IF_EQUAL(SYS_kill, 1), SKIP_UNLESS_EQUAL(SYS_tgkill, 4), LOAD(ARGUMENT(0)),
      SKIP_IF_EQUAL((uint32_t)getpid(), 1), REFUSE(EPERM), ANSWER(SECCOMP_RET_ALLOW),
  };
  for (size_t i = 0; i < sizeof beginning / sizeof beginning[0]; i++) program[length++] = beginning[i];
  for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++) {
    program[length++] = (struct sock_filter)SKIP_UNLESS_EQUAL(forbidden[i], 1);
    program[length++] = (struct sock_filter)REFUSE(EPERM);
  }
  program[length++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {.len = length, .filter = program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}
#else
bool cs_filter_system_calls(void) { return errno = ENOSYS, false; }
#endif
