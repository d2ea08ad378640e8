import Expressions

/// The step of an optimizer as formulas over the old value w, the gradient g = ∂E/∂w, the rate, its operands by name,
/// and its state; equation lines and help read them, and the engine's steps are tested against them.
package struct OptimizerFormulas: Sendable {
  /// A number that the optimizer keeps for each parameter.
  package struct State: Sendable {
    /// The name: `m`, and `m_old` for its value before the update.
    package let name: String
    package let formula: String
    /// Whether the engine, which steps along −∂E/∂w, keeps the opposite number.
    package let isNegated: Bool

    init(_ name: String, _ formula: String, isNegated: Bool = false) {
      self.name = name
      self.formula = formula
      self.isNegated = isNegated
    }
  }

  /// In the order in which they are computed, and of `OptimizerState.first` and `second`.
  package let state: [State]
  /// The new value.
  package let new: String

  init(_ state: State..., new: String) {
    self.state = state
    self.new = new
  }

  /// `m = beta1 * m_old + (1 - beta1) * g`, one line for each, and the new value of w.
  package var lines: [String] { state.map { "\($0.name) = \($0.formula)" } + ["w = \(new)"] }
}

extension Optimizer {
  /// The formulas of its step; nil if it has none.
  package var formulas: OptimizerFormulas? { definition.formulas(variant) }

  /// The formulas of one update as expressions, with numbers for operands and constants.
  ///
  /// - Parameter state: the state after the update.
  package func expressions(_ state: OptimizerState) -> (state: [(name: String, formula: Expression)], new: Expression)?
  {
    guard let formulas else { return nil }
    var numbers: [String: Expression] = [:]
    for (operand, value) in zip(definition.operands, operands) { numbers[operand.name] = .number(value) }
    for (name, value) in method.constants(state) { numbers[name] = .number(value) }
    func read(_ text: String) -> Expression { (Expression(formula: text) ?? .number(.nan)).substituting(numbers) }
    return (formulas.state.map { ($0.name, read($0.formula)) }, read(formulas.new))
  }
}
