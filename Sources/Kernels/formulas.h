// exp, sigmoid, tanh, the activations and the steps of the optimizers over LANES numbers at once.
// Included for each REAL (double or float), LANES and LEVEL; every lane gets the same bits as one number alone.

#define FN(name) PASTE4(name, REAL, LANES, LEVEL)
#define V FN(vector)
#define M FN(mask)

#if IS_FLOAT
typedef float V __attribute__((ext_vector_type(LANES)));
typedef int M __attribute__((ext_vector_type(LANES)));
#define MANTISSA 23
#define C(double_constant, float_constant) float_constant
#define MAGIC 0x1.8p23f
#else
typedef double V __attribute__((ext_vector_type(LANES)));
typedef long M __attribute__((ext_vector_type(LANES)));
#define MANTISSA 52
#define C(double_constant, float_constant) double_constant
#define MAGIC 0x1.8p52
#endif
#define FMA __builtin_elementwise_fma

INLINE V FN(bits)(M m) { return (V)m; }
INLINE V FN(splat)(REAL x) { return (V)(x); }
INLINE V FN(load)(const REAL *p) {
  V v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
INLINE void FN(store)(REAL *p, V v) { __builtin_memcpy(p, &v, sizeof v); }
INLINE V FN(abs)(V x) { return (V)((M)x & ~(M)(V)(REAL)-0.0); }
INLINE V FN(fma)(V a, V b, V s) { return FMA(a, b, s); }

// 2^n for a whole number n of the exponents' range.
INLINE V FN(power_of_two)(V n) {
  M t = (M)(n + (V)(REAL)MAGIC);
  return (V)((t << MANTISSA) + (M)(V)(REAL)1.0);
}

// x = k log 2 + r + tail, |r| at most 0.35: with p1 and high, e^r = 1 + r + r^2 p1 + r^4 high.
typedef struct {
  V k, r, r2, r4, tail, p1, high;
} FN(reduced);

INLINE FN(reduced) FN(exp_reduced)(V x) {
  FN(reduced) e;
  V t = FMA(x, (V)C(0x1.71547652b82fep+0, 0x1.715476p+0f), (V)(REAL)MAGIC);
  e.k = t - (V)(REAL)MAGIC;
  V r = FMA(-e.k, (V)C(0x1.62e42fefa39efp-1, 0x1.62e430p-1f), x);  // exact
  e.tail = e.k * (V)C(-0x1.abc9e3b39803fp-56, 0x1.05c610p-29f);
  V r2 = r * r, r4 = r2 * r2;
#if IS_FLOAT
  V p2 = FMA(r, (V)0x1.120ba2p-7f, (V)0x1.555519p-5f);
  e.p1 = FMA(r, (V)0x1.5554ddp-3f, (V)0.5f);
  e.high = FMA(r2, (V)0x1.6d113cp-10f, p2);
#else
  V p2 = FMA(r, (V)0x1.11111111109b5p-7, (V)0x1.5555555553d68p-5);
  V p3 = FMA(r, (V)0x1.a01a01a7c2efep-13, (V)0x1.6c16c17889ef1p-10);
  V p4 = FMA(r, (V)0x1.71de0db2f6b19p-19, (V)0x1.a019b9149a41cp-16);
  V p5 = FMA(r, (V)0x1.af389ecfc4b9cp-26, (V)0x1.28917c89a43a7p-22);
  e.p1 = FMA(r, (V)0x1.5555555555556p-3, (V)0x1.0000000000001p-1);
  e.high = FMA(r4, FMA(r2, p5, p4), FMA(r2, p3, p2));
#endif
  e.r = r;
  e.r2 = r2;
  e.r4 = r4;
  return e;
}

// e^(x - k log 2) - 1
INLINE V FN(exp_tail)(FN(reduced) e) {
  // the terms above r, and the tail times e^r, before r is added
  V low = FMA(e.r2, FMA(e.tail, e.p1, e.p1), FMA(e.tail, e.r, e.tail));
  return e.r + FMA(e.r4, e.high, low);
}

INLINE V FN(exp)(V x) {
  const V most = (V)C(710.0, 89.0f), least = (V)C(-746.0, -105.0f);
  x = x > most ? most : x;
  x = x < least ? least : x;
  FN(reduced) e = FN(exp_reduced)(x);
  V y = FN(exp_tail)(e) + (V)(REAL)1.0;
  // in two factors, of which only the last can round
  V h = FMA(e.k, (V)(REAL)0.5, (V)(REAL)MAGIC) - (V)(REAL)MAGIC;
  return y * FN(power_of_two)(h) * FN(power_of_two)(e.k - h);
}

#if IS_FLOAT
// 1 / (1 + e^-x) for x at most 40 from 0: 1 + e^-x = (1 + s) + s (e^r - 1), s = 2^k, is rounded once.
INLINE V FN(sigmoid_near)(V x) {
  const V one = (V)(REAL)1.0;
  FN(reduced) e = FN(exp_reduced)(-x);
  V s = FN(power_of_two)(e.k);
  V low = FMA(e.tail, FMA(e.r2, e.p1, one + e.r), FMA(e.r2, e.p1, e.r));
  return one / FMA(s, FMA(e.r4, e.high, low), one + s);
}
#else
#include "sigmoid_double.h"
#endif

INLINE V FN(sigmoid)(V x) {
  const V far = (V)(REAL)40.0;
  M within = FN(abs)(x) <= far;
  if (__builtin_expect(__builtin_reduce_and(within) != 0, 1)) return FN(sigmoid_near)(x);
  V y = x > far ? far : x;
  y = FN(sigmoid_near)(y < -far ? -far : y);
  return x < -far ? FN(exp)(x) : y;  // where 1 does not matter
}

INLINE V FN(tanh)(V x) {
  V a = FN(abs)(x), d = a + a;
  const V most = (V)C(44.0, 20.0f);
  d = d > most ? most : d;
  FN(reduced) reduced = FN(exp_reduced)(d);
  V s = FN(power_of_two)(reduced.k);
  V e = FMA(s, FN(exp_tail)(reduced), s - (V)(REAL)1.0);  // e^(2|x|) - 1
  V y = e / (e + (V)(REAL)2.0);
  return (V)((M)y | ((M)x & (M)(V)(REAL)-0.0));
}

// A function of one number, lane by lane.
#define LANEWISE(name, call)                   \
  INLINE V FN(name)(V x) {                     \
    V y;                                       \
    for (int i = 0; i < LANES; i++) {          \
      REAL a = x[i];                           \
      y[i] = (REAL)call;                       \
    }                                          \
    return y;                                  \
  }
#if IS_FLOAT || LANES > 1
LANEWISE(softplus, PASTE3(softplus, double, LEVEL)((double)a))
LANEWISE(sin, PASTE3(sin, double, LEVEL)((double)a))
LANEWISE(cos, PASTE3(cos, double, LEVEL)((double)a))
LANEWISE(erf, PASTE3(erf, double, LEVEL)((double)a))
#else
#include "functions_double.h"
LANEWISE(softplus, PASTE3(softplus, double, LEVEL)(a))
LANEWISE(sin, PASTE3(sin, double, LEVEL)(a))
LANEWISE(cos, PASTE3(cos, double, LEVEL)(a))
LANEWISE(erf, PASTE3(erf, double, LEVEL)(a))
#endif
#undef LANEWISE

INLINE V FN(gelu_factor)(V x) {
  return (V)(REAL)0.5 * ((V)(REAL)1.0 + FN(erf)((V)C(0x1.6a09e667f3bcdp-1, 0x1.6a09e6p-1f) * x));
}

INLINE V FN(activate)(nn_activation kind, V x) {
  const V zero = (V)(REAL)0.0, one = (V)(REAL)1.0;
  switch (kind) {
  case nn_activation_identity: return x;
  case nn_activation_sigmoid: return FN(sigmoid)(x);
  case nn_activation_tanh: return FN(tanh)(x);
  case nn_activation_relu: return x <= zero ? zero : x;
  case nn_activation_leaky_relu: return x > zero ? x : (V)(REAL)0.01 * x;
  case nn_activation_elu: return x > zero ? x : FN(exp)(x) - one;
  case nn_activation_softplus: return FN(softplus)(x);
  case nn_activation_swish: return x * FN(sigmoid)(x);
  case nn_activation_gelu: return x * FN(gelu_factor)(x);
  case nn_activation_gaussian: return FN(exp)(-(x * x));
  case nn_activation_sine: return FN(sin)(x);
  case nn_activation_step: return x <= zero ? zero : x != x ? x : one;
  case nn_activation_softmax: break;
  }
  return (V)(REAL)__builtin_nan("");
}

INLINE V FN(derivative)(nn_activation kind, V x, V out) {
  const V zero = (V)(REAL)0.0, one = (V)(REAL)1.0;
  switch (kind) {
  case nn_activation_identity: return one;
  case nn_activation_sigmoid: return out * (one - out);
  case nn_activation_tanh: return FMA(-out, out, one);
  case nn_activation_relu: return x > zero ? one : zero;
  case nn_activation_leaky_relu: return x > zero ? one : (V)(REAL)0.01;
  case nn_activation_elu: return x > zero ? one : out + one;
  case nn_activation_softplus: return FN(sigmoid)(x);
  case nn_activation_swish: {
    V s = FN(sigmoid)(x);
    return FMA(out, one - s, s);
  }
  case nn_activation_gelu: {
    V density = FN(exp)((V)(REAL)-0.5 * (x * x));
    return FMA((V)C(0x1.9884533d43651p-2, 0x1.988454p-2f) * x, density, FN(gelu_factor)(x));
  }
  case nn_activation_gaussian: return ((V)(REAL)-2.0 * x) * out;
  case nn_activation_sine: return FN(cos)(x);
  case nn_activation_step: return zero;
  case nn_activation_softmax: break;
  }
  return (V)(REAL)__builtin_nan("");
}

INLINE V FN(step_sgd)(V w, V g, V rate) { return FMA(rate, g, w); }

INLINE V FN(step_momentum)(V w, V g, V rate, V mu, V *v) {
  *v = FMA(mu, *v, rate * g);
  return w + *v;
}

INLINE V FN(step_nesterov)(V w, V g, V rate, V mu, V *v) {
  V step = rate * g;
  *v = FMA(mu, *v, step);
  return w + FMA(mu, *v, step);
}

INLINE V FN(step_adagrad)(V w, V g, V rate, V *s) {
  *s = FMA(g, g, *s);
  return w + (rate * g) / (__builtin_elementwise_sqrt(*s) + (V)(REAL)1e-10);
}

INLINE V FN(step_rmsprop)(V w, V g, V rate, V rho, V *s) {
  *s = FMA(rho, *s, ((V)(REAL)1.0 - rho) * (g * g));
  return w + (rate * g) / (__builtin_elementwise_sqrt(*s) + (V)(REAL)1e-8);
}

INLINE V FN(step_adam)(V w, V g, V b1, V b2, V c1, V c2, V *m, V *v) {
  const V one = (V)(REAL)1.0;
  *m = FMA(b1, *m, (one - b1) * g);
  *v = FMA(b2, *v, (one - b2) * (g * g));
  return w + (c1 * *m) / (__builtin_elementwise_sqrt(*v * c2) + (V)(REAL)1e-8);
}
