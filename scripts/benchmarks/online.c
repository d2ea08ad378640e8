// A straightforward C program for online training of one hidden layer: the peer of W1.
//
// Compile with gcc -O3 -march=native, and -DFIXED -DNI=2 -DNH=4 -DNO=1 for sizes known at compile time.
// Options: -DTANH, -DMOMENTUM (0.9), -DNO_BIAS. Run: online NI NH NO SAMPLES EPOCHS; prints updates per second.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef FIXED
enum { ni = NI, nh = NH, no = NO };
#else
static int ni, nh, no;
#endif

#ifdef TANH
static double activate(double x) { return tanh(x); }
static double slope(double out) { return 1 - out * out; }
#else
static double activate(double x) { return 1 / (1 + exp(-x)); }
static double slope(double out) { return out * (1 - out); }
#endif

static double *w1, *b1, *w2, *b2, *h, *o, *dh, *d_o;
#ifdef MOMENTUM
static double *v1, *c1, *v2, *c2;
#define STEP(w, v, g) (v = 0.9 * (v) + (g), w += v)
#else
#define STEP(w, v, g) (w += (g))
#endif

#ifdef NO_BIAS
#define BIAS(b) 0
#else
#define BIAS(b) (b)
#endif

static double step(const double *x, const double *t, double rate) {
  double error = 0;
  for (int j = 0; j < nh; j++) {
    double s = BIAS(b1[j]);
    for (int i = 0; i < ni; i++) s += w1[j * ni + i] * x[i];
    h[j] = activate(s);
  }
  for (int k = 0; k < no; k++) {
    double s = BIAS(b2[k]);
    for (int j = 0; j < nh; j++) s += w2[k * nh + j] * h[j];
    o[k] = activate(s);
    double e = t[k] - o[k];
    error += e * e;
    d_o[k] = e * slope(o[k]);
  }
  for (int j = 0; j < nh; j++) {
    double s = 0;
    for (int k = 0; k < no; k++) s += w2[k * nh + j] * d_o[k];
    dh[j] = s * slope(h[j]);
  }
  for (int k = 0; k < no; k++) {
    for (int j = 0; j < nh; j++) STEP(w2[k * nh + j], v2[k * nh + j], rate * d_o[k] * h[j]);
#ifndef NO_BIAS
    STEP(b2[k], c2[k], rate * d_o[k]);
#endif
  }
  for (int j = 0; j < nh; j++) {
    for (int i = 0; i < ni; i++) STEP(w1[j * ni + i], v1[j * ni + i], rate * dh[j] * x[i]);
#ifndef NO_BIAS
    STEP(b1[j], c1[j], rate * dh[j]);
#endif
  }
  return error;
}

static double *numbers(int count) { return calloc(count, sizeof(double)); }

int main(int argc, char **argv) {
  if (argc < 6) return 2;
#ifndef FIXED
  ni = atoi(argv[1]), nh = atoi(argv[2]), no = atoi(argv[3]);
#endif
  int samples = atoi(argv[4]);
  long epochs = atol(argv[5]);
  w1 = numbers(nh * ni), b1 = numbers(nh), w2 = numbers(no * nh), b2 = numbers(no);
  h = numbers(nh), o = numbers(no), dh = numbers(nh), d_o = numbers(no);
#ifdef MOMENTUM
  v1 = numbers(nh * ni), c1 = numbers(nh), v2 = numbers(no * nh), c2 = numbers(no);
#endif
  srand(1);
  for (int i = 0; i < nh * ni; i++) w1[i] = 2.0 * rand() / RAND_MAX - 1;
  for (int i = 0; i < no * nh; i++) w2[i] = 2.0 * rand() / RAND_MAX - 1;
  double *x = numbers(samples * ni), *t = numbers(samples * no);
  for (int s = 0; s < samples; s++) {
    for (int i = 0; i < ni; i++) x[s * ni + i] = s >> i & 1;
    for (int k = 0; k < no; k++) t[s * no + k] = (s >> k ^ s >> (k + 1)) & 1;
  }
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  double error = 0;
  for (long e = 0; e < epochs; e++)
    for (int s = 0; s < samples; s++) error += step(x + s * ni, t + s * no, 0.5);
  clock_gettime(CLOCK_MONOTONIC, &b);
  double seconds = b.tv_sec - a.tv_sec + 1e-9 * (b.tv_nsec - a.tv_nsec);
  fprintf(stderr, "%g\n", error);
  printf("%.6g\n", epochs * samples / seconds);
}
