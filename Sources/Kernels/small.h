// Training sample by sample, for small networks and for updates after every sample.
// Included for each REAL, LANES and LEVEL, after formulas.h, update.h and layers.h.
//
// A layer's weights lie source by source in rows of whole vectors (units across the lanes: net inputs), and
// again unit by unit (sources across the lanes: errors sent back). Both copies get the same operations, so the
// same bits. A layer of one unit needs only the second, the first layer otherwise only the first. What stands in
// lanes beyond the last unit is never read into another lane.

#define S FN(small)
#define UP(n) (((n) + LANES - 1) / LANES * LANES)

// A layer in the arena: offsets of its parameters and of its units' numbers.
typedef struct {
  long sources, units, source_width, unit_width;
  long rows, columns, bias;  // offsets of w[i][·], w[·][j] and the biases; -1 where there are none
  long unit;                 // offset of net, out and delta
  nn_activation kind;
} FN(small_layer);

typedef struct {
  FN(small_layer) *layers;
  long count;
  long parameters, units;    // lengths of the arenas
  REAL *w, *s1, *s2, *g, *net, *out, *delta, *target;
  REAL flat;                 // added to derivatives
  int in_order;              // errors go back over weights already updated
  REAL *free;                // 1 where a parameter may change, 0 where not; NULL: everywhere
  FN(rule) rule;
} S;

INLINE void FN(small_step)(const S *s, int plain, long at, V g) {
  FN(update)(&s->rule, plain, g, s->w + at, s->s1 ? s->s1 + at : 0, s->s2 ? s->s2 + at : 0,
             s->free ? s->free + at : 0);
}

// Either steps with one sample's gradient or adds it to the batch's.
INLINE void FN(small_weight)(const S *s, int plain, int online, long at, V out, V delta) {
  if (online) FN(small_step)(s, plain, at, FMA(out, delta, (V)(REAL)0.0));
  else FN(store)(s->g + at, FMA(out, delta, FN(load)(s->g + at)));
}
INLINE void FN(small_bias)(const S *s, int plain, int online, long at, V delta) {
  if (online) FN(small_step)(s, plain, at, (V)(REAL)0.0 + delta);
  else FN(store)(s->g + at, FN(load)(s->g + at) + delta);
}

INLINE void FN(small_forward)(const S *s, const FN(small_layer) *l, const REAL *in) {
  if (l->units == 1) {
    REAL sum = 0;
    const REAL *w = s->w + l->columns;
    for (long i = 0; i < l->sources; i++) sum = FMA(w[i], in[i], sum);
    V net = (V)sum;
    if (l->bias >= 0) net = net + (V)(s->w[l->bias]);
    FN(store)(s->net + l->unit, net);
    FN(store)(s->out + l->unit, FN(activate_quickly)(l->kind, net));
    return;
  }
  long j = 0;
  // four vectors at a time hide the latency of the sums
  for (; j + 4 * LANES <= l->unit_width; j += 4 * LANES) {
    const REAL *w = s->w + l->rows + j;
    V a = (V)(REAL)0.0, b = a, c = a, d = a;
    for (long i = 0; i < l->sources; i++, w += l->unit_width) {
      V x = (V)in[i];
      a = FMA(FN(load)(w), x, a);
      b = FMA(FN(load)(w + LANES), x, b);
      c = FMA(FN(load)(w + 2 * LANES), x, c);
      d = FMA(FN(load)(w + 3 * LANES), x, d);
    }
    V nets[4] = {a, b, c, d};
    for (int k = 0; k < 4; k++) {
      long at = j + k * LANES;
      V net = nets[k];
      if (l->bias >= 0) net = net + FN(load)(s->w + l->bias + at);
      FN(store)(s->net + l->unit + at, net);
      if (l->kind != nn_activation_softmax) FN(store)(s->out + l->unit + at, FN(activate_quickly)(l->kind, net));
    }
  }
  for (; j < l->unit_width; j += LANES) {
    const REAL *w = s->w + l->rows + j;
    V net = (V)(REAL)0.0;
    for (long i = 0; i < l->sources; i++, w += l->unit_width) net = FMA(FN(load)(w), (V)in[i], net);
    if (l->bias >= 0) net = net + FN(load)(s->w + l->bias + j);
    FN(store)(s->net + l->unit + j, net);
    if (l->kind != nn_activation_softmax) FN(store)(s->out + l->unit + j, FN(activate_quickly)(l->kind, net));
  }
}

// Deltas of the layer before from those of layer l, and l's gradient; `in` is what l was fed.
INLINE void FN(small_backward)(const S *s, const FN(small_layer) *l, const FN(small_layer) *before, const REAL *in,
                               int plain, int online) {
  const REAL *delta = s->delta + l->unit;
  const V zero = (V)(REAL)0.0;
  if (before) {
    for (long i = 0; i < l->source_width; i += LANES) {
      long at = l->columns + i;
      V out = FN(load)(in + i), error = zero;
      for (long k = 0; k < l->units; k++, at += l->source_width) {
        V d = (V)delta[k];
        if (!s->in_order) error = FMA(FN(load)(s->w + at), d, error);
        FN(small_weight)(s, plain, online, at, out, d);
        if (s->in_order) error = FMA(FN(load)(s->w + at), d, error);
      }
      V deriv = FN(derivative_quickly)(before->kind, FN(load)(s->net + before->unit + i), out);
      if (s->flat != 0) deriv = deriv + (V)s->flat;
      FN(store)(s->delta + before->unit + i, error * deriv);
    }
  } else if (l->units == 1) {
    V d = (V)delta[0];
    for (long i = 0; i < l->source_width; i += LANES)
      FN(small_weight)(s, plain, online, l->columns + i, FN(load)(in + i), d);
  }
  for (long j = 0; j < l->unit_width; j += LANES) {
    V d = FN(load)(delta + j);
    if (l->rows >= 0) {
      long at = l->rows + j;
      for (long i = 0; i < l->sources; i++, at += l->unit_width) FN(small_weight)(s, plain, online, at, (V)in[i], d);
    }
    if (l->bias >= 0) FN(small_bias)(s, plain, online, l->bias + j, d);
  }
}

// Delta of the output layer.
INLINE void FN(small_output)(const S *s, const FN(small_layer) *l, nn_loss_kind loss) {
  for (long j = 0; j < l->unit_width; j += LANES) {
    V target = FN(load)(s->target + j), net = FN(load)(s->net + l->unit + j), out = FN(load)(s->out + l->unit + j);
    FN(store)(s->delta + l->unit + j, FN(output_delta)(loss, l->kind, l->units, target, net, out, s->flat));
  }
}

// Forward and backward for one sample.
INLINE void FN(small_sample)(const S *s, const FN(small_layer) *layers, long count, const REAL *x, nn_loss_kind loss,
                             int plain, int online, int learns) {
  const REAL *in = x;
  for (long l = 0; l < count; l++) {
    FN(small_forward)(s, &layers[l], in);
    in = s->out + layers[l].unit;
  }
  const FN(small_layer) *last = &layers[count - 1];
  if (last->kind == nn_activation_softmax)
    FN(softmax)(s->net + last->unit, s->out + last->unit, last->units, last->unit_width);
  if (!learns) return;
  FN(small_output)(s, last, loss);
  for (long l = count - 1; l > 0; l--)
    FN(small_backward)(s, &layers[l], &layers[l - 1], s->out + layers[l - 1].unit, plain, online);
  FN(small_backward)(s, &layers[0], 0, x, plain, online);
}

// Updates until something in `t` says to return.
INLINE nn_outcome FN(small_run)(S *s, const FN(small_layer) *layers, long count, nn_training *t, int plain,
                                REAL *input) {
  const long inputs = t->sizes[0], outputs = layers[count - 1].units;
  const int online = t->batch <= 1, losses = wants_loss(t), learns = plain || t->optimizer != nn_optimizer_none;
  const int direct = !IS_FLOAT && layers[0].rows >= 0;
  const REAL *out = s->out + layers[count - 1].unit;
  const nn_loss_kind loss = t->loss;
  const long *const order = t->order;
  const volatile int *const stop = t->stop;
  t->made = 0;
  while (t->epoch < t->epochs) {
    double sum = t->loss_sum;
    long at = t->position;
    nn_outcome outcome = nn_outcome_finished;
    while (at < t->samples) {
      if (stop && *stop) outcome = nn_outcome_stopped;
      else if (t->updates > 0 && t->made == t->updates) outcome = nn_outcome_updates;
      if (outcome != nn_outcome_finished) {
        t->position = at;
        t->loss_sum = sum;
        return outcome;
      }
      t->made++;
      FN(next_update)(&s->rule, t);
      long size = online ? 1 : t->samples - at < t->batch ? t->samples - at : t->batch;
      for (long b = 0; b < size; b++, at++) {
        long sample = order ? order[at] : at;
        const double *in = t->inputs + sample * inputs, *target = t->targets + sample * outputs;
        for (long j = 0; j < outputs; j++) s->target[j] = (REAL)target[j];
        const REAL *x = input;
        if (direct) x = (const REAL *)in;
        else for (long i = 0; i < inputs; i++) input[i] = (REAL)in[i];
        FN(small_sample)(s, layers, count, x, loss, plain, online, learns);
        for (long j = 0; t->outputs && j < outputs; j++) t->outputs[at * outputs + j] = (double)out[j];
        if (losses) sum += FN(loss)(loss, s->target, out, outputs);
      }
      if (!online && learns) {
        V share = (V)((REAL)1.0 / (REAL)size);
        for (long i = 0; i < s->parameters; i += LANES) {
          V g = FN(load)(s->g + i);
          FN(store)(s->g + i, (V)(REAL)0.0);
          FN(small_step)(s, plain, i, t->sum || size == 1 ? g : g * share);
        }
      }
    }
    outcome = end_epoch(t, sum);
    if (outcome != nn_outcome_finished) return outcome;
  }
  return nn_outcome_finished;
}

// The flat parameters into the arena's two copies, or back.
static void FN(small_copy)(const FN(small_layer) *layers, long count, double *flat, REAL *arena, int back) {
  for (long l = 0; l < count; l++) {
    const FN(small_layer) *y = &layers[l];
    for (long i = 0; i < y->sources; i++) {
      for (long j = 0; j < y->units; j++, flat++) {
        REAL *row = y->rows < 0 ? 0 : arena + y->rows + i * y->unit_width + j;
        REAL *column = y->columns < 0 ? 0 : arena + y->columns + j * y->source_width + i;
        if (back) *flat = (double)(row ? *row : *column);
        if (row && !back) *row = (REAL)*flat;
        if (column && !back) *column = (REAL)*flat;
      }
    }
    for (long j = 0; y->bias >= 0 && j < y->units; j++, flat++) {
      if (back) *flat = (double)arena[y->bias + j];
      else arena[y->bias + j] = (REAL)*flat;
    }
  }
}

static void FN(small_masks)(const FN(small_layer) *layers, long count, const unsigned char *frozen, REAL *free) {
  for (long l = 0; l < count; l++) {
    const FN(small_layer) *y = &layers[l];
    for (long i = 0; i < y->sources; i++) {
      for (long j = 0; j < y->units; j++, frozen++) {
        if (y->rows >= 0) free[y->rows + i * y->unit_width + j] = !*frozen;
        if (y->columns >= 0) free[y->columns + j * y->source_width + i] = !*frozen;
      }
    }
    for (long j = 0; y->bias >= 0 && j < y->units; j++, frozen++) free[y->bias + j] = !*frozen;
  }
}

static __attribute__((noinline)) nn_outcome FN(small_any)(S *s, nn_training *t, REAL *input) {
  return FN(small_run)(s, s->layers, s->count, t, 0, input);
}
static __attribute__((noinline)) nn_outcome FN(small_plain)(S *s, nn_training *t, REAL *input) {
  return FN(small_run)(s, s->layers, s->count, t, 1, input);
}

static nn_outcome FN(small_train)(nn_training *t) {
  S s = {.count = t->layers, .rule = FN(rule_of)(t), .flat = (REAL)t->flat_spot, .in_order = t->in_order};
  FN(small_layer) layers[t->layers];
  s.layers = layers;
  for (long l = 0; l < t->layers; l++) {
    FN(small_layer) *y = &layers[l];
    *y = (FN(small_layer)){.sources = t->sizes[l], .units = t->sizes[l + 1], .kind = t->activations[l]};
    y->source_width = UP(y->sources);
    y->unit_width = UP(y->units);
    y->rows = y->columns = y->bias = -1;
    if (y->units > 1) {
      y->rows = s.parameters;
      s.parameters += y->sources * y->unit_width;
    }
    if (y->units == 1 || l > 0) {
      y->columns = s.parameters;
      s.parameters += y->units * y->source_width;
    }
    if (!t->biases || t->biases[l]) {
      y->bias = s.parameters;
      s.parameters += y->unit_width;
    }
    y->unit = s.units;
    s.units += y->unit_width;
  }
  const int plain = t->optimizer == nn_optimizer_sgd && !s.rule.decays && !t->frozen;
  long inputs = UP(t->sizes[0]), outputs = UP(t->sizes[t->layers]);
  long states = plain ? 0 : 3, length = (3 + states) * s.parameters + 3 * s.units + inputs + outputs;
  REAL *memory = allocate((size_t)length * sizeof(REAL));
  if (!memory) return nn_outcome_no_memory;
  REAL *next = memory;
  s.w = next, next += s.parameters;
  s.g = next, next += s.parameters;
  s.net = next, next += s.units;
  s.out = next, next += s.units;
  s.delta = next, next += s.units;
  s.target = next, next += outputs;
  REAL *input = next;
  next += inputs;
  if (t->state1 && !plain) s.s1 = next, next += s.parameters;
  if (t->state2 && !plain) s.s2 = next, next += s.parameters;
  if (t->frozen) {
    s.free = next;
    FN(small_masks)(layers, s.count, t->frozen, s.free);
  }
  FN(small_copy)(layers, s.count, t->parameters, s.w, 0);
  if (s.s1) FN(small_copy)(layers, s.count, t->state1, s.s1, 0);
  if (s.s2) FN(small_copy)(layers, s.count, t->state2, s.s2, 0);
  nn_outcome outcome = plain ? FN(small_plain)(&s, t, input) : FN(small_any)(&s, t, input);
  FN(small_copy)(layers, s.count, t->parameters, s.w, 1);
  if (s.s1) FN(small_copy)(layers, s.count, t->state1, s.s1, 1);
  if (s.s2) FN(small_copy)(layers, s.count, t->state2, s.s2, 1);
  release(memory, (size_t)length * sizeof(REAL));
  return outcome;
}

#undef S
#undef UP
