// 1 / (1 + e^-x) in double precision. Included by formulas.h for each LANES and LEVEL.

#ifndef SIGMOID_DOUBLE_TABLES
#define SIGMOID_DOUBLE_TABLES
// 2^(j/8) to 50 bits, so that adding 1 is exact where it matters most, and what that leaves out, relative to it.
static const double eighth_powers[8] = {
  0x1.0000000000000p+0, 0x1.172b83c7d5178p+0, 0x1.306fe0a31b718p+0, 0x1.4bfdad5362a28p+0,
  0x1.6a09e667f3bd0p+0, 0x1.8ace5422aa0d8p+0, 0x1.ae89f995ad3b0p+0, 0x1.d5818dcfba488p+0};
static const double eighth_rests[8] = {
  0x0.0p+0, 0x1.5006147126234p-51, -0x1.2f9a05e291404p-51, -0x1.5dacb6abb4ae4p-53,
  -0x1.36ef4c4cb311cp-51, 0x1.16b571c07ae4bp-51, -0x1.9072e1cf12c2dp-52, -0x1.dbc8f0f6b610bp-54};
#endif

// table[index mod 8] in every lane. A shorter polynomial pays only where the look-up takes a few cycles.
INLINE V FN(eighth)(const double *table, M index) {
#if REGISTER_BITS == 512 && LANES == 8
  return (V)_mm512_permutexvar_pd((__m512i)index, (__m512d)FN(load)(table));
#elif REGISTER_BITS == 512 && LANES == 4
  return (V)_mm256_permutex2var_pd((__m256d)FN(load)(table), (__m256i)index, (__m256d)FN(load)(table + 4));
#elif REGISTER_BITS == 256 && LANES % 4 == 0
  V found;
  for (int lane = 0; lane < LANES; lane += 4) {
    __m256i quarter, halves;
    __m256 low, high;
    __builtin_memcpy(&quarter, (const char *)&index + 8 * lane, 32);
    __builtin_memcpy(&low, table, 32);
    __builtin_memcpy(&high, table + 4, 32);
    // each double is two floats to the only permutation across a register
    halves = (__m256i)_mm256_moveldup_ps((__m256)(quarter + quarter));
    halves = _mm256_add_epi32(halves, _mm256_set1_epi64x(1L << 32));
    __m256d one = (__m256d)_mm256_permutevar8x32_ps(low, halves), other = (__m256d)_mm256_permutevar8x32_ps(high, halves);
    one = _mm256_blendv_pd(one, other, (__m256d)(quarter << 61));
    __builtin_memcpy((char *)&found + 8 * lane, &one, 32);
  }
  return found;
#else
  V found;
  for (int lane = 0; lane < LANES; lane++) found[lane] = table[index[lane] & 7];
  return found;
#endif
}

// For x at most 40 from 0: -x = (k/8) log 2 + r, |r| at most 0.0434, and s = 2^(k/8).
INLINE V FN(sigmoid_near)(V x) {
  const V one = (V)1.0;
  V t = FMA(x, (V)-0x1.71547652b82fep+3, (V)MAGIC), k = t - (V)MAGIC;
  V r = FMA(-k, (V)0x1.62e42fefa39efp-4, -x);
  V r2 = r * r, r4 = r2 * r2;
  V high = FMA(r2, FMA(r, (V)0x1.a01692fd070dbp-13, (V)0x1.6c1cbf1e75185p-10),
               FMA(r, (V)0x1.11111124cdf59p-7, (V)0x1.55555548070dcp-5));
  V s = (V)((M)FN(eighth)(eighth_powers, (M)t) + ((M)t >> 3 << MANTISSA));
  V tail = FN(eighth)(eighth_rests, (M)t) + k * (V)-0x1.abc9e3b39803fp-59;
  V low = FMA(r2, FMA(r, (V)0x1.5555555555161p-3, (V)0x1.000000000010cp-1), r + tail);
  return one / FMA(s, FMA(r4, high, low), one + s);
}
