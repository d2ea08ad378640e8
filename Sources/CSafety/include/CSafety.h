#pragma once
// System calls that the C library has no functions for: opening below a folder, Landlock, seccomp; what has to be done
// before Swift's runtime starts, or in a signal handler.
// Each returns -1 or false on failure and sets errno. On other systems than Linux all of them fail with ENOSYS.

#include <stdbool.h>
#include <stddef.h>

/// Opens a file below a folder for reading. Links are followed unless they lead out of the folder (EXDEV) or through
/// /proc (ELOOP). `is_path` opens it for fstat only, without effects on a device.
int cs_open_beneath(int folder, const char *path, bool is_path);

/// The version of Landlock in this kernel, from 1; 0 if there is none.
int cs_landlock_version(void);
/// A set of rules that forbids everything Landlock can forbid: reading, writing, running, connecting, signalling.
int cs_landlock_create(void);
/// Allows reading the files below a folder.
bool cs_landlock_allow_reading(int rules, int folder);
/// Puts the rules into force for this process, for good.
bool cs_landlock_enforce(int rules);

/// Forbids, for good, the system calls that start programs, change files, open connections or touch other processes.
bool cs_filter_system_calls(void);

/// Takes back what Swift's runtime was told while it started, so that other programs are not told.
void cs_end_start(void);

/// The words of the command line. Swift reads them from /proc, and finds none where that is not mounted.
int cs_argument_count(void);
const char *cs_argument(int index);

/// Gives up what running a set-user-ID program would give, for good; needed for Landlock and the filter.
bool cs_renounce_privileges(void);

/// From here on, the missing part of a mapped file reads as zeros instead of ending the program.
/// Returns a number for the call below, or -1 if too many files are mapped.
int cs_mapping_begin(const void *start, size_t size);
/// Whether the whole file was there.
bool cs_mapping_end(int number);
