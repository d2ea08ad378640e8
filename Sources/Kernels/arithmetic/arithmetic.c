// The functions of nn_arithmetic.h, one number at a time: with fused multiply-add where the processor has it.
#include "arithmetic/level.h"

// For each function with a variant for float, whose name ends in `f`: name, parameters, arguments.
#define FUNCTIONS(EACH, real, f)                                                                             \
  EACH(real, f, exp, (real x), (x))                                                                          \
  EACH(real, f, log, (real x), (x))                                                                          \
  EACH(real, f, activate, (nn_activation kind, real net), (kind, net))                                       \
  EACH(real, f, derivative, (nn_activation kind, real net, real out), (kind, net, out))                      \
  EACH(real, f, step_momentum, (real w, real g, real rate, real mu, real *v), (w, g, rate, mu, AT(v)))       \
  EACH(real, f, step_nesterov, (real w, real g, real rate, real mu, real *v), (w, g, rate, mu, AT(v)))       \
  EACH(real, f, step_adagrad, (real w, real g, real rate, real *s), (w, g, rate, AT(s)))                     \
  EACH(real, f, step_rmsprop, (real w, real g, real rate, real rho, real *s), (w, g, rate, rho, AT(s)))      \
  EACH(real, f, step_adam, (real w, real g, real b1, real b2, real c1, real c2, real *m, real *v),           \
       (w, g, b1, b2, c1, c2, AT(m), AT(v)))

// Functions of double only.
#define FUNCTIONS_OF_DOUBLE(EACH)         \
  EACH(double, , sin, (double x), (x))    \
  EACH(double, , cos, (double x), (x))    \
  EACH(double, , tanh, (double x), (x))   \
  EACH(double, , erf, (double x), (x))

#define LEVEL_FILE "arithmetic/functions_at_level.inc"
#define LEVELS BASELINE + AVX2
#include "arithmetic/each_level.inc"

#if HAS_X86
#define CHOOSE(name) (nn_level_in_use == nn_level_baseline ? PASTE2(name, baseline) : PASTE2(name, avx2))
#else
#define CHOOSE(name) PASTE2(name, baseline)
#endif

#define AT(pointer) pointer
#define DEFINE(real, f, name, parameters, arguments) \
  real nn_##name##f parameters { return CHOOSE(name##f) arguments; }
FUNCTIONS(DEFINE, double, )
FUNCTIONS(DEFINE, float, f)
FUNCTIONS_OF_DOUBLE(DEFINE)
