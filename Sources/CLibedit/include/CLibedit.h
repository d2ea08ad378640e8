#pragma once
// What Swift cannot call or own itself: libedit's variadic functions, stdio's globals and the signal handlers.
// The names of the plain functions are those of <histedit.h> in the wide form.

#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <wchar.h>
#include <wctype.h>

// MARK: The editor

typedef unsigned char (*CLEditFunction)(EditLine *, wint_t);
typedef int (*CLReadFunction)(EditLine *, wchar_t *);
typedef wchar_t *(*CLPromptFunction)(EditLine *);

/// An editor on standard input and output in emacs mode; NULL if there is no memory. A terminal that is not
/// described on this machine is taken for one like xterm.
EditLine *cl_open(const char *program, bool is_described);
void *cl_client(EditLine *);
void cl_set_client(EditLine *, void *client);
/// `escape` brackets the parts of the prompt that take no columns.
void cl_set_prompt(EditLine *, CLPromptFunction, wchar_t escape);
void cl_set_read(EditLine *, CLReadFunction);
bool cl_add_function(EditLine *, const char *name, CLEditFunction);
/// In the map of keys; `alternate` is the map of vi's command mode.
bool cl_bind(EditLine *, bool alternate, const char *key, const char *function);
/// Whether ~/.editrc has chosen vi's keys.
bool cl_is_vi(EditLine *);
/// Raw while a line is edited, as it was otherwise.
void cl_set_raw(EditLine *, bool raw);
/// Draws prompt and line anew, taking the cursor's place for the prompt's first column.
void cl_redraw(EditLine *);
/// Deletes characters of the line and leaves the cursor where they were.
void cl_delete(EditLine *, size_t start, size_t end);
void cl_flush_output(void);
/// Whether the machine has a description of a terminal of that name.
bool cl_terminal_is_known(const char *name);
/// Columns a character takes; -1 if it cannot be shown.
int cl_width(wint_t);
/// 1 if characters outside of ASCII cannot be read or shown.
size_t cl_bytes_per_character(void);

// MARK: Signals

/// Handlers for SIGINT, SIGTERM and SIGHUP; the latter two keep being ignored if they are. False if there is no pipe.
bool cl_signals_install(void);
/// Nonzero once SIGINT has come; written by the handler, so to be read through a volatile pointer.
volatile sig_atomic_t *cl_interrupt_flag(void);
/// Descriptor that becomes readable when a signal has come.
int cl_signal_pipe(void);
/// The terminal's state is what the end of the process brings back.
void cl_signals_save_terminal(void);
void cl_restore_terminal(void);
/// For a handler that is about to end the process: the terminal as it was saved, at the beginning of a row.
void cl_give_terminal_back(void);
/// While a line is edited the deadly signals wait for the editor, and those of the window and of job control count.
void cl_signals_enter_editing(void);
void cl_signals_leave_editing(void);
/// The signal that has come since the last call: SIGTERM, SIGHUP or SIGQUIT; 0 if none.
int cl_take_termination(void);
bool cl_take_suspension(void);
bool cl_take_continuation(void);
bool cl_take_resize(void);
/// Stops this process as if it had no handler; returns when it is continued.
void cl_suspend(void);
/// Restores the terminal and ends the process by the signal's default action.
void cl_reraise(int signal);
