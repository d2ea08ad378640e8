/// How the direction G = −∂E/∂w becomes a step. Kernels' nn_arithmetic.h has the formulas up to adam.
package enum Optimizer: Sendable, Equatable {
  /// w + rate·G
  case sgd
  /// Rumelhart, Hinton, Williams 1986: v = mu·v + rate·G; w + v.
  case momentum(Double)
  /// w + rate·G + mu·(the last update's G): as momentum, but the step remembered is the gradient alone (N. Schemenauer's
  /// bpnn.py).
  case lastGradient(Double)
  /// Nesterov 1983 in the form of Sutskever et al. 2013: v = mu·v + rate·G; w + mu·v + rate·G.
  case nesterov(Double)
  /// Duchi, Hazan, Singer 2011.
  case adagrad
  /// Hinton, lecture 6e, 2012; the share of the old mean square.
  case rmsprop(Double)
  /// Kingma, Ba 2015; β₁ and β₂.
  case adam(Double, Double)
  /// iRprop− of Igel and Hüsken 2000: every parameter's first and largest step. The rate plays no part.
  /// Where G is exactly 0 it takes the last step again, as SNNS 4.3 does (learn_f.c, MODI_rprop); `resting` takes none,
  /// as the paper and PyTorch have it.
  case rprop(first: Double, largest: Double, resting: Bool = false)
  /// Fahlman 1988; a step is at most so many times the last one.
  case quickprop(Double)
  /// A genetic algorithm without gradients, see `Population`; an epoch is a generation, the rate the size of mutations.
  case genetic(population: Int)

  /// The learning rate as long as none is set: the usual one of adam (Kingma, Ba 2015), rmsprop and adagrad.
  package var defaultRate: Double {
    switch self {
    case .adam, .rmsprop: 0.001
    case .adagrad: 0.01
    case .sgd, .momentum, .lastGradient, .nesterov, .rprop, .quickprop, .genetic: 0.5
    }
  }
}

/// What an optimizer remembers between updates: up to two numbers per parameter and the number of updates.
package struct OptimizerState: Sendable, Equatable {
  package var first: [Double] = []
  package var second: [Double] = []
  package var updates = 0
  /// β₁ᵗ and β₂ᵗ of adam after `updates` of them.
  package var powers = SIMD2<Double>(1, 1)
  /// The individuals of a genetic algorithm, best first.
  package var population: [[Double]] = []

  package init() {}

  mutating func prepare(_ count: Int) {
    if first.count != count { first = [Double](repeating: 0, count: count) }
    if second.count != count { second = [Double](repeating: 0, count: count) }
  }

  /// Counts an update of the optimizer.
  mutating func advance(_ optimizer: Optimizer) {
    updates += 1
    if case .adam(let b1, let b2) = optimizer { powers *= SIMD2(b1, b2) }
  }
}

/// One update's step for one parameter after another.
struct OptimizerStep<A: OptimizerSteps> {
  typealias Number = A.Number
  private let optimizer: Optimizer
  private let rate: Number
  private let a: Number
  private let b: Number
  private let adam: AdamFactors<Number>

  /// - Parameter state: after it has advanced to this update.
  init(_ optimizer: Optimizer, rate: Double, _ state: OptimizerState) {
    self.optimizer = optimizer
    self.rate = Number(rate)
    var adam = AdamFactors<Number>()
    switch optimizer {
    case .sgd, .adagrad, .genetic: (a, b) = (0, 0)
    case .momentum(let mu), .lastGradient(let mu), .nesterov(let mu), .rmsprop(let mu), .quickprop(let mu):
      (a, b) = (Number(mu), 0)
    case .rprop(let first, let largest, _): (a, b) = (Number(first), Number(largest))
    case .adam(let b1, let b2):
      (a, b) = (0, 0)
      adam = AdamFactors(
        b1: Number(b1), b2: Number(b2), c1: Number(rate / (1 - state.powers.x)), c2: Number(1 / (1 - state.powers.y)))
    }
    self.adam = adam
  }

  /// The new value of parameter `w` with direction `g`.
  func callAsFunction(_ w: Number, _ g: Number, _ first: inout Number, _ second: inout Number) -> Number {
    switch optimizer {
    case .sgd: A.multiplyAdd(rate, g, w)
    case .momentum: A.momentum(w, g, rate, a, &first)
    case .lastGradient: lastGradient(w, g, last: &first)
    case .nesterov: A.nesterov(w, g, rate, a, &first)
    case .adagrad: A.adagrad(w, g, rate, &first)
    case .rmsprop: A.rmsprop(w, g, rate, a, &first)
    case .adam: A.adam(w, g, adam, &first, &second)
    case .rprop(_, _, let resting): rprop(w, g, last: &first, size: &second, resting)
    case .quickprop: quickprop(w, g, last: &first, step: &second)
    case .genetic: w
    }
  }

  private func lastGradient(_ w: Number, _ g: Number, last: inout Number) -> Number {
    defer { last = g }
    return A.multiplyAdd(a, last, A.multiplyAdd(rate, g, w))
  }

  /// Where G keeps its sign the step grows by 1.2, where it changes the step halves and nothing moves.
  ///
  /// Signs are compared, not multiplied: the product of two small numbers is 0.
  private func rprop(_ w: Number, _ g: Number, last: inout Number, size: inout Number, _ resting: Bool) -> Number {
    if size == 0 { size = a }
    if g == 0, !resting { return last > 0 ? w + size : last < 0 ? w - size : w }
    if last > 0 && g > 0 || last < 0 && g < 0 {
      size = min(size * Number(1.2), b)
    } else if last > 0 && g < 0 || last < 0 && g > 0 {
      size = max(size * Number(0.5), Number(1e-6))
      last = 0
      return w
    }
    last = g
    return g > 0 ? w + size : g < 0 ? w - size : w
  }

  /// The minimum of the parabola through the last two slopes, as Fahlman's program takes it (slopes are −G):
  /// steps grow at most `a`-fold, and rate·G is added where the slope still points the way of the last step.
  private func quickprop(_ w: Number, _ g: Number, last: inout Number, step: inout Number) -> Number {
    var next: Number = 0
    if step == 0 {
      next = rate * g
    } else {
      let forward = step > 0 ? g : -g
      let before = step > 0 ? last : -last
      if forward > 0 { next = rate * g }
      // Beyond this share of the last slope the parabola's minimum is more than a times the last step away.
      let share = a / (1 + a)
      next += forward >= share * before ? a * step : g / (last - g) * step
    }
    last = g
    step = next
    return w + next
  }
}

extension Optimizer {
  /// Whether it looks at losses alone and knows no update by gradients.
  package var isGenetic: Bool {
    if case .genetic = self { true } else { false }
  }

  /// Whether its step begins with rate·G.
  var isMomentum: Bool {
    switch self {
    case .momentum, .nesterov: true
    default: false
    }
  }
}
