import Kernels

/// The steps of the optimizers in one arithmetic; nn_arithmetic.h has the formulas.
///
/// `w` is a parameter and `g` its direction −∂E/∂w; what an optimizer remembers is updated in place.
package protocol OptimizerSteps: Arithmetic {
  static func decay(_ w: Number, _ g: Number, _ decay: Number) -> Number
  static func momentum(_ w: Number, _ g: Number, _ rate: Number, _ mu: Number, _ v: inout Number) -> Number
  static func nesterov(_ w: Number, _ g: Number, _ rate: Number, _ mu: Number, _ v: inout Number) -> Number
  static func adagrad(_ w: Number, _ g: Number, _ rate: Number, _ s: inout Number) -> Number
  static func rmsprop(_ w: Number, _ g: Number, _ rate: Number, _ rho: Number, _ s: inout Number) -> Number
  static func adam(_ w: Number, _ g: Number, _ rule: AdamFactors<Number>, _ m: inout Number, _ v: inout Number)
    -> Number
}

/// β₁, β₂, c₁ = rate / (1 − β₁ᵗ) and c₂ = 1 / (1 − β₂ᵗ) of update t.
package struct AdamFactors<Number: BinaryFloatingPoint & Sendable>: Sendable {
  package var b1: Number = 0
  package var b2: Number = 0
  package var c1: Number = 0
  package var c2: Number = 0
}

extension FusedDouble: OptimizerSteps {
  package static func decay(_ w: Double, _ g: Double, _ decay: Double) -> Double { nn_decay(w, g, decay) }
  package static func momentum(_ w: Double, _ g: Double, _ rate: Double, _ mu: Double, _ v: inout Double) -> Double {
    nn_step_momentum(w, g, rate, mu, &v)
  }
  package static func nesterov(_ w: Double, _ g: Double, _ rate: Double, _ mu: Double, _ v: inout Double) -> Double {
    nn_step_nesterov(w, g, rate, mu, &v)
  }
  package static func adagrad(_ w: Double, _ g: Double, _ rate: Double, _ s: inout Double) -> Double {
    nn_step_adagrad(w, g, rate, &s)
  }
  package static func rmsprop(_ w: Double, _ g: Double, _ rate: Double, _ rho: Double, _ s: inout Double) -> Double {
    nn_step_rmsprop(w, g, rate, rho, &s)
  }
  package static func adam(
    _ w: Double, _ g: Double, _ rule: AdamFactors<Double>, _ m: inout Double, _ v: inout Double
  ) -> Double { nn_step_adam(w, g, rule.b1, rule.b2, rule.c1, rule.c2, &m, &v) }
}

extension FusedSingle: OptimizerSteps {
  package static func decay(_ w: Float, _ g: Float, _ decay: Float) -> Float { nn_decayf(w, g, decay) }
  package static func momentum(_ w: Float, _ g: Float, _ rate: Float, _ mu: Float, _ v: inout Float) -> Float {
    nn_step_momentumf(w, g, rate, mu, &v)
  }
  package static func nesterov(_ w: Float, _ g: Float, _ rate: Float, _ mu: Float, _ v: inout Float) -> Float {
    nn_step_nesterovf(w, g, rate, mu, &v)
  }
  package static func adagrad(_ w: Float, _ g: Float, _ rate: Float, _ s: inout Float) -> Float {
    nn_step_adagradf(w, g, rate, &s)
  }
  package static func rmsprop(_ w: Float, _ g: Float, _ rate: Float, _ rho: Float, _ s: inout Float) -> Float {
    nn_step_rmspropf(w, g, rate, rho, &s)
  }
  package static func adam(
    _ w: Float, _ g: Float, _ rule: AdamFactors<Float>, _ m: inout Float, _ v: inout Float
  ) -> Float { nn_step_adamf(w, g, rule.b1, rule.b2, rule.c1, rule.c2, &m, &v) }
}

/// The same formulas, each operation rounded.
extension TextbookDouble: OptimizerSteps {
  package static func decay(_ w: Double, _ g: Double, _ decay: Double) -> Double { multiplyAdd(-decay, w, g) }
  package static func momentum(_ w: Double, _ g: Double, _ rate: Double, _ mu: Double, _ v: inout Double) -> Double {
    v = multiplyAdd(mu, v, rate * g)
    return w + v
  }
  package static func nesterov(_ w: Double, _ g: Double, _ rate: Double, _ mu: Double, _ v: inout Double) -> Double {
    v = multiplyAdd(mu, v, rate * g)
    return w + multiplyAdd(mu, v, rate * g)
  }
  package static func adagrad(_ w: Double, _ g: Double, _ rate: Double, _ s: inout Double) -> Double {
    s = multiplyAdd(g, g, s)
    return w + rate * g / (s.squareRoot() + 1e-10)
  }
  package static func rmsprop(_ w: Double, _ g: Double, _ rate: Double, _ rho: Double, _ s: inout Double) -> Double {
    s = multiplyAdd(1 - rho, g * g, rho * s)
    return w + rate * g / (s.squareRoot() + 1e-8)
  }
  package static func adam(
    _ w: Double, _ g: Double, _ rule: AdamFactors<Double>, _ m: inout Double, _ v: inout Double
  ) -> Double {
    m = multiplyAdd(1 - rule.b1, g, rule.b1 * m)
    v = multiplyAdd(1 - rule.b2, g * g, rule.b2 * v)
    return w + rule.c1 * m / ((v * rule.c2).squareRoot() + 1e-8)
  }
}
