// log, sin, cos, erf, softplus of one double. Included once for each level, after the formulas of one lane.

#define D(name) PASTE3(name, double, LEVEL)
#define EXP1(a) (PASTE4(exp, double, 1, LEVEL)((double)(a))[0])

INLINE double D(log)(double x) {
  if (!(x > 0)) return x == 0 ? -__builtin_inf() : __builtin_nan("");
  if (x == __builtin_inf()) return x;
  union { double value; int64_t bits; } u = {x};
  long shift = 0;
  if (x < 0x1p-1022) {
    u.value = x * 0x1p54;
    shift = -54;
  }
  // x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2))
  int64_t above = u.bits - 0x3fe6a09e667f3bcd;
  double k = (double)((above >> 52) + shift);
  u.bits = (above & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd;
  double f = u.value - 1.0, half = 0.5 * f * f;
  // log(1 + f) = 2 artanh(s) = f - (half - s (half + z r(z))), s = f / (2 + f), z = s * s
  double s = f / (2.0 + f), z = s * s, w = z * z;
  double low = FMA(z, 0x1.9999999995273p-2, 0x1.5555555555558p-1);
  double middle = FMA(z, 0x1.c71c62d5e53e0p-3, 0x1.2492492dfd86cp-2);
  double high = FMA(z, 0x1.39fdcceb4bb45p-3, 0x1.7462b91b8df65p-3);
  double r = FMA(w, FMA(w, FMA(w, 0x1.2b5f68a50d903p-3, high), middle), low);
  double tail = FMA(s, FMA(z, r, half), k * 0x1.abc9e3b39803fp-56);
  double main = k * 0x1.62e42fefa39efp-1, error = FMA(k, 0x1.62e42fefa39efp-1, -main);
  // main + f - (half - tail), with what the large sum loses put back
  double sum = main + f;
  double lost = k == 0 ? 0 : (main - sum) + f;
  return sum - (half - (tail + (lost + error)));
}

// x = n pi/2 + hi + lo; returns n modulo 4.
INLINE int D(reduce_exactly)(double x, double *hi, double *lo) {
  union { double value; uint64_t bits; } u = {__builtin_fabs(x)};
  int exponent = (int)(u.bits >> 52) - 1075;
  uint64_t m = (u.bits & 0x000fffffffffffff) | 0x0010000000000000;
  // m 2^exponent 2/pi modulo 4: 256 bits of 2/pi from the first one that matters
  int first = exponent - 2 + 64, word = first >> 6, shift = first & 63;
  uint64_t part[4];
  for (int i = 0; i < 4; i++) {
    uint64_t a = two_over_pi[word + i], b = two_over_pi[word + i + 1];
    part[i] = shift ? a << shift | b >> (64 - shift) : a;
  }
  unsigned __int128 p2 = (unsigned __int128)m * part[2], p1 = (unsigned __int128)m * part[1] + (p2 >> 64);
  unsigned __int128 p3 = (unsigned __int128)m * part[3];
  p2 = (unsigned __int128)(uint64_t)p2 + (p3 >> 64);
  p1 += (uint64_t)(p2 >> 64);
  uint64_t top = m * part[0] + (uint64_t)(p1 >> 64), second = (uint64_t)p1, third = (uint64_t)p2;
  // top:second:third is the product modulo 4, two bits before the binary point
  int n = (int)(top >> 62);
  uint64_t fraction = top << 2 | second >> 62, rest = second << 2 | third >> 62;
  int negative = fraction >> 63;
  if (negative) {
    n++;
    fraction = ~fraction + (rest == 0);
    rest = -rest;
  }
  unsigned __int128 whole = (unsigned __int128)fraction << 64 | rest;
  int zeros = fraction ? __builtin_clzll(fraction) : rest ? 64 + __builtin_clzll(rest) : 127;
  whole <<= zeros;
  uint64_t high = (uint64_t)(whole >> 64);
  double scale = 1;
  for (int i = 0; i < zeros; i++) scale *= 0.5;
  double a = (double)(high >> 11) * 0x1p-53 * scale;
  uint64_t below = high << 53 | (uint64_t)whole >> 11;
  double b = (double)(below >> 11) * 0x1p-106 * scale;
  double product = a * 0x1.921fb54442d18p+0;
  double error = FMA(a, 0x1.921fb54442d18p+0, -product);
  error = FMA(a, 0x1.1a62633145c07p-54, FMA(b, 0x1.921fb54442d18p+0, error));
  double sign = (x < 0) != negative ? -1.0 : 1.0;
  *hi = sign * (product + error);
  *lo = sign * ((product - (product + error)) + error);
  return (x < 0 ? -n : n) & 3;
}

// x = n pi/2 + hi + lo, |hi| at most a little above pi/4; returns n modulo 4. x is finite.
INLINE int D(reduce)(double x, double *hi, double *lo) {
  if (__builtin_fabs(x) >= 0x1p30) return D(reduce_exactly)(x, hi, lo);
  double t = FMA(x, 0x1.45f306dc9c883p-1, 0x1.8p52), k = t - 0x1.8p52;
  double r = FMA(-k, 0x1.921fb54442d18p+0, x);  // exact
  double p = k * 0x1.1a62633145c07p-54, pe = FMA(k, 0x1.1a62633145c07p-54, -p);
  double s = r - p, se = (r - s) - p;
  double e = FMA(k, 0x1.f1976b7ed8fbcp-110, se - pe);
  *hi = s + e;
  *lo = (s - *hi) + e;
  return (int)((long)k & 3);
}

INLINE double D(sin_near)(double x, double tail) {
  double z = x * x;
  double p = FMA(z, FMA(z, -0x1.ab17bdcbd3414p-41, 0x1.61217ee5cca1bp-33), -0x1.ae64541295cdfp-26);
  p = FMA(z, FMA(z, p, 0x1.71de3a54607a5p-19), -0x1.a01a01a019937p-13);
  p = FMA(z, p, 0x1.1111111111110p-7);
  double cube = z * x;
  // sin(x + tail) = sin x + tail cos x
  double c = FMA(tail, FMA(-0.5, z, 1.0), cube * FMA(z, p, -0x1.5555555555555p-3));
  return x + c;
}

INLINE double D(cos_near)(double x, double tail) {
  double z = x * x;
  double p = FMA(z, FMA(z, 0x1.ab78473be59d7p-45, -0x1.9394b9eb4d56dp-37), 0x1.1eed8deb82809p-29);
  p = FMA(z, FMA(z, p, -0x1.27e4fb7712ca2p-22), 0x1.a01a01a019d0ap-16);
  p = FMA(z, FMA(z, p, -0x1.6c16c16c16c16p-10), 0x1.5555555555555p-5);
  double half = 0.5 * z, w = 1.0 - half;
  return w + (((1.0 - w) - half) + FMA(z * z, p, -(x * tail)));
}

INLINE double D(sin)(double x) {
  if (!(__builtin_fabs(x) < __builtin_inf())) return x - x;
  if (__builtin_fabs(x) < 0x1p-27) return x;
  double hi, lo;
  int n = D(reduce)(x, &hi, &lo);
  double y = n & 1 ? D(cos_near)(hi, lo) : D(sin_near)(hi, lo);
  return n & 2 ? -y : y;
}

INLINE double D(cos)(double x) {
  if (!(__builtin_fabs(x) < __builtin_inf())) return x - x;
  double hi, lo;
  int n = D(reduce)(x, &hi, &lo);
  double y = n & 1 ? D(sin_near)(hi, lo) : D(cos_near)(hi, lo);
  return (n + 1) & 2 ? -y : y;
}

INLINE double D(erf)(double x) {
  double a = __builtin_fabs(x);
  if (!(a < 6)) return a != a ? x : x < 0 ? -1.0 : 1.0;
  if (a < 1) {
    double z = x * x, p = erf_near[13];
    for (int i = 12; i >= 0; i--) p = FMA(p, z, erf_near[i]);
    return FMA(x, p, x);
  }
  const double *c = erf_far[(int)a - 1];
  double s = a - ((double)(int)a + 0.5), p = c[17];
  for (int i = 16; i >= 0; i--) p = FMA(p, s, c[i]);
  return x < 0 ? -p : p;
}

INLINE double D(softplus)(double x) {
  double e = EXP1(-__builtin_fabs(x)), u = 1.0 + e;
  double l = D(log)(u) + (e - (u - 1.0)) / u;
  return x > 0 ? x + l : x != x ? x : l;
}

#undef EXP1
