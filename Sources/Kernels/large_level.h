// The large kernels at one LEVEL: tiles of ROWS rows of ROWS lanes in double and WIDE_FLOAT in float.
#if REGISTER_BITS == 512
#define ROWS 8
#define WIDE_FLOAT 16
#else
#define ROWS 4
#define WIDE_FLOAT 8
#endif
#define REAL double
#define IS_FLOAT 0
#define LANES 1
#include "formulas.h"
#include "formulas_end.h"

// ROWS lanes, for turning blocks over; for double these are the tiles' own lanes.
#define REAL double
#define IS_FLOAT 0
#define LANES ROWS
#include "formulas.h"
#include "layers.h"
#include "large_transpose.h"
#include "update.h"
#include "large_tiles.h"
#include "large.h"
#undef PANEL
#include "formulas_end.h"

#define REAL float
#define IS_FLOAT 1
#define LANES ROWS
#include "formulas.h"
#include "layers.h"
#include "large_transpose.h"
#include "formulas_end.h"

#define REAL float
#define IS_FLOAT 1
#define LANES WIDE_FLOAT
#include "formulas.h"
#include "layers.h"
#include "update.h"
#include "large_tiles.h"
#include "large.h"
#undef PANEL
#include "formulas_end.h"

static trainer PASTE2(large, LEVEL)(const nn_training *t) {
  return t->single ? PASTE4(large_train, float, WIDE_FLOAT, LEVEL) : PASTE4(large_train, double, ROWS, LEVEL);
}
#undef ROWS
#undef WIDE_FLOAT
