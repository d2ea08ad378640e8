#include <mpfr.h>
#include <stdlib.h>

#include "numbers.h"

/// Sets x to the decimal, rounded to the precision of x; like MPFR's functions, returns 0 if that is exact.
static int set_decimal(mpfr_ptr x, nn_decimal decimal) {
  mpz_t power;
  mpz_init(power);
  mpz_ui_pow_ui(power, 10, (unsigned long)labs(decimal.exponent));
  int inexact;
  if (decimal.exponent >= 0) {
    mpz_mul(power, power, decimal.significand);
    inexact = mpfr_set_z(x, power, MPFR_RNDN);
  } else {
    mpfr_t numerator;
    mpfr_init2(numerator, (mpfr_prec_t)mpz_sizeinbase(decimal.significand, 2) + 1);
    mpfr_set_z(numerator, decimal.significand, MPFR_RNDN);
    inexact = mpfr_div_z(x, numerator, power, MPFR_RNDN);
    mpfr_clear(numerator);
  }
  mpz_clear(power);
  return inexact;
}

static int apply(nn_function function, mpfr_ptr result, mpfr_srcptr x, mpfr_srcptr y) {
  switch (function) {
  case nn_pi: return mpfr_const_pi(result, MPFR_RNDN);
  case nn_exp: return mpfr_exp(result, x, MPFR_RNDN);
  case nn_log: return mpfr_log(result, x, MPFR_RNDN);
  case nn_log2: return mpfr_log2(result, x, MPFR_RNDN);
  case nn_log10: return mpfr_log10(result, x, MPFR_RNDN);
  case nn_sin: return mpfr_sin(result, x, MPFR_RNDN);
  case nn_cos: return mpfr_cos(result, x, MPFR_RNDN);
  case nn_tan: return mpfr_tan(result, x, MPFR_RNDN);
  case nn_sinh: return mpfr_sinh(result, x, MPFR_RNDN);
  case nn_cosh: return mpfr_cosh(result, x, MPFR_RNDN);
  case nn_erf: return mpfr_erf(result, x, MPFR_RNDN);
  case nn_power: return mpfr_pow(result, x, y, MPFR_RNDN);
  }
  return 0;
}

/// Raises `bound`, a power of two, to cover the change of the function when an argument changes by one unit.
static void widen(long *bound, nn_function function, mpfr_srcptr value, mpfr_srcptr x, mpfr_srcptr y) {
  if (function == nn_exp) {
    // e^x is its own derivative: no need to compute it twice.
    const long change = mpfr_get_exp(value) + mpfr_get_exp(x) - mpfr_get_prec(x) + 1;
    if (change > *bound) *bound = change;
    return;
  }
  mpfr_t moved;
  mpfr_init2(moved, mpfr_get_prec(value));
  apply(function, moved, x, y);
  mpfr_sub(moved, moved, value, MPFR_RNDA);
  if (mpfr_regular_p(moved) && mpfr_get_exp(moved) > *bound) *bound = mpfr_get_exp(moved);
  mpfr_clear(moved);
}

/// The exact value, a dyadic fraction, as result · 10^exponent.
static void take_exact(mpfr_srcptr value, mpz_ptr result, long *exponent) {
  const long power = mpfr_zero_p(value) ? 0 : mpfr_get_z_2exp(result, value);
  if (mpfr_zero_p(value)) mpz_set_ui(result, 0);
  *exponent = 0;
  if (power >= 0) {
    mpz_mul_2exp(result, result, (mp_bitcnt_t)power);
    return;
  }
  const mp_bitcnt_t zeros = mpz_scan1(result, 0);
  const long shift = (mp_bitcnt_t)-power < zeros ? -power : (long)zeros;
  mpz_tdiv_q_2exp(result, result, (mp_bitcnt_t)shift);
  *exponent = power + shift;
  mpz_t fives;
  mpz_init(fives);
  mpz_ui_pow_ui(fives, 5, (unsigned long)-*exponent);
  mpz_mul(result, result, fives);
  mpz_clear(fives);
}

static void take_digits(mpfr_srcptr value, long digits, mpz_ptr result, long *exponent) {
  mpfr_exp_t point;
  char *text = mpfr_get_str(NULL, &point, 10, (size_t)digits, value, MPFR_RNDN);
  mpz_set_str(result, text, 10);
  mpfr_free_str(text);
  *exponent = point - digits;
}

nn_outcome nn_evaluate(nn_function function, nn_decimal x, nn_decimal y, long digits, mpz_ptr result, long *exponent) {
  const long needed = (long)((double)digits * 3.3219280948873626) + 4;
  const long limit = 4 * needed + 200000;
  nn_outcome outcome = nn_undefined;
  // An argument that is not a binary fraction is rounded; precision is raised if the function is sensitive to that.
  for (long precision = needed + 40; outcome == nn_undefined && precision <= limit;) {
    mpfr_t a, b, value;
    mpfr_inits2(precision, a, b, value, (mpfr_ptr)NULL);
    const int is_rounded_a = function != nn_pi && set_decimal(a, x);
    const int is_rounded_b = function == nn_power && set_decimal(b, y);
    const int is_rounded = apply(function, value, a, b);
    if (mpfr_nan_p(value) || mpfr_inf_p(value)) {
      precision = limit;
    } else if (!is_rounded && !is_rounded_a && !is_rounded_b) {
      take_exact(value, result, exponent);
      outcome = nn_exact;
    } else if (mpfr_regular_p(value)) {
      long bound = mpfr_get_exp(value) - precision;
      if (is_rounded_a) {
        mpfr_nextabove(a);
        widen(&bound, function, value, a, b);
        mpfr_nextbelow(a);
      }
      if (is_rounded_b) {
        mpfr_nextabove(b);
        widen(&bound, function, value, a, b);
      }
      const long missing = bound + 2 - (mpfr_get_exp(value) - needed);
      if (missing <= 0) {
        take_digits(value, digits, result, exponent);
        outcome = nn_rounded;
      } else {
        precision += missing;
      }
    }
    if (outcome == nn_undefined) precision += 64 + (mpfr_zero_p(value) ? precision : 0);
    mpfr_clears(a, b, value, (mpfr_ptr)NULL);
  }
  return outcome;
}
