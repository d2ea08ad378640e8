// Online training in textbook arithmetic at one LEVEL.

#define T(name) PASTE2(name, LEVEL)
#define UNROLL _Pragma("clang loop unroll(full)")

static double T(textbook_exp)(double x) { return textbook_exp(x); }

INLINE double T(activate)(nn_activation kind, double net) {
  switch (kind) {
  case nn_activation_sigmoid: return 1 / (1 + textbook_exp_negated(net));
  case nn_activation_tanh: return tanh(net);
  case nn_activation_relu: return net <= 0 ? 0 : net;
  default: return net;
  }
}

INLINE double T(derivative)(nn_activation kind, double out) {
  switch (kind) {
  case nn_activation_sigmoid: return out * (1 - out);
  case nn_activation_tanh: {
    double square = out * out;
    return 1 - square;
  }
  case nn_activation_relu: return out > 0 ? 1 : 0;
  default: return 1;
  }
}

// error · g′, from left to right where the derivative stands last.
INLINE double T(delta)(nn_activation kind, double out, double error, int last) {
  if (last && kind == nn_activation_sigmoid) {
    double product = error * out;
    return product * (1 - out);
  }
  return error * T(derivative)(kind, out);
}

INLINE void T(forward)(const textbook_layer *y, const double *in) {
  for (long j = 0; j < y->units; j++) {
    double sum = 0;
    for (long i = 0; i < y->sources; i++) sum = sum + y->w[i * y->units + j] * in[i];
    if (y->bias) sum = sum + y->bias[j];
    y->out[j] = T(activate)(y->kind, sum);
  }
}

// `step` is rate · delta.
INLINE double T(step)(nn_product product, double rate, double delta, double step, double in) {
  switch (product) {
  case nn_product_delta: return step * in;
  case nn_product_out: return rate * in * delta;
  default: return rate * (in * delta);
  }
}

INLINE void T(descend)(const textbook_layer *y, const double *in, double rate, nn_product product) {
  for (long j = 0; j < y->units; j++) {
    double delta = y->delta[j], step = rate * delta;
    for (long i = 0; i < y->sources; i++) {
      double *w = &y->w[i * y->units + j];
      *w = *w + T(step)(product, rate, delta, step, in[i]);
    }
    if (y->bias) y->bias[j] = y->bias[j] + step;
  }
}

INLINE void T(send_back)(const textbook_layer *y, const textbook_layer *before, int last) {
  for (long i = 0; i < y->sources; i++) {
    double error = 0;
    for (long k = 0; k < y->units; k++) error = error + y->w[i * y->units + k] * y->delta[k];
    before->delta[i] = T(delta)(before->kind, before->out[i], error, last);
  }
}

// Forward, backward and update for one sample; returns its loss.
INLINE double T(present)(const textbook_layer *layers, long count, const double *x, const double *target,
                      const nn_training *t) {
  const double *in = x;
  for (long l = 0; l < count; l++) {
    T(forward)(&layers[l], in);
    in = layers[l].out;
  }
  const textbook_layer *last = &layers[count - 1];
  double loss = 0;
  for (long j = 0; j < last->units; j++) {
    double e = target[j] - last->out[j], square = e * e;
    last->delta[j] = T(delta)(last->kind, last->out[j], e, t->derivative_last);
    loss = loss + square;
  }
  if (t->optimizer == nn_optimizer_none) return 0.5 * loss;
  for (long l = count - 1; l >= 0; l--) {
    if (t->in_order) T(descend)(&layers[l], l > 0 ? layers[l - 1].out : x, t->rate, t->product);
    if (l > 0) T(send_back)(&layers[l], &layers[l - 1], t->derivative_last);
  }
  for (long l = 0; l < count && !t->in_order; l++)
    T(descend)(&layers[l], l > 0 ? layers[l - 1].out : x, t->rate, t->product);
  return 0.5 * loss;
}

// The same for two sigmoid layers with biases, one output, the usual orders of products and no parameter of -0, which
// alone tells a product from a product added to 0. The sizes are known to the compiler; what `alone` marks it would put
// into vectors, where a sixth of the time goes into taking numbers out again.
INLINE double T(present_two)(const textbook_layer *layers, const double *x, double target, double rate,
                             int rate_first, int in_order) {
  const textbook_layer first = layers[0], second = layers[1];
  double net = 0, errors[4];
  UNROLL for (long j = 0; j < first.units; j++) {
    double sum = first.w[j] * x[0];
    UNROLL for (long i = 1; i < first.sources; i++) sum = sum + first.w[i * first.units + j] * x[i];
    first.out[j] = alone(1 / (1 + textbook_exp_negated(sum + first.bias[j])));
  }
  UNROLL for (long j = 0; j < first.units; j++) {
    const double product = alone(second.w[j] * first.out[j]);
    net = j ? net + product : product;
  }
  const double out = 1 / (1 + textbook_exp_negated(net + second.bias[0]));
  const double e = target - out, square = e * e, delta = e * (out * (1 - out)), step = rate * delta;
  UNROLL for (long j = 0; j < first.units; j++) {
    const double before = second.w[j];
    second.w[j] = alone(before + (rate_first ? step * first.out[j] : rate * (first.out[j] * delta)));
    errors[j] = alone((in_order ? second.w[j] : before) * delta);
  }
  second.bias[0] = second.bias[0] + step;
  UNROLL for (long j = 0; j < first.units; j++) {
    const double delta1 = errors[j] * (first.out[j] * (1 - first.out[j])), step1 = rate * delta1;
    UNROLL for (long i = 0; i < first.sources; i++) {
      double *w = &first.w[i * first.units + j];
      *w = alone(*w + (rate_first ? step1 * x[i] : rate * (x[i] * delta1)));
    }
    first.bias[j] = alone(first.bias[j] + step1);
  }
  second.out[0] = out;
  return 0.5 * square;
}

// Updates until something in `t` says to return.
INLINE nn_outcome T(present_all)(nn_training *t, const textbook_layer *layers, long count, int two, int rate_first,
                                 int in_order) {
  const long inputs = layers[0].sources, outputs = layers[count - 1].units;
  const double *out = layers[count - 1].out;
  nn_outcome outcome = nn_outcome_finished;
  t->made = 0;
  while (outcome == nn_outcome_finished && t->epoch < t->epochs) {
    for (; t->position < t->samples; t->position++, t->made++) {
      if (t->stop && *t->stop) outcome = nn_outcome_stopped;
      else if (t->updates > 0 && t->made == t->updates) outcome = nn_outcome_updates;
      if (outcome != nn_outcome_finished) break;
      long sample = t->order ? t->order[t->position] : t->position;
      const double *x = t->inputs + sample * inputs, *target = t->targets + sample * outputs;
      t->loss_sum += two ? T(present_two)(layers, x, *target, t->rate, rate_first, in_order)
                         : T(present)(layers, count, x, target, t);
      for (long j = 0; t->outputs && j < outputs; j++) t->outputs[t->position * outputs + j] = out[j];
    }
    if (outcome == nn_outcome_finished) outcome = end_epoch(t, t->loss_sum);
  }
  return outcome;
}

// Layers of these sizes over the parameters at `flat` and the numbers at `next`.
INLINE void T(lay_out)(textbook_layer *layers, long count, const long *sizes, const nn_training *t, double *flat,
                    double *next) {
  for (long l = 0; l < count; l++) {
    textbook_layer *y = &layers[l];
    *y = (textbook_layer){.sources = sizes[l], .units = sizes[l + 1], .kind = t->activations[l], .w = flat};
    flat += y->sources * y->units;
    if (!t->biases || t->biases[l]) {
      y->bias = flat;
      flat += y->units;
    }
    y->out = next, next += y->units;
    y->delta = next, next += y->units;
  }
}

// Two sigmoid layers with biases: numbers in registers, sizes and the order of an update known to the compiler.
INLINE nn_outcome T(train_two)(nn_training *t, const long *sizes, long count) {
  double parameters[17], numbers[10];  // of 2-4-1
  textbook_layer layers[2];
  T(lay_out)(layers, 2, sizes, t, parameters, numbers);
  layers[0].bias = parameters + sizes[0] * sizes[1];
  layers[1].w = layers[0].bias + sizes[1];
  layers[1].bias = layers[1].w + sizes[1] * sizes[2];
  for (long i = 0; i < count; i++) parameters[i] = alone(t->parameters[i]);
  nn_outcome outcome;
  const int rate_first = t->product == nn_product_delta;
  if (rate_first && t->in_order) outcome = T(present_all)(t, layers, 2, 1, 1, 1);
  else if (rate_first) outcome = T(present_all)(t, layers, 2, 1, 1, 0);
  else if (t->in_order) outcome = T(present_all)(t, layers, 2, 1, 0, 1);
  else outcome = T(present_all)(t, layers, 2, 1, 0, 0);
  for (long i = 0; i < count; i++) t->parameters[i] = alone(parameters[i]);
  return outcome;
}

#define TRAIN_TWO(i, h)                                                         \
  static nn_outcome T(train_##i##_##h##_1)(nn_training *t) {                    \
    return T(train_two)(t, (const long[3]){i, h, 1}, i * h + h + h + 1);           \
  }
TRAIN_TWO(2, 2)
TRAIN_TWO(2, 3)
TRAIN_TWO(2, 4)
#undef TRAIN_TWO

static trainer T(common)(const nn_training *t) {
  if (t->layers != 2 || t->sizes[0] != 2 || t->sizes[2] != 1) return NULL;
  if (t->derivative_last || t->product == nn_product_out || t->optimizer == nn_optimizer_none) return NULL;
  for (long l = 0; l < 2; l++)
    if (t->activations[l] != nn_activation_sigmoid || (t->biases && !t->biases[l])) return NULL;
  if (has_negative_zero(t->parameters, nn_parameter_count(t))) return NULL;
  switch (t->sizes[1]) {
  case 2: return T(train_2_2_1);
  case 3: return T(train_2_3_1);
  case 4: return T(train_2_4_1);
  default: return NULL;
  }
}

static nn_outcome T(textbook)(nn_training *t) {
  const trainer train = T(common)(t);
  if (train) return train(t);
  textbook_layer layers[t->layers];
  long units = 0;
  for (long l = 1; l <= t->layers; l++) units += t->sizes[l];
  double *memory = allocate((size_t)(2 * units) * sizeof(double));
  if (!memory) return nn_outcome_no_memory;
  T(lay_out)(layers, t->layers, t->sizes, t, t->parameters, memory);
  const nn_outcome outcome = T(present_all)(t, layers, t->layers, 0, 0, 0);
  release(memory, (size_t)(2 * units) * sizeof(double));
  return outcome;
}

#undef T
#undef UNROLL
