// Prints digests of the bits that the kernels compute: of every function over many points, and of random trainings.
// scripts/test --arm64 compares those of two processors. On one processor, every level and number of threads must give
// the same digest, whether a training is made in one call or in several: otherwise the line says DIFFERS.
//
// Run: digests TRAININGS
#include <Kernels.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { max_layers = 4, max_epochs = 5 };

static uint64_t state;

static uint64_t bits(void) {
  state += 0x9e3779b97f4a7c15;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}
static long below(long count) { return (long)(bits() % (uint64_t)count); }
static double between(double low, double high) { return low + (high - low) * ((double)(bits() >> 11) * 0x1p-53); }
#define AMONG(...) ((const long[]){__VA_ARGS__}[below(sizeof(const long[]){__VA_ARGS__} / sizeof(long))])

static uint64_t digest;

// Adds the bits of a number to the digest; every NaN counts as the same.
static void add(double number) {
  uint64_t word;
  memcpy(&word, &number, 8);
  if (number != number) word = 1;
  for (int i = 0; i < 8; i++) digest = (digest ^ (word >> 8 * i & 255)) * 0x100000001b3;
}

static void begin(void) { digest = 0xcbf29ce484222325; }

static void *allocate(long count, size_t size) {
  void *memory = calloc((size_t)(count > 0 ? count : 1), size);
  if (!memory) exit(1);
  return memory;
}

static long count_parameters(const nn_training *t) {
  long count = 0;
  for (long l = 0; l < t->layers; l++) count += (t->sizes[l] + t->biases[l]) * t->sizes[l + 1];
  return count;
}

// Digest of the training at a level, with a number of threads, in calls of `updates` updates (0: in one call).
static uint64_t run(nn_training t, nn_level level, int threads, long updates) {
  const long count = count_parameters(&t), outputs = t.samples * t.sizes[t.layers];
  double *parameters = allocate(3 * count, sizeof(double)), losses[max_epochs] = {0};
  const double *dropout = t.dropout;
  long droppable = 0;
  for (long l = 0; l < t.layers; l++) droppable += t.sizes[l];
  memcpy(parameters, t.parameters, (size_t)count * sizeof(double));
  t.parameters = parameters, t.state1 = parameters + count, t.state2 = parameters + 2 * count;
  t.outputs = allocate(outputs, sizeof(double)), t.losses = losses;
  t.level = level, t.threads = threads, t.updates = updates, t.power1 = t.power2 = 1;
  nn_outcome outcome;
  do {
    if (dropout) t.dropout = dropout + (t.epoch * t.samples + t.position) * droppable;
    outcome = nn_train(&t);
  } while (outcome == nn_outcome_updates);
  begin();
  add(outcome);
  for (long i = 0; i < 3 * count; i++) add(parameters[i]);
  for (long i = 0; i < outputs; i++) add(t.outputs[i]);
  for (long i = 0; i < t.epochs; i++) add(losses[i]);
  free(parameters), free(t.outputs);
  return outcome == nn_outcome_unsupported ? 0 : digest;
}

static double *draw(long count, double low, double high) {
  double *numbers = allocate(count, sizeof(double));
  for (long i = 0; i < count; i++) numbers[i] = (float)between(low, high);
  return numbers;
}

// Activation, loss and biases of the layers.
static void draw_layers(nn_training *t, long *sizes, nn_activation *activations, unsigned char *biases, int wide) {
  const int online = below(3) == 0;  // what the textbook and register kernels take
  t->layers = online ? 1 + below(2) : 1 + below(max_layers);
  const nn_activation both = (nn_activation)AMONG(nn_activation_sigmoid, nn_activation_tanh, nn_activation_relu);
  for (long l = 0; l <= t->layers; l++) {
    sizes[l] = 1 + below(wide ? 60 : 9);
    biases[l] = below(4) > 0;
    activations[l] = online ? both : (nn_activation)below(nn_activation_softmax);
  }
  t->sizes = sizes, t->activations = activations, t->biases = biases;
  t->optimizer = (nn_optimizer)(online ? below(2) : below(8));
  t->batch = online ? 1 : AMONG(1, 2, 5, 8, 32);
  if (online) return;
  const nn_loss_kind losses[] = {nn_loss_kind_half_squared, nn_loss_kind_categorical, nn_loss_kind_binary,
                                 nn_loss_kind_squared, nn_loss_kind_mean_squared, nn_loss_kind_mean_absolute,
                                 nn_loss_kind_huber};
  t->loss = losses[below(7)];
  if (t->loss == nn_loss_kind_categorical) activations[t->layers - 1] = nn_activation_softmax;
  if (t->loss == nn_loss_kind_binary) activations[t->layers - 1] = nn_activation_sigmoid;
  t->single = below(2), t->sum = below(3) == 0;
  t->decay = below(3) ? 0 : 1e-3, t->flat_spot = below(3) ? 0 : 0.1;
}

static void train(long seed) {
  state = (uint64_t)seed;
  long sizes[max_layers + 1];
  nn_activation activations[max_layers + 1];
  unsigned char biases[max_layers + 1];
  const int wide = seed % 3 == 0;
  nn_training t = {.beta1 = 0.9, .beta2 = 0.999, .rate = AMONG(1, 0) ? 0.5 : 0.01};
  draw_layers(&t, sizes, activations, biases, wide);
  t.epochs = 1 + below(max_epochs), t.samples = 1 + below(wide ? 70 : 20);
  const long count = count_parameters(&t), outputs = t.samples * sizes[t.layers];
  const int online = t.batch == 1 && t.optimizer == nn_optimizer_sgd && !t.single && t.decay == 0;
  t.in_order = online && below(4) == 0;
  t.textbook = online && t.flat_spot == 0 && below(3) == 0;
  t.product = (nn_product)below(3), t.derivative_last = (int)below(2);
  t.parameters = draw(count, -1, 1);
  double *inputs = draw(t.samples * sizes[0], -1, 1), *targets = draw(outputs, 0, 1);
  for (long i = 0; seed % 2 && i < t.samples * sizes[0]; i++) inputs[i] = inputs[i] > 0;
  if (t.loss == nn_loss_kind_categorical || t.loss == nn_loss_kind_binary)
    for (long i = 0; i < outputs; i++) targets[i] = i % sizes[t.layers] == (i * 7 + seed) % sizes[t.layers];
  long *order = allocate(t.samples, sizeof(long));
  for (long i = 0; i < t.samples; i++) order[i] = below(t.samples);
  unsigned char *frozen = allocate(count, 1);
  for (long i = 0; i < count; i++) frozen[i] = below(3) == 0;
  double *factors = NULL;
  const long smaller = t.batch < t.samples ? t.batch : t.samples;
  if (smaller >= 4 && count >= 200 && below(3) == 0) {
    long droppable = 0;
    for (long l = 0; l < t.layers; l++) droppable += sizes[l];
    factors = allocate(t.epochs * t.samples * droppable, sizeof(double));
    for (long i = 0; i < t.epochs * t.samples * droppable; i++) factors[i] = below(4) ? 1.25 : 0;
  }
  t.inputs = inputs, t.targets = targets, t.dropout = factors;
  t.order = below(2) ? order : NULL;
  if (!t.textbook && below(4) == 0) t.frozen = frozen;
  const uint64_t first = run(t, nn_level_baseline, 1, 0);
  int differs = 0;
  for (int level = nn_level_baseline; level <= (int)nn_highest_level(); level++)
    for (int threads = 1; threads <= 2; threads++)
      for (long updates = 0; updates <= 3; updates += 3)
        differs |= run(t, (nn_level)level, threads, updates) != first;
  printf("training %ld, ", seed);
  for (long l = 0; l <= t.layers; l++) printf("%s%ld", l ? "-" : "", sizes[l]);
  printf("%s%s: %016llx%s\n", t.single ? ", single" : "", t.textbook ? ", textbook" : "", (unsigned long long)first,
         differs ? " DIFFERS" : first ? "" : " unsupported");
  free(t.parameters), free(inputs), free(targets), free(order), free(frozen), free(factors);
}

// Points over the whole range, special values, and many near 0.
static double point(long i) {
  const double special[] = {0.0, -0.0, 1e-320, -1e-320, 0x1p-1022, 1e308, -1e308, __builtin_inf(), -__builtin_inf(),
                            __builtin_nan(""), 709.78, -745.1, 40, -40, 0.5, -0.5, 1, -1, 0x1p30, -0x1p30};
  const long count = sizeof special / sizeof *special;
  if (i < count) return special[i];
  const double x = between(-1, 1);
  return i % 4 == 0 ? x * __builtin_ldexp(1, (int)below(1000)) : i % 4 == 1 ? 800 * x : i % 4 == 2 ? 20 * x : x;
}

static void check_functions(void) {
  const struct {
    const char *name;
    double (*value)(double);
  } functions[] = {{"exp", nn_exp}, {"log", nn_log}, {"sin", nn_sin}, {"cos", nn_cos},
                   {"tanh", nn_tanh}, {"erf", nn_erf}, {"textbook exp", nn_textbook_exp}};
  const long points = 20000;
  for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
    begin(), state = 1;
    for (long i = 0; i < points; i++) add(functions[f].value(point(i)));
    printf("%s: %016llx\n", functions[f].name, (unsigned long long)digest);
  }
  for (int kind = 0; kind < nn_activation_softmax; kind++) {
    begin(), state = 2;
    for (long i = 0; i < points; i++) {
      const double x = point(i), out = nn_activate((nn_activation)kind, x);
      add(out), add(nn_derivative((nn_activation)kind, x, out));
      const float y = nn_activatef((nn_activation)kind, (float)x);
      add((double)y), add((double)nn_derivativef((nn_activation)kind, (float)x, y));
    }
    printf("activation %d: %016llx\n", kind, (unsigned long long)digest);
  }
}

int main(int argc, char **argv) {
  const long trainings = argc > 1 ? atol(argv[1]) : 1;
  check_functions();
  for (long seed = 0; seed < trainings; seed++) train(seed);
  return 0;
}
