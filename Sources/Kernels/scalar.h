// The functions of nn_arithmetic.h at one LEVEL, as tables of pointers.

#define REAL double
#define IS_FLOAT 0
#define LANES 1
#include "formulas.h"
#include "formulas_end.h"
#define REAL float
#define IS_FLOAT 1
#define LANES 1
#include "formulas.h"
#include "formulas_end.h"

#define ONE(name, real) PASTE4(name, real, 1, LEVEL)
#define OWN(name, real) PASTE4(own, name, real, LEVEL)

#define FUNCTION(name, real) \
  static real OWN(name, real)(real x) { return ONE(name, real)(x).x; }
#define FUNCTIONS(real)                                                                        \
  FUNCTION(exp, real) FUNCTION(sigmoid, real) FUNCTION(tanh, real) FUNCTION(softplus, real)    \
  FUNCTION(sin, real) FUNCTION(cos, real) FUNCTION(erf, real)                                  \
  static real OWN(fma, real)(real a, real b, real s) { return ONE(fma, real)(a, b, s).x; }     \
  static real OWN(activate, real)(nn_activation kind, real x) {                                \
    return ONE(activate, real)(kind, x).x;                                                     \
  }                                                                                            \
  static real OWN(derivative, real)(nn_activation kind, real x, real out) {                    \
    return ONE(derivative, real)(kind, x, out).x;                                              \
  }                                                                                            \
  static void OWN(softmax, real)(const real *net, real *out, long count) {                     \
    if (count <= 0) return;                                                                    \
    real most = net[0], sum = 0;                                                               \
    for (long j = 1; j < count; j++) most = net[j] > most ? net[j] : most;                     \
    for (long j = 0; j < count; j++) {                                                         \
      out[j] = ONE(exp, real)(net[j] - most).x;                                                \
      sum = sum + out[j];                                                                      \
    }                                                                                          \
    for (long j = 0; j < count; j++) out[j] = out[j] / sum;                                    \
  }

FUNCTIONS(double)
FUNCTIONS(float)
static double OWN(log, double)(double x) { return PASTE3(log, double, LEVEL)(x); }
static float OWN(log, float)(float x) { return (float)PASTE3(log, double, LEVEL)((double)x); }

static double OWN(loss, half_squared)(const double *target, const double *out, long count) {
  double s = 0;
  for (long j = 0; j < count; j++) {
    double e = target[j] - out[j];
    s = __builtin_fma(e, e, s);
  }
  return s * 0.5;
}

INLINE double OWN(log, floored)(double x) { return PASTE3(log, double, LEVEL)(x < NN_LOG_FLOOR ? NN_LOG_FLOOR : x); }

static double OWN(loss, categorical)(const double *target, const double *out, long count) {
  double s = 0;
  for (long j = 0; j < count; j++) s = __builtin_fma(-target[j], OWN(log, floored)(out[j]), s);
  return s;
}

static double OWN(loss, binary)(const double *target, const double *out, long count) {
  double s = 0;
  for (long j = 0; j < count; j++) {
    s = __builtin_fma(-target[j], OWN(log, floored)(out[j]), s);
    s = __builtin_fma(-(1.0 - target[j]), OWN(log, floored)(1.0 - out[j]), s);
  }
  return s;
}

#define STEPS(real)                                                                                           \
  static real OWN(decay, real)(real w, real g, real decay) { return ONE(fma, real)(-decay, w, g).x; }          \
  static real OWN(step_sgd, real)(real w, real g, real rate) { return ONE(step_sgd, real)(w, g, rate).x; }     \
  static real OWN(step_momentum, real)(real w, real g, real rate, real mu, real *v) {                          \
    return ONE(step_momentum, real)(w, g, rate, mu, (ONE(vector, real) *)v).x;                                 \
  }                                                                                                           \
  static real OWN(step_nesterov, real)(real w, real g, real rate, real mu, real *v) {                          \
    return ONE(step_nesterov, real)(w, g, rate, mu, (ONE(vector, real) *)v).x;                                 \
  }                                                                                                           \
  static real OWN(step_adagrad, real)(real w, real g, real rate, real *s) {                                    \
    return ONE(step_adagrad, real)(w, g, rate, (ONE(vector, real) *)s).x;                                      \
  }                                                                                                           \
  static real OWN(step_rmsprop, real)(real w, real g, real rate, real rho, real *s) {                          \
    return ONE(step_rmsprop, real)(w, g, rate, rho, (ONE(vector, real) *)s).x;                                 \
  }                                                                                                           \
  static real OWN(step_adam, real)(real w, real g, real b1, real b2, real c1, real c2, real *m, real *v) {     \
    return ONE(step_adam, real)(w, g, b1, b2, c1, c2, (ONE(vector, real) *)m, (ONE(vector, real) *)v).x;       \
  }

STEPS(double)
STEPS(float)

#undef STEPS
#undef FUNCTIONS
#undef FUNCTION
#undef ONE
#undef OWN
