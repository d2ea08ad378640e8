import Expressions
import Kernels

/// A loss function: E of one sample, from its outputs and targets; an entry of `all`.
///
/// The engine, equation lines, hand arithmetic, `check`, `explain` and help all read these formulas. The engine
/// computes the equivalent fast form `kernel` if there is one, and evaluates the formulas otherwise.
package struct Loss: Sendable, Equatable, CustomStringConvertible {
  package let name: String
  /// The formulas; several if they depend on the activation of the outputs.
  package let forms: [Form]

  package init(_ name: String, _ forms: Form...) {
    self.name = name
    self.forms = forms
  }

  package static func == (left: Loss, right: Loss) -> Bool { left.name == right.name }
  package var description: String { name }

  /// The formulas for one activation of the outputs, or for any. t is the target of an output, o the output, d = t − o.
  package final class Form: Sendable, CustomStringConvertible {
    /// The activation that all outputs must have, for which delta simplifies to t − o; nil for any activation.
    package let outputs: String?
    /// The term of one output in `sum`: a formula in t, o and d.
    let term: String
    /// E: a formula in `sum` and the number of `outputs`.
    let total: String
    /// −∂E/∂o: a formula in t, o, d and the number of `outputs`.
    let error: String
    /// −∂E/∂o where o and its target are both 1, or both 0, and `error` would be 0/0; nil if it would not.
    let errorAtOne: String?
    let errorAtZero: String?
    /// The fast form of these formulas; nil if the formulas are evaluated.
    package let kernel: nn_loss_kind?

    package init(
      outputs: String? = nil, term: String, total: String, error: String, errorAtOne: String? = nil,
      errorAtZero: String? = nil, kernel: nn_loss_kind? = nil
    ) {
      self.outputs = outputs
      self.term = term
      self.total = total
      self.error = error
      self.errorAtOne = errorAtOne
      self.errorAtZero = errorAtZero
      self.kernel = kernel
    }
  }

  /// All losses.
  package static let all: [Loss] = [
    Loss("half-squared", Form(term: "d^2", total: "0.5 * sum", error: "d", kernel: nn_loss_kind_half_squared)),
    Loss("squared", Form(term: "d^2", total: "sum", error: "2 * d", kernel: nn_loss_kind_squared)),
    Loss(
      "mean-squared",
      Form(term: "d^2", total: "sum / outputs", error: "2 * d / outputs", kernel: nn_loss_kind_mean_squared)),
    Loss(
      "mean-absolute",
      Form(term: "abs(d)", total: "sum / outputs", error: "sign(d) / outputs", kernel: nn_loss_kind_mean_absolute)),
    // ½d² where |d| ≤ 1, |d| − ½ elsewhere (Huber 1964).
    Loss("huber", Form(term: "huber(d)", total: "sum", error: "max(-1, min(1, d))", kernel: nn_loss_kind_huber)),
    Loss(
      "cross-entropy",
      Form(outputs: "softmax", term: "t * log(o)", total: "-sum", error: "t / o", kernel: nn_loss_kind_categorical),
      Form(
        outputs: "sigmoid", term: "t * log(o) + (1 - t) * log(1 - o)", total: "-sum", error: "d / (o * (1 - o))",
        errorAtOne: "t / o", errorAtZero: "-((1 - t) / (1 - o))", kernel: nn_loss_kind_binary)),
  ]

  // Those that other code refers to.
  package static let halfSquared = builtIn("half-squared")
  package static let crossEntropy = builtIn("cross-entropy")

  package static func named(_ name: String) -> Loss? { all.first { $0.name == name } }

  private static func builtIn(_ name: String) -> Loss {
    guard let loss = named(name) else { preconditionFailure("no entry for \(name)") }
    return loss
  }

  /// Whether it requires a certain activation of the outputs.
  package var needsActivation: Bool { forms.allSatisfy { $0.outputs != nil } }
}

// MARK: Formulas

extension Loss.Form {
  /// The parsed formulas by their source; parsed on first use.
  private static let read: [String: Expression] = {
    let sources = Loss.all.flatMap(\.forms).flatMap {
      [$0.term, $0.total, $0.error] + [$0.errorAtOne, $0.errorAtZero].compactMap(\.self)
    }
    return Dictionary(sources.compactMap { text in Expression(formula: text).map { (text, $0) } }) { first, _ in first }
  }()

  private static func formula(_ text: String) -> Expression {
    read[text] ?? Expression(formula: text) ?? .number(.nan)
  }

  /// E of a sample as an expression; terms are added from left to right.
  package func value(_ outputs: [(target: Expression, out: Expression)]) -> Expression {
    let term = Loss.Form.formula(term)
    let terms = outputs.map { term.substituting(["t": $0.target, "o": $0.out, "d": $0.target - $0.out]) }
    let sum = terms.first.map { terms.dropFirst().reduce($0, +) } ?? .number(0)
    return Loss.Form.formula(total).substituting(["sum": sum, "outputs": .number(Double(outputs.count))])
  }

  /// −∂E/∂out as an expression.
  package func error(_ target: Expression, _ out: Expression, outputs: Int) -> Expression {
    written(error, target, out, target - out, outputs)
  }

  /// ∂E/∂out; in terms of out − target if the formula only depends on the difference.
  package func slope(_ target: Expression, _ out: Expression, outputs: Int) -> Expression {
    let formula = Loss.Form.formula(error)
    if formula.contains("d") { return written(error, target, out, out - target, outputs) }
    return error(target, out, outputs: outputs).negated
  }

  /// ∂E/∂out as −(−∂E/∂out); if the output equals its target `value`, the form for that case.
  package func chainSlope(_ target: Expression, _ out: Expression, at value: Double?, outputs: Int) -> Expression {
    let text = (value == 1 ? errorAtOne : value == 0 ? errorAtZero : nil) ?? error
    return written(text, target, out, target - out, outputs).negated
  }

  private func written(
    _ text: String, _ target: Expression, _ out: Expression, _ difference: Expression, _ outputs: Int
  ) -> Expression {
    Loss.Form.formula(text).substituting([
      "t": target, "o": out, "d": difference, "outputs": .number(Double(outputs)),
    ])
  }

  /// `-Σ (t * log(o))`, `Σ (t - o)^2 / outputs`
  package var description: String {
    let difference = Expression.name("t") - .name("o")
    let term = Loss.Form.formula(term).substituting(["d": difference])
    let isSum = if case .binary(.add, _, _) = term.node { true } else { false }
    return Loss.Form.formula(total).substituting(["sum": .name("Σ")]).description.split(
      separator: "Σ", omittingEmptySubsequences: false
    ).joined(separator: isSum ? "Σ (\(term))" : "Σ \(term)")
  }

  // MARK: Values without a fast form

  func term(_ t: Double, _ o: Double) -> Double {
    FormulaScope(variables: [("t", t), ("o", o), ("d", t - o)]).value(of: Loss.Form.formula(term))
  }

  func total(_ sum: Double, outputs: Int) -> Double {
    FormulaScope(variables: [("sum", sum), ("outputs", Double(outputs))]).value(of: Loss.Form.formula(total))
  }

  func error(_ t: Double, _ o: Double, outputs: Int) -> Double {
    FormulaScope(variables: [("t", t), ("o", o), ("d", t - o), ("outputs", Double(outputs))]).value(
      of: Loss.Form.formula(error))
  }
}

extension Expression {
  /// The negated expression; in a product the sign is on the first factor if that is a number or a call.
  package var negated: Expression {
    switch node {
    case .negate(let inner): return inner
    case .binary(let symbol, let left, let right) where symbol == .multiply || symbol == .divide:
      if left.startsWithValue { return Expression(.binary(symbol, left.negated, right)) }
      return -self
    default: return -self
    }
  }

  private var startsWithValue: Bool {
    switch node {
    case .number, .call: true
    case .binary(let symbol, let left, _): (symbol == .multiply || symbol == .divide) && left.startsWithValue
    default: false
    }
  }
}
