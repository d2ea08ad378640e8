// What small and large kernels do to a layer: activation, derivative, softmax, loss.
// Included for each REAL, LANES and LEVEL after formulas.h.

// Rare activations are called, the others stand in the loops.
static __attribute__((noinline, unused)) void FN(activate_rare)(nn_activation kind, V *x) {
  *x = FN(activate)(kind, *x);
}
static __attribute__((noinline, unused)) void FN(derivative_rare)(nn_activation kind, V *x, const V *out) {
  *x = FN(derivative)(kind, *x, *out);
}

INLINE V FN(activate_quickly)(nn_activation kind, V x) {
  if (kind == nn_activation_sigmoid) return FN(sigmoid)(x);
  if (kind == nn_activation_tanh) return FN(tanh)(x);
  if (kind == nn_activation_relu) return x <= (V)(REAL)0.0 ? (V)(REAL)0.0 : x;
  if (kind == nn_activation_identity) return x;
  FN(activate_rare)(kind, &x);
  return x;
}

INLINE V FN(derivative_quickly)(nn_activation kind, V x, V out) {
  const V one = (V)(REAL)1.0;
  if (kind == nn_activation_sigmoid) return out * (one - out);
  if (kind == nn_activation_tanh) return FMA(-out, out, one);
  if (kind == nn_activation_relu) return out > (V)(REAL)0.0 ? one : (V)(REAL)0.0;
  if (kind == nn_activation_identity) return one;
  FN(derivative_rare)(kind, &x, &out);
  return x;
}

// nn_softmax over the first `units` of `width`, whole vectors.
INLINE void FN(softmax)(const REAL *net, REAL *out, long units, long width) {
  REAL most = net[0], sum = 0;
  for (long j = 1; j < units; j++) most = net[j] > most ? net[j] : most;
  for (long j = 0; j < width; j += LANES) FN(store)(out + j, FN(exp)(FN(load)(net + j) - (V)most));
  for (long j = 0; j < units; j++) sum = sum + out[j];
  for (long j = 0; j < width; j += LANES) FN(store)(out + j, FN(load)(out + j) / (V)sum);
}

// −dE/dout where delta is that times the derivative.
INLINE V FN(output_error)(nn_loss_kind kind, long units, V target, V out) {
  const V one = (V)(REAL)1.0, zero = (V)(REAL)0.0, e = target - out;
  switch (kind) {
  case nn_loss_kind_squared: return (V)(REAL)2.0 * e;
  case nn_loss_kind_mean_squared: return (V)(REAL)2.0 * e / (V)(REAL)units;
  case nn_loss_kind_mean_absolute: return e == zero ? zero : (e > zero ? one : -one) / (V)(REAL)units;
  case nn_loss_kind_huber: {
    V most = e < one ? e : one;
    return most >= -one ? most : -one;
  }
  default: return e;
  }
}

INLINE int FN(is_cross_entropy)(nn_loss_kind kind) {
  return kind == nn_loss_kind_categorical || kind == nn_loss_kind_binary;
}

// Delta of an output.
INLINE V FN(output_delta)(nn_loss_kind loss, nn_activation kind, long units, V target, V net, V out, REAL flat) {
  if (FN(is_cross_entropy)(loss)) return target - out;
  V deriv = FN(derivative_quickly)(kind, net, out);
  if (flat != 0) deriv = deriv + (V)flat;
  return (loss == nn_loss_kind_half_squared ? target - out : FN(output_error)(loss, units, target, out)) * deriv;
}

// The loss of one sample, in double.
static __attribute__((noinline, unused)) double FN(loss)(nn_loss_kind kind, const REAL *target, const REAL *out,
                                                         long units) {
  double s = 0;
  for (long j = 0; j < units; j++) {
    double t = (double)target[j], o = (double)out[j];
    if (!FN(is_cross_entropy)(kind)) {
      double e = t - o, size = __builtin_fabs(e);
      if (kind == nn_loss_kind_mean_absolute) s = s + size;
      else if (kind == nn_loss_kind_huber) s = size <= 1 ? FMA(0.5 * e, e, s) : s + (size - 0.5);
      else s = FMA(e, e, s);
      continue;
    }
    // where the factor is 0 the logarithm, never infinite, does not matter
    if (t != 0 || o != o) s = FMA(-t, PASTE3(log, double, LEVEL)(o < NN_LOG_FLOOR ? NN_LOG_FLOOR : o), s);
    if (kind == nn_loss_kind_binary && (t != 1 || o != o)) {
      double p = 1.0 - o;
      s = FMA(-(1.0 - t), PASTE3(log, double, LEVEL)(p < NN_LOG_FLOOR ? NN_LOG_FLOOR : p), s);
    }
  }
  if (kind == nn_loss_kind_mean_squared || kind == nn_loss_kind_mean_absolute) return s / (double)units;
  return kind == nn_loss_kind_half_squared ? s * 0.5 : s;
}
