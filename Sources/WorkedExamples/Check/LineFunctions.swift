import Expressions
import NeuralNetwork

/// The functions that lines can call: defined in lines, defined in the session, or built in.
final class LineFunctions {
  let own: [String: FunctionDefinition]
  /// The function that an article's name refers to.
  private let alias: @Sendable (Name) -> Name?
  /// The names resolved so far.
  private var known: [Known] = []

  private struct Known {
    let base: String
    let member: String?
    let meaning: (base: String, isDerivative: Bool)
  }

  init(own: [String: FunctionDefinition], alias: @escaping @Sendable (Name) -> Name?) {
    self.own = own
    self.alias = alias
  }

  private static let symbols: [String: String] = [
    "σ": "sigmoid", "sigma": "sigmoid", "logistic": "sigmoid", "sig": "sigmoid", "logsig": "sigmoid",
    "expit": "sigmoid",
    "ReLU": "relu", "Relu": "relu", "th": "tanh", "tansig": "tanh", "sgn": "sign", "Exp": "exp", "lg": "log10",
  ]

  /// The function's own name, and whether its derivative is meant (`f'`, `f.deriv`).
  func resolved(_ function: Name) -> (base: String, isDerivative: Bool) {
    if let known = known.first(where: { $0.base == function.base && $0.member == function.member }) {
      return known.meaning
    }
    let meaning = meaning(of: function)
    if known.count < 16 { known.append(Known(base: function.base, member: function.member, meaning: meaning)) }
    return meaning
  }

  private func meaning(of function: Name) -> (base: String, isDerivative: Bool) {
    var base = Name(function.base).key
    var isDerivative = function.member == "deriv"
    if base.hasSuffix("'") {
      base.removeLast()
      isDerivative = true
    }
    if own[base] != nil { return (base, isDerivative) }
    if let named = alias(Name(base)) { return (named.base, isDerivative || named.member != nil) }
    return (LineFunctions.symbols[base] ?? base, isDerivative)
  }

  func isKnown(_ function: Name) -> Bool {
    let (base, _) = resolved(function)
    if own[base] != nil { return true }
    return Functions.allNames.contains(base)
  }
}
