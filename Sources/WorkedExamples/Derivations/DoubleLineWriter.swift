import Expressions
import NeuralNetwork

/// Writes lines whose printed result follows from their printed numbers.
package final class DoubleLineWriter: LineWriter {
  private let lineNames: LineNames
  package let names: Names
  /// Significant digits of results, and the maximum for substituted numbers if the result requires more.
  private let digits: ClosedRange<Int>
  package let value: @Sendable (Quantity) -> Double?
  package let call: @Sendable (Name, [Double]) -> Double?

  init(
    _ names: Names, _ lineNames: LineNames, digits: ClosedRange<Int>,
    value: @escaping @Sendable (Quantity) -> Double?,
    call: @escaping @Sendable (Name, [Double]) -> Double?
  ) {
    self.names = names
    self.lineNames = lineNames
    self.digits = digits
    self.value = value
    self.call = call
  }

  package func line(_ quantity: Quantity, _ derivation: Derivation?, _ parts: LineParts) -> EquationLine? {
    guard let result = value(quantity) else { return nil }
    var line = EquationLine(
      name: lineNames.ofLine(quantity), formula: nil, numbers: [], result: printed(result, digits.lowerBound))
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, lineNames.resolved, names)
    let substituted = SubstitutedNumbers(
      formula: derivation.formula, digits: digits, value: { named.quantity($0).flatMap(self.value) },
      call: call)
    guard let (resultDigits, precision) = substituted.consistentDigits(of: result) else { return line }
    line.result = printed(result, resultDigits)
    line.formula =
      named.symbols(parts, lineNames) { value($0).map { .number($0, digits: precision.numbers) } }.description
    line.numbers = substituted.stages(precision).map { $0.renamingFunctions(names).description }
    return line
  }
}
