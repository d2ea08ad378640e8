// The shapes of two_shape.h at one LEVEL.
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
#define INPUTS 0
#define HIDDEN 2
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 0
#define HIDDEN 4
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 0
#define HIDDEN 4
#define OUTPUTS 4
#include "two_shape.h"
#undef PICK
#undef MOST_INPUTS
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
#define INPUTS 0
#define HIDDEN 8
#define OUTPUTS 1
#include "two_shape.h"
#define INPUTS 0
#define HIDDEN 8
#define OUTPUTS 8
#include "two_shape.h"
#undef PICK
#undef MOST_INPUTS
#include "formulas_end.h"

// The first shape that holds the network.
static trainer PASTE2(two, LEVEL)(const nn_training *t) {
  const int is_tanh = t->activations[0] == nn_activation_tanh, momentum = t->optimizer == nn_optimizer_momentum;
  const long inputs = t->sizes[0], hidden = t->sizes[1], outputs = t->sizes[2];
#define SHAPE(i, h, o)                                    \
  if (inputs == i && hidden == h && outputs == o)         \
    return PASTE2(two_choose_##i##_##h##_##o, LEVEL)(is_tanh, momentum, t->in_order);
  SHAPE(2, 2, 1)
  SHAPE(2, 3, 1)
  SHAPE(2, 4, 1)
  SHAPE(3, 4, 1)
  SHAPE(4, 8, 3)
  SHAPE(8, 3, 8)
#undef SHAPE
#define ANY(h, o)                                                                              \
  if (inputs <= 16 && hidden <= h && (o == 1 ? outputs == 1 : outputs > 1 && outputs <= o)) \
    return PASTE2(two_choose_0_##h##_##o, LEVEL)(is_tanh, momentum, t->in_order);
  ANY(2, 1)
  ANY(4, 1)
  ANY(4, 4)
  ANY(8, 1)
  ANY(8, 8)
#undef ANY
  return NULL;
}
