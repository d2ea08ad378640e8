// Training batch by batch, for networks of some hundred weights and more.
// Included for each REAL, LANES and LEVEL after large_tiles.h.
//
// A layer's weights lie in panels of PANEL units: source by source a row of PANEL weights, the biases as one more
// row. Outputs lie sample by sample; deltas both in panels of units (for the gradient) and in panels of samples
// (for the errors sent back). Vectors run across units or samples, threads across tiles: no sum is ever divided.

#define L FN(large)
#define ACROSS(name) PASTE4(name, REAL, ROWS, LEVEL)

typedef struct {
  long sources, units, panels;
  long panel;         // length of a panel: (sources + 1) * PANEL
  long ld;            // length of a sample's row of outputs
  nn_activation kind;
  int biased;
  REAL *w;            // panels, biases in row `sources`
  REAL *net, *out;    // [samples][ld]; net only where the derivative needs it
  REAL *activated;    // g(net), where out is that times what is kept of it; NULL: nothing is dropped
  REAL *kept;
  REAL *along;        // delta [panel][sample][PANEL]
  REAL *across;       // delta [panel of samples][unit][PANEL]
} FN(large_layer);

typedef struct {
  nn_training *t;
  FN(large_layer) *layers;
  long count, capacity;   // samples' rows there is room for
  REAL *input;            // the batch's inputs, [samples][inputs], where they cannot be read in place
  REAL *target;           // a row for each sample
  double *losses;
  REAL flat;              // added to derivatives
  FN(step) step;
  barrier gate;
  int threads, wants_loss;
  // the batch at hand
  const REAL *x;
  long at, size;
  long drawn, droppable;  // samples of this call before the batch; factors a sample
  REAL *undo;             // weights and state before the batch, for one that is stopped; NULL where it is short
  long undo_length;
  _Atomic int stopped;    // some of the batch was left out
  int quit;
} L;

// Vectors that panel p of `units` has to compute.
INLINE int FN(vectors)(long units, long p) {
  long left = units - p * PANEL;
  return left >= PANEL ? 3 : (int)((left + LANES - 1) / LANES);
}

// Thread's part of `count` items.
INLINE void FN(part)(const L *s, int thread, long count, long *from, long *to) {
  *from = count * thread / s->threads;
  *to = count * (thread + 1) / s->threads;
}

// Whether to leave out the rest of a long batch, of which nothing will remain. Barriers are met in any case.
INLINE int FN(stops)(L *s) {
  if (!s->undo || !*s->t->stop) return 0;
  atomic_store_explicit(&s->stopped, 1, memory_order_relaxed);
  return 1;
}

// What is kept of sample b's inputs and hidden units.
static void FN(large_drop)(L *s, long b) {
  const nn_training *t = s->t;
  const double *kept = t->kept + (s->drawn + b) * s->droppable;
  for (long i = 0; i < t->sizes[0]; i++) {
    REAL *x = s->input + b * t->sizes[0] + i;
    *x = *x * (REAL)*kept++;
  }
  for (long l = 0; l + 1 < s->count; l++) {
    FN(large_layer) *y = &s->layers[l];
    for (long j = 0; j < y->units; j++) y->kept[b * y->ld + j] = (REAL)*kept++;
  }
}

static void FN(large_gather)(L *s, int thread) {
  const nn_training *t = s->t;
  const long inputs = t->sizes[0], outputs = t->sizes[t->layers];
  long from, to;
  FN(part)(s, thread, s->size, &from, &to);
  for (long b = from; b < to; b++) {
    long sample = t->order ? t->order[s->at + b] : s->at + b;
    const double *target = t->targets + sample * outputs, *in = t->inputs + sample * inputs;
    for (long j = 0; j < outputs; j++) s->target[b * outputs + j] = (REAL)target[j];
    if (s->x == s->input)
      for (long i = 0; i < inputs; i++) s->input[b * inputs + i] = (REAL)in[i];
    if (t->kept) FN(large_drop)(s, b);
  }
}

static void FN(large_forward)(L *s, FN(large_layer) *y, const REAL *x, long ldx, int thread) {
  enum { chunk = 128 };
  const long blocks = (s->size + ROWS - 1) / ROWS, all = (y->units + LANES - 1) / LANES * blocks;
  long from, to, before = 0;
  FN(part)(s, thread, all, &from, &to);
  for (long p = 0; p < y->panels; p++) {
    const int vectors = FN(vectors)(y->units, p);
    // the blocks of this panel whose first vector falls into the thread's part
    long first = from <= before ? 0 : (from - before + vectors - 1) / vectors;
    long last = to <= before ? 0 : (to - before + vectors - 1) / vectors;
    if (last > blocks) last = blocks;
    before += vectors * blocks;
    const REAL *w = y->w + p * y->panel;
    for (long k = 0; k < y->sources && first < last; k += chunk) {
      const long count = y->sources - k < chunk ? y->sources - k : chunk;
      const int done = k + count == y->sources;
      if (FN(stops)(s)) return;
      for (long block = first; block < last; block++) {
        REAL *out = y->out + block * ROWS * y->ld + p * PANEL;
        FN(forward_block)(vectors, count, x + block * ROWS * ldx + k, ldx, w + k * PANEL, out, y->ld, k == 0);
        if (!done) continue;
        const REAL *bias = w + y->sources * PANEL;
        for (int i = 0; i < ROWS; i++, out += y->ld) {
          for (int j = 0; j < vectors; j++) {
            V net = FN(load)(out + j * LANES);
            if (y->biased) net = net + FN(load)(bias + j * LANES);
            if (y->net) FN(store)(y->net + (out - y->out) + j * LANES, net);
            if (y->kind != nn_activation_softmax) net = FN(activate_quickly)(y->kind, net);
            if (y->kept) {
              const long at = out - y->out + j * LANES;
              FN(store)(y->activated + at, net);
              net = net * FN(load)(y->kept + at);
            }
            FN(store)(out + j * LANES, net);
          }
        }
      }
    }
  }
}

// Outputs of softmax, losses and deltas of the output layer.
static void FN(large_output)(L *s, int thread) {
  const nn_training *t = s->t;
  FN(large_layer) *y = &s->layers[s->count - 1];
  const long padded = y->panels * PANEL;
  long from, to;
  FN(part)(s, thread, s->size, &from, &to);
  for (long b = from; b < to; b++) {
    REAL *out = y->out + b * y->ld, *target = s->target + b * y->units;
    if (y->kind == nn_activation_softmax)
      FN(softmax)(out, out, y->units, (y->units + LANES - 1) / LANES * LANES);
    for (long j = 0; t->outputs && j < y->units; j++) t->outputs[(s->at + b) * y->units + j] = (double)out[j];
    if (s->wants_loss) s->losses[b] = FN(loss)(t->loss, target, out, y->units);
    REAL *across = y->across + b / PANEL * (padded + PANEL) * PANEL + b % PANEL;
    for (long j = 0; j < y->units; j += LANES) {
      REAL *along = y->along + (j / PANEL * s->capacity + b) * PANEL + j % PANEL;
      V o = FN(load)(out + j), net = y->net ? FN(load)(y->net + b * y->ld + j) : o;
      V d = FN(output_delta)(t->loss, y->kind, y->units, FN(load)(target + j), net, o, s->flat);
      FN(store)(along, d);
      const long count = y->units - j < LANES ? y->units - j : LANES;
      for (long k = 0; k < count; k++) across[(j + k) * PANEL] = along[k];
    }
  }
}

// Deltas of the layer before y.
static void FN(large_errors)(L *s, const FN(large_layer) *y, FN(large_layer) *before, int thread) {
  const long padded = y->panels * PANEL, padded_before = before->panels * PANEL;
  long from, to;
  FN(part)(s, thread, (y->sources + ROWS - 1) / ROWS, &from, &to);
  REAL error[ROWS * PANEL] __attribute__((aligned(64)));
  for (long block = from; block < to; block++) {
    const long unit = block * ROWS;
    if (FN(stops)(s)) return;
    for (long p = 0; p * PANEL < s->size; p++) {
      const int vectors = FN(vectors)(s->size, p);
      const REAL *delta = y->across + p * (padded + PANEL) * PANEL;
      FN(error_block)(vectors, y->units, y->w + unit * PANEL, y->panel, delta, error);
      REAL *across = before->across + (p * (padded_before + PANEL) + unit) * PANEL;
      REAL *along = before->along + (unit / PANEL * s->capacity + p * PANEL) * PANEL + unit % PANEL;
      const long corner = p * PANEL * before->ld + unit;
      const REAL *out = (before->activated ? before->activated : before->out) + corner;
      const REAL *net = before->net ? before->net + corner : 0, *kept = before->kept ? before->kept + corner : 0;
      // with the commonest kinds known to the compiler
      for (long b = 0; b < vectors * LANES; b += ROWS) {
#define SQUARE(kind, net)                                                                                          \
  ACROSS(delta_square)(kind, s->flat, error + b, net, out + b * before->ld, kept ? kept + b * before->ld : 0,       \
                       before->ld, across + b, along + b * PANEL, PANEL)
        if (before->kind == nn_activation_relu) SQUARE(nn_activation_relu, 0);
        else if (before->kind == nn_activation_sigmoid) SQUARE(nn_activation_sigmoid, 0);
        else SQUARE(before->kind, net ? net + b * before->ld : 0);
#undef SQUARE
      }
    }
  }
}

// The update of y's weights and biases.
static void FN(large_update)(L *s, FN(large_layer) *y, const REAL *x, long ldx, int thread) {
  const long blocks = (y->sources + ROWS - 1) / ROWS;
  long from, to;
  FN(part)(s, thread, blocks, &from, &to);
  for (long p = 0; p < y->panels; p++) {
    const int vectors = FN(vectors)(y->units, p);
    const REAL *delta = y->along + p * s->capacity * PANEL;
    REAL *w = y->w + p * y->panel;
    for (long block = from; block < to; block++) {
      long i = block * ROWS;
      if (FN(stops)(s)) return;
      if (i + ROWS <= y->sources) {
        FN(update_block)(vectors, s->size, x + i, ldx, delta, w + i * PANEL, &s->step);
        continue;
      }
      for (; i < y->sources; i++) FN(update_row)(vectors, s->size, x + i, ldx, delta, w + i * PANEL, &s->step);
    }
    if (!y->biased || p % s->threads != thread) continue;
    V sums[3] = {0};
    for (long b = 0; b < s->size; b++)
      UNROLL for (int j = 0; j < 3; j++) sums[j] = sums[j] + FN(load)(delta + b * PANEL + j * LANES);
    for (int j = 0; j < vectors; j++)
      FN(step_vector)(&s->step, s->step.plain, sums[j], w + y->sources * PANEL + j * LANES);
  }
}

static void FN(large_batch)(L *s, int thread) {
  const nn_training *t = s->t;
  FN(large_gather)(s, thread);
  barrier_wait(&s->gate);
  const REAL *x = s->x;
  long ldx = t->sizes[0];
  for (long l = 0; l < s->count; l++) {
    FN(large_forward)(s, &s->layers[l], x, ldx, thread);
    barrier_wait(&s->gate);
    x = s->layers[l].out;
    ldx = s->layers[l].ld;
  }
  FN(large_output)(s, thread);
  barrier_wait(&s->gate);
  if (t->optimizer == nn_optimizer_none) return;
  for (long l = s->count - 1; l >= 0; l--) {
    FN(large_layer) *y = &s->layers[l], *before = l > 0 ? y - 1 : 0;
    if (before) {
      FN(large_errors)(s, y, before, thread);
      barrier_wait(&s->gate);
    }
    FN(large_update)(s, y, before ? before->out : s->x, before ? before->ld : t->sizes[0], thread);
  }
  barrier_wait(&s->gate);
}

static void FN(large_begin)(void *context, int threads) {
  L *s = context;
  s->threads = s->gate.count = threads;
}

static nn_outcome FN(large_run)(L *s) {
  nn_training *t = s->t;
  const long inputs = t->sizes[0];
  t->made = 0;
  while (t->epoch < t->epochs) {
    while (t->position < t->samples) {
      if (t->stop && *t->stop) return nn_outcome_stopped;
      if (t->updates > 0 && t->made == t->updates) return nn_outcome_updates;
      const double power1 = t->power1, power2 = t->power2;
      t->made++;
      FN(next_update)(&s->step.rule, t);
      s->at = t->position;
      s->size = t->samples - s->at < t->batch ? t->samples - s->at : t->batch;
      s->step.share = (REAL)1.0 / (REAL)s->size;
      s->step.shares = !t->sum && s->size > 1;
      // in place only what can be read a whole tile at a time
      const int in_place = !IS_FLOAT && !t->order && s->size % ROWS == 0 && !t->kept;
      s->x = in_place ? (const REAL *)(t->inputs + s->at * inputs) : s->input;
      if (s->undo) memcpy(s->undo, s->layers->w, s->undo_length * sizeof(REAL));
      if (s->threads > 1) barrier_wait(&s->gate);
      FN(large_batch)(s, 0);
      if (s->stopped) {
        memcpy(s->layers->w, s->undo, s->undo_length * sizeof(REAL));
        t->power1 = power1, t->power2 = power2;
        t->made--;
        return nn_outcome_stopped;
      }
      for (long b = 0; b < s->size && s->wants_loss; b++) t->loss_sum += s->losses[b];
      t->position += s->size;
      s->drawn += s->size;
    }
    nn_outcome outcome = end_epoch(t, t->loss_sum);
    if (outcome != nn_outcome_finished) return outcome;
  }
  return nn_outcome_finished;
}

typedef struct {
  L s;
  nn_outcome outcome;
} FN(large_job);

static void FN(large_work)(void *context, int thread) {
  FN(large_job) *job = context;
  if (thread == 0) {
    job->outcome = FN(large_run)(&job->s);
    job->s.quit = 1;
    if (job->s.threads > 1) barrier_wait(&job->s.gate);
    return;
  }
  for (;;) {
    barrier_wait(&job->s.gate);
    if (job->s.quit) return;
    FN(large_batch)(&job->s, thread);
  }
}

// The flat parameters into the panels, or back; `apart` is how far from the weights they stand.
static void FN(large_copy)(const L *s, double *flat, long apart, int back) {
  for (long l = 0; l < s->count; l++) {
    const FN(large_layer) *y = &s->layers[l];
    for (long i = 0; i < y->sources + y->biased; i++)
      for (long j = 0; j < y->units; j++, flat++) {
        REAL *at = y->w + apart + j / PANEL * y->panel + i * PANEL + j % PANEL;
        if (back) *flat = (double)*at;
        else *at = (REAL)*flat;
      }
  }
}

static void FN(large_masks)(const L *s, const unsigned char *frozen, long apart) {
  for (long l = 0; l < s->count; l++) {
    const FN(large_layer) *y = &s->layers[l];
    for (long i = 0; i < y->sources + y->biased; i++)
      for (long j = 0; j < y->units; j++, frozen++)
        y->w[apart + j / PANEL * y->panel + i * PANEL + j % PANEL] = !*frozen;
  }
}

// Places `length` numbers, a multiple of 64 bytes, in an arena of which `memory` may not exist yet.
INLINE REAL *FN(place)(REAL *memory, long *used, long length) {
  REAL *p = memory ? memory + *used : 0;
  *used += (length + 15) / 16 * 16;
  return p;
}

static long FN(large_layout)(L *s, REAL *memory, const nn_training *t) {
  long used = 0, widths = 0;
  const long cap = s->capacity, batch_panels = cap / PANEL;
  for (long l = 0; l < s->count; l++) {
    FN(large_layer) *y = &s->layers[l];
    widths += y->panels * y->panel;
  }
  // one block of weights, and blocks of the same shape for state and masks
  const long states = optimizer_states(t) + (t->frozen != 0);
  const long block = (widths + ROWS * PANEL + 15) / 16 * 16;
  REAL *w = FN(place)(memory, &used, block * (1 + states));
  const long most = t->batch < t->samples ? t->batch : t->samples;
  s->undo_length = block * (1 + states);
  s->undo = t->stop && most > long_work() / widths ? FN(place)(memory, &used, s->undo_length) : 0;
  long next = block;
  s->step.state1 = optimizer_states(t) > 0 ? next : 0;
  next += s->step.state1 ? block : 0;
  s->step.state2 = t->optimizer == nn_optimizer_adam ? next : 0;
  next += s->step.state2 ? block : 0;
  s->step.free = t->frozen ? next : 0;
  for (long l = 0; l < s->count; l++) {
    FN(large_layer) *y = &s->layers[l];
    const long padded = y->panels * PANEL;
    y->w = w;
    if (w) w += y->panels * y->panel;
    const int bare = y->kind == nn_activation_sigmoid || y->kind == nn_activation_tanh ||
                     y->kind == nn_activation_relu || y->kind == nn_activation_identity ||
                     y->kind == nn_activation_softmax;
    y->out = FN(place)(memory, &used, cap * y->ld);
    y->net = bare ? 0 : FN(place)(memory, &used, cap * y->ld);
    const int drops = t->kept && l + 1 < s->count;
    y->activated = drops ? FN(place)(memory, &used, cap * y->ld) : 0;
    y->kept = drops ? FN(place)(memory, &used, cap * y->ld) : 0;
    y->along = FN(place)(memory, &used, y->panels * cap * PANEL);
    y->across = FN(place)(memory, &used, batch_panels * (padded + PANEL) * PANEL);
  }
  s->input = FN(place)(memory, &used, cap * t->sizes[0] + PANEL);
  s->target = FN(place)(memory, &used, cap * t->sizes[t->layers] + PANEL);
  s->losses = (double *)FN(place)(memory, &used, cap * (long)(sizeof(double) / sizeof(REAL)));
  return used;
}

static nn_outcome FN(large_train)(nn_training *t) {
  FN(large_layer) layers[t->layers];
  FN(large_job) job = {.s = {.t = t, .layers = layers, .count = t->layers, .threads = 1}};
  L *s = &job.s;
  s->wants_loss = wants_loss(t);
  s->step.rule = FN(rule_of)(t);
  s->flat = (REAL)t->flat_spot;
  for (long l = 0; l < t->layers; l++) s->droppable += t->sizes[l];
  s->step.plain = t->optimizer == nn_optimizer_sgd && t->decay == 0 && !t->frozen;
  const long batch = t->batch < t->samples ? t->batch : t->samples;
  s->capacity = (batch + PANEL - 1) / PANEL * PANEL;
  for (long l = 0; l < t->layers; l++) {
    FN(large_layer) *y = &layers[l];
    *y = (FN(large_layer)){.sources = t->sizes[l], .units = t->sizes[l + 1], .kind = t->activations[l]};
    y->panels = (y->units + PANEL - 1) / PANEL;
    y->panel = (y->sources + 1) * PANEL;
    y->ld = y->panels * PANEL + LANES;
    y->biased = !t->biases || t->biases[l];
  }
  const size_t bytes = (size_t)FN(large_layout)(s, 0, t) * sizeof(REAL);
  REAL *memory = allocate(bytes);
  if (!memory) return nn_outcome_no_memory;
  FN(large_layout)(s, memory, t);
  FN(large_copy)(s, t->parameters, 0, 0);
  const int gathers = t->optimizer == nn_optimizer_gather;
  if (s->step.state1 && !gathers) FN(large_copy)(s, t->state1, s->step.state1, 0);
  if (s->step.state2) FN(large_copy)(s, t->state2, s->step.state2, 0);
  if (t->frozen) FN(large_masks)(s, t->frozen, s->step.free);
  const int threads = useful_threads(t, batch);
  run_on_threads(threads < 1 ? 1 : threads, FN(large_work), FN(large_begin), &job);
  if (!gathers) FN(large_copy)(s, t->parameters, 0, 1);
  if (s->step.state1) FN(large_copy)(s, t->state1, s->step.state1, 1);
  if (s->step.state2) FN(large_copy)(s, t->state2, s->step.state2, 1);
  release(memory, bytes);
  return job.outcome;
}

#undef L
#undef ACROSS
