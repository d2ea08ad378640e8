#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "CLibedit.h"

static int interrupted;
static volatile sig_atomic_t terminated, suspended, continued, resized, editing;
static int wake[2] = {-1, -1};
static struct termios saved;
static volatile sig_atomic_t saved_is_valid;

static void wake_up(void) {
  int error = errno;
  // If the pipe is full, the reader wakes up anyway.
  ssize_t written = write(wake[1], "", 1);
  (void)written;
  errno = error;
}

static void note(int number) {
  switch (number) {
    case SIGINT: cl_set_interrupted(true); break;
    case SIGTSTP: suspended = 1; break;
    case SIGCONT: continued = 1; break;
    case SIGWINCH: resized = 1; break;
  }
  wake_up();
}

static void handle(int number, void (*handler)(int)) {
  // No SA_RESTART: a signal must interrupt a blocking read.
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void cl_restore_terminal(void) {
  if (saved_is_valid) tcsetattr(STDIN_FILENO, TCSADRAIN, &saved);
}

void cl_set_echo(bool on) {
  static bool was_on;
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
  if (on) {
    if (was_on) modes.c_lflag |= ECHO;
    was_on = false;
  } else {
    was_on = was_on || (modes.c_lflag & ECHO) != 0;
    modes.c_lflag &= ~(tcflag_t)ECHO;
  }
  tcsetattr(STDIN_FILENO, TCSANOW, &modes);
}

void cl_release_terminal(void) {
  if (!saved_is_valid) return;
  // Otherwise a background process would be stopped for changing the terminal.
  handle(SIGTTOU, SIG_IGN);
  cl_restore_terminal();
  if (!editing) return;
  static const char leave_paste_mode[] = "\033[?2004l\r\n";
  ssize_t written = write(STDOUT_FILENO, leave_paste_mode, sizeof leave_paste_mode - 1);
  (void)written;
}

static void terminate(int number) {
  if (editing && !terminated) {
    terminated = number;
    wake_up();
    return;
  }
  // No line is being edited, or the editor has not responded to an earlier signal.
  cl_reraise(number);
}

void cl_reraise(int number) {
  cl_release_terminal();
  handle(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void handle_unless_ignored(int number, void (*handler)(int)) {
  struct sigaction current;
  if (sigaction(number, NULL, &current) == 0 && current.sa_handler != SIG_IGN) handle(number, handler);
}

bool cl_signals_install(void) {
  if (wake[0] >= 0) return true;
  if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0) return false;
  handle(SIGINT, note);
  handle_unless_ignored(SIGTERM, terminate);
  handle_unless_ignored(SIGHUP, terminate);
  return true;
}

const int *cl_interrupt_flag(void) { return &interrupted; }

bool cl_is_interrupted(void) { return __atomic_load_n(&interrupted, __ATOMIC_RELAXED); }

void cl_set_interrupted(bool value) { __atomic_store_n(&interrupted, value, __ATOMIC_RELAXED); }

int cl_signal_pipe(void) { return wake[0]; }

void cl_signals_save_terminal(void) {
  if (!saved_is_valid) atexit(cl_restore_terminal);
  saved_is_valid = tcgetattr(STDIN_FILENO, &saved) == 0;
}

// The editor handles these while a line is edited; the previous actions are restored afterwards.
static const int replaced[] = {SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
enum { replaced_count = sizeof replaced / sizeof replaced[0] };
static struct sigaction previous[replaced_count];

void cl_signals_enter_editing(void) {
  suspended = continued = resized = 0;
  editing = 1;
  for (int i = 0; i < replaced_count; i++) {
    sigaction(replaced[i], NULL, &previous[i]);
    if (previous[i].sa_handler != SIG_IGN) handle(replaced[i], replaced[i] == SIGQUIT ? terminate : note);
  }
}

void cl_signals_leave_editing(void) {
  editing = 0;
  for (int i = 0; i < replaced_count; i++) sigaction(replaced[i], &previous[i], NULL);
}

static bool take(volatile sig_atomic_t *flag) {
  bool was_set = *flag != 0;
  *flag = 0;
  return was_set;
}

int cl_take_termination(void) {
  int number = terminated;
  terminated = 0;
  return number;
}

bool cl_take_suspension(void) { return take(&suspended); }

bool cl_take_continuation(void) { return take(&continued); }

bool cl_take_resize(void) { return take(&resized); }

void cl_suspend(void) {
  handle(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  handle(SIGTSTP, note);
}
