// Online training of small networks: INPUTS-HIDDEN-OUTPUTS, HIDDEN and OUTPUTS at most LANES, or, where INPUTS is 0,
// up to MOST_INPUTS inputs, HIDDEN hidden units and OUTPUTS outputs (1 is exact). Both layers of one activation,
// half-squared loss, sgd or momentum; every number in a register, but for the weights of any number of inputs. Lanes
// without a unit hold weights of 0, to which only zeros are added. Included for each shape and LEVEL after two.h.

#define TWO_NAME__(what, i, h, o, level) two_##what##_##i##_##h##_##o##_##level
#define TWO_NAME_(what, i, h, o, level) TWO_NAME__(what, i, h, o, level)
#define TWO_NAME(what) TWO_NAME_(what, INPUTS, HIDDEN, OUTPUTS, LEVEL)
#define UNROLL _Pragma("clang loop unroll(full)")
#if INPUTS
#define EACH_INPUT UNROLL for (int i = 0; i < INPUTS; i++)
#define CODES (INPUTS <= 3)
#else
#define EACH_INPUT for (long i = 0; i < r->inputs; i++)
#define CODES 0
#endif

// Input i's weights to the hidden units, their biases, hidden unit j's weights to the outputs and, again, the
// weights into output k, the output biases; or what momentum remembers of them.
typedef struct {
  V first[INPUTS ? INPUTS : MOST_INPUTS], bias1, row[HIDDEN], column[OUTPUTS], bias2;
} TWO_NAME(parameters);

enum { TWO_NAME(codes) = CODES ? 1024 : 1 };

// Two or three inputs that are 0 or 1 as bits, the first being the lowest; else -1.
static int TWO_NAME(code)(const double *x) {
  int code = 0;
  for (int i = 0; i < INPUTS; i++) {
    if (x[i] != 0 && x[i] != 1) return -1;
    code |= (x[i] == 1) << i;
  }
  return CODES ? code : -1;
}

static void TWO_NAME(copy)(nn_training *t, double *flat, void *parameters, int back) {
  TWO_NAME(parameters) *p = parameters;
  const long hidden = t->sizes[1], outputs = t->sizes[2];
  if (!flat) return;
  for (long i = 0; i < t->sizes[0]; i++)
    for (int j = 0; j < hidden; j++, flat++)
      if (back) *flat = p->first[i][j];
      else p->first[i][j] = *flat;
  for (int j = 0; j < hidden && (!t->biases || t->biases[0]); j++, flat++)
    if (back) *flat = p->bias1[j];
    else p->bias1[j] = *flat;
  for (int j = 0; j < hidden; j++)
    for (int k = 0; k < outputs; k++, flat++)
      if (back) *flat = p->column[k][j];
      else p->row[j][k] = p->column[k][j] = *flat;
  for (int k = 0; k < outputs && (!t->biases || t->biases[1]); k++, flat++)
    if (back) *flat = p->bias2[k];
    else p->bias2[k] = *flat;
  // the numbers of a single output stand in all lanes
  if (OUTPUTS == 1) p->bias2 = PICK(p->bias2, 0);
}

// What the loop needs beside the parameters; a lane of `units` or `targets` has all bits where there is such a unit.
typedef struct {
  V rate, mu;
  M units, targets;
  long inputs, outputs;
  nn_activation kind;
  int momentum, in_order, biased1, biased2;
} TWO_NAME(rule);

// Net input of hidden units. Products with 0 and 1 and the sum's 0 change nothing: no weight is -0 here.
INLINE V TWO_NAME(net)(const V *first, V bias, const TWO_NAME(rule) *r, const double *x, int code) {
  V net = (V)(REAL)0.0;
  int begun = 0;
  EACH_INPUT {
    if (code >= 0 && !(code >> i & 1)) continue;
    if (code >= 0) net = begun ? net + first[i] : first[i];
    else net = begun ? FMA(first[i], (V)x[i], net) : first[i] * (V)x[i];
    begun = 1;
  }
  return !r->biased1 ? net : begun ? net + bias : bias;
}

// The update of hidden units.
INLINE void TWO_NAME(update)(V *first, V *bias, V *v_first, V *v_bias, V delta, const TWO_NAME(rule) *r,
                             const double *x, int code) {
  EACH_INPUT {
    V g = delta * (V)x[i];
    if (code >= 0) g = code >> i & 1 ? delta : (V)(REAL)0.0;
    if (code < 0 || code >> i & 1 || r->momentum)
      first[i] = FN(two_step)(first[i], g, r->rate, r->mu, &v_first[i], r->momentum);
  }
  if (r->biased1) *bias = FN(two_step)(*bias, delta, r->rate, r->mu, v_bias, r->momentum);
}

// Presents one sample; returns the errors of the outputs and leaves these in `outputs`.
INLINE V TWO_NAME(step)(TWO_NAME(parameters) *w, TWO_NAME(parameters) *v, const TWO_NAME(rule) *r, const double *x,
                        const double *y, V *outputs, int code) {
  const V zero = (V)(REAL)0.0;
  const V out = FN(two_activate)(r->kind, TWO_NAME(net)(w->first, w->bias1, r, x, code));
  V net2 = zero, target = zero, error = zero;
  if (OUTPUTS == 1) {
    target = (V)y[0];
    net2 = PICK(w->column[0], 0) * PICK(out, 0);
    UNROLL for (int j = 1; j < HIDDEN; j++) net2 = FMA(PICK(w->column[0], j), PICK(out, j), net2);
  } else {
    for (long k = 0; k < (INPUTS ? OUTPUTS : r->outputs); k++) target[k] = y[k];
    UNROLL for (int j = 0; j < HIDDEN; j++) net2 = FMA(w->row[j], PICK(out, j), net2);
  }
  if (r->biased2) net2 = net2 + w->bias2;
  const V out2 = FN(two_activate)(r->kind, net2), unit = INPUTS ? out : (V)((M)out & r->units);
  const V e = INPUTS || OUTPUTS == 1 ? target - out2 : (V)((M)(target - out2) & r->targets);
  const V delta2 = e * FN(two_derivative)(r->kind, out2);
  UNROLL for (int k = 0; k < OUTPUTS; k++) {
    const V d = OUTPUTS == 1 ? delta2 : PICK(delta2, k);
    const V moved = FN(two_step)(w->column[k], unit * d, r->rate, r->mu, &v->column[k], r->momentum);
    const V back = r->in_order ? moved : w->column[k];
    error = k == 0 ? back * d : FMA(back, d, error);
    w->column[k] = moved;
  }
  const V delta = error * FN(two_derivative)(r->kind, out);
  if (OUTPUTS > 1) {
    UNROLL for (int j = 0; j < HIDDEN; j++)
      w->row[j] = FN(two_step)(w->row[j], PICK(unit, j) * delta2, r->rate, r->mu, &v->row[j], r->momentum);
  }
  TWO_NAME(update)(w->first, &w->bias1, v->first, &v->bias1, delta, r, x, code);
  if (r->biased2) w->bias2 = FN(two_step)(w->bias2, delta2, r->rate, r->mu, &v->bias2, r->momentum);
  *outputs = out2;
  return e;
}

INLINE nn_outcome TWO_NAME(run)(nn_training *t, nn_activation kind, int momentum, int in_order) {
  TWO_NAME(parameters) memory[2] = {0};
  TWO_NAME(copy)(t, t->parameters, &memory[0], 0);
  if (momentum) TWO_NAME(copy)(t, t->state1, &memory[1], 0);
  TWO_NAME(parameters) w = memory[0], v = memory[1];  // whose addresses no function gets, so that registers hold them
  const TWO_NAME(rule) rule = {.rate = (V)t->rate,
                               .mu = (V)t->beta1,
                               .units = FN(two_lanes)(t->sizes[1]),
                               .targets = FN(two_lanes)(t->sizes[2]),
                               .inputs = t->sizes[0],
                               .outputs = t->sizes[2],
                               .kind = kind,
                               .momentum = momentum,
                               .in_order = in_order,
                               .biased1 = !t->biases || t->biases[0],
                               .biased2 = !t->biases || t->biases[1]};
  const int losses = wants_loss(t);
  const long *const order = t->order, samples = t->samples;
  const long inputs = INPUTS ? INPUTS : rule.inputs, outputs = INPUTS ? OUTPUTS : rule.outputs;
  const double *const all_inputs = t->inputs, *const all_targets = t->targets;
  const volatile int idle = 0, *const stop = t->stop ? t->stop : &idle;
  double *const outs = t->outputs;
  const long all = t->updates > 0 ? t->updates : 0x7fffffffffffffff;
  long left = all;
  signed char codes[TWO_NAME(codes)];
  const int coded = CODES && samples <= TWO_NAME(codes);
  for (long i = 0; i < samples && coded; i++)
    codes[i] = (signed char)TWO_NAME(code)(all_inputs + (order ? order[i] : i) * INPUTS);
  nn_outcome outcome = nn_outcome_finished;
  while (outcome == nn_outcome_finished && t->epoch < t->epochs) {
    double sum = t->loss_sum;
    long at = t->position;
    for (; at < samples && !*stop && left > 0; at++, left--) {
      const long sample = order ? order[at] : at;
      const double *x = all_inputs + sample * inputs, *y = all_targets + sample * outputs;
      V out, e;
      switch (coded ? codes[at] : -1) {
#if CODES
      case 0: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 0); break;
      case 1: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 1); break;
      case 2: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 2); break;
      case 3: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 3); break;
#endif
#if INPUTS == 3
      case 4: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 4); break;
      case 5: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 5); break;
      case 6: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 6); break;
      case 7: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, 7); break;
#endif
      default: e = TWO_NAME(step)(&w, &v, &rule, x, y, &out, -1);
      }
      if (outs) {
        for (long k = 0; k < outputs; k++) outs[at * outputs + k] = out[k];
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
  memory[0] = w, memory[1] = v;
  TWO_NAME(copy)(t, t->parameters, &memory[0], 1);
  if (momentum) TWO_NAME(copy)(t, t->state1, &memory[1], 1);
  return outcome;
}

#define TWO_TRAINER(name, ...) \
  static nn_outcome TWO_NAME(name)(nn_training *t) { return TWO_NAME(run)(t, __VA_ARGS__); }
TWO_TRAINER(sigmoid, nn_activation_sigmoid, 0, 0)
TWO_TRAINER(sigmoid_momentum, nn_activation_sigmoid, 1, 0)
TWO_TRAINER(sigmoid_in_order, nn_activation_sigmoid, 0, 1)
TWO_TRAINER(tanh, nn_activation_tanh, 0, 0)
TWO_TRAINER(tanh_momentum, nn_activation_tanh, 1, 0)
TWO_TRAINER(tanh_in_order, nn_activation_tanh, 0, 1)
#undef TWO_TRAINER

static trainer TWO_NAME(choose)(int is_tanh, int momentum, int in_order) {
  if (momentum) return is_tanh ? TWO_NAME(tanh_momentum) : TWO_NAME(sigmoid_momentum);
  if (in_order) return is_tanh ? TWO_NAME(tanh_in_order) : TWO_NAME(sigmoid_in_order);
  return is_tanh ? TWO_NAME(tanh) : TWO_NAME(sigmoid);
}

#undef UNROLL
#undef EACH_INPUT
#undef CODES
#undef TWO_NAME
#undef TWO_NAME_
#undef TWO_NAME__
#undef INPUTS
#undef HIDDEN
#undef OUTPUTS
