#pragma once
#include <stddef.h>

#if !__has_include(<gmp.h>) || !__has_include(<mpfr.h>)
#error "GMP and MPFR are missing: run scripts/setup, or install libgmp-dev and libmpfr-dev (gmp and mpfr elsewhere)"
#endif
#include <gmp.h>

/// As `snprintf` with `%.*g`, or `%.*f` if `fixed`: what it returns too.
int nn_format_number(char *text, size_t capacity, int fixed, int precision, double value);

// GMP's names are macros, which Swift does not see.

static inline void nn_integer_init(mpz_ptr x) { mpz_init(x); }
static inline void nn_integer_clear(mpz_ptr x) { mpz_clear(x); }
/// Reads -1, 0 or 1 times the limb as an integer, without a copy.
static inline __mpz_struct nn_integer_view(const mp_limb_t *limb, int sign) {
  __mpz_struct view;
  mpz_roinit_n(&view, limb, sign);
  return view;
}
static inline void nn_integer_add(mpz_ptr sum, mpz_srcptr a, mpz_srcptr b) { mpz_add(sum, a, b); }
static inline void nn_integer_multiply(mpz_ptr product, mpz_srcptr a, mpz_srcptr b) { mpz_mul(product, a, b); }
/// Towards zero; the remainder has the dividend's sign.
static inline void nn_integer_divide(mpz_ptr quotient, mpz_ptr remainder, mpz_srcptr a, mpz_srcptr b) {
  mpz_tdiv_qr(quotient, remainder, a, b);
}
static inline void nn_integer_square_root(mpz_ptr root, mpz_ptr remainder, mpz_srcptr a) {
  mpz_sqrtrem(root, remainder, a);
}
static inline void nn_integer_power(mpz_ptr power, mpz_srcptr base, unsigned long exponent) {
  mpz_pow_ui(power, base, exponent);
}
static inline void nn_integer_negate(mpz_ptr result, mpz_srcptr a) { mpz_neg(result, a); }
static inline int nn_integer_compare(mpz_srcptr a, mpz_srcptr b) { return mpz_cmp(a, b); }
static inline int nn_integer_sign(mpz_srcptr a) { return mpz_sgn(a); }
static inline int nn_integer_is_odd(mpz_srcptr a) { return mpz_odd_p(a) != 0; }
static inline int nn_integer_fits_long(mpz_srcptr a) { return mpz_fits_slong_p(a) != 0; }
static inline long nn_integer_long(mpz_srcptr a) { return mpz_get_si(a); }
/// The fraction (0.5 to 1, signed) and the power of two that it is times.
static inline double nn_integer_double(long *power, mpz_srcptr a) { return mpz_get_d_2exp(power, a); }
/// Decimal digits, or one more.
static inline size_t nn_integer_digits(mpz_srcptr a) { return mpz_sizeinbase(a, 10); }
/// Decimal digits with sign and a 0 at the end; `text` has room for two more than `nn_integer_digits`.
static inline void nn_integer_text(char *text, mpz_srcptr a) { mpz_get_str(text, 10, a); }
/// 0 if the text is an integer.
static inline int nn_integer_read(mpz_ptr result, const char *text) { return mpz_set_str(result, text, 10); }
/// Divides by 10 as often as that leaves no remainder, and says how often.
static inline unsigned long nn_integer_strip_zeros(mpz_ptr result, mpz_srcptr a) {
  const mp_limb_t ten = 10;
  const __mpz_struct divisor = nn_integer_view(&ten, 1);
  return mpz_remove(result, a, &divisor);
}

/// significand · 10^exponent
typedef struct nn_decimal {
  mpz_srcptr significand;
  long exponent;
} nn_decimal;

/// MPFR's functions. `nn_power` has two arguments, `nn_pi` none.
typedef enum nn_function {
  nn_pi, nn_exp, nn_log, nn_log2, nn_log10, nn_sin, nn_cos, nn_tan, nn_sinh, nn_cosh, nn_erf, nn_power,
} nn_function;

typedef enum nn_outcome { nn_exact, nn_rounded, nn_undefined } nn_outcome;

/// The function's value as result · 10^exponent: all digits if it is exact, else rounded to `digits` significant ones,
/// off by less than one unit of the last. Undefined too where that would take unreasonably many digits on the way.
nn_outcome nn_evaluate(nn_function function, nn_decimal x, nn_decimal y, long digits, mpz_ptr result, long *exponent);
