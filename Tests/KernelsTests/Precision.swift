import Kernels

/// The functions of nn_arithmetic.h in one precision.
protocol Precision: BinaryFloatingPoint {
  static func fusedSum(_ a: Self, _ b: Self, _ s: Self) -> Self
  static func activate(_ kind: nn_activation, _ net: Self) -> Self
  static func derivative(_ kind: nn_activation, _ net: Self, _ out: Self) -> Self
  static func exp(_ x: Self) -> Self
  static func step(_ rule: Rule, _ w: Self, _ g: Self, _ first: inout Self, _ second: inout Self) -> Self
}

extension Precision {
  static func softmax(_ net: [Self]) -> [Self] {
    let largest = net.reduce(net[0]) { $1 > $0 ? $1 : $0 }
    let powers = net.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  static func gather(_ w: Self, _ g: Self, _ first: inout Self) -> Self {
    first = g
    return w
  }
}

/// An optimizer with its constants; scale1 and scale2 are c1 and c2 of adam for the current update.
struct Rule {
  var optimizer = nn_optimizer_sgd
  var rate = 0.5
  var beta1 = 0.9
  var beta2 = 0.999
  var decay = 0.0
  var scale1 = 0.0
  var scale2 = 0.0
}

extension Double: Precision {
  static func fusedSum(_ a: Self, _ b: Self, _ s: Self) -> Self { nn_fma(a, b, s) }
  static func activate(_ kind: nn_activation, _ net: Self) -> Self { nn_activate(kind, net) }
  static func derivative(_ kind: nn_activation, _ net: Self, _ out: Self) -> Self { nn_derivative(kind, net, out) }
  static func exp(_ x: Self) -> Self { nn_exp(x) }
  static func step(_ rule: Rule, _ w: Self, _ g: Self, _ first: inout Self, _ second: inout Self) -> Self {
    switch rule.optimizer {
    case nn_optimizer_momentum: nn_step_momentum(w, g, rule.rate, rule.beta1, &first)
    case nn_optimizer_nesterov: nn_step_nesterov(w, g, rule.rate, rule.beta1, &first)
    case nn_optimizer_adagrad: nn_step_adagrad(w, g, rule.rate, &first)
    case nn_optimizer_rmsprop: nn_step_rmsprop(w, g, rule.rate, rule.beta1, &first)
    case nn_optimizer_adam:
      nn_step_adam(w, g, rule.beta1, rule.beta2, rule.scale1, rule.scale2, &first, &second)
    case nn_optimizer_gather: gather(w, g, &first)
    default: fusedSum(rule.rate, g, w)
    }
  }
}

extension Float: Precision {
  static func fusedSum(_ a: Self, _ b: Self, _ s: Self) -> Self { nn_fmaf(a, b, s) }
  static func activate(_ kind: nn_activation, _ net: Self) -> Self { nn_activatef(kind, net) }
  static func derivative(_ kind: nn_activation, _ net: Self, _ out: Self) -> Self { nn_derivativef(kind, net, out) }
  static func exp(_ x: Self) -> Self { nn_expf(x) }
  static func step(_ rule: Rule, _ w: Self, _ g: Self, _ first: inout Self, _ second: inout Self) -> Self {
    let rate = Self(rule.rate)
    let beta1 = Self(rule.beta1)
    switch rule.optimizer {
    case nn_optimizer_momentum: return nn_step_momentumf(w, g, rate, beta1, &first)
    case nn_optimizer_nesterov: return nn_step_nesterovf(w, g, rate, beta1, &first)
    case nn_optimizer_adagrad: return nn_step_adagradf(w, g, rate, &first)
    case nn_optimizer_rmsprop: return nn_step_rmspropf(w, g, rate, beta1, &first)
    case nn_optimizer_adam:
      return nn_step_adamf(
        w, g, beta1, Self(rule.beta2), Self(rule.scale1), Self(rule.scale2), &first, &second)
    case nn_optimizer_gather: return gather(w, g, &first)
    default: return fusedSum(rate, g, w)
    }
  }
}
