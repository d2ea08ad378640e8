#include "numbers.h"

#include <stdio.h>

int nn_format_number(char *text, size_t capacity, int fixed, int precision, double value) {
  return fixed ? snprintf(text, capacity, "%.*f", precision, value) : snprintf(text, capacity, "%.*g", precision, value);
}
