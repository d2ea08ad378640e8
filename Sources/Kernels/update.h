// One vector of parameters after an update. Included for each REAL, LANES and LEVEL after formulas.h.

// The optimizer and its constants, rounded to REAL.
typedef struct {
  V rate, beta1, beta2, c1, c2, decay;
  nn_optimizer optimizer;
  int decays;
} FN(rule);

INLINE FN(rule) FN(rule_of)(const nn_training *t) {
  return (FN(rule)){.rate = (V)(REAL)t->rate,
                    .beta1 = (V)(REAL)t->beta1,
                    .beta2 = (V)(REAL)t->beta2,
                    .decay = (V)(REAL)t->decay,
                    .optimizer = t->optimizer,
                    .decays = t->decay != 0};
}

// For adam: the constants of the next update.
INLINE void FN(next_update)(FN(rule) *rule, nn_training *t) {
  if (rule->optimizer != nn_optimizer_adam) return;
  t->power1 = t->power1 * t->beta1;
  t->power2 = t->power2 * t->beta2;
  rule->c1 = (V)(REAL)(t->rate / (1.0 - t->power1));
  rule->c2 = (V)(REAL)(1.0 / (1.0 - t->power2));
}

// Steps with gradient g. `plain`: sgd without decay and frozen parameters. State and masks may be NULL.
INLINE void FN(update)(const FN(rule) *rule, int plain, V g, REAL *at, REAL *state1, REAL *state2, const REAL *free) {
  V w = FN(load)(at);
  if (plain) {
    FN(store)(at, FN(step_sgd)(w, g, rule->rate));
    return;
  }
  V a = (V)(REAL)0.0, b = a, a0, b0, before = w;
  if (state1) a = FN(load)(state1);
  if (state2) b = FN(load)(state2);
  a0 = a;
  b0 = b;
  if (rule->decays) g = FMA(-rule->decay, w, g);
  switch (rule->optimizer) {
  case nn_optimizer_sgd: w = FN(step_sgd)(w, g, rule->rate); break;
  case nn_optimizer_momentum: w = FN(step_momentum)(w, g, rule->rate, rule->beta1, &a); break;
  case nn_optimizer_nesterov: w = FN(step_nesterov)(w, g, rule->rate, rule->beta1, &a); break;
  case nn_optimizer_adagrad: w = FN(step_adagrad)(w, g, rule->rate, &a); break;
  case nn_optimizer_rmsprop: w = FN(step_rmsprop)(w, g, rule->rate, rule->beta1, &a); break;
  case nn_optimizer_adam:
    w = FN(step_adam)(w, g, rule->beta1, rule->beta2, rule->c1, rule->c2, &a, &b);
    break;
  case nn_optimizer_gather: a = g; break;
  case nn_optimizer_none: break;
  }
  if (free) {
    M may_change = FN(load)(free) != (V)(REAL)0.0;
    w = may_change ? w : before;
    a = may_change ? a : a0;
    b = may_change ? b : b0;
  }
  FN(store)(at, w);
  if (state1) FN(store)(state1, a);
  if (state2) FN(store)(state2, b);
}
