// nn_arithmetic.h: each function at the level that has fused multiply-add, or at the baseline.
#include "nn_arithmetic.h"
#include "arithmetic/level.h"
#include "arithmetic/tables.h"

#define LEVEL_FILE "arithmetic/scalar.inc"
#define WANTED_LEVELS (BASELINE | AVX2)
#include "arithmetic/each_level.inc"

#if HAS_X86
#define CALL(name, real) (nn_level_in_use ? PASTE4(own, name, real, avx2) : PASTE4(own, name, real, baseline))
#else
#define CALL(name, real) PASTE4(own, name, real, baseline)
#endif

#define UNARY(name)                                                   \
  double nn_##name(double x) { return CALL(name, double)(x); }        \
  float nn_##name##f(float x) { return CALL(name, float)(x); }

UNARY(exp)
UNARY(log)
UNARY(sin)
UNARY(cos)
UNARY(tanh)
UNARY(sigmoid)
UNARY(softplus)
UNARY(erf)

double nn_loss_half_squared(const double *target, const double *out, long count) {
  return CALL(loss, half_squared)(target, out, count);
}
double nn_loss_categorical(const double *target, const double *out, long count) {
  return CALL(loss, categorical)(target, out, count);
}
double nn_loss_binary(const double *target, const double *out, long count) {
  return CALL(loss, binary)(target, out, count);
}

#define REST(real, f)                                                                                        \
  real nn_fma##f(real a, real b, real s) { return CALL(fma, real)(a, b, s); }                                \
  real nn_activate##f(nn_activation kind, real net) { return CALL(activate, real)(kind, net); }              \
  real nn_derivative##f(nn_activation kind, real net, real out) {                                            \
    return CALL(derivative, real)(kind, net, out);                                                           \
  }                                                                                                          \
  void nn_softmax##f(const real *net, real *out, long count) { CALL(softmax, real)(net, out, count); }       \
  real nn_decay##f(real w, real g, real decay) { return CALL(decay, real)(w, g, decay); }                    \
  real nn_step_sgd##f(real w, real g, real rate) { return CALL(step_sgd, real)(w, g, rate); }                \
  real nn_step_momentum##f(real w, real g, real rate, real mu, real *v) {                                    \
    return CALL(step_momentum, real)(w, g, rate, mu, v);                                                     \
  }                                                                                                          \
  real nn_step_nesterov##f(real w, real g, real rate, real mu, real *v) {                                    \
    return CALL(step_nesterov, real)(w, g, rate, mu, v);                                                     \
  }                                                                                                          \
  real nn_step_adagrad##f(real w, real g, real rate, real *s) {                                              \
    return CALL(step_adagrad, real)(w, g, rate, s);                                                          \
  }                                                                                                          \
  real nn_step_rmsprop##f(real w, real g, real rate, real rho, real *s) {                                    \
    return CALL(step_rmsprop, real)(w, g, rate, rho, s);                                                     \
  }                                                                                                          \
  real nn_step_adam##f(real w, real g, real b1, real b2, real c1, real c2, real *m, real *v) {               \
    return CALL(step_adam, real)(w, g, b1, b2, c1, c2, m, v);                                                \
  }

REST(double, )
REST(float, f)
