import Expressions
import NeuralNetwork

/// Writes equations in decimals, each result cut by its rule.
final class HandEquationWriter: EquationWriter {
  private var decimals: [String: BoundedDecimal]
  private let rules: HandArithmetic
  /// The rule for results that are not quantities of the network.
  private let other: HandRule
  private let topology: Topology?
  private let functions: [String: FunctionDefinition]
  private let names: Names

  init(
    _ decimals: [String: BoundedDecimal], _ rules: HandArithmetic, other: HandRule, _ topology: Topology?,
    functions: [String: FunctionDefinition], names: Names
  ) {
    self.decimals = decimals
    self.rules = rules
    self.other = other
    self.topology = topology
    self.functions = functions
    self.names = names
  }

  func value(of name: String) -> Double? { decimals[name]?.double }
  func decimal(of name: String) -> BoundedDecimal? { decimals[name] }

  func equation(_ name: Expression, _ formula: Expression, record: Double?, as quantity: Quantity?) throws(Fault)
    -> Explanation.Line
  {
    let decimals = decimals
    let evaluation = HandEvaluation(general: rules.general, functions: functions) { decimals[$0.description] }
    let (exact, applied) = try evaluation.evaluate(formula)
    let value = rule(for: quantity).applied(to: exact)
    self.decimals[name.description] = value
    let stages = ([formula] + applied).map { numbers($0).renamingFunctions(names) }
    return .equation(joining: [name, formula.renamingFunctions(names)] + stages + [.number(value)])
  }

  private func rule(for quantity: Quantity?) -> HandRule {
    guard let quantity, let topology else { return other }
    return rules.rule(for: quantity, topology)
  }

  private func numbers(_ expression: Expression) -> Expression {
    expression.mapped { node in
      guard case .name(let name) = node else { return nil }
      return decimals[name.description].map(Expression.number)
    }
  }
}
