import Expressions
import NeuralNetwork

/// What hand arithmetic keeps beside the record of doubles: the decimals themselves.
package struct HandRecord: Sendable {
  /// Whether the last pass was computed by hand.
  package internal(set) var isOn = false
  var decimals: [Quantity: Decimal] = [:]
  /// Formulas of the last lines with the functions' values put in.
  var applied: [Quantity: Expression] = [:]
  /// ∂E/∂w of each sample gathered since the last update, by parameter.
  var gradients: [[Decimal]] = []

  init() {}
}

extension NetworkState {
  /// The decimal value of a quantity: the one of hand arithmetic as long as the record still has it, else the
  /// shortest that reads back as the record's double.
  package func decimal(_ quantity: Quantity) -> Decimal? {
    guard let value = value(quantity) else { return nil }
    if let decimal = hand.decimals[quantity], decimal.double == value { return decimal }
    return Decimal(value)
  }
}

/// Writes the lines of hand arithmetic: every number as the decimal it is.
package struct HandLineWriter: LineWriter {
  let state: NetworkState
  let names: Names
  let resolved: ResolvedNames

  package init(_ state: NetworkState, _ names: Names) {
    self.state = state
    self.names = names
    resolved = names.resolved(state.network.topology)
  }

  package func line(_ quantity: Quantity, _ derivation: Derivation?) -> EquationLine? {
    guard let result = decimal(quantity) else { return nil }
    var line = EquationLine(
      name: resolved.nameOfLine(quantity), formula: nil, numbers: [], result: result.description)
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, resolved, names)
    line.formula = named.symbols(derivation.formula, literal: literal).description
    line.numbers = [named.numbers(derivation.formula, literal: literal).description]
    if let applied = state.hand.applied[quantity] {
      line.numbers.append(named.numbers(applied, literal: literal).description)
    }
    return line
  }

  private func literal(_ quantity: Quantity) -> Expression? { decimal(quantity).map(Expression.number) }

  /// A gradient is the sample's own after `backward`, whatever is gathered.
  private func decimal(_ quantity: Quantity) -> Decimal? {
    if case .parameter(_, .gradient) = quantity, state.update == nil { return state.hand.decimals[quantity] }
    return state.decimal(quantity)
  }
}

extension Expression {
  static func number(_ decimal: Decimal) -> Expression {
    Expression(.number(Numeral(value: decimal.double, text: decimal.description)))
  }
}
