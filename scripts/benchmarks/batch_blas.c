// Mini-batch training of a dense network with softmax cross-entropy on a BLAS: a peer of W3 and W4.
//
// Compile with gcc -O3 -march=native [-DSINGLE] … -lopenblas. Run: batch_blas relu|sigmoid sgd|adam BATCH SAMPLES
// SECONDS SIZE…; prints samples per second. Weights are (sources, units).
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef SINGLE
typedef float real;
#define GEMM cblas_sgemm
#define EXP expf
#define SQRT sqrtf
#else
typedef double real;
#define GEMM cblas_dgemm
#define EXP exp
#define SQRT sqrt
#endif

enum { max_layers = 16 };
static int layers, batch, relu, adam, sizes[max_layers];
static real *w[max_layers], *b[max_layers], *a[max_layers];
static real *d[max_layers], *g[max_layers], *m[max_layers], *v[max_layers];
static double p1 = 1, p2 = 1;

static real *numbers(size_t count) {
  real *p = aligned_alloc(64, (count * sizeof(real) + 127) / 64 * 64);
  memset(p, 0, count * sizeof(real));
  return p;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Polynomial of degree 6 or 11 after reduction by log 2, written so that the compiler can vectorize it.
static inline real fast_exp(real x) {
#ifdef SINGLE
  x = x < -87 ? -87 : x > 88 ? 88 : x;
  float t = x * 1.44269504f + 12582912.f, k = t - 12582912.f, r = x - k * 0.693359375f + k * 2.12194440e-4f;
  float p = 1 + r * (1 + r * (0.5f + r * (0.16666667f + r * (0.041666651f + r * (0.0083334519f + r * 0.0013981999f)))));
  union { float value; int bits; } u = {t}, s;
  s.bits = (int)((unsigned)u.bits << 23) + 0x3f800000;
  return p * s.value;
#else
  x = x < -700 ? -700 : x > 700 ? 700 : x;
  double t = x * 1.4426950408889634 + 0x1.8p52, k = t - 0x1.8p52;
  double r = x - k * 0.693147180369123816490 - k * 1.90821492927058770002e-10, p = 1.0 / 39916800;
  p = p * r + 1.0 / 3628800, p = p * r + 1.0 / 362880, p = p * r + 1.0 / 40320, p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720, p = p * r + 1.0 / 120, p = p * r + 1.0 / 24, p = p * r + 1.0 / 6, p = p * r + 0.5;
  p = p * r + 1, p = p * r + 1;
  union { double value; long bits; } u = {t}, s;
  s.bits = (long)((unsigned long)u.bits << 52) + 0x3ff0000000000000;
  return p * s.value;
#endif
}

static void update(real *x, const real *gradient, real *first, real *second, long count, real rate) {
  if (!adam) {
    for (long i = 0; i < count; i++) x[i] += rate * gradient[i];
    return;
  }
  real c1 = rate / (1 - p1), c2 = 1 / (1 - p2);
  for (long i = 0; i < count; i++) {
    first[i] = (real)0.9 * first[i] + (real)0.1 * gradient[i];
    second[i] = (real)0.999 * second[i] + (real)0.001 * gradient[i] * gradient[i];
    x[i] += c1 * first[i] / (SQRT(second[i] * c2) + (real)1e-8);
  }
}

static void step(const real *x, const int *label, real rate) {
  const real *in = x;
  for (int l = 0; l < layers; l++) {
    int n = sizes[l + 1];
    real *z = a[l];
    GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, batch, n, sizes[l], 1, in, sizes[l], w[l], n, 0, z, n);
    for (int i = 0; i < batch; i++) {
      real *row = z + (long)i * n;
      for (int j = 0; j < n; j++) row[j] += b[l][j];
      if (l < layers - 1) {
        if (relu) for (int j = 0; j < n; j++) row[j] = row[j] > 0 ? row[j] : 0;
        else for (int j = 0; j < n; j++) row[j] = 1 / (1 + fast_exp(-row[j]));
        continue;
      }
      real largest = row[0], sum = 0;
      for (int j = 1; j < n; j++) largest = row[j] > largest ? row[j] : largest;
      for (int j = 0; j < n; j++) row[j] = fast_exp(row[j] - largest);
      for (int j = 0; j < n; j++) sum += row[j];
      for (int j = 0; j < n; j++) d[l][(long)i * n + j] = (j == label[i]) - row[j] / sum;
    }
    in = z;
  }
  p1 *= 0.9, p2 *= 0.999;
  for (int l = layers - 1; l >= 0; l--) {
    int n = sizes[l + 1], s = sizes[l];
    const real *before = l ? a[l - 1] : x;
    if (l) {
      GEMM(CblasRowMajor, CblasNoTrans, CblasTrans, batch, s, n, 1, d[l], n, w[l], n, 0, d[l - 1], s);
      real *e = d[l - 1];
      if (relu) for (long i = 0; i < (long)batch * s; i++) e[i] = before[i] > 0 ? e[i] : 0;
      else for (long i = 0; i < (long)batch * s; i++) e[i] *= before[i] * (1 - before[i]);
    }
    real scale = (real)1 / batch;
    if (!adam) {
      GEMM(CblasRowMajor, CblasTrans, CblasNoTrans, s, n, batch, rate * scale, before, s, d[l], n, 1, w[l], n);
    } else {
      GEMM(CblasRowMajor, CblasTrans, CblasNoTrans, s, n, batch, scale, before, s, d[l], n, 0, g[l], n);
      update(w[l], g[l], m[l], v[l], (long)s * n, rate);
    }
    real *sum = g[l] + (long)s * n;
    memset(sum, 0, n * sizeof(real));
    for (int i = 0; i < batch; i++)
      for (int j = 0; j < n; j++) sum[j] += d[l][(long)i * n + j] * scale;
    update(b[l], sum, m[l] + (long)s * n, v[l] + (long)s * n, n, rate);
  }
}

int main(int argc, char **argv) {
  if (argc < 8) return 2;
  relu = !strcmp(argv[1], "relu"), adam = !strcmp(argv[2], "adam"), batch = atoi(argv[3]);
  long samples = atol(argv[4]);
  double seconds = atof(argv[5]);
  layers = argc - 7;
  for (int l = 0; l <= layers; l++) sizes[l] = atoi(argv[6 + l]);
  srand(1);
  for (int l = 0; l < layers; l++) {
    long count = (long)(sizes[l] + 1) * sizes[l + 1];
    w[l] = numbers(count), b[l] = numbers(sizes[l + 1]), g[l] = numbers(count), m[l] = numbers(count);
    v[l] = numbers(count), a[l] = numbers((long)batch * sizes[l + 1]), d[l] = numbers((long)batch * sizes[l + 1]);
    for (long i = 0; i < count - sizes[l + 1]; i++) w[l][i] = (real)(0.1 * rand() / RAND_MAX - 0.05);
  }
  real *x = numbers(samples * sizes[0]);
  int *label = malloc(samples * sizeof(int));
  for (long i = 0; i < samples * sizes[0]; i++) x[i] = (real)rand() / (real)RAND_MAX;
  for (long i = 0; i < samples; i++) label[i] = rand() % sizes[layers];
  long done = 0;
  double start = now();
  // the first epoch is a warm-up
  for (int epoch = 0; epoch < 2 || now() - start < seconds; epoch++) {
    if (epoch == 1) start = now(), done = 0;
    for (long i = 0; i + batch <= samples; i += batch, done += batch)
      step(x + i * sizes[0], label + i, (real)(adam ? 1e-3 : 0.1));
  }
  printf("%.6g\n", done / (now() - start));
}
