import Expressions
import NeuralNetwork

/// Writes lines whose printed result follows from their printed numbers.
package final class DoubleLineWriter: LineWriter {
  package let resolved: ResolvedNames
  package let names: Names
  /// Significant digits of results; substituted numbers get more if the result requires it.
  package let digits: Int
  /// The maximum number of digits.
  private let maxDigits: Int
  package let value: @Sendable (Quantity) -> Double?
  package let call: @Sendable (Name, [Double]) -> Double?

  package init(
    _ names: Names, _ topology: Topology, digits: Int, maxDigits: Int = 17,
    value: @escaping @Sendable (Quantity) -> Double?,
    call: @escaping @Sendable (Name, [Double]) -> Double?
  ) {
    self.names = names
    resolved = names.resolved(topology)
    self.digits = digits
    self.maxDigits = max(digits, maxDigits)
    self.value = value
    self.call = call
  }

  package func line(_ quantity: Quantity, _ derivation: Derivation?) -> EquationLine? {
    guard let result = value(quantity) else { return nil }
    var line = EquationLine(
      name: resolved.nameOfLine(quantity), formula: nil, numbers: [], result: printed(result, digits))
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, resolved, names)
    let substituted = SubstitutedNumbers(
      formula: derivation.formula, digits: digits...maxDigits, value: { named.quantity($0).flatMap(self.value) },
      call: call)
    guard let (resultDigits, precision) = consistent(substituted, result) else { return line }
    line.result = printed(result, resultDigits)
    line.formula =
      named.symbols(named.formula) { value($0).map { .number($0, digits: precision.numbers) } }.description
    line.numbers = substituted.stages(precision).map { $0.renamingFunctions(names).description }
    return line
  }

  /// The digits of the printed result and of the substituted numbers.
  ///
  /// In single precision even six digits of a result may not follow from the numbers: such results get fewer; nil if
  /// cancellation has lost them all.
  private func consistent(_ substituted: SubstitutedNumbers, _ result: Double) -> (Int, SubstitutedNumbers.Digits)? {
    for fewer in stride(from: digits, through: min(digits, 2), by: -1) {
      if let precision = substituted.fewestDigits(giving: result, to: fewer) { return (fewer, precision) }
    }
    // Only the last digit of a double is in question here, for which `check` makes allowance.
    return digits < 15 ? nil : (digits, substituted.maxDigits)
  }
}
