// The small kernels at one LEVEL.
#define REAL double
#define IS_FLOAT 0
#define LANES 1
#include "formulas.h"
#include "formulas_end.h"
#define REAL double
#define IS_FLOAT 0
#define LANES 4
#include "formulas.h"
#include "update.h"
#include "layers.h"
#include "small.h"
#include "formulas_end.h"
#define REAL double
#define IS_FLOAT 0
#define LANES 8
#include "formulas.h"
#include "update.h"
#include "layers.h"
#include "small.h"
#include "formulas_end.h"
#define REAL float
#define IS_FLOAT 1
#define LANES 4
#include "formulas.h"
#include "update.h"
#include "layers.h"
#include "small.h"
#include "formulas_end.h"
#define REAL float
#define IS_FLOAT 1
#define LANES 16
#include "formulas.h"
#include "update.h"
#include "layers.h"
#include "small.h"
#include "formulas_end.h"

static trainer PASTE2(small, LEVEL)(const nn_training *t, long widest) {
  if (t->single) return widest <= 4 ? PASTE4(small_train, float, 4, LEVEL) : PASTE4(small_train, float, 16, LEVEL);
  return widest <= 4 ? PASTE4(small_train, double, 4, LEVEL) : PASTE4(small_train, double, 8, LEVEL);
}
