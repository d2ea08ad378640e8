#pragma once
#include <stddef.h>

#if !__has_include(<gmp.h>) || !__has_include(<mpfr.h>)
#error "GMP and MPFR are missing: run scripts/setup, or install libgmp-dev and libmpfr-dev (gmp and mpfr elsewhere)"
#endif
#include <gmp.h>

/// Formats like `snprintf` with `%.*g`, or `%.*f` if `fixed`, with the same result.
int nn_format_number(char *text, size_t capacity, int fixed, int precision, double value);

/// Reads a flag that a signal handler sets, in this thread or another.
int nn_read_flag(const int *flag);

/// Sets such a flag.
void nn_write_flag(int *flag, int value);

/// Gives memory that has been freed back to the system.
void nn_return_free_memory(void);

// GMP's functions are macros, which Swift cannot import.

static inline void nn_integer_init(mpz_ptr x) { mpz_init(x); }
static inline void nn_integer_clear(mpz_ptr x) { mpz_clear(x); }
/// A read-only integer of -1, 0 or 1 times the limb, without a copy.
static inline __mpz_struct nn_integer_view(const mp_limb_t *limb, int sign) {
  __mpz_struct view;
  mpz_roinit_n(&view, limb, sign);
  return view;
}
static inline void nn_integer_add(mpz_ptr sum, mpz_srcptr a, mpz_srcptr b) { mpz_add(sum, a, b); }
static inline void nn_integer_multiply(mpz_ptr product, mpz_srcptr a, mpz_srcptr b) { mpz_mul(product, a, b); }
/// Division towards zero; the remainder has the dividend's sign.
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
/// fraction · 2^power, where the fraction is signed and from 0.5 to 1 in magnitude.
static inline double nn_integer_double(long *power, mpz_srcptr a) { return mpz_get_d_2exp(power, a); }
/// The number of decimal digits, or one more.
static inline size_t nn_integer_digits(mpz_srcptr a) { return mpz_sizeinbase(a, 10); }
/// Writes decimal digits with sign and a final 0; `text` needs room for two more than `nn_integer_digits`.
static inline void nn_integer_text(char *text, mpz_srcptr a) { mpz_get_str(text, 10, a); }
/// Returns 0 if the text is an integer.
static inline int nn_integer_read(mpz_ptr result, const char *text) { return mpz_set_str(result, text, 10); }
/// Divides by 10 while that leaves no remainder; returns the number of divisions.
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

/// Computes the function as result · 10^exponent: all digits if it is exact, otherwise `digits` significant digits with
/// an error below one unit of the last. Also undefined if that would take unreasonably many intermediate digits.
nn_outcome nn_evaluate(nn_function function, nn_decimal x, nn_decimal y, long digits, mpz_ptr result, long *exponent);
