// Prints the equation lines of the steps of a 2-4-1 network of sigmoids with printf, for scripts/bench W7.
//
// usage: step_lines STEPS
//
// The lines are those of `step 0 1 : 1`, with six significant digits; it does not look for the digits from which each
// result follows.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { inputs = 2, hidden = 4 };

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

int main(int argc, char **argv) {
  const int steps = argc > 1 ? atoi(argv[1]) : 1;
  const double rate = 0.5, in[inputs] = {0, 1}, target = 1;
  double w[inputs][hidden], b[hidden], v[hidden], c = 0.1;
  for (int h = 0; h < hidden; h++) {
    for (int i = 0; i < inputs; i++) w[i][h] = 0.3 * i - 0.2 * h + 0.25;
    b[h] = 0.1 * h, v[h] = 0.4 - 0.15 * h;
  }
  for (int step = 0; step < steps; step++) {
    double net[hidden], out[hidden], error[hidden], delta[hidden];
    for (int h = 0; h < hidden; h++) {
      net[h] = in[0] * w[0][h] + in[1] * w[1][h] + b[h];
      printf("h%d.net = i1 * w%d + i2 * w%d + w%d = %.6g * %.6g + %.6g * %.6g + %.6g = %.6g\n", h + 1, h + 1, h + 5,
             h + 9, in[0], w[0][h], in[1], w[1][h], b[h], net[h]);
      out[h] = sigmoid(net[h]);
      printf("h%d.out = sigmoid(h%d.net) = sigmoid(%.6g) = %.6g\n", h + 1, h + 1, net[h], out[h]);
    }
    double sum = c;
    for (int h = 0; h < hidden; h++) sum += out[h] * v[h];
    printf("o1.net = h1.out * w13 + h2.out * w14 + h3.out * w15 + h4.out * w16 + w17 = %.6g * %.6g + %.6g * %.6g + %.6g "
           "* %.6g + %.6g * %.6g + %.6g = %.6g\n",
           out[0], v[0], out[1], v[1], out[2], v[2], out[3], v[3], c, sum);
    const double o = sigmoid(sum);
    printf("o1.out = sigmoid(o1.net) = sigmoid(%.6g) = %.6g\n", sum, o);
    printf("loss = 0.5 * (o1.target - o1.out)^2 = 0.5 * (%.6g - %.6g)^2 = %.6g\n", target, o,
           0.5 * (target - o) * (target - o));
    const double e = target - o, slope = o * (1 - o), d = slope * e;
    printf("o1.error = o1.target - o1.out = %.6g - %.6g = %.6g\n", target, o, e);
    printf("o1.delta = sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv(%.6g) * %.6g = %.6g * %.6g = %.6g\n", sum, e,
           slope, e, d);
    for (int h = 0; h < hidden; h++) {
      error[h] = d * v[h];
      printf("h%d.error = o1.delta * w%d = %.6g * %.6g = %.6g\n", h + 1, h + 13, d, v[h], error[h]);
      const double slope = out[h] * (1 - out[h]);
      delta[h] = slope * error[h];
      printf("h%d.delta = sigmoid.deriv(h%d.net) * h%d.error = sigmoid.deriv(%.6g) * %.6g = %.6g * %.6g = %.6g\n", h + 1,
             h + 1, h + 1, net[h], error[h], slope, error[h], delta[h]);
    }
    for (int h = 0; h < hidden; h++) {
      printf("w%d.grad = -o1.delta * h%d.out = %.6g * %.6g = %.6g\n", h + 13, h + 1, -d, out[h], -d * out[h]);
    }
    printf("w17.grad = -o1.delta = %.6g\n", -d);
    for (int h = 0; h < hidden; h++) {
      for (int i = 0; i < inputs; i++) {
        printf("w%d.grad = -h%d.delta * i%d = %.6g * %.6g = %.6g\n", 4 * i + h + 1, h + 1, i + 1, -delta[h], in[i],
               -delta[h] * in[i]);
      }
      printf("w%d.grad = -h%d.delta = %.6g\n", h + 9, h + 1, -delta[h]);
    }
    for (int h = 0; h < hidden; h++) {
      const double old = v[h];
      v[h] += out[h] * d * rate;
      printf("w%d = w%d.old + h%d.out * o1.delta * rate = %.6g + %.6g * %.6g * %.6g = %.6g\n", h + 13, h + 13, h + 1,
             old, out[h], d, rate, v[h]);
    }
    const double old = c;
    c += d * rate;
    printf("w17 = w17.old + o1.delta * rate = %.6g + %.6g * %.6g = %.6g\n", old, d, rate, c);
    for (int h = 0; h < hidden; h++) {
      for (int i = 0; i < inputs; i++) {
        const double old = w[i][h];
        w[i][h] += in[i] * delta[h] * rate;
        printf("w%d = w%d.old + i%d * h%d.delta * rate = %.6g + %.6g * %.6g * %.6g = %.6g\n", 4 * i + h + 1,
               4 * i + h + 1, i + 1, h + 1, old, in[i], delta[h], rate, w[i][h]);
      }
      const double old = b[h];
      b[h] += delta[h] * rate;
      printf("w%d = w%d.old + h%d.delta * rate = %.6g + %.6g * %.6g = %.6g\n", h + 9, h + 9, h + 1, old, delta[h], rate,
             b[h]);
    }
  }
  return 0;
}
