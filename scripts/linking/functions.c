// Prints the functions that a program runs, in the order of their first call, one name a line: for a linker to put them
// side by side, so that a start needs few pages of the program. x86-64 Linux; an executable at fixed addresses.
//
// Run: functions PROGRAM ARGUMENT…
//
// Every function begins with a breakpoint that is taken away when it is reached.
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  uint64_t address;
  const char *name;
  unsigned char byte;  // what the breakpoint replaces
  int is_reached;
} function;

static function *functions;
static size_t count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int by_address(const void *left, const void *right) {
  const uint64_t a = ((const function *)left)->address, b = ((const function *)right)->address;
  return a < b ? -1 : a > b;
}

// The functions in the symbol table of an executable.
static void read_functions(const char *path) {
  const int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status)) fail(path);
  const char *elf = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (elf == MAP_FAILED) fail(path);
  const Elf64_Ehdr *head = (const Elf64_Ehdr *)elf;
  if (memcmp(head->e_ident, ELFMAG, SELFMAG) || head->e_machine != EM_X86_64 || head->e_type != ET_EXEC) {
    fprintf(stderr, "%s is not an x86-64 executable at fixed addresses\n", path);
    exit(1);
  }
  const Elf64_Shdr *sections = (const Elf64_Shdr *)(elf + head->e_shoff);
  for (int s = 0; s < head->e_shnum; s++) {
    if (sections[s].sh_type != SHT_SYMTAB) continue;
    const Elf64_Sym *symbols = (const Elf64_Sym *)(elf + sections[s].sh_offset);
    const char *names = elf + sections[sections[s].sh_link].sh_offset;
    const size_t symbol_count = sections[s].sh_size / sizeof *symbols;
    functions = realloc(functions, (count + symbol_count) * sizeof *functions);
    if (!functions) fail("realloc");
    for (size_t i = 0; i < symbol_count; i++) {
      const int type = ELF64_ST_TYPE(symbols[i].st_info), section = symbols[i].st_shndx;
      if ((type != STT_FUNC && type != STT_GNU_IFUNC) || !symbols[i].st_size || section >= head->e_shnum) continue;
      if (!(sections[section].sh_flags & SHF_EXECINSTR)) continue;
      functions[count++] = (function){.address = symbols[i].st_value, .name = names + symbols[i].st_name};
    }
  }
  qsort(functions, count, sizeof *functions, by_address);
}

int main(int argument_count, char **arguments) {
  if (argument_count < 2) return 2;
  read_functions(arguments[1]);
  const pid_t process = fork();
  if (process < 0) fail("fork");
  if (process == 0) {
    const int nothing = open("/dev/null", O_RDWR);
    for (int stream = 0; stream < 3; stream++) dup2(nothing, stream);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL)) _exit(127);
    execv(arguments[1], arguments + 1);
    _exit(127);
  }
  int status;
  if (waitpid(process, &status, 0) < 0 || !WIFSTOPPED(status)) fail("ptrace");
  ptrace(PTRACE_SETOPTIONS, process, NULL, (void *)PTRACE_O_EXITKILL);
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", (int)process);
  const int memory = open(path, O_RDWR);
  if (memory < 0) fail(path);
  const unsigned char breakpoint = 0xCC;
  const off_t first = count ? (off_t)functions[0].address : 0;
  const size_t size = count ? functions[count - 1].address + 1 - functions[0].address : 0;
  unsigned char *code = malloc(size);
  if (!code || pread(memory, code, size, first) != (ssize_t)size) fail(path);
  for (size_t i = 0; i < count; i++) functions[i].byte = code[functions[i].address - (uint64_t)first];
  for (size_t i = 0; i < count; i++) code[functions[i].address - (uint64_t)first] = breakpoint;
  if (pwrite(memory, code, size, first) != (ssize_t)size) fail(path);
  int signal = 0;
  while (!ptrace(PTRACE_CONT, process, NULL, (void *)(intptr_t)signal) && waitpid(process, &status, 0) >= 0 &&
         WIFSTOPPED(status)) {
    struct user_regs_struct registers;
    signal = WSTOPSIG(status);
    if (signal != SIGTRAP || ptrace(PTRACE_GETREGS, process, NULL, &registers)) continue;
    const function wanted = {.address = registers.rip - 1};
    function *found = bsearch(&wanted, functions, count, sizeof wanted, by_address);
    if (!found) continue;
    signal = 0;
    if (pwrite(memory, &found->byte, 1, (off_t)found->address) != 1) fail(path);
    registers.rip--;
    if (ptrace(PTRACE_SETREGS, process, NULL, &registers)) fail("ptrace");
    if (!found->is_reached) puts(found->name);
    found->is_reached = 1;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}
