// The shapes of two.h at one LEVEL.
#define REAL double
#define IS_FLOAT 0
#define LANES 1
#include "formulas.h"
#include "formulas_end.h"
#define REAL double
#define IS_FLOAT 0
#define LANES 4
#include "formulas.h"
#include "two.h"
#define INPUTS 2
#define HIDDEN 2
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 2
#define HIDDEN 3
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 2
#define HIDDEN 4
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 3
#define HIDDEN 4
#define OUTPUTS 1
#include "two_shape.h"
#undef PICK
#include "formulas_end.h"
#define REAL double
#define IS_FLOAT 0
#define LANES 8
#include "formulas.h"
#include "two.h"
#define INPUTS 4
#define HIDDEN 8
#define OUTPUTS 3
#include "two_shape.h"
#define INPUTS 8
#define HIDDEN 3
#define OUTPUTS 8
#include "two_shape.h"
#undef PICK
#include "formulas_end.h"

static trainer PASTE2(two, LEVEL)(const nn_training *t) {
  const int is_tanh = t->activations[0] == nn_activation_tanh, momentum = t->optimizer == nn_optimizer_momentum;
#define SHAPE(i, h, o)                                                \
  if (t->sizes[0] == i && t->sizes[1] == h && t->sizes[2] == o) \
    return PASTE2(two_choose_##i##_##h##_##o, LEVEL)(is_tanh, momentum);
  SHAPE(2, 2, 1)
  SHAPE(2, 3, 1)
  SHAPE(2, 4, 1)
  SHAPE(3, 4, 1)
  SHAPE(4, 8, 3)
  SHAPE(8, 3, 8)
#undef SHAPE
  return NULL;
}
