// The definition of the arithmetic. Every engine follows it to the bit, in double and in float alike.
//
// fma(a, b, s) is a·b + s rounded once. Every sum starts from 0 and takes its terms in index order.
//
//   net input     s = fma(w_ij, out_i, s) over the sources i; net_j = s + b_j; without a bias net_j = s
//   output        out = g(net); deriv = g′(net, out), see nn_derivative
//   output error  with e = t − out and n outputs: half-squared error = e; squared 2e; mean-squared 2e / n;
//                 mean-absolute sign(e) / n, sign(0) = 0; huber e clamped to −1 … 1. delta = error · deriv
//                 softmax with categorical, sigmoid with binary cross-entropy: delta = t − out
//   hidden error  s = fma(w_jk, delta_k, s) over the units k fed; delta = error · deriv
//   flat spot c   deriv + c in place of deriv
//   dropout       out = g(net) · f for the next layer, f being the unit's factor; delta = (error · deriv) · f
//   gradient      S = −dE/dw over a batch: s = fma(out_i, delta_j, s) over its samples; bias: s = s + delta_j
//                 batch mean: G = S · (1/B), 1/B rounded once (B = 1: G = S); batch sum: G = S
//   update        G = fma(−d, w, G) with weight decay d; then the optimizer's step, see nn_step_…; frozen parameters
//                 and their state are unchanged
//   loss          in double, from the outputs as computed: e = t − o, s = fma(e, e, s) over the outputs, times 0.5 for
//                 half-squared, divided by n for mean-squared; mean-absolute s = s + |e|, divided by n;
//                 huber s = fma(0.5 · e, e, s), or s + (|e| − 0.5) if |e| > 1; categorical s = fma(−t, log(o), s);
//                 binary s = fma(−t, log(o), s), then s = fma(−(1 − t), log(1 − o), s). Arguments of
//                 logarithms are raised to at least NN_LOG_FLOOR.
//                 Epoch: the losses of the samples, added in order of presentation.
//
// In float, all constants (rate, momentum, …) are rounded to float first, and sums, products and quotients are
// float operations.
//
// The functions below are fixed formulas (range reduction, polynomial, fused operations) instead of the C library's
// functions, whose last digits differ between versions and processors. All of them propagate NaN.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Processor

/// The instruction sets kernels are compiled for; all of them give the same bits.
typedef enum { nn_level_baseline = 0, nn_level_avx2 = 1, nn_level_avx512 = 2 } nn_level;

/// The highest level that this processor supports; the initial level.
nn_level nn_highest_level(void);

/// Makes the functions below and nn_tune use `level`, or the highest level below it that this processor supports. The
/// setting is process-wide: call it before any computation.
void nn_set_level(nn_level level);

/// The level in use, set before main.
extern nn_level nn_level_in_use;

/// a·b + s with a single rounding. Inline, as passes and optimizers add every product with it.
static inline double nn_fma(double a, double b, double s) {
#if defined(__x86_64__)
  if (nn_level_in_use != nn_level_baseline) {
    __asm__("vfmadd231sd %2, %1, %0" : "+x"(s) : "x"(a), "x"(b));
    return s;
  }
#endif
  return __builtin_fma(a, b, s);
}

static inline float nn_fmaf(float a, float b, float s) {
#if defined(__x86_64__)
  if (nn_level_in_use != nn_level_baseline) {
    __asm__("vfmadd231ss %2, %1, %0" : "+x"(s) : "x"(a), "x"(b));
    return s;
  }
#endif
  return __builtin_fmaf(a, b, s);
}

// MARK: Functions

// Maximum errors in units in the last place, checked by the tests: exp, log, sin, cos and erf 1, softplus 2.2,
// sigmoid and tanh 2.5. In float, exp and tanh are the same formulas in float, sigmoid has a formula of its own;
// log, sin, cos, softplus and erf are the double functions, rounded to float.

double nn_exp(double x);
/// exp of textbook arithmetic: on every machine, the bits of glibc's exp (2.28 or later) with fused multiply-add.
double nn_textbook_exp(double x);
double nn_log(double x);
double nn_sin(double x);
double nn_cos(double x);
double nn_tanh(double x);
double nn_erf(double x);

float nn_expf(float x);
float nn_logf(float x);

// MARK: Activations

/// Outputs and derivatives; x is the net input, sigmoid(x) is 1 / (1 + e^−x) as one formula, nn_exp(x) below −40.
typedef enum {
  nn_activation_identity = 0,    // x; deriv 1
  nn_activation_sigmoid = 1,     // sigmoid(x); deriv out · (1 − out)
  nn_activation_tanh = 2,        // nn_tanh(x); deriv fma(−out, out, 1)
  nn_activation_relu = 3,        // x > 0 ? x : 0; deriv 1 or 0
  nn_activation_leaky_relu = 4,  // x > 0 ? x : 0.01 · x; deriv 1 or 0.01
  nn_activation_elu = 5,         // x > 0 ? x : nn_exp(x) − 1; deriv 1 or out + 1
  nn_activation_softplus = 6,    // log(1 + e^x) = max(x, 0) + log(1 + nn_exp(−|x|)); deriv sigmoid(x)
  nn_activation_swish = 7,       // x · s, s = sigmoid(x); deriv fma(out, 1 − s, s)
  nn_activation_gelu = 8,        // x · F, F = 0.5 · (1 + nn_erf(√½ · x));
                                 // deriv fma(√(1/2π) · x, nn_exp(−0.5 · (x · x)), F)
  nn_activation_gaussian = 9,    // nn_exp(−(x · x)); deriv (−2 · x) · out
  nn_activation_sine = 10,       // nn_sin(x); deriv nn_cos(x)
  nn_activation_step = 11,       // x > 0 ? 1 : 0; deriv 0
  nn_activation_softmax = 12     // over a layer: out_j = e_j / s, e_j = nn_exp(net_j − max net), s = s + e_j
} nn_activation;

/// The output for a net input; NaN for softmax, which needs the whole layer.
double nn_activate(nn_activation kind, double net);
float nn_activatef(nn_activation kind, float net);

/// The derivative at net input `net` with output `out`; NaN for softmax.
double nn_derivative(nn_activation kind, double net, double out);
float nn_derivativef(nn_activation kind, float net, float out);

/// The minimum argument of logarithms in cross-entropy: the smallest normal double.
#define NN_LOG_FLOOR 0x1p-1022

// MARK: Steps of the optimizers

// Each returns the new value of weight `w` with negative gradient `g`, and updates the state in place. sgd is
// fma(rate, g, w).

/// v = fma(mu, v, rate · g); w + v
double nn_step_momentum(double w, double g, double rate, double mu, double *v);
/// v = fma(mu, v, rate · g); w + fma(mu, v, rate · g)
double nn_step_nesterov(double w, double g, double rate, double mu, double *v);
/// s = fma(g, g, s); w + (rate · g) / (√s + 1e-10)
double nn_step_adagrad(double w, double g, double rate, double *s);
/// s = fma(rho, s, (1 − rho) · (g · g)); w + (rate · g) / (√s + 1e-8)
double nn_step_rmsprop(double w, double g, double rate, double rho, double *s);
/// m = fma(b1, m, (1 − b1) · g); v = fma(b2, v, (1 − b2) · (g · g)); w + (c1 · m) / (√(v · c2) + 1e-8).
/// c1 = rate / (1 − b1^t) and c2 = 1 / (1 − b2^t) in double, for update t = 1, 2, …; powers by repeated
/// multiplication from 1.
double nn_step_adam(double w, double g, double b1, double b2, double c1, double c2, double *m, double *v);

float nn_step_momentumf(float w, float g, float rate, float mu, float *v);
float nn_step_nesterovf(float w, float g, float rate, float mu, float *v);
float nn_step_adagradf(float w, float g, float rate, float *s);
float nn_step_rmspropf(float w, float g, float rate, float rho, float *s);
float nn_step_adamf(float w, float g, float b1, float b2, float c1, float c2, float *m, float *v);

#ifdef __cplusplus
}
#endif
