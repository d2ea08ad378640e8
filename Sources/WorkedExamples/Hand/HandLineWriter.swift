import Expressions

/// Writes the lines of hand arithmetic in an article's names, with numbers as exact decimals.
struct HandLineWriter {
  let state: NetworkState
  let names: Names
  let lineNames: LineNames

  init(_ state: NetworkState, _ names: Names, _ lineNames: LineNames) {
    self.state = state
    self.names = names
    self.lineNames = lineNames
  }

  /// The line of a quantity; nil if its value is not known.
  ///
  /// - Parameters:
  ///   - derivation: nil for a given quantity.
  ///   - parts: those that will be printed.
  func line(_ quantity: Quantity, _ derivation: Derivation?, _ parts: LineParts) -> EquationLine? {
    guard let result = decimal(quantity) else { return nil }
    var line = EquationLine(
      name: lineNames.ofLine(quantity), formula: nil, numbers: [], result: result.description)
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, lineNames.resolved, names)
    line.formula = named.symbols(parts, lineNames, literal: literal).description
    line.numbers = [named.numbers(derivation.formula, literal: literal).description]
    for applied in state.hand.applied[quantity] ?? [] {
      line.numbers.append(named.numbers(applied, literal: literal).description)
    }
    return line
  }

  private func literal(_ quantity: Quantity) -> Expression? { decimal(quantity).map(Expression.number) }

  /// The decimal to print: after `backward`, a gradient is that of the current sample.
  private func decimal(_ quantity: Quantity) -> BoundedDecimal? {
    if case .parameter(_, .gradient) = quantity, state.update == nil { return state.hand.decimals[quantity] }
    return state.decimal(quantity)
  }
}
