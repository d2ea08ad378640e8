// ROWS x ROWS blocks turned over in registers. Included for each REAL with LANES = ROWS after formulas.h.

#define MIX(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

INLINE void FN(transpose)(V r[ROWS]) {
#if ROWS == 8
  V t[8], u[8];
  UNROLL for (int i = 0; i < 8; i += 2) {
    t[i] = MIX(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    t[i + 1] = MIX(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  UNROLL for (int i = 0; i < 8; i += 4) {
    UNROLL for (int j = 0; j < 2; j++) {
      u[i + j] = MIX(t[i + j], t[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      u[i + j + 2] = MIX(t[i + j], t[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  UNROLL for (int i = 0; i < 4; i++) {
    r[i] = MIX(u[i], u[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    r[i + 4] = MIX(u[i], u[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
#else
  V t[4] = {MIX(r[0], r[1], 0, 4, 2, 6), MIX(r[0], r[1], 1, 5, 3, 7), MIX(r[2], r[3], 0, 4, 2, 6),
            MIX(r[2], r[3], 1, 5, 3, 7)};
  r[0] = MIX(t[0], t[2], 0, 1, 4, 5);
  r[1] = MIX(t[1], t[3], 0, 1, 4, 5);
  r[2] = MIX(t[0], t[2], 2, 3, 6, 7);
  r[3] = MIX(t[1], t[3], 2, 3, 6, 7);
#endif
}

// Delta = error * derivative for ROWS units (rows of `error`, samples across, PANEL apart) and ROWS samples:
// by unit back into `error`'s place at `across`, by sample to `along`. net is NULL where the derivative needs none,
// kept where nothing is dropped.
INLINE void FN(delta_square)(nn_activation kind, REAL flat, const REAL *error, const REAL *net, const REAL *out,
                             const REAL *kept, long ld, REAL *across, REAL *along, long panel) {
  V block[ROWS];
  UNROLL for (int i = 0; i < ROWS; i++) block[i] = FN(load)(error + i * panel);
  FN(transpose)(block);
  UNROLL for (int b = 0; b < ROWS; b++) {
    V o = FN(load)(out + b * ld);
    V deriv = FN(derivative_quickly)(kind, net ? FN(load)(net + b * ld) : o, o);
    if (flat != 0) deriv = deriv + (V)flat;
    block[b] = block[b] * deriv;
    if (kept) block[b] = block[b] * FN(load)(kept + b * ld);
    FN(store)(along + b * panel, block[b]);
  }
  FN(transpose)(block);
  UNROLL for (int i = 0; i < ROWS; i++) FN(store)(across + i * panel, block[i]);
}
#undef MIX
