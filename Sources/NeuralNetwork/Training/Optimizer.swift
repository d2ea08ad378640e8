import Kernels

/// How the direction G = −∂E/∂w becomes a step. Kernels' nn_arithmetic.h has the formulas.
package enum Optimizer: Sendable, Equatable {
  /// w + rate·G
  case sgd
  /// Rumelhart, Hinton, Williams 1986: v = mu·v + rate·G; w + v.
  case momentum(Double)
  /// Nesterov 1983 in the form of Sutskever et al. 2013: v = mu·v + rate·G; w + mu·v + rate·G.
  case nesterov(Double)
  /// Duchi, Hazan, Singer 2011.
  case adagrad
  /// Hinton, lecture 6e, 2012; the share of the old mean square.
  case rmsprop(Double)
  /// Kingma, Ba 2015; β₁ and β₂.
  case adam(Double, Double)
}

/// What an optimizer remembers between updates: up to two numbers per parameter and the number of updates.
package struct OptimizerState: Sendable, Equatable {
  package var first: [Double] = []
  package var second: [Double] = []
  package var updates = 0

  package init() {}

  mutating func prepare(_ count: Int) {
    if first.count != count { first = [Double](repeating: 0, count: count) }
    if second.count != count { second = [Double](repeating: 0, count: count) }
  }
}

/// The settings of an update.
package struct UpdateRule: Sendable, Equatable {
  package var rate = 0.5
  package var optimizer = Optimizer.sgd
  /// The L2 term d: G − d·w.
  package var decay = 0.0
  /// The greatest length of G over all parameters; nil for any.
  package var clip: Double?
  package var batch = Conventions.Batch.mean
  package var arithmetic = Conventions.Rounding.fused
  package var precision = Precision.double

  package init() {}
}

extension Network {
  /// Applies what was gathered: one step of the optimizer for every parameter that is not frozen.
  package mutating func update(_ sum: GradientSum, _ rule: UpdateRule, _ state: inout OptimizerState) -> UpdateRecord {
    var direction = sum.direction(rule.batch, shared: shared, precision: rule.precision)
    if rule.decay != 0 {
      for index in direction.indices { direction[index] = decayed(values[index], direction[index], rule) }
    }
    if let clip = rule.clip { limit(&direction, to: clip) }
    let record = UpdateRecord(old: values, direction: direction, rate: rule.rate, samples: sum.samples)
    state.updates += 1
    if rule.optimizer != .sgd { state.prepare(values.count) }
    switch rule.precision {
    case .double: step(direction, rule, &state)
    case .single: stepSingle(direction, rule, &state)
    }
    return record
  }

  private func decayed(_ value: Double, _ direction: Double, _ rule: UpdateRule) -> Double {
    switch (rule.arithmetic, rule.precision) {
    case (.textbook, _): TextbookDouble.multiplyAdd(-rule.decay, value, direction)
    case (_, .double): nn_decay(value, direction, rule.decay)
    case (_, .single): Double(nn_decayf(Float(value), Float(direction), Float(rule.decay)))
    }
  }

  /// Scales the direction so that its Euclidean length is at most `length` (Pascanu, Mikolov, Bengio 2013).
  private func limit(_ direction: inout [Double], to length: Double) {
    let norm = direction.reduce(0.0) { nn_fma($1, $1, $0) }.squareRoot()
    guard norm > length else { return }
    let scale = length / norm
    for index in direction.indices { direction[index] *= scale }
  }

  private mutating func step(_ direction: [Double], _ rule: UpdateRule, _ state: inout OptimizerState) {
    let adam = AdamFactors(rule, updates: state.updates)
    for index in values.indices where !frozen.contains(index) {
      let w = values[index]
      let g = direction[index]
      switch rule.optimizer {
      case .sgd:
        values[index] =
          rule.arithmetic == .textbook
          ? TextbookDouble.multiplyAdd(rule.rate, g, w) : nn_step_sgd(w, g, rule.rate)
      case .momentum(let mu): values[index] = nn_step_momentum(w, g, rule.rate, mu, &state.first[index])
      case .nesterov(let mu): values[index] = nn_step_nesterov(w, g, rule.rate, mu, &state.first[index])
      case .adagrad: values[index] = nn_step_adagrad(w, g, rule.rate, &state.first[index])
      case .rmsprop(let rho): values[index] = nn_step_rmsprop(w, g, rule.rate, rho, &state.first[index])
      case .adam(let b1, let b2):
        values[index] = nn_step_adam(w, g, b1, b2, adam.c1, adam.c2, &state.first[index], &state.second[index])
      }
    }
  }

  private mutating func stepSingle(_ direction: [Double], _ rule: UpdateRule, _ state: inout OptimizerState) {
    let adam = AdamFactors(rule, updates: state.updates)
    let rate = Float(rule.rate)
    for index in values.indices where !frozen.contains(index) {
      let w = Float(values[index])
      let g = Float(direction[index])
      var first = rule.optimizer == .sgd ? 0 : Float(state.first[index])
      var second = rule.optimizer == .sgd ? 0 : Float(state.second[index])
      let new: Float =
        switch rule.optimizer {
        case .sgd: nn_step_sgdf(w, g, rate)
        case .momentum(let mu): nn_step_momentumf(w, g, rate, Float(mu), &first)
        case .nesterov(let mu): nn_step_nesterovf(w, g, rate, Float(mu), &first)
        case .adagrad: nn_step_adagradf(w, g, rate, &first)
        case .rmsprop(let rho): nn_step_rmspropf(w, g, rate, Float(rho), &first)
        case .adam(let b1, let b2):
          nn_step_adamf(w, g, Float(b1), Float(b2), Float(adam.c1), Float(adam.c2), &first, &second)
        }
      values[index] = Double(new)
      guard rule.optimizer != .sgd else { continue }
      state.first[index] = Double(first)
      state.second[index] = Double(second)
    }
  }
}

/// c₁ = rate / (1 − β₁ᵗ) and c₂ = 1 / (1 − β₂ᵗ), the powers by repeated multiplication.
private struct AdamFactors {
  var c1 = 1.0
  var c2 = 1.0

  init(_ rule: UpdateRule, updates: Int) {
    guard case .adam(let b1, let b2) = rule.optimizer else { return }
    var p1 = 1.0
    var p2 = 1.0
    for _ in 0..<updates {
      p1 *= b1
      p2 *= b2
      if p1 == 0, p2 == 0 { break }
    }
    c1 = rule.rate / (1 - p1)
    c2 = 1 / (1 - p2)
  }
}
