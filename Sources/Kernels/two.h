// What the kernels of two_shape.h share. Included for each LANES and LEVEL after formulas.h.

#define PICK(v, j) ((V)((v)[j]))
#define MOST_INPUTS 16

// All bits in the first `count` lanes.
INLINE M FN(two_lanes)(long count) {
  M lanes;
  for (int j = 0; j < LANES; j++) lanes[j] = j < count ? -1 : 0;
  return lanes;
}

INLINE V FN(two_step)(V w, V g, V rate, V mu, V *v, int momentum) {
  return momentum ? FN(step_momentum)(w, g, rate, mu, v) : FN(step_sgd)(w, g, rate);
}
INLINE V FN(two_activate)(nn_activation kind, V x) {
  return kind == nn_activation_tanh ? FN(tanh)(x) : FN(sigmoid)(x);
}
INLINE V FN(two_derivative)(nn_activation kind, V out) {
  return kind == nn_activation_tanh ? FMA(-out, out, (V)(REAL)1.0) : out * ((V)(REAL)1.0 - out);
}

