// Instruction sets: names for code that is compiled once per instruction set, and the one in use.
//
// Vector code is in templates (.inc). each_level.inc includes a template once per instruction set, with LEVEL as its
// name; formulas.inc is included for each number type and number of lanes.
#pragma once
#include "nn_arithmetic.h"

#if defined(__x86_64__)
#define HAS_X86 1
#include <immintrin.h>
#else
#define HAS_X86 0
#endif

#define TARGET_AVX2 "avx2,fma"
#define TARGET_AVX512 "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"

// Optimized builds inline all of a kernel, so that its sizes and settings are constants. Other builds call functions:
// the bits are the same, and compiling takes a sixth of the time.
#ifdef __OPTIMIZE__
#define INLINE static inline __attribute__((always_inline, unused))
#else
#define INLINE static inline __attribute__((unused))
#endif
// Unrolls a loop over registers with a compile-time count.
#define UNROLL _Pragma("clang loop unroll(full)")

#define PASTE2_(a, b) a##_##b
#define PASTE2(a, b) PASTE2_(a, b)
#define PASTE4_(a, b, c, d) a##_##b##_##c##_##d
#define PASTE4(a, b, c, d) PASTE4_(a, b, c, d)

// `name` at the LEVEL being compiled; for one double; for `lanes` numbers of type `real`.
#define AT_LEVEL(name) PASTE2(name, LEVEL)
#define DOUBLE(name) AT_LEVEL(name##_double)
#define INSTANCE(name, real, lanes) PASTE4(name, real, lanes, LEVEL)

// `name` at a level chosen at run time.
#if HAS_X86
#define FOR_LEVEL(level, name)                       \
  ((level) == nn_level_avx512 ? PASTE2(name, avx512) \
   : (level) == nn_level_avx2 ? PASTE2(name, avx2)   \
                              : PASTE2(name, baseline))
#else
#define FOR_LEVEL(level, name) ((void)(level), PASTE2(name, baseline))
#endif

// Vectors wider than the level's registers only pass between functions of one file.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF
