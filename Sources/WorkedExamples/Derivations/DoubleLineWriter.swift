import Expressions
import NeuralNetwork

/// Writes lines so that the numbers printed in a line give the result printed in it.
package final class DoubleLineWriter: LineWriter {
  package let resolved: ResolvedNames
  package let names: Names
  /// Significant digits of results; numbers put in get more where the result needs them.
  package let digits: Int
  /// The most digits a number has.
  private let mostDigits: Int
  package let value: @Sendable (Quantity) -> Double?
  package let call: @Sendable (Name, [Double]) -> Double?

  package init(
    _ names: Names, _ topology: Topology, digits: Int, mostDigits: Int = 17,
    value: @escaping @Sendable (Quantity) -> Double?,
    call: @escaping @Sendable (Name, [Double]) -> Double?
  ) {
    self.names = names
    resolved = names.resolved(topology)
    self.digits = digits
    self.mostDigits = max(digits, mostDigits)
    self.value = value
    self.call = call
  }

  package func line(_ quantity: Quantity, _ derivation: Derivation?) -> EquationLine? {
    guard let result = value(quantity) else { return nil }
    var line = EquationLine(
      name: resolved.nameOfLine(quantity), formula: nil, numbers: [], result: printed(result, digits))
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, resolved, names)
    let putIn = NumbersPutIn(
      formula: derivation.formula, digits: digits...mostDigits, value: { named.quantity($0).flatMap(self.value) },
      call: call)
    guard let (resultDigits, precision) = consistent(putIn, result) else { return line }
    line.result = printed(result, resultDigits)
    line.formula =
      named.symbols(named.formula) { value($0).map { .number($0, digits: precision.numbers) } }.description
    line.numbers = putIn.stages(precision).map { $0.renamingFunctions(names).description }
    return line
  }

  /// The digits of the result as printed, and of what is put in.
  ///
  /// Single precision has results of which not even six digits follow from the numbers: those get fewer; nil where a
  /// difference has lost them all.
  private func consistent(_ putIn: NumbersPutIn, _ result: Double) -> (Int, NumbersPutIn.Digits)? {
    for fewer in stride(from: digits, through: min(digits, 2), by: -1) {
      if let precision = putIn.fewestDigits(giving: result, to: fewer) { return (fewer, precision) }
    }
    // Here the last digit of a double itself is in question, for which `check` makes allowance.
    return digits < 15 ? nil : (digits, putIn.mostDigits)
  }
}
