// Online training of one of the commonest small networks: INPUTS-HIDDEN-OUTPUTS, HIDDEN and OUTPUTS at most LANES,
// both layers of one activation, half-squared loss, sgd or momentum; every number in a register.
// Included for each shape and LEVEL after two.h.

#define TWO_NAME__(what, i, h, o, level) two_##what##_##i##_##h##_##o##_##level
#define TWO_NAME_(what, i, h, o, level) TWO_NAME__(what, i, h, o, level)
#define TWO_NAME(what) TWO_NAME_(what, INPUTS, HIDDEN, OUTPUTS, LEVEL)
#define UNROLL _Pragma("clang loop unroll(full)")

// Input i's weights to the hidden units, their biases, hidden unit j's weights to the outputs and, again, the
// weights into output k, the output biases; or what momentum remembers of them.
typedef struct {
  V first[INPUTS], bias1, row[HIDDEN], column[OUTPUTS], bias2;
} TWO_NAME(parameters);

static void TWO_NAME(copy)(nn_training *t, double *flat, void *parameters, int back) {
  TWO_NAME(parameters) *p = parameters;
  if (!flat) return;
  for (int i = 0; i < INPUTS; i++)
    for (int j = 0; j < HIDDEN; j++, flat++)
      if (back) *flat = p->first[i][j];
      else p->first[i][j] = *flat;
  for (int j = 0; j < HIDDEN && (!t->biases || t->biases[0]); j++, flat++)
    if (back) *flat = p->bias1[j];
    else p->bias1[j] = *flat;
  for (int j = 0; j < HIDDEN; j++)
    for (int k = 0; k < OUTPUTS; k++, flat++)
      if (back) *flat = p->column[k][j];
      else p->row[j][k] = p->column[k][j] = *flat;
  for (int k = 0; k < OUTPUTS && (!t->biases || t->biases[1]); k++, flat++)
    if (back) *flat = p->bias2[k];
    else p->bias2[k] = *flat;
}
INLINE nn_outcome TWO_NAME(run)(nn_training *t, nn_activation kind, int momentum) {
  TWO_NAME(parameters) w = {0}, v = {0};
  TWO_NAME(copy)(t, t->parameters, &w, 0);
  if (momentum) TWO_NAME(copy)(t, t->state1, &v, 0);
  const V zero = (V)(REAL)0.0, rate = (V)t->rate, mu = (V)t->beta1;
  const int biased1 = !t->biases || t->biases[0], biased2 = !t->biases || t->biases[1];
  const int losses = wants_loss(t);
  const long *const order = t->order, samples = t->samples;
  const double *const all_inputs = t->inputs, *const all_targets = t->targets;
  const volatile int idle = 0, *const stop = t->stop ? t->stop : &idle;
  double *const outs = t->outputs;
  const long all = t->updates > 0 ? t->updates : 0x7fffffffffffffff;
  long left = all;
  nn_outcome outcome = nn_outcome_finished;
  while (outcome == nn_outcome_finished && t->epoch < t->epochs) {
    double sum = t->loss_sum;
    long at = t->position;
    while (at < samples) {
      if (*stop || left == 0) break;
      left--;
      const long sample = order ? order[at] : at;
      at++;
      const double *x = all_inputs + sample * INPUTS, *y = all_targets + sample * OUTPUTS;
      V net = zero, net2 = zero, error = zero, target;
      UNROLL for (int i = 0; i < INPUTS; i++) net = FMA(w.first[i], (V)x[i], net);
      if (biased1) net = net + w.bias1;
      const V out = FN(two_activate)(kind, net);
      if (OUTPUTS == 1) {
        target = (V)y[0];
        UNROLL for (int j = 0; j < HIDDEN; j++)
            net2 = FMA(PICK(w.column[0], j), PICK(out, j), net2);
      } else {
        target = zero;
        UNROLL for (int k = 0; k < OUTPUTS; k++) target[k] = y[k];
        UNROLL for (int j = 0; j < HIDDEN; j++)
            net2 = FMA(w.row[j], PICK(out, j), net2);
      }
      if (biased2) net2 = net2 + w.bias2;
      const V out2 = FN(two_activate)(kind, net2), e = target - out2;
      const V delta2 = e * FN(two_derivative)(kind, out2);
      UNROLL for (int k = 0; k < OUTPUTS; k++) {
        const V d = PICK(delta2, k);
        error = FMA(w.column[k], d, error);
        w.column[k] = FN(two_step)(w.column[k], FMA(out, d, zero), rate, mu, &v.column[k], momentum);
      }
      const V delta = error * FN(two_derivative)(kind, out);
      UNROLL for (int i = 0; i < INPUTS; i++)
          w.first[i] = FN(two_step)(w.first[i], FMA((V)x[i], delta, zero), rate, mu, &v.first[i], momentum);
      if (biased1) w.bias1 = FN(two_step)(w.bias1, zero + delta, rate, mu, &v.bias1, momentum);
      if (OUTPUTS > 1) {
        UNROLL for (int j = 0; j < HIDDEN; j++)
            w.row[j] = FN(two_step)(w.row[j], FMA(PICK(out, j), delta2, zero), rate, mu, &v.row[j], momentum);
      }
      if (biased2) w.bias2 = FN(two_step)(w.bias2, zero + delta2, rate, mu, &v.bias2, momentum);
      if (outs) {
        UNROLL for (int k = 0; k < OUTPUTS; k++) outs[(at - 1) * OUTPUTS + k] = out2[k];
      }
      if (losses) {
        double s = 0;
        UNROLL for (int k = 0; k < OUTPUTS; k++) s = FMA((double)e[k], (double)e[k], s);
        sum += s * 0.5;
      }
    }
    if (at < samples) {
      outcome = *stop ? nn_outcome_stopped : nn_outcome_updates;
      t->position = at;
      t->loss_sum = sum;
    } else outcome = end_epoch(t, sum);
  }
  t->made = all - left;
  TWO_NAME(copy)(t, t->parameters, &w, 1);
  if (momentum) TWO_NAME(copy)(t, t->state1, &v, 1);
  return outcome;
}
static nn_outcome TWO_NAME(sigmoid)(nn_training *t) {
  return TWO_NAME(run)(t, nn_activation_sigmoid, 0);
}
static nn_outcome TWO_NAME(sigmoid_momentum)(nn_training *t) {
  return TWO_NAME(run)(t, nn_activation_sigmoid, 1);
}
static nn_outcome TWO_NAME(tanh)(nn_training *t) {
  return TWO_NAME(run)(t, nn_activation_tanh, 0);
}
static nn_outcome TWO_NAME(tanh_momentum)(nn_training *t) {
  return TWO_NAME(run)(t, nn_activation_tanh, 1);
}
static trainer TWO_NAME(choose)(int is_tanh, int momentum) {
  if (is_tanh)
    return momentum ? TWO_NAME(tanh_momentum) : TWO_NAME(tanh);
  return momentum ? TWO_NAME(sigmoid_momentum) : TWO_NAME(sigmoid);
}

#undef UNROLL
#undef TWO_NAME
#undef TWO_NAME_
#undef TWO_NAME__
#undef INPUTS
#undef HIDDEN
#undef OUTPUTS
