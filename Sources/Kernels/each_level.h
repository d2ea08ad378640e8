// Includes LEVEL_FILE for each LEVEL of WANTED_LEVELS that the processor family has, compiled for it.

#if WANTED_LEVELS & BASELINE
#define LEVEL baseline
#define REGISTER_BITS 128
#include LEVEL_FILE
#undef LEVEL
#undef REGISTER_BITS
#endif

#if HAS_X86 && WANTED_LEVELS & AVX2
#pragma clang attribute push(__attribute__((target(TARGET_AVX2))), apply_to = function)
#define LEVEL avx2
#define REGISTER_BITS 256
#include LEVEL_FILE
#undef LEVEL
#undef REGISTER_BITS
#pragma clang attribute pop
#endif

#if HAS_X86 && WANTED_LEVELS & AVX512
#pragma clang attribute push(__attribute__((target(TARGET_AVX512))), apply_to = function)
#define LEVEL avx512
#define REGISTER_BITS 512
#include LEVEL_FILE
#undef LEVEL
#undef REGISTER_BITS
#pragma clang attribute pop
#endif

#undef LEVEL_FILE
#undef WANTED_LEVELS
