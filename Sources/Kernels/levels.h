// The level in use, set before main.
#pragma once
#include "nn_arithmetic.h"
extern nn_level nn_level_in_use;
