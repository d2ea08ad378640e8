#define _XOPEN_SOURCE 700
#include "CLibedit.h"

#include <stdio.h>
#include <stdlib.h>

// From libtinfo; declared here because its header may not be installed.
int tgetent(char *buffer, const char *name);

// Capabilities of nearly every terminal, for machines without terminal descriptions.
static void describe_terminal(EditLine *editor) {
  static const char *const capabilities[][2] = {
      {"am", "yes"},      {"xn", "yes"},      {"ce", "\033[K"},    {"cd", "\033[J"},   {"cl", "\033[H\033[J"},
      {"up", "\033[A"},   {"UP", "\033[%dA"}, {"nd", "\033[C"},    {"RI", "\033[%dC"}, {"LE", "\033[%dD"},
      {"ch", "\033[%i%dG"}, {"DC", "\033[%dP"}, {"dc", "\033[P"},  {"IC", "\033[%d@"}, {"ho", "\033[H"},
  };
  for (size_t i = 0; i < sizeof capabilities / sizeof capabilities[0]; i++)
    el_set(editor, EL_SETTC, capabilities[i][0], capabilities[i][1], NULL);
}

EditLine *cl_open(const char *program, bool is_described) {
  // libedit reports an unknown terminal to its error file.
  FILE *errors = is_described ? stderr : fopen("/dev/null", "w");
  EditLine *editor = el_init(program, stdin, stdout, errors != NULL ? errors : stderr);
  if (editor == NULL) return NULL;
  if (!is_described) {
    el_set(editor, EL_SETFP, 2, stderr);
    if (errors != NULL) fclose(errors);
    describe_terminal(editor);
  }
  el_set(editor, EL_EDITOR, "emacs");
  // libedit's own handlers would send every signal to the whole process group.
  el_set(editor, EL_SIGNAL, 0);
  // Pass Return, newline and Ctrl-S to the editor unchanged; libedit would swap the first two.
  el_set(editor, EL_SETTY, "-d", "-icrnl", "-inlcr", "-ixon", NULL);
  // Otherwise a Ctrl-D typed while a command runs would reach the editor as NUL.
  el_set(editor, EL_SETTY, "-x", "eof=", NULL);
  return editor;
}

void *cl_client(EditLine *editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

void cl_set_client(EditLine *editor, void *client) { el_set(editor, EL_CLIENTDATA, client); }

void cl_set_prompt(EditLine *editor, CLPromptFunction function, wchar_t escape) {
  el_wset(editor, EL_PROMPT_ESC, function, (int)escape);
}

void cl_set_read(EditLine *editor, CLReadFunction function) { el_wset(editor, EL_GETCFN, function); }

bool cl_add_function(EditLine *editor, const char *name, CLEditFunction function) {
  // The narrow form copies the name.
  return el_set(editor, EL_ADDFN, name, name, function) == 0;
}

bool cl_bind(EditLine *editor, bool alternate, const char *key, const char *function) {
  if (alternate) return el_set(editor, EL_BIND, "-a", key, function, NULL) == 0;
  return el_set(editor, EL_BIND, key, function, NULL) == 0;
}

bool cl_is_vi(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name != NULL && name[0] == 'v';
}

void cl_set_raw(EditLine *editor, bool raw) { el_wset(editor, EL_PREP_TERM, raw ? 1 : 0); }

void cl_redraw(EditLine *editor) { el_wset(editor, EL_REFRESH); }

void cl_delete(EditLine *editor, size_t start, size_t end) {
  // libedit's own el_deletestr would overwrite the text that Ctrl-Y inserts.
  LineInfoW *line = (LineInfoW *)el_wline(editor);
  size_t length = (size_t)(line->lastchar - line->buffer);
  if (start > end || end > length) return;
  wchar_t *buffer = (wchar_t *)line->buffer;
  wmemmove(buffer + start, buffer + end, length - end);
  line->lastchar -= end - start;
  line->cursor = buffer + start;
}

void cl_flush_output(void) { fflush(stdout); }

size_t cl_bytes_per_character(void) { return MB_CUR_MAX; }

bool cl_terminal_is_known(const char *name) {
  static char buffer[4096];
  return tgetent(buffer, name) > 0;
}

int cl_width(wint_t character) { return wcwidth((wchar_t)character); }
