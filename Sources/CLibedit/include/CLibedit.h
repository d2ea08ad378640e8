#pragma once
// What Swift cannot do itself: libedit's variadic functions, stdio's globals and the signal handlers.
// Swift calls the other functions of <histedit.h> directly, in their wide form.

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

/// An editor on standard input and output in emacs mode; NULL if out of memory. A terminal without a description on
/// this machine is treated like an xterm.
EditLine *cl_open(const char *program, bool is_described);
void *cl_client(EditLine *);
void cl_set_client(EditLine *, void *client);
/// `escape` encloses the parts of the prompt that take no columns.
void cl_set_prompt(EditLine *, CLPromptFunction, wchar_t escape);
void cl_set_read(EditLine *, CLReadFunction);
bool cl_add_function(EditLine *, const char *name, CLEditFunction);
/// Binds a key; `alternate` is the key map of vi's command mode.
bool cl_bind(EditLine *, bool alternate, const char *key, const char *function);
/// Whether ~/.editrc has chosen vi mode.
bool cl_is_vi(EditLine *);
/// Switches the terminal to raw mode, or back.
void cl_set_raw(EditLine *, bool raw);
/// Redraws prompt and line, starting at the cursor.
void cl_redraw(EditLine *);
/// Deletes a range of characters and leaves the cursor there.
void cl_delete(EditLine *, size_t start, size_t end);
void cl_flush_output(void);
/// Whether this machine has a description of the named terminal.
bool cl_terminal_is_known(const char *name);
/// The number of columns of a character; -1 if it cannot be shown.
int cl_width(wint_t);
/// The maximum number of bytes of a character; 1 if the locale has no multibyte characters.
size_t cl_bytes_per_character(void);

// MARK: Signals

/// Installs handlers for SIGINT, SIGTERM and SIGHUP; the latter two stay ignored if they are. False on failure.
bool cl_signals_install(void);
/// Whether there was a SIGINT, in any thread.
bool cl_is_interrupted(void);
void cl_set_interrupted(bool value);
/// The flag itself, to be read atomically: nonzero after a SIGINT.
const int *cl_interrupt_flag(void);
/// A descriptor that becomes readable when a signal arrives.
int cl_signal_pipe(void);
/// Saves the terminal's modes, which are restored when the process exits.
void cl_signals_save_terminal(void);
void cl_restore_terminal(void);
/// Whether the terminal shows keys that are typed while no line is edited.
void cl_set_echo(bool);
/// For a handler that is about to end the process: restores the terminal and moves to the beginning of a row.
void cl_release_terminal(void);
/// While a line is edited, fatal signals wait for the editor, and it handles window changes and job control.
void cl_signals_enter_editing(void);
void cl_signals_leave_editing(void);
/// The fatal signal since the last call: SIGTERM, SIGHUP or SIGQUIT; 0 if none.
int cl_take_termination(void);
bool cl_take_suspension(void);
bool cl_take_continuation(void);
bool cl_take_resize(void);
/// Stops this process by SIGTSTP's default action; returns when it is continued.
void cl_suspend(void);
/// Restores the terminal and ends the process by the signal's default action.
void cl_reraise(int signal);
