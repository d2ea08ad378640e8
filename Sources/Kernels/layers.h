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

// The loss of one sample, in double.
static __attribute__((noinline, unused)) double FN(loss)(nn_loss_kind kind, const REAL *target, const REAL *out,
                                                         long units) {
  double s = 0;
  for (long j = 0; j < units; j++) {
    double t = (double)target[j], o = (double)out[j];
    if (kind == nn_loss_kind_half_squared) {
      double e = t - o;
      s = FMA(e, e, s);
      continue;
    }
    // where the factor is 0 the logarithm, never infinite, does not matter
    if (t != 0 || o != o) s = FMA(-t, PASTE3(log, double, LEVEL)(o < NN_LOG_FLOOR ? NN_LOG_FLOOR : o), s);
    if (kind == nn_loss_kind_binary && (t != 1 || o != o)) {
      double p = 1.0 - o;
      s = FMA(-(1.0 - t), PASTE3(log, double, LEVEL)(p < NN_LOG_FLOOR ? NN_LOG_FLOOR : p), s);
    }
  }
  return kind == nn_loss_kind_half_squared ? s * 0.5 : s;
}
