// Tiles of matrix products kept in registers: ROWS x up to 3 vectors, each element one sum over the whole inner
// dimension in index order. Included for each REAL, LANES and LEVEL after formulas.h.

#define PANEL (3 * LANES)  // columns of a panel

// Adds to c: K products of a's rows (a_i at a + i * row_step, next factor at column_step) with b's vectors.
INLINE void FN(tile_add)(int rows, int vectors, long k_count, const REAL *a, long row_step, long column_step,
                         const REAL *b, V c[ROWS][3]) {
  for (long k = 0; k < k_count; k++, a += column_step, b += PANEL) {
    V right[3];
    UNROLL for (int j = 0; j < vectors; j++) right[j] = FN(load)(b + j * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      V left = (V)a[i * row_step];
      UNROLL for (int j = 0; j < vectors; j++) c[i][j] = FMA(left, right[j], c[i][j]);
    }
  }
}

// c = c + a b for one block of rows; a is contiguous along the sum, c's rows are `ld` apart.
INLINE void FN(tile_forward)(int vectors, long k_count, const REAL *a, long row_step, const REAL *b, REAL *c, long ld,
                             int first) {
  V sums[ROWS][3];
  UNROLL for (int i = 0; i < ROWS; i++)
    UNROLL for (int j = 0; j < vectors; j++)
      sums[i][j] = first ? (V)(REAL)0.0 : FN(load)(c + i * ld + j * LANES);
  FN(tile_add)(ROWS, vectors, k_count, a, row_step, 1, b, sums);
  UNROLL for (int i = 0; i < ROWS; i++)
    UNROLL for (int j = 0; j < vectors; j++) FN(store)(c + i * ld + j * LANES, sums[i][j]);
}

static __attribute__((noinline)) void FN(forward_block)(int vectors, long k_count, const REAL *a, long row_step,
                                                        const REAL *b, REAL *c, long ld, int first) {
  if (vectors == 3) FN(tile_forward)(3, k_count, a, row_step, b, c, ld, first);
  else if (vectors == 2) FN(tile_forward)(2, k_count, a, row_step, b, c, ld, first);
  else FN(tile_forward)(1, k_count, a, row_step, b, c, ld, first);
}

// Errors of ROWS units (rows of w in every panel) for a panel of samples: sums over all units fed.
INLINE void FN(tile_error)(int vectors, long units, const REAL *w, long panel_step, const REAL *delta, REAL *error) {
  V sums[ROWS][3];
  UNROLL for (int i = 0; i < ROWS; i++)
    UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = (V)(REAL)0.0;
  for (long done = 0; done < units; done += PANEL, w += panel_step, delta += PANEL * PANEL) {
    long count = units - done < PANEL ? units - done : PANEL;
    if (done + PANEL < units)
      for (int i = 0; i < ROWS; i++)
        for (int at = 0; at < PANEL; at += 64 / (int)sizeof(REAL))
          __builtin_prefetch(w + panel_step + i * PANEL + at);
    FN(tile_add)(ROWS, vectors, count, w, PANEL, 1, delta, sums);
  }
  UNROLL for (int i = 0; i < ROWS; i++)
    UNROLL for (int j = 0; j < vectors; j++) FN(store)(error + i * PANEL + j * LANES, sums[i][j]);
}

static __attribute__((noinline)) void FN(error_block)(int vectors, long units, const REAL *w, long panel_step,
                                                      const REAL *delta, REAL *error) {
  if (vectors == 3) FN(tile_error)(3, units, w, panel_step, delta, error);
  else if (vectors == 2) FN(tile_error)(2, units, w, panel_step, delta, error);
  else FN(tile_error)(1, units, w, panel_step, delta, error);
}

// What an update does with a tile of gradients.
typedef struct {
  FN(rule) rule;
  REAL share;      // 1/B
  int shares;      // whether the mean is taken
  int plain;       // sgd without decay and frozen parameters
  long state1, state2, free;  // where these stand from a weight on; 0: nowhere
} FN(step);

INLINE void FN(step_vector)(const FN(step) *s, int plain, V sum, REAL *w) {
  if (s->shares) sum = sum * (V)s->share;
  FN(update)(&s->rule, plain, sum, w, s->state1 ? w + s->state1 : 0, s->state2 ? w + s->state2 : 0,
             s->free ? w + s->free : 0);
}

// The gradient of a tile of weights over the batch's samples, and the update with it.
INLINE void FN(tile_update)(int rows, int vectors, long samples, const REAL *x, long ld, const REAL *delta, REAL *w,
                            const FN(step) *s) {
  V sums[ROWS][3];
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int j = 0; j < vectors; j++) {
      sums[i][j] = (V)(REAL)0.0;
      __builtin_prefetch(w + i * PANEL + j * LANES, 1);
    }
  FN(tile_add)(rows, vectors, samples, x, 1, ld, delta, sums);
  if (s->plain) {
    UNROLL for (int i = 0; i < rows; i++)
      UNROLL for (int j = 0; j < vectors; j++) FN(step_vector)(s, 1, sums[i][j], w + i * PANEL + j * LANES);
    return;
  }
  REAL stored[ROWS * PANEL] __attribute__((aligned(64)));
  UNROLL for (int i = 0; i < rows; i++)
    UNROLL for (int j = 0; j < vectors; j++) FN(store)(stored + i * PANEL + j * LANES, sums[i][j]);
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < vectors; j++)
      FN(step_vector)(s, 0, FN(load)(stored + i * PANEL + j * LANES), w + i * PANEL + j * LANES);
}

#define UPDATE_BLOCK(name, rows)                                                                              \
  static __attribute__((noinline)) void FN(name)(int vectors, long samples, const REAL *x, long ld,           \
                                                 const REAL *delta, REAL *w, const FN(step) *s) {              \
    if (vectors == 3) FN(tile_update)(rows, 3, samples, x, ld, delta, w, s);                                   \
    else if (vectors == 2) FN(tile_update)(rows, 2, samples, x, ld, delta, w, s);                              \
    else FN(tile_update)(rows, 1, samples, x, ld, delta, w, s);                                                \
  }
UPDATE_BLOCK(update_block, ROWS)
UPDATE_BLOCK(update_row, 1)
#undef UPDATE_BLOCK
