#pragma once
#include <stddef.h>

/// As `snprintf` with `%.*g`, or `%.*f` if `fixed`: what it returns too.
int format_number(char *text, size_t capacity, int fixed, int precision, double value);
