// The kernels without the shell, for W3, W4, W6 and the overhead of `train` in W1.
//
// Run: kernel relu|sigmoid sgd|adam double|single THREADS BATCH SAMPLES SECONDS SIZE…; prints samples per second.
// BATCH 1 trains online with the half-squared loss, larger ones with softmax cross-entropy.
#include <Kernels.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 10) return 2;
  long sizes[16];
  nn_activation activations[16];
  nn_training t = {.layers = argc - 9, .sizes = sizes, .activations = activations, .beta1 = 0.9, .beta2 = 0.999,
                   .power1 = 1, .power2 = 1, .rate = 0.1};
  for (long l = 0; l <= t.layers; l++) sizes[l] = atol(argv[8 + l]);
  t.optimizer = strcmp(argv[2], "adam") ? nn_optimizer_sgd : nn_optimizer_adam;
  if (t.optimizer == nn_optimizer_adam) t.rate = 1e-3;
  t.single = !strcmp(argv[3], "single");
  t.threads = atoi(argv[4]), t.batch = atol(argv[5]), t.samples = atol(argv[6]);
  t.loss = t.batch > 1 ? nn_loss_kind_categorical : nn_loss_kind_half_squared;
  for (long l = 0; l < t.layers; l++)
    activations[l] = l == t.layers - 1 && t.batch > 1    ? nn_activation_softmax
                     : strcmp(argv[1], "relu") ? nn_activation_sigmoid
                                               : nn_activation_relu;
  long count = 0, inputs = sizes[0], outputs = sizes[t.layers];
  for (long l = 0; l < t.layers; l++) count += (sizes[l] + 1) * sizes[l + 1];
  t.parameters = calloc(count, sizeof(double));
  t.state1 = calloc(count, sizeof(double)), t.state2 = calloc(count, sizeof(double));
  double *x = calloc(t.samples * inputs, sizeof(double)), *y = calloc(t.samples * outputs, sizeof(double));
  srand(1);
  for (long i = 0; i < count; i++) t.parameters[i] = (float)(0.1 * rand() / RAND_MAX - 0.05);
  for (long s = 0; s < t.samples; s++) {
    for (long i = 0; i < inputs; i++)
      x[s * inputs + i] = t.batch > 1 ? (float)rand() / (float)RAND_MAX : (double)(s >> i & 1);
    if (t.batch > 1) y[s * outputs + rand() % outputs] = 1;
    else y[s * outputs] = (s ^ s >> 1) & 1;
  }
  t.inputs = x, t.targets = y, t.epochs = 1;
  nn_tune(&t);
  nn_train(&t);
  double seconds = atof(argv[7]), start = now(), end = start;
  long done = 0, epochs = 1 + 20000 / t.samples;
  while (end - start < seconds) {
    t.epochs = t.epoch + epochs;
    nn_train(&t);
    done += epochs * t.samples;
    end = now();
  }
  printf("%.6g\n", done / (end - start));
}
