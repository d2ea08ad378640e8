// The instruction sets, and which functions are compiled for them.
#pragma once
#include "nn_arithmetic.h"

#if defined(__x86_64__)
#define HAS_X86 1
#include <immintrin.h>
#else
#define HAS_X86 0
#endif

#define INLINE static inline __attribute__((always_inline, unused))

#define TARGET_AVX2 "avx2,fma"
#define TARGET_AVX512 "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"

// Bits of each_level.h's WANTED_LEVELS.
#define BASELINE 1
#define AVX2 2
#define AVX512 4

// LEVEL of a file that is included once for each level; REGISTER_BITS is the width of its vector registers.
#define PASTE4_(a, b, c, d) a##_##b##_##c##_##d
#define PASTE4(a, b, c, d) PASTE4_(a, b, c, d)
#define PASTE2_(a, b) a##_##b
#define PASTE2(a, b) PASTE2_(a, b)
#define PASTE3_(a, b, c) a##_##b##_##c
#define PASTE3(a, b, c) PASTE3_(a, b, c)

// Vectors wider than the level's registers only pass between functions of one file.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

/// The level in use, set before main.
extern nn_level nn_level_in_use;
